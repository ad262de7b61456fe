/*
 * A program behind the firmware in the flash, which a board runs by itself from power-up on, with spikes on pins; docs/firmware.md has the block byte
 * by byte.
 */
#ifndef EQ_FLASH_PROGRAM_H
#define EQ_FLASH_PROGRAM_H

#include <stdbool.h>
#include <stdint.h>

#include "machine.h"

#define EQ_MOST_PINS 32u

enum { EQ_FLASH_EMPTY, EQ_FLASH_DAMAGED, EQ_FLASH_SOUND };

/* @param most bytes that may belong to the block at `flash` @returns one of the above */
int eq_flash_look(const uint32_t *flash, uint32_t most);

/* Unpacks the image of a sound block into `most` bytes, and takes its table of pins. @returns its period in us, or 0 where the image does not fit */
uint32_t eq_flash_unpack(const uint32_t *flash, uint32_t *image, uint32_t most);

/* The pins of the table become outputs and inputs. */
void eq_pins_open(void);

/* All outputs low, no table any more. */
void eq_pins_close(void);

/* Of the table's inputs, those that have risen since the last question, a bit each. */
uint32_t eq_pins_risen(void);

/* Injects a spike for each. */
void eq_pins_inject(eq_machine *m, uint32_t risen);

/* The outputs of neurons that fired are high, the others low. */
void eq_pins_show(const eq_machine *m);

#endif
