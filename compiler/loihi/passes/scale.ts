/**
 * Scale: chooses together, per population, the LSB of v, the threshold mantissa, the weight exponents and the decay registers.
 *   S_i = (64·m + ½)/(V_th - V_reset)_i   so that v > 64·m means exactly V ≥ V_th for integers v nearest to S·V;
 * one m for a population (a spread of V_th goes into S_i). m is the best of the highest feasible octave: the one whose S brings
 * constant weights closest to their integer grid, weighted by their share of the summed input. Source: docs/numerics.md.
 */
import { counted } from "../../../src/diagnostics/counted.js";
import { fail } from "../../../src/diagnostics/diagnostic.js";
import { ExitCode } from "../../../src/diagnostics/exit-codes.js";
import { atMost } from "../../../src/numerics/two-digits.js";
import { checkScaled } from "../checks/check-scaled.js";
import { mean, rowMoments, type RowMoments } from "../../common/input/row-moments.js";
import { droppedBits, fractionThatFits } from "../scaling/board-accumulator.js";
import { decayRegister, uFactor, vFactor } from "../scaling/decay-registers.js";
import { weightDemands, type GroupDemand } from "../scaling/weight-demands.js";
import {
  highestMantissa,
  bestMantissa,
  inputDemand,
  roomiestMantissa,
  type StateDemands,
} from "../scaling/choose-mantissa.js";
import { assumedRates, inputStatistics, volleyStatistics } from "../scaling/input-statistics.js";
import { knownInput } from "../scaling/known-input.js";
import { thresholdRegister } from "../scaling/neuron-registers.js";
import { predictClip } from "../scaling/predict-clip.js";
import { exponentFor, symmetricLimit, weightGrid } from "../scaling/weight-grid.js";
import type { ForeseenAtScale, Lowered, Pass, PassContext, Scaled, ScaledGroup } from "../stages.js";

interface Registers {
  readonly du: Uint16Array;
  readonly dv: Uint16Array;
  readonly weightGain: Float64Array;
  readonly biasGain: Float64Array;
}

function chooseDecays(lowered: Lowered, context: PassContext): Registers {
  const { network, neurons } = lowered;
  const { target, options } = context;
  const { decay: bits, uDecayOffset, vDecayOffset } = target.widths;
  const n = network.size;
  const registers = {
    du: new Uint16Array(n),
    dv: new Uint16Array(n),
    weightGain: new Float64Array(n).fill(1),
    biasGain: new Float64Array(n).fill(1),
  };
  for (const p of network.populations) {
    let worst = 0;
    let change = 0;
    for (let i = p.first; i < p.first + p.size; i++) {
      registers.du[i] =
        neurons.decayU[i] === 0
          ? 2 ** bits - 1
          : decayRegister(neurons.decayU[i], bits, uDecayOffset, options.compensateDecay);
      registers.dv[i] = decayRegister(neurons.decayV[i], bits, vDecayOffset, options.compensateDecay);
      const fu = uFactor(registers.du[i], target);
      const fv = vFactor(registers.dv[i], target);
      const leakV = (1 - fv) / (1 - neurons.decayV[i]);
      const gain = leakV * ((1 - fu) / (1 - neurons.decayU[i]));
      worst = Math.max(worst, Math.abs(fu - neurons.decayU[i]), Math.abs(fv - neurons.decayV[i]));
      change += (1 / gain - 1) / p.size;
      if (!options.compensateDecay || !(gain > 0)) continue;
      registers.weightGain[i] = gain;
      registers.biasGain[i] = leakV;
    }
    context.ledger.add({
      kind: "decay-rounded",
      where: `population ${p.name}`,
      count: worst > 0 ? p.size : 0,
      worst,
      unit: "factor per step",
      meanInputChange: options.compensateDecay ? 0 : change,
      note:
        `du ${registers.du[p.first]}, dv ${registers.dv[p.first]}; ` +
        (options.compensateDecay ? "gain compensated in weights and bias" : "gain not compensated"),
    });
  }
  return registers;
}

/** mV by which the rounding of one weight may move it, by postsynaptic neuron: a step of the grid at the exponent its group will have, or a coarser one. */
function weightRounding(
  lowered: Lowered,
  demands: readonly GroupDemand[],
  { target, options }: PassContext,
): Float64Array {
  const rounding = new Float64Array(lowered.network.size);
  const steps = demands.map((d) => {
    const grid = weightGrid(d.signMode, options.weightBits, target.widths.weightMantissa);
    // The largest weight of a group fills more than half of its grid.
    return (2 * grid.step * d.largest.reduce((a, b) => Math.max(a, b), 0)) / symmetricLimit(grid);
  });
  const coarsest = steps.reduce((a, b) => Math.max(a, b), 0);
  demands.forEach((d, k) => {
    const { postFirst, postSize } = lowered.projections[d.projection].projection;
    const step = options.weightExponent === "network" ? coarsest : steps[k];
    for (let i = postFirst; i < postFirst + postSize; i++) rounding[i] = Math.max(rounding[i], step);
  });
  return rounding;
}

