/* NUCLEO-F446RE (STM32F446RE; UM1724): 128 KB of SRAM, 180 MHz. */
#ifndef EQ_PORT_CONFIG_H
#define EQ_PORT_CONFIG_H

#define EQ_BOARD_NAME 0x36343446u /* "F446" */
#define EQ_CLOCK_HZ 180000000u
#define EQ_IMAGE_BYTES 116736u
#define EQ_LOG_WORDS 2048u
#define EQ_INJECT_WORDS 1024u
/* A program of its own lies from sector 4 on, of the 512 KB. */
#define EQ_PROGRAM_FLASH 0x08010000u
#define EQ_PROGRAM_BYTES 458752u

/* Processors that share a tick. */
#define EQ_WORKERS 1
/* Code that should not wait for the flash; here it need not lie elsewhere. */
#define EQ_HOT __attribute__((noinline))

/* PB6 is PIN('B', 6). */
#define PIN(port, number) (16u * ((port) - 'A') + (number))

/* From the 8 MHz that the ST-LINK puts on OSC_IN, else from the internal oscillator: 8 MHz / 4 or 16 MHz / 8, · 180 / 2. */
#define EQ_EXTERNAL_MHZ 8
#define EQ_PLL_INPUT_MHZ 2u
#define EQ_PLL_MULTIPLIER 180u
#define EQ_PLL_Q 8u
#define EQ_PLL_R 2u
#define EQ_OVERDRIVE 1
#define EQ_VOLTAGE_SCALE (3u << 14)

/* USART2, on APB1, which the ST-LINK makes a serial port of: PA2 TX, PA3 RX. */
#define EQ_USART USART2
#define EQ_USART_IRQ 38
#define EQ_USART_BUS_DIVISION 4u
#define EQ_USART_ENABLE RCC_APB1ENR
#define EQ_USART_ENABLE_BIT (1u << 17)
#define EQ_USART_TX PIN('A', 2)
#define EQ_USART_RX PIN('A', 3)

/* LD2, green. */
#define EQ_LED_PINS PIN('A', 5)

#endif
