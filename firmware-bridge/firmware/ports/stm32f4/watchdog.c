/* Independent watchdog (RM0090 chapter 21, RM0390 chapter 19) on the 32 kHz of its own, 17 to 47 kHz by the data sheet: 11 to 31 s. */
#include "watchdog.h"

#include "stm32f4.h"

#define BY_256 6u
#define RELOAD 2047u
#define BITTEN (1u << 29)
#define FORGET (1u << 24)

bool watchdog_has_bitten(void) {
  const bool bitten = register_get(RCC_CSR) & BITTEN;
  register_change(RCC_CSR, FORGET, FORGET);
  return bitten;
}

void watchdog_start(void) {
  register_put(IWDG_KR, 0xccccu);
  register_put(IWDG_KR, 0x5555u);
  register_put(IWDG_PR, BY_256);
  register_put(IWDG_RLR, RELOAD);
  /* Some cycles of 32 kHz. If it never ends the shortest time of reset holds, 0.5 s, and the feeding keeps up with that, too. */
  (void)register_becomes(IWDG_SR, 3u, 0);
  watchdog_feed();
}

void watchdog_feed(void) { register_put(IWDG_KR, 0xaaaau); }
