/* A watchdog of its own clock: a board whose main loop hangs is restarted, and the host hears of it. */
#ifndef EQ_WATCHDOG_H
#define EQ_WATCHDOG_H

#include <stdbool.h>

/* From here on it must be fed. */
void watchdog_start(void);

void watchdog_feed(void);

/* Whether it was the watchdog that restarted the board. To be asked before watchdog_start. */
bool watchdog_has_bitten(void);

#endif