function run(lowered: Lowered, context: PassContext): Scaled {
  const { network, neurons } = lowered;
  const { target, profile, options } = context;
  const { widths } = target;
  const rows: RowMoments[] = lowered.projections.map((l, i) => {
    context.progress("scale", i, lowered.projections.length);
    return rowMoments(l.projection);
  });
  const registers = chooseDecays(lowered, context);
  const rates = assumedRates(lowered, context);
  const demands = weightDemands(lowered, rows, registers.weightGain, options.signMode);
  const state: StateDemands = {
    statistics: inputStatistics(lowered, rows, rates),
    volley: volleyStatistics(lowered, rows, rates),
    known: knownInput(lowered, { target, ...registers, rounding: weightRounding(lowered, demands, context) }),
  };
  const scale = new Float64Array(network.size);
  const thresholdMantissa = new Uint32Array(network.size);
  const lowestExponent =
    profile.negativeExponent === "shift-sum" ? Math.max(0, profile.minWeightExponent) : profile.minWeightExponent;
  const half = 2 ** widths.thresholdShift;

  // One mantissa for all where one weight LSB is asked for, or where a core could not hold one threshold per population.
  const together =
    options.weightExponent === "network" ||
    network.populations.length > (target.limits.thresholdProfiles.value ?? Infinity);
  const classes = together ? [network.populations.map((p) => p.index)] : network.populations.map((p) => [p.index]);
  const choices = classes.flatMap((members) => {
    const neuronIds = members.flatMap((p) =>
      Array.from({ length: network.populations[p].size }, (_, i) => network.populations[p].first + i),
    );
    if (neuronIds.length === 0) return [];
    const own = demands.filter((d) => members.includes(lowered.projections[d.projection].projection.post));
    const of = [lowered, neuronIds, state, own, registers, context] as const;
    const highest = options.scale === null ? highestMantissa(...of) : null;
    const most = half * Math.floor(highest ?? roomiestMantissa(...of)) + 0.5;
    const roomy = neuronIds.reduce((least, i) => Math.min(least, most / neurons.threshold[i]), Infinity);
    return [{ neuronIds, own, highest, roomy }];
  });
  // The highest scales need the most room: what fits at them fits at those that are chosen.
  const mostFraction = fractionForInput(
    lowered,
    state,
    demands,
    choices.map(({ neuronIds, highest }) => ({
      neuronIds,
      scaleOf: (i) => (highest === null ? options.scale! : (half * highest + 0.5) / neurons.threshold[i]),
    })),
    context,
  );
  const lowestOf = (group: Pick<GroupDemand, "signMode">) =>
    mostFraction === null
      ? lowestExponent
      : Math.max(
          lowestExponent,
          -mostFraction - droppedBits({ signMode: group.signMode, weightBits: options.weightBits }, context),
        );
  for (const { neuronIds, own, highest } of choices) {
    if (highest === null) {
      const pinned = options.scale!;
      for (const i of neuronIds) {
        scale[i] = pinned;
        const ideal = thresholdRegister(pinned * neurons.threshold[i], context);
        thresholdMantissa[i] = Math.min(2 ** widths.thresholdMantissa - 1, Math.max(0, ideal));
      }
      continue;
    }
    const mantissa = bestMantissa(highest, own, options.weightBits, lowestOf, context);
    for (const i of neuronIds) {
      scale[i] = (half * mantissa + 0.5) / neurons.threshold[i];
      thresholdMantissa[i] = mantissa;
    }
  }
  const thresholds = foreseeThresholds(lowered, scale, thresholdMantissa, half, context);

  const largest = (d: GroupDemand): number => {
    const { postFirst, postSize } = lowered.projections[d.projection].projection;
    let best = 0;
    for (let i = 0; i < postSize; i++) best = Math.max(best, d.largest[i] * scale[postFirst + i]);
    return best;
  };
  const exponents = demands.map((d) => {
    const limit = symmetricLimit(weightGrid(d.signMode, options.weightBits, widths.weightMantissa));
    // A pinned scale is that of a toolchain which clips at 9 bits with sign; the larger inhibitory end may be used.
    const bound = options.scale !== null && d.signMode === "mixed" ? 2 ** widths.weightMantissa - 1 : limit;
    return Math.min(
      profile.maxWeightExponent,
      exponentFor(largest(d), bound, widths.weightShift, lowestOf(d), profile.maxWeightExponent),
    );
  });
  const common = exponents.reduce((a, b) => Math.max(a, b), lowestExponent);
  const groups = demands.map((d, i): ScaledGroup => ({
    name: d.name,
    projection: d.projection,
    signMode: d.signMode,
    weightExponent: options.weightExponent === "network" ? common : exponents[i],
    weightBits: options.weightBits,
    graded: false,
    plasticity: lowered.projections[d.projection].projection.plasticity,
  }));
  const predicted = predictClip(lowered, scale, groups, state, context);
  return {
    lowered,
    scale,
    groups,
    ...registers,
    thresholdMantissa,
    vmin: -(2 ** (widths.v - 1)) + 1,
    vmax: 2 ** (widths.v - 1) - 1,
    predictedClip: predicted.share,
    foreseen: [...thresholds.foreseen, ...predicted.foreseen],
    stateScale: Math.min(thresholds.scale, predicted.scale),
    roomyScale: choices.reduce((least, { roomy }) => Math.min(least, roomy), Infinity),
  };
}

