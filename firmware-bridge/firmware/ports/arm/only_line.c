/* The UART is all that there is. */
#include "port_config.h"

#ifndef EQ_OTHER_LINES
#include "board.h"
#include "lines.h"
#include "port.h"
#include "serial.h"

static eq_cobs_decoder decoder;

void port_write(const uint8_t *bytes, uint32_t count) { serial_write(bytes, count); }

/* An empty frame is silence to a host; who waits for the board to be up hears it. */
void lines_open(void) { serial_write(&(const uint8_t){0}, 1); }

void lines_receive(void) {
  for (uint8_t byte; serial_take(&byte);) {
    port_headway();
    eq_board_receive(&decoder, byte);
  }
}

bool lines_have_bytes(void) { return serial_has_bytes(); }
#endif
