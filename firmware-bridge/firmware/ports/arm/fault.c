#include "fault.h"

#include "interrupts.h"
#include "led.h"
#include "port.h"

#define BEAT_US 65536u
/* Of the waiting loop, about. */
#define CLOCKS_A_TURN 8u

static void wait_a_beat(void) {
  for (volatile uint32_t k = port_clock_hz() / 1000000u * (BEAT_US / CLOCKS_A_TURN); k > 0; k--) {}
}

void fault_halt(uint32_t code) {
  interrupts_off();
  const eq_board_status status = {EQ_IDLE, 0, code};
  for (uint32_t beat = 0;; beat++) {
    led_write(led_is_on(status, beat * BEAT_US));
    wait_a_beat();
  }
}
