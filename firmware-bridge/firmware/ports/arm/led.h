/* The light: docs/bench.md says what it shows. */
#ifndef EQ_LED_H
#define EQ_LED_H

#include "board.h"

/* Makes outputs of the pins EQ_LED_PINS. */
void led_start(void);

void led_write(bool on);

/* @param now_us port_microseconds */
bool led_is_on(eq_board_status status, uint32_t now_us);

#endif
