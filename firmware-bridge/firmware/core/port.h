/* What a board gives the portable core; ports/<board>/port_config.h has its sizes, EQ_IMAGE_BYTES and so on. */
#ifndef EQ_PORT_H
#define EQ_PORT_H

#include <stdint.h>

#include "port_config.h"

/* The image space. */
extern uint32_t port_image[EQ_IMAGE_BYTES / 4];

/* Takes all bytes; waits while the line is slower. */
void port_write(const uint8_t *bytes, uint32_t count);

/* A clock that wraps at 2^32. */
uint32_t port_microseconds(void);

#endif
