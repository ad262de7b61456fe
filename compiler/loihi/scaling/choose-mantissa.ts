/**
 * The threshold mantissa m of a class of neurons (S = (64·m + ½)/threshold): the highest that nothing overflows at,
 * then the one in the octave below it at which the constant weights of the class round least.
 */
import { fail } from "../../../src/diagnostics/diagnostic.js";
import { ExitCode } from "../../../src/diagnostics/exit-codes.js";
import { largestOf } from "../../../src/numerics/extrema.js";
import { boardSums } from "../../../src/targets/loihi/board-accumulator.js";
import type { Lowered, PassContext } from "../stages.js";
import type { InputStatistics, VolleyStatistics } from "./input-statistics.js";
import type { KnownInput } from "./known-input.js";
import { exponentFor, symmetricLimit, weightGrid } from "./weight-grid.js";
import type { GroupDemand } from "./weight-demands.js";

/** Headroom in SD of the predicted distributions: a Gaussian leaves it once in 10^15 steps. */
const HEADROOM_SD = 8;
/** And twice as much again for transients: the state finds itself from outside the stationary distribution. */
const TRANSIENT = 2;
/** Upper bound of evaluated candidates times groups. */
const EFFORT = 4_000_000;

/** What the state of the neurons must have room for. */
export interface StateDemands {
  /** By set of sources that are on together. */
  readonly statistics: readonly InputStatistics[];
  readonly volley: VolleyStatistics;
  readonly known: KnownInput;
}

const withTransients = (stationary: number, extra: number) => Math.max(TRANSIENT * stationary, stationary + extra);

/** The largest sum of input in one step for which neuron i must have room, mV. */
export function inputDemand(i: number, { statistics, volley, known }: StateDemands): number {
  let input = 0;
  for (const s of statistics) {
    const a = HEADROOM_SD * s.sdA[i];
    input = Math.max(
      input,
      withTransients(a + Math.abs(s.meanA[i]), Math.max(volley.inputAbove[i], volley.inputBelow[i])) + known.input[i],
    );
  }
  return input;
}

/**
 * Largest magnitude of v, u, accumulator and bias that neuron i must represent, in mV, with the limit in LSB. What is random gets room for
 * transients, or for a volley on top where that is more; what is known comes on top of either as it is.
 */
function demandsOf(
  i: number,
  lowered: Lowered,
  { statistics, volley, known }: StateDemands,
  biases: Float64Array,
  biasGain: Float64Array,
  context: PassContext,
): [number, number][] {
  const { widths } = context.target;
  const { neurons } = lowered;
  const input = inputDemand(i, { statistics, volley, known });
  let [u, below, above] = [0, 0, 0];
  for (const s of statistics) {
    const up = Math.max(0, s.meanU[i] + HEADROOM_SD * s.sdU[i]);
    const down = Math.max(0, HEADROOM_SD * s.sdU[i] - s.meanU[i]);
    u = Math.max(
      u,
      withTransients(up, volley.uAbove[i]) + known.uAbove[i],
      withTransients(down, volley.uBelow[i]) + known.uBelow[i],
    );
    below = Math.max(
      below,
      withTransients(
        Math.max(0, HEADROOM_SD * s.sdV[i] - Math.min(neurons.threshold[i], s.meanV[i])),
        volley.vBelow[i],
      ) + known.vBelow[i],
    );
    above = Math.max(
      above,
      neurons.threshold[i] + Math.max(up, s.meanU[i] + volley.uAbove[i]) + known.uAbove[i] + biases[i],
    );
  }
  const demands: [number, number][] = [
    [neurons.threshold[i], (2 ** widths.thresholdMantissa - 1) * 2 ** widths.thresholdShift],
    [Math.max(below, above, Math.abs(neurons.initialV[i])), 2 ** (widths.v - 1) - 1],
    [u, 2 ** (widths.u - 1) - 1],
    [biases[i] * biasGain[i], (2 ** (widths.biasMantissa - 1) - 1) * 2 ** widths.biasExponentMax],
  ];
  const { accumulatorBits } = context.profile;
  const ofBoard = boardSums(context.target, context.profile, 0);
  if (ofBoard !== null) demands.push([input, ofBoard.positive]);
  else if (accumulatorBits !== null) demands.push([input, 2 ** (accumulatorBits - 1) - 1]);
  return demands;
}

