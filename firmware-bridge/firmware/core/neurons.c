/* The neurons: one tick of their membranes and synaptic states, and what they add to the sum of states. */
#include "machine_parts.h"

#include <stddef.h>

/* The host scales conductances by 2^10 for the ring buffers. */
#define CONDUCTANCE_SHIFT 10
/* Of the sum of states. */
#define STEP_FACTOR 0x85ebca6bu
#define ID_FACTOR 0x9e3779b1u

/*
 * One tick of atoms of a core, in `steps_per_tick` steps; see emulator/spinnaker/kernel/update-atom.ts for the equations. This is the definition,
 * for every rounding and parameter; `integrate` does the same where it can be done with less.
 * @param decays false where the synapses decay elsewhere
 */
EQ_INLINE void update_rounded(const eq_machine *m, const eq_core *core, eq_arithmetic *a, int rounding, eq_worker *w, uint32_t from, uint32_t to, bool decays) {
  const uint32_t n = core->n;
  const uint32_t model = core->model;
  int32_t *v = (int32_t *)(m->image + core->state);
  int32_t *excitatory = v + n;
  int32_t *inhibitory = excitatory + n;
  int32_t *refractory = inhibitory + n;
  const parameter v_rest = parameter_of(m, core, EQ_V_REST), v_reset = parameter_of(m, core, EQ_V_RESET);
  const parameter v_threshold = parameter_of(m, core, EQ_V_THRESHOLD), i_offset = parameter_of(m, core, EQ_I_OFFSET);
  const parameter resistance = parameter_of(m, core, EQ_RESISTANCE), exp_tc = parameter_of(m, core, EQ_EXP_TC);
  const parameter period = parameter_of(m, core, EQ_REFRACTORY_PERIOD);
  const parameter decay_e = parameter_of(m, core, EQ_DECAY_EXCITATORY), decay_i = parameter_of(m, core, EQ_DECAY_INHIBITORY);
  const parameter reversal_e = parameter_of(m, core, EQ_REVERSAL_EXCITATORY), reversal_i = parameter_of(m, core, EQ_REVERSAL_INHIBITORY);
  for (uint32_t i = from; i < to; i++) {
    int32_t potential = v[i], exc = excitatory[i], inh = inhibitory[i], dead = refractory[i];
    for (uint32_t step = 0; step < core->steps_per_tick; step++) {
      int32_t inward = exc, outward = inh;
      if (model == EQ_CONDUCTANCE_EXP) {
        inward = eq_multiply(a, rounding, exc >> CONDUCTANCE_SHIFT, eq_subtract(a, of_atom(reversal_e, i), potential));
        outward = eq_multiply(a, rounding, -(inh >> CONDUCTANCE_SHIFT), eq_subtract(a, of_atom(reversal_i, i), potential));
      } else if (model == EQ_CURRENT_DELTA) {
        inward = eq_multiply(a, rounding, exc, core->delta_scale);
        outward = eq_multiply(a, rounding, inh, core->delta_scale);
      }
      if (dead <= 0) {
        const int32_t current = eq_wrap(a, (int64_t)inward - outward + of_atom(i_offset, i));
        const int32_t alpha = eq_add(a, eq_multiply(a, rounding, current, of_atom(resistance, i)), of_atom(v_rest, i));
        const int32_t distance = eq_subtract(a, alpha, potential);
        potential = eq_subtract(a, alpha, eq_multiply(a, rounding, of_atom(exp_tc, i), distance));
      } else {
        dead--;
      }
      if (potential >= of_atom(v_threshold, i)) {
        potential = of_atom(v_reset, i);
        dead = of_atom(period, i);
        w->fired[w->fired_count++] = (uint16_t)(core->first + i);
      }
      if (model == EQ_CURRENT_DELTA) {
        exc = 0;
        inh = 0;
      } else if (decays) {
        exc = eq_decay(a, rounding, exc, (uint32_t)of_atom(decay_e, i));
        inh = eq_decay(a, rounding, inh, (uint32_t)of_atom(decay_i, i));
      }
    }
    v[i] = potential;
    excitatory[i] = exc;
    inhibitory[i] = inh;
    refractory[i] = dead;
  }
}

static void update_any(const eq_machine *m, const eq_core *core, eq_arithmetic *a, eq_worker *w, uint32_t from, uint32_t to) {
  switch (header_of(m)->rounding) {
    case EQ_FLOOR: return update_rounded(m, core, a, EQ_FLOOR, w, from, to, true);
    case EQ_NEAREST_SAT: return update_rounded(m, core, a, EQ_NEAREST_SAT, w, from, to, true);
    default: return update_rounded(m, core, a, EQ_STOCHASTIC_SAT, w, from, to, true);
  }
}

