/**
 * Study: a question that takes many verdicts to answer, such as how many bits balance needs. Unlike an experiment it has no single claim to
 * meet; it gives tables, figures and findings, each finding with what theory or the literature says of it.
 */
import type { ProgressSink } from "../src/diagnostics/diagnostic.js";
import type { Figure, Size } from "../phenomena/experiment.js";

export interface StudyRequest {
  readonly size: Size;
  /** Target ids, without the reference. */
  readonly targets: readonly string[];
  /** How many seeds a point gets, instead of the study's own number. */
  readonly seeds?: number;
  /** Worker threads. */
  readonly jobs: number;
  readonly progress?: ProgressSink;
}

/** A map of words over two axes, e.g. verdicts over K and bits, with the boundary that theory predicts. */
export interface VerdictMap {
  readonly title: string;
  readonly caption: string;
  readonly xLabel: string;
  readonly yLabel: string;
  /** Columns, left to right, and rows, top to bottom. */
  readonly xs: readonly string[];
  readonly ys: readonly string[];
  /** [row][column]; `note` is shown in the cell, e.g. the shift of the rate. */
  readonly cells: readonly (readonly {
    readonly word: "survives" | "drifts" | "breaks" | "not-balanced" | "inconclusive" | "does not fit" | "not run";
    readonly note: string;
  }[])[];
  /** Through the cells in units of columns (x) and rows (y), 0 the middle of the first. */
  readonly boundary?: { readonly label: string; readonly xs: readonly number[]; readonly ys: readonly number[] };
}

export interface StudyTable {
  readonly caption: string;
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export interface Finding {
  /** One sentence with its numbers. */
  readonly text: string;
  /** Does it agree with what theory or the literature expects? null: nothing was expected. */
  readonly agrees: boolean | null;
}

export interface StudyResult {
  readonly id: string;
  readonly title: string;
  readonly question: string;
  /** What is expected and why, with the literature. */
  readonly theory: string;
  readonly findings: readonly Finding[];
  readonly tables: readonly StudyTable[];
  readonly maps: readonly VerdictMap[];
  readonly figures: readonly Figure[];
  /** The numbers behind it, for --json. */
  readonly data: unknown;
}

export interface Study {
  readonly id: string;
  readonly title: string;
  readonly question: string;
  run(request: StudyRequest): Promise<StudyResult>;
}
