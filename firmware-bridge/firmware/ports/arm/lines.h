/* All lines of a board to its hosts. A part that has another line besides its UART defines EQ_OTHER_LINES, and these functions. */
#ifndef EQ_LINES_H
#define EQ_LINES_H

#include <stdbool.h>

/* Once the board has started. */
void lines_open(void);

/* Hands what has come to the board. */
void lines_receive(void);

/* To be asked with interrupts off. */
bool lines_have_bytes(void);

#endif
