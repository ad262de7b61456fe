/** Starts the process that fuzzes one format, ends it where an input takes too long or too much, keeps that input, and goes on in another one. */
import { fork, type ChildProcess } from "node:child_process";
import { createHash } from "node:crypto";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { keep } from "./corpus.js";
import { megabytesOf, memorySentence } from "./megabytes.js";
import { OUT, forgetRunning, leftRunning, readRunning, runningFile, runningSince, type Running } from "./running.js";
import type { Counts, Fault } from "./search.js";
import type { FuzzMessage, FuzzTask } from "./serve.js";

/** An input that takes longer hangs, also on a busy machine. */
const HANG_MS = 30_000;
/** How often a process is looked at. */
const LOOK_MS = 200;
/** MB of V8's heap. */
const HEAP_MB = 512;
/** MB of the process: V8's heap, arrays outside it, the memory of WebAssembly, the code. */
const MEMORY_MB = 1024;
const MOST_FAULTS = 20;
/** Of what a process said in the end. */
const LAST_CHARACTERS = 4000;

export interface FuzzOptions extends Omit<FuzzTask, "memory"> {
  readonly memory?: number;
  readonly heap?: number;
  readonly hangMs?: number;
}

/** A fault whose input is on the disk. */
export interface KeptFault {
  readonly what: string;
  readonly folder: string;
  /** Runs it again. */
  readonly command: string;
}

export interface FuzzResult {
  readonly format: string;
  readonly counts: Counts;
  /** Characters of the parsers' sources that ran. */
  readonly covered: number;
  readonly faults: readonly KeptFault[];
  /** Of the input that took longest. */
  readonly slowestMs: number;
}

/** Fuzzes one format, in as many processes after each other as it takes. @param worker the built module of the process */
export async function supervise(worker: URL, options: FuzzOptions): Promise<FuzzResult> {
  const { format, seed } = options;
  const end = Date.now() + 1000 * (options.seconds ?? Infinity);
  const counts: Counts = { inputs: 0, accepted: 0, rejected: 0, kept: 0, faults: 0 };
  const faults: KeptFault[] = [];
  let [covered, slowestMs] = [0, 0];
  for (const path of leftRunning(format)) {
    const running = readRunning(path);
    if (running !== null)
      faults.push(await keepDeath(worker, options, running, "the fuzzer itself was ended during this input"));
    forgetRunning(path);
  }
  while (faults.length < MOST_FAULTS) {
    const ended = await inOneProcess(worker, {
      ...options,
      from: counts.inputs,
      ...(options.inputs === undefined ? {} : { inputs: options.inputs - counts.inputs }),
      ...(options.seconds === undefined ? {} : { seconds: (end - Date.now()) / 1000 }),
    });
    const { done, running, died } = ended;
    if (running === null && done === null) throw new Error(`${format}: ${died?.what ?? "nothing was run"}`);
    // What ran before a death stands in the note of what was tried.
    const part = done?.counts ?? { ...running!.counts, inputs: running!.counts.inputs + 1 };
    for (const key of Object.keys(counts) as (keyof Counts)[]) counts[key] += part[key];
    covered = Math.max(covered, done?.covered ?? 0);
    slowestMs = Math.max(slowestMs, done?.slowestMs ?? ended.lastMs);
    for (const { files, what, isMemory } of ended.faults) {
      const kept = keepFault(options, { seed, files }, what);
      // What others left in a process is no fault of this input, which has a process of its own for any user.
      if (isMemory === true && (await repeat(worker, { ...options, input: kept.folder })).fault === null)
        rmSync(kept.folder, { recursive: true, force: true });
      else faults.push(kept);
    }
    if (died !== null && running !== null) {
      const kept = await keepDeath(worker, options, running, died.what, died.isMemory);
      if (kept !== null) faults.push(kept);
    }
    const over = Date.now() >= end || counts.inputs >= (options.inputs ?? Infinity);
    if (over || (died === null && done?.spent !== true)) break;
  }
  return { format, counts: { ...counts, faults: faults.length }, covered, faults, slowestMs };
}

/** Runs one input that was kept, in a process of its own with the same bounds. */
export async function repeat(
  worker: URL,
  options: FuzzOptions & { readonly input: string },
): Promise<{ readonly said: string | null; readonly fault: string | null }> {
  const { faults, died, said } = await inOneProcess(worker, options);
  const fault = faults.length > 0 ? faults[0].what : (died?.what ?? null);
  if (fault === null && said === undefined) throw new Error(`${options.format}: ${options.input} was not run`);
  return { said: said ?? null, fault };
}

