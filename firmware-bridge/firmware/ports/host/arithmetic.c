/*
 * fixed_point.h against its definitions in 64 bits: every function, corners and random words.
 *   equipoise-arithmetic SEED ROUNDS
 * Says what differs, and ends with 1.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "fixed_point.h"

static uint64_t random_state;

static uint32_t draw(void) {
  random_state ^= random_state << 13;
  random_state ^= random_state >> 7;
  random_state ^= random_state << 17;
  return (uint32_t)(random_state >> 32);
}

/* A corner, a word near a power of two, or any. */
static uint32_t word(void) {
  static const uint32_t corners[] = {0, 1, 0x7fff, 0x8000, 0xffff, 0x10000, 0x7fffffff, 0x80000000, 0x80000001, 0xffff0000, 0xfffeffff, 0xffffffff};
  switch (draw() % 4) {
    case 0: return corners[draw() % (sizeof corners / sizeof *corners)];
    case 1: return (1u << draw() % 32) + draw() % 5 - 2;
    case 2: return draw() >> draw() % 32;
    default: return draw();
  }
}

static void same(const char *what, int64_t is, int64_t should, uint32_t x, uint32_t y) {
  if (is == should) return;
  printf("%s of %08" PRIx32 " and %08" PRIx32 ": %" PRId64 ", not %" PRId64 "\n", what, x, y, is, should);
  exit(1);
}

/* Floor of the product over 2^15, wrapped or saturated: the definition. */
static int32_t product_of(int64_t exact, int rounding, uint32_t *overflows) {
  const int64_t floored = exact >> 15;
  if (floored >= INT32_MIN && floored <= INT32_MAX) return (int32_t)floored;
  ++*overflows;
  if (rounding == EQ_FLOOR) return (int32_t)(uint32_t)floored;
  return floored > 0 ? INT32_MAX : INT32_MIN;
}

static uint32_t kiss64(uint32_t *state) {
  state[0] = 314527869u * state[0] + 1234567u;
  state[1] ^= state[1] << 5;
  state[1] ^= state[1] >> 7;
  state[1] ^= state[1] << 22;
  const uint64_t t = 4294584393ull * state[2] + state[3];
  state[2] = (uint32_t)t;
  state[3] = (uint32_t)(t >> 32);
  return state[0] + state[1] + state[2];
}

int main(int argc, char **argv) {
  if (argc != 3) {
    fprintf(stderr, "usage: equipoise-arithmetic SEED ROUNDS\n");
    return 2;
  }
  random_state = strtoull(argv[1], 0, 10) * 0x9e3779b97f4a7c15ull + 1;
  const uint32_t rounds = (uint32_t)strtoul(argv[2], 0, 10);
  for (uint32_t round = 0; round < rounds; round++) {
    const uint32_t u = word(), w = word(), half = draw() & 1 ? 1u << 15 : 0;
    const int32_t x = (int32_t)u, y = (int32_t)w;
    same("eq_high_by_halves", eq_high_by_halves(x, w, half), ((int64_t)x * w + ((int64_t)half << 16)) >> 32, u, w);
    same("eq_high", eq_high(x, w, half), ((int64_t)x * w + ((int64_t)half << 16)) >> 32, u, w);
    same("eq_high_signed_by_halves", eq_high_signed_by_halves(x, y), (int64_t)x * y >> 32, u, w);
    same("eq_high_signed", eq_high_signed(x, y), (int64_t)x * y >> 32, u, w);
    same("eq_high_unsigned_by_halves", eq_high_unsigned_by_halves(u, w), (int64_t)((uint64_t)u * w >> 32), u, w);
    same("eq_high_unsigned", eq_high_unsigned(u, w), (int64_t)((uint64_t)u * w >> 32), u, w);

    uint32_t state[4] = {word(), word() | 1, word(), draw() % 698769069u};
    for (int rounding = 0; rounding < EQ_ROUNDINGS; rounding++) {
      uint32_t other[4] = {state[0], state[1], state[2], state[3]};
      uint32_t overflows = 0;
      eq_arithmetic a = {0, state};
      const uint32_t below = rounding == EQ_FLOOR ? 0 : rounding == EQ_NEAREST_SAT ? 1u << 14 : kiss64(other) & 0x7fffu;
      const int32_t product = product_of((int64_t)x * y + below, rounding, &overflows);
      same("eq_multiply", eq_multiply(&a, rounding, x, y), product, u, w);
      same("overflows of eq_multiply", a.overflows, overflows, u, w);
      const uint64_t less = rounding == EQ_FLOOR ? 0 : rounding == EQ_NEAREST_SAT ? 1u << 31 : kiss64(other);
      same("eq_decay", eq_decay(&a, rounding, x, w), ((int64_t)x * w + (int64_t)less) >> 32, u, w);
      for (int k = 0; k < 4; k++) same("eq_kiss64", state[k], other[k], u, w);
    }

    eq_arithmetic plain = {0, 0}, exact = {0, 0};
    same("eq_add", eq_add(&plain, x, y), eq_wrap(&exact, (int64_t)x + y), u, w);
    same("overflows of eq_add", plain.overflows, exact.overflows, u, w);
    same("eq_subtract", eq_subtract(&plain, x, y), eq_wrap(&exact, (int64_t)x - y), u, w);
    same("overflows of eq_subtract", plain.overflows, exact.overflows, u, w);

    const uint32_t below = half >> 1;
    const int32_t fraction = (int32_t)(w % 32769u);
    same("eq_multiply_fraction", eq_multiply_fraction(x, fraction, below), ((int64_t)x * fraction + below) >> 15, u, (uint32_t)fraction);
    /* A factor that fits, of the same sign and digits as y. */
    int32_t fitting = y;
    while (((int64_t)x * fitting + below) >> 15 > INT32_MAX || ((int64_t)x * fitting + below) >> 15 < INT32_MIN) fitting /= 2;
    same("eq_multiply_fitting", eq_multiply_fitting(x, fitting >> 15, (uint32_t)fitting & 0x7fffu, below), ((int64_t)x * fitting + below) >> 15, u, (uint32_t)fitting);
    const uint32_t weight = u & 0xffffu, shift = draw() % 16, middle = half ? 1u << 31 : 0;
    same("eq_decayed_weight", eq_decayed_weight(weight, shift, w, middle), ((int64_t)(weight << shift) * w + middle) >> 32, weight, w);
  }
  printf("%" PRIu32 " rounds alike\n", rounds);
  return 0;
}
