/** Seats the cores of one chip on its mesh: swaps two of them while Σ axons·hops falls. */
import type { CoreAxons } from "./core-axons.js";

/** Sweeps over all pairs. */
const SWEEPS = 3;

/** Axons between cores of one chip, and their hops. */
export interface ChipTraffic {
  readonly axons: number;
  readonly hops: number;
}

/**
 * Hops are a sum over columns and rows, so for every core
 *   costX[i][x] = Σ_k w(i, k)·|x - x_k|,  costY[i][y] likewise,
 * are kept, and a swap is judged from eight of their entries; only an accepted swap touches them all.
 * @param members cores of the chip, @param seat of each core on its chip, those of the members are set
 */
export function seatOnMesh(
  members: readonly number[],
  seat: Uint16Array,
  columns: number,
  axonsOf: CoreAxons,
): ChipTraffic {
  const m = members.length;
  const rows = Math.ceil(m / columns);
  const w = axonsWithin(members, axonsOf);
  const x = Int32Array.from(members, (_, i) => i % columns);
  const y = Int32Array.from(members, (_, i) => Math.floor(i / columns));
  if (m >= 3) swapSeats(w, x, y, columns, rows);
  members.forEach((c, i) => (seat[c] = y[i] * columns + x[i]));
  let axons = 0;
  let hops = 0;
  for (let i = 0; i < m; i++) {
    for (let j = i + 1; j < m; j++) {
      axons += w[i * m + j];
      hops += w[i * m + j] * (Math.abs(x[i] - x[j]) + Math.abs(y[i] - y[j]));
    }
  }
  return { axons, hops };
}

/** weight(i, j) of all pairs of members, symmetric, 0 on the diagonal. */
function axonsWithin(members: readonly number[], { partitioned, cores: n }: CoreAxons): Float64Array {
  const { cores, coreOf } = partitioned;
  const size = coreOf.length;
  const m = members.length;
  const local = new Int32Array(n).fill(-1);
  members.forEach((c, i) => (local[c] = i));
  const localOfNeuron = Int32Array.from(coreOf, (c) => local[c]);
  const w = new Float64Array(m * m);
  members.forEach((c, i) => {
    const { sources } = cores[c];
    for (let k = 0; k < sources.length && sources[k] < size; k++) {
      const j = localOfNeuron[sources[k]];
      if (j < 0 || j === i) continue;
      w[i * m + j]++;
      w[j * m + i]++;
    }
  });
  return w;
}

function swapSeats(w: Float64Array, x: Int32Array, y: Int32Array, columns: number, rows: number): void {
  const m = x.length;
  const costX = new Float64Array(m * columns);
  const costY = new Float64Array(m * rows);
  for (let i = 0; i < m; i++) {
    for (let k = 0; k < m; k++) {
      const axons = w[i * m + k];
      if (axons === 0) continue;
      for (let column = 0; column < columns; column++) costX[i * columns + column] += axons * Math.abs(column - x[k]);
      for (let row = 0; row < rows; row++) costY[i * rows + row] += axons * Math.abs(row - y[k]);
    }
  }
  // What a core moves nearer to each column and row when it takes the seat of another.
  const nearerX = new Float64Array(columns);
  const nearerY = new Float64Array(rows);
  const swap = (i: number, j: number): void => {
    for (let column = 0; column < columns; column++)
      nearerX[column] = Math.abs(column - x[j]) - Math.abs(column - x[i]);
    for (let row = 0; row < rows; row++) nearerY[row] = Math.abs(row - y[j]) - Math.abs(row - y[i]);
    for (let k = 0; k < m; k++) {
      const axons = w[i * m + k] - w[j * m + k];
      if (axons === 0) continue;
      for (let column = 0; column < columns; column++) costX[k * columns + column] += axons * nearerX[column];
      for (let row = 0; row < rows; row++) costY[k * rows + row] += axons * nearerY[row];
    }
    [x[i], x[j]] = [x[j], x[i]];
    [y[i], y[j]] = [y[j], y[i]];
  };
  /** Axons · hops of core i if it sat where core j sits. */
  const cost = (i: number, j: number): number => costX[i * columns + x[j]] + costY[i * rows + y[j]];
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
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
}