/* An atom whose words are too large for `integrate`. */
__attribute__((noinline)) static void step_one(const eq_machine *m, const eq_core *core, eq_arithmetic *a, eq_worker *w, uint32_t i) {
  if (header_of(m)->rounding == EQ_FLOOR) update_rounded(m, core, a, EQ_FLOOR, w, i, i + 1, false);
  else update_rounded(m, core, a, EQ_NEAREST_SAT, w, i, i + 1, false);
}

/* Whether x is outside of ±2^30. */
EQ_INLINE bool exceeds_half(int32_t x) { return (int32_t)((uint32_t)x ^ (uint32_t)x << 1) < 0; }

/* (x·y + below) >> 15. @returns whether it fits */
EQ_INLINE bool multiply_fits(int32_t x, int32_t y, uint32_t below, int32_t *product) {
  *product = 0;
  if (x == 0) return true;
  const uint32_t low = (uint32_t)x * (uint32_t)y + below;
  const int32_t high = eq_high_signed(x, y) + (low < below);
  *product = (int32_t)((uint32_t)high << 17 | low >> 15);
  return (uint32_t)high + (1u << 14) < 1u << 15;
}

/*
 * The membranes of a plain group, without the decay of the synapses. Nothing overflows: the exact current is exc - inh + bias with exc and bias in
 * ±2^30 and ±2^29, so that it is less than 2^32 - 2^29 from 0, and what is in ±2^29 after wrapping did not wrap; with the current below its bound
 * |alpha| ≤ 2^30; v is in ±2^30, and the new one between v and alpha. Atoms of which that cannot be said go through `step_one`.
 * @param own whether each atom has its own bias
 */
EQ_INLINE void integrate(const eq_machine *m, const eq_core *core, const eq_group *g, eq_arithmetic *a, eq_worker *w, uint32_t model, bool own, uint32_t from, uint32_t to) {
  const uint32_t n = core->n;
  const uint32_t below = header_of(m)->rounding == EQ_NEAREST_SAT ? 1u << 14 : 0;
  const uint32_t bound = 1u << g->current_bits;
  int32_t *first = (int32_t *)(m->image + core->state);
  const int32_t *biases = parameter_of(m, core, EQ_I_OFFSET).base;
  const int32_t bias_of_all = *biases;
  const ptrdiff_t bias_from_v = (const uint8_t *)biases - (const uint8_t *)first;
  int32_t *v = first + from;
  for (int32_t *end = first + to; v != end; v++) {
    int32_t potential = *v;
    int32_t *refractory = v + 3 * n;
    int32_t inward = v[n], outward = v[2 * n];
    bool fits = true;
    /* Refractory or not: what these products overflow is counted. */
    if (model == EQ_CONDUCTANCE_EXP) {
      const uint32_t reversal_e = (uint32_t)of_atom(parameter_of(m, core, EQ_REVERSAL_EXCITATORY), 0);
      const uint32_t reversal_i = (uint32_t)of_atom(parameter_of(m, core, EQ_REVERSAL_INHIBITORY), 0);
      fits = is_moderate(potential) && multiply_fits(inward >> CONDUCTANCE_SHIFT, (int32_t)(reversal_e - (uint32_t)potential), below, &inward) &&
        multiply_fits(-(outward >> CONDUCTANCE_SHIFT), (int32_t)(reversal_i - (uint32_t)potential), below, &outward);
    } else if (model == EQ_CURRENT_DELTA) {
      fits = multiply_fits(inward, core->delta_scale, below, &inward) && multiply_fits(outward, core->delta_scale, below, &outward);
    }
    if (fits && *refractory > 0) {
      --*refractory;
    } else {
      const uint32_t bias = (uint32_t)(own ? *(const int32_t *)(const void *)((const uint8_t *)v + bias_from_v) : bias_of_all);
      const int32_t current = (int32_t)((uint32_t)inward - (uint32_t)outward + bias);
      if (!fits || exceeds_half(potential) | exceeds_half(inward) || (uint32_t)current + bound >= 2 * bound) {
        step_one(m, core, a, w, (uint32_t)(v - (int32_t *)(m->image + core->state)));
        continue;
      }
      const int32_t alpha = eq_multiply_fitting(current, g->resistance_high, g->resistance_low, below) + g->v_rest;
      potential = alpha - eq_multiply_fraction(alpha - potential, g->exp_tc, below);
      *v = potential;
    }
    if (potential >= g->v_threshold) {
      const uint32_t i = (uint32_t)(v - (int32_t *)(m->image + core->state));
      *v = of_atom(parameter_of(m, core, EQ_V_RESET), i);
      *refractory = of_atom(parameter_of(m, core, EQ_REFRACTORY_PERIOD), i);
      w->fired[w->fired_count++] = (uint16_t)(core->first + i);
    }
    if (model == EQ_CURRENT_DELTA) v[n] = v[2 * n] = 0;
  }
}

