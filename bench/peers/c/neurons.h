/*
 * Drive and neurons of a Loihi-style chip (hw arithmetic, delta synapses), bit for bit as emulator/loihi/kernel/update.ts:
 *
 *   q <- wrap_acc(a);  u <- wrap_u(q + bias);  v <- clip(T(v) + u, vmin, vmax);  v <- 0 while refractory;  spike where v > threshold
 *
 * A tile of neurons takes all steps of a block while its state is in the first cache. Loops over lanes are written for the vectoriser.
 */
#pragma once
#include "network.h"

#ifndef ACCUMULATOR
#define ACCUMULATOR int16_t
#endif
typedef ACCUMULATOR Accumulator;

enum { TILE = 256, BLOCKS = TILE / 4 };

/* Philox 4x32-10: the words of counters (step, block + l, 4, 0) under the key (seed, stream); word w of block l is that of source 4 l + w. */
static inline void philox_tile(uint32_t seed, uint32_t stream, uint32_t step, uint32_t block, uint32_t *restrict out) {
  uint32_t c0[BLOCKS], c1[BLOCKS], c2[BLOCKS], c3[BLOCKS];
  for (int l = 0; l < BLOCKS; l++) c0[l] = step, c1[l] = block + l, c2[l] = 4, c3[l] = 0;
  uint32_t k0 = seed, k1 = stream;
  for (int round = 0; round < 10; round++, k0 += 0x9e3779b9u, k1 += 0xbb67ae85u) {
    for (int l = 0; l < BLOCKS; l++) {
      const uint64_t a = (uint64_t)0xd2511f53u * c0[l], b = (uint64_t)0xcd9e8d57u * c2[l];
      c0[l] = (uint32_t)(b >> 32) ^ c1[l] ^ k0;
      c1[l] = (uint32_t)b;
      c2[l] = (uint32_t)(a >> 32) ^ c3[l] ^ k1;
      c3[l] = (uint32_t)a;
    }
  }
  for (int l = 0; l < BLOCKS; l++) out[4 * l] = c0[l], out[4 * l + 1] = c1[l], out[4 * l + 2] = c2[l], out[4 * l + 3] = c3[l];
}

/* Inverse CDF: the thresholds are few, so a comparison with each needs no table look-up. */
static inline void poisson_tile(const Population *p, const uint32_t *restrict x, int32_t *restrict count) {
  for (int l = 0; l < TILE; l++) count[l] = p->least;
  for (uint32_t t = 0; t < p->thresholds; t++) {
    const uint32_t threshold = p->threshold[t];
    for (int l = 0; l < TILE; l++) count[l] += x[l] >= threshold;
  }
}

/* T(x) = sign(x) (|x| factor >> bits): the product needs 36 bits, so |x| is cut at `bits`; exact. */
static inline int32_t decayed(int32_t x, int32_t factor, int32_t bits) {
  const int32_t size = x < 0 ? -x : x;
  const int32_t kept = (size >> bits) * factor + (((size & ((1 << bits) - 1)) * factor) >> bits);
  return x < 0 ? -kept : kept;
}

static inline int32_t wrapped(int32_t x, int32_t bits) { return (int32_t)((uint32_t)x << (32 - bits)) >> (32 - bits); }

typedef struct {
  int32_t *v, *refractory;
  Accumulator *arrived; /* [step of block][neuron], units; emptied by the update */
  uint8_t *fired;       /* [step of block][neuron] */
} State;

/* Advances the neurons of one population from `step` on by `steps`; drive of source step n arrives in step n + delay. */
static void update_population(const Network *n, const Population *p, State *s, int64_t step, int steps) {
  static const int32_t silence[TILE];
  for (uint32_t at = 0; at < p->size; at += TILE) {
    const int lanes = p->size - at < TILE ? (int)(p->size - at) : TILE;
    int32_t v[TILE] = {0}, refractory[TILE] = {0};
    memcpy(v, s->v + p->first + at, 4 * lanes);
    memcpy(refractory, s->refractory + p->first + at, 4 * lanes);
    for (int k = 0; k < steps; k++) {
      const size_t row = (size_t)k * n->neurons + p->first + at;
      const int64_t emitted = step + k - n->delay;
      uint32_t x[TILE];
      int32_t drawn[TILE];
      Accumulator input[TILE] = {0};
      uint8_t fired[TILE];
      const int32_t *drive = silence;
      if (emitted >= 0) {
        philox_tile(n->seed, p->stream, (uint32_t)emitted, at / 4, x);
        poisson_tile(p, x, drawn);
        drive = drawn;
      }
      memcpy(input, s->arrived + row, lanes * sizeof(Accumulator));
      memset(s->arrived + row, 0, lanes * sizeof(Accumulator));
      for (int l = 0; l < TILE; l++) {
        const int32_t q = wrapped(input[l] * n->unit + drive[l] * p->weight, n->accumulator_bits);
        const int32_t u = wrapped(wrapped(q, n->u_bits) + n->bias, n->u_bits);
        int32_t next = decayed(v[l], n->v_factor, n->decay_bits) + u;
        next = next > n->vmax ? n->vmax : next < n->vmin ? n->vmin : next;
        next = refractory[l] > 0 ? 0 : next;
        const int32_t left = refractory[l] > 0 ? refractory[l] - 1 : 0;
        const int32_t spike = next > n->v_threshold;
        fired[l] = spike;
        v[l] = spike ? 0 : next;
        refractory[l] = spike ? (n->refractory > 0 ? n->refractory - 1 : 0) : left;
      }
      memcpy(s->fired + row, fired, lanes);
    }
    memcpy(s->v + p->first + at, v, 4 * lanes);
    memcpy(s->refractory + p->first + at, refractory, 4 * lanes);
  }
}
