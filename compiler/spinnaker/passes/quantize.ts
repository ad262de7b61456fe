/** Weights to the bits of a synaptic word, and delays to ticks. */
import { fail } from "../../../src/diagnostics/diagnostic.js";
import { ExitCode } from "../../../src/diagnostics/exit-codes.js";
import { release } from "../../../src/network/release.js";
import { EXCITATORY, INHIBITORY } from "../../../src/program/spinnaker/machine-image.js";
import { enterDecayLosses } from "../weights/decay-losses.js";
import { foreseeOverflow } from "../weights/foresee-overflow.js";
import { enterWeightLosses, quantizeWeights, type QuantizedWeights } from "../weights/quantize-weights.js";
import type { SynapseType } from "../weights/incoming-weights.js";
import { findSilentWeights, silentWeightsDiagnostic } from "../weights/find-silent-weights.js";
import { largestWeight, weightScale } from "../weights/ring-buffer-scale.js";
import { longestDelay } from "../slice-rows.js";
import { ownShifts } from "./scale.js";
import type { Shifted, SpinnakerContext, SpinnakerProjection, SpinnakerQuantized } from "../stages.js";

/** Delays are kept in 16 bits until they are cut into ring buffers and stages of delay extensions, whose limits are the target's. */
const LONGEST_DELAY = 0xffff;

export function quantize(shifted: Shifted, context: SpinnakerContext): SpinnakerQuantized {
  const { lowered, shifts } = shifted;
  const { network } = lowered;
  const { rounding } = context.options;
  const most = largestWeight(context.target);
  foreseeOverflow(shifted, context);
  enterDecayLosses(lowered, context);
  /** By population: what bounded-saturation would do, where somebody asked. */
  const better = new Map<number, Readonly<Record<SynapseType, number>>>();
  const betterShifts = (population: number) => {
    const shifts = better.get(population) ?? ownShifts(lowered, population, context);
    better.set(population, shifts);
    return shifts;
  };
  const projections = network.projections.map((projection, index): SpinnakerProjection => {
    context.progress("quantize", index, network.projections.length);
    const { toChip, globalScale, delayShift } = lowered.populations[projection.post];
    const { excitatory, inhibitory } = shifts[projection.post];
    const scale = {
      excitatory: weightScale(excitatory.shift, globalScale),
      inhibitory: weightScale(inhibitory.shift, globalScale),
    };
    const quantized = quantizeWeights(projection, {
      rounding,
      toChip,
      largestWeight: most,
      scale,
      seed: network.seed,
      postFirst: projection.postFirst,
    });
    reportSilent(shifted, index, quantized, betterShifts, context);
    enterWeightLosses(context.ledger, projection.name, quantized, rounding, globalScale === 1 ? "nA" : "µS", most);
    const delay = delayed(projection.delay, delayShift, projection.name);
    const type = typesOf(projection.weight);
    // The advice of other shift rules looks at all weights onto a population again.
    if (context.releases && context.options.shiftRule === "bounded-saturation") release(projection, "weight", "delay");
    return { weight: quantized.weight, type, delay };
  });
  return { shifted, projections };
}

/** What falls silent, counted after rounding: `balance` keeps the sum of weights that round to zero alone. */
function reportSilent(
  { lowered, shifts }: Shifted,
  index: number,
  { losses }: QuantizedWeights,
  betterShifts: (population: number) => Readonly<Record<SynapseType, number>>,
  context: SpinnakerContext,
): void {
  // Nothing to find, and no need to look at every synapse again.
  if (losses.excitatory.toZero === 0 && losses.inhibitory.toZero === 0) return;
  const projection = lowered.network.projections[index];
  const { toChip, globalScale } = lowered.populations[projection.post];
  const { excitatory, inhibitory } = shifts[projection.post];
  for (const small of findSilentWeights(
    projection,
    toChip,
    { excitatory: excitatory.shift, inhibitory: inhibitory.shift },
    globalScale,
  )) {
    const { toZero, sum, error } = losses[small.type];
    if (toZero === 0) continue;
    const repair =
      context.options.shiftRule === "bounded-saturation" ? small.shift : betterShifts(projection.post)[small.type];
    context.report(
      silentWeightsDiagnostic(
        {
          ...small,
          silent: toZero,
          keepsSum: context.options.rounding === "balance",
          lostShare: sum === 0 ? 0 : Math.max(0, -error / sum),
        },
        repair,
      ),
    );
  }
}

function typesOf(weight: number | Float32Array): number | Uint8Array {
  if (typeof weight === "number") return weight < 0 ? INHIBITORY : EXCITATORY;
  let inhibitory = 0;
  for (let k = 0; k < weight.length; k++) if (weight[k] < 0) inhibitory++;
  if (inhibitory === 0) return EXCITATORY;
  if (inhibitory === weight.length) return INHIBITORY;
  const types = new Uint8Array(weight.length);
  for (let k = 0; k < weight.length; k++) types[k] = weight[k] < 0 ? INHIBITORY : EXCITATORY;
  return types;
}

/** In as many bytes as the longest takes; the drawn delays themselves where nothing is added. */
function delayed(
  delay: number | Uint8Array | Uint16Array,
  shift: number,
  name: string,
): number | Uint8Array | Uint16Array {
  const longest = shift + longestDelay(delay);
  if (longest > LONGEST_DELAY) {
    fail("delay-too-long", `A delay of projection ${name} is ${longest} ticks long.`, {
      exitCode: ExitCode.doesNotFit,
      place: { object: `projection ${name}` },
      limit: { what: "ticks", used: longest, max: LONGEST_DELAY },
      hint: "use a coarser time step",
    });
  }
  if (typeof delay === "number") return delay + shift;
  if (shift === 0) return delay;
  const ticks = longest <= 255 ? new Uint8Array(delay.length) : new Uint16Array(delay.length);
  for (let k = 0; k < delay.length; k++) ticks[k] = delay[k] + shift;
  return ticks;
}
