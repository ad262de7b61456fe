/**
 * `npm run bench -- cold-start [--quick] [--write-docs]`: how long a process of the command or of the library takes to begin, beside Node alone, and
 * what an emulator with two workers takes to its first step; into docs/performance.md.
 *
 * Each repetition starts every one of them once, one after the other.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { BenchArguments } from "./arguments.js";
import { machineLine } from "./machine-line.js";
import { writeBlock } from "./side-by-side/generated-block.js";
import { markdownTable } from "./side-by-side/markdown-table.js";
import { clock, Timings } from "./timings.js";
import type { Start, StartTask } from "./worker-start.js";

const built = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const NODE = "node -e 0";
const STARTS: Readonly<Record<string, readonly string[]>> = {
  [NODE]: ["-e", "0"],
  "equipoise --version": [built("src/cli/main.js"), "--version"],
  "equipoise --help": [built("src/cli/main.js"), "--help"],
  'import "@equipoise/equipoise"': [built("src/index.js")],
  'import "@equipoise/equipoise/phenomena"': [built("phenomena/index.js")],
};
const EMULATORS = ["loihi1", "spinnaker1", "reference"];
const NEURONS = 2000;
const WORKERS = 2;
/** After the first. */
const STEPS = 200;
const WORKER_START = built("bench/worker-start.js");
/** Threads that do nothing; their processor time is the process's. */
const EMPTY_THREADS = `
const { Worker } = require("node:worker_threads");
const threads = Array.from({ length: ${WORKERS} }, () => new Worker("", { eval: true }));
Promise.all(threads.map((thread) => new Promise((done) => thread.on("exit", done)))).then(() => {
  const { user, system } = process.cpuUsage(before);
  console.log((user + system) / 1e6);
});
const before = process.cpuUsage();
`;
const FULL = 30;
const QUICK = 10;

/** @throws Error where one of them fails */
export function benchColdStart(args: BenchArguments): void {
  const repetitions = args.count("--repetitions", args.has("--quick") ? QUICK : FULL);
  const times = new Timings();
  const cpu = new Timings();
  for (let r = 0; r < repetitions; r++) {
    for (const [name, words] of Object.entries(STARTS)) {
      const begin = clock();
      const { status, stderr } = spawnSync(process.execPath, words, { encoding: "utf8" });
      if (status !== 0) throw new Error(`${name} failed: ${stderr}`);
      times.add(name, clock() - begin);
    }
    for (const on of EMULATORS) {
      const task: StartTask = { on, neurons: NEURONS, workers: WORKERS, steps: STEPS };
      const printed = execFileSync(process.execPath, [WORKER_START, JSON.stringify(task)], { encoding: "utf8" });
      const [first, again] = JSON.parse(printed) as [Start, Start];
      cpu.add(`${on} first`, first.toFirstStep);
      cpu.add(`${on} again`, again.toFirstStep);
      cpu.add(`${on} steps`, first.steps);
      cpu.add(`${on} steps again`, again.steps);
    }
    cpu.add("threads", Number(execFileSync(process.execPath, ["-e", EMPTY_THREADS], { encoding: "utf8" })));
  }
  const starts = markdownTable(
    ["process", "ms", `times ${NODE}`],
    Object.keys(STARTS).map((name) => [`\`${name}\``, times.milliseconds(name), times.ratio(name, NODE)]),
  );
  const workers = markdownTable(
    ["processor time, ms", "to the first step", "again", `next ${STEPS} steps`, "again"],
    [
      ...EMULATORS.map((on) => [
        on,
        ...["first", "again", "steps", "steps again"].map((what) => cpu.milliseconds(`${on} ${what}`)),
      ]),
      [`${WORKERS} threads that do nothing`, cpu.milliseconds("threads"), "", "", ""],
    ],
  );
  const text = [
    `${machineLine()}; ${repetitions} repetitions.`,
    starts,
    `Processor time of all threads, ${NEURONS} neurons, ${WORKERS} workers; again: the second emulator of the same process.`,
    workers,
  ].join("\n\n");
  console.log(`\n${text}`);
  if (args.has("--write-docs")) writeBlock("cold-start", text);
}
