#ifndef EQ_WAKE_H
#define EQ_WAKE_H

/* Wakes the main loop every 33 ms, by an alarm of the timer. */
void wake_start(void);

/* Handler of TIMER_IRQ_0. */
void wake_interrupt(void);

#define WAKE_IRQ 0

#endif
