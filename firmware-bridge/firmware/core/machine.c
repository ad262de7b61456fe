#include "machine.h"

#include <stddef.h>
#include <string.h>

#include "fixed_point.h"
#include "port.h"

/* The host scales conductances by 2^10 for the ring buffers. */
#define CONDUCTANCE_SHIFT 10
#define LARGEST 0xffffu
/* Of the sum of states. */
#define STEP_FACTOR 0x85ebca6bu
#define ID_FACTOR 0x9e3779b1u
/* Words of a state that are at least -MODERATE and below it: three of them add up without overflow. */
#define MODERATE (1u << 29)
#define MODERATE_BITS 29

static const eq_header *header_of(const eq_machine *m) { return (const eq_header *)m->image; }

static const eq_core *cores_of(const eq_machine *m) { return (const eq_core *)(m->image + header_of(m)->core_table); }

/* A parameter of atom i: one word for all atoms, or one each. */
typedef struct {
  const int32_t *base;
  uint32_t mask;
} parameter;

EQ_INLINE parameter parameter_of(const eq_machine *m, const eq_core *core, int which) {
  const uint32_t at = core->parameter[which];
  return (parameter){(const int32_t *)(m->image + (at & ~EQ_PER_ATOM)), at & EQ_PER_ATOM ? ~0u : 0};
}

EQ_INLINE int32_t of_atom(parameter p, uint32_t i) { return p.base[i & p.mask]; }

EQ_INLINE bool is_moderate(int32_t word) { return (uint32_t)word + MODERATE < 2 * MODERATE; }

/* The processor of the first worker looks after the board, however long a tick takes. */
EQ_INLINE void headway(bool first) {
  if (first) port_headway();
}

/* ---- what is prepared when a program starts ---- */

static bool is_plain(const eq_machine *m, const eq_core *core) {
  static const uint8_t shared[] = {EQ_V_REST, EQ_V_THRESHOLD, EQ_RESISTANCE, EQ_EXP_TC, EQ_DECAY_EXCITATORY, EQ_DECAY_INHIBITORY};
  if (header_of(m)->rounding == EQ_STOCHASTIC_SAT || core->steps_per_tick != 1) return false;
  for (uint32_t k = 0; k < sizeof shared; k++) {
    if (core->parameter[shared[k]] & EQ_PER_ATOM) return false;
  }
  for (int p = EQ_REVERSAL_EXCITATORY; core->model == EQ_CONDUCTANCE_EXP && p <= EQ_REVERSAL_INHIBITORY; p++) {
    if ((core->parameter[p] & EQ_PER_ATOM) || !is_moderate(of_atom(parameter_of(m, core, p), 0))) return false;
  }
  const parameter i_offset = parameter_of(m, core, EQ_I_OFFSET);
  for (uint32_t i = 0; i < core->n; i++) {
    if (!is_moderate(of_atom(i_offset, i))) return false;
  }
  const int32_t exp_tc = of_atom(parameter_of(m, core, EQ_EXP_TC), 0);
  return exp_tc >= 0 && exp_tc <= 1 << 15 && is_moderate(of_atom(parameter_of(m, core, EQ_V_REST), 0));
}

static void prepare(const eq_machine *m, const eq_core *core, eq_group *group) {
  const int32_t resistance = of_atom(parameter_of(m, core, EQ_RESISTANCE), 0);
  /* |current · resistance| < 2^44, so that its S16.15 product is moderate. */
  uint8_t bits = MODERATE_BITS;
  for (uint32_t left = (uint32_t)(resistance < 0 ? -(int64_t)resistance : resistance) >> 15; left != 0; left >>= 1) bits--;
  *group = (eq_group){
    .ring = (uint16_t *)(m->image + core->ring),
    .slot_bits = (uint8_t)(core->index_bits + core->type_bits),
    .bits = (uint8_t)(core->index_bits + core->type_bits + core->delay_bits),
    .plain = is_plain(m, core),
    .current_bits = bits,
    .resistance_high = resistance >> 15,
    .resistance_low = (uint32_t)resistance & 0x7fffu,
    .v_rest = of_atom(parameter_of(m, core, EQ_V_REST), 0),
    .v_threshold = of_atom(parameter_of(m, core, EQ_V_THRESHOLD), 0),
    .exp_tc = of_atom(parameter_of(m, core, EQ_EXP_TC), 0),
  };
}

