#include "board.h"

#include <string.h>

#include "flash_program.h"
#include "machine.h"
#include "port.h"
#include "wire.h"

enum { HELLO = 0x01, ERASE, WRITE, READBACK, ARM, RUN, STEP, INJECT, SPIKES, TRACE, COUNTERS, STOP };
enum { HELLO_REPLY = 0x81, READBACK_REPLY = 0x84, SPIKES_REPLY = 0x89, TRACE_REPLY = 0x8a, COUNTERS_REPLY = 0x8b, ACK = 0x90, NACK = 0x91 };
/* OK and LATER are ours: executed and to be acknowledged, executed and answered otherwise. */
enum { LATER = -1, OK = 0, DAMAGED = 1, VERSION, TYPE, SESSION, SEQUENCE, LAYOUT, STATE, RANGE, DIGEST, BUSY, TOO_LATE };

#define FEATURE_SPINNAKER 4u
#define MAX_DATA 120u
#define WINDOW 4u
#define MARKER 0x8000u
#define LOW 0x7fffu
/* A period of half the clock's span can be told from one that is over. */
#define LONGEST_PERIOD 0x80000000u

static struct {
  uint32_t state, session, committed, armed_digest;
  /* `step` steps have been executed; the words of the last one may still wait for room in the log. */
  uint32_t step, until;
  uint32_t period, due;
  /* Sequence number of a STEP that still has to be answered; 0: none. */
  uint32_t step_to_answer;
  /* Words of the log are numbered from ARM on: [tail, head) are kept. */
  uint32_t tail, head;
  /* Words of the last step that are not in the log yet: the marker, then the spikes. */
  uint32_t waiting, waiting_words;
  uint32_t queue_first, queue_words;
  /* Detail of a refusal. */
  uint32_t detail;
  /* Runs the program of the flash, whose spikes no log keeps. */
  bool alone;
  /* What a light tells until a host says HELLO. */
  uint32_t fault;
} board;

static uint16_t spike_log[EQ_LOG_WORDS];
static uint16_t queue[EQ_INJECT_WORDS];
static eq_machine machine;
static uint8_t reply_frame[EQ_LONGEST_FRAME];
static uint8_t reply_wire[EQ_LONGEST_FRAME + 3];

static uint8_t *image(void) { return (uint8_t *)port_image; }

/* ---- answers ---- */

/* A body is written field by field; `reply_length` is what it has so far. */
static uint32_t reply_length, reply_fields;

static void reply_begin(void) { reply_length = reply_fields = 0; }

static void reply_number(uint32_t value) {
  uint8_t *at = reply_frame + EQ_HEADER_BYTES + reply_length;
  at[0] = (uint8_t)(++reply_fields << 3 | 5);
  eq_put_word(at + 1, value);
  reply_length += 5;
}

/* @returns where `count` bytes of data are to be put */
static uint8_t *reply_data(uint32_t count) {
  uint8_t *at = reply_frame + EQ_HEADER_BYTES + reply_length;
  at[0] = (uint8_t)(++reply_fields << 3 | 2);
  at[1] = (uint8_t)count;
  reply_length += 2 + count;
  return at + 2;
}

static void reply_send(uint8_t type, uint32_t sequence) {
  reply_frame[0] = EQ_PROTOCOL_VERSION;
  reply_frame[1] = type;
  reply_frame[2] = (uint8_t)reply_length;
  reply_frame[3] = (uint8_t)(reply_length >> 8);
  eq_put_word(reply_frame + 4, board.session);
  eq_put_word(reply_frame + 8, sequence);
  const uint32_t crc = eq_crc32(eq_crc32(0, reply_frame, 12), reply_frame + EQ_HEADER_BYTES, reply_length);
  eq_put_word(reply_frame + 12, crc);
  port_write(reply_wire, eq_cobs_encode(reply_frame, EQ_HEADER_BYTES + reply_length, reply_wire));
}

static void acknowledge(void) {
  reply_begin();
  reply_number(board.committed);
  reply_number(board.state);
  reply_send(ACK, board.committed);
}

