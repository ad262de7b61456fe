/* The machine: one tick of all neurons and synapses of an image, bit for bit what emulator/spinnaker does. */
#ifndef EQ_MACHINE_H
#define EQ_MACHINE_H

#include "image.h"

/* In the order of COUNTERS. */
typedef struct {
  uint32_t spikes, synaptic_events, neuron_updates, saturations[EQ_SYNAPSE_TYPES], overflows;
} eq_counters;

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

#endif
