/* Framing of docs/wire-protocol.md: CRC-32, COBS, the layout of bodies. */
#ifndef EQ_WIRE_H
#define EQ_WIRE_H

#include <stdbool.h>
#include <stdint.h>

#define EQ_PROTOCOL_VERSION 2u
#define EQ_HEADER_BYTES 16u
#define EQ_LONGEST_DATA 127u
/* Fifteen numbers: HELLO_REPLY. */
#define EQ_MOST_FIELDS 15u
/* Three numbers and the longest data, as a board receives it. */
#define EQ_LONGEST_FRAME (EQ_HEADER_BYTES + 3u * 5u + 2u + EQ_LONGEST_DATA)

/* Continues from `crc`, 0 at the start. */
uint32_t eq_crc32(uint32_t crc, const uint8_t *bytes, uint32_t count);

uint32_t eq_word(const uint8_t *bytes);
void eq_put_word(uint8_t *bytes, uint32_t word);

typedef enum { EQ_COBS_MORE, EQ_COBS_FRAME, EQ_COBS_FAULT } eq_cobs_event;

/* Takes a stream byte by byte; after EQ_COBS_FRAME `frame` has `length` bytes until the next byte comes. */
typedef struct {
  uint8_t frame[EQ_LONGEST_FRAME];
  uint32_t length;
  uint32_t left;
  bool zero_due, begun, overlong, ended;
} eq_cobs_decoder;

eq_cobs_event eq_cobs_take(eq_cobs_decoder *d, uint8_t byte);

/* Frames are at most EQ_LONGEST_FRAME bytes, hence one code byte and two delimiters. @returns bytes written */
uint32_t eq_cobs_encode(const uint8_t *frame, uint32_t length, uint8_t out[EQ_LONGEST_FRAME + 3]);

/* A body of `count` numbers, and data where `data` is not null. */
typedef struct {
  uint32_t number[3];
  const uint8_t *data;
  uint32_t length;
} eq_body;

/* False for every other layout than that of `count` numbers (at most 3) and, if told, data. */
bool eq_body_decode(const uint8_t *bytes, uint32_t length, uint32_t count, bool has_data, eq_body *body);

#endif