static void refuse(uint32_t sequence, uint32_t reason, uint32_t detail) {
  reply_begin();
  reply_number(board.committed + 1);
  reply_number(reason);
  reply_number(detail);
  reply_send(NACK, sequence);
}

static void spikes_reply(uint32_t sequence, uint32_t from) {
  uint32_t words = board.head - from;
  if (words > MAX_DATA / 2) words = MAX_DATA / 2;
  reply_begin();
  reply_number(from);
  reply_number(board.head);
  /* A step counts as executed once all its words are in the log. */
  reply_number(board.waiting < board.waiting_words ? board.step - 1 : board.step);
  uint8_t *data = reply_data(2 * words);
  for (uint32_t k = 0; k < words; k++) {
    const uint16_t word = spike_log[(from + k) % EQ_LOG_WORDS];
    data[2 * k] = (uint8_t)word;
    data[2 * k + 1] = (uint8_t)(word >> 8);
  }
  reply_send(SPIKES_REPLY, sequence);
}

/* ---- the image and the machine ---- */

static uint32_t image_digest(void) { return eq_crc32(0, image(), EQ_IMAGE_BYTES); }

static void erase(void) {
  memset(port_image, 0, EQ_IMAGE_BYTES);
  eq_machine_clear(&machine);
  board.step = board.until = board.step_to_answer = 0;
  board.tail = board.head = 0;
  board.waiting = board.waiting_words = 0;
  board.queue_first = board.queue_words = 0;
}

static uint16_t queued(uint32_t k) { return queue[(board.queue_first + k) % EQ_INJECT_WORDS]; }

/* Injects what is due in `step` and takes it from the queue. */
static void inject_due(uint32_t step) {
  while (board.queue_words > 0) {
    /* Of the steps that a marker can mean, the nearest to this one. */
    const uint32_t ahead = (queued(0) - step) & LOW;
    if (ahead != 0 && ahead < MARKER / 2) return;
    port_headway();
    uint32_t used = 1;
    for (; used < board.queue_words && !(queued(used) & MARKER); used++) eq_machine_inject(&machine, queued(used));
    board.queue_first = (board.queue_first + used) % EQ_INJECT_WORDS;
    board.queue_words -= used;
  }
}

/* Moves waiting words into the log. @returns true when none is left */
static bool drain(void) {
  for (; board.waiting < board.waiting_words && board.head - board.tail < EQ_LOG_WORDS; board.waiting++, board.head++) {
    const uint32_t word = board.waiting == 0 ? MARKER | ((board.step - 1) & LOW) : machine.fired[board.waiting - 1];
    spike_log[board.head % EQ_LOG_WORDS] = (uint16_t)word;
  }
  return board.waiting == board.waiting_words;
}

static void answer_step(void) {
  if (board.step_to_answer == 0) return;
  spikes_reply(board.step_to_answer, board.tail);
  board.step_to_answer = 0;
}

static void begin(uint32_t until, uint32_t period) {
  if (until <= board.step) return;
  board.until = until;
  board.period = period;
  board.due = port_microseconds();
  board.state = EQ_RUNNING;
}

bool eq_board_work(void) {
  if (board.state != EQ_RUNNING) return false;
  if (!drain()) {
    answer_step();
    return false;
  }
  if (board.step < board.until || board.alone) {
    if (board.period > 0) {
      if ((int32_t)(port_microseconds() - board.due) < 0) return true;
      board.due += board.period;
    }
    const uint32_t risen = eq_pins_risen();
    eq_machine_tick(&machine);
    inject_due(board.step);
    eq_pins_inject(&machine, risen);
    eq_pins_show(&machine);
    board.step++;
    board.waiting = 0;
    board.waiting_words = board.alone ? 0 : 1 + machine.fired_count;
  }
  if (board.alone) return true;
  if (drain() && board.step >= board.until) {
    board.state = EQ_ARMED;
    answer_step();
  }
  return true;
}

