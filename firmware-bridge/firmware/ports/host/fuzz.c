/*
 * Fuzzes everything that reads bytes from outside, under sanitizers: the frame decoder, the bodies, the command machine, and images.
 *
 *   equipoise-fuzz SEED ROUNDS < IMAGE      IMAGE: a sound image of at most EQ_IMAGE_BYTES
 *
 * A round sends a conversation of frames, whole but with random contents, or flipped, cut, doubled and mixed with noise; and loads the image with
 * a few bytes or fields changed. What the check admits is run with random injections. Prints what happened, so that a fuzzer which reaches
 * nothing is seen.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "board.h"
#include "image.h"
#include "machine.h"
#include "port.h"
#include "wire.h"

uint32_t port_image[EQ_IMAGE_BYTES / 4];

static uint64_t random_state;
static uint32_t answers, refusals, armed_images, refused_images, sound_blocks, damaged_blocks, steps;
static uint32_t committed, session;

static uint32_t draw(uint32_t below) {
  random_state ^= random_state << 13;
  random_state ^= random_state >> 7;
  random_state ^= random_state << 17;
  return (uint32_t)(random_state >> 33) % below;
}

/* Of what the board is sent. */
static eq_cobs_decoder line;

static uint32_t clock_us;
uint32_t port_microseconds(void) { return clock_us += draw(3) == 0 ? 500 : 1; }

uint32_t port_clock_hz(void) { return 0; }
void port_headway(void) {}
void port_pin_output(uint32_t pin) { (void)pin; }
void port_pin_write(uint32_t pin, bool high) { (void)pin, (void)high; }
void port_pin_input(uint32_t pin) { (void)pin; }
bool port_pin_rose(uint32_t pin) { return draw(pin + 2) == 0; }

static uint32_t forked;
void port_fork(uint32_t phase) { forked = phase; }
void port_join(void) { eq_second_worker(forked); }

eq_line_errors port_line_errors(void) { return (eq_line_errors){draw(3), 0xffffffffu - draw(3)}; }

/* The board's answers must be well-formed frames themselves. */
void port_write(const uint8_t *bytes, uint32_t count) {
  static eq_cobs_decoder decoder;
  for (uint32_t k = 0; k < count; k++) {
    const eq_cobs_event event = eq_cobs_take(&decoder, bytes[k]);
    if (event == EQ_COBS_MORE) continue;
    if (event != EQ_COBS_FRAME || decoder.length < EQ_HEADER_BYTES) abort();
    const uint8_t *frame = decoder.frame;
    const uint32_t crc = eq_crc32(eq_crc32(0, frame, 12), frame + EQ_HEADER_BYTES, decoder.length - EQ_HEADER_BYTES);
    if (crc != eq_word(frame + 12)) abort();
    answers++;
    if (frame[1] == 0x90) committed = eq_word(frame + 17);
    if (frame[1] == 0x91) {
      refusals++;
      committed = eq_word(frame + 17) - 1;
    }
    if (frame[1] == 0x81) committed = eq_word(frame + 27);
  }
}

static void send(const uint8_t *frame, uint32_t length) {
  uint8_t wire[EQ_LONGEST_FRAME + 3];
  const uint32_t count = eq_cobs_encode(frame, length, wire);
  const uint32_t damage = draw(12);
  for (uint32_t k = 0; k < count; k++) {
    uint8_t byte = wire[k];
    if (damage == 0 && draw(20) == 0) byte ^= (uint8_t)(1u << draw(8));
    if (damage == 1 && draw(20) == 0) continue;
    if (damage == 2 && draw(20) == 0) eq_board_receive(&line, (uint8_t)draw(256));
    eq_board_receive(&line, byte);
  }
}

static uint32_t some_number(void) {
  switch (draw(6)) {
    case 0: return draw(4);
    case 1: return draw(200);
    case 2: return EQ_IMAGE_BYTES - draw(130);
    case 3: return 0xffffffffu - draw(130);
    case 4: return draw(EQ_IMAGE_BYTES);
    default: return (uint32_t)random_state;
  }
}

