/* Core 1, which shares the ticks. */
#ifndef EQ_SECOND_CORE_H
#define EQ_SECOND_CORE_H

/* Launches it; it sleeps until port_fork. To be called once the flash can be executed from for good. */
void second_core_start(void);

#endif
