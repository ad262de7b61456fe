/*
 * The board's side of the wire protocol: the same machine as firmware-bridge/protocol/board-endpoint.ts, which has it in words.
 * Everything is static: one board, no allocation.
 */
#ifndef EQ_BOARD_H
#define EQ_BOARD_H

#include <stdbool.h>
#include <stdint.h>

#include "wire.h"

/* As HELLO and ACK say it. */
enum { EQ_IDLE, EQ_LOADING, EQ_ARMED, EQ_RUNNING };

/* What a light blinks, so many times in a row. */
enum {
  EQ_NO_FAULT = 0,
  /* A fault of the processor, or an interrupt that nobody asked for; then the watchdog. */
  EQ_FAULT_UNEXPECTED = 1,
  /* An oscillator, a PLL or a block did not start. */
  EQ_FAULT_CLOCK = 2,
  /* The program in the flash is damaged, or for another board. */
  EQ_FAULT_PROGRAM = 3,
  /* The watchdog has restarted the board. */
  EQ_FAULT_RESTARTED = 4
};

typedef struct {
  uint32_t state, step, fault;
} eq_board_status;

/* What the board is at, for a light. */
eq_board_status eq_board_now(void);

/* Notes a fault; the next HELLO takes it back. */
void eq_board_fault(uint32_t code);

/* Power on. */
void eq_board_start(void);

/*
 * One byte from a line; answers go out through port_write. Each line of a board has a decoder of its own, zeroes at first.
 * @returns true where it was the end of a whole frame
 */
bool eq_board_receive(eq_cobs_decoder *from, uint8_t byte);

/*
 * Runs the program of a block in flash (flash_program.h) for ever, until a host says HELLO. Nothing happens where there is none; a damaged block, or
 * one of another board, is a fault.
 * @param most bytes that the block may have
 */
void eq_board_run_from_flash(const uint32_t *flash, uint32_t most);

/* Executes at most one step. @returns false where there is nothing to do until a byte arrives */
bool eq_board_work(void);

#endif
