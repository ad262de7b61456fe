#include "led.h"

#include "port.h"

/* 65.5 ms. */
#define BEAT_SHIFT 16
/* On and off, half a second each. */
#define IDLE_BEATS 8u
/* A fault: so many times two beats on and two off, then dark to the end of 32 beats (2.1 s). */
#define FAULT_BEATS 32u
/* Running: dark for 32 steps of 256. */
#define STEPS 256u
#define STEPS_DARK 32u

static const uint8_t pins[] = {EQ_LED_PINS};

void led_start(void) {
  for (uint32_t k = 0; k < sizeof pins; k++) port_pin_output(pins[k]);
}

void led_write(bool on) {
  for (uint32_t k = 0; k < sizeof pins; k++) port_pin_write(pins[k], on);
}

bool led_is_on(eq_board_status status, uint32_t now_us) {
  const uint32_t beat = now_us >> BEAT_SHIFT;
  if (status.fault != EQ_NO_FAULT) return beat % FAULT_BEATS < 4u * status.fault && beat % 4u < 2u;
  switch (status.state) {
    case EQ_IDLE: return beat / IDLE_BEATS % 2u == 0;
    case EQ_LOADING: return beat % 2u == 0;
    case EQ_ARMED: return true;
    default: return status.step % STEPS >= STEPS_DARK;
  }
}
