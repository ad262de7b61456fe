/* From reset to main: the vector table, initialised data, zeroes, and an end for everything unexpected. */
#include "startup.h"

#include "board.h"
#include "fault.h"
#include "registers.h"

extern uint32_t data_load[], data_start[], data_end[], bss_start[], bss_end[];

/* Where the core looks for its handlers: linker, aligned as the number of vectors demands (ARMv7-M B3.2.5). */
extern uint32_t vector_table[];
#define VTOR 0xe000ed08u
#define SYSTICK_CTRL 0xe000e010u
#define NVIC_ICER 0xe000e180u
#define NVIC_ICPR 0xe000e280u
/* A Cortex-M0+ has 32 interrupts, these Cortex-M4 fewer than 128. */
#define NVIC_WORDS (__ARM_ARCH == 6 ? 1u : 4u)

int main(void);

void reset_handler(void) {
  /* A loader that jumps here, such as the STM32's ROM after `dfu-util -s …:leave`, leaves its own table behind, and perhaps interrupts. */
  register_put(VTOR, (uint32_t)vector_table);
  register_put(SYSTICK_CTRL, 0);
  for (uint32_t k = 0; k < NVIC_WORDS; k++) {
    register_put(NVIC_ICER + 4 * k, ~0u);
    register_put(NVIC_ICPR + 4 * k, ~0u);
  }
  const uint32_t *from = data_load;
  for (uint32_t *to = data_start; to < data_end;) *to++ = *from++;
  for (uint32_t *to = bss_start; to < bss_end;) *to++ = 0;
  main();
}

void unexpected_handler(void) { fault_halt(EQ_FAULT_UNEXPECTED); }