/* A frame with a right CRC and mostly a right layout; everything else as it comes. */
static void send_frame(uint8_t type) {
  static const uint8_t numbers[13] = {0, 0, 0, 1, 2, 1, 2, 2, 1, 1, 2, 0, 0};
  static const uint8_t has_data[13] = {0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0};
  uint8_t frame[EQ_LONGEST_FRAME] = {0};
  uint8_t *body = frame + EQ_HEADER_BYTES;
  uint32_t length = 0;
  if (type < 13) {
    for (uint32_t k = 0; k < numbers[type]; k++, length += 5) {
      body[length] = (uint8_t)((k + 1) << 3 | 5);
      eq_put_word(body + length + 1, type == 0x06 || type == 0x07 ? (k == 0 ? draw(400) : draw(3) == 0 ? draw(500) : 0) : some_number());
    }
    if (has_data[type]) {
      const uint32_t count = draw(EQ_LONGEST_DATA + 1);
      body[length] = (uint8_t)((numbers[type] + 1u) << 3 | 2);
      body[length + 1] = (uint8_t)count;
      for (uint32_t k = 0; k < count; k++) body[length + 2 + k] = (uint8_t)draw(256);
      if (type == 0x08 && count > 1) body[length + 3] |= 0x80;
      length += 2 + count;
    }
  }
  if (draw(15) == 0 && length > 0) body[draw(length)] ^= (uint8_t)(1u << draw(8));
  if (draw(15) == 0) length = draw(sizeof frame - EQ_HEADER_BYTES + 1);
  frame[0] = draw(40) == 0 ? (uint8_t)draw(256) : EQ_PROTOCOL_VERSION;
  frame[1] = type;
  frame[2] = (uint8_t)length;
  if (draw(40) == 0) frame[2] ^= 1;
  eq_put_word(frame + 4, draw(30) == 0 ? draw(3) : session);
  const int is_read = type == 0x01 || type == 0x04 || (type >= 0x09 && type <= 0x0b);
  eq_put_word(frame + 8, is_read ? 0x80000000u : committed + (draw(10) == 0 ? draw(3) : 1));
  eq_put_word(frame + 12, eq_crc32(eq_crc32(0, frame, 12), body, length));
  send(frame, EQ_HEADER_BYTES + length);
}

static void work(uint32_t most) {
  for (uint32_t k = 0; k < most && eq_board_work(); k++) steps++;
}

static void command(uint8_t type, uint32_t number, uint32_t second, uint32_t count) {
  uint8_t frame[EQ_LONGEST_FRAME] = {EQ_PROTOCOL_VERSION, type, (uint8_t)(5 * count), 0};
  eq_put_word(frame + 4, session);
  eq_put_word(frame + 8, type == 0x01 ? 0x80000000u : committed + 1);
  const uint32_t values[2] = {number, second};
  for (uint32_t k = 0; k < count; k++) {
    frame[EQ_HEADER_BYTES + 5 * k] = (uint8_t)((k + 1) << 3 | 5);
    eq_put_word(frame + EQ_HEADER_BYTES + 5 * k + 1, values[k]);
  }
  eq_put_word(frame + 12, eq_crc32(eq_crc32(0, frame, 12), frame + EQ_HEADER_BYTES, 5 * count));
  uint8_t wire[EQ_LONGEST_FRAME + 3];
  const uint32_t length = eq_cobs_encode(frame, EQ_HEADER_BYTES + 5 * count, wire);
  for (uint32_t k = 0; k < length; k++) eq_board_receive(&line, wire[k]);
}

