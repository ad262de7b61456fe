/*
 * For tests: the firmware with one bit of one state word inverted before one tick, as a particle or a supply that drops would. Linked with
 * --wrap=eq_machine_tick; the environment says which: EQ_FAULT="TICK NEURON WORD BIT". Without it nothing happens.
 */
#include <stdio.h>
#include <stdlib.h>

#include "machine.h"

void __real_eq_machine_tick(eq_machine *m);
void __wrap_eq_machine_tick(eq_machine *m);

static void invert(eq_machine *m, uint32_t neuron, uint32_t word, uint32_t bit) {
  const eq_header *h = (const eq_header *)m->image;
  const eq_core *cores = (const eq_core *)(m->image + h->core_table);
  for (uint32_t c = 0; c < h->cores; c++) {
    if (neuron < cores[c].first || neuron - cores[c].first >= cores[c].n) continue;
    ((uint32_t *)(m->image + cores[c].state))[word * cores[c].n + (neuron - cores[c].first)] ^= 1u << bit;
    return;
  }
  abort();
}

void __wrap_eq_machine_tick(eq_machine *m) {
  const char *fault = getenv("EQ_FAULT");
  unsigned tick, neuron, word, bit;
  if (fault != NULL && sscanf(fault, "%u %u %u %u", &tick, &neuron, &word, &bit) == 4 && m->tick == tick) invert(m, neuron, word, bit);
  __real_eq_machine_tick(m);
}
