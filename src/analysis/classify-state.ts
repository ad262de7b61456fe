/**
 * classifyState: which dynamical state a run is in. `balanced` is the asynchronous irregular state of a network whose large excitatory
 * drive is cancelled by inhibition; every other state names what is missing. A population that fails makes the network fail.
 *
 * Order of the tests: silent, saturated, synchronous, regular, unbalanced, undetermined, balanced.
 */
import {
  BALANCED_DRIVE,
  BALANCED_NET,
  BALANCED_RESIDUAL,
  SATURATED_RATE,
  SILENT_RATE,
  SYNCHRONOUS_CORRELATION,
  SYNCHRONOUS_MODULATION,
} from "../theory/state-limits.js";
import type { CurrentMetrics, Metrics, PopulationMetrics } from "./metrics.js";

export type NetworkState =
  "balanced" | "synchronous" | "regular" | "silent" | "saturated" | "unbalanced" | "undetermined";

export interface StateReport {
  readonly state: NetworkState;
  /** One plain clause each: what decided, with the number and the threshold. */
  readonly reasons: readonly string[];
  /** False where no input currents were given, so that cancellation could not be tested. */
  readonly cancellationChecked: boolean;
}

/** Share of neurons without a spike from which a population counts as silent: what is left is not a population code. */
const SILENT_SHARE = 0.95;
/** Golomb's χ: 1/√n when asynchronous, 1 when all voltages move together (Golomb 2007). */
const SYNCHRONOUS_CHI = 0.5;
/** CV 0.35: a gamma process of order 8. Brunel's (2000) asynchronous irregular example, g = 5 and η = 2, has about 0.4 here; cortical trains lie near 1 (Softky & Koch 1993). */
export const REGULAR_CV = Math.SQRT1_2 / 2;
/** LV of a gamma process of the same order 8: 3/(2·8 + 1) (Shinomoto et al. 2003). It catches regular trains whose CV is raised by drift. */
export const REGULAR_LV = 3 / 17;
/** Neurons with CV that a population must offer to judge irregularity; a smaller one, such as a single readout cell, is not asked. */
export const NEURONS_FOR_CV = 5;

type Finding = readonly [state: NetworkState, reason: string];
type Check = (p: PopulationMetrics) => Finding | null;

/** Whose intervals are judged: populations of enough neurons; where none has enough, all neurons together. */
function judgedForIrregularity({ populations, network }: Metrics): readonly PopulationMetrics[] {
  const large = populations.filter(({ size }) => size >= NEURONS_FOR_CV);
  return large.length > 0 || populations.length === 0 ? large : [network];
}

export function classifyState(metrics: Metrics): StateReport {
  const cancellationChecked =
    metrics.populations.length > 0 && metrics.populations.every((p) => p.currents !== undefined);
  const irregular = judgedForIrregularity(metrics);
  for (const check of CHECKS) {
    const whose = check === regularity || check === insufficiency ? irregular : metrics.populations;
    const findings = whose.map(check).filter((finding) => finding !== null);
    if (findings.length > 0)
      return { state: findings[0][0], reasons: findings.map(([, reason]) => reason), cancellationChecked };
  }
  const whole = synchrony(metrics.network);
  if (whole !== null) return { state: whole[0], reasons: [whole[1]], cancellationChecked };
  if (metrics.populations.length === 0)
    return { state: "undetermined", reasons: ["no population was recorded"], cancellationChecked };
  const reasons = metrics.populations.map(
    (p) =>
      `${p.name}: ${format(p.rate)} Hz, CV ${format(p.cv.mean)}, correlation ${format(p.correlation.mean)}` +
      (p.currents
        ? `, excitation ${format(p.currents.driveOverThreshold)} × threshold with ρ ${format(p.currents.residual)}`
        : ""),
  );
  if (!cancellationChecked)
    reasons.push("input currents were not analysed: the cancellation is taken from the spikes alone");
  return { state: "balanced", reasons, cancellationChecked };
}

const silence: Check = (p) => {
  if (p.rate < SILENT_RATE)
    return [
      "silent",
      p.rate === 0
        ? `no neuron of ${p.name} fires`
        : `${p.name} fires at ${beside(p.rate, SILENT_RATE)} Hz (below ${SILENT_RATE} Hz)`,
    ];
  if (p.silentFraction > SILENT_SHARE)
    return [
      "silent",
      `${beside(100 * p.silentFraction, 100 * SILENT_SHARE)} % of ${p.name} never fire (above ${format(100 * SILENT_SHARE)} %)`,
    ];
  return null;
};

const saturation: Check = (p) =>
  p.rate > SATURATED_RATE
    ? ["saturated", `${p.name} fires at ${beside(p.rate, SATURATED_RATE)} Hz (above ${SATURATED_RATE} Hz)`]
    : null;

