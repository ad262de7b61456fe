/** Verdict: does the balance survive? The types of what goes in and what comes out. */
import type { ExitCode } from "../diagnostics/exit-codes.js";
import type { Metrics } from "../analysis/metrics.js";
import type { NetworkState, StateReport } from "../analysis/classify-state.js";
import type { Equivalence } from "./tost.js";

export type VerdictWord = "survives" | "drifts" | "breaks" | "not-balanced" | "inconclusive";

/** As people read it. */
export const verdictTitle: Readonly<Record<VerdictWord, string>> = {
  survives: "survives",
  drifts: "drifts",
  breaks: "breaks",
  "not-balanced": "not balanced to begin with",
  inconclusive: "inconclusive",
};

/** The same network, initial state and input spikes, run by the reference and by the target. */
export interface RunPair {
  readonly seed: number;
  readonly reference: Metrics;
  readonly target: Metrics;
  /** Metrics of consecutive parts of the two records (`analyseBlocks`), equally many; used where there is one seed only. */
  readonly referenceBlocks?: readonly Metrics[];
  readonly targetBlocks?: readonly Metrics[];
}

export interface VerdictInput {
  readonly runs: readonly RunPair[];
  /** One-sided level of every test; 0.05 unless told. */
  readonly alpha?: number;
  /** Where the number of seeds was left open: the level of the whole plan, which sentences state. `alpha` is then the smaller level of one look. */
  readonly overallAlpha?: number;
}

export interface SampleSummary {
  readonly mean: number;
  /** Between seeds (or blocks); NaN for one value. */
  readonly sd: number;
  readonly values: readonly number[];
}

export interface VerdictRow {
  /** Stable id, e.g. `rate`, `rates-ks`. */
  readonly id: string;
  readonly metric: string;
  readonly population: string;
  readonly unit: string;
  readonly kind: "mean" | "ks" | "wasserstein";
  /** For distances: between reference runs of different seeds. */
  readonly reference: SampleSummary;
  /** For distances: between target and reference of the same seed. */
  readonly target: SampleSummary;
  /** Mean of target - reference; for distances the mean distance. */
  readonly difference: number;
  /** 1 - 2α confidence interval of the difference. */
  readonly interval: readonly [lower: number, upper: number];
  readonly margin: number;
  readonly marginFrom: string;
  readonly equivalent: Equivalence;
  /** `informs`: shown, but the verdict does not rest on it. */
  readonly role: "decides" | "informs";
  /** Seeds that would decide an undecided row; null: none needed, unknown, or too many. */
  readonly neededSeeds: number | null;
  /** Why a row informs only, or could not be measured; may be empty. */
  readonly note: string;
}

export interface RunState {
  readonly seed: number;
  readonly reference: StateReport;
  readonly target: StateReport;
}

/** Seeds of one side that ended in the same state. */
export interface SeedsInState {
  readonly state: NetworkState;
  readonly seeds: readonly number[];
  /** Of the first of these seeds. */
  readonly reasons: readonly string[];
}

export interface SideStates {
  /** In the order of the first seed that ended there. */
  readonly states: readonly SeedsInState[];
  /** True where seeds that could be judged ended in different states that lie far apart. */
  readonly bistable: boolean;
  /** True where they ended in different states because their measures lie about the limit between these. */
  readonly atLimit: boolean;
}

/** What the metrics alone say, whatever the states are. */
export type MetricsOutcome = "within" | "outside" | "undecided";

/** A row of the verdict's table. */
export interface RowRef {
  readonly id: string;
  readonly population: string;
  readonly equivalent: Equivalence;
  /** How far the interval reaches beyond the margin that it leaves, in margins: outside rows by their nearer end, undecided ones by their estimate. */
  readonly severity: number;
}

export interface Verdict {
  readonly verdict: VerdictWord;
  readonly exitCode: ExitCode;
  /** One plain sentence. */
  readonly reason: string;
  readonly runs: readonly RunState[];
  /** The same, gathered by state. */
  readonly sides: { readonly reference: SideStates; readonly target: SideStates };
  /** The target's metrics held against the reference's, also where a side is not balanced. */
  readonly metrics: MetricsOutcome;
  /** Rows that decided or hold up the decision: those outside first, then the undecided ones; of both, means before distances, the furthest first. Empty where all are within. */
  readonly deciding: readonly RowRef[];
  /** The rows that decide and those that inform, population by population. */
  readonly rows: readonly VerdictRow[];
  /** What the intervals were taken over. */
  readonly basis: "seeds" | "blocks of one seed" | "nothing";
  /** Level of each one-sided test, and so of the intervals shown (1 - 2α). */
  readonly alpha: number;
  /** Level that holds for the whole verdict; larger than `alpha` where it was looked at more than once. */
  readonly overallAlpha: number;
  /** Estimate of what would decide, where the verdict is inconclusive for lack of data; `seconds` is biological time per seed at the present number of seeds. */
  readonly needed: { readonly seeds: number; readonly seconds: number } | null;
  /** False where some run had no input currents, so that cancellation was taken from the spikes alone. */
  readonly cancellationChecked: boolean;
}