/** The most bits of fraction at which a board's accumulator holds what the neurons must have room for; null where it has no say. */
function fractionForInput(
  lowered: Lowered,
  state: StateDemands,
  demands: readonly GroupDemand[],
  choices: readonly { readonly neuronIds: readonly number[]; readonly scaleOf: (i: number) => number }[],
  context: PassContext,
): number | null {
  if (context.target.accumulator === undefined) return null;
  const mostOf = new Float64Array(lowered.network.size);
  for (const { projection, largest } of demands) {
    const { postFirst } = lowered.projections[projection].projection;
    largest.forEach((weight, i) => (mostOf[postFirst + i] = Math.max(mostOf[postFirst + i], weight)));
  }
  let sum = 0;
  for (const { neuronIds, scaleOf } of choices)
    for (const i of neuronIds) sum = Math.max(sum, scaleOf(i) * Math.max(inputDemand(i, state), mostOf[i]));
  return fractionThatFits(sum, context);
}

/** Enters what is left between the threshold on the chip and the ideal one: 0 unless the scale was pinned. @returns those that a pinned scale clips, and the largest that clips none */
function foreseeThresholds(
  lowered: Lowered,
  scale: Float64Array,
  mantissa: Uint32Array,
  half: number,
  context: PassContext,
): { readonly foreseen: readonly ForeseenAtScale[]; readonly scale: number } {
  const foreseen: ForeseenAtScale[] = [];
  let fitting = Infinity;
  for (const p of lowered.network.populations) {
    const errors = new Float64Array(p.size);
    const highest = 2 ** context.target.widths.thresholdMantissa - 1;
    let [count, worst, clipped, short] = [0, 0, 0, 0];
    for (let i = 0; i < p.size; i++) {
      const id = p.first + i;
      if (!(lowered.neurons.threshold[id] > 0)) {
        fail(
          "reset-above-threshold",
          `Population ${p.name}: V_th must be above V_reset for the chip, whose reset is 0.`,
          {
            place: { object: `population ${p.name}` },
            exitCode: ExitCode.badInput,
            hint: "raise V_th or lower V_reset",
          },
        );
      }
      errors[i] = (half * mantissa[id] + 0.5) / scale[id] - lowered.neurons.threshold[id];
      // More than a step below: no rounding, the register ends there.
      if (mantissa[id] === highest && errors[i] < -half / scale[id]) {
        clipped++;
        short = Math.max(short, -errors[i]);
        errors[i] = 0;
        continue;
      }
      if (Math.abs(errors[i]) > 1e-9 * lowered.neurons.threshold[id]) count++;
      worst = Math.max(worst, Math.abs(errors[i]));
    }
    const where = `population ${p.name}`;
    context.ledger.add({
      kind: "threshold-rounded",
      where,
      count,
      of: p.size,
      worst,
      unit: "mV",
      note: `mean ${mean(errors).toPrecision(3)} mV`,
    });
    if (clipped === 0) continue;
    const held = (half * highest + 0.5) / scale[p.first];
    foreseen.push({
      diagnostic: {
        code: "threshold-clipped",
        severity: "warning",
        place: { object: where },
        message: `Population ${p.name}: the threshold of ${counted(clipped, "neuron")} is clipped by up to ${atMost(short)} mV: at ${scale[p.first]} LSB per mV the register ends ${Number(held.toPrecision(3))} mV above reset.`,
      },
      wayOut: { beside: "or leave it out: it is then chosen for them" },
      entry: {
        kind: "threshold-clipped",
        where,
        count: clipped,
        of: p.size,
        worst: short,
        unit: "mV",
        note: `at this scale the register ends at ${Number(held.toPrecision(3))} mV above reset`,
      },
    });
    const highestThreshold = lowered.neurons.threshold
      .subarray(p.first, p.first + p.size)
      .reduce((a, b) => Math.max(a, b), 0);
    fitting = Math.min(fitting, (half * highest) / highestThreshold);
  }
  return { foreseen, scale: fitting };
}

export const scalePass: Pass<Lowered, Scaled> = {
  name: "scale",
  summary:
    "Choose scale, threshold, weight exponents and decay registers together so that nothing overflows and constant weights land on the grid.",
  run,
  check: checkScaled,
};
