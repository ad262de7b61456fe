/*
 * Clocks, from the oscillator that port_config.h names, and from the internal 16 MHz where something does not start: the line works at both.
 * RM0090 and RM0390, chapters 5 (PWR), 6 (RCC), 3.4 (flash). In QEMU these registers read 0, so that all goes on with 16 MHz.
 */
#include "port.h"
#include "stm32f4.h"

#define INTERNAL_MHZ 16u
#define INTERNAL_ON (1u << 0)
#define INTERNAL_READY (1u << 1)
#define EXTERNAL_READY (1u << 17)
#define EXTERNAL_ON_BYPASSED (1u << 16 | 1u << 18)
#define PLL_ON (1u << 24)
#define PLL_READY (1u << 25)
#define PLL_FROM_EXTERNAL (1u << 22)
#define PLL_BY_2 (0u << 16)
#define OVERDRIVE (1u << 16)
#define OVERDRIVE_SWITCH (1u << 17)
#define SWITCH_PLL 2u
#define STATUS_PLL (2u << 2)
/* APB1 a quarter, APB2 half of the core's clock. */
#define BUSES (5u << 10 | 4u << 13)
#define FIVE_WAIT_STATES 5u
/* Prefetch and both caches. */
#define CACHES 0x700u

/* @returns division of the PLL's source and where it comes from */
static uint32_t pll_source(void) {
#if EQ_EXTERNAL_MHZ
  register_change(RCC_CR, EXTERNAL_ON_BYPASSED, EXTERNAL_ON_BYPASSED);
  if (register_becomes(RCC_CR, EXTERNAL_READY, EXTERNAL_READY)) return PLL_FROM_EXTERNAL | EQ_EXTERNAL_MHZ / EQ_PLL_INPUT_MHZ;
  register_change(RCC_CR, EXTERNAL_ON_BYPASSED, 0);
#endif
  return INTERNAL_MHZ / EQ_PLL_INPUT_MHZ;
}

static bool overdrive(void) {
#if EQ_OVERDRIVE
  register_change(PWR_CR, OVERDRIVE, OVERDRIVE);
  if (!register_becomes(PWR_CSR, OVERDRIVE, OVERDRIVE)) return false;
  register_change(PWR_CR, OVERDRIVE_SWITCH, OVERDRIVE_SWITCH);
  return register_becomes(PWR_CSR, OVERDRIVE_SWITCH, OVERDRIVE_SWITCH);
#else
  return true;
#endif
}

/* A loader may have left the PLL on, and then its settings cannot be changed. */
static void use_internal(void) {
  register_change(RCC_CR, INTERNAL_ON, INTERNAL_ON);
  (void)register_becomes(RCC_CR, INTERNAL_READY, INTERNAL_READY);
  register_change(RCC_CFGR, 3u, 0);
  (void)register_becomes(RCC_CFGR, 3u << 2, 0);
  register_change(RCC_CR, PLL_ON, 0);
  (void)register_becomes(RCC_CR, PLL_READY, 0);
  register_put(RCC_CFGR, 0);
}

uint32_t clock_start(void) {
  use_internal();
  register_change(RCC_APB1ENR, 1u << 28, 1u << 28);
  /* The highest of the core's voltages. */
  register_change(PWR_CR, EQ_VOLTAGE_SCALE, EQ_VOLTAGE_SCALE);
  /* 48 MHz for what needs it: nothing. */
  register_put(RCC_PLLCFGR, pll_source() | EQ_PLL_MULTIPLIER << 6 | PLL_BY_2 | EQ_PLL_Q << 24 | EQ_PLL_R << 28);
  register_change(RCC_CR, PLL_ON, PLL_ON);
  if (!register_becomes(RCC_CR, PLL_READY, PLL_READY)) return INTERNAL_MHZ;
  if (!overdrive()) return INTERNAL_MHZ;
  register_put(FLASH_ACR, CACHES | FIVE_WAIT_STATES);
  if (!register_becomes(FLASH_ACR, 15u, FIVE_WAIT_STATES)) return INTERNAL_MHZ;
  register_put(RCC_CFGR, BUSES);
  register_put(RCC_CFGR, BUSES | SWITCH_PLL);
  if (register_becomes(RCC_CFGR, 3u << 2, STATUS_PLL)) return EQ_CLOCK_HZ / 1000000u;
  use_internal();
  return INTERNAL_MHZ;
}
