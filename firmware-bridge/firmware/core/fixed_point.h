/*
 * S16.15 arithmetic of a SpiNNaker core in portable C99: int32 words, value = raw / 2^15, and U0.32 fractions.
 * No `_Accum`: what it does differs between instruction sets. Bit-identical to src/numerics/s1615.ts and emulator/spinnaker/arithmetic.ts.
 *
 * Right shifts of negative numbers must be arithmetic and conversions to int32_t modulo 2^32, as in every compiler that this is built with;
 * ports/host checks it at compile time.
 */
#ifndef EQ_FIXED_POINT_H
#define EQ_FIXED_POINT_H

#include <stdint.h>

/* The compiler sees the rounding as a constant in every copy of the update, so its branches cost nothing. */
#define EQ_INLINE static inline __attribute__((always_inline))

enum { EQ_FLOOR = 0, EQ_NEAREST_SAT = 1, EQ_STOCHASTIC_SAT = 2, EQ_ROUNDINGS = 3 };

/* What a run of operations shares. */
typedef struct {
  /* S16.15 results that did not fit. */
  uint32_t overflows;
  /* State of the KISS64 generator of stochastic rounding: x, y, z, c. */
  uint32_t *random;
} eq_arithmetic;

/* Marsaglia's KISS64 as in SpiNNaker's random.c. */
static inline uint32_t eq_kiss64(uint32_t *state) {
  state[0] = 314527869u * state[0] + 1234567u;
  state[1] ^= state[1] << 5;
  state[1] ^= state[1] >> 7;
  state[1] ^= state[1] << 22;
  const uint64_t t = 4294584393ull * state[2] + state[3];
  state[2] = (uint32_t)t;
  state[3] = (uint32_t)(t >> 32);
  return state[0] + state[1] + state[2];
}

/* An exact sum, wrapped to int32. */
EQ_INLINE int32_t eq_wrap(eq_arithmetic *a, int64_t exact) {
  const int32_t kept = (int32_t)exact;
  a->overflows += kept != exact;
  return kept;
}

/* S16.15 times S16.15. */
EQ_INLINE int32_t eq_multiply(eq_arithmetic *a, int rounding, int32_t x, int32_t y) {
  int64_t product = (int64_t)x * y;
  if (rounding == EQ_FLOOR) return eq_wrap(a, product >> 15);
  product += rounding == EQ_NEAREST_SAT ? 1 << 14 : (int64_t)(eq_kiss64(a->random) & 0x7fffu);
  product >>= 15;
  if (product > INT32_MAX || product < INT32_MIN) {
    a->overflows++;
    return product > 0 ? INT32_MAX : INT32_MIN;
  }
  return (int32_t)product;
}

/* S16.15 times U0.32, which always fits. */
EQ_INLINE int32_t eq_decay(eq_arithmetic *a, int rounding, int32_t x, uint32_t u) {
  int64_t product = (int64_t)x * (int64_t)u;
  if (rounding == EQ_NEAREST_SAT) product += 1ll << 31;
  if (rounding == EQ_STOCHASTIC_SAT) product += eq_kiss64(a->random);
  return (int32_t)(product >> 32);
}

#endif
