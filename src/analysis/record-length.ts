/**
 * What a record of some length can tell of a population that fires like a Poisson process of its mean rate, and which length would tell more. With rate r,
 * N neurons and T seconds, a neuron fires rT times on average and not at all with probability exp(-rT), so that most neurons of a sparse population are
 * silent in a short record for no other reason.
 */
import { SATURATED_RATE, SILENT_RATE } from "../theory/state-limits.js";
import { MINIMUM_INTERVALS } from "./interval-statistics.js";

/** Hz, neurons and seconds of one population's record. */
export interface Sample {
  readonly rate: number;
  readonly size: number;
  readonly seconds: number;
}

/** Seconds. The intervals that a CV needs take at least so long at any rate that is not saturated: below it no state but those of an empty record shows. */
export const SHORTEST_RECORD = (MINIMUM_INTERVALS + 1) / SATURATED_RATE;
/** Spikes that a population must be expected to fire: none then comes by chance in 5 % of records. */
const SPIKES_TO_TELL = 3;
/** Spikes expected at the rate that is usual; fewer than `SPIKES_TO_TELL` then come by chance in 1.4 % of records. */
const USUAL_SPIKES = 8;
/** Standard errors between two hypotheses that a record can tell apart, and between a measure and its limit. */
const ERRORS_APART = 2;
/** The longest record that is proposed, in seconds. */
const LONGEST = 1e7;

/**
 * Can a rate below the limit of silence be told from one at it? In a short record a few spikes more or fewer make the difference.
 *
 * @param usualRate Hz, where it is known what the population does otherwise: a record that would have shown that is long enough
 */
export function tellsSilence({ size, seconds }: Pick<Sample, "size" | "seconds">, usualRate = 0): boolean {
  return SILENT_RATE * size * seconds >= SPIKES_TO_TELL || usualRate * size * seconds >= USUAL_SPIKES;
}

/** Seconds from which on `tellsSilence`. */
export function secondsForSilence(size: number): number {
  return SPIKES_TO_TELL / SILENT_RATE / size;
}

export interface SilentShares {
  /** Share of neurons without a spike if all fire alike. */
  readonly alive: number;
  /** The same if `dead` of the neurons never fire and the others make up the mean rate. */
  readonly dead: number;
  /** Does the record tell one from the other? */
  readonly told: boolean;
}

/** @param dead the share of neurons in question, below 1 */
export function silentShares({ rate, size, seconds }: Sample, dead: number): SilentShares {
  const alive = Math.exp(-rate * seconds);
  const withDead = dead + (1 - dead) * Math.exp((-rate * seconds) / (1 - dead));
  const error = Math.sqrt((alive * (1 - alive)) / size);
  return { alive, dead: withDead, told: withDead - alive >= ERRORS_APART * error };
}

/** Seconds in which `neurons` of a population have the intervals that a CV needs: twice as many are expected to, or 95 % of all if those are fewer. */
export function secondsForIntervals(rate: number, size: number, neurons: number): number {
  const wanted = Math.min(2 * neurons, 0.95 * size) / size;
  const suffices = (seconds: number) => atLeast(MINIMUM_INTERVALS + 1, rate * seconds) >= wanted;
  let [short, long] = [SHORTEST_RECORD, SHORTEST_RECORD];
  while (!suffices(long)) {
    if (long > LONGEST) return Infinity;
    [short, long] = [long, 2 * long];
  }
  for (let k = 0; k < 20; k++) {
    const middle = (short + long) / 2;
    if (suffices(middle)) long = middle;
    else short = middle;
  }
  return long;
}

/** P(X ≥ n) of a Poisson count X. */
function atLeast(n: number, mean: number): number {
  let [term, below] = [Math.exp(-mean), 0];
  for (let k = 0; k < n; k++) {
    below += term;
    term *= mean / (k + 1);
  }
  return 1 - below;
}

/**
 * Is a modulation at the limit two standard errors above none? The error of its square, (Var n - ⟨n⟩)/⟨n⟩², over `bins` counts of independent neurons is
 * √(2/bins)/⟨n⟩: two spikes that fall into one bin of a nearly empty record are no synchrony.
 */
export function tellsModulation({ rate, size }: Sample, bins: number, binMs: number, limit: number): boolean {
  const perBin = (rate * size * binMs) / 1000;
  return (ERRORS_APART * Math.sqrt(2 / bins)) / perBin <= limit * limit;
}