/* ---- commands and reads; each gives OK, LATER or the reason of a refusal with board.detail ---- */

static int with(int reason, uint32_t detail) {
  board.detail = detail;
  return reason;
}

static int in_image(uint32_t address, uint32_t length) {
  return length > EQ_IMAGE_BYTES || address > EQ_IMAGE_BYTES - length ? with(RANGE, EQ_IMAGE_BYTES) : OK;
}

static int release(uint32_t from) {
  if (from < board.tail || from > board.head) return with(RANGE, board.tail);
  board.tail = from;
  return OK;
}

static int write(const eq_body *body) {
  if (board.state != EQ_LOADING) return with(STATE, board.state);
  const int fault = in_image(body->number[0], body->length);
  if (fault == OK) memcpy(image() + body->number[0], body->data, body->length);
  return fault;
}

static int arm(uint32_t digest) {
  if (board.state != EQ_LOADING) return with(STATE, board.state);
  const uint32_t own = image_digest();
  if (own != digest) return with(DIGEST, own);
  uint32_t where;
  if (!eq_image_check(image(), EQ_IMAGE_BYTES, &where)) return with(RANGE, where);
  board.armed_digest = own;
  eq_machine_start(&machine, image());
  board.state = EQ_ARMED;
  return OK;
}

static int run(uint32_t until, uint32_t period) {
  if (board.state != EQ_ARMED) return with(STATE, board.state);
  if (period >= LONGEST_PERIOD) return with(RANGE, LONGEST_PERIOD - 1);
  begin(until, period);
  return OK;
}

static int step(uint32_t until, uint32_t from, uint32_t sequence) {
  if (board.state != EQ_ARMED) return with(STATE, board.state);
  const int fault = release(from);
  if (fault != OK) return fault;
  board.step_to_answer = sequence;
  begin(until, 0);
  if (board.state == EQ_ARMED) answer_step();
  return LATER;
}

static int inject(const eq_body *body) {
  if (board.state != EQ_ARMED && board.state != EQ_RUNNING) return with(STATE, board.state);
  if (body->number[0] < board.step) return with(TOO_LATE, board.step);
  const uint32_t words = body->length / 2;
  /* Every id that a word can hold is below the limit of sources; those without a row do nothing. */
  if (words == 0 || !(body->data[1] & MARKER >> 8)) return with(RANGE, EQ_MOST_IDS);
  const uint32_t room = EQ_INJECT_WORDS - board.queue_words;
  if (words > room) return with(BUSY, room);
  for (uint32_t k = 0; k < words; k++) {
    const uint32_t word = (uint32_t)body->data[2 * k] | (uint32_t)body->data[2 * k + 1] << 8;
    queue[(board.queue_first + board.queue_words++) % EQ_INJECT_WORDS] = (uint16_t)word;
  }
  return OK;
}

static int execute(uint8_t type, uint32_t sequence, const uint8_t *bytes, uint32_t length) {
  eq_body body;
  switch (type) {
    case ERASE:
      if (length != 0) return with(LAYOUT, 0);
      erase();
      board.state = EQ_LOADING;
      return OK;
    case WRITE: return eq_body_decode(bytes, length, 1, true, &body) ? write(&body) : with(LAYOUT, 0);
    case ARM: return eq_body_decode(bytes, length, 1, false, &body) ? arm(body.number[0]) : with(LAYOUT, 0);
    case RUN: return eq_body_decode(bytes, length, 2, false, &body) ? run(body.number[0], body.number[1]) : with(LAYOUT, 0);
    case STEP: return eq_body_decode(bytes, length, 2, false, &body) ? step(body.number[0], body.number[1], sequence) : with(LAYOUT, 0);
    case INJECT: return eq_body_decode(bytes, length, 1, true, &body) ? inject(&body) : with(LAYOUT, 0);
    default: /* STOP */
      if (length != 0) return with(LAYOUT, 0);
      board.state = EQ_IDLE;
      board.step_to_answer = 0;
      return OK;
  }
}

