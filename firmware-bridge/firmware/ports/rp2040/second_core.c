/*
 * Core 1 of the RP2040: launched through the FIFOs between the cores (datasheet 2.8.2), fed through them (2.3.1.4). A word of a FIFO is all that
 * orders memory between the cores: what is written before `give` is seen after the `take` of it, for which the barriers stand.
 */
#include "second_core.h"

#include "machine.h"
#include "port.h"

#define REGISTER(address) (*(volatile uint32_t *)(address))
#define FIFO_STATUS REGISTER(0xd0000050u)
#define FIFO_WRITE REGISTER(0xd0000054u)
#define FIFO_READ REGISTER(0xd0000058u)
#define VALID (1u << 0)
#define READY (1u << 1)
#define PSM_FORCE_OFF 0x40010004u
#define PSM_PROC1 (1u << 16)
/* Writes to these aliases set and clear the bits that are 1. */
#define SET(address) REGISTER((address) + 0x2000u)
#define CLEAR(address) REGISTER((address) + 0x3000u)
#define VTOR REGISTER(0xe000ed08u)

/* Checked by stack-budget.mjs. */
uint32_t second_stack[192] __attribute__((aligned(8)));

static inline void barrier(void) { __asm volatile("dmb" ::: "memory"); }

static void give(uint32_t word) {
  barrier();
  while (!(FIFO_STATUS & READY)) {}
  FIFO_WRITE = word;
  __asm volatile("sev");
}

static uint32_t taken(void) {
  const uint32_t word = FIFO_READ;
  barrier();
  return word;
}

void second_core(void) {
  for (;;) {
    /* An event between the look and the sleep is remembered: the sleep ends at once. */
    while (!(FIFO_STATUS & VALID)) __asm volatile("wfe");
    const uint32_t phase = taken();
    eq_second_worker(phase);
    give(phase);
  }
}

void port_fork(uint32_t phase) { give(phase); }

void port_join(void) {
  while (!(FIFO_STATUS & VALID)) {}
  taken();
}

void second_core_start(void) {
  /* It may run already where only core 0 was reset. */
  SET(PSM_FORCE_OFF) = PSM_PROC1;
  while (!(REGISTER(PSM_FORCE_OFF) & PSM_PROC1)) {}
  CLEAR(PSM_FORCE_OFF) = PSM_PROC1;
  const uint32_t words[] = {0, 0, 1, VTOR, (uint32_t)(second_stack + sizeof second_stack / sizeof *second_stack), (uint32_t)second_core};
  for (uint32_t k = 0; k < sizeof words / sizeof *words;) {
    if (words[k] == 0) {
      while (FIFO_STATUS & VALID) taken();
      __asm volatile("sev");
    }
    give(words[k]);
    while (!(FIFO_STATUS & VALID)) __asm volatile("wfe");
    /* Each word comes back; any other answer starts it over. */
    k = taken() == words[k] ? k + 1 : 0;
  }
}
