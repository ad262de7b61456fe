/*
 * RP2040 (datasheet, chapters 2.14–2.19, 4.2, 4.6): 125 MHz from the 12 MHz crystal; UART0 on GPIO 0 (TX) and GPIO 1 (RX), 1 Mbaud 8N1.
 */
#include "port.h"
#include "second_core.h"
#include "serial.h"
#include "startup.h"

#define REGISTER(address) (*(volatile uint32_t *)(address))
/* Writes to this alias clear the bits that are 1. */
#define CLEAR(address) REGISTER((address) + 0x3000u)
#define RESETS 0x4000c000u
#define RESETS_DONE REGISTER(0x4000c008u)
#define XOSC_CTRL REGISTER(0x40024000u)
#define XOSC_STATUS REGISTER(0x40024004u)
#define XOSC_STARTUP REGISTER(0x4002400cu)
#define PLL_CS REGISTER(0x40028000u)
#define PLL_PWR 0x40028004u
#define PLL_FBDIV REGISTER(0x40028008u)
#define PLL_PRIM REGISTER(0x4002800cu)
#define CLK_REF_CTRL REGISTER(0x40008030u)
#define CLK_REF_SELECTED REGISTER(0x40008038u)
#define CLK_SYS_CTRL REGISTER(0x4000803cu)
#define CLK_SYS_SELECTED REGISTER(0x40008044u)
#define CLK_PERI_CTRL REGISTER(0x40008048u)
#define GPIO0_CTRL REGISTER(0x40014004u)
#define GPIO1_CTRL REGISTER(0x4001400cu)
#define UART_DR REGISTER(0x40034000u)
#define UART_FR REGISTER(0x40034018u)
#define UART_IBRD REGISTER(0x40034024u)
#define UART_FBRD REGISTER(0x40034028u)
#define UART_LCR_H REGISTER(0x4003402cu)
#define UART_CR REGISTER(0x40034030u)
#define UART_IFLS REGISTER(0x40034034u)
#define UART_IMSC REGISTER(0x40034038u)
#define UART_ICR REGISTER(0x40034044u)
#define TIMER_RAW_LOW REGISTER(0x40054028u)
#define WATCHDOG_TICK REGISTER(0x4005802cu)
#define NVIC_ISER REGISTER(0xe000e100u)

#define RESET_IO_BANK0 (1u << 5)
#define RESET_PADS_BANK0 (1u << 8)
#define RESET_PLL_SYS (1u << 12)
#define RESET_TIMER (1u << 21)
#define RESET_UART0 (1u << 22)
#define RX_EMPTY (1u << 4)
#define TX_FULL (1u << 5)
#define INTERRUPT_RX (1u << 4)
#define INTERRUPT_TX (1u << 5)
#define INTERRUPT_RX_TIMEOUT (1u << 6)
#define UART0_IRQ 20

uint32_t port_image[EQ_IMAGE_BYTES / 4];

/* Ends the reset of these blocks. */
static void release(uint32_t blocks) {
  CLEAR(RESETS) = blocks;
  while ((RESETS_DONE & blocks) != blocks) {}
}

static void start_clock(void) {
  XOSC_STARTUP = 47; /* · 256 cycles: 1 ms */
  XOSC_CTRL = 0xfabaa0;
  while (!(XOSC_STATUS >> 31)) {}
  CLK_REF_CTRL = 2;
  while (!(CLK_REF_SELECTED & 1u << 2)) {}
  /* 12 MHz · 125 / 6 / 2 = 125 MHz */
  release(RESET_PLL_SYS);
  PLL_CS = 1;
  PLL_FBDIV = 125;
  CLEAR(PLL_PWR) = 1u << 0 | 1u << 5;
  while (!(PLL_CS >> 31)) {}
  PLL_PRIM = 6u << 16 | 2u << 12;
  CLEAR(PLL_PWR) = 1u << 3;
  CLK_SYS_CTRL = 1;
  while (!(CLK_SYS_SELECTED & 1u << 1)) {}
  CLK_PERI_CTRL = 1u << 11;
  /* The timer counts microseconds of the reference clock. */
  WATCHDOG_TICK = 1u << 9 | 12u;
}

void port_hardware_start(void) {
  start_clock();
  release(RESET_IO_BANK0 | RESET_PADS_BANK0 | RESET_TIMER | RESET_UART0);
  GPIO0_CTRL = 2;
  GPIO1_CTRL = 2;
  /* 125 MHz / 16 / (7 + 52/64) = 1 MHz */
  UART_IBRD = 7;
  UART_FBRD = 52;
  UART_LCR_H = 3u << 5 | 1u << 4;
  UART_IFLS = 0;
  UART_IMSC = INTERRUPT_RX | INTERRUPT_RX_TIMEOUT;
  UART_CR = 1u << 9 | 1u << 8 | 1u;
  NVIC_ISER = 1u << UART0_IRQ;
  second_core_start();
}

uint32_t port_microseconds(void) { return TIMER_RAW_LOW; }

bool uart_has_byte(void) {
  if (!(UART_FR & RX_EMPTY)) return true;
  UART_ICR = INTERRUPT_RX_TIMEOUT;
  return false;
}

uint8_t uart_take(void) { return (uint8_t)UART_DR; }

bool uart_has_room(void) { return !(UART_FR & TX_FULL); }

void uart_put(uint8_t byte) { UART_DR = byte; }

void uart_interrupt_on_room(bool on) { UART_IMSC = on ? UART_IMSC | INTERRUPT_TX : UART_IMSC & ~INTERRUPT_TX; }

/* The 16 of the core, then those of the part as far as one is used. */
__attribute__((section(".vectors"), used)) static const handler vectors[16 + UART0_IRQ + 1] = {
  (handler)stack_top, reset_handler,
  [2 ... 16 + UART0_IRQ - 1] = unexpected_handler,
  [16 + UART0_IRQ] = serial_interrupt,
};
