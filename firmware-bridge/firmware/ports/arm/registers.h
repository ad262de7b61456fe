/* Access to a part's registers, by address. Tests put a model of the part in its place (EQ_REGISTER_MODEL). */
#ifndef EQ_REGISTERS_H
#define EQ_REGISTERS_H

#include <stdbool.h>
#include <stdint.h>

#ifdef EQ_REGISTER_MODEL
uint32_t register_get(uint32_t address);
void register_put(uint32_t address, uint32_t value);
#else
static inline uint32_t register_get(uint32_t address) { return *(volatile uint32_t *)address; }
static inline void register_put(uint32_t address, uint32_t value) { *(volatile uint32_t *)address = value; }
#endif

/* Writes `value` to the bits of `mask` and leaves the others. */
static inline void register_change(uint32_t address, uint32_t mask, uint32_t value) {
  register_put(address, (register_get(address) & ~mask) | value);
}

/*
 * Waits until the bits of `mask` are `value`, a bounded time: some ten clocks for each of EQ_PATIENCE looks.
 * @returns false where they never were; what follows then is the caller's to define
 */
bool register_becomes(uint32_t address, uint32_t mask, uint32_t value);
#define EQ_PATIENCE 100000u

#endif