/*
 * Shares the machine between two workers: the update by atoms, at half of all steps, the delivery by the groups that it goes to. Two slots of a
 * ring buffer lie in one word, and stochastic rounding draws a group's numbers one after the other: neither is divided.
 */
static void share(eq_machine *m) {
  const eq_header *h = header_of(m);
  const eq_core *cores = cores_of(m);
  uint32_t all = 0, before = 0, c = 0, atom = 0;
  for (uint32_t k = 0; k < h->cores; k++) all += cores[k].n * cores[k].steps_per_tick;
  for (; c < h->cores && 2 * (before + cores[c].n * cores[c].steps_per_tick) <= all; c++) before += cores[c].n * cores[c].steps_per_tick;
  if (c < h->cores) {
    const uint32_t steps = cores[c].steps_per_tick;
    if (h->rounding != EQ_STOCHASTIC_SAT) {
      atom = (all / 2 - before) / steps & ~3u;
    } else if (2 * before + cores[c].n * steps < all) {
      /* The half lies behind the middle of this group. */
      before += cores[c++].n * steps;
    }
    if (atom > 0) before += atom * steps;
  }
  m->cut_group = c;
  m->cut_atom = atom;
  m->fired_before_cut = before;
  for (uint32_t k = 0; k < h->cores; k++) m->groups[k].worker = k > c || (k == c && 2 * atom < cores[k].n);
}

void eq_machine_start(eq_machine *m, uint8_t *image) {
  memset(m, 0, sizeof *m);
  m->image = image;
  m->fired = (const uint16_t *)(image + header_of(m)->fired);
  for (uint32_t c = 0; c < header_of(m)->cores; c++) prepare(m, &cores_of(m)[c], &m->groups[c]);
  if (EQ_WORKERS > 1) share(m);
}

void eq_machine_clear(eq_machine *m) {
  const uint32_t last = m->state_sum;
  memset(m, 0, sizeof *m);
  m->state_sum = last;
}

static void apply_changes(eq_machine *m) {
  const eq_header *h = header_of(m);
  const eq_change *changes = (const eq_change *)(m->image + h->changes);
  for (; m->next_change < h->change_count && changes[m->next_change].tick <= m->tick; m->next_change++) {
    const eq_change *change = &changes[m->next_change];
    const uint32_t at = cores_of(m)[change->core].parameter[EQ_I_OFFSET] & ~EQ_PER_ATOM;
    ((int32_t *)(m->image + at))[change->atom] = change->i_offset;
    if (!is_moderate(change->i_offset)) m->groups[change->core].plain = false;
  }
}

/* ---- drain: the slot of this tick goes from the ring buffer into the synaptic states ---- */

static uint16_t *slot_of(const eq_machine *m, const eq_core *core, uint32_t type) {
  const uint32_t slot_bits = core->index_bits + core->type_bits;
  const uint32_t slot = m->tick & ((1u << core->delay_bits) - 1);
  return (uint16_t *)(m->image + core->ring) + (slot << slot_bits) + (type << core->index_bits);
}

EQ_INLINE void drain_rounded(const eq_machine *m, const eq_core *core, eq_arithmetic *a, int rounding, uint32_t type, uint32_t from, uint32_t to) {
  uint16_t *ring = slot_of(m, core, type);
  int32_t *synapse = (int32_t *)(m->image + core->state) + (1u + type) * core->n;
  const parameter init = parameter_of(m, core, (int)(EQ_INIT_EXCITATORY + type));
  for (uint32_t i = from; i < to; i++) {
    const uint32_t weight = ring[i];
    if (weight == 0) continue;
    ring[i] = 0;
    int32_t input = eq_wrap(a, (int64_t)weight << core->shift[type]);
    if (core->model != EQ_CURRENT_DELTA) input = eq_decay(a, rounding, input, (uint32_t)of_atom(init, i));
    synapse[i] = eq_add(a, synapse[i], input);
  }
}

