/*
 * STM32F405 (RM0090): 168 MHz from the internal 16 MHz oscillator, so that any crystal will do; USART1 on PB6 (TX) and PB7 (RX), 1 Mbaud 8N1.
 * Every wait is bounded: in QEMU the clock registers read 0, and then everything goes on with 16 MHz.
 */
#include "port.h"
#include "serial.h"
#include "startup.h"

#define REGISTER(address) (*(volatile uint32_t *)(address))
#define RCC_CR REGISTER(0x40023800u)
#define RCC_PLLCFGR REGISTER(0x40023804u)
#define RCC_CFGR REGISTER(0x40023808u)
#define RCC_AHB1ENR REGISTER(0x40023830u)
#define RCC_APB2ENR REGISTER(0x40023844u)
#define FLASH_ACR REGISTER(0x40023c00u)
#define GPIOB_MODER REGISTER(0x40020400u)
#define GPIOB_OSPEEDR REGISTER(0x40020408u)
#define GPIOB_PUPDR REGISTER(0x4002040cu)
#define GPIOB_AFRL REGISTER(0x40020420u)
#define USART1_SR REGISTER(0x40011000u)
#define USART1_DR REGISTER(0x40011004u)
#define USART1_BRR REGISTER(0x40011008u)
#define USART1_CR1 REGISTER(0x4001100cu)
#define SYSTICK_CTRL REGISTER(0xe000e010u)
#define SYSTICK_LOAD REGISTER(0xe000e014u)
#define SYSTICK_VAL REGISTER(0xe000e018u)
#define NVIC_ISER1 REGISTER(0xe000e104u)
#define ICSR REGISTER(0xe000ed04u)

#define PLL_ON (1u << 24)
#define PLL_READY (1u << 25)
#define SWITCH_PLL 2u
#define STATUS_PLL (2u << 2)
#define RXNE (1u << 5)
#define TXE (1u << 7)
#define PENDING_SYSTICK (1u << 26)
#define USART1_IRQ 37
#define BAUD 1000000u
#define PATIENCE 100000u

uint32_t port_image[EQ_IMAGE_BYTES / 4];

static volatile uint32_t milliseconds;
static uint32_t core_mhz = 16;

static bool becomes(volatile uint32_t *reg, uint32_t mask, uint32_t value) {
  for (uint32_t k = 0; k < PATIENCE; k++) {
    if ((*reg & mask) == value) return true;
  }
  return false;
}

/* @returns MHz of the bus of USART1 */
static uint32_t start_clock(void) {
  /* Five wait states, prefetch and both caches. */
  FLASH_ACR = 0x705;
  /* 16 MHz / 16 · 336 / 2 = 168 MHz; 48 MHz for what needs it. */
  RCC_PLLCFGR = 16u | 336u << 6 | 0u << 16 | 7u << 24;
  RCC_CR |= PLL_ON;
  if (!becomes(&RCC_CR, PLL_READY, PLL_READY)) return core_mhz;
  /* APB1 a quarter, APB2 half of the core's clock. */
  RCC_CFGR = 5u << 10 | 4u << 13;
  RCC_CFGR |= SWITCH_PLL;
  if (!becomes(&RCC_CFGR, 3u << 2, STATUS_PLL)) return core_mhz;
  core_mhz = EQ_CLOCK_HZ / 1000000u;
  return core_mhz / 2;
}

void port_hardware_start(void) {
  const uint32_t bus_mhz = start_clock();
  RCC_AHB1ENR |= 1u << 1;
  RCC_APB2ENR |= 1u << 4;
  GPIOB_MODER = (GPIOB_MODER & ~(0xfu << 12)) | 0xau << 12;
  GPIOB_OSPEEDR |= 0xfu << 12;
  GPIOB_PUPDR = (GPIOB_PUPDR & ~(0xfu << 12)) | 0x5u << 12;
  GPIOB_AFRL = (GPIOB_AFRL & ~(0xffu << 24)) | 0x77u << 24;
  USART1_BRR = bus_mhz * 1000000u / BAUD;
  /* Enabled, both directions, interrupt on a byte received. */
  USART1_CR1 = 1u << 13 | 1u << 3 | 1u << 2 | 1u << 5;
  SYSTICK_LOAD = core_mhz * 1000u - 1;
  SYSTICK_VAL = 0;
  SYSTICK_CTRL = 7;
  NVIC_ISER1 = 1u << (USART1_IRQ - 32);
}

uint32_t port_microseconds(void) {
  uint32_t ms, left, after;
  do {
    ms = milliseconds;
    left = SYSTICK_VAL;
    after = milliseconds;
  } while (ms != after || (ICSR & PENDING_SYSTICK));
  return ms * 1000u + (core_mhz * 1000u - 1 - left) / core_mhz;
}

bool uart_has_byte(void) { return USART1_SR & RXNE; }

uint8_t uart_take(void) { return (uint8_t)USART1_DR; }

bool uart_has_room(void) { return USART1_SR & TXE; }

void uart_put(uint8_t byte) { USART1_DR = byte; }

void uart_interrupt_on_room(bool on) { USART1_CR1 = on ? USART1_CR1 | TXE : USART1_CR1 & ~TXE; }

static void tick_handler(void) { milliseconds++; }

/* The 16 of the core, then those of the part as far as one is used. */
__attribute__((section(".vectors"), used)) static const handler vectors[16 + USART1_IRQ + 1] = {
  (handler)stack_top, reset_handler,
  [2 ... 14] = unexpected_handler,
  [15] = tick_handler,
  [16 ... 16 + USART1_IRQ - 1] = unexpected_handler,
  [16 + USART1_IRQ] = serial_interrupt,
};
