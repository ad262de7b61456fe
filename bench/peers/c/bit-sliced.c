/*
 * Bit-sliced: a row is a bitmap, one bit a target. Up to 63 rows of one weight are added at once with carry-save adders
 * (Harley-Seal: seven add eight rows), so that plane p holds bit p of every target's count; the planes are expanded into the
 * accumulators once. A second synapse of the same pair of neurons stands in a short list, which is scattered.
 */
#include "simulation.h"

typedef uint64_t Word __attribute__((vector_size(64)));
enum { WORD_BITS = 512, PLANES = 6, ROWS = 63 };

static const Network *network;
static uint32_t words; /* a row */
static Word *bitmap;
static uint64_t *again_start;
static uint16_t *again;

static void prepare(const Network *n) {
  network = n;
  words = (n->neurons + WORD_BITS - 1) / WORD_BITS;
  bitmap = allocate((size_t)n->neurons * words * sizeof(Word));
  again_start = allocate(8 * ((size_t)n->neurons + 1));
  for (int fill = 0; fill < 2; fill++) { /* first counts what stands twice, then lists it */
    uint64_t k = 0;
    for (uint32_t s = 0; s < n->neurons; s++) {
      uint64_t *row = (uint64_t *)(bitmap + (size_t)s * words);
      again_start[s] = k;
      for (uint64_t j = n->row_start[s]; j < n->row_start[s + 1]; j++) {
        const uint16_t t = n->target[j];
        if (j == n->row_start[s] || n->target[j - 1] != t) row[t / 64] |= (uint64_t)1 << (t % 64);
        else if (fill) again[k++] = t;
        else k++;
      }
    }
    again_start[n->neurons] = k;
    if (!fill) again = allocate(2 * k);
  }
}

/* a + b + c = sum + 2 carry, bit by bit. */
#define ADD(sum, carry, a, b, c)            \
  do {                                      \
    const Word a_ = (a), b_ = (b), c_ = (c); \
    (carry) = (a_ & b_) | ((a_ ^ b_) & c_); \
    (sum) = a_ ^ b_ ^ c_;                   \
  } while (0)

/* Counts column w of the given rows into planes. */
static inline void count_column(const Word *const *rows, uint32_t count, uint32_t w, Word planes[PLANES]) {
  Word ones = {0}, twos = {0}, fours = {0}, high[3] = {{0}, {0}, {0}};
  uint32_t r = 0;
  for (; r + 8 <= count; r += 8) {
    Word two_a, two_b, four_a, four_b, eight;
    ADD(ones, two_a, ones, rows[r][w], rows[r + 1][w]);
    ADD(ones, two_b, ones, rows[r + 2][w], rows[r + 3][w]);
    ADD(twos, four_a, twos, two_a, two_b);
    ADD(ones, two_a, ones, rows[r + 4][w], rows[r + 5][w]);
    ADD(ones, two_b, ones, rows[r + 6][w], rows[r + 7][w]);
    ADD(twos, four_b, twos, two_a, two_b);
    ADD(fours, eight, fours, four_a, four_b);
    for (int p = 0; p < 3; p++) {
      const Word carry = high[p] & eight;
      high[p] ^= eight;
      eight = carry;
    }
  }
  planes[0] = ones, planes[1] = twos, planes[2] = fours, planes[3] = high[0], planes[4] = high[1], planes[5] = high[2];
  for (; r < count; r++) {
    Word carry = rows[r][w];
    for (int p = 0; p < PLANES; p++) {
      const Word next = planes[p] & carry;
      planes[p] ^= carry;
      carry = next;
    }
  }
}

/* Adds weight x count to the accumulators of one column. */
static inline void expand(const Word planes[PLANES], int used, Accumulator weight, Accumulator *restrict into) {
  static const uint16_t bit[16] = {1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384, 32768};
  for (int p = 0; p < used; p++) {
    const uint16_t *half = (const uint16_t *)&planes[p];
    const Accumulator value = (Accumulator)(weight * (1 << p));
    for (int h = 0; h < WORD_BITS / 16; h++)
      for (int b = 0; b < 16; b++) into[16 * h + b] += (half[h] & bit[b]) ? value : 0;
  }
}

static void add_rows(const Word *const *rows, uint32_t count, Accumulator weight, Accumulator *into) {
  const int used = 32 - __builtin_clz(count);
  for (uint32_t w = 0; w < words; w++) {
    Word planes[PLANES];
    count_column(rows, count, w, planes);
    const uint32_t at = w * WORD_BITS;
    if (at + WORD_BITS <= network->neurons) expand(planes, used, weight, into + at);
    else {
      Accumulator last[WORD_BITS] = {0};
      expand(planes, used, weight, last);
      for (uint32_t i = 0; at + i < network->neurons; i++) into[at + i] += last[i];
    }
  }
}

/* Spikes are gathered by weight; ids ascend, and a population has one weight, so a batch ends where the weight changes. */
static void deliver(const uint32_t *ids, uint32_t count, Accumulator *into) {
  const Word *rows[ROWS];
  for (uint32_t i = 0; i < count;) {
    const Accumulator weight = network->source_weight[ids[i]];
    uint32_t batch = 0;
    for (; i < count && batch < ROWS && network->source_weight[ids[i]] == weight; i++) {
      rows[batch++] = bitmap + (size_t)ids[i] * words;
      for (uint64_t k = again_start[ids[i]]; k < again_start[ids[i] + 1]; k++) into[again[k]] += weight;
    }
    add_rows(rows, batch, weight, into);
  }
}
