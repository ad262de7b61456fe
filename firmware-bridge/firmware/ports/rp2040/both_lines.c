/*
 * Two lines at once, UART and USB, each with a decoder of its own: what is damaged on one does not touch the other. Answers go to the line that the
 * last whole frame came from, so that HELLO over one takes the session over from the other; complaints about damage go where the damage is.
 */
#include "board.h"
#include "lines.h"
#include "port.h"
#include "serial.h"
#include "usb.h"

enum line { UART, USB, LINES };

static eq_cobs_decoder decoders[LINES];
static enum line answers_go_to;

void port_write(const uint8_t *bytes, uint32_t count) {
  if (answers_go_to == USB) usb_write(bytes, count);
  else serial_write(bytes, count);
}

/* An empty frame is silence to a host; who waits for the board to be up hears it. No host has found the USB device yet. */
void lines_open(void) { serial_write(&(const uint8_t){0}, 1); }

static void receive(enum line line, uint8_t byte) {
  const enum line before = answers_go_to;
  port_headway();
  answers_go_to = line;
  if (!eq_board_receive(&decoders[line], byte)) answers_go_to = before;
}

void lines_receive(void) {
  uint8_t byte;
  while (serial_take(&byte)) receive(UART, byte);
  while (usb_take(&byte)) receive(USB, byte);
}

bool lines_have_bytes(void) { return serial_has_bytes() || usb_has_bytes(); }