static void drain_any(const eq_machine *m, const eq_core *core, eq_arithmetic *a, uint32_t type, uint32_t from, uint32_t to) {
  switch (header_of(m)->rounding) {
    case EQ_FLOOR: return drain_rounded(m, core, a, EQ_FLOOR, type, from, to);
    case EQ_NEAREST_SAT: return drain_rounded(m, core, a, EQ_NEAREST_SAT, type, from, to);
    default: return drain_rounded(m, core, a, EQ_STOCHASTIC_SAT, type, from, to);
  }
}

EQ_INLINE void take_weight(eq_arithmetic *a, int32_t *synapse, uint32_t weight, bool decayed, uint32_t shift, uint32_t init, uint32_t below) {
  const int32_t input = decayed ? eq_decayed_weight(weight, shift, init, below) : (int32_t)(weight << shift);
  const int32_t sum = (int32_t)((uint32_t)*synapse + (uint32_t)input);
  /* What is added is not negative. */
  if (sum < *synapse) a->overflows++;
  *synapse = sum;
}

/* Two slots at a time, most of which are empty; `from` is even. */
EQ_INLINE void drain_pairs(uint32_t *pair, int32_t *synapse, uint32_t count, eq_arithmetic *a, bool decayed, uint32_t shift, uint32_t init, uint32_t below) {
  for (int32_t *end = synapse + (count & ~1u); synapse != end; pair++, synapse += 2) {
    const uint32_t weights = *pair;
    if (weights == 0) continue;
    *pair = 0;
    if (weights & 0xffffu) take_weight(a, synapse, weights & 0xffffu, decayed, shift, init, below);
    if (weights >> 16) take_weight(a, synapse + 1, weights >> 16, decayed, shift, init, below);
  }
  if (!(count & 1)) return;
  const uint32_t weight = *(uint16_t *)pair;
  *(uint16_t *)pair = 0;
  if (weight != 0) take_weight(a, synapse, weight, decayed, shift, init, below);
}

EQ_HOT static void drain_type(const eq_machine *m, const eq_core *core, eq_arithmetic *a, uint32_t type, uint32_t from, uint32_t to) {
  const uint32_t rounding = header_of(m)->rounding;
  const parameter init = parameter_of(m, core, (int)(EQ_INIT_EXCITATORY + type));
  const bool decayed = core->model != EQ_CURRENT_DELTA;
  if (core->index_bits == 0 || core->shift[type] > 15 || (decayed && (init.mask != 0 || rounding == EQ_STOCHASTIC_SAT))) {
    return drain_any(m, core, a, type, from, to);
  }
  uint32_t *pair = (uint32_t *)(void *)(slot_of(m, core, type) + from);
  int32_t *synapse = (int32_t *)(m->image + core->state) + (1u + type) * core->n + from;
  const uint32_t below = rounding == EQ_NEAREST_SAT ? 1u << 31 : 0;
  if (decayed) drain_pairs(pair, synapse, to - from, a, true, core->shift[type], (uint32_t)of_atom(init, 0), below);
  else drain_pairs(pair, synapse, to - from, a, false, core->shift[type], 0, 0);
}

/* ---- update ---- */

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

static void update_atoms(const eq_machine *m, eq_worker *w, uint32_t c, uint32_t from, uint32_t to) {
  const eq_core *core = &cores_of(m)[c];
  if (from >= to) return;
  headway(w == m->workers);
  eq_arithmetic a = {0, (uint32_t *)(m->image + core->random)};
  drain_type(m, core, &a, EQ_EXCITATORY, from, to);
  drain_type(m, core, &a, EQ_INHIBITORY, from, to);
  if (m->groups[c].plain) update_plain(m, core, &m->groups[c], &a, w, from, to);
  else update_any(m, core, &a, w, from, to);
  const int32_t *v = (const int32_t *)(m->image + core->state) + from;
  w->state_sum += sum_states(v, core->n, to - from, m->tick * STEP_FACTOR + (core->first + from) * ID_FACTOR);
  w->overflows += a.overflows;
}

