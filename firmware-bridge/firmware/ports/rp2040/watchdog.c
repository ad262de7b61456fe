/* Watchdog (RP2040 data sheet 4.7): 8.4 s of its microseconds, the longest there is, since each counts twice (errata RP2040-E1). */
#include "watchdog.h"

#include "registers.h"

#define WATCHDOG_CTRL 0x40058000u
#define WATCHDOG_LOAD 0x40058004u
#define WATCHDOG_REASON 0x40058008u
#define WATCHDOG_SCRATCH0 0x4005800cu
#define WATCHDOG_TICK 0x4005802cu
#define PSM_WDSEL 0x40010008u
#define LONGEST 0xffffffu
#define ENABLE (1u << 30)
/* It stands still while a debugger holds a core. */
#define PAUSES (7u << 24)
#define BY_TIMER 1u
/* "EQWD": this firmware was running; the boot ROM uses the watchdog as well. */
#define OURS 0x44575145u
/* All of the chip but its two oscillators (2.13). */
#define RESETS_ALL 0x1fffcu
/* Of clk_ref, 12 MHz once the crystal runs; before, on the ring oscillator, everything takes about twice as long. */
#define TICK_ENABLE (1u << 9)
#define CLOCKS_A_MICROSECOND 12u

bool watchdog_has_bitten(void) {
  const bool bitten = register_get(WATCHDOG_REASON) == BY_TIMER && register_get(WATCHDOG_SCRATCH0) == OURS;
  register_put(WATCHDOG_SCRATCH0, OURS);
  return bitten;
}

void watchdog_start(void) {
  register_put(WATCHDOG_TICK, TICK_ENABLE | CLOCKS_A_MICROSECOND);
  register_put(PSM_WDSEL, RESETS_ALL);
  watchdog_feed();
  register_put(WATCHDOG_CTRL, ENABLE | PAUSES);
}

void watchdog_feed(void) { register_put(WATCHDOG_LOAD, LONGEST); }