const synchrony: Check = (p) => {
  const c = p.correlation;
  // A short record gives a scatter of its own: the correlation must exceed the limit by more than that.
  if (c.mean - 2 * c.standardError > SYNCHRONOUS_CORRELATION)
    return [
      "synchronous",
      `${p.name}: mean pair correlation ${beside(c.mean, SYNCHRONOUS_CORRELATION)} (above ${SYNCHRONOUS_CORRELATION})`,
    ];
  if (p.size > 1 && p.modulation > SYNCHRONOUS_MODULATION)
    return [
      "synchronous",
      `${p.name}: the population rate swings by ${beside(p.modulation, SYNCHRONOUS_MODULATION)} times its mean (SD beyond chance; above ${format(SYNCHRONOUS_MODULATION)})`,
    ];
  if (p.chi > SYNCHRONOUS_CHI)
    return ["synchronous", `${p.name}: Golomb's χ ${beside(p.chi, SYNCHRONOUS_CHI)} (above ${SYNCHRONOUS_CHI})`];
  return null;
};

const regularity: Check = (p) => {
  if (insufficiency(p) !== null) return null;
  if (p.cv.mean < REGULAR_CV)
    return ["regular", `${p.name}: mean CV ${beside(p.cv.mean, REGULAR_CV)} (below ${format(REGULAR_CV)})`];
  if (p.lv.mean < REGULAR_LV)
    return ["regular", `${p.name}: mean LV ${beside(p.lv.mean, REGULAR_LV)} (below ${format(REGULAR_LV)})`];
  return null;
};

const imbalance: Check = (p) => {
  const currents = p.currents;
  if (currents === undefined) return null;
  // Written so that NaN (nothing excites) fails too.
  if (!(currents.driveOverThreshold >= BALANCED_DRIVE))
    return [
      "unbalanced",
      Number.isFinite(currents.driveOverThreshold)
        ? `${p.name}: excitation is only ${beside(currents.driveOverThreshold, BALANCED_DRIVE)} × the threshold input (at least ${BALANCED_DRIVE} needed): noise drives it, not a cancelled drive`
        : `${p.name}: nothing excites it`,
    ];
  if (!(currents.residual <= BALANCED_RESIDUAL)) return ["unbalanced", `${p.name}: ${describeResidual(currents)}`];
  const net = netOverThreshold(currents);
  if (Math.abs(net) > BALANCED_NET)
    return [
      "unbalanced",
      `${p.name}: the net input is ${beside(net, Math.sign(net) * BALANCED_NET)} × the threshold input (limit ±${BALANCED_NET}): it pins the cells ${net > 0 ? "above" : "below"} threshold instead of hovering there`,
    ];
  return null;
};

/**
 * What a residual beyond its limit means: inhibition too weak, too strong, or off in single cells while the means cancel. ρ alone is 0.68 both for
 * 32 % cancelled and for 1.68 times as much inhibition as excitation.
 */
function describeResidual({ excitatory, inhibitory, residual }: CurrentMetrics): string {
  const ratio = -inhibitory / excitatory;
  const limit = `ρ ${beside(residual, BALANCED_RESIDUAL)}, limit ${BALANCED_RESIDUAL}`;
  if (!Number.isFinite(ratio) || !Number.isFinite(residual)) return "nothing excites it";
  if (ratio > 1 + BALANCED_RESIDUAL) return `inhibition is ${beside(ratio, 1)} times excitation (${limit})`;
  if (ratio === 0) return `nothing inhibits it (${limit})`;
  if (ratio < 1 - BALANCED_RESIDUAL) return `inhibition cancels only ${percent(ratio)} of the excitation (${limit})`;
  return `over its cells inhibition is ${beside(ratio, 1)} times excitation, but in single cells the two differ by ${beside(residual, BALANCED_RESIDUAL)} of the excitation (${limit})`;
}

/** Signed; NaN where cells rest above threshold, so that there is no threshold input. */
function netOverThreshold({ net, excitatory, driveOverThreshold }: CurrentMetrics): number {
  return Number.isFinite(driveOverThreshold) ? (net / excitatory) * driveOverThreshold : NaN;
}

const insufficiency: Check = (p) => {
  if (p.cv.values.length >= NEURONS_FOR_CV) return null;
  return p.size < NEURONS_FOR_CV
    ? ["undetermined", `${p.name}: ${p.size} neurons are too few to judge irregularity by (at least ${NEURONS_FOR_CV})`]
    : ["undetermined", `${p.name}: too few spikes to measure the CV (${p.spikes} in all)`];
};

const CHECKS: readonly Check[] = [silence, saturation, synchrony, regularity, imbalance, insufficiency];

function format(x: number): string {
  return Number.isFinite(x) ? String(Number(x.toPrecision(3))) : "–";
}

/** Three digits, or as many as tell the value from its limit: "0.1004 (above 0.1)", not "0.1 (above 0.1)". */
function beside(x: number, limit: number): string {
  if (!Number.isFinite(x)) return "–";
  for (let digits = 3; digits < 15; digits++) {
    const shown = Number(x.toPrecision(digits));
    if (shown !== Number(limit.toPrecision(3)) && shown > limit === x > limit) return String(shown);
  }
  return String(x);
}

function percent(x: number): string {
  return Number.isFinite(x) ? `${Number((100 * x).toPrecision(3))} %` : "an unknown share";
}
