/* STM32F405: 128 KB of SRAM (the 64 KB of core-coupled memory are not used), 168 MHz. */
#ifndef EQ_PORT_CONFIG_H
#define EQ_PORT_CONFIG_H

#define EQ_BOARD_NAME 0x35303446u /* "F405" */
#define EQ_CLOCK_HZ 168000000u
#define EQ_IMAGE_BYTES 116736u
#define EQ_LOG_WORDS 2048u
#define EQ_INJECT_WORDS 1024u

/* Processors that share a tick. */
#define EQ_WORKERS 1
/* Code that should not wait for the flash; here it need not lie elsewhere. */
#define EQ_HOT __attribute__((noinline))

#endif
