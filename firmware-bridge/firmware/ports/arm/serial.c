#include "serial.h"

#include "interrupts.h"
#include "port.h"

/* A window of the longest frames with their framing fits: no byte is lost however long a step takes. */
#define RX_BYTES 1024u
#define TX_BYTES 512u

static uint8_t rx[RX_BYTES], tx[TX_BYTES];
/* Written by one side each; both only grow. */
static volatile uint32_t rx_in, rx_out, tx_in, tx_out;

static eq_line_errors errors;

/* With interrupts off, or in the interrupt. */
static void pump(void) {
  while (tx_out != tx_in && uart_has_room()) {
    uart_put(tx[tx_out % TX_BYTES]);
    tx_out++;
  }
  uart_interrupt_on_room(tx_out != tx_in);
}

void serial_line_errors(bool framing, bool overrun) {
  if (framing && errors.framing_errors != UINT32_MAX) errors.framing_errors++;
  if (overrun && errors.overruns != UINT32_MAX) errors.overruns++;
}

eq_line_errors port_line_errors(void) { return errors; }

void serial_interrupt(void) {
  while (uart_has_byte()) {
    const uint8_t byte = uart_take();
    /* A host that exceeds the window loses bytes, and hears of it by the CRC. */
    if (rx_in - rx_out < RX_BYTES) {
      rx[rx_in % RX_BYTES] = byte;
      rx_in++;
    } else {
      serial_line_errors(false, true);
    }
  }
  pump();
}

void serial_write(const uint8_t *bytes, uint32_t count) {
  while (count > 0) {
    if (tx_in - tx_out < TX_BYTES) {
      tx[tx_in % TX_BYTES] = *bytes++;
      tx_in++;
      count--;
      continue;
    }
    const uint32_t sent = tx_out;
    interrupts_off();
    pump();
    interrupts_on();
    /* A line that takes nothing any more is no headway. */
    if (tx_out != sent) port_headway();
  }
  interrupts_off();
  pump();
  interrupts_on();
}

bool serial_has_bytes(void) { return rx_out != rx_in; }

bool serial_take(uint8_t *byte) {
  if (!serial_has_bytes()) return false;
  *byte = rx[rx_out % RX_BYTES];
  rx_out++;
  return true;
}
