/* The network that bench/kernels/export-for-c.ts writes: one kind of neuron, delta synapses, one delay, one weight a source. */
#pragma once
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A population with its Poisson sources: source i feeds neuron first + i. */
typedef struct {
  uint32_t first, size, stream;
  int32_t weight;
  /* A uniform x gives least + (number of thresholds <= x) spikes. */
  uint32_t least, thresholds;
  const uint32_t *threshold;
} Population;

typedef struct {
  uint32_t neurons, populations, seed, delay; /* a spike of step n arrives in step n + delay */
  uint64_t synapses;
  int32_t v_factor, bias, v_threshold, vmin, vmax, refractory, decay_bits, u_bits, accumulator_bits;
  int32_t unit; /* all synaptic weights are multiples of it */
  Population population[8];
  const uint64_t *row_start;    /* by source */
  const uint16_t *target;       /* ascending in a row; a synapse of weight m w stands there m times */
  const int16_t *source_weight; /* in units */
  const int32_t *initial_v;
} Network;

static void quit(const char *what) {
  fprintf(stderr, "%s\n", what);
  exit(1);
}

static void *allocate(size_t bytes) {
  void *memory = NULL;
  if (posix_memalign(&memory, 64, bytes + 64) != 0) quit("out of memory");
  return memset(memory, 0, bytes + 64);
}

static void *read_file(const char *folder, const char *name, size_t bytes) {
  char path[4096];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  FILE *file = fopen(path, "rb");
  if (file == NULL) quit(path);
  void *memory = allocate(bytes);
  if (fread(memory, 1, bytes, file) != bytes) quit(path);
  fclose(file);
  return memory;
}

/* about.txt holds integers in the order of the fields, each after its name. */
static int64_t next_number(FILE *about, const char *name) {
  char found[64];
  long long value;
  if (fscanf(about, "%63s %lld", found, &value) != 2 || strcmp(found, name) != 0) quit(name);
  return value;
}

static Network load_network(const char *folder) {
  Network n;
  char path[4096];
  snprintf(path, sizeof path, "%s/about.txt", folder);
  FILE *about = fopen(path, "r");
  if (about == NULL) quit(path);
#define READ(field) n.field = next_number(about, #field)
  READ(neurons); READ(populations); READ(seed); READ(delay); READ(synapses);
  READ(v_factor); READ(bias); READ(v_threshold); READ(vmin); READ(vmax); READ(refractory);
  READ(decay_bits); READ(u_bits); READ(accumulator_bits); READ(unit);
  if (n.neurons > 65536 || n.populations > 8) quit("too many neurons or populations");
  for (uint32_t p = 0; p < n.populations; p++) {
    READ(population[p].first); READ(population[p].size); READ(population[p].stream); READ(population[p].weight);
    READ(population[p].least); READ(population[p].thresholds);
    char name[64];
    snprintf(name, sizeof name, "thresholds-%u.u32", p);
    n.population[p].threshold = read_file(folder, name, 4 * (size_t)n.population[p].thresholds);
  }
#undef READ
  fclose(about);
  n.row_start = read_file(folder, "row-start.u64", 8 * ((size_t)n.neurons + 1));
  n.target = read_file(folder, "target.u16", 2 * n.row_start[n.neurons]);
  n.source_weight = read_file(folder, "source-weight.i16", 2 * (size_t)n.neurons);
  n.initial_v = read_file(folder, "initial-v.i32", 4 * (size_t)n.neurons);
  return n;
}

/* The largest magnitude that the input of one neuron in one step can reach, in units: what an accumulator must hold. */
static int64_t largest_input(const Network *n) {
  int64_t *sum = allocate(8 * (size_t)n->neurons), largest = 0;
  for (uint32_t s = 0; s < n->neurons; s++)
    for (uint64_t k = n->row_start[s]; k < n->row_start[s + 1]; k++) sum[n->target[k]] += abs(n->source_weight[s]);
  for (uint32_t i = 0; i < n->neurons; i++) largest = sum[i] > largest ? sum[i] : largest;
  free(sum);
  return largest;
}
