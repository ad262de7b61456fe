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
import {
  secondsForIntervals,
  secondsForSilence,
  SHORTEST_RECORD,
  silentShares,
  tellsModulation,
  tellsSilence,
} from "./record-length.js";

export type NetworkState =
  "balanced" | "synchronous" | "regular" | "silent" | "saturated" | "unbalanced" | "undetermined";

export interface StateReport {
  readonly state: NetworkState;
  /** One plain clause each: what decided, with the number and the threshold. */
  readonly reasons: readonly string[];
  /** ms of record, without the burn-in, that would determine it; absent where it is determined, and where no length is known to. */
  readonly neededMs?: number;
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

/** A measure that took a population (or the `network`) out of balance. */
export interface Crossing {
  readonly population: string;
  readonly read: (p: PopulationMetrics) => number;
  readonly limit: number;
}

interface Finding {
  /** What crossed which limit, where one number did. */
  readonly crossed?: Omit<Crossing, "population">;
  readonly state: NetworkState;
  readonly reason: string;
  /** Seconds that would determine the state. */
  readonly neededSeconds?: number;
}

interface RunRecord {
  readonly seconds: number;
  /** Hz, the rate that the population has otherwise; 0 where that is not known. */
  readonly usualRate: number;
}

type Check = (p: PopulationMetrics, record: RunRecord) => Finding | null;

/** Whose intervals are judged: populations of enough neurons; where none has enough, all neurons together. */
function judgedForIrregularity({ populations, network }: Metrics): readonly PopulationMetrics[] {
  const large = populations.filter(({ size }) => size >= NEURONS_FOR_CV);
  return large.length > 0 || populations.length === 0 ? large : [network];
}

/**
 * Classifies one run.
 *
 * @param usual a run of the same network that is known to fire, such as the reference beside the target: a population that is silent beside it is so, however
 *   short the record
 */
export function classifyState(metrics: Metrics, usual?: Metrics): StateReport {
  return classify(metrics, usual).report;
}

/** The measures by which a run is not balanced; none where it is, or where no single number tells. */
export function crossingsOf(metrics: Metrics, usual?: Metrics): Crossing[] {
  return classify(metrics, usual).findings.flatMap(({ population, crossed }) =>
    crossed === undefined ? [] : [{ population, ...crossed }],
  );
}

type Found = Finding & { readonly population: string };

function classify(
  metrics: Metrics,
  usual?: Metrics,
): { readonly report: StateReport; readonly findings: readonly Found[] } {
  const cancellationChecked =
    metrics.populations.length > 0 && metrics.populations.every((p) => p.currents !== undefined);
  const seconds = metrics.duration / 1000;
  const usualRates = new Map(usual?.populations.map(({ name, rate }) => [name, rate]));
  const apply = (check: Check, whose: readonly PopulationMetrics[]) =>
    whose
      .map((p) => ({ p, finding: check(p, { seconds, usualRate: usualRates.get(p.name) ?? 0 }) }))
      .flatMap(({ p, finding }): Found[] => (finding === null ? [] : [{ population: p.name, ...finding }]));
  const reportOf = (findings: readonly Finding[]): StateReport => {
    const needed = Math.max(...findings.map(({ neededSeconds = NaN }) => neededSeconds));
    return {
      state: findings[0].state,
      reasons: findings.map(({ reason }) => reason),
      ...(Number.isFinite(needed) ? { neededMs: 1000 * needed } : {}),
      cancellationChecked,
    };
  };
  const irregular = judgedForIrregularity(metrics);
  if (seconds < SHORTEST_RECORD && metrics.populations.length > 0)
    return { report: reportOf([shortness(irregular, seconds)]), findings: [] };
  for (const [check, whose] of [
    [silence, metrics.populations],
    [saturation, metrics.populations],
    [synchrony, metrics.populations],
    [regularity, irregular],
    [imbalance, metrics.populations],
    [insufficiency, irregular],
    [uncertainSilence, metrics.populations],
    [synchrony, [metrics.network]],
  ] as const) {
    const findings = apply(check, whose);
    if (findings.length > 0) return { report: reportOf(findings), findings };
  }
  if (metrics.populations.length === 0)
    return { report: reportOf([{ state: "undetermined", reason: "no population was recorded" }]), findings: [] };
  const reasons = metrics.populations.map(
    (p) =>
      `${p.name}: ${format(p.rate)} Hz, CV ${format(p.cv.mean)}, correlation ${format(p.correlation.mean)}` +
      (p.currents
        ? `, excitation ${format(p.currents.driveOverThreshold)} × threshold with ρ ${format(p.currents.residual)}`
        : ""),
  );
  if (!cancellationChecked)
    reasons.push("input currents were not analysed: the cancellation is taken from the spikes alone");
  return { report: { state: "balanced", reasons, cancellationChecked }, findings: [] };
}

const silence: Check = (p, { seconds, usualRate }) => {
  if (p.rate < SILENT_RATE)
    return tellsSilence({ size: p.size, seconds }, usualRate)
      ? {
          state: "silent",
          crossed: { read: (q) => q.rate, limit: SILENT_RATE },
          reason:
            p.rate === 0
              ? `no neuron of ${p.name} fires`
              : `${p.name} fires at ${beside(p.rate, SILENT_RATE)} Hz (below ${SILENT_RATE} Hz)`,
        }
      : null;
  if (p.silentFraction <= SILENT_SHARE) return null;
  // Of a sparse population most neurons do not fire in a short record: what counts is how many more never fire than chance leaves out.
  const shares = silentShares({ rate: p.rate, size: p.size, seconds }, SILENT_SHARE);
  if (!shares.told || p.silentFraction < shares.dead) return null;
  const chance =
    shares.alive < 0.01
      ? ""
      : `; ${format(100 * shares.alive)} % would not by chance, at ${format(p.rate)} Hz in ${time(seconds)}`;
  return {
    state: "silent",
    crossed: { read: (q) => 1 - q.silentFraction, limit: 1 - SILENT_SHARE },
    reason: `${beside(100 * p.silentFraction, 100 * SILENT_SHARE)} % of ${p.name} never fire (above ${format(100 * SILENT_SHARE)} %${chance})`,
  };
};

const saturation: Check = (p) =>
  p.rate > SATURATED_RATE
    ? {
        state: "saturated",
        crossed: { read: (q) => q.rate, limit: SATURATED_RATE },
        reason: `${p.name} fires at ${beside(p.rate, SATURATED_RATE)} Hz (above ${SATURATED_RATE} Hz)`,
      }
    : null;

const synchrony: Check = (p, { seconds }) => {
  const c = p.correlation;
  // A short record gives a scatter of its own: the correlation must exceed the limit by more than that.
  if (c.mean - 2 * c.standardError > SYNCHRONOUS_CORRELATION)
    return {
      state: "synchronous",
      crossed: { read: (q) => q.correlation.mean, limit: SYNCHRONOUS_CORRELATION },
      reason: `${p.name}: mean pair correlation ${beside(c.mean, SYNCHRONOUS_CORRELATION)} (above ${SYNCHRONOUS_CORRELATION})`,
    };
  const { binMs } = p.rateSeries;
  // Not the series' own length: what is kept of a run has no series.
  const bins = Math.floor((seconds * 1000) / binMs);
  if (
    p.size > 1 &&
    p.modulation > SYNCHRONOUS_MODULATION &&
    tellsModulation({ rate: p.rate, size: p.size, seconds }, bins, binMs, SYNCHRONOUS_MODULATION)
  )
    return {
      state: "synchronous",
      crossed: { read: (q) => q.modulation, limit: SYNCHRONOUS_MODULATION },
      reason: `${p.name}: the population rate swings by ${beside(p.modulation, SYNCHRONOUS_MODULATION)} times its mean (SD beyond chance; above ${format(SYNCHRONOUS_MODULATION)})`,
    };
  if (p.chi > SYNCHRONOUS_CHI)
    return {
      state: "synchronous",
      crossed: { read: (q) => q.chi, limit: SYNCHRONOUS_CHI },
      reason: `${p.name}: Golomb's χ ${beside(p.chi, SYNCHRONOUS_CHI)} (above ${SYNCHRONOUS_CHI})`,
    };
  return null;
};

const regularity: Check = (p) => {
  if (p.cv.values.length < NEURONS_FOR_CV) return null;
  if (p.cv.mean < REGULAR_CV)
    return {
      state: "regular",
      crossed: { read: (q) => q.cv.mean, limit: REGULAR_CV },
      reason: `${p.name}: mean CV ${beside(p.cv.mean, REGULAR_CV)} (below ${format(REGULAR_CV)})`,
    };
  if (p.lv.mean < REGULAR_LV)
    return {
      state: "regular",
      crossed: { read: (q) => q.lv.mean, limit: REGULAR_LV },
      reason: `${p.name}: mean LV ${beside(p.lv.mean, REGULAR_LV)} (below ${format(REGULAR_LV)})`,
    };
  return null;
};

const imbalance: Check = (p) => {
  const currents = p.currents;
  if (currents === undefined) return null;
  // Written so that NaN (nothing excites) fails too.
  if (!(currents.driveOverThreshold >= BALANCED_DRIVE))
    return {
      state: "unbalanced",
      crossed: { read: (q) => q.currents?.driveOverThreshold ?? NaN, limit: BALANCED_DRIVE },
      reason: Number.isFinite(currents.driveOverThreshold)
        ? `${p.name}: excitation is only ${beside(currents.driveOverThreshold, BALANCED_DRIVE)} × the threshold input (at least ${BALANCED_DRIVE} needed): noise drives it, not a cancelled drive`
        : `${p.name}: nothing excites it`,
    };
  if (!(currents.residual <= BALANCED_RESIDUAL))
    return {
      state: "unbalanced",
      crossed: { read: (q) => q.currents?.residual ?? NaN, limit: BALANCED_RESIDUAL },
      reason: `${p.name}: ${describeResidual(currents)}`,
    };
  const net = netOverThreshold(currents);
  if (Math.abs(net) > BALANCED_NET)
    return {
      state: "unbalanced",
      crossed: {
        read: (q) => (q.currents === undefined ? NaN : Math.abs(netOverThreshold(q.currents))),
        limit: BALANCED_NET,
      },
      reason: `${p.name}: the net input is ${beside(net, Math.sign(net) * BALANCED_NET)} × the threshold input (limit ±${BALANCED_NET}): it pins the cells ${net > 0 ? "above" : "below"} threshold instead of hovering there`,
    };
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

const insufficiency: Check = (p, { seconds, usualRate }) => {
  if (p.cv.values.length >= NEURONS_FOR_CV) return null;
  if (p.size < NEURONS_FOR_CV)
    return {
      state: "undetermined",
      reason: `${p.name}: ${p.size} neurons are too few to judge irregularity by (at least ${NEURONS_FOR_CV})`,
    };
  const neededSeconds = secondsNeeded(p, usualRate);
  return {
    state: "undetermined",
    reason: `${p.name}: the record is too short: in ${time(seconds)} too few spikes to measure the CV (${p.spikes} in all, from ${p.size} neurons)${suffices(neededSeconds)}`,
    neededSeconds,
  };
};

/** A small population, which is not asked for its CV, still has to be told from a silent one. */
const uncertainSilence: Check = (p, { seconds, usualRate }) => {
  if (p.rate >= SILENT_RATE || tellsSilence({ size: p.size, seconds }, usualRate)) return null;
  const neededSeconds = secondsForSilence(p.size);
  return {
    state: "undetermined",
    reason: `${p.name}: the record is too short: in ${time(seconds)} ${p.spikes === 0 ? "no spike" : `${p.spikes} of the spikes`} of ${p.size === 1 ? "one neuron" : `${p.size} neurons`} cannot be told from a rate of ${SILENT_RATE} Hz${suffices(neededSeconds)}`,
    neededSeconds,
  };
};

/** Of the whole run: no neuron can have the intervals of a CV, and what is measured is a transient. */
function shortness(populations: readonly PopulationMetrics[], seconds: number): Finding {
  const neededSeconds = Math.max(
    SHORTEST_RECORD,
    ...populations.map((p) => secondsNeeded(p, 0)).filter(Number.isFinite),
  );
  return {
    state: "undetermined",
    reason: `the record is too short: ${time(seconds)} after the burn-in show no state${suffices(neededSeconds)}`,
    neededSeconds,
  };
}

/** For the CV; of a population without a spike, to tell that it is silent. */
function secondsNeeded({ rate, size }: PopulationMetrics, usualRate: number): number {
  const known = Math.max(rate, usualRate);
  return known > 0 ? secondsForIntervals(known, size, NEURONS_FOR_CV) : secondsForSilence(size);
}

function suffices(seconds: number): string {
  return Number.isFinite(seconds) ? `; about ${time(seconds)} after the burn-in would suffice` : "";
}

function time(seconds: number): string {
  return seconds < 1 ? `${format(1000 * seconds)} ms` : `${format(seconds)} s`;
}

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
