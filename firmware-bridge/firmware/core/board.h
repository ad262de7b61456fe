/*
 * The board's side of the wire protocol: the same machine as firmware-bridge/protocol/board-endpoint.ts, which has it in words.
 * Everything is static: one board, no allocation.
 */
#ifndef EQ_BOARD_H
#define EQ_BOARD_H

#include <stdbool.h>
#include <stdint.h>

#include "wire.h"

/* Power on. */
void eq_board_start(void);

/* One byte from the line; answers go out through port_write. */
void eq_board_receive(uint8_t byte);

/* The same for a board of several lines, each with a decoder of its own, zeroes at first. @returns true where it was the end of a whole frame */
bool eq_board_receive_from(eq_cobs_decoder *from, uint8_t byte);

/* Executes at most one step. @returns false where there is nothing to do until a byte arrives */
bool eq_board_work(void);

#endif
