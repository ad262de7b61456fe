/* The machine: one tick of all neurons and synapses of an image, bit for bit what emulator/spinnaker does. */
#ifndef EQ_MACHINE_H
#define EQ_MACHINE_H

#include "image.h"
#include "port_config.h"

/* In the order of COUNTERS. */
typedef struct {
  uint32_t spikes, synaptic_events, neuron_updates, saturations[EQ_SYNAPSE_TYPES], overflows;
} eq_counters;

/* What a tick needs of a group of neurons, prepared once. */
typedef struct {
  uint16_t *ring;
  /* Bits of a slot, and of a slot with its delay. */
  uint8_t slot_bits, bits;
  /* Who adds to its ring buffers. */
  uint8_t worker;
  /* One step a tick, the same constants for all atoms, and bounds that hold for them: see prepare. */
  bool plain;
  /* |current| < 2^current_bits: its product with the resistance, and all sums with it, fit. */
  uint8_t current_bits;
  int32_t resistance_high, v_rest, v_threshold, exp_tc;
  uint32_t resistance_low;
} eq_group;

/* What one of the processors that share a tick has found in it. */
typedef struct {
  uint32_t synaptic_events, saturations[EQ_SYNAPSE_TYPES], overflows, state_sum;
  uint16_t *fired;
  uint32_t fired_count;
} eq_worker;

typedef struct {
  /* 0: no program. */
  uint8_t *image;
  uint32_t tick;
  uint32_t next_change;
  /* Ids that fired in the last tick; one with several spikes several times. */
  const uint16_t *fired;
  uint32_t fired_count;
  eq_counters counters;
  /* Of every state word of every tick since the start: docs/wire-protocol.md, "The sum of states". */
  uint32_t state_sum;
  /* The first worker updates the groups before `cut_group` and the atoms of that group before `cut_atom`. */
  uint32_t cut_group, cut_atom;
  /* At most so many words of `fired` are its. */
  uint32_t fired_before_cut;
  eq_group groups[EQ_MOST_CORES];
  eq_worker workers[EQ_WORKERS];
} eq_machine;

#define EQ_TRACE_WORDS 4u

/* Takes an image that eq_image_check has found sound; tick 0 is next. */
void eq_machine_start(eq_machine *m, uint8_t *image);

/* No program any more; the sum of states stays readable. */
void eq_machine_clear(eq_machine *m);

/* Drains the ring buffers, updates the neurons and delivers what they sent. */
void eq_machine_tick(eq_machine *m);

/* A spike from outside in the tick just executed. Ids without a row do nothing. */
void eq_machine_inject(eq_machine *m, uint32_t id);

/* v, excitatory, inhibitory, refractory of a neuron; zeros for one that there is not. */
void eq_machine_trace(const eq_machine *m, uint32_t neuron, int32_t words[EQ_TRACE_WORDS]);

/* The second processor's part of a tick, between port_fork and port_join; only where EQ_WORKERS is 2. */
enum { EQ_UPDATE = 1, EQ_DELIVER = 2 };
void eq_second_worker(uint32_t phase);

#endif
