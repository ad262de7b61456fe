/* Dense: a row is one int8 weight a neuron, added whole; memory N x N bytes. */
#include "simulation.h"

static const Network *network;
static int8_t *matrix;

static void prepare(const Network *n) {
  network = n;
  matrix = allocate((size_t)n->neurons * n->neurons);
  for (uint32_t s = 0; s < n->neurons; s++)
    for (uint64_t k = n->row_start[s]; k < n->row_start[s + 1]; k++) {
      int8_t *entry = matrix + (size_t)s * n->neurons + n->target[k];
      const int sum = *entry + n->source_weight[s];
      if (sum < -128 || sum > 127) quit("a weight does not fit 8 bits");
      *entry = (int8_t)sum;
    }
}

static void deliver(const uint32_t *ids, uint32_t count, Accumulator *into) {
  for (uint32_t i = 0; i < count; i++) {
    const int8_t *restrict row = matrix + (size_t)ids[i] * network->neurons;
    for (uint32_t t = 0; t < network->neurons; t++) into[t] += row[t];
  }
}
