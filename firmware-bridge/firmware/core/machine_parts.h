/* What the parts of the machine share: machine.c (a program's start, the phases of a tick), neurons.c and ring_buffers.c. */
#ifndef EQ_MACHINE_PARTS_H
#define EQ_MACHINE_PARTS_H

#include "fixed_point.h"
#include "machine.h"
#include "port.h"

/* Words of a state that are at least -MODERATE and below it: three of them add up without overflow. */
#define MODERATE (1u << 29)
#define MODERATE_BITS 29
/* Of a delivery: to the groups of both workers. */
#define EVERY_GROUP 255u

EQ_INLINE const eq_header *header_of(const eq_machine *m) { return (const eq_header *)m->image; }

EQ_INLINE const eq_core *cores_of(const eq_machine *m) { return (const eq_core *)(m->image + header_of(m)->core_table); }

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

/* ring_buffers.c: the slot of this tick goes from the ring buffer of a synapse type into the synaptic states of atoms; `from` is even. */
EQ_HOT void eq_drain(const eq_machine *m, const eq_core *core, eq_arithmetic *a, uint32_t type, uint32_t from, uint32_t to);

/* ring_buffers.c: the row of a source, received in the tick in which it was sent. @param worker adds only to the groups of this one, or EVERY_GROUP */
EQ_HOT void eq_deliver(const eq_machine *m, eq_worker *w, uint32_t id, uint32_t tick, uint32_t worker);

/* neurons.c: drains, updates and sums up atoms of group c; those that fire are appended to the worker's. */
void eq_update_atoms(const eq_machine *m, eq_worker *w, uint32_t c, uint32_t from, uint32_t to);

#endif
