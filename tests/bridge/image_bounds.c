/*
 * For tests: the firmware's image check and arithmetic, asked one question a line.
 *   image PATH                     "sound", or "WHERE" where not, of the whole file
 *   multiply ROUNDING X Y, decay ROUNDING X U     the raw result
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fixed_point.h"
#include "image.h"

static uint32_t image[65536];

int main(void) {
  char what[16], path[512];
  while (scanf("%15s", what) == 1) {
    if (strcmp(what, "image") == 0) {
      if (scanf("%511s", path) != 1) return 2;
      FILE *file = fopen(path, "rb");
      if (file == NULL) return 2;
      const uint32_t bytes = (uint32_t)fread(image, 1, sizeof image, file);
      fclose(file);
      uint32_t where;
      if (eq_image_check((const uint8_t *)image, bytes, &where)) puts("sound");
      else printf("%u\n", where);
      continue;
    }
    int rounding;
    long long x, y;
    if (scanf("%d %lld %lld", &rounding, &x, &y) != 3) return 2;
    uint32_t random[4] = {1, 2, 3, 4};
    eq_arithmetic a = {0, random};
    const int32_t result = strcmp(what, "multiply") == 0 ? eq_multiply(&a, rounding, (int32_t)x, (int32_t)y) : eq_decay(&a, rounding, (int32_t)x, (uint32_t)y);
    printf("%d %u\n", result, a.overflows);
  }
  return 0;
}
