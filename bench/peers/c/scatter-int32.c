/* Scatter into int32 accumulators, as without a proof that 16 bits hold every sum. */
#define ACCUMULATOR int32_t
#include "scatter.c"
