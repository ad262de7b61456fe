/* Pins by number: PIN('A', 0) is 0, PIN('B', 0) is 16. Ports A, B and C. */
#include "port.h"
#include "stm32f4.h"

static uint32_t port_of(uint32_t pin) { return pin / 16 * GPIO_STEP; }

void port_pin_output(uint32_t pin) {
  port_pin_write(pin, false);
  register_change(GPIO_MODER + port_of(pin), 3u << 2 * (pin % 16), 1u << 2 * (pin % 16));
}

void port_pin_write(uint32_t pin, bool high) { register_put(GPIO_BSRR + port_of(pin), 1u << (pin % 16 + (high ? 0 : 16))); }

/* Lines of EXTI go by the number within a port, and latch edges where they are not masked; the NVIC lets none through. */
void port_pin_input(uint32_t pin) {
  const uint32_t line = pin % 16;
  register_change(RCC_APB2ENR, SYSCFG_ENABLE, SYSCFG_ENABLE);
  register_change(GPIO_MODER + port_of(pin), 3u << 2 * line, 0);
  register_change(GPIO_PUPDR + port_of(pin), 3u << 2 * line, 2u << 2 * line);
  register_change(SYSCFG_EXTICR + 4 * (line / 4), 15u << 4 * (line % 4), pin / 16 << 4 * (line % 4));
  register_change(EXTI_RTSR, 1u << line, 1u << line);
  register_change(EXTI_IMR, 1u << line, 1u << line);
  port_pin_rose(pin);
}

bool port_pin_rose(uint32_t pin) {
  const uint32_t line = 1u << pin % 16;
  if (!(register_get(EXTI_PR) & line)) return false;
  register_put(EXTI_PR, line);
  return true;
}