static int readback(uint32_t address, uint32_t length, uint32_t sequence) {
  if (board.state == EQ_RUNNING) return with(STATE, board.state);
  if (length < 1 || length > MAX_DATA) return with(RANGE, MAX_DATA);
  const int fault = in_image(address, length);
  if (fault != OK) return fault;
  reply_begin();
  reply_number(address);
  memcpy(reply_data(length), image() + address, length);
  reply_send(READBACK_REPLY, sequence);
  return LATER;
}

static int spikes(uint32_t from, uint32_t sequence) {
  const int fault = release(from);
  if (fault != OK) return fault;
  spikes_reply(sequence, from);
  return LATER;
}

static int trace(uint32_t first, uint32_t count, uint32_t sequence) {
  if (board.state == EQ_RUNNING) return with(STATE, board.state);
  if (count < 1 || count > MAX_DATA / (4 * EQ_TRACE_WORDS) || first > EQ_MOST_IDS - count) return with(RANGE, EQ_MOST_IDS);
  reply_begin();
  reply_number(board.step);
  reply_number(first);
  uint8_t *data = reply_data(4 * EQ_TRACE_WORDS * count);
  for (uint32_t k = 0; k < count; k++) {
    int32_t words[EQ_TRACE_WORDS];
    eq_machine_trace(&machine, first + k, words);
    for (uint32_t w = 0; w < EQ_TRACE_WORDS; w++, data += 4) eq_put_word(data, (uint32_t)words[w]);
  }
  reply_send(TRACE_REPLY, sequence);
  return LATER;
}

static int counters(uint32_t sequence) {
  const eq_counters *c = &machine.counters;
  const uint32_t words[] = {c->spikes, c->synaptic_events, c->neuron_updates, c->saturations[EQ_EXCITATORY], c->saturations[EQ_INHIBITORY], c->overflows};
  const eq_line_errors line = port_line_errors();
  reply_begin();
  reply_number(board.step);
  reply_number(machine.state_sum);
  reply_number(line.framing_errors);
  reply_number(line.overruns);
  uint8_t *data = reply_data(sizeof words);
  for (uint32_t k = 0; k < sizeof words / sizeof *words; k++) eq_put_word(data + 4 * k, words[k]);
  reply_send(COUNTERS_REPLY, sequence);
  return LATER;
}

static int read(uint8_t type, uint32_t sequence, const uint8_t *bytes, uint32_t length) {
  eq_body body;
  switch (type) {
    case READBACK: return eq_body_decode(bytes, length, 2, false, &body) ? readback(body.number[0], body.number[1], sequence) : with(LAYOUT, 0);
    case SPIKES: return eq_body_decode(bytes, length, 1, false, &body) ? spikes(body.number[0], sequence) : with(LAYOUT, 0);
    case TRACE: return eq_body_decode(bytes, length, 2, false, &body) ? trace(body.number[0], body.number[1], sequence) : with(LAYOUT, 0);
    default: return length == 0 ? counters(sequence) : with(LAYOUT, 0);
  }
}

static int hello(uint32_t session, uint32_t sequence, uint32_t length) {
  if (session == 0) return with(SESSION, board.session);
  if (length != 0) return with(LAYOUT, 0);
  board.fault = EQ_NO_FAULT;
  if (session != board.session) {
    board.session = session;
    board.committed = 0;
    board.step_to_answer = 0;
    board.state = EQ_IDLE;
    board.alone = false;
    eq_pins_close();
  }
  reply_begin();
  const uint32_t numbers[EQ_MOST_FIELDS] = {
    EQ_BOARD_NAME, board.state, board.committed, board.state >= EQ_ARMED ? board.armed_digest : image_digest(), board.step, EQ_IMAGE_BYTES, EQ_MOST_IDS, EQ_MOST_IDS,
    MAX_DATA, WINDOW, EQ_LOG_WORDS, EQ_INJECT_WORDS, EQ_TRACE_WORDS, port_clock_hz(), FEATURE_SPINNAKER,
  };
  for (uint32_t k = 0; k < EQ_MOST_FIELDS; k++) reply_number(numbers[k]);
  reply_send(HELLO_REPLY, sequence);
  return LATER;
}

