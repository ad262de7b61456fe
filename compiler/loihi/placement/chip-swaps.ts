/**
 * Swaps cores of different chips while that takes axons off the ways between chips, Kernighan–Lin style:
 * a swap of a and b gains D(a) + D(b) - 2·w(a, b), D = axons to the other chip minus axons to its own.
 */
import type { CoreAxons } from "./core-axons.js";

/** Sweeps over all cores. */
const SWEEPS = 3;
/** Partners on the other chip that a core is tried against. */
const TRIES = 8;

/**
 * @param chip of each core, changed in place
 * @param to axons of core c with the other cores of chip k, at c·chips + k; changed in place too
 */
export function swapBetweenChips(chip: Uint16Array, to: Float64Array, axons: CoreAxons): void {
  const n = chip.length;
  const chips = n === 0 ? 0 : to.length / n;
  if (chips < 2) return;
  const members: number[][] = Array.from({ length: chips }, () => []);
  chip.forEach((k, c) => members[k].push(c));
  const weights = new Float64Array(n);

  const move = (c: number, from: number, into: number) => {
    members[from][members[from].indexOf(c)] = -1;
    chip[c] = into;
    weights.fill(0);
    axons.addWeights(c, weights);
    weights[c] = 0;
    for (let b = 0; b < n; b++) {
      to[b * chips + from] -= weights[b];
      to[b * chips + into] += weights[b];
    }
  };
  const tries = new Int32Array(TRIES);
  const gains = new Float64Array(TRIES);
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    let swaps = 0;
    for (let a = 0; a < n; a++) {
      const home = chip[a];
      let away = home;
      for (let k = 0; k < chips; k++) if (to[a * chips + k] > to[a * chips + away]) away = k;
      if (away === home) continue;
      const count = leastAtHome(members[away], to, chips, home, away, tries, gains);
      const gainA = to[a * chips + away] - to[a * chips + home];
      if (gainA + gains[0] <= 0) continue;
      let best = -1;
      let bestGain = 0;
      for (let t = 0; t < count; t++) {
        // What is between the two only lowers the gain.
        if (gainA + gains[t] <= bestGain) continue;
        const total = gainA + gains[t] - 2 * axons.between(a, tries[t]);
        if (total > bestGain) {
          bestGain = total;
          best = tries[t];
        }
      }
      if (best < 0) continue;
      move(a, home, away);
      move(best, away, home);
      members[home][members[home].indexOf(-1)] = best;
      members[away][members[away].indexOf(-1)] = a;
      swaps++;
    }
    if (swaps === 0) return;
  }
}

/**
 * The members of chip `away` that would gain most by going `home`, best first, equal ones by their number: into `tries` and `gains`.
 * Returns how many.
 */
function leastAtHome(
  members: readonly number[],
  to: Float64Array,
  chips: number,
  home: number,
  away: number,
  tries: Int32Array,
  gains: Float64Array,
): number {
  let count = 0;
  for (const b of members) {
    const gain = to[b * chips + home] - to[b * chips + away];
    let at = count;
    while (at > 0 && (gain > gains[at - 1] || (gain === gains[at - 1] && b < tries[at - 1]))) at--;
    if (at >= tries.length) continue;
    if (count < tries.length) count++;
    tries.copyWithin(at + 1, at, count - 1);
    gains.copyWithin(at + 1, at, count - 1);
    tries[at] = b;
    gains[at] = gain;
  }
  return count;
}
