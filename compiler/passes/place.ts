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

function fillChips(n: number, perChip: number, { start, partner, weight }: CoreAffinity, progress: (done: number) => void): Uint16Array {
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
      for (let e = start[best]; e < start[best + 1]; e++) pull[partner[e]] += weight[e];
    }
    progress(done);
  }
  return chip;
}

/** Kernighan–Lin style: a swap of a and b gains D(a) + D(b) - 2·w(a, b), D = axons to the other chip minus axons to its own. */
function swapBetweenChips(chip: Uint16Array, affinity: CoreAffinity): void {
  const { start, partner, weight } = affinity;
  const n = chip.length;
  const chips = n === 0 ? 0 : chip.reduce((max, k) => Math.max(max, k), 0) + 1;
  if (chips < 2) return;
  const to = new Float64Array(n * chips); // axons of core c with chip k
  for (let c = 0; c < n; c++) for (let e = start[c]; e < start[c + 1]; e++) to[c * chips + chip[partner[e]]] += weight[e];
  const members: number[][] = Array.from({ length: chips }, () => []);
  chip.forEach((k, c) => members[k].push(c));

  const move = (c: number, from: number, into: number) => {
    members[from][members[from].indexOf(c)] = -1;
    chip[c] = into;
    for (let e = start[c]; e < start[c + 1]; e++) {
      to[partner[e] * chips + from] -= weight[e];
      to[partner[e] * chips + into] += weight[e];
    }
  };
  const toA = new Float64Array(n); // axons between core a and each other core
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
      for (let e = start[a]; e < start[a + 1]; e++) toA[partner[e]] += weight[e];
      for (const { b, gain } of tries) {
        const total = gainA + gain - 2 * toA[b];
        if (total > bestGain) {
          bestGain = total;
          best = b;
        }
      }
      for (let e = start[a]; e < start[a + 1]; e++) toA[partner[e]] = 0;
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

/** Swaps cores of one chip while Σ axons·hops falls. */
function swapOnMesh(members: readonly number[], core: Uint16Array, columns: number, { start, partner, weight }: CoreAffinity): void {
  const m = members.length;
  if (m < 3) return;
  const local = new Map(members.map((c, i) => [c, i]));
  const w = new Float64Array(m * m);
  members.forEach((c, i) => {
    for (let e = start[c]; e < start[c + 1]; e++) {
      const j = local.get(partner[e]);
      if (j !== undefined) w[i * m + j] += weight[e];
    }
  });
  const x = Int32Array.from(members, (_, i) => i % columns);
  const y = Int32Array.from(members, (_, i) => Math.floor(i / columns));
  for (let sweep = 0; sweep < MESH_SWEEPS; sweep++) {
    let swaps = 0;
    for (let i = 0; i < m; i++) {
      for (let j = i + 1; j < m; j++) {
        let gain = 0;
        for (let k = 0; k < m; k++) {
          if (k === i || k === j) continue;
          const difference = w[i * m + k] - w[j * m + k];
          if (difference === 0) continue;
          gain += difference * (Math.abs(x[i] - x[k]) + Math.abs(y[i] - y[k]) - Math.abs(x[j] - x[k]) - Math.abs(y[j] - y[k]));
        }
        if (gain <= 0) continue;
        [x[i], x[j]] = [x[j], x[i]];
        [y[i], y[j]] = [y[j], y[i]];
        swaps++;
      }
    }
    if (swaps === 0) break;
  }
  members.forEach((c, i) => (core[c] = y[i] * columns + x[i]));
}

function countTraffic(chip: Uint16Array, x: Uint16Array, y: Uint16Array, { start, partner, weight }: CoreAffinity): Placed["traffic"] {
  let axons = 0;
  let interChipAxons = 0;
  let hops = 0;
  for (let c = 0; c < chip.length; c++) {
    for (let e = start[c]; e < start[c + 1]; e++) {
      const d = partner[e];
      axons += weight[e] / 2;
      if (chip[c] !== chip[d]) interChipAxons += weight[e] / 2;
      else hops += (weight[e] / 2) * (Math.abs(x[c] - x[d]) + Math.abs(y[c] - y[d]));
    }
  }
  return { axons: Math.round(axons), interChipAxons: Math.round(interChipAxons), meanHops: axons > interChipAxons ? hops / (axons - interChipAxons) : 0 };
}