/* A command that has been executed is answered again, never executed again. */
static void repeat(uint8_t type, uint32_t sequence) {
  const bool done = board.state == EQ_ARMED || (board.state == EQ_RUNNING && board.waiting < board.waiting_words);
  if (type != STEP || !done) return acknowledge();
  board.step_to_answer = 0;
  spikes_reply(sequence, board.tail);
}

static bool is_read(uint8_t type) { return type == READBACK || type == SPIKES || type == TRACE || type == COUNTERS; }

/* The first fault, in the order of docs/wire-protocol.md. */
static int judge(const uint8_t *frame, uint32_t length) {
  const uint8_t type = frame[1];
  const uint32_t session = eq_word(frame + 4), sequence = eq_word(frame + 8);
  const uint8_t *body = frame + EQ_HEADER_BYTES;
  if (frame[0] != EQ_PROTOCOL_VERSION) return with(VERSION, EQ_PROTOCOL_VERSION);
  if (type == HELLO) return hello(session, sequence, length);
  if (type < ERASE || type > STOP) return with(TYPE, type);
  if (session != board.session || board.session == 0) return with(SESSION, board.session);
  if (is_read(type)) return read(type, sequence, body, length);
  /* Sequence numbers never wrap: a session ends long before 2^32 commands. */
  if (sequence > board.committed + 1) return with(SEQUENCE, 0);
  if (sequence <= board.committed) {
    repeat(type, sequence);
    return LATER;
  }
  const int result = execute(type, sequence, body, length);
  if (result == OK || result == LATER) board.committed = sequence;
  if (result == OK) acknowledge();
  return result == OK ? LATER : result;
}

static bool frame_is_whole(const uint8_t *frame, uint32_t length) {
  if (length < EQ_HEADER_BYTES) return false;
  const uint32_t crc = eq_crc32(eq_crc32(0, frame, 12), frame + EQ_HEADER_BYTES, length - EQ_HEADER_BYTES);
  return crc == eq_word(frame + 12) && ((uint32_t)frame[2] | (uint32_t)frame[3] << 8) == length - EQ_HEADER_BYTES;
}

bool eq_board_receive(eq_cobs_decoder *from, uint8_t byte) {
  const eq_cobs_event event = eq_cobs_take(from, byte);
  if (event == EQ_COBS_MORE) return false;
  if (event == EQ_COBS_FAULT || !frame_is_whole(from->frame, from->length)) {
    refuse(0, DAMAGED, 0);
    return false;
  }
  const int reason = judge(from->frame, from->length - EQ_HEADER_BYTES);
  if (reason > OK) refuse(eq_word(from->frame + 8), (uint32_t)reason, board.detail);
  return true;
}

void eq_board_fault(uint32_t code) { board.fault = code; }

eq_board_status eq_board_now(void) { return (eq_board_status){board.state, board.step, board.fault}; }

static bool begin_alone(const uint32_t *flash) {
  const uint32_t period = eq_flash_unpack(flash, port_image, EQ_IMAGE_BYTES);
  uint32_t where;
  if (period == 0 || !eq_image_check(image(), EQ_IMAGE_BYTES, &where)) return false;
  eq_machine_start(&machine, image());
  eq_pins_open();
  begin(UINT32_MAX, period);
  board.alone = true;
  return true;
}

void eq_board_run_from_flash(const uint32_t *flash, uint32_t most) {
  const int found = eq_flash_look(flash, most);
  if (found == EQ_FLASH_EMPTY || (found == EQ_FLASH_SOUND && begin_alone(flash))) return;
  eq_pins_close();
  erase();
  eq_board_fault(EQ_FAULT_PROGRAM);
}

void eq_board_start(void) {
  memset(&board, 0, sizeof board);
  erase();
}
