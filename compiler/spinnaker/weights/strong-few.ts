/**
 * A ring buffer has one step for all weights of a population and synapse type: a few weights far above the rest take the bits of all others. Finds
 * them by leaving them out: the weights beyond a quarter of the largest, if they are few and the rest then keeps at least two bits more.
 */
import type { Diagnostic } from "../../../src/diagnostics/diagnostic.js";
import { counted } from "../../../src/diagnostics/counted.js";
import { valueAt, type Network, type PerNeuron } from "../../../src/network/types.js";
import type { SynapseType } from "./incoming-weights.js";
import type { GlobalScale } from "./ring-buffer-scale.js";
import type { RingBufferShift } from "./ring-buffer-shifts.js";

/** Bits of the mean weight below which it is worth looking: single weights are then rounded by up to 3 % of it. */
export const FEW_BITS = 4;
/** Bits that the rest must gain. */
const WORTH_TELLING = 2;
/** Of the largest weight: what lies beyond is strong. */
const STRONG = 0.25;
/** Strong ones are few where there are at least so many others for each. */
const OTHERS_EACH = 10;

export interface StrongFew {
  /** Projections of the strong weights, the one with the largest first. */
  readonly projections: readonly string[];
  readonly synapses: number;
  /** Others of the same type onto the population. */
  readonly others: number;
  /** nA or µS */
  readonly largest: number;
  /** The network without them: their weights are 0. */
  readonly without: Network;
}

/** @param toChip nA or µS per unit of the network's weights; undefined where there are none, or not few */
export function strongFew(
  network: Network,
  population: number,
  type: SynapseType,
  toChip: PerNeuron,
): StrongFew | undefined {
  const sign = type === "excitatory" ? 1 : -1;
  /** Calls with the magnitude of each weight of the type, 0 for others. */
  const each = (visit: (p: Network["projections"][number], k: number, w: number) => void) => {
    for (const p of network.projections) {
      if (p.post !== population) continue;
      for (let i = 0; i < p.postSize; i++) {
        const unit = valueAt(toChip, i) * sign;
        for (let k = p.rowStart[i]; k < p.rowStart[i + 1]; k++)
          visit(p, k, Math.max(0, (typeof p.weight === "number" ? p.weight : p.weight[k]) * unit));
      }
    }
  };
  let largest = 0;
  each((_, __, w) => (largest = Math.max(largest, w)));
  const mostOf = new Map<number, number>();
  const weights = new Map<number, Float32Array>();
  let [synapses, others] = [0, 0];
  each((p, k, w) => {
    if (w === 0) return;
    if (w <= STRONG * largest) return void others++;
    synapses++;
    mostOf.set(p.index, Math.max(mostOf.get(p.index) ?? 0, w));
    const { weight, source } = p;
    let kept = weights.get(p.index);
    if (kept === undefined) {
      kept = typeof weight === "number" ? new Float32Array(source.length).fill(weight) : Float32Array.from(weight);
      weights.set(p.index, kept);
    }
    kept[k] = 0;
  });
  if (synapses === 0 || others < OTHERS_EACH * synapses) return undefined;
  return {
    projections: [...mostOf].sort((a, b) => b[1] - a[1]).map(([index]) => network.projections[index].name),
    synapses,
    others,
    largest,
    without: {
      ...network,
      projections: network.projections.map((p) => ({ ...p, weight: weights.get(p.index) ?? p.weight })),
    },
  };
}

/** The warning, where leaving the strong ones out gives the others enough. `alone`: the shift of the network without them. */
export function strongFewDiagnostic(
  population: string,
  type: SynapseType,
  { projections, synapses, others, largest }: StrongFew,
  chosen: RingBufferShift,
  alone: RingBufferShift,
  globalScale: GlobalScale,
): Diagnostic | undefined {
  const gained = chosen.shift - alone.shift;
  if (gained < WORTH_TELLING) return undefined;
  const unit = globalScale === 1 ? "nA" : "µS";
  const text = (x: number) => `${Number(x.toPrecision(3))} ${unit}`;
  const bits = (x: number) => x.toFixed(1);
  const names = projections.join(", ");
  const whose = projections.length > 1 ? "projections" : "projection";
  return {
    code: "weight-bits-taken",
    severity: "warning",
    place: { object: `population ${population}` },
    message:
      `${counted(synapses, "strong synapse")} of ${whose} ${names} (up to ${text(largest)}) ${synapses === 1 ? "takes" : "take"} the bits of the ${counted(others, `other ${type} weight`)} onto population ${population}: ` +
      `one step is ${text(chosen.step)}, which leaves their mean ${bits(alone.bitsOfMean - gained)} bits, and without ${synapses === 1 ? "it" : "them"} ${bits(alone.bitsOfMean)}.`,
    hint: `lower the weight of ${names}, or make ${synapses === 1 ? "it" : "each"} several weaker synapses`,
  };
}
