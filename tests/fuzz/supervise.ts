/** Starts the thread that fuzzes one format, and ends it where an input takes too long. */
import { Worker } from "node:worker_threads";
import type { Files } from "./format.js";
import type { Counts, Fault } from "./search.js";
import type { FuzzMessage, FuzzTask } from "./worker.js";

/** An input that takes longer hangs, also on a busy machine. */
const HANG_MS = 30_000;
/** MB of the thread's own heap. */
const HEAP_MB = 1000;

export interface FuzzResult {
  readonly format: string;
  readonly counts: Counts;
  /** Characters of the parsers' sources that ran. */
  readonly covered: number;
  readonly faults: readonly Fault[];
  /** Of the input that took longest. */
  readonly slowestMs: number;
}

/** Fuzzes one format, in as many threads after each other as it takes. @param worker the built module of the thread */
export async function supervise(worker: URL, task: FuzzTask): Promise<FuzzResult> {
  const end = Date.now() + 1000 * (task.seconds ?? Infinity);
  let sum: FuzzResult | null = null;
  for (;;) {
    const done: number = sum?.counts.inputs ?? 0;
    const part = await inOneThread(worker, {
      ...task,
      from: done,
      ...(task.inputs === undefined ? {} : { inputs: task.inputs - done }),
      ...(task.seconds === undefined ? {} : { seconds: (end - Date.now()) / 1000 }),
    });
    sum = sum === null ? part : together(sum, part);
    if (!part.spent || Date.now() >= end || sum.counts.inputs >= (task.inputs ?? Infinity)) return sum;
  }
}

function together(first: FuzzResult, second: FuzzResult): FuzzResult {
  const counts = { ...first.counts };
  for (const key of Object.keys(counts) as (keyof Counts)[]) counts[key] += second.counts[key];
  return {
    ...{ format: first.format, counts, faults: [...first.faults, ...second.faults] },
    covered: Math.max(first.covered, second.covered),
    slowestMs: Math.max(first.slowestMs, second.slowestMs),
  };
}

function inOneThread(worker: URL, task: FuzzTask): Promise<FuzzResult & { readonly spent: boolean }> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(worker, {
      workerData: task,
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
    });
    const faults: Fault[] = [];
    let running: Files | null = null;
    let since = 0;
    let slowestMs = 0;
    let counts: Counts = { inputs: 0, accepted: 0, rejected: 0, kept: 0, faults: 0 };
    let covered = 0;
    let spent = false;
    const finish = () => {
      clearInterval(watch);
      resolve({ format: task.format, counts: { ...counts, faults: faults.length }, covered, faults, slowestMs, spent });
    };
    const died = (what: string) => {
      if (running === null) return reject(new Error(`${task.format}: ${what}`));
      faults.push({ files: running, what });
      finish();
    };
    const watch = setInterval(() => {
      if (running === null || Date.now() - since < HANG_MS) return;
      thread.removeAllListeners();
      void thread.terminate();
      died(`no end within ${HANG_MS / 1000} s`);
    }, 500);
    thread.on("message", (message: FuzzMessage) => {
      if (running !== null) slowestMs = Math.max(slowestMs, Date.now() - since);
      if (message.kind === "begin") [running, since] = [message.files, Date.now()];
      if (message.kind === "fault") faults.push(message.fault);
      if (message.kind === "done") ({ counts, covered, spent } = message);
    });
    thread.on("error", (error) => died(error.stack ?? error.message));
    thread.on("exit", (code) => {
      if (code === 0) finish();
      else if (faults.length === 0) died(`the thread ended with code ${code}`);
    });
  });
}
