/*
 * Asks the flash for its number (command 4bh: four bytes of pause, eight of answer) through the same controller that the program is read through
 * (datasheet 4.10), which cannot do both: everything in between runs from RAM, calls nothing, and ends after a while whatever the chip does.
 */
#include "flash_id.h"

#define SSI(offset) (*(volatile uint32_t *)(0x18000000u + (offset)))
#define SSI_CTRLR0 SSI(0x00)
#define SSI_ENABLE SSI(0x08)
#define SSI_SELECT SSI(0x10)
#define SSI_STATUS SSI(0x28)
#define SSI_DATA SSI(0x60)
#define STATUS_BUSY (1u << 0)
#define STATUS_RX_NOT_EMPTY (1u << 3)
/* Bytes there and back at once, on one line; as boot2.S leaves it: 32-bit words, read behind command and address. */
#define CTRLR0_BYTES (7u << 16)
#define CTRLR0_EXECUTE 0x001f0300u
/* The flash's select pin: by hand, or as the controller wants it. */
#define SELECT_CTRL (*(volatile uint32_t *)0x4001800cu)
#define SELECT_OVERRIDE (3u << 8)
#define SELECT_LOW (2u << 8)
#define SELECT_HIGH (3u << 8)
#define READ_UNIQUE_ID 0x4bu
#define PAUSE_BYTES 4u
#define LONGEST_WAIT 10000u

__attribute__((section(".ram_text"), noinline, optimize("no-tree-loop-distribute-patterns"))) void flash_id(uint8_t id[FLASH_ID_BYTES]) {
  const uint32_t select = SELECT_CTRL & ~SELECT_OVERRIDE;
  uint32_t patience = LONGEST_WAIT;
  while (SSI_STATUS & STATUS_BUSY && --patience) {}
  SSI_ENABLE = 0;
  SSI_CTRLR0 = CTRLR0_BYTES;
  SSI_SELECT = 1;
  SSI_ENABLE = 1;
  SELECT_CTRL = select | SELECT_LOW;
  for (uint32_t k = 0; k < 1 + PAUSE_BYTES + FLASH_ID_BYTES; k++) {
    SSI_DATA = k == 0 ? READ_UNIQUE_ID : 0;
    for (patience = LONGEST_WAIT; !(SSI_STATUS & STATUS_RX_NOT_EMPTY) && --patience;) {}
    const uint32_t byte = SSI_DATA;
    if (k > PAUSE_BYTES) id[k - 1 - PAUSE_BYTES] = (uint8_t)byte;
  }
  SELECT_CTRL = select | SELECT_HIGH;
  SELECT_CTRL = select;
  SSI_ENABLE = 0;
  SSI_CTRLR0 = CTRLR0_EXECUTE;
  SSI_ENABLE = 1;
}
