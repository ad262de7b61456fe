/**
 * `npm run bench -- forecast`: what `check` and `compile` say of a run's time and memory, beside the run.
 *
 *   --repetitions N (3, the shortest is taken)    --on NAME,NAME     --quick: fewer networks, once
 *   --out FILE   everything as JSON, also what each run had to do, from which the costs in src/measure/forecast/run-costs.ts are fitted
 *   --write-docs the table into docs/performance.md
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { forecastRun, type RunForecast } from "../../src/measure/forecast/forecast-run.js";
import { machineFactor, yardstickMs } from "../../src/measure/forecast/machine-speed.js";
import { emulationWork, type RunWork } from "../../src/measure/forecast/run-work.js";
import { drawFor, prepare, referenceWork } from "../../src/measure/build.js";
import { loadDescription } from "../../src/node/files/load-description.js";
import { defaultOptions } from "../../src/options/check-options.js";
import { targetById } from "../../src/targets/registry.js";
import type { BenchArguments } from "../arguments.js";
import { machineLine } from "../machine-line.js";
import { ROOT } from "../../scripts/python-environments.js";
import { sweptNetwork } from "../scaling/network.js";
import { writeBlock } from "../side-by-side/generated-block.js";
import { markdownTable } from "../side-by-side/markdown-table.js";
import { runOurs } from "../side-by-side/simulators.js";
import { significant } from "../timings.js";

interface Case {
  readonly name: string;
  readonly file: string;
}

interface Outcome {
  readonly name: string;
  readonly on: string;
  readonly work: RunWork;
  readonly forecast: RunForecast;
  readonly seconds: number;
  readonly bytes: number;
}

/** Steps before the clock starts: the first ones are slow, since their code is not compiled yet. */
const TRANSIENT = 300;
const RUNNERS = ["loihi1", "spinnaker1", "reference"] as const;

function casesOf(folder: string, quick: boolean): Case[] {
  const example = (name: string): Case => ({ name, file: join(ROOT, "examples", `${name}.yaml`) });
  const swept = (neurons: number, outdegree: number, rate: number, mixed: boolean): Case => {
    const name = `swept, N = ${neurons}, K = ${outdegree}, ${rate} Hz${mixed ? ", mixed" : ""}`;
    const file = join(folder, `${neurons}-${outdegree}-${rate}-${mixed}.yaml`);
    writeFileSync(file, sweptNetwork({ neurons, outdegree, rate, mixed }));
    return { name, file };
  };
  const few = [example("brunel"), swept(10_000, 100, 20, false)];
  if (quick) return few;
  return [
    ...few,
    example("microcircuit-10percent"),
    example("vogels-abbott-cuba"),
    swept(10_000, 1000, 20, false),
    swept(10_000, 1000, 20, true),
    swept(40_000, 250, 40, true),
    swept(50_000, 500, 10, false),
  ];
}

/** What the forecast says of a run of so many steps. */
function foresee(file: string, on: string, steps: number): { work: RunWork; forecast: RunForecast } {
  const { description } = loadDescription(file);
  if (on === "reference") {
    const target = targetById("loihi1");
    const work = { ...referenceWork(drawFor(description, target, defaultOptions(target))), steps };
    return { work, forecast: forecastRun(work) };
  }
  const target = targetById(on);
  const { network, sized } = prepare(description, target, { ...defaultOptions(target), oversize: true });
  const work = { ...emulationWork(network, sized)!, steps };
  return { work, forecast: forecastRun(work) };
}

function measure({ name, file }: Case, on: string, repetitions: number, folder: string, steps: number): Outcome {
  const { work, forecast } = foresee(file, on, steps);
  const runs = Array.from(
    { length: repetitions },
    () => runOurs(name, folder, { network: file, on, threads: 1, transient: TRANSIENT, steps }).costs,
  );
  return {
    ...{ name, on, work, forecast },
    seconds: Math.min(...runs.map((costs) => costs.simulate)),
    bytes: Math.max(...runs.map((costs) => costs.peakBytes)),
  };
}

const ratio = (x: number) => x.toFixed(2);

export async function benchForecast(args: BenchArguments): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "equipoise-forecast-"));
  const repetitions = args.count("--repetitions", args.has("--quick") ? 1 : 3);
  const steps = args.count("--steps", 3000);
  const on = args.text("--on")?.split(",") ?? RUNNERS;
  try {
    const outcomes: Outcome[] = [];
    for (const each of casesOf(folder, args.has("--quick")))
      for (const runner of on) {
        const outcome = measure(each, runner, repetitions, folder, steps);
        outcomes.push(outcome);
        const { forecast, seconds, bytes } = outcome;
        console.error(
          `${each.name} on ${runner}: ${ratio(forecast.seconds / seconds)} of the time, ${ratio(forecast.bytes / bytes)} of the memory`,
        );
      }
    const table = markdownTable(
      ["network", "on", "seconds", "forecast / run", "MB", "forecast / run"],
      outcomes.map(({ name, on: where, forecast, seconds, bytes }) => [
        name,
        where,
        significant(seconds),
        ratio(forecast.seconds / seconds),
        (bytes / 1e6).toFixed(0),
        ratio(forecast.bytes / bytes),
      ]),
    );
    const speed = `Yardstick of the machine: ${yardstickMs().toFixed(2)} ms, ${machineFactor().toFixed(2)} times the usual.`;
    const text = `${machineLine()} ${steps} steps, one worker, ${repetitions} repetitions. ${speed}\n\n${table}`;
    console.log(text);
    const out = args.text("--out");
    if (out !== undefined) writeFileSync(out, `${JSON.stringify(outcomes, null, 1)}\n`);
    if (args.has("--write-docs")) writeBlock("forecast", text);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
