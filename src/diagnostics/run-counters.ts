/**
 * Every counter that a target keeps while it runs, once, by name: those of losses, with the register and its kind in the loss ledger, and those
 * of work. docs/messages.md is generated from here. A counter that a target keeps by population too has the population after a colon.
 */
import type { RunLossKind } from "./loss-kinds.js";

export interface CounterMeaning {
  readonly kind: RunLossKind;
  /** Where it happened, as a sentence names it. */
  readonly register: string;
  /** What the register did, past tense: "wrapped". */
  readonly cannot: string;
  /** What gives it more room. */
  readonly cure: "scale" | "shift" | "carry" | "range" | "link";
  /** Of which synapses, where the register is of one type only. */
  readonly synapses?: "excitatory" | "inhibitory";
}

const wrapped = (register: string, kind: RunLossKind = "state-wrapped"): CounterMeaning => ({
  kind,
  register,
  cannot: "wrapped",
  cure: "scale",
});
const clipped = (register: string): CounterMeaning => ({
  kind: "state-clipped",
  register,
  cannot: "was clipped",
  cure: "scale",
});
const saturated = (synapses: "excitatory" | "inhibitory"): CounterMeaning => ({
  kind: "accumulator-saturated",
  register: `the ${synapses} ring buffer`,
  cannot: "saturated",
  cure: "shift",
  synapses,
});
const carried = (synapses: "excitatory" | "inhibitory"): CounterMeaning => ({
  kind: "accumulator-wrapped",
  register: `the sum of ${synapses} ring buffers`,
  cannot: "carried into the next neuron",
  cure: "carry",
  synapses,
});

export const LOSS_COUNTERS = {
  "u-wrapped": wrapped("the synaptic current u"),
  "accumulator-wrapped": wrapped("the synaptic accumulator", "accumulator-wrapped"),
  // A board whose accumulator is narrower than the profile's says so under another name.
  "accumulator-overflows": wrapped("the synaptic accumulator", "accumulator-wrapped"),
  "v-clipped": clipped("the voltage v"),
  "v-clipped-high": clipped("the voltage v, at its upper end,"),
  "v-clipped-low": clipped("the voltage v, at its lower end,"),
  "ring-saturated-excitatory": saturated("excitatory"),
  "ring-saturated-inhibitory": saturated("inhibitory"),
  "ring-carried-excitatory": carried("excitatory"),
  "ring-carried-inhibitory": carried("inhibitory"),
  "s1615-overflowed": {
    kind: "state-wrapped",
    register: "a state in S16.15",
    cannot: "left its ±65,536",
    cure: "range",
  },
  "late-spikes": { kind: "spike-late", register: "the router", cannot: "delivered spikes late", cure: "link" },
  "skipped-synapses": {
    kind: "spike-dropped",
    register: "late spikes",
    cannot: "skipped synapses whose slot was past",
    cure: "link",
  },
} satisfies Readonly<Record<string, CounterMeaning>>;

export const WORK_COUNTERS = {
  spikes: "Spikes of all neurons.",
  "synaptic-events": "Spikes delivered to synapses.",
  "neuron-updates": "Updates of a neuron: neurons times steps.",
  "late-spikes-reported":
    "Late spikes that a counter of the chip itself sees: those of odd lateness; part of late-spikes.",
} satisfies Readonly<Record<string, string>>;

export type LossCounter = keyof typeof LOSS_COUNTERS;
export type WorkCounter = keyof typeof WORK_COUNTERS;
export type RunCounter = LossCounter | WorkCounter;

export function isLossCounter(counter: string): counter is LossCounter {
  return Object.hasOwn(LOSS_COUNTERS, counter);
}
