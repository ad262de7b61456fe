/* Interrupt-driven serial line of a Cortex-M port: two ring buffers between the interrupt and the main loop. */
#ifndef EQ_SERIAL_H
#define EQ_SERIAL_H

#include <stdbool.h>
#include <stdint.h>

/* What the UART of a port can do. uart_take follows each uart_has_byte that is true; errors that either meets go to serial_line_errors. */
bool uart_has_byte(void);
uint8_t uart_take(void);
bool uart_has_room(void);
void uart_put(uint8_t byte);
/* Whether it interrupts when it has room. */
void uart_interrupt_on_room(bool on);

/* Clocks, pins, UART, timer. */
void port_hardware_start(void);

/* Counts a byte with a wrong stop bit, and bytes that the hardware lost since the byte before. */
void serial_line_errors(bool framing, bool overrun);

/* Takes all bytes; waits while the line is slower. */
void serial_write(const uint8_t *bytes, uint32_t count);
/* @returns whether a byte has come, which it then gives */
bool serial_take(uint8_t *byte);
bool serial_has_bytes(void);

/* To be called by the UART's interrupt. */
void serial_interrupt(void);

#endif
