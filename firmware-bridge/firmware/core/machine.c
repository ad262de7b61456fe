#include "machine_parts.h"

#include <string.h>

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

/* ---- a tick ---- */

/* Worker 0 has what lies before the cut, worker 1 the rest; one alone has all. */
static void update(eq_machine *m, uint32_t worker) {
  const eq_core *cores = cores_of(m);
  const uint32_t count = header_of(m)->cores;
  eq_worker *w = &m->workers[worker];
  w->fired = (uint16_t *)(m->image + header_of(m)->fired) + (worker == 0 ? 0 : m->fired_before_cut);
  w->fired_count = 0;
  if (EQ_WORKERS == 1) {
    for (uint32_t c = 0; c < count; c++) eq_update_atoms(m, w, c, 0, cores[c].n);
  } else if (worker == 0) {
    for (uint32_t c = 0; c < m->cut_group; c++) eq_update_atoms(m, w, c, 0, cores[c].n);
    if (m->cut_group < count) eq_update_atoms(m, w, m->cut_group, 0, m->cut_atom);
  } else {
    for (uint32_t c = m->cut_group; c < count; c++) eq_update_atoms(m, w, c, c == m->cut_group ? m->cut_atom : 0, cores[c].n);
  }
}

static void deliver_fired(eq_machine *m, uint32_t worker) {
  for (uint32_t k = 0; k < m->fired_count; k++) {
    headway(worker == 0);
    eq_deliver(m, &m->workers[worker], m->fired[k], m->tick, worker);
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
  eq_deliver(m, &m->workers[0], id, m->tick - 1, EVERY_GROUP);
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
