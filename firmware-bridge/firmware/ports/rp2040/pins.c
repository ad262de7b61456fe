/* Pins by number: GP0 is 0 (RP2040 data sheet 2.3.1.7, 2.19). */
#include "port.h"
#include "registers.h"

#define IO_CTRL 0x40014004u
#define SIO_OUT_SET 0xd0000014u
#define SIO_OUT_CLEAR 0xd0000018u
#define SIO_ENABLE_SET 0xd0000024u
#define BY_PROCESSOR 5u
#define PADS 0x4001c004u
/* Input, Schmitt trigger, pulled down. */
#define PAD_INPUT (1u << 6 | 1u << 2 | 1u << 1)
/* Of the latches, four bits a pin; they stay until they are cleared, whether anything interrupts or not. */
#define IO_INTR 0x400140f0u
#define EDGE_HIGH(pin) (8u << 4 * ((pin) % 8))

void port_pin_output(uint32_t pin) {
  port_pin_write(pin, false);
  register_put(SIO_ENABLE_SET, 1u << pin);
  register_put(IO_CTRL + 8 * pin, BY_PROCESSOR);
}

void port_pin_write(uint32_t pin, bool high) { register_put(high ? SIO_OUT_SET : SIO_OUT_CLEAR, 1u << pin); }

void port_pin_input(uint32_t pin) {
  register_put(PADS + 4 * pin, PAD_INPUT);
  register_put(IO_CTRL + 8 * pin, BY_PROCESSOR);
  port_pin_rose(pin);
}

bool port_pin_rose(uint32_t pin) {
  const uint32_t latches = IO_INTR + 4 * (pin / 8);
  if (!(register_get(latches) & EDGE_HIGH(pin))) return false;
  register_put(latches, EDGE_HIGH(pin));
  return true;
}
