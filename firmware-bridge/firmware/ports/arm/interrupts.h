/* Interrupts of the core, all of them. A model of a part on another machine has none. */
#ifndef EQ_INTERRUPTS_H
#define EQ_INTERRUPTS_H

#ifdef EQ_REGISTER_MODEL
static inline void interrupts_off(void) {}
static inline void interrupts_on(void) {}
#else
static inline void interrupts_off(void) { __asm volatile("cpsid i" ::: "memory"); }
static inline void interrupts_on(void) { __asm volatile("cpsie i" ::: "memory"); }
static inline void sleep_until_interrupt(void) { __asm volatile("wfi"); }
#endif

#endif
