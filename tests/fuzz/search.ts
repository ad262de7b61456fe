/** Runs changed inputs of one format, and keeps those that reach new code as a start for more. */
import { ArrayFileError } from "../../src/arrays/array-file-error.js";
import { EquipoiseError } from "../../src/diagnostics/diagnostic.js";
import { ExitCode } from "../../src/diagnostics/exit-codes.js";
import { CounterStream } from "../../src/numerics/philox.js";
import type { Coverage } from "./coverage.js";
import { withFile, type Files, type FuzzFormat } from "./format.js";
import { scrambled } from "./mutate.js";

/** MB that the thread may hold: its own heap and what stands outside it, such as the memory of WebAssembly. Others of the process do not count. */
const MOST_MEGABYTES = 2000;

export interface Counts {
  inputs: number;
  accepted: number;
  rejected: number;
  /** Inputs that reached new code. */
  kept: number;
  faults: number;
}

export interface Fault {
  readonly files: Files;
  readonly what: string;
}

export interface SearchOptions {
  readonly seed: number;
  /** Number of the first changed input, where a search goes on. */
  readonly from?: number;
  /** Ends it. */
  readonly enough: (counts: Counts) => boolean;
  readonly coverage?: Coverage;
  /** Told of each input before it runs: a hang is seen from outside. */
  readonly begin?: (files: Files) => void;
  readonly fault: (fault: Fault) => void;
}

/** @returns null for an accepted input, a sentence for a refused one. @throws Error for a fault */
export async function outcomeOf(format: FuzzFormat, files: Files): Promise<string | null> {
  try {
    await format.run(files);
    return null;
  } catch (error) {
    if (error instanceof ArrayFileError) return sentence(error.message);
    if (!(error instanceof EquipoiseError)) throw error;
    if (error.exitCode === ExitCode.internal || error.diagnostics.length === 0)
      throw new Error("a refusal without a reason", { cause: error });
    for (const { message, code } of error.diagnostics) sentence(`${message} [${code}]`);
    return error.message;
  }
}

/** Values that were put into a sentence without a thought. */
function sentence(text: string): string {
  if (/\[object |\bundefined\b|^ *$|has a fault/.test(text)) throw new Error(`no sentence for a user: ${text}`);
  return text;
}

export async function search(format: FuzzFormat, corpus: readonly Files[], options: SearchOptions): Promise<Counts> {
  const { seed, from = 0, enough, coverage, begin, fault } = options;
  const counts: Counts = { inputs: 0, accepted: 0, rejected: 0, kept: 0, faults: 0 };
  const seeds = await format.seeds();
  // Half of all changes begin at what is accepted: a change to what is refused is refused for the same reason, mostly.
  const accepted = [...seeds];
  const refused: Files[] = [];
  const attempt = async (files: Files): Promise<boolean> => {
    let read = false;
    begin?.(files);
    try {
      read = (await outcomeOf(format, files)) === null;
      if (read) counts.accepted++;
      else counts.rejected++;
    } catch (error) {
      counts.faults++;
      fault({ files, what: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    }
    const { heapTotal, external } = process.memoryUsage();
    const megabytes = (heapTotal + external) / 1e6;
    if (megabytes > MOST_MEGABYTES && format.spent?.() !== true) {
      counts.faults++;
      fault({ files, what: `the thread holds ${Math.round(megabytes)} MB` });
      throw new Error(`more than ${MOST_MEGABYTES} MB`);
    }
    return read;
  };
  for (const files of seeds) {
    counts.inputs++;
    if (!(await attempt(files))) throw new Error(`a seed of ${format.name} is not accepted`);
  }
  for (const files of corpus) {
    counts.inputs++;
    ((await attempt(files)) ? accepted : refused).push(files);
  }
  coverage?.look();
  while (!enough(counts) && format.spent?.() !== true) {
    const draw = new CounterStream(seed, 1, from + counts.inputs++);
    const pool = refused.length === 0 || draw.below(2) === 0 ? accepted : refused;
    const files = await changed(format, pool[draw.below(pool.length)], draw);
    const read = await attempt(files);
    if (coverage === undefined || coverage.look() === 0) continue;
    counts.kept++;
    (read ? accepted : refused).push(files);
  }
  return counts;
}

/** One or two changes, of fields mostly, of bytes sometimes. */
async function changed(format: FuzzFormat, files: Files, draw: CounterStream): Promise<Files> {
  let made = files;
  for (let k = 1 + (draw.below(4) >> 1); k > 0; k--) {
    if (draw.below(5) > 0) made = await format.change(made, draw);
    else {
      const names = [...made.keys()];
      const name = names[draw.below(names.length)];
      made = withFile(made, name, scrambled(made.get(name)!, draw));
    }
  }
  return made;
}
