#include "image.h"

#include <stddef.h>

#include "fixed_point.h"

/* `count` items of `size` bytes from `offset` on, aligned to `align`, inside [from, to). */
static bool lies(uint32_t offset, uint32_t count, uint32_t size, uint32_t align, uint32_t from, uint32_t to) {
  return offset % align == 0 && offset >= from && offset <= to && count <= (to - offset) / size;
}

static bool core_is_sound(const eq_header *h, const eq_core *core, uint32_t bytes) {
  if (core->n == 0 || core->n > h->neurons || core->first > h->neurons - core->n) return false;
  if (core->model >= EQ_MODELS || core->steps_per_tick == 0 || core->steps_per_tick > 255) return false;
  if (core->index_bits > 15 || core->type_bits < 1 || core->type_bits > 15 || core->delay_bits > 15) return false;
  const uint32_t bits = core->index_bits + core->type_bits + core->delay_bits;
  if (bits > 16 || core->n > 1u << core->index_bits) return false;
  if (core->shift[0] > 31 || core->shift[1] > 31) return false;
  if (!lies(core->ring, 1u << bits, 2, 4, h->changing, bytes)) return false;
  if (!lies(core->state, 4 * core->n, 4, 4, h->changing, bytes)) return false;
  if (!lies(core->random, 4, 4, 4, h->changing, bytes)) return false;
  for (int p = 0; p < EQ_PARAMETERS; p++) {
    const uint32_t count = core->parameter[p] & EQ_PER_ATOM ? core->n : 1;
    if (!lies(core->parameter[p] & ~EQ_PER_ATOM, count, 4, 4, sizeof(eq_header), bytes)) return false;
  }
  return true;
}

static bool change_is_sound(const eq_header *h, const eq_core *cores, const eq_change *change) {
  if (change->core >= h->cores) return false;
  const eq_core *core = &cores[change->core];
  const uint32_t at = core->parameter[EQ_I_OFFSET];
  return change->atom < core->n && (at & EQ_PER_ATOM) && (at & ~EQ_PER_ATOM) >= h->changing;
}

/* `from` and `to` are half-words. @returns the first half-word that is wrong, or `to` */
static uint32_t check_row(const eq_header *h, const eq_core *cores, const uint16_t *rows, uint32_t from, uint32_t to) {
  while (from < to) {
    const uint32_t header = rows[from];
    const uint32_t count = EQ_RUN_COUNT(header);
    const bool literal = header & EQ_RUN_LITERAL;
    if (count == 0 || EQ_RUN_CORE(header) >= h->cores) return from;
    if ((literal ? 2 * count : 1 + count) > to - from - 1) return from;
    const eq_core *core = &cores[EQ_RUN_CORE(header)];
    const uint32_t stride = literal ? 2 : 1;
    uint32_t at = from + (literal ? 1 : 2);
    for (uint32_t k = 0; k < count; k++, at += stride) {
      const uint32_t field = rows[at];
      const uint32_t type = (field >> core->index_bits) & ((1u << core->type_bits) - 1);
      if ((field & ((1u << core->index_bits) - 1)) >= core->n || type >= EQ_SYNAPSE_TYPES) return at;
      if (literal && field >> (core->index_bits + core->type_bits + core->delay_bits)) return at;
    }
    from += 1 + (literal ? 2 * count : 1 + count);
  }
  return to;
}

static bool header_is_blank(const uint8_t *image) {
  for (uint32_t k = 0; k < sizeof(eq_header); k++) {
    if (image[k] != 0) return false;
  }
  return true;
}

bool eq_image_check(const uint8_t *image, uint32_t bytes, uint32_t *where) {
  const eq_header *h = (const eq_header *)image;
  *where = 0;
  if (bytes < sizeof *h) return false;
  if (h->magic != EQ_MAGIC) return header_is_blank(image);
  *where = offsetof(eq_header, rounding);
  if (h->rounding >= EQ_ROUNDINGS) return false;
  *where = offsetof(eq_header, neurons);
  if (h->neurons > EQ_MOST_IDS || h->sources > EQ_MOST_IDS || h->sources < h->neurons) return false;
  *where = offsetof(eq_header, changing);
  if (h->changing % 4 || h->changing > bytes) return false;
  *where = offsetof(eq_header, core_table);
  if (h->cores > EQ_MOST_CORES || !lies(h->core_table, h->cores, sizeof(eq_core), 4, sizeof *h, h->changing)) return false;
  const eq_core *cores = (const eq_core *)(image + h->core_table);
  uint32_t most_spikes = 0;
  for (uint32_t c = 0; c < h->cores; c++) {
    *where = h->core_table + c * (uint32_t)sizeof(eq_core);
    if (!core_is_sound(h, &cores[c], bytes)) return false;
    most_spikes += cores[c].n * cores[c].steps_per_tick;
  }
  *where = offsetof(eq_header, fired);
  if (h->fired_capacity < most_spikes || !lies(h->fired, h->fired_capacity, 2, 2, h->changing, bytes)) return false;
  *where = offsetof(eq_header, changes);
  if (!lies(h->changes, h->change_count, sizeof(eq_change), 4, sizeof *h, h->changing)) return false;
  const eq_change *changes = (const eq_change *)(image + h->changes);
  for (uint32_t k = 0; k < h->change_count; k++) {
    *where = h->changes + k * (uint32_t)sizeof(eq_change);
    if (!change_is_sound(h, cores, &changes[k])) return false;
  }
  *where = offsetof(eq_header, row_table);
  if (!lies(h->row_table, h->sources + 1, 4, 4, sizeof *h, h->changing)) return false;
  if (!lies(h->rows, 0, 2, 2, sizeof *h, h->changing)) return false;
  const uint32_t *row_table = (const uint32_t *)(image + h->row_table);
  const uint16_t *rows = (const uint16_t *)(image + h->rows);
  const uint32_t most = (h->changing - h->rows) / 2;
  for (uint32_t s = 0; s < h->sources; s++) {
    *where = h->row_table + 4 * s;
    if (row_table[s] > row_table[s + 1] || row_table[s + 1] > most) return false;
    const uint32_t at = check_row(h, cores, rows, row_table[s], row_table[s + 1]);
    *where = h->rows + 2 * at;
    if (at != row_table[s + 1]) return false;
  }
  return true;
}
