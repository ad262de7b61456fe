/*
 * RP2040 (datasheet, chapters 2.14–2.19, 4.2, 4.6): 125 MHz from the 12 MHz crystal; UART0 on GPIO 0 (TX) and GPIO 1 (RX), 1 Mbaud 8N1.
 * USB (4.1) has its own PLL (2.18).
 */
#include "board.h"
#include "fault.h"
#include "flash_id.h"
#include "led.h"
#include "port.h"
#include "registers.h"
#include "second_core.h"
#include "serial.h"
#include "startup.h"
#include "usb.h"
#include "usb_descriptors.h"
#include "wake.h"

#define REGISTER(address) (*(volatile uint32_t *)(address))
/* Writes to this alias clear the bits that are 1. */
#define CLEAR(address) REGISTER((address) + 0x3000u)
#define RESETS 0x4000c000u
#define RESETS_DONE REGISTER(0x4000c008u)
#define XOSC_CTRL REGISTER(0x40024000u)
#define XOSC_STATUS REGISTER(0x40024004u)
#define XOSC_STARTUP REGISTER(0x4002400cu)
#define PLL_SYS 0x40028000u
#define PLL_USB 0x4002c000u
/* Of a PLL. */
#define CS 0x0u
#define PWR 0x4u
#define FBDIV 0x8u
#define PRIM 0xcu
#define CLK_REF_CTRL REGISTER(0x40008030u)
#define CLK_REF_SELECTED REGISTER(0x40008038u)
#define CLK_SYS_CTRL REGISTER(0x4000803cu)
#define CLK_SYS_SELECTED REGISTER(0x40008044u)
#define CLK_PERI_CTRL REGISTER(0x40008048u)
#define CLK_USB_CTRL REGISTER(0x40008054u)
#define GPIO0_CTRL REGISTER(0x40014004u)
#define GPIO1_CTRL REGISTER(0x4001400cu)
#define GPIO1_PAD REGISTER(0x4001c008u)
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
#define NVIC_ISER REGISTER(0xe000e100u)

#define RESET_IO_BANK0 (1u << 5)
#define RESET_PADS_BANK0 (1u << 8)
#define RESET_PLL_SYS (1u << 12)
#define RESET_PLL_USB (1u << 13)
#define RESET_TIMER (1u << 21)
#define RESET_UART0 (1u << 22)
#define RESET_USB (1u << 24)
/* Input, 4 mA, Schmitt trigger, pulled up. */
#define PAD_PULLED_UP 0x5au
#define RX_EMPTY (1u << 4)
#define TX_FULL (1u << 5)
#define INTERRUPT_RX (1u << 4)
#define INTERRUPT_TX (1u << 5)
#define INTERRUPT_RX_TIMEOUT (1u << 6)
#define USB_IRQ 5
#define UART0_IRQ 20

uint32_t port_image[EQ_IMAGE_BYTES / 4];

/* MHz of the ring oscillator at first, about. */
static uint32_t core_mhz = 6;

/* Waits for all these bits. Without them there is no clock that the line could do with: the light says so, and the watchdog tries again. */
static void need(volatile uint32_t *reg, uint32_t bits) {
  if (!register_becomes((uint32_t)reg, bits, bits)) fault_halt(EQ_FAULT_CLOCK);
}

/* Ends the reset of these blocks. */
static void release(uint32_t blocks) {
  CLEAR(RESETS) = blocks;
  need(&RESETS_DONE, blocks);
}

/* Crystal · multiplier / first / second. */
static void start_pll(uint32_t pll, uint32_t reset, uint32_t multiplier, uint32_t first, uint32_t second) {
  release(reset);
  REGISTER(pll + CS) = 1;
  REGISTER(pll + FBDIV) = multiplier;
  CLEAR(pll + PWR) = 1u << 0 | 1u << 5;
  need(&REGISTER(pll + CS), 1u << 31);
  REGISTER(pll + PRIM) = first << 16 | second << 12;
  CLEAR(pll + PWR) = 1u << 3;
}

static void start_clock(void) {
  XOSC_STARTUP = 47; /* · 256 cycles: 1 ms */
  XOSC_CTRL = 0xfabaa0;
  need(&XOSC_STATUS, 1u << 31);
  CLK_REF_CTRL = 2;
  need(&CLK_REF_SELECTED, 1u << 2);
  core_mhz = 12;
  /* 12 MHz · 125 / 6 / 2 = 125 MHz */
  start_pll(PLL_SYS, RESET_PLL_SYS, 125, 6, 2);
  CLK_SYS_CTRL = 1;
  need(&CLK_SYS_SELECTED, 1u << 1);
  core_mhz = EQ_CLOCK_HZ / 1000000u;
  CLK_PERI_CTRL = 1u << 11;
  /* 12 MHz · 100 / 5 / 5 = 48 MHz */
  start_pll(PLL_USB, RESET_PLL_USB, 100, 5, 5);
  CLK_USB_CTRL = 1u << 11;
}

void port_hardware_start(void) {
  uint8_t id[FLASH_ID_BYTES];
  flash_id(id);
  usb_describe(id);
  release(RESET_IO_BANK0 | RESET_PADS_BANK0);
  led_start();
  start_clock();
  release(RESET_TIMER | RESET_UART0 | RESET_USB);
  GPIO0_CTRL = 2;
  GPIO1_CTRL = 2;
  /* With no wire to it the line is quiet. */
  GPIO1_PAD = PAD_PULLED_UP;
  /* 125 MHz / 16 / (7 + 52/64) = 1 MHz */
  UART_IBRD = 7;
  UART_FBRD = 52;
  UART_LCR_H = 3u << 5 | 1u << 4;
  UART_IFLS = 0;
  UART_IMSC = INTERRUPT_RX | INTERRUPT_RX_TIMEOUT;
  UART_CR = 1u << 9 | 1u << 8 | 1u;
  usb_start();
  NVIC_ISER = 1u << UART0_IRQ | 1u << USB_IRQ;
  wake_start();
  second_core_start();
}

uint32_t port_clock_hz(void) { return core_mhz * 1000000u; }

uint32_t port_microseconds(void) { return TIMER_RAW_LOW; }

bool uart_has_byte(void) {
  if (!(UART_FR & RX_EMPTY)) return true;
  UART_ICR = INTERRUPT_RX_TIMEOUT;
  return false;
}

/* Each byte comes with its errors (4.2.8, UARTDR): overrun, break, parity, framing. */
uint8_t uart_take(void) {
  const uint32_t data = UART_DR;
  serial_line_errors((data & (1u << 10 | 1u << 8)) != 0, (data & 1u << 11) != 0);
  return (uint8_t)data;
}

bool uart_has_room(void) { return !(UART_FR & TX_FULL); }

void uart_put(uint8_t byte) { UART_DR = byte; }

void uart_interrupt_on_room(bool on) { UART_IMSC = on ? UART_IMSC | INTERRUPT_TX : UART_IMSC & ~INTERRUPT_TX; }

/* The 16 of the core, then those of the part as far as one is used. */
__attribute__((section(".vectors"), used)) static const handler vectors[16 + UART0_IRQ + 1] = {
  (handler)stack_top, reset_handler,
  [2 ... 15] = unexpected_handler,
  [16 + WAKE_IRQ] = wake_interrupt,
  [16 + WAKE_IRQ + 1 ... 16 + USB_IRQ - 1] = unexpected_handler,
  [16 + USB_IRQ] = usb_interrupt,
  [16 + USB_IRQ + 1 ... 16 + UART0_IRQ - 1] = unexpected_handler,
  [16 + UART0_IRQ] = serial_interrupt,
};
