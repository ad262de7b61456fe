#include "serial.h"

#include "board.h"
#include "port.h"

/* A window of the longest frames with their framing fits: no byte is lost however long a step takes. */
#define RX_BYTES 1024u
#define TX_BYTES 512u

static uint8_t rx[RX_BYTES], tx[TX_BYTES];
/* Written by one side each; both only grow. */
static volatile uint32_t rx_in, rx_out, tx_in, tx_out;

static inline void interrupts_off(void) { __asm volatile("cpsid i" ::: "memory"); }
static inline void interrupts_on(void) { __asm volatile("cpsie i" ::: "memory"); }

/* With interrupts off, or in the interrupt. */
static void pump(void) {
  while (tx_out != tx_in && uart_has_room()) {
    uart_put(tx[tx_out % TX_BYTES]);
    tx_out++;
  }
  uart_interrupt_on_room(tx_out != tx_in);
}

void serial_interrupt(void) {
  while (uart_has_byte()) {
    const uint8_t byte = uart_take();
    /* A host that exceeds the window loses bytes, and hears of it by the CRC. */
    if (rx_in - rx_out < RX_BYTES) {
      rx[rx_in % RX_BYTES] = byte;
      rx_in++;
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
    interrupts_off();
    pump();
    interrupts_on();
  }
  interrupts_off();
  pump();
  interrupts_on();
}

bool serial_has_bytes(void) { return rx_out != rx_in; }

bool serial_take(uint8_t *byte) {
  if (rx_out == rx_in) return false;
  *byte = rx[rx_out % RX_BYTES];
  rx_out++;
  return true;
}

/* A part with another line besides has a main loop of its own. */
#ifndef EQ_OTHER_LINES
void port_write(const uint8_t *bytes, uint32_t count) { serial_write(bytes, count); }

int main(void) {
  uint8_t byte;
  port_hardware_start();
  eq_board_start();
  /* An empty frame is silence to a host; who waits for the board to be up hears it. */
  port_write(&(const uint8_t){0}, 1);
  for (;;) {
    while (serial_take(&byte)) eq_board_receive(byte);
    if (eq_board_work()) continue;
    /* A byte that comes between the look and the sleep still wakes: it is pending. */
    interrupts_off();
    if (!serial_has_bytes()) __asm volatile("wfi");
    interrupts_on();
  }
}
#endif
