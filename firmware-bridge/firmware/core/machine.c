#include "machine.h"

#include <string.h>

#include "fixed_point.h"

/* The host scales conductances by 2^10 for the ring buffers. */
#define CONDUCTANCE_SHIFT 10
#define LARGEST 0xffffu
/* Of the sum of states. */
#define STEP_FACTOR 0x85ebca6bu
#define ID_FACTOR 0x9e3779b1u

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

void eq_machine_start(eq_machine *m, uint8_t *image) {
  memset(m, 0, sizeof *m);
  m->image = image;
  m->fired = (const uint16_t *)(image + header_of(m)->fired);
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
  }
}

/* The slot of this tick goes from the ring buffer into the synaptic states of one type. */
EQ_INLINE void drain_type(eq_machine *m, const eq_core *core, eq_arithmetic *a, int rounding, int type) {
  const uint32_t slot_bits = core->index_bits + core->type_bits;
  const uint32_t slot = m->tick & ((1u << core->delay_bits) - 1);
  uint16_t *ring = (uint16_t *)(m->image + core->ring) + (slot << slot_bits) + ((uint32_t)type << core->index_bits);
  int32_t *synapse = (int32_t *)(m->image + core->state) + (1u + (uint32_t)type) * core->n;
  const parameter init = parameter_of(m, core, EQ_INIT_EXCITATORY + type);
  for (uint32_t i = 0; i < core->n; i++) {
    const uint32_t weight = ring[i];
    if (weight == 0) continue;
    ring[i] = 0;
    int32_t input = eq_wrap(a, (int64_t)weight << core->shift[type]);
    if (core->model != EQ_CURRENT_DELTA) input = eq_decay(a, rounding, input, (uint32_t)of_atom(init, i));
    synapse[i] = eq_wrap(a, (int64_t)synapse[i] + input);
  }
}

/*
 * One tick of all atoms of a core, in `steps_per_tick` steps; see emulator/spinnaker/update-atom.ts for the equations.
 * @returns the number of spikes, appended to `fired`
 */
EQ_INLINE uint32_t update_core(eq_machine *m, const eq_core *core, eq_arithmetic *a, int rounding, uint16_t *fired) {
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
  uint32_t spikes = 0;
  for (uint32_t i = 0; i < n; i++) {
    int32_t potential = v[i], exc = excitatory[i], inh = inhibitory[i], dead = refractory[i];
    for (uint32_t step = 0; step < core->steps_per_tick; step++) {
      int32_t inward = exc, outward = inh;
      if (model == EQ_CONDUCTANCE_EXP) {
        inward = eq_multiply(a, rounding, exc >> CONDUCTANCE_SHIFT, eq_wrap(a, (int64_t)of_atom(reversal_e, i) - potential));
        outward = eq_multiply(a, rounding, -(inh >> CONDUCTANCE_SHIFT), eq_wrap(a, (int64_t)of_atom(reversal_i, i) - potential));
      } else if (model == EQ_CURRENT_DELTA) {
        inward = eq_multiply(a, rounding, exc, core->delta_scale);
        outward = eq_multiply(a, rounding, inh, core->delta_scale);
      }
      if (dead <= 0) {
        const int32_t current = eq_wrap(a, (int64_t)inward - outward + of_atom(i_offset, i));
        const int32_t alpha = eq_wrap(a, (int64_t)eq_multiply(a, rounding, current, of_atom(resistance, i)) + of_atom(v_rest, i));
        const int32_t distance = eq_wrap(a, (int64_t)alpha - potential);
        potential = eq_wrap(a, (int64_t)alpha - eq_multiply(a, rounding, of_atom(exp_tc, i), distance));
      } else {
        dead--;
      }
      if (potential >= of_atom(v_threshold, i)) {
        potential = of_atom(v_reset, i);
        dead = of_atom(period, i);
        fired[spikes++] = (uint16_t)(core->first + i);
      }
      if (model == EQ_CURRENT_DELTA) {
        exc = 0;
        inh = 0;
      } else {
        exc = eq_decay(a, rounding, exc, (uint32_t)of_atom(decay_e, i));
        inh = eq_decay(a, rounding, inh, (uint32_t)of_atom(decay_i, i));
      }
    }
    const uint32_t x = m->tick * STEP_FACTOR + (core->first + i) * ID_FACTOR;
    const uint32_t words = (uint32_t)potential + ID_FACTOR * ((uint32_t)exc + ID_FACTOR * ((uint32_t)inh + ID_FACTOR * (uint32_t)dead));
    m->state_sum += ((x ^ x >> 15) | 1u) * words;
    v[i] = potential;
    excitatory[i] = exc;
    inhibitory[i] = inh;
    refractory[i] = dead;
  }
  return spikes;
}