async function keepDeath(worker: URL, options: FuzzOptions, running: Running, what: string): Promise<KeptFault>;
async function keepDeath(
  worker: URL,
  options: FuzzOptions,
  running: Running,
  what: string,
  isMemory: boolean,
): Promise<KeptFault | null>;
async function keepDeath(
  worker: URL,
  options: FuzzOptions,
  running: Running,
  what: string,
  isMemory = false,
): Promise<KeptFault | null> {
  const change = running.stage === "change" ? running.number : undefined;
  const kept = keepFault(options, { ...running, change }, what);
  const alone = await repeat(worker, { ...options, seed: running.seed, input: kept.folder, change });
  if (alone.fault === null && isMemory) {
    rmSync(kept.folder, { recursive: true, force: true });
    return null;
  }
  const again = alone.fault === null ? `it ends: ${alone.said ?? "accepted"}` : "the same, or worse";
  return { ...kept, what: `${what}\nalone, in a process of its own: ${again} (input ${running.number})` };
}

/** Writes an input below out/fuzz, by what is wrong with it and by what it is. */
function keepFault(
  { format, heap, memory }: FuzzOptions,
  { seed, files, change }: Pick<Running, "seed" | "files"> & { readonly change?: number },
  what: string,
): KeptFault {
  const kind = hashOf(what.split("\n")[0].replace(/\d+/g, "#"));
  const own = hashOf(...[...files].flatMap(([name, bytes]) => [name, bytes]));
  const folder = keep(join(OUT, format), `${kind}-${own}`, files);
  const made = change === undefined ? "" : ` --change ${change} --seed ${seed}`;
  const bounds = `${heap === undefined ? "" : ` --heap ${heap}`}${memory === undefined ? "" : ` --memory ${memory}`}`;
  return { what, folder, command: `npm run fuzz -- ${format} --input ${folder}${made}${bounds}` };
}

function hashOf(...parts: readonly (string | Uint8Array)[]): string {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest("hex").slice(0, 8);
}

interface Ended {
  readonly done: Extract<FuzzMessage, { kind: "done" }> | null;
  /** Of one input that was repeated: null where it was accepted. */
  readonly said: string | null | undefined;
  readonly faults: readonly Fault[];
  /** What was tried last, unless all is done. */
  readonly running: Running | null;
  readonly died: { readonly what: string; readonly isMemory: boolean } | null;
  /** That the last try took. */
  readonly lastMs: number;
}

function inOneProcess(worker: URL, options: FuzzOptions): Promise<Ended> {
  const { heap = HEAP_MB, memory = MEMORY_MB, hangMs = HANG_MS, ...task } = options;
  return new Promise((resolve) => {
    const child = fork(fileURLToPath(worker), [JSON.stringify({ ...task, memory } satisfies FuzzTask)], {
      execArgv: [`--max-old-space-size=${heap}`],
      serialization: "advanced",
      stdio: ["ignore", "ignore", "pipe", "ipc"],
    });
    const path = runningFile(task.format, child.pid!);
    const started = Date.now();
    const since = () => runningSince(path) ?? started;
    const faults: Fault[] = [];
    let [done, said]: [Ended["done"], Ended["said"]] = [null, undefined];
    let killed: Ended["died"] = null;
    let last = "";
    child.stderr!.setEncoding("utf8").on("data", (text: string) => (last = (last + text).slice(-LAST_CHARACTERS)));
    child.on("message", (message: FuzzMessage) => {
      if (message.kind === "fault") faults.push(message.fault);
      if (message.kind === "outcome") said = message.said;
      if (message.kind === "done") done = message;
    });
    const watch = setInterval(() => {
      const megabytes = megabytesOf(child.pid!);
      if (Date.now() - since() >= hangMs) killed = { what: `no end within ${hangMs / 1000} s`, isMemory: false };
      if (megabytes > memory) killed = { what: memorySentence(megabytes, memory), isMemory: true };
      if (killed !== null) child.kill("SIGKILL");
    }, LOOK_MS);
    child.on("close", (code, signal) => {
      clearInterval(watch);
      const lastMs = Date.now() - since();
      const running = done === null ? readRunning(path) : null;
      forgetRunning(path);
      const died = code === 0 ? null : (killed ?? { what: deathOf(child, signal, last), isMemory: false });
      resolve({ done, said, faults, running, died, lastMs });
    });
  });
}

/** V8's own sentence, where it had one. */
function deathOf({ exitCode }: ChildProcess, signal: NodeJS.Signals | null, last: string): string {
  const fatal = /^.*(?:FATAL ERROR|Fatal \w+ error|Fatal error)[^\n]*$/m.exec(last)?.[0];
  const how = signal === null ? `code ${exitCode}` : signal;
  return `the process ended with ${how}: ${fatal ?? "what it said last is below"}\n${last}`;
}
