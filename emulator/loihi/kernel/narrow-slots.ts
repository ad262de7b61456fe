/**
 * Proves that the input of every compartment in every step fits 16 bits, counted in a unit that divides all weights: half the memory
 * traffic of 32. Counted are synapses of neurons without a stage, whose source spikes once a step at most, and ports that the kernel draws itself,
 * whose counts are bounded by their table. All else (payloads, counts from outside, stages) goes to sums of 32 bits beside them.
 */
import type { DrawnPort, KernelPlan } from "./kernel-plan.js";

const LARGEST = 2 ** 15 - 1;
const DIVISORS_TRIED = 4096;

/** A port whose sources i = 0, 1 … go to compartments first + i, all with one weight. */
export interface AlignedPort {
  readonly first: number;
  readonly weight: number;
  readonly delay: number;
}

export function alignedPort({ port: { from, to, single } }: DrawnPort): AlignedPort | null {
  if (single === null || from === to) return null;
  const [weight] = single.weight;
  const [first] = single.target;
  const aligned = weight !== 0 && single.weight.every((w, i) => w === weight && single.target[i] === first + i);
  return aligned ? { first, weight, delay: single.delay } : null;
}

/** The largest count that a port can draw. */
function largestCount({ draw: { table } }: DrawnPort): number {
  return table.first + table.thresholds.length;
}

/** What one unit of a narrow sum is worth; null where no unit is proved. */
export function narrowUnit(plan: KernelPlan): number | null {
  const unit = commonUnit(plan);
  return unit !== null && fits(plan, unit) ? unit : null;
}

/** A divisor of all weights that is small enough to be multiplied with a sum in one instruction. */
function commonUnit(plan: KernelPlan): number | null {
  const { rowStart, runStage, runFirst, runScale, runWeights, weight } = plan.rows;
  let common = 0;
  for (let r = 0; r < rowStart[plan.neuronIds]; r++) {
    if (runStage[r] >= 0) continue;
    let inRun = 1;
    if (runWeights[r] >= 0) {
      inRun = 0;
      const end = runWeights[r] + runFirst[r + 1] - runFirst[r];
      for (let k = runWeights[r]; k < end && inRun !== 1; k++) inRun = divisor(inRun, weight[k]);
    }
    common = divisor(common, runScale[r] * inRun);
  }
  for (const drawn of plan.drawn) common = divisor(common, alignedPort(drawn)?.weight ?? 0);
  const most = LARGEST >> plan.arithmetic.inputShift;
  for (let part = 1; part <= Math.min(common, DIVISORS_TRIED); part++)
    if (common % part === 0 && common / part <= most) return common / part;
  return null;
}

/** The greatest common divisor. */
export function divisor(a: number, b: number): number {
  let x = Math.abs(a);
  let y = Math.abs(b);
  while (y !== 0) [x, y] = [y, x % y];
  return x;
}

function fits(plan: KernelPlan, unit: number): boolean {
  const { rowStart, runStage, runFirst, runScale, runWeights, target, weight } = plan.rows;
  const highest = new Float64Array(plan.n);
  const lowest = new Float64Array(plan.n);
  for (let r = 0; r < rowStart[plan.neuronIds]; r++) {
    if (runStage[r] >= 0) continue;
    const scale = runScale[r] / unit;
    const weights = runWeights[r];
    if (weights < 0) {
      const into = scale > 0 ? highest : lowest;
      for (let k = runFirst[r]; k < runFirst[r + 1]; k++) into[target[k]] += scale;
    } else {
      for (let k = runFirst[r]; k < runFirst[r + 1]; k++) {
        const amount = scale * weight[weights + k - runFirst[r]];
        (amount > 0 ? highest : lowest)[target[k]] += amount;
      }
    }
  }
  for (const drawn of plan.drawn) {
    const aligned = alignedPort(drawn);
    if (aligned === null) continue;
    const amount = (aligned.weight / unit) * largestCount(drawn);
    const { from, to } = drawn.port;
    for (let i = 0; i < to - from; i++) (amount > 0 ? highest : lowest)[aligned.first + i] += amount;
  }
  return highest.every((sum) => sum <= LARGEST) && lowest.every((sum) => sum >= -LARGEST - 1);
}
