/* Pins by number: GP0 is 0 (RP2040 data sheet 2.3.1.7, 2.19). */
#include "port.h"
#include "registers.h"

#define IO_CTRL 0x40014004u
#define SIO_OUT_SET 0xd0000014u
#define SIO_OUT_CLEAR 0xd0000018u
#define SIO_ENABLE_SET 0xd0000024u
#define BY_PROCESSOR 5u

void port_pin_output(uint32_t pin) {
  port_pin_write(pin, false);
  register_put(SIO_ENABLE_SET, 1u << pin);
  register_put(IO_CTRL + 8 * pin, BY_PROCESSOR);
}

void port_pin_write(uint32_t pin, bool high) { register_put(high ? SIO_OUT_SET : SIO_OUT_CLEAR, 1u << pin); }