/* Loads the image with some of it changed, and runs what the board admits. */
static void image_round(const uint8_t *image) {
  session = 1 + draw(1000000);
  command(0x01, 0, 0, 0);
  command(0x02, 0, 0, 0);
  /* As if written: WRITE itself is fuzzed elsewhere. */
  memcpy(port_image, image, EQ_IMAGE_BYTES);
  const uint32_t changes = draw(4);
  for (uint32_t k = 0; k < changes; k++) {
    const uint32_t header = sizeof(eq_header) + 4 * sizeof(eq_core);
    const uint32_t at = draw(2) ? draw(header) : draw(EQ_IMAGE_BYTES);
    if (draw(2)) ((uint8_t *)port_image)[at] ^= (uint8_t)(1u << draw(8));
    else port_image[at / 4] = some_number();
  }
  const uint32_t before = refusals;
  command(0x05, eq_crc32(0, (const uint8_t *)port_image, EQ_IMAGE_BYTES), 0, 1);
  if (refusals > before) {
    refused_images++;
    return;
  }
  armed_images++;
  for (uint32_t k = 0; k < 12; k++) {
    for (uint32_t n = draw(4); n > 0; n--) send_frame(0x08);
    send_frame((uint8_t)(0x06 + draw(2)));
    work(60);
    for (uint32_t n = draw(4); n > 0; n--) send_frame((uint8_t)(0x09 + draw(3)));
    work(60);
  }
}

/* A block of flash: the image as it is or changed, runs and head sound or not, mostly with a CRC that holds. Its memory ends where it says. */
static void flash_round(const uint8_t *image) {
  const uint32_t pins = draw(4), cut = draw(EQ_IMAGE_BYTES / 4 + 1), words = 6 + pins + 2 + EQ_IMAGE_BYTES / 4 + 1;
  uint32_t *block = malloc(4 * words), *at = block;
  if (block == 0) abort();
  const uint32_t head[] = {0x31415145u, 4 * words, EQ_BOARD_NAME, 1 + draw(3), pins, EQ_IMAGE_BYTES / 4};
  memcpy(at, head, sizeof head);
  at += 6;
  for (uint32_t k = 0; k < pins; k++) *at++ = draw(2) << 24 | draw(256) << 16 | draw(64);
  *at++ = cut << 16;
  memcpy(at, image, 4 * cut);
  at += cut;
  *at++ = (EQ_IMAGE_BYTES / 4 - cut) << 16;
  memcpy(at, image + 4 * cut, EQ_IMAGE_BYTES - 4 * cut);
  if (draw(2)) block[draw(2) ? draw(8 + pins) : draw(words)] = some_number();
  if (draw(8) > 0) block[words - 1] = eq_crc32(0, (const uint8_t *)block, 4 * words - 4);
  eq_board_run_from_flash(block, 4 * words);
  if (eq_board_now().fault == EQ_FAULT_PROGRAM) damaged_blocks++;
  else if (eq_board_now().state == EQ_RUNNING) sound_blocks++;
  free(block);
  work(40);
  session = 1 + draw(1000000);
  command(0x01, 0, 0, 0);
  if (eq_board_now().state != EQ_IDLE) abort();
}

int main(int argc, char **argv) {
  if (argc != 3) {
    fprintf(stderr, "usage: equipoise-fuzz SEED ROUNDS < IMAGE\n");
    return 2;
  }
  static uint8_t image[EQ_IMAGE_BYTES];
  if (fread(image, 1, sizeof image, stdin) == 0) {
    fprintf(stderr, "no image on standard input\n");
    return 2;
  }
  random_state = strtoull(argv[1], 0, 10) * 0x9e3779b97f4a7c15ull + 1;
  eq_board_start();
  const uint32_t rounds = (uint32_t)strtoul(argv[2], 0, 10);
  for (uint32_t round = 0; round < rounds; round++) {
    image_round(image);
    flash_round(image);
    for (uint32_t k = draw(30); k > 0; k--) {
      if (draw(8) == 0) {
        for (uint32_t n = draw(400); n > 0; n--) eq_board_receive(&line, (uint8_t)draw(256));
        eq_board_receive(&line, 0);
      } else {
        send_frame(draw(20) == 0 ? (uint8_t)draw(256) : (uint8_t)(1 + draw(12)));
      }
      work(draw(20));
    }
  }
  printf("{\"rounds\":%u,\"answers\":%u,\"refusals\":%u,\"armed\":%u,\"refusedImages\":%u,\"soundBlocks\":%u,\"damagedBlocks\":%u,\"steps\":%u}\n", rounds, answers, refusals, armed_images, refused_images, sound_blocks, damaged_blocks, steps);
  return 0;
}
