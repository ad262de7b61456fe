/*
 * The program around a design of delivery. A design is one file that includes this one and gives:
 *
 *   static void prepare(const Network *n)                                     rows in its own form
 *   static void deliver(const uint32_t *ids, uint32_t count, Accumulator *into)   adds the rows of one step's spikes, in units
 *
 * All synapses have one delay, so what is emitted in a block of `delay` steps arrives in the next block: the slot of step k is emptied
 * by the update, then filled by the spikes of step k.
 *
 * usage: DESIGN FOLDER SPIKES STEPS
 */
#pragma once
#include "neurons.h"
#include <sys/resource.h>
#include <time.h>

static void prepare(const Network *n);
static void deliver(const uint32_t *ids, uint32_t count, Accumulator *into);

static double seconds(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec + 1e-9 * t.tv_nsec;
}

/* Bytes; where there is /proc, not getrusage, which begins with the peak of the process that started this one. */
static long long peak_memory(void) {
  FILE *status = fopen("/proc/self/status", "r");
  char line[256];
  long long kilobytes;
  while (status != NULL && fgets(line, sizeof line, status) != NULL)
    if (sscanf(line, "VmHWM: %lld", &kilobytes) == 1) return fclose(status), kilobytes * 1024;
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss * 1024LL;
}

/* Ids of the marked neurons, ascending. */
static uint32_t list_fired(const uint8_t *fired, uint32_t neurons, uint32_t *ids) {
  uint32_t count = 0, i = 0;
  for (; i + 8 <= neurons; i += 8) {
    uint64_t eight;
    memcpy(&eight, fired + i, 8);
    for (; eight != 0; eight &= eight - 1) ids[count++] = i + __builtin_ctzll(eight) / 8;
  }
  for (; i < neurons; i++)
    if (fired[i]) ids[count++] = i;
  return count;
}

int main(int argc, char **argv) {
  if (argc != 4) quit("usage: DESIGN FOLDER SPIKES STEPS");
  const int64_t steps = atoll(argv[3]);
  double begin = seconds();
  Network n = load_network(argv[1]);
  const int64_t largest = largest_input(&n), holds = ((int64_t)1 << (8 * sizeof(Accumulator) - 1)) - 1;
  if (largest > holds) quit("the accumulators of this design are too narrow for the network");
  prepare(&n);
  const size_t size = (size_t)n.delay * n.neurons;
  State state = {allocate(4 * (size_t)n.neurons), allocate(4 * (size_t)n.neurons), allocate(size * sizeof(Accumulator)), allocate(size)};
  memcpy(state.v, n.initial_v, 4 * (size_t)n.neurons);
  uint32_t *ids = allocate(4 * (size_t)n.neurons);
  size_t room = 1 << 16, kept = 0;
  int32_t *spikes = malloc(8 * room);
  const double build = seconds() - begin;

  begin = seconds();
  for (int64_t step = 0; step < steps; step += n.delay) {
    const int block = steps - step < n.delay ? (int)(steps - step) : (int)n.delay;
    for (uint32_t p = 0; p < n.populations; p++) update_population(&n, &n.population[p], &state, step, block);
    for (int k = 0; k < block; k++) {
      const uint32_t count = list_fired(state.fired + (size_t)k * n.neurons, n.neurons, ids);
      deliver(ids, count, state.arrived + (size_t)k * n.neurons);
      if (kept + count > room && (spikes = realloc(spikes, 8 * (room = 2 * room + count))) == NULL) quit("out of memory");
      for (uint32_t i = 0; i < count; i++, kept++) spikes[2 * kept] = (int32_t)(step + k), spikes[2 * kept + 1] = (int32_t)ids[i];
    }
  }
  const double simulate = seconds() - begin;

  FILE *file = fopen(argv[2], "wb");
  if (file == NULL || fwrite(spikes, 8, kept, file) != kept || fclose(file) != 0) quit(argv[2]);
  printf("{\"build\": %.6f, \"simulate\": %.6f, \"peakBytes\": %lld, \"synapses\": %llu}\n", build, simulate,
         peak_memory(), (unsigned long long)n.synapses);
  return 0;
}