EQ_INLINE uint32_t drain_and_update(eq_machine *m, const eq_core *core, int rounding, uint16_t *fired) {
  eq_arithmetic a = {0, (uint32_t *)(m->image + core->random)};
  drain_type(m, core, &a, rounding, EQ_EXCITATORY);
  drain_type(m, core, &a, rounding, EQ_INHIBITORY);
  const uint32_t spikes = update_core(m, core, &a, rounding, fired);
  m->counters.overflows += a.overflows;
  return spikes;
}

EQ_INLINE void add(eq_machine *m, const eq_core *core, uint16_t *ring, uint32_t offset, uint32_t mask, uint32_t field, uint32_t weight) {
  uint16_t *slot = &ring[(field + offset) & mask];
  const uint32_t sum = *slot + weight;
  if (sum <= LARGEST) {
    *slot = (uint16_t)sum;
  } else {
    *slot = LARGEST;
    m->counters.saturations[(field >> core->index_bits) & 1]++;
  }
}

/* The row of a source, received in the tick in which it was sent. */
static void deliver(eq_machine *m, uint32_t id) {
  const eq_header *h = header_of(m);
  if (id >= h->sources) return;
  const uint32_t *row_table = (const uint32_t *)(m->image + h->row_table);
  const uint16_t *next = (const uint16_t *)(m->image + h->rows) + row_table[id];
  const uint16_t *end = (const uint16_t *)(m->image + h->rows) + row_table[id + 1];
  while (next < end) {
    const uint32_t run = *next++;
    uint32_t count = EQ_RUN_COUNT(run);
    const eq_core *core = &cores_of(m)[EQ_RUN_CORE(run)];
    const uint32_t slot_bits = core->index_bits + core->type_bits;
    const uint32_t bits = slot_bits + core->delay_bits;
    const uint32_t mask = (1u << bits) - 1;
    const uint32_t offset = (m->tick << slot_bits) & mask;
    uint16_t *ring = (uint16_t *)(m->image + core->ring);
    m->counters.synaptic_events += count;
    if (run & EQ_RUN_LITERAL) {
      for (; count > 0; count--, next += 2) add(m, core, ring, offset, mask, next[0], next[1]);
    } else {
      const uint32_t smallest = *next++;
      for (; count > 0; count--, next++) add(m, core, ring, offset, mask, *next, smallest + ((uint32_t)*next >> bits));
    }
  }
}

void eq_machine_tick(eq_machine *m) {
  const eq_header *h = header_of(m);
  const eq_core *cores = cores_of(m);
  uint16_t *fired = (uint16_t *)(m->image + h->fired);
  apply_changes(m);
  m->fired_count = 0;
  for (uint32_t c = 0; c < h->cores; c++) {
    uint16_t *to = fired + m->fired_count;
    switch (h->rounding) {
      case EQ_FLOOR: m->fired_count += drain_and_update(m, &cores[c], EQ_FLOOR, to); break;
      case EQ_NEAREST_SAT: m->fired_count += drain_and_update(m, &cores[c], EQ_NEAREST_SAT, to); break;
      default: m->fired_count += drain_and_update(m, &cores[c], EQ_STOCHASTIC_SAT, to); break;
    }
    m->counters.neuron_updates += cores[c].n;
  }
  m->counters.spikes += m->fired_count;
  for (uint32_t k = 0; k < m->fired_count; k++) deliver(m, fired[k]);
  m->tick++;
}

void eq_machine_inject(eq_machine *m, uint32_t id) {
  /* Its tick is the one before `m->tick`, and the ring buffers know time only through it. */
  m->tick--;
  deliver(m, id);
  m->tick++;
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
