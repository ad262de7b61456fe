/** What a machine, or a part of it, read and lost: by neuron of the whole network, so that parts add up. */
import type { LossCounter, RunCounter } from "../../src/diagnostics/run-counters.js";
import { EXCITATORY, INHIBITORY, SYNAPSE_TYPES, type MachineImage } from "../../src/program/spinnaker/machine-image.js";
import type { RegisterLosses } from "../../src/program/run-losses.js";
import type { MachineTotals, SpinnakerMachine } from "./machine.js";

const TYPE_NAMES = ["excitatory", "inhibitory"] as const;

/** What went wrong where, since the start: one entry a neuron. */
export interface NeuronLosses {
  /** Additions to the ring buffer that saturated, by synapse type. */
  readonly saturations: readonly [excitatory: Uint32Array, inhibitory: Uint32Array];
  /** Sums over several synapse cores that passed 16 bits and carried into the next atom (or were lost), by synapse type. */
  readonly carries: readonly [excitatory: Uint32Array, inhibitory: Uint32Array];
  /** S16.15 results that wrapped or saturated. */
  readonly overflows: Uint32Array;
}

/** Input in steps of the weight, by synapse type. */
export interface RingAmounts {
  /** What saturation took from each neuron. */
  readonly lost: readonly [excitatory: Float64Array, inhibitory: Float64Array];
  /** What each core was given, by the first of its neurons. */
  readonly drained: readonly [excitatory: Float64Array, inhibitory: Float64Array];
}

type Image = Pick<MachineImage, "size" | "cores">;

export function neuronLosses(machine: SpinnakerMachine, { size, cores }: Image): NeuronLosses {
  const { rings } = machine;
  const byType = () => [new Uint32Array(size), new Uint32Array(size)] as const;
  const losses = { saturations: byType(), carries: byType(), overflows: new Uint32Array(size) };
  cores.forEach(({ neurons, layout }, c) => {
    const columns = rings.columnBase[rings.first[c]];
    neurons.forEach((id, atom) => {
      for (let type = 0; type < SYNAPSE_TYPES; type++) {
        const column = columns + (type << layout.indexBits) + atom;
        losses.saturations[type][id] = rings.saturations[column];
        losses.carries[type][id] = rings.carries[column];
      }
      losses.overflows[id] = machine.cores[c].overflows[atom];
    });
  });
  return losses;
}

export function ringAmounts({ rings }: SpinnakerMachine, { size, cores }: Image): RingAmounts {
  const byType = () => [new Float64Array(size), new Float64Array(size)] as const;
  const amounts = { lost: byType(), drained: byType() };
  cores.forEach(({ neurons, layout }, c) => {
    for (let type = 0; type < SYNAPSE_TYPES; type++) {
      const columns = rings.columnBase[rings.first[c]] + (type << layout.indexBits);
      neurons.forEach((id, atom) => (amounts.lost[type][id] = rings.lost[columns + atom]));
      if (neurons.length > 0) amounts.drained[type][neurons[0]] = rings.drained[SYNAPSE_TYPES * c + type];
    }
  });
  return amounts;
}

/** Parts hold different neurons: their entries add up. */
export function joinLosses(parts: readonly NeuronLosses[]): NeuronLosses {
  return {
    saturations: [
      added(parts.map((part) => part.saturations[EXCITATORY])),
      added(parts.map((part) => part.saturations[INHIBITORY])),
    ],
    carries: [
      added(parts.map((part) => part.carries[EXCITATORY])),
      added(parts.map((part) => part.carries[INHIBITORY])),
    ],
    overflows: added(parts.map((part) => part.overflows)),
  };
}

export function joinAmounts(parts: readonly RingAmounts[]): RingAmounts {
  return {
    lost: [added(parts.map((part) => part.lost[EXCITATORY])), added(parts.map((part) => part.lost[INHIBITORY]))],
    drained: [
      added(parts.map((part) => part.drained[EXCITATORY])),
      added(parts.map((part) => part.drained[INHIBITORY])),
    ],
  };
}

function added<Numbers extends Uint32Array | Float64Array>(parts: readonly Numbers[]): Numbers {
  const [sum, ...others] = parts;
  for (const part of others) for (let id = 0; id < sum.length; id++) sum[id] += part[id];
  return sum;
}

/** Every loss counter also by population: `ring-saturated-excitatory:E`. */
export function machineCounters(
  totals: MachineTotals,
  { saturations, carries, overflows }: NeuronLosses,
  { size, populations }: Pick<MachineImage, "size" | "populations">,
): Record<string, number> {
  const counters: Record<string, number> = {
    spikes: totals.spikes,
    "synaptic-events": totals.events,
    "neuron-updates": totals.updates,
    "late-spikes": totals.lateSpikes,
    "late-spikes-reported": totals.lateSpikesReported,
    "skipped-synapses": totals.skipped,
  } satisfies Partial<Record<RunCounter, number>>;
  const losses = {
    "ring-saturated-excitatory": saturations[EXCITATORY],
    "ring-saturated-inhibitory": saturations[INHIBITORY],
    "ring-carried-excitatory": carries[EXCITATORY],
    "ring-carried-inhibitory": carries[INHIBITORY],
    "s1615-overflowed": overflows,
  } satisfies Partial<Record<LossCounter, Uint32Array>>;
  for (const [kind, perNeuron] of Object.entries(losses)) {
    const sum = (from: number, to: number) => perNeuron.subarray(from, to).reduce((a, b) => a + b, 0);
    counters[kind] = sum(0, size);
    for (const { name, first, size: length } of populations) counters[`${kind}:${name}`] = sum(first, first + length);
  }
  return counters;
}

/** Ring buffers in steps of their weight; nothing can be said of how much a carry or a wrapped product is. */
export function registerLosses(
  { saturations, carries, overflows }: NeuronLosses,
  { lost, drained }: RingAmounts,
  populations: MachineImage["populations"],
): RegisterLosses[] {
  const ring = (type: typeof EXCITATORY | typeof INHIBITORY): RegisterLosses => {
    const given: Record<string, number> = {};
    for (const { name, first, size } of populations) {
      given[name] = 0;
      for (let id = first; id < first + size; id++) given[name] += drained[type][id] + lost[type][id];
    }
    return {
      counter: `ring-saturated-${TYPE_NAMES[type]}`,
      counts: saturations[type],
      amounts: lost[type],
      given,
      unit: "steps of the weight",
    };
  };
  return [
    ring(EXCITATORY),
    ring(INHIBITORY),
    { counter: "ring-carried-excitatory", counts: carries[EXCITATORY], unit: "" },
    { counter: "ring-carried-inhibitory", counts: carries[INHIBITORY], unit: "" },
    { counter: "s1615-overflowed", counts: overflows, unit: "" },
  ];
}
