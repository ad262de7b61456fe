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

export type { VerdictMap } from "../src/report/sweep/verdict-map-plot.js";
import type { VerdictMap } from "../src/report/sweep/verdict-map-plot.js";

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
