/* The ring buffers: spikes add to their slots (deliver), a slot goes into the synaptic states once its tick has come (drain). */
#include "machine_parts.h"

#define LARGEST 0xffffu

/* ---- deliver ---- */

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

EQ_HOT void eq_deliver(const eq_machine *m, eq_worker *w, uint32_t id, uint32_t tick, uint32_t worker) {
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

/* ---- drain ---- */

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

EQ_HOT void eq_drain(const eq_machine *m, const eq_core *core, eq_arithmetic *a, uint32_t type, uint32_t from, uint32_t to) {
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
