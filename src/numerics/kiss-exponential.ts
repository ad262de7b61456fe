/**
 * Von Neumann's generator of exponential variates from comparisons of uniforms, as SpiNNaker has it; S16.15, mean 1.
 * Source: SpiNNaker spec §4 (spinn_common random.c).
 */
import type { Kiss64 } from "./mars-kiss.js";
import { S1615_ONE } from "./s1615.js";

export function exponentialDraw(random: Kiss64): number {
  for (let whole = 0; ; whole += S1615_ONE) {
    const first = random.next();
    for (let falling = first; ;) {
      const next = random.next();
      if (falling < next) return (whole + (first >>> 17)) | 0;
      falling = random.next();
      if (falling >= next) break;
    }
  }
}
