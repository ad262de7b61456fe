/* What a board gives the portable core; ports/<board>/port_config.h has its sizes, EQ_IMAGE_BYTES and so on. */
#ifndef EQ_PORT_H
#define EQ_PORT_H

#include <stdbool.h>
#include <stdint.h>

#include "port_config.h"

/* The image space. */
extern uint32_t port_image[EQ_IMAGE_BYTES / 4];

/* Takes all bytes; waits while the line is slower. */
void port_write(const uint8_t *bytes, uint32_t count);

/* Bytes with a wrong stop bit, and bytes lost because the receiver's buffer was full, since power-up; both stop at 2^32 - 1, and are 0 where
 * the line has no such thing. */
typedef struct {
  uint32_t framing_errors, overruns;
} eq_line_errors;
eq_line_errors port_line_errors(void);

#if EQ_WORKERS > 1
/* Has the second processor call eq_second_worker(phase), and waits until it has. All that was written before port_fork is seen by it, and all that it
 * wrote is seen after port_join. */
void port_fork(uint32_t phase);
void port_join(void);
#endif

/* A clock that wraps at 2^32. */
uint32_t port_microseconds(void);

/* Of the processor, as it came to run; 0 where it says nothing. */
uint32_t port_clock_hz(void);

/* To be called wherever work goes on, at least once a second: without it a watchdog restarts the board. */
void port_headway(void);

/* Makes an output of a pin. What number a pin has, and which are free, is the board's. */
void port_pin_output(uint32_t pin);
void port_pin_write(uint32_t pin, bool high);
/* Makes an input of a pin, with a resistor to ground. */
void port_pin_input(uint32_t pin);
/* Whether an input has risen since it was made one or since the last question, however shortly. */
bool port_pin_rose(uint32_t pin);

#endif
