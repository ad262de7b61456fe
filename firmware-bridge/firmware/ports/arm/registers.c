#include "registers.h"

__attribute__((noinline)) bool register_becomes(uint32_t address, uint32_t mask, uint32_t value) {
  for (uint32_t k = 0; k < EQ_PATIENCE; k++) {
    if ((register_get(address) & mask) == value) return true;
  }
  return false;
}
