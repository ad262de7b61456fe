/* Scatter with one weight a synapse: a row is a list of words, weight << 16 | target. */
#define ACCUMULATOR int32_t
#include "simulation.h"

static const Network *network;
static uint32_t *synapse;

static void prepare(const Network *n) {
  network = n;
  synapse = allocate(4 * n->row_start[n->neurons]);
  for (uint32_t s = 0; s < n->neurons; s++)
    for (uint64_t k = n->row_start[s]; k < n->row_start[s + 1]; k++) synapse[k] = (uint32_t)n->source_weight[s] << 16 | n->target[k];
}

static void deliver(const uint32_t *ids, uint32_t count, Accumulator *into) {
  for (uint32_t i = 0; i < count; i++)
    for (uint64_t k = network->row_start[ids[i]]; k < network->row_start[ids[i] + 1]; k++) into[synapse[k] & 0xffff] += (int32_t)synapse[k] >> 16;
}