/** Largest magnitude the bias of each neuron takes, mV. */
function largestBias(lowered: Lowered): Float64Array {
  const biases = lowered.neurons.bias.map(Math.abs);
  for (const change of lowered.biasChanges)
    change.neurons.forEach((id, k) => (biases[id] = Math.max(biases[id], Math.abs(change.bias[k]))));
  return biases;
}

/** The largest threshold mantissa at which these neurons have room for everything; not whole, and below 1 where none has. */
export function roomiestMantissa(
  lowered: Lowered,
  ids: readonly number[],
  state: StateDemands,
  groups: readonly GroupDemand[],
  registers: { readonly biasGain: Float64Array },
  context: PassContext,
): number {
  const { target, profile, options } = context;
  const biases = largestBias(lowered);
  const unit = 2 ** target.widths.thresholdShift;
  let highest = 2 ** target.widths.thresholdMantissa - 1;
  const atMost = (limit: number, demand: number, threshold: number): void => {
    if (demand > 0) highest = Math.min(highest, ((limit / demand) * threshold - 0.5) / unit);
  };
  for (const i of ids) {
    for (const [demand, limit] of demandsOf(i, lowered, state, biases, registers.biasGain, context))
      atMost(limit, demand, lowered.neurons.threshold[i]);
  }
  for (const g of groups) {
    const limit =
      symmetricLimit(weightGrid(g.signMode, options.weightBits, target.widths.weightMantissa)) *
      2 ** (target.widths.weightShift + profile.maxWeightExponent);
    const { postFirst } = lowered.projections[g.projection].projection;
    for (let i = 0; i < g.largest.length; i++) atMost(limit, g.largest[i], lowered.neurons.threshold[postFirst + i]);
  }
  return highest;
}

/** @throws EquipoiseError `scale-infeasible` (exit code 5) where not even a threshold of one step fits */
export function highestMantissa(...of: Parameters<typeof roomiestMantissa>): number {
  const [lowered, , , , , { target }] = of;
  const highest = roomiestMantissa(...of);
  const unit = 2 ** target.widths.thresholdShift;
  if (Math.floor(highest) < 1) {
    fail(
      "scale-infeasible",
      `No scale fits both the threshold and the largest input of ${lowered.network.name}: inputs exceed ${unit} thresholds.`,
      {
        exitCode: ExitCode.doesNotFit,
        hint: "use a smaller time step, smaller weights or a smaller bias; or pin the scale to accept overflow",
      },
    );
  }
  return Math.floor(highest);
}

/** The mantissa in (highest/2, highest] with the least weighted relative rounding error of constant weights; ties to the highest. */
export function bestMantissa(
  highest: number,
  groups: readonly GroupDemand[],
  weightBits: number,
  lowestOf: (group: GroupDemand) => number,
  context: PassContext,
): number {
  const { target, profile, options } = context;
  const constant = groups.filter((g) => g.constant > 0);
  if (constant.length === 0) return highest;
  const unit = 2 ** target.widths.thresholdShift;
  const shift = target.widths.weightShift;
  const grids = constant.map((g) => weightGrid(g.signMode, weightBits, target.widths.weightMantissa));
  const lowest = Math.max(1, Math.floor(highest / 2) + 1);
  const stride = Math.max(1, Math.ceil(((highest - lowest + 1) * constant.length) / EFFORT));
  const totalShare = constant.reduce((sum, g) => sum + g.share, 0);
  let best = highest;
  let bestCost = Infinity;
  for (let m = highest; m >= lowest; m -= stride) {
    const threshold = unit * m + 0.5;
    const needed = constant.map((g, k) =>
      exponentFor(g.constant * threshold, symmetricLimit(grids[k]), shift, lowestOf(g), profile.maxWeightExponent),
    );
    const common = options.weightExponent === "network" ? largestOf(needed) : null;
    let cost = 0;
    for (let k = 0; k < constant.length; k++) {
      const x = (constant[k].constant * threshold) / 2 ** (shift + (common ?? needed[k])) / grids[k].step;
      cost += ((constant[k].share / totalShare) * Math.abs(Math.round(x) - x)) / x;
    }
    if (cost < bestCost - 1e-15) [best, bestCost] = [m, cost];
  }
  return best;
}
