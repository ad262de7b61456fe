/* RP2040 (Raspberry Pi Pico): 264 KB of SRAM, 125 MHz. Both cores share the ticks. */
#ifndef EQ_PORT_CONFIG_H
#define EQ_PORT_CONFIG_H

#define EQ_BOARD_NAME 0x30343032u /* "2040" */
#define EQ_CLOCK_HZ 125000000u
#define EQ_IMAGE_BYTES 245760u
#define EQ_LOG_WORDS 4096u
#define EQ_INJECT_WORDS 2048u
/* A program of its own lies behind the first 64 KB of the flash; a Pico has 2 MB. */
#define EQ_PROGRAM_FLASH 0x10010000u
#define EQ_PROGRAM_BYTES 0x1f0000u
/* USB: both_lines.c */
#define EQ_OTHER_LINES

/* The green one of a Pico. */
#define EQ_LED_PINS 25

/* Processors that share a tick. */
#define EQ_WORKERS 2
/* Code that should not wait for the flash. */
#define EQ_HOT __attribute__((noinline, section(".ram_text")))

#endif
