#ifndef EQ_FAULT_H
#define EQ_FAULT_H

#include <stdint.h>

/* Blinks a code of board.h until the watchdog restarts the board. */
void fault_halt(uint32_t code) __attribute__((noreturn));

#endif
