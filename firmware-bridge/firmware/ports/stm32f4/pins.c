/* Pins by number: PIN('A', 0) is 0, PIN('B', 0) is 16. Ports A, B and C. */
#include "port.h"
#include "stm32f4.h"

static uint32_t port_of(uint32_t pin) { return pin / 16 * GPIO_STEP; }

void port_pin_output(uint32_t pin) {
  port_pin_write(pin, false);
  register_change(GPIO_MODER + port_of(pin), 3u << 2 * (pin % 16), 1u << 2 * (pin % 16));
}

void port_pin_write(uint32_t pin, bool high) { register_put(GPIO_BSRR + port_of(pin), 1u << (pin % 16 + (high ? 0 : 16))); }