EQ_HOT static void integrate_current(const eq_machine *m, const eq_core *core, const eq_group *g, eq_arithmetic *a, eq_worker *w, uint32_t from, uint32_t to) {
  integrate(m, core, g, a, w, EQ_CURRENT_EXP, false, from, to);
}

EQ_HOT static void integrate_current_own(const eq_machine *m, const eq_core *core, const eq_group *g, eq_arithmetic *a, eq_worker *w, uint32_t from, uint32_t to) {
  integrate(m, core, g, a, w, EQ_CURRENT_EXP, true, from, to);
}

/* Less usual models: from the flash, which caches them. */
__attribute__((noinline)) static void integrate_other(const eq_machine *m, const eq_core *core, const eq_group *g, eq_arithmetic *a, eq_worker *w, bool own, uint32_t from, uint32_t to) {
  if (core->model == EQ_CURRENT_DELTA && !own) integrate(m, core, g, a, w, EQ_CURRENT_DELTA, false, from, to);
  else if (core->model == EQ_CURRENT_DELTA) integrate(m, core, g, a, w, EQ_CURRENT_DELTA, true, from, to);
  else if (!own) integrate(m, core, g, a, w, EQ_CONDUCTANCE_EXP, false, from, to);
  else integrate(m, core, g, a, w, EQ_CONDUCTANCE_EXP, true, from, to);
}

/* Synaptic states of a plain group; a state of 0 stays. */
EQ_HOT static void decay_states(int32_t *state, uint32_t count, uint32_t u, uint32_t below) {
  for (int32_t *end = state + count; state != end; state++) {
    if (*state != 0) *state = eq_high(*state, u, below);
  }
}

static void update_plain(const eq_machine *m, const eq_core *core, const eq_group *g, eq_arithmetic *a, eq_worker *w, uint32_t from, uint32_t to) {
  const bool own = core->parameter[EQ_I_OFFSET] & EQ_PER_ATOM;
  if (core->model != EQ_CURRENT_EXP) integrate_other(m, core, g, a, w, own, from, to);
  else if (own) integrate_current_own(m, core, g, a, w, from, to);
  else integrate_current(m, core, g, a, w, from, to);
  if (core->model == EQ_CURRENT_DELTA) return;
  const uint32_t below = header_of(m)->rounding == EQ_NEAREST_SAT ? 1u << 15 : 0;
  int32_t *excitatory = (int32_t *)(m->image + core->state) + core->n;
  decay_states(excitatory + from, to - from, (uint32_t)of_atom(parameter_of(m, core, EQ_DECAY_EXCITATORY), 0), below);
  decay_states(excitatory + core->n + from, to - from, (uint32_t)of_atom(parameter_of(m, core, EQ_DECAY_INHIBITORY), 0), below);
}

/* The sum of states (docs/wire-protocol.md) of `count` atoms from `v` on in a group of n. @param x of the first */
EQ_HOT static uint32_t sum_states(const int32_t *v, uint32_t n, uint32_t count, uint32_t x) {
  /* Volatile: a compiler that knows the factor makes thirty shifts and sums of one product. */
  static const volatile uint32_t id_factor = ID_FACTOR;
  const uint32_t factor = id_factor;
  const int32_t *inhibitory = v + 2 * n;
  uint32_t sum = 0;
  for (const int32_t *end = v + count; v != end; v++, inhibitory++, x += factor) {
    uint32_t words = factor * (uint32_t)inhibitory[n];
    words = factor * (words + (uint32_t)*inhibitory);
    words = factor * (words + (uint32_t)v[n]) + (uint32_t)*v;
    sum += ((x ^ x >> 15) | 1u) * words;
  }
  return sum;
}

void eq_update_atoms(const eq_machine *m, eq_worker *w, uint32_t c, uint32_t from, uint32_t to) {
  const eq_core *core = &cores_of(m)[c];
  if (from >= to) return;
  headway(w == m->workers);
  eq_arithmetic a = {0, (uint32_t *)(m->image + core->random)};
  eq_drain(m, core, &a, EQ_EXCITATORY, from, to);
  eq_drain(m, core, &a, EQ_INHIBITORY, from, to);
  if (m->groups[c].plain) update_plain(m, core, &m->groups[c], &a, w, from, to);
  else update_any(m, core, &a, w, from, to);
  const int32_t *v = (const int32_t *)(m->image + core->state) + from;
  w->state_sum += sum_states(v, core->n, to - from, m->tick * STEP_FACTOR + (core->first + from) * ID_FACTOR);
  w->overflows += a.overflows;
}