/* ---- deliver ---- */

#define EVERY_GROUP 255u

/* @param at of the slot in the ring buffer */
EQ_INLINE void add(const eq_core *core, eq_worker *w, uint16_t *ring, uint32_t at, uint32_t field, uint32_t weight) {
  uint32_t sum = ring[at] + weight;
  if (__builtin_expect(sum >> 16 != 0, 0)) {
    sum = LARGEST;
    w->saturations[(field >> core->index_bits) & 1]++;
  }
  ring[at] = (uint16_t)sum;
}

/* How fields of a run become slots and weights. */
typedef struct {
  uint32_t offset, mask, bits, smallest;
} eq_run;

/*
 * Adds fields up to the first whose slot does not hold the sum, which is left wrapped there.
 * @returns behind that field, or 0
 */
EQ_HOT static const uint16_t *add_fields(const uint16_t *next, const uint16_t *behind, uint16_t *ring, const eq_run *run) {
  const uint32_t offset = run->offset, mask = run->mask, bits = run->bits, smallest = run->smallest;
  while (next != behind) {
    const uint32_t field = *next++;
    uint16_t *slot = ring + ((field + offset) & mask);
    const uint32_t sum = *slot + ((field >> bits) + smallest);
    *slot = (uint16_t)sum;
    if (sum >> 16) return next;
  }
  return 0;
}

/* The row of a source, received in the tick in which it was sent. @param worker adds only to the groups of this one, or EVERY_GROUP */
EQ_HOT static void deliver(const eq_machine *m, eq_worker *w, uint32_t id, uint32_t tick, uint32_t worker) {
  const eq_header *h = header_of(m);
  if (id >= h->sources) return;
  const uint32_t *row_table = (const uint32_t *)(m->image + h->row_table);
  const uint16_t *next = (const uint16_t *)(m->image + h->rows) + row_table[id];
  const uint16_t *end = (const uint16_t *)(m->image + h->rows) + row_table[id + 1];
  while (next < end) {
    const uint32_t run = *next++;
    const uint32_t count = EQ_RUN_COUNT(run);
    const uint16_t *behind = next + (run & EQ_RUN_LITERAL ? 2 * count : 1 + count);
    const eq_group *g = &m->groups[EQ_RUN_CORE(run)];
    if (EQ_WORKERS > 1 && worker != EVERY_GROUP && worker != g->worker) {
      next = behind;
      continue;
    }
    const eq_core *core = &cores_of(m)[EQ_RUN_CORE(run)];
    const uint32_t bits = g->bits;
    const uint32_t mask = (1u << bits) - 1;
    const uint32_t offset = tick << g->slot_bits;
    uint16_t *ring = g->ring;
    w->synaptic_events += count;
    if (run & EQ_RUN_LITERAL) {
      for (; next != behind; next += 2) add(core, w, ring, (next[0] + offset) & mask, next[0], next[1]);
      continue;
    }
    const eq_run fields = {offset, mask, bits, *next++};
    for (const uint16_t *at = next; (at = add_fields(at, behind, ring, &fields)) != 0;) {
      ring[(at[-1] + offset) & mask] = LARGEST;
      w->saturations[(at[-1] >> core->index_bits) & 1]++;
    }
    next = behind;
  }
}

/* ---- a tick ---- */

/* Worker 0 has what lies before the cut, worker 1 the rest; one alone has all. */
static void update(eq_machine *m, uint32_t worker) {
  const eq_core *cores = cores_of(m);
  const uint32_t count = header_of(m)->cores;
  eq_worker *w = &m->workers[worker];
  w->fired = (uint16_t *)(m->image + header_of(m)->fired) + (worker == 0 ? 0 : m->fired_before_cut);
  w->fired_count = 0;
  if (EQ_WORKERS == 1) {
    for (uint32_t c = 0; c < count; c++) update_atoms(m, w, c, 0, cores[c].n);
  } else if (worker == 0) {
    for (uint32_t c = 0; c < m->cut_group; c++) update_atoms(m, w, c, 0, cores[c].n);
    if (m->cut_group < count) update_atoms(m, w, m->cut_group, 0, m->cut_atom);
  } else {
    for (uint32_t c = m->cut_group; c < count; c++) update_atoms(m, w, c, c == m->cut_group ? m->cut_atom : 0, cores[c].n);
  }
}

