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

/*
 * Upper words of 64-bit products. The Cortex-M0+ multiplies 32 by 32 bits to 32: there (EQ_NARROW_MULTIPLIER) they are made of four products of
 * 16-bit halves, each of which fits with what is added to it; elsewhere the compiler has an instruction. ports/host/fuzz.c holds one against the other.
 */
#if !defined(EQ_NARROW_MULTIPLIER) && defined(__ARM_ARCH_6M__)
#define EQ_NARROW_MULTIPLIER 1
#elif !defined(EQ_NARROW_MULTIPLIER)
#define EQ_NARROW_MULTIPLIER 0
#endif

/* (x·u + below·2^16) >> 32 for below ≤ 2^15 */
EQ_INLINE int32_t eq_high_by_halves(int32_t x, uint32_t u, uint32_t below) {
  const uint32_t x_low = (uint32_t)x & 0xffffu, u_low = u & 0xffffu;
  const int32_t x_high = x >> 16, u_high = (int32_t)(u >> 16);
  const uint32_t upper = x_low * (uint32_t)u_high + (x_low * u_low >> 16) + below;
  const int32_t lower = x_high * (int32_t)u_low + (int32_t)(upper & 0xffffu);
  return x_high * u_high + (int32_t)(upper >> 16) + (lower >> 16);
}

/* x·y >> 32 */
EQ_INLINE int32_t eq_high_signed_by_halves(int32_t x, int32_t y) {
  const uint32_t x_low = (uint32_t)x & 0xffffu, y_low = (uint32_t)y & 0xffffu;
  const int32_t x_high = x >> 16, y_high = y >> 16;
  const int32_t upper = (int32_t)x_low * y_high + (int32_t)(x_low * y_low >> 16);
  const int32_t lower = x_high * (int32_t)y_low + (upper & 0xffff);
  return x_high * y_high + (upper >> 16) + (lower >> 16);
}

/* u·w >> 32 */
EQ_INLINE uint32_t eq_high_unsigned_by_halves(uint32_t u, uint32_t w) {
  const uint32_t upper = (u & 0xffffu) * (w >> 16) + ((u & 0xffffu) * (w & 0xffffu) >> 16);
  const uint32_t lower = (u >> 16) * (w & 0xffffu) + (upper & 0xffffu);
  return (u >> 16) * (w >> 16) + (upper >> 16) + (lower >> 16);
}

EQ_INLINE int32_t eq_high(int32_t x, uint32_t u, uint32_t below) {
  if (EQ_NARROW_MULTIPLIER) return eq_high_by_halves(x, u, below);
  return (int32_t)(((int64_t)x * (int64_t)u + ((int64_t)below << 16)) >> 32);
}

EQ_INLINE int32_t eq_high_signed(int32_t x, int32_t y) {
  return EQ_NARROW_MULTIPLIER ? eq_high_signed_by_halves(x, y) : (int32_t)((int64_t)x * y >> 32);
}

EQ_INLINE uint32_t eq_high_unsigned(uint32_t u, uint32_t w) {
  return EQ_NARROW_MULTIPLIER ? eq_high_unsigned_by_halves(u, w) : (uint32_t)((uint64_t)u * w >> 32);
}

/* Marsaglia's KISS64 as in SpiNNaker's random.c. */
EQ_INLINE uint32_t eq_kiss64(uint32_t *state) {
  const uint32_t congruential = 314527869u * state[0] + 1234567u;
  uint32_t shifted = state[1];
  shifted ^= shifted << 5;
  shifted ^= shifted >> 7;
  shifted ^= shifted << 22;
  /* 4294584393·z + c, of which the lower word is the next z and the upper the next c */
  const uint32_t low = 4294584393u * state[2];
  const uint32_t next = low + state[3];
  state[3] = eq_high_unsigned(4294584393u, state[2]) + (next < low);
  state[0] = congruential;
  state[1] = shifted;
  state[2] = next;
  return congruential + shifted + next;
}

