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
import { coreAffinity, type CoreAffinity } from "../placement/core-affinity.js";

/** Sweeps of swaps between chips and inside a chip. */
const CHIP_SWEEPS = 3;
const MESH_SWEEPS = 3;
/** Partners on the other chip that a core is tried against. */
const SWAP_TRIES = 8;

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
  const n = partitioned.cores.length;
  const perChip = context.target.limits.coresPerChip.value ?? Math.max(1, n);
  const affinity = coreAffinity(partitioned);
  const chip = fillChips(n, perChip, affinity, (done) => context.progress("place", done, n));
  swapBetweenChips(chip, affinity);
  const core = new Uint16Array(n);
  const columns = meshColumns(perChip);
  const members: number[][] = Array.from({ length: Math.ceil(n / perChip) }, () => []);
  chip.forEach((k, c) => members[k].push(c));
  for (const on of members) {
    on.forEach((c, index) => (core[c] = index));
    swapOnMesh(on, core, columns, affinity);
  }
  const x = core.map((index) => index % columns);
  const y = core.map((index) => Math.floor(index / columns));
  return { partitioned, chip, core, x, y, traffic: countTraffic(chip, x, y, affinity) };
}

function fillChips(
  n: number,
  perChip: number,
  { partners, weights }: CoreAffinity,
  progress: (done: number) => void,
): Uint16Array {
  const chip = new Uint16Array(n);
  const placed = new Uint8Array(n);
  const pull = new Float64Array(n);
  for (let done = 0, k = 0; done < n; k++) {
    pull.fill(0);
    for (let room = perChip; room > 0 && done < n; room--, done++) {
      let best = -1;
      for (let c = 0; c < n; c++) if (placed[c] === 0 && (best < 0 || pull[c] > pull[best])) best = c;
      placed[best] = 1;
      chip[best] = k;
      const partner = partners[best];
      const weight = weights[best];
      for (let e = 0; e < partner.length; e++) pull[partner[e]] += weight[e];
    }
    progress(done);
  }
  return chip;
}

