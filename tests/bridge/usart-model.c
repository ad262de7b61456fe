/*
 * The receiver of an STM32's USART as RM0090 30.3.3 and 30.6.1 tell it: RXNE with a byte in DR; ORE where a byte comes while RXNE is set; FE and NE
 * with their byte. Errors are cleared by a read of SR, then of DR, and RXNE by that of DR. The interrupt is entered as long as RXNE or ORE is set.
 * The firmware's own handler (ports/stm32f4/usart.c, ports/arm/serial.c) runs on it. Prints one line a case: entries, bytes, framing errors, overruns.
 */
#include <stdio.h>
#include <string.h>

#include "port.h"
#include "serial.h"
#include "stm32f4.h"

#define FE (1u << 1)
#define NE (1u << 2)
#define ORE (1u << 3)
#define RXNE (1u << 5)
#define TXE (1u << 7)

static uint32_t status, data, control, seen_errors;

uint32_t register_get(uint32_t address) {
  if (address == EQ_USART) {
    seen_errors = status & (FE | NE | ORE);
    return status | TXE;
  }
  if (address == EQ_USART + 4) {
    status &= ~(RXNE | seen_errors);
    seen_errors = 0;
    return data;
  }
  return control;
}

void register_put(uint32_t address, uint32_t value) {
  if (address == EQ_USART + 12) control = value;
}

void port_headway(void) {}

static void arrives(uint8_t byte, uint32_t errors) {
  if (status & RXNE) {
    status |= ORE | errors;
    return;
  }
  data = byte;
  status |= RXNE | errors;
}

static void finish(const char *name) {
  uint32_t entries = 0;
  while ((status & (RXNE | ORE)) && entries < 1000) {
    serial_interrupt();
    entries++;
  }
  uint32_t bytes = 0;
  for (uint8_t byte; serial_take(&byte);) bytes++;
  const eq_line_errors errors = port_line_errors();
  printf("%s %u %u %u %u\n", name, entries, bytes, errors.framing_errors, errors.overruns);
}

int main(void) {
  usart_start(84);
  arrives(1, 0);
  finish("byte");
  arrives(2, 0);
  arrives(3, 0);
  finish("overrun");
  /* A debugger, or a read of DR alone, took the byte away. */
  status |= ORE;
  finish("overrun-without-byte");
  arrives(4, FE);
  finish("framing");
  arrives(5, NE);
  finish("noise");
  for (int k = 0; k < 1030; k++) {
    arrives((uint8_t)k, 0);
    serial_interrupt();
  }
  finish("ring");
  return 0;
}
