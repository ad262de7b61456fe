#include "wire.h"

#define FIXED32 5u
#define BYTES 2u
#define TAG(field, kind) (uint8_t)((field) << 3 | (kind))

uint32_t eq_crc32(uint32_t crc, const uint8_t *bytes, uint32_t count) {
  /* Of the polynomial edb88320 (reflected), four bits at a time: 64 bytes of table. */
  static const uint32_t table[16] = {
    0x00000000, 0x1db71064, 0x3b6e20c8, 0x26d930ac, 0x76dc4190, 0x6b6b51f4, 0x4db26158, 0x5005713c,
    0xedb88320, 0xf00f9344, 0xd6d6a3e8, 0xcb61b38c, 0x9b64c2b0, 0x86d3d2d4, 0xa00ae278, 0xbdbdf21c,
  };
  crc = ~crc;
  for (uint32_t k = 0; k < count; k++) {
    crc ^= bytes[k];
    crc = crc >> 4 ^ table[crc & 15];
    crc = crc >> 4 ^ table[crc & 15];
  }
  return ~crc;
}

uint32_t eq_word(const uint8_t *bytes) {
  return (uint32_t)bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 | (uint32_t)bytes[3] << 24;
}

void eq_put_word(uint8_t *bytes, uint32_t word) {
  for (int k = 0; k < 4; k++) bytes[k] = (uint8_t)(word >> 8 * k);
}

static void append(eq_cobs_decoder *d, uint8_t byte) {
  if (d->length < EQ_LONGEST_FRAME) d->frame[d->length++] = byte;
  else d->overlong = true;
}

eq_cobs_event eq_cobs_take(eq_cobs_decoder *d, uint8_t byte) {
  if (d->ended) {
    d->length = 0;
    d->left = 0;
    d->zero_due = d->begun = d->overlong = d->ended = false;
  }
  if (byte == 0) {
    d->ended = true;
    if (!d->begun) return EQ_COBS_MORE;
    return d->overlong || d->left > 0 ? EQ_COBS_FAULT : EQ_COBS_FRAME;
  }
  d->begun = true;
  if (d->left > 0) {
    d->left--;
    append(d, byte);
    return EQ_COBS_MORE;
  }
  if (d->zero_due) append(d, 0);
  d->left = byte - 1u;
  d->zero_due = byte != 255;
  return EQ_COBS_MORE;
}

uint32_t eq_cobs_encode(const uint8_t *frame, uint32_t length, uint8_t out[EQ_LONGEST_FRAME + 3]) {
  uint32_t at = 2, code_at = 1;
  uint8_t code = 1;
  out[0] = 0;
  for (uint32_t k = 0; k < length; k++) {
    if (frame[k] != 0) {
      out[at++] = frame[k];
      code++;
      continue;
    }
    out[code_at] = code;
    code_at = at++;
    code = 1;
  }
  out[code_at] = code;
  out[at++] = 0;
  return at;
}

bool eq_body_decode(const uint8_t *bytes, uint32_t length, uint32_t count, bool has_data, eq_body *body) {
  const uint32_t numbers = 5 * count;
  if (length < numbers + (has_data ? 2 : 0)) return false;
  for (uint32_t k = 0; k < count; k++) {
    if (bytes[5 * k] != TAG(k + 1, FIXED32)) return false;
    body->number[k] = eq_word(bytes + 5 * k + 1);
  }
  body->data = bytes + numbers + 2;
  body->length = 0;
  if (!has_data) return length == numbers;
  body->length = bytes[numbers + 1];
  return bytes[numbers] == TAG(count + 1, BYTES) && body->length <= EQ_LONGEST_DATA && length == numbers + 2 + body->length;
}
