/* Scatter, the targets cut into ranges of 1,024 whose accumulators stay in the first cache; every spike visits a short row in each. */
#include "simulation.h"

enum { RANGE = 1024 };
static const Network *network;
static uint32_t ranges;
static uint64_t *start; /* [source][range], and the end */

static void prepare(const Network *n) {
  network = n;
  ranges = (n->neurons + RANGE - 1) / RANGE;
  start = allocate(8 * ((size_t)n->neurons * ranges + 1));
  for (uint32_t s = 0; s < n->neurons; s++) {
    uint64_t k = n->row_start[s];
    for (uint32_t r = 0; r < ranges; r++) {
      start[(size_t)s * ranges + r] = k;
      while (k < n->row_start[s + 1] && n->target[k] < (r + 1) * RANGE) k++;
    }
  }
  start[(size_t)n->neurons * ranges] = n->row_start[n->neurons];
}

static void deliver(const uint32_t *ids, uint32_t count, Accumulator *into) {
  for (uint32_t r = 0; r < ranges; r++) {
    for (uint32_t i = 0; i < count; i++) {
      const uint64_t *bounds = start + (size_t)ids[i] * ranges + r;
      const Accumulator weight = network->source_weight[ids[i]];
      for (uint64_t k = bounds[0]; k < bounds[1]; k++) into[network->target[k]] += weight;
    }
  }
}
