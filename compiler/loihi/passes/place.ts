/**
 * place: cores onto chips, then onto the mesh of each chip.
 *
 *   minimise first  Σ axons between different chips,  then  Σ axons · (|Δx| + |Δy|) inside a chip.
 *
 * Chips are filled one by one with the core that has most axons to those already there; then cores of different chips, and
 * cores of one chip, are swapped while that helps, a bounded number of times. Deterministic.
 * The public sources give no floor plan: a chip is modelled as a mesh as square as possible with columns a power of two
 * (128 cores: 16 × 8), core = y·columns + x.
 */
import type { Partitioned, Pass, PassContext, Placed } from "../stages.js";
import { checkPlacement } from "../checks/check-placement.js";
import { swapBetweenChips } from "../placement/chip-swaps.js";
import { CoreAxons, reachedCores } from "../placement/core-axons.js";
import { seatOnMesh } from "../placement/mesh-seats.js";

export const placePass: Pass<Partitioned, Placed> = {
  name: "place",
  summary: "Fills chips with cores, few axons between chips first, short ways on the mesh second.",
  run: place,
  check: checkPlacement,
};

/** Columns of the mesh model of a chip. */
export function meshColumns(coresPerChip: number): number {
  return 2 ** Math.ceil(Math.log2(Math.max(1, coresPerChip)) / 2);
}

function place(partitioned: Partitioned, context: PassContext): Placed {
  const { network } = partitioned.quantized.scaled.lowered;
  const n = partitioned.cores.length;
  const perChip = context.target.limits.coresPerChip.value ?? Math.max(1, n);
  const reached = reachedCores(partitioned, network.size + network.sourceSize);
  const axonsOf = new CoreAxons(partitioned, reached);
  const { chip, toChips } = fillChips(n, perChip, axonsOf, (done) => context.progress("place", done, n));
  swapBetweenChips(chip, toChips, axonsOf);
  const core = new Uint16Array(n);
  const columns = meshColumns(perChip);
  const members: number[][] = Array.from({ length: Math.ceil(n / perChip) }, () => []);
  chip.forEach((k, c) => members[k].push(c));
  let inside = 0;
  let hops = 0;
  for (const on of members) {
    const traffic = seatOnMesh(on, core, columns, axonsOf);
    inside += traffic.axons;
    hops += traffic.hops;
  }
  const x = core.map((index) => index % columns);
  const y = core.map((index) => Math.floor(index / columns));
  const axons = axonsOf.total();
  const traffic = { axons, interChipAxons: axons - inside, meanHops: inside > 0 ? hops / inside : 0 };
  return { partitioned, reached, chip, core, x, y, traffic };
}

interface FilledChips {
  /** Of each core. */
  readonly chip: Uint16Array;
  /** Axons of core c with the other cores of chip k, at c·chips + k. */
  readonly toChips: Float64Array;
}

function fillChips(n: number, perChip: number, axonsOf: CoreAxons, progress: (done: number) => void): FilledChips {
  const chip = new Uint16Array(n);
  const chips = Math.ceil(n / perChip);
  const toChips = new Float64Array(n * chips);
  /** Cores that have no chip yet, ascending. */
  const free = Uint32Array.from({ length: n }, (_, c) => c);
  /** Axons with the cores on the chip that is being filled; of the core itself what `addWeights` adds to it. */
  const pull = new Float64Array(n);
  const own = new Float64Array(n);
  for (let done = 0, k = 0; done < n; k++) {
    pull.fill(0);
    for (let room = perChip; room > 0 && done < n; room--, done++) {
      const left = n - done;
      let at = 0;
      for (let f = 1; f < left; f++) if (pull[free[f]] > pull[free[at]]) at = f;
      const best = free[at];
      free.copyWithin(at, at + 1, left);
      chip[best] = k;
      const before = pull[best];
      axonsOf.addWeights(best, pull);
      own[best] = pull[best] - before;
    }
    for (let c = 0; c < n; c++) toChips[c * chips + k] = pull[c];
    progress(done);
  }
  for (let c = 0; c < n; c++) toChips[c * chips + chip[c]] -= own[c];
  return { chip, toChips };
}
