/**
 * Every kind of loss, once, with what it is: those that the compiler enters in the ledger of a program, and those that a run enters.
 * docs/messages.md is generated from here. A kind is written into program files by its name: a kind that is renamed or removed makes them unreadable.
 */

export const COMPILE_LOSSES = {
  "weight-rounded": "A weight on the chip differs from the ideal one by the ordinary rounding error.",
  "weight-rounded-to-zero": "A weight is too small for the chip: it became 0, and its synapse does nothing.",
  "weight-clipped": "A weight is beyond the largest that the chip can hold, and became that one.",
  "weight-sign-dropped":
    "A weight was drawn with the sign opposite to its mean and set to 0 (`sign: clip`), on the reference too.",
  "decay-rounded": "A decay, or the time step that decays follow from, is not on the grid of the chip.",
  "bias-rounded": "A constant input current differs from the ideal one by the ordinary rounding error.",
  "bias-clipped": "A constant input current is beyond its register, and became the largest that it holds.",
  "threshold-rounded": "A threshold differs from the ideal one by the ordinary rounding error.",
  "threshold-clipped": "A threshold is beyond its register, and became the largest that it holds.",
  "time-rounded": "A time other than a delay is no whole number of time steps.",
  "delay-rounded": "A delay is no whole number of time steps.",
  "delay-clipped": "A delay is longer than its register holds, and became the longest that it does.",
  "refractory-clipped": "A refractory period is longer than its register holds, and became the longest that it does.",
  "refractory-dropped": "The arithmetic profile has no refractory period, and that of a population is gone.",
  "initial-state-clipped": "A starting voltage is beyond its register, and became the end of it.",
  "model-approximated":
    "The chip has another model: e.g. conductances became currents, or two synaptic time constants one.",
  "input-approximated": "Input became something else on the chip: e.g. Poisson spikes bias and noise.",
  "state-rounded":
    "Products of the state round one way, so that it drifts, stays where it should decay, or stops short of where its input would hold it.",
  "overflow-possible": "Nothing is lost yet, but input that may arrive in one step is more than a register holds.",
} as const;

export const RUN_LOSSES = {
  "state-wrapped": "A state left the range of its register and went on at the other end.",
  "state-clipped": "A state left the range of its register and stayed at its end.",
  "accumulator-wrapped": "A sum of input left the range of its register and went on at the other end.",
  "accumulator-saturated": "A sum of input left the range of its register and stayed at its end.",
  "spike-late": "A spike came later than in the tick to which it belongs.",
  "spike-dropped": "A spike did not reach some of its synapses, since it was late and their time was past.",
} as const;

export type CompileLossKind = keyof typeof COMPILE_LOSSES;
export type RunLossKind = keyof typeof RUN_LOSSES;
export type LossKind = CompileLossKind | RunLossKind;

export function isLossKind(kind: string): kind is LossKind {
  return Object.hasOwn(COMPILE_LOSSES, kind) || Object.hasOwn(RUN_LOSSES, kind);
}
