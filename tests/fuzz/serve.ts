/** What a process does in which inputs run: it may hang or die, and what it tried is on the disk. */
import { corpusOf, filesIn } from "./corpus.js";
import { Coverage } from "./coverage.js";
import { memorySentence } from "./megabytes.js";
import { runningFile, writeRunning } from "./running.js";
import { changedBy, outcomeOf, search, type Counts, type Fault } from "./search.js";
import type { Files, FuzzFormat } from "./format.js";

export interface FuzzTask {
  readonly format: string;
  readonly seed: number;
  readonly from?: number;
  /** Either ends it. */
  readonly inputs?: number;
  readonly seconds?: number;
  /** MB that the process may have held at most, of every kind. */
  readonly memory: number;
  /** A folder: this one input is run, and nothing else. */
  readonly input?: string;
  /** Of that input the one with this number is made first. */
  readonly change?: number;
}

export type FuzzMessage =
  | { readonly kind: "fault"; readonly fault: Fault }
  /** Of one input: null where it was accepted. */
  | { readonly kind: "outcome"; readonly said: string | null }
  | {
      readonly kind: "done";
      readonly counts: Counts;
      readonly covered: number;
      readonly slowestMs: number;
      readonly spent: boolean;
    };

/** Does the task of the command line, and ends this process. */
export async function serve(formats: readonly FuzzFormat[]): Promise<never> {
  const task = JSON.parse(process.argv[2]) as FuzzTask;
  const format = formats.find(({ name }) => name === task.format);
  if (format === undefined) throw new Error(`no format is called ${task.format}`);
  // Whoever started it is gone: nobody would hear of anything.
  process.on("disconnect", () => process.exit(1));
  await (task.input === undefined ? many(format, task) : one(format, task, filesIn(task.input)));
  process.exit(0);
}

async function one(format: FuzzFormat, { seed, change, memory }: FuzzTask, given: Files): Promise<void> {
  const files = change === undefined ? given : await changedBy(format, given, seed, change);
  try {
    const said = await outcomeOf(format, files);
    const reason = over(memory);
    await tell(reason === null ? { kind: "outcome", said } : { kind: "fault", fault: { files, what: reason } });
  } catch (error) {
    await tell({ kind: "fault", fault: { files, what: whatOf(error) } });
  }
}

async function many(format: FuzzFormat, { seed, from, inputs, seconds, memory }: FuzzTask): Promise<void> {
  const path = runningFile(format.name, process.pid);
  const coverage = new Coverage(format.modules);
  const end = seconds === undefined ? Infinity : Date.now() + 1000 * seconds;
  const { counts, slowestMs, spent } = await search(
    format,
    corpusOf(format.name).map(({ files }) => files),
    {
      ...{ seed, from, coverage, whatOf, over: () => over(memory) },
      enough: (so_far) => so_far.inputs >= (inputs ?? Infinity) || Date.now() >= end || so_far.faults >= 20,
      begin: (running) => writeRunning(path, { seed, ...running }),
      fault: (fault) => tell({ kind: "fault", fault }),
    },
  );
  await tell({ kind: "done", counts, covered: coverage.covered, slowestMs, spent });
}

function over(most: number): string | null {
  const megabytes = Math.round(process.resourceUsage().maxRSS / 1024);
  return megabytes > most ? memorySentence(megabytes, most) : null;
}

function whatOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** Is over once the message has left this process. */
function tell(message: FuzzMessage): Promise<void> {
  return new Promise((resolve, reject) =>
    process.send!(message, undefined, undefined, (error) => (error === null ? resolve() : reject(error))),
  );
}
