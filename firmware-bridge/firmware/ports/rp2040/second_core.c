/*
 * Core 1 of the RP2040: launched through the FIFOs between the cores (datasheet 2.8.2), fed through them (2.3.1.4). A word of a FIFO is all that
 * orders memory between the cores: what is written before `give` is seen after the `take` of it, for which the barriers stand.
 */
#include "second_core.h"

#include "board.h"
#include "fault.h"
#include "machine.h"
#include "port.h"
#include "registers.h"

#define FIFO_STATUS 0xd0000050u
#define FIFO_WRITE 0xd0000054u
#define FIFO_READ 0xd0000058u
#define VALID (1u << 0)
#define READY (1u << 1)
#define PSM_FORCE_OFF 0x40010004u
#define PSM_PROC1 (1u << 16)
/* Writes to these aliases set and clear the bits that are 1. */
#define SET 0x2000u
#define CLEAR 0x3000u
#define VTOR 0xe000ed08u

/* Checked by stack-budget.mjs. */
uint32_t second_stack[256] __attribute__((aligned(8)));

static inline void barrier(void) { __asm volatile("dmb" ::: "memory"); }

/* Where there is room. */
static void put(uint32_t word) {
  barrier();
  register_put(FIFO_WRITE, word);
  __asm volatile("sev");
}

static void give(uint32_t word) {
  while (!(register_get(FIFO_STATUS) & READY)) {}
  put(word);
}

static uint32_t taken(void) {
  const uint32_t word = register_get(FIFO_READ);
  barrier();
  return word;
}

void second_core(void) {
  for (;;) {
    /* An event between the look and the sleep is remembered: the sleep ends at once. */
    while (!(register_get(FIFO_STATUS) & VALID)) __asm volatile("wfe");
    const uint32_t phase = taken();
    eq_second_worker(phase);
    give(phase);
  }
}

void port_fork(uint32_t phase) { give(phase); }

void port_join(void) {
  while (!(register_get(FIFO_STATUS) & VALID)) {}
  taken();
}

/* The ROM gives each word back; any other answer, or none, and all begins anew. */
static bool launch(void) {
  const uint32_t words[] = {
    0, 0, 1, register_get(VTOR), (uint32_t)(second_stack + sizeof second_stack / sizeof *second_stack), (uint32_t)second_core,
  };
  for (uint32_t k = 0; k < sizeof words / sizeof *words; k++) {
    if (words[k] == 0) {
      while (register_get(FIFO_STATUS) & VALID) taken();
      __asm volatile("sev");
    }
    if (!register_becomes(FIFO_STATUS, READY, READY)) return false;
    put(words[k]);
    if (!register_becomes(FIFO_STATUS, VALID, VALID) || taken() != words[k]) return false;
  }
  return true;
}

void second_core_start(void) {
  /* It may run already where only core 0 was reset. */
  register_put(PSM_FORCE_OFF + SET, PSM_PROC1);
  if (!register_becomes(PSM_FORCE_OFF, PSM_PROC1, PSM_PROC1)) fault_halt(EQ_FAULT_CLOCK);
  register_put(PSM_FORCE_OFF + CLEAR, PSM_PROC1);
  if (!launch() && !launch()) fault_halt(EQ_FAULT_CLOCK);
}
