/** Runs changed inputs of one format, and keeps those that reach new code as a start for more. */
import { ArrayFileError } from "../../src/arrays/array-file-error.js";
import { EquipoiseError } from "../../src/diagnostics/diagnostic.js";
import { ExitCode } from "../../src/diagnostics/exit-codes.js";
import { CounterStream } from "../../src/numerics/philox.js";
import type { Coverage } from "./coverage.js";
import { withFile, type Files, type FuzzFormat } from "./format.js";
import { scrambled } from "./mutate.js";
import type { Running } from "./running.js";

/** Streams of random numbers: what is changed, and how. */
const PICK = 2;
const CHANGE = 1;

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
  /** More was held than may be: it may be what others left. */
  readonly isMemory?: boolean;
}

export interface SearchOptions {
  readonly seed: number;
  /** Number of the first changed input, where a search goes on. */
  readonly from?: number;
  /** Ends it. */
  readonly enough: (counts: Counts) => boolean;
  readonly coverage?: Coverage;
  /** Told of each input before it is made, and before it runs: what dies of it, or hangs, is seen from outside. */
  readonly begin?: (running: Omit<Running, "seed">) => void;
  readonly whatOf: (error: unknown) => string;
  readonly fault: (fault: Fault) => Promise<void> | void;
  /** After each input: why this process must not go on, such as what it holds; null where it may. */
  readonly over: () => string | null;
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
  if (/\S{1100}/.test(text)) throw new Error(`a sentence with a word of ${text.length} characters`);
  return text;
}

/** @returns what was counted, the time of the input that took longest, and whether another process must go on */
export async function search(
  format: FuzzFormat,
  corpus: readonly Files[],
  { seed, from = 0, enough, coverage, begin, whatOf, fault, over }: SearchOptions,
): Promise<{ readonly counts: Counts; readonly slowestMs: number; readonly spent: boolean }> {
  const counts: Counts = { inputs: 0, accepted: 0, rejected: 0, kept: 0, faults: 0 };
  let slowestMs = 0;
  let spent = false;
  const seeds = await format.seeds();
  // Half of all changes begin at what is accepted: a change to what is refused is refused for the same reason, mostly.
  const accepted = [...seeds];
  const refused: Files[] = [];
  const told = (stage: Running["stage"], files: Files) =>
    begin?.({ number: from + counts.inputs, stage, files, counts: { ...counts } });
  const attempt = async (files: Files): Promise<boolean> => {
    told("run", files);
    counts.inputs++;
    const began = performance.now();
    let read = false;
    try {
      read = (await outcomeOf(format, files)) === null;
      if (read) counts.accepted++;
      else counts.rejected++;
    } catch (error) {
      counts.faults++;
      await fault({ files, what: whatOf(error) });
    }
    slowestMs = Math.max(slowestMs, Math.round(performance.now() - began));
    const reason = over();
    spent = reason !== null || format.spent?.() === true;
    if (reason !== null) await fault({ files, what: reason, isMemory: true });
    return read;
  };
  for (const files of seeds) if (!(await attempt(files))) throw new Error(`a seed of ${format.name} is not accepted`);
  for (const files of corpus) ((await attempt(files)) ? accepted : refused).push(files);
  coverage?.look();
  while (!enough(counts) && !spent) {
    const number = from + counts.inputs;
    const pick = new CounterStream(seed, PICK, number);
    const pool = refused.length === 0 || pick.below(2) === 0 ? accepted : refused;
    const begun = pool[pick.below(pool.length)];
    told("change", begun);
    const files = await changedBy(format, begun, seed, number);
    const read = await attempt(files);
    // Lets the process hear whether whoever started it still lives.
    await new Promise(setImmediate);
    if (coverage === undefined || coverage.look() === 0) continue;
    counts.kept++;
    (read ? accepted : refused).push(files);
  }
  return { counts, slowestMs, spent };
}

/** One or two changes, of fields mostly, of bytes sometimes: the same ones for the same seed and number. */
export async function changedBy(format: FuzzFormat, files: Files, seed: number, number: number): Promise<Files> {
  const draw = new CounterStream(seed, CHANGE, number);
  let made = files;
  for (let k = 1 + (draw.below(4) >> 1); k > 0; k--) {
    if (draw.below(5) > 0) made = await format.change(made, draw);
    else {
      const names = [...made.keys()];
      // An input may have lost all its files.
      if (names.length === 0) return made;
      const name = names[draw.below(names.length)];
      made = withFile(made, name, scrambled(made.get(name)!, draw));
    }
  }
  return made;
}
