/* The main loop: bytes that have come, then a step, else sleep. */
#include "board.h"
#include "interrupts.h"
#include "led.h"
#include "lines.h"
#include "port.h"
#include "serial.h"
#include "watchdog.h"

/* The light and the watchdog are looked after every 8 ms. */
#define CARE_SHIFT 13

void port_headway(void) {
  static uint32_t last;
  const uint32_t now = port_microseconds();
  if ((now ^ last) >> CARE_SHIFT == 0) return;
  last = now;
  watchdog_feed();
  led_write(led_is_on(eq_board_now(), now));
}

int main(void) {
  const bool restarted = watchdog_has_bitten();
  watchdog_start();
  port_hardware_start();
  eq_board_start();
  if (port_clock_hz() != EQ_CLOCK_HZ) eq_board_fault(EQ_FAULT_CLOCK);
  if (restarted) eq_board_fault(EQ_FAULT_RESTARTED);
  eq_board_run_from_flash((const uint32_t *)EQ_PROGRAM_FLASH, EQ_PROGRAM_BYTES);
  lines_open();
  for (;;) {
    port_headway();
    lines_receive();
    if (eq_board_work()) continue;
    /* A byte that comes between the look and the sleep still wakes: it is pending. So does the port's clock, some ten times a second at least. */
    interrupts_off();
    if (!lines_have_bytes()) sleep_until_interrupt();
    interrupts_on();
  }
}
