/** What the page of a sweep is made of: plain values, whoever gathered them. */
import type { Verdict, VerdictRow } from "../../verdict/verdict.js";

export type AxisValue = string | number | boolean | null;

export interface SweepPageAxis {
  /** As the sweep names it, e.g. `constants.g`. */
  readonly name: string;
  readonly values: readonly AxisValue[];
}

export interface SweepPagePoint {
  readonly point: number;
  readonly values: Readonly<Record<string, AxisValue>>;
  readonly target: string;
  /** Seeds that are done. */
  readonly seeds: number;
  /** null where no seed is. */
  readonly verdict: Verdict | null;
  readonly deciding: VerdictRow | null;
  readonly use: { readonly cores: number; readonly chips: number } | null;
  /** Hz, by population. */
  readonly predicted: readonly { readonly population: string; readonly float: number; readonly quantized: number }[];
}

/** A task without a result. */
export interface SweepPageProblem {
  readonly task: string;
  readonly point: number;
  readonly seed: number;
  readonly state: "failed" | "running" | "missing";
  readonly code: string;
  readonly message: string;
}

export interface SweepPage {
  readonly name: string;
  /** File of the network, as the sweep names it. */
  readonly network: string;
  /** `equipoise 0.1.0` */
  readonly version: string;
  readonly command: string;
  readonly axes: readonly SweepPageAxis[];
  readonly seeds: readonly number[];
  readonly tasks: number;
  readonly points: readonly SweepPagePoint[];
  readonly problems: readonly SweepPageProblem[];
}