/* An exact sum, wrapped to int32. */
EQ_INLINE int32_t eq_wrap(eq_arithmetic *a, int64_t exact) {
  const int32_t kept = (int32_t)exact;
  a->overflows += kept != exact;
  return kept;
}

/* x + y, wrapped. */
EQ_INLINE int32_t eq_add(eq_arithmetic *a, int32_t x, int32_t y) {
  const uint32_t sum = (uint32_t)x + (uint32_t)y;
  a->overflows += ((uint32_t)x ^ sum) >> 31 & ((uint32_t)y ^ sum) >> 31;
  return (int32_t)sum;
}

/* x - y, wrapped. */
EQ_INLINE int32_t eq_subtract(eq_arithmetic *a, int32_t x, int32_t y) {
  const uint32_t difference = (uint32_t)x - (uint32_t)y;
  a->overflows += ((uint32_t)x ^ (uint32_t)y) >> 31 & ((uint32_t)x ^ difference) >> 31;
  return (int32_t)difference;
}

/* S16.15 times S16.15. */
EQ_INLINE int32_t eq_multiply(eq_arithmetic *a, int rounding, int32_t x, int32_t y) {
  int32_t high = eq_high_signed(x, y);
  uint32_t low = (uint32_t)x * (uint32_t)y;
  if (rounding != EQ_FLOOR) {
    const uint32_t below = rounding == EQ_NEAREST_SAT ? 1u << 14 : eq_kiss64(a->random) & 0x7fffu;
    low += below;
    high += low < below;
  }
  /* It fits where the product is in [-2^46, 2^46). */
  if ((uint32_t)high + (1u << 14) >= 1u << 15) {
    a->overflows++;
    if (rounding != EQ_FLOOR) return high < 0 ? INT32_MIN : INT32_MAX;
  }
  return (int32_t)((uint32_t)high << 17 | low >> 15);
}

/* S16.15 times U0.32, which always fits. */
EQ_INLINE int32_t eq_decay(eq_arithmetic *a, int rounding, int32_t x, uint32_t u) {
  if (rounding != EQ_STOCHASTIC_SAT) return eq_high(x, u, rounding == EQ_NEAREST_SAT ? 1u << 15 : 0);
  const uint32_t low = (uint32_t)x * u;
  const uint32_t sum = low + eq_kiss64(a->random);
  return eq_high(x, u, 0) + (sum < low);
}

/*
 * Products whose factors are known to be small, for floor (below = 0) and rounding to nearest. What they take for granted is the caller's to prove.
 */

/* (x·f + below) >> 15 for 0 ≤ f ≤ 2^15 and below < 2^15: lies between 0 and x. */
EQ_INLINE int32_t eq_multiply_fraction(int32_t x, int32_t f, uint32_t below) {
  const uint32_t low = ((uint32_t)x & 0xffffu) * (uint32_t)f + below;
  return (int32_t)(((uint32_t)((x >> 16) * f) << 1) + (low >> 15));
}

/* (x·y + below) >> 15 for y = y_high·2^15 + y_low, 0 ≤ y_low < 2^15, and below < 2^15, where that fits. */
EQ_INLINE int32_t eq_multiply_fitting(int32_t x, int32_t y_high, uint32_t y_low, uint32_t below) {
  const uint32_t whole = (uint32_t)x * (uint32_t)y_high;
  if (y_low == 0) return (int32_t)whole;
  const uint32_t low = ((uint32_t)x & 0xffffu) * y_low + below;
  return (int32_t)(whole + ((uint32_t)((x >> 16) * (int32_t)y_low) << 1) + (low >> 15));
}

/* ((weight << shift)·u + below) >> 32 for weight < 2^16 and shift ≤ 15, with below = 0 or 2^31. */
EQ_INLINE int32_t eq_decayed_weight(uint32_t weight, uint32_t shift, uint32_t u, uint32_t below) {
  const uint32_t product = weight * (u >> 16) + (weight * (u & 0xffffu) >> 16);
  return (int32_t)((product + (below >> 16 >> shift)) >> (16 - shift));
}

#endif
