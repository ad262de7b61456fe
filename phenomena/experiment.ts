/**
 * Experiment: one claim about balanced networks as a thing that can be run. It says which networks to run (conditions), what to measure of
 * a run, what theory expects of the measurements, how far off they may be and why, and what to plot. How they are run, repeated over
 * seeds, held against theory and shown is the business of the other files here; docs/phenomena.md shows how to add one.
 */
import type { SampledInputs } from "../src/analysis/sampled-inputs.js";
import type { FamilyOptions } from "../src/options/option-tables.js";
import type { Metrics } from "../src/analysis/metrics.js";
import type { Network } from "../src/network/types.js";
import type { Recording } from "../src/recording/recording.js";
import type { Figure, FigurePoints } from "../src/report/sweep/figure.js";
import type { TargetSpec } from "../src/targets/target.js";
import type { Tolerance } from "./tolerance.js";

export type { Axis, Figure, FigureCurve, FigurePoints } from "../src/report/sweep/figure.js";

/** quick: all experiments in about two minutes on two cores; full: what documentation and claims stand on. */
export type Size = "quick" | "full";

/** `reference` or the id of a target. */
export type Side = string;

export const REFERENCE: Side = "reference";

/** One network to run. Conditions of several experiments that are alike (text, trace, options) are run once. */
export interface Condition {
  /** Unique in the experiment, e.g. `1/√K, K = 400`. */
  readonly key: string;
  /** Which curve of the figure it belongs to. */
  readonly series: string;
  /** The swept variable. */
  readonly x: number;
  /** The description in YAML, as a user would write it. Its seed is replaced by that of the repetition. */
  readonly description: string;
  /** Neurons, by population, whose voltage is recorded in every step: that many from the first on. */
  readonly trace?: Readonly<Record<string, number>>;
  /** Compiler options that differ from the defaults, by family of targets. */
  readonly options?: Readonly<Partial<Record<TargetSpec["family"], Partial<FamilyOptions>>>>;
}

/** One run of a condition on one side. */
export interface Run {
  readonly side: Side;
  readonly seed: number;
  readonly condition: Condition;
  /** As drawn from the description; the same on every side. */
  readonly network: Network;
  /** As the side has it, in the units of the description: the same on the reference, the integers' values on a target. */
  readonly onSide: Network;
  /** Voltages in mV, of the condition's `trace` and of conductance neurons' sample. */
  readonly recording: Recording;
  /** After the burn-in. */
  readonly metrics: Metrics;
  /** Input currents (E ≥ 0, I ≤ 0; pA, or mV per step for delta synapses) and conductances of sample neurons, by population. */
  readonly inputs: SampledInputs;
}

export interface Curve {
  readonly xs: readonly number[];
  readonly ys: readonly number[];
}

/** What was measured of one run: numbers by name; NaN where it could not be measured. Curves are for figures only and kept for the first seed. */
export interface Measured {
  readonly values: Readonly<Record<string, number>>;
  readonly curves?: Readonly<Record<string, Curve>>;
}

/** What one seed gave on one side, for all conditions. */
export interface SeedPoints {
  readonly side: Side;
  readonly seed: number;
  readonly conditions: readonly Condition[];
  /** NaN where nothing was measured, or the condition was not run on this side. */
  value(condition: string, name: string): number;
  /** The conditions of a series in ascending x, and one measurement of each. */
  series(series: string, name: string): { readonly xs: number[]; readonly ys: number[] };
}

/** What theory expects and what was measured, of one seed. `theory` is NaN where the claim is only a bound. */
export interface Estimate {
  readonly value: number;
  readonly theory: number;
}

/** One number that a claim stands or falls with. */
export interface Quantity {
  /** kebab-case, unique in the experiment. */
  readonly id: string;
  /** What it is, e.g. `slope of log ⟨I_E⟩ over log K, w ∝ 1/√K`. */
  readonly label: string;
  /** Empty for a pure number. */
  readonly unit: string;
  readonly tolerance: Tolerance;
  estimate(points: SeedPoints): Estimate;
  /** Why a target cannot have it, as a sentence; null where it can. Absent: every target can. */
  notExpressible?(target: TargetSpec): string | null;
}

/** Everything measured of one experiment. */
export interface Results {
  readonly sides: readonly Side[];
  readonly seeds: readonly number[];
  readonly conditions: readonly Condition[];
  /** One entry a seed. */
  points(side: Side): readonly SeedPoints[];
  /** Mean over seeds and 90 % interval of one measurement along a series, ready for a figure. */
  figurePoints(side: Side, series: string, name: string, label?: string): FigurePoints;
  /** A curve that the first seed's run of a condition gave; undefined where it did not run. */
  curve(side: Side, condition: string, name: string): Curve | undefined;
}

export interface Experiment {
  readonly id: string;
  readonly title: string;
  /** The claim, in the words of the source text as far as possible. */
  readonly claim: string;
  /** What theory says and where it is derived: two or three sentences with the literature. */
  readonly theory: string;
  conditions(size: Size): readonly Condition[];
  measure(run: Run): Measured;
  readonly quantities: readonly Quantity[];
  figures(results: Results): readonly Figure[];
  /** How a target lowers the networks and what is lost by it, as a sentence; null: nothing to say. Absent: never. */
  lowered?(target: TargetSpec): string | null;
  /** Key of the condition of the full size that is written to examples/phenomena/ID.yaml. */
  readonly example: string;
}
