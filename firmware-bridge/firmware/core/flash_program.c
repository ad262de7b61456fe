#include "flash_program.h"

#include "port.h"
#include "wire.h"

/* "EQA1" */
#define MAGIC 0x31415145u
enum { AT_MAGIC, AT_LENGTH, AT_BOARD, AT_PERIOD, AT_PINS, AT_IMAGE_WORDS, HEADER_WORDS };

/* An entry of the table: neuron or source, number of the pin, which way. */
#define ID(entry) ((entry) & 0xffffu)
#define NUMBER(entry) ((entry) >> 16 & 0xffu)
#define IS_INPUT(entry) ((entry) >> 24 != 0)

static uint32_t pins[EQ_MOST_PINS], pin_count;

int eq_flash_look(const uint32_t *flash, uint32_t most) {
  if (flash[AT_MAGIC] != MAGIC) return EQ_FLASH_EMPTY;
  const uint32_t length = flash[AT_LENGTH], words = length / 4;
  if (length % 4 != 0 || length > most || words <= HEADER_WORDS) return EQ_FLASH_DAMAGED;
  if (eq_crc32(0, (const uint8_t *)flash, length - 4) != flash[words - 1]) return EQ_FLASH_DAMAGED;
  const bool ours = flash[AT_BOARD] == EQ_BOARD_NAME && flash[AT_PERIOD] > 0 && flash[AT_PERIOD] >> 31 == 0;
  return ours && flash[AT_PINS] <= EQ_MOST_PINS && HEADER_WORDS + flash[AT_PINS] < words ? EQ_FLASH_SOUND : EQ_FLASH_DAMAGED;
}

uint32_t eq_flash_unpack(const uint32_t *flash, uint32_t *image, uint32_t most) {
  const uint32_t *from = flash + HEADER_WORDS, *end = flash + flash[AT_LENGTH] / 4 - 1;
  const uint32_t words = flash[AT_IMAGE_WORDS];
  if (words > most / 4) return 0;
  pin_count = flash[AT_PINS];
  for (uint32_t k = 0; k < pin_count; k++) pins[k] = *from++;
  uint32_t at = 0;
  while (from < end) {
    /* So many words of zero, then so many as they are. */
    const uint32_t run = *from++, zeros = run & 0xffffu, literals = run >> 16;
    if (zeros > words - at || literals > words - at - zeros || literals > (uint32_t)(end - from)) return 0;
    for (uint32_t k = 0; k < zeros; k++) image[at++] = 0;
    for (uint32_t k = 0; k < literals; k++) image[at++] = *from++;
  }
  return at == words ? flash[AT_PERIOD] : 0;
}

void eq_pins_open(void) {
  for (uint32_t k = 0; k < pin_count; k++) {
    if (IS_INPUT(pins[k])) port_pin_input(NUMBER(pins[k]));
    else port_pin_output(NUMBER(pins[k]));
  }
}

void eq_pins_close(void) {
  for (uint32_t k = 0; k < pin_count; k++) {
    if (!IS_INPUT(pins[k])) port_pin_write(NUMBER(pins[k]), false);
  }
  pin_count = 0;
}

uint32_t eq_pins_risen(void) {
  uint32_t risen = 0;
  for (uint32_t k = 0; k < pin_count; k++) {
    if (IS_INPUT(pins[k]) && port_pin_rose(NUMBER(pins[k]))) risen |= 1u << k;
  }
  return risen;
}

void eq_pins_inject(eq_machine *m, uint32_t risen) {
  for (uint32_t k = 0; k < pin_count; k++) {
    if (risen >> k & 1) eq_machine_inject(m, ID(pins[k]));
  }
}

void eq_pins_show(const eq_machine *m) {
  for (uint32_t k = 0; k < pin_count; k++) {
    if (IS_INPUT(pins[k])) continue;
    bool fired = false;
    for (uint32_t spike = 0; spike < m->fired_count; spike++) fired |= m->fired[spike] == ID(pins[k]);
    port_pin_write(NUMBER(pins[k]), fired);
  }
}
