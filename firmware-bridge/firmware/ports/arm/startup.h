#ifndef EQ_STARTUP_H
#define EQ_STARTUP_H

typedef void (*handler)(void);

void reset_handler(void);
/* Faults and interrupts that nobody asked for: the light blinks, the watchdog restarts the board, and the host says so. */
void unexpected_handler(void);

extern unsigned stack_top[];

#endif
