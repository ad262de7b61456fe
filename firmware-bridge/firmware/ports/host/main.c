/* The firmware as a program of this machine. It ends when its input does. */
#define _POSIX_C_SOURCE 200809L

#include <poll.h>
#ifdef EQ_THREADS
#include <pthread.h>
#include <semaphore.h>
#endif
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "board.h"
#include "machine.h"
#include "port.h"

/* What the portable core takes for granted. */
typedef char arithmetic_shift[(-3 >> 1) == -2 ? 1 : -1];
typedef char wrapping_conversion[(int32_t)0x80000001ll == -2147483647 ? 1 : -1];
typedef char little_endian[__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__ ? 1 : -1];

uint32_t port_image[EQ_IMAGE_BYTES / 4];

void port_write(const uint8_t *bytes, uint32_t count) {
  while (count > 0) {
    const ssize_t written = write(STDOUT_FILENO, bytes, count);
    if (written <= 0) exit(0);
    bytes += written;
    count -= (uint32_t)written;
  }
}

static uint32_t forked;

#ifdef EQ_THREADS
/* A thread is the second processor; semaphores are the FIFOs between both. The first race ends the program. */
static sem_t given, done;

const char *__tsan_default_options(void);
const char *__tsan_default_options(void) { return "halt_on_error=1"; }

static void *second_processor(void *nothing) {
  for (;;) {
    sem_wait(&given);
    eq_second_worker(forked);
    sem_post(&done);
  }
  return nothing;
}

static void start_second_processor(void) {
  pthread_t thread;
  if (sem_init(&given, 0, 0) != 0 || sem_init(&done, 0, 0) != 0 || pthread_create(&thread, 0, second_processor, 0) != 0) abort();
  pthread_detach(thread);
}

void port_fork(uint32_t phase) {
  forked = phase;
  sem_post(&given);
}

void port_join(void) { sem_wait(&done); }
#else
static void start_second_processor(void) {}

/* One after the other. */
void port_fork(uint32_t phase) { forked = phase; }
void port_join(void) { eq_second_worker(forked); }
#endif

uint32_t port_microseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (uint32_t)((uint64_t)now.tv_sec * 1000000u + (uint64_t)now.tv_nsec / 1000u);
}

uint32_t port_clock_hz(void) { return 0; }
void port_headway(void) {}

/* This machine has no pins. */
void port_pin_output(uint32_t pin) { (void)pin; }
void port_pin_write(uint32_t pin, bool high) { (void)pin, (void)high; }
void port_pin_input(uint32_t pin) { (void)pin; }
bool port_pin_rose(uint32_t pin) { return (void)pin, false; }

/* A pipe loses nothing. */
eq_line_errors port_line_errors(void) { return (eq_line_errors){0, 0}; }

int main(void) {
  bool busy = false;
  start_second_processor();
  eq_board_start();
  static eq_cobs_decoder decoder;
  for (;;) {
    struct pollfd input = {STDIN_FILENO, POLLIN, 0};
    if (poll(&input, 1, busy ? 0 : -1) > 0) {
      uint8_t bytes[4096];
      const ssize_t count = read(STDIN_FILENO, bytes, sizeof bytes);
      if (count <= 0) return 0;
      for (ssize_t k = 0; k < count; k++) eq_board_receive(&decoder, bytes[k]);
    }
    busy = eq_board_work();
  }
}
