/** What the tables of this folder say of one diagnostic code. */
import type { ExitCode } from "../exit-codes.js";

export type Severity = "error" | "warning" | "note";
export type ExitName = keyof typeof ExitCode;

export interface CodeEntry {
  /** Several: which one depends on the place. */
  readonly severity: Severity | readonly Severity[];
  /** With which the process ends if it is an error; left out: `badInput`. Several: which one depends on the place. */
  readonly exit?: ExitName | readonly ExitName[];
  /** What it means and what to do, in one sentence. */
  readonly when: string;
}

export type CodeTable = Readonly<Record<string, CodeEntry>>;
