/* The board as a program of this machine: standard input and output are its line. */
#ifndef EQ_PORT_CONFIG_H
#define EQ_PORT_CONFIG_H

#define EQ_BOARD_NAME 0x54534f48u /* "HOST" */
#ifndef EQ_IMAGE_BYTES
#define EQ_IMAGE_BYTES 1048576u
#endif
#ifndef EQ_LOG_WORDS
#define EQ_LOG_WORDS 16384u
#endif
#ifndef EQ_INJECT_WORDS
#define EQ_INJECT_WORDS 4096u
#endif

/* Processors that share a tick. */
#define EQ_WORKERS 2
/* Code that should not wait for the flash; here it need not lie elsewhere. */
#define EQ_HOT __attribute__((noinline))

#endif
