/* A sleeping board has a light to move and a watchdog to feed (RP2040 data sheet 4.6). */
#include "wake.h"

#include "port.h"
#include "registers.h"

#define TIMER_ALARM0 0x40054010u
#define TIMER_INTR 0x40054034u
#define TIMER_INTE 0x40054038u
#define NVIC_ISER 0xe000e100u
#define EVERY_US 32768u

void wake_start(void) {
  register_put(TIMER_INTE, 1);
  register_put(NVIC_ISER, 1u << WAKE_IRQ);
  wake_interrupt();
}

void wake_interrupt(void) {
  register_put(TIMER_INTR, 1);
  register_put(TIMER_ALARM0, port_microseconds() + EVERY_US);
}
