/* The number that every flash chip has of its own. */
#ifndef EQ_FLASH_ID_H
#define EQ_FLASH_ID_H

#include <stdint.h>

#define FLASH_ID_BYTES 8u

/* Before interrupts are on: the program's own memory is out of reach meanwhile. A chip that does not answer gives bytes of 0 or ff hex. */
__attribute__((long_call)) void flash_id(uint8_t id[FLASH_ID_BYTES]);

#endif
