/** How fast this machine is beside the one whose costs are written down (run-costs.ts): a yardstick of a few milliseconds, run once. */
import { philoxBlocks } from "../../numerics/philox-blocks/philox-blocks.js";

/** Blocks of random words, then additions at random places of an array that lies beyond the caches of a core. */
const BLOCKS = 16_384;
const TARGETS = 1 << 22;
const ADDITIONS = 1 << 19;
const REPEATS = 3;

/** ms that the yardstick took where the costs were measured (`npm run bench -- forecast` prints it). */
const USUAL_MS = 5.3;

let known: number | undefined;

/** Times the yardstick, ms: the shortest of some repeats, since other work on the machine only adds to it. */
export function yardstickMs(): number {
  const words = new Uint32Array(4 * BLOCKS);
  const sums = new Int32Array(TARGETS);
  let best = Infinity;
  for (let r = 0; r < REPEATS; r++) {
    const begin = performance.now();
    philoxBlocks(words, 1, 2, { c0: 0, c1: r, c2: 0, step0: 1, step1: 0 }, BLOCKS);
    for (let k = 0; k < ADDITIONS; k++) sums[words[k & (4 * BLOCKS - 1)] >>> 10] += k;
    best = Math.min(best, performance.now() - begin);
  }
  return best;
}

/** How many times the written costs things cost here. */
export function machineFactor(): number {
  return (known ??= yardstickMs() / USUAL_MS);
}
