/**
 * Every code that a message can carry, once: what it means and what to do, its severity, its exit code.
 * docs/messages.md is generated from here; a code that is not here does not compile.
 */
import { BOARD } from "./codes/board.js";
import { CLUSTER } from "./codes/cluster.js";
import { COMMAND_LINE } from "./codes/command-line.js";
import { COMPILE } from "./codes/compile.js";
import { DESCRIPTION } from "./codes/description.js";
import type { CodeEntry, CodeTable } from "./codes/entry.js";
import { FILES } from "./codes/files.js";
import { NETWORK } from "./codes/network.js";
import { RANKS } from "./codes/ranks.js";
import { RUN } from "./codes/run.js";
import { TARGET } from "./codes/target.js";
import { THEORY } from "./codes/theory.js";
import { ExitCode } from "./exit-codes.js";

/** In the order of a network's way; the headings of docs/messages.md. */
export const CODE_AREAS: readonly { readonly title: string; readonly codes: CodeTable }[] = [
  { title: "Descriptions", codes: DESCRIPTION },
  { title: "Drawing the network", codes: NETWORK },
  { title: "Targets and options", codes: TARGET },
  { title: "Compiling", codes: COMPILE },
  { title: "What theory does not see", codes: THEORY },
  { title: "Files", codes: FILES },
  { title: "Running and judging", codes: RUN },
  { title: "Several processes and machines", codes: RANKS },
  { title: "Boards", codes: BOARD },
  { title: "Sweeps on a cluster", codes: CLUSTER },
  { title: "Command line and experiments", codes: COMMAND_LINE },
];

export const CODES = {
  ...DESCRIPTION,
  ...NETWORK,
  ...TARGET,
  ...COMPILE,
  ...THEORY,
  ...FILES,
  ...RUN,
  ...RANKS,
  ...BOARD,
  ...CLUSTER,
  ...COMMAND_LINE,
};

export type Code = keyof typeof CODES;

export function isCode(text: string): text is Code {
  return Object.hasOwn(CODES, text);
}

/** The exit code of an error: that of the table where it is fixed, else `badInput`. */
export function exitCodeOf(code: Code): ExitCode {
  const { exit = "badInput" }: CodeEntry = CODES[code];
  return ExitCode[typeof exit === "string" ? exit : "badInput"];
}
