/* Scatter: a row is a list of 16-bit targets; each adds its source's weight to an int16 accumulator. */
#include "simulation.h"

static const Network *network;

static void prepare(const Network *n) { network = n; }

static void deliver(const uint32_t *ids, uint32_t count, Accumulator *into) {
  for (uint32_t i = 0; i < count; i++) {
    const uint16_t *target = network->target + network->row_start[ids[i]], *end = network->target + network->row_start[ids[i] + 1];
    const Accumulator weight = network->source_weight[ids[i]];
    for (; target < end; target++) into[*target] += weight;
  }
}
