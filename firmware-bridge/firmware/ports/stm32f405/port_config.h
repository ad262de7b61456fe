/* STM32F405 (Pyboard, Feather STM32F405): 128 KB of SRAM (the 64 KB of core-coupled memory are not used), 168 MHz. */
#ifndef EQ_PORT_CONFIG_H
#define EQ_PORT_CONFIG_H

#define EQ_BOARD_NAME 0x35303446u /* "F405" */
#define EQ_CLOCK_HZ 168000000u
#define EQ_IMAGE_BYTES 116736u
#define EQ_LOG_WORDS 2048u
#define EQ_INJECT_WORDS 1024u
/* A program of its own lies from sector 4 on, of the 1024 KB. */
#define EQ_PROGRAM_FLASH 0x08010000u
#define EQ_PROGRAM_BYTES 983040u

/* Processors that share a tick. */
#define EQ_WORKERS 1
/* Code that should not wait for the flash; here it need not lie elsewhere. */
#define EQ_HOT __attribute__((noinline))

/* PB6 is PIN('B', 6). */
#define PIN(port, number) (16u * ((port) - 'A') + (number))

/* From the internal oscillator, so that any crystal will do: 16 MHz / 16 · 336 / 2. */
#define EQ_EXTERNAL_MHZ 0
#define EQ_PLL_INPUT_MHZ 1u
#define EQ_PLL_MULTIPLIER 336u
#define EQ_PLL_Q 7u
#define EQ_PLL_R 0u
#define EQ_OVERDRIVE 0
#define EQ_VOLTAGE_SCALE (1u << 14)

/* USART1, on APB2: PB6 TX, PB7 RX. */
#define EQ_USART USART1
#define EQ_USART_IRQ 37
#define EQ_USART_BUS_DIVISION 2u
#define EQ_USART_ENABLE RCC_APB2ENR
#define EQ_USART_ENABLE_BIT (1u << 4)
#define EQ_USART_TX PIN('B', 6)
#define EQ_USART_RX PIN('B', 7)

/* The blue LED of a Pyboard; the red one of a Feather. Each is a free pin of the other: the Feather's flash does not answer on PB4 unless asked. */
#define EQ_LED_PINS PIN('B', 4), PIN('C', 1)

#endif
