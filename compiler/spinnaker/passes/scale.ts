/** The left shifts of the ring buffers, one for each population and synapse type (spinnaker-weights/ring-buffer-shifts.ts). */
import { twoDigitsAbove } from "../../../src/numerics/two-digits.js";
import { FIELD_BITS } from "../../../src/program/spinnaker/synaptic-word.js";
import { meanRates } from "../../common/input/conductance.js";
import { LEAST_RATE } from "../../common/input/volley.js";
import type { Network } from "../../../src/network/types.js";
import { incomingWeights, type IncomingWeights, type SynapseType } from "../weights/incoming-weights.js";
import { FEW_BITS, strongFew, strongFewDiagnostic } from "../weights/strong-few.js";
import { publishedProjections } from "../weights/published-projections.js";
import {
  assessShift,
  boundedSaturationShift,
  ringBufferShift,
  type RingBufferShift,
  type ShiftOptions,
} from "../weights/ring-buffer-shifts.js";
import { largestWeight } from "../weights/ring-buffer-scale.js";
import type { Shifted, SpinnakerContext, SpinnakerLowered } from "../stages.js";

type ByType = Record<SynapseType, RingBufferShift>;

/** Hz by population: those given, otherwise the theory's. */
export function ratesOf(lowered: SpinnakerLowered, { options }: SpinnakerContext): number[] {
  return meanRates(lowered.network, options.expectedRates).map(({ rate }) => rate);
}

export function chooseShifts(lowered: SpinnakerLowered, context: SpinnakerContext): Shifted {
  const { network } = lowered;
  const { shiftRule, acceptedSaturation, leastShift = 0 } = context.options;
  const peakRates = peakRatesOf(lowered, context);
  const shifts = lowered.populations.map(({ population, toChip, globalScale }, p): ByType => {
    context.progress("shifts", p, lowered.populations.length);
    const incoming = incomingWeights(network, population.index, peakRates, toChip);
    const options: ShiftOptions = {
      dt: network.dt,
      globalScale,
      largestWeight: largestWeight(context.target),
      acceptedProbability: acceptedSaturation,
    };
    const shiftOf = (of: Network, arriving: IncomingWeights, type: SynapseType): RingBufferShift => {
      const byRule = ringBufferShift(
        shiftRule,
        arriving,
        // Only the published rules look at them, and they take a sweep over all synapses.
        shiftRule === "bounded-saturation" ? [] : publishedProjections(of, population.index, type, toChip),
        options,
      );
      return byRule.shift < leastShift ? assessShift(shiftRule, leastShift, arriving, options) : byRule;
    };
    const chosen = (type: SynapseType): RingBufferShift => {
      const shift = shiftOf(network, incoming[type], type);
      reportSaturation(population.name, type, shift, context);
      // The mean of all is at most a little above that of the others: it spares most networks the sweep.
      const looked = shift.shift > 0 && shift.bitsOfMean < FEW_BITS + 1;
      const strong = looked ? strongFew(network, population.index, type, toChip) : undefined;
      if (strong !== undefined) {
        const rest = incomingWeights(strong.without, population.index, peakRates, toChip)[type];
        const alone = shiftOf(strong.without, rest, type);
        const few = alone.bitsOfMean - (shift.shift - alone.shift) < FEW_BITS;
        const told = few ? strongFewDiagnostic(population.name, type, strong, shift, alone, globalScale) : undefined;
        if (told !== undefined) context.report(told);
      }
      return shift;
    };
    const byType = { excitatory: chosen("excitatory"), inhibitory: chosen("inhibitory") };
    return byType;
  });
  return { lowered, shifts };
}

/** The left shifts that bounded-saturation would choose for a population, for advice beside another rule: a sweep over its synapses. */
export function ownShifts(
  lowered: SpinnakerLowered,
  p: number,
  context: SpinnakerContext,
): Readonly<Record<SynapseType, number>> {
  const { population, toChip, globalScale } = lowered.populations[p];
  const incoming = incomingWeights(lowered.network, population.index, peakRatesOf(lowered, context), toChip);
  const shift = (type: SynapseType) =>
    boundedSaturationShift(incoming[type], {
      dt: lowered.network.dt,
      globalScale,
      largestWeight: largestWeight(context.target),
      acceptedProbability: context.options.acceptedSaturation,
    }).shift;
  return { excitatory: shift("excitatory"), inhibitory: shift("inhibitory") };
}

function peakRatesOf(lowered: SpinnakerLowered, context: SpinnakerContext): number[] {
  return ratesOf(lowered, context).map((rate) => context.options.inputPeak * Math.max(rate, LEAST_RATE));
}

function reportSaturation(
  population: string,
  type: SynapseType,
  { saturationProbability, shift, representable }: RingBufferShift,
  { options, report, target }: SpinnakerContext,
): void {
  if (!(saturationProbability > options.acceptedSaturation)) return;
  report({
    code: "saturation-likely",
    severity: "warning",
    place: { object: `population ${population}` },
    message: `The ${type} ring buffer of population ${population} may overflow at left shift ${shift}: in one tick and neuron with a probability of up to ${twoDigitsAbove(saturationProbability)}${representable ? "" : `, and its largest weight does not fit ${target.limits.weightBits.value ?? FIELD_BITS} bits`}.`,
    hint:
      options.shiftRule === "bounded-saturation"
        ? "make these weights smaller, or the time step shorter"
        : "use the shift rule bounded-saturation",
  });
}