static void deliver_fired(eq_machine *m, uint32_t worker) {
  for (uint32_t k = 0; k < m->fired_count; k++) {
    headway(worker == 0);
    deliver(m, &m->workers[worker], m->fired[k], m->tick, worker);
  }
}

/* Adds what a worker has counted to the counters of the machine. */
static void collect(eq_machine *m, eq_worker *w) {
  m->counters.synaptic_events += w->synaptic_events;
  m->counters.saturations[EQ_EXCITATORY] += w->saturations[EQ_EXCITATORY];
  m->counters.saturations[EQ_INHIBITORY] += w->saturations[EQ_INHIBITORY];
  m->counters.overflows += w->overflows;
  m->state_sum += w->state_sum;
  w->synaptic_events = w->saturations[EQ_EXCITATORY] = w->saturations[EQ_INHIBITORY] = w->overflows = w->state_sum = 0;
}

#if EQ_WORKERS > 1
/* Whose second part is under way; written before port_fork alone. */
static eq_machine *shared;

void eq_second_worker(uint32_t phase) {
  if (phase == EQ_UPDATE) update(shared, 1);
  else deliver_fired(shared, 1);
}

/* Neither part of a phase reads what the other writes: states and slots by atoms in the update, ring buffers by groups in the delivery. */
static void run_phase(eq_machine *m, uint32_t phase) {
  shared = m;
  port_fork(phase);
  if (phase == EQ_UPDATE) update(m, 0);
  else deliver_fired(m, 0);
  port_join();
}
#else
static void run_phase(eq_machine *m, uint32_t phase) {
  if (phase == EQ_UPDATE) update(m, 0);
  else deliver_fired(m, 0);
}
#endif

void eq_machine_tick(eq_machine *m) {
  const eq_header *h = header_of(m);
  apply_changes(m);
  run_phase(m, EQ_UPDATE);
  m->fired_count = m->workers[0].fired_count;
  if (EQ_WORKERS > 1) {
    const eq_worker *second = &m->workers[EQ_WORKERS - 1];
    memmove(m->workers[0].fired + m->fired_count, second->fired, second->fired_count * sizeof *second->fired);
    m->fired_count += second->fired_count;
  }
  for (uint32_t c = 0; c < h->cores; c++) m->counters.neuron_updates += cores_of(m)[c].n;
  m->counters.spikes += m->fired_count;
  if (m->fired_count > 0) run_phase(m, EQ_DELIVER);
  for (uint32_t k = 0; k < EQ_WORKERS; k++) collect(m, &m->workers[k]);
  m->tick++;
}

void eq_machine_inject(eq_machine *m, uint32_t id) {
  /* Its tick is the one before `m->tick`, and the ring buffers know time only through it. */
  deliver(m, &m->workers[0], id, m->tick - 1, EVERY_GROUP);
  collect(m, &m->workers[0]);
}

void eq_machine_trace(const eq_machine *m, uint32_t neuron, int32_t words[EQ_TRACE_WORDS]) {
  memset(words, 0, EQ_TRACE_WORDS * sizeof *words);
  if (m->image == 0) return;
  const eq_core *cores = cores_of(m);
  for (uint32_t c = 0; c < header_of(m)->cores; c++) {
    const eq_core *core = &cores[c];
    if (neuron < core->first || neuron - core->first >= core->n) continue;
    const int32_t *state = (const int32_t *)(m->image + core->state);
    for (uint32_t w = 0; w < EQ_TRACE_WORDS; w++) words[w] = state[w * core->n + (neuron - core->first)];
    return;
  }
}
