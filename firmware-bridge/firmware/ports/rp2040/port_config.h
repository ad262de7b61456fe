/* RP2040 (Raspberry Pi Pico): 264 KB of SRAM, 125 MHz. Core 1 sleeps. */
#ifndef EQ_PORT_CONFIG_H
#define EQ_PORT_CONFIG_H

#define EQ_BOARD_NAME 0x30343032u /* "2040" */
#define EQ_CLOCK_HZ 125000000u
#define EQ_IMAGE_BYTES 249856u
#define EQ_LOG_WORDS 4096u
#define EQ_INJECT_WORDS 2048u
/* USB: both_lines.c */
#define EQ_OTHER_LINES

/* The green one of a Pico. */
#define EQ_LED_PINS 25

#endif
