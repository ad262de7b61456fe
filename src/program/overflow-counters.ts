/** Run-time counters by name: which of them count losses, in which register, and as which kind of the loss ledger. All others count work. */
import type { LossKind } from "../diagnostics/loss-ledger.js";

export interface CounterMeaning {
  readonly kind: LossKind;
  /** Where it happened, as a sentence names it. */
  readonly register: string;
  /** What the register did, past tense: "wrapped". */
  readonly cannot: string;
  /** What gives it more room. */
  readonly cure: "scale" | "shift" | "carry" | "range" | "link";
}

const wrapped = (register: string, kind: LossKind = "state-wrapped"): CounterMeaning => ({
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

const MEANINGS: Readonly<Record<string, CounterMeaning>> = {
  "u-wrapped": wrapped("the synaptic current u"),
  "accumulator-wrapped": wrapped("the synaptic accumulator", "accumulator-wrapped"),
  // A board whose accumulator is narrower than the profile's says so under another name.
  "accumulator-overflows": wrapped("the synaptic accumulator", "accumulator-wrapped"),
  "v-clipped": clipped("the voltage v"),
  "v-clipped-high": clipped("the voltage v, at its upper end,"),
  "v-clipped-low": clipped("the voltage v, at its lower end,"),
  "ring-saturated-excitatory": {
    kind: "accumulator-saturated",
    register: "the excitatory ring buffer",
    cannot: "saturated",
    cure: "shift",
  },
  "ring-saturated-inhibitory": {
    kind: "accumulator-saturated",
    register: "the inhibitory ring buffer",
    cannot: "saturated",
    cure: "shift",
  },
  "ring-carried-excitatory": {
    kind: "accumulator-wrapped",
    register: "the sum of excitatory ring buffers",
    cannot: "carried into the next neuron",
    cure: "carry",
  },
  "ring-carried-inhibitory": {
    kind: "accumulator-wrapped",
    register: "the sum of inhibitory ring buffers",
    cannot: "carried into the next neuron",
    cure: "carry",
  },
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
};

/** Of a total (`v-clipped-low`, not `v-clipped-low:E`); undefined: it counts work. */
export function meaningOf(counter: string): CounterMeaning | undefined {
  return Object.hasOwn(MEANINGS, counter) ? MEANINGS[counter] : undefined;
}

/** Counters by population (`v-clipped-low:E`) are parts of totals. */
export function isOverflowCounter(name: string): boolean {
  return meaningOf(name.split(":")[0]) !== undefined;
}
