/* From reset to main: initialised data, zeroes, and a halt for everything unexpected. */
#include <stdint.h>

#include "startup.h"

extern uint32_t data_load[], data_start[], data_end[], bss_start[], bss_end[];

int main(void);

void reset_handler(void) {
  const uint32_t *from = data_load;
  for (uint32_t *to = data_start; to < data_end;) *to++ = *from++;
  for (uint32_t *to = bss_start; to < bss_end;) *to++ = 0;
  main();
}

void unexpected_handler(void) {
  for (;;) __asm volatile("wfi");
}
