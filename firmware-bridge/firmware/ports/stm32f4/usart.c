/* The USART of port_config.h: 1 Mbaud, 8 data bits, no parity, one stop bit (RM0090 chapter 30, RM0390 chapter 25). */
#include "port.h"
#include "serial.h"
#include "stm32f4.h"

#define SR (EQ_USART + 0x00u)
#define DR (EQ_USART + 0x04u)
#define BRR (EQ_USART + 0x08u)
#define CR1 (EQ_USART + 0x0cu)

#define PE (1u << 0)
#define FE (1u << 1)
#define NE (1u << 2)
#define ORE (1u << 3)
#define RXNE (1u << 5)
#define TXE (1u << 7)
#define BAUD 1000000u

void usart_start(uint32_t bus_mhz) {
  register_put(BRR, bus_mhz * 1000000u / BAUD);
  /* Enabled, both directions, interrupt on a byte received. */
  register_put(CR1, 1u << 13 | 1u << 3 | 1u << 2 | 1u << 5);
}

/*
 * An overrun interrupts as a received byte does, and may come without one; only a read of SR and then of DR ends it. Where a byte is there, the
 * caller's uart_take is that read.
 */
bool uart_has_byte(void) {
  const uint32_t status = register_get(SR);
  serial_line_errors((status & (FE | NE)) != 0, (status & ORE) != 0);
  if (status & RXNE) return true;
  if (status & (ORE | FE | NE | PE)) (void)register_get(DR);
  return false;
}

uint8_t uart_take(void) { return (uint8_t)register_get(DR); }

bool uart_has_room(void) { return register_get(SR) & TXE; }

void uart_put(uint8_t byte) { register_put(DR, byte); }

void uart_interrupt_on_room(bool on) { register_change(CR1, TXE, on ? TXE : 0); }
