/* STM32F405 and STM32F446: what is started in which order, time, and the vector table. Where the line is: port_config.h. */
#include "led.h"
#include "port.h"
#include "serial.h"
#include "startup.h"
#include "stm32f4.h"

/* The register that resets what another one enables. */
#define RESET_BEFORE_ENABLE 0x20u
#define PENDING_SYSTICK (1u << 26)

uint32_t port_image[EQ_IMAGE_BYTES / 4];

static volatile uint32_t milliseconds;
/* Of the internal oscillator, at first. */
static uint32_t core_mhz = 16;

/* The alternate function 7 on a pin below 8, fast, pulled up. */
static void use_for_usart(uint32_t pin) {
  const uint32_t port = pin / 16 * GPIO_STEP, at = pin % 16;
  register_change(GPIO_AFRL + port, 15u << 4 * at, 7u << 4 * at);
  register_change(GPIO_OSPEEDR + port, 3u << 2 * at, 3u << 2 * at);
  register_change(GPIO_PUPDR + port, 3u << 2 * at, 1u << 2 * at);
  register_change(GPIO_MODER + port, 3u << 2 * at, 2u << 2 * at);
}

void port_hardware_start(void) {
  /* Ports A, B and C. */
  register_change(RCC_AHB1ENR, 7u, 7u);
  led_start();
  core_mhz = clock_start();
  const bool on_clock = port_clock_hz() == EQ_CLOCK_HZ;
  register_change(EQ_USART_ENABLE, EQ_USART_ENABLE_BIT, EQ_USART_ENABLE_BIT);
  /* Without what a loader may have set. */
  register_change(EQ_USART_ENABLE - RESET_BEFORE_ENABLE, EQ_USART_ENABLE_BIT, EQ_USART_ENABLE_BIT);
  register_change(EQ_USART_ENABLE - RESET_BEFORE_ENABLE, EQ_USART_ENABLE_BIT, 0);
  use_for_usart(EQ_USART_TX);
  use_for_usart(EQ_USART_RX);
  usart_start(on_clock ? core_mhz / EQ_USART_BUS_DIVISION : core_mhz);
  register_put(SYSTICK_LOAD, core_mhz * 1000u - 1);
  register_put(SYSTICK_VAL, 0);
  register_put(SYSTICK_CTRL, 7);
  register_put(NVIC_ISER1, 1u << (EQ_USART_IRQ - 32));
}

uint32_t port_clock_hz(void) { return core_mhz * 1000000u; }

uint32_t port_microseconds(void) {
  uint32_t ms, left, after;
  do {
    ms = milliseconds;
    left = register_get(SYSTICK_VAL);
    after = milliseconds;
  } while (ms != after || (register_get(ICSR) & PENDING_SYSTICK));
  return ms * 1000u + (core_mhz * 1000u - 1 - left) / core_mhz;
}

static void tick_handler(void) { milliseconds++; }

/* The 16 of the core, then those of the part as far as one is used. */
__attribute__((section(".vectors"), used)) static const handler vectors[16 + EQ_USART_IRQ + 1] = {
  (handler)stack_top, reset_handler,
  [2 ... 14] = unexpected_handler,
  [15] = tick_handler,
  [16 ... 16 + EQ_USART_IRQ - 1] = unexpected_handler,
  [16 + EQ_USART_IRQ] = serial_interrupt,
};
