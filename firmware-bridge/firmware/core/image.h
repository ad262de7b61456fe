/*
 * The memory image of a program (docs/firmware.md has it byte by byte). The host writes it, the board runs it in place: what changes while it
 * runs (states, ring buffers, list of spikes) lies behind `changing`, what is used as an index lies before it.
 */
#ifndef EQ_IMAGE_H
#define EQ_IMAGE_H

#include <stdbool.h>
#include <stdint.h>

#define EQ_MAGIC 0x314d5145u /* "EQM1" */
/* Ids travel as 15 bits, a run names its core with 5. */
#define EQ_MOST_IDS 32768u
#define EQ_MOST_CORES 32u

enum { EQ_CURRENT_EXP = 0, EQ_CURRENT_DELTA = 1, EQ_CONDUCTANCE_EXP = 2, EQ_MODELS = 3 };
enum { EQ_EXCITATORY = 0, EQ_INHIBITORY = 1, EQ_SYNAPSE_TYPES = 2 };

/* Byte offsets from the start of the image; whole words unless said otherwise. */
typedef struct {
  uint32_t magic;
  uint32_t rounding;
  uint32_t neurons;
  /* Neurons first, then spike sources. */
  uint32_t sources;
  uint32_t cores;
  uint32_t core_table;
  /* sources + 1 entries: where the row of a source begins, in half-words from `rows`. */
  uint32_t row_table;
  uint32_t rows;
  uint32_t changes;
  uint32_t change_count;
  uint32_t changing;
  /* Half-words: ids that fired in the last tick. */
  uint32_t fired;
  uint32_t fired_capacity;
} eq_header;

/* Parameters of a neuron that hold while it runs. Offset of one word, or with EQ_PER_ATOM of one word an atom. */
enum {
  EQ_V_REST, EQ_V_RESET, EQ_V_THRESHOLD, EQ_I_OFFSET, EQ_RESISTANCE, EQ_EXP_TC, EQ_REFRACTORY_PERIOD,
  EQ_DECAY_EXCITATORY, EQ_DECAY_INHIBITORY, EQ_INIT_EXCITATORY, EQ_INIT_INHIBITORY, EQ_REVERSAL_EXCITATORY, EQ_REVERSAL_INHIBITORY,
  EQ_PARAMETERS
};
#define EQ_PER_ATOM 0x80000000u

/* Neurons with one model, one set of ring buffers and one pair of shifts: what one SpiNNaker core would hold. */
typedef struct {
  /* Ids first .. first + n - 1. */
  uint32_t first, n;
  uint32_t model;
  uint32_t steps_per_tick;
  uint32_t index_bits, type_bits, delay_bits;
  uint32_t shift[EQ_SYNAPSE_TYPES];
  /* 1/step, for EQ_CURRENT_DELTA. */
  int32_t delta_scale;
  /* Half-words: slot << (type_bits + index_bits) | type << index_bits | atom. */
  uint32_t ring;
  /* v[n], excitatory[n], inhibitory[n], refractory[n] */
  uint32_t state;
  /* Four words of KISS64. */
  uint32_t random;
  uint32_t parameter[EQ_PARAMETERS];
} eq_core;

/* A bias current that changes before `tick`; ticks ascend. */
typedef struct {
  uint32_t tick, core, atom;
  int32_t i_offset;
} eq_change;

/*
 * A row is runs of synapses with one header half-word each, in the order in which they are added:
 *   literal:1 | core:5 | count:10
 * A run that is not literal has a smallest weight, then `count` fields; a literal one `count` pairs of field and weight.
 * field = delay << (type_bits + index_bits) | type << index_bits | atom, the lower half of a SpiNNaker synaptic word. What bits are left above
 * say, in a run that is not literal, by how much the weight exceeds the smallest: rounding that keeps the balance gives two neighbouring values.
 */
#define EQ_RUN_LITERAL 0x8000u
#define EQ_RUN_CORE(header) (((header) >> 10) & 31u)
#define EQ_RUN_COUNT(header) ((header) & 0x3ffu)

/*
 * True where running the image touches no byte outside of it, whatever is injected. `where`: byte offset of what is wrong.
 * An erased image is a machine without neurons.
 * @param bytes size of the image space
 */
bool eq_image_check(const uint8_t *image, uint32_t bytes, uint32_t *where);

#endif