/** Kernighan–Lin style: a swap of a and b gains D(a) + D(b) - 2·w(a, b), D = axons to the other chip minus axons to its own. */
function swapBetweenChips(chip: Uint16Array, affinity: CoreAffinity): void {
  const { partners, weights } = affinity;
  const n = chip.length;
  const chips = n === 0 ? 0 : chip.reduce((max, k) => Math.max(max, k), 0) + 1;
  if (chips < 2) return;
  const to = new Float64Array(n * chips); // axons of core c with chip k
  for (let c = 0; c < n; c++) partners[c].forEach((b, e) => (to[c * chips + chip[b]] += weights[c][e]));
  const members: number[][] = Array.from({ length: chips }, () => []);
  chip.forEach((k, c) => members[k].push(c));

  const move = (c: number, from: number, into: number) => {
    members[from][members[from].indexOf(c)] = -1;
    chip[c] = into;
    const partner = partners[c];
    const weight = weights[c];
    for (let e = 0; e < partner.length; e++) {
      to[partner[e] * chips + from] -= weight[e];
      to[partner[e] * chips + into] += weight[e];
    }
  };
  for (let sweep = 0; sweep < CHIP_SWEEPS; sweep++) {
    let swaps = 0;
    for (let a = 0; a < n; a++) {
      const home = chip[a];
      let away = home;
      for (let k = 0; k < chips; k++) if (to[a * chips + k] > to[a * chips + away]) away = k;
      if (away === home) continue;
      // The partners that are least at home on the other chip.
      const tries = members[away]
        .map((b) => ({ b, gain: to[b * chips + home] - to[b * chips + away] }))
        .sort((p, q) => q.gain - p.gain || p.b - q.b)
        .slice(0, SWAP_TRIES);
      const gainA = to[a * chips + away] - to[a * chips + home];
      let best = -1;
      let bestGain = 0;
      if (gainA + tries[0].gain <= 0) continue;
      for (const { b, gain } of tries) {
        const total = gainA + gain - 2 * axonsBetween(affinity, a, b);
        if (total > bestGain) {
          bestGain = total;
          best = b;
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

/** Axons between two cores: 0 where they do not talk. */
function axonsBetween({ partners, weights }: CoreAffinity, a: number, b: number): number {
  const partner = partners[a];
  let low = 0;
  let high = partner.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (partner[middle] < b) low = middle + 1;
    else high = middle;
  }
  return partner[low] === b ? weights[a][low] : 0;
}

/**
 * Swaps cores of one chip while Σ axons·hops falls. Hops are a sum over columns and rows, so for every core
 *   costX[i][x] = Σ_k w(i, k)·|x - x_k|,  costY[i][y] likewise,
 * are kept, and a swap is judged from eight of their entries; only an accepted swap touches them all.
 */
function swapOnMesh(
  members: readonly number[],
  core: Uint16Array,
  columns: number,
  { partners, weights }: CoreAffinity,
): void {
  const m = members.length;
  if (m < 3) return;
  const rows = Math.ceil(m / columns);
  const local = new Map(members.map((c, i) => [c, i]));
  const w = new Float64Array(m * m);
  members.forEach((c, i) => {
    partners[c].forEach((b, e) => {
      const j = local.get(b);
      if (j !== undefined) w[i * m + j] = weights[c][e];
    });
  });
  const x = Int32Array.from(members, (_, i) => i % columns);
  const y = Int32Array.from(members, (_, i) => Math.floor(i / columns));
  const costX = new Float64Array(m * columns);
  const costY = new Float64Array(m * rows);
  for (let i = 0; i < m; i++) {
    for (let k = 0; k < m; k++) {
      const axons = w[i * m + k];
      for (let column = 0; column < columns; column++) costX[i * columns + column] += axons * Math.abs(column - x[k]);
      for (let row = 0; row < rows; row++) costY[i * rows + row] += axons * Math.abs(row - y[k]);
    }
  }
  const swap = (i: number, j: number): void => {
    for (let k = 0; k < m; k++) {
      const axons = w[k * m + i] - w[k * m + j];
      if (axons === 0) continue;
      for (let column = 0; column < columns; column++)
        costX[k * columns + column] += axons * (Math.abs(column - x[j]) - Math.abs(column - x[i]));
      for (let row = 0; row < rows; row++)
        costY[k * rows + row] += axons * (Math.abs(row - y[j]) - Math.abs(row - y[i]));
    }
    [x[i], x[j]] = [x[j], x[i]];
    [y[i], y[j]] = [y[j], y[i]];
  };
  /** Axons · hops of core i if it sat where core j sits. */
  const cost = (i: number, j: number): number => costX[i * columns + x[j]] + costY[i * rows + y[j]];
  for (let sweep = 0; sweep < MESH_SWEEPS; sweep++) {
    let swaps = 0;
    for (let i = 0; i < m; i++) {
      for (let j = i + 1; j < m; j++) {
        // cost() takes the other for still seated where it was; after the swap they are as far apart as before.
        const mutual = 2 * w[i * m + j] * (Math.abs(x[i] - x[j]) + Math.abs(y[i] - y[j]));
        if (cost(i, i) + cost(j, j) - cost(i, j) - cost(j, i) - mutual <= 0) continue;
        swap(i, j);
        swaps++;
      }
    }
    if (swaps === 0) break;
  }
  members.forEach((c, i) => (core[c] = y[i] * columns + x[i]));
}

function countTraffic(
  chip: Uint16Array,
  x: Uint16Array,
  y: Uint16Array,
  { partners, weights }: CoreAffinity,
): Placed["traffic"] {
  let axons = 0;
  let interChipAxons = 0;
  let hops = 0;
  for (let c = 0; c < chip.length; c++) {
    const partner = partners[c];
    for (let e = 0; e < partner.length; e++) {
      const d = partner[e];
      const half = weights[c][e] / 2; // every pair is met twice
      axons += half;
      if (chip[c] !== chip[d]) interChipAxons += half;
      else hops += half * (Math.abs(x[c] - x[d]) + Math.abs(y[c] - y[d]));
    }
  }
  return {
    axons: Math.round(axons),
    interChipAxons: Math.round(interChipAxons),
    meanHops: axons > interChipAxons ? hops / (axons - interChipAxons) : 0,
  };
}
