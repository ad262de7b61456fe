/** `equipoise loop NET --on …`: a network that controls a plant, step by step, on anything that runs networks. */
import type { CommandModule } from "yargs";
import { askPlant } from "../../closed-loop/ask-plant.js";
import { runClosedLoop, type LoopResult } from "../../closed-loop/closed-loop.js";
import { loopLatencies } from "../../closed-loop/loop-latencies.js";
import { fail } from "../../diagnostics/diagnostic.js";
import { runLossWarnings } from "../../families/run-loss-warnings.js";
import type { ExecutionTarget } from "../../program/execution-target.js";
import { runLossesOf } from "../../program/run-losses.js";
import { version } from "../../program/version.js";
import { SpikeLog } from "../../recording/recording.js";
import { SIMULATED_NAMES } from "../board-line.js";
import { commandLine } from "../command-line.js";
import { withCompileOptions } from "../compile-options.js";
import { writeWhole } from "../files.js";
import { percentilesOf } from "../delay-tables.js";
import { initPlant, type PlantLanguage } from "../init-plant.js";
import { prepareLoop, WALL, type LoopArguments } from "../loop-runner.js";
import { refuseIdleOptions } from "../obeyed-options.js";
import { pageOf, prepareOutputs } from "../outputs.js";
import { PLANT_TEMPLATES } from "../plant-templates.js";
import { plantOf, type NamedPlant } from "../plants.js";
import { printLoop } from "../print-loop.js";
import { QueueWatch } from "../queue-watch.js";
import { Terminal } from "../terminal.js";
import { RealTimeOfLoop, withRealTime, type RealTimeArguments } from "../real-time-of-loop.js";
import { BAUD_OPTION } from "./board/options.js";
import { timeOption } from "../time-option.js";

const MS_PER_SECOND = 1000;

interface Arguments extends LoopArguments, RealTimeArguments {
  /** With --init-plant the file to be written. */
  network?: string;
  initPlant?: PlantLanguage;
  plant: string;
  plantTimeout: number;
  block: number;
  csv?: string;
  report?: string;
  json: boolean;
  quiet: boolean;
}

function csvOf({ trajectory, latencies }: LoopResult, block: number, steps: number, dt: number): string {
  const names = Object.keys(trajectory);
  const rows = Array.from(latencies, (_, b) =>
    [String(Math.min((b + 1) * block, steps) * dt), ...names.map((name) => String(trajectory[name][b]))].join(","),
  );
  return `${["ms", ...names].join(",")}\n${rows.join("\n")}\n`;
}

export const loopCommand: CommandModule<object, Arguments> = {
  builder: (argv) =>
    withRealTime(withCompileOptions(argv))
      .positional("network", {
        type: "string",
        describe: "description with stimuli of the type host; with --init-plant the file to be written",
      })
      .option("on", {
        type: "string",
        default: "emulator",
        describe: `reference, emulator, a board: ${SIMULATED_NAMES}, board:/dev/ttyUSB1 or board:tcp:HOST:PORT`,
      })
      .option("baud", BAUD_OPTION)
      .option("plant", {
        type: "string",
        default: "cursor",
        describe:
          'cursor, cursor-alone (nobody holds it), a module (.mjs, .js), a command line such as "python cart.py", or udp:HOST:PORT',
      })
      .option(
        "plant-timeout",
        timeOption("plant-timeout", "s", { default: 10, describe: "time that a plant may take for an answer" }),
      )
      .option("init-plant", {
        type: "string",
        choices: Object.keys(PLANT_TEMPLATES),
        describe: "write a plant to start from, into the file that stands in place of the network",
      })
      .option("duration", timeOption("duration", "ms", { describe: "length of the run, instead of the description's" }))
      .option("seed", { type: "number", describe: "instead of the description's seed" })
      .option("block", { type: "number", default: 1, describe: "steps between two looks at the plant" })
      .option("csv", { type: "string", describe: "write the plant's course" })
      .option("report", {
        type: "string",
        describe:
          "write a page of the course, the spikes and the latencies: a path that ends in .html, or a folder for report.html",
      }) as never,
  async handler(args) {
    const terminal = new Terminal(args);
    const report = args.report === undefined ? undefined : pageOf(args.report);
    if (args.initPlant !== undefined) return initPlant(args.initPlant, args.network, terminal);
    const path =
      args.network ??
      fail("usage", "loop needs a network", {
        hint: "equipoise loop NETWORK, or loop --init-plant js|python|gym [FILE]",
      });
    if (!Number.isInteger(args.block) || args.block < 1)
      fail("bad-option", `--block ${args.block} is not a whole number of at least 1`);
    if (!(args.plantTimeout > 0))
      fail("bad-option", `--plant-timeout ${args.plantTimeout} is no number of seconds above 0`);
    RealTimeOfLoop.check(args);
    refuseIdleOptions(args, { ...args, input: path, kind: "description" }, terminal.report);
    prepareOutputs(
      [
        { option: "--csv", path: args.csv },
        { option: "--report", path: report },
      ],
      [path],
    );
    const { name, setup, steps, runner } = await prepareLoop(path, args, terminal);
    const { target, traffic, clock, now, compiled, queueWords } = runner;
    const realTime = RealTimeOfLoop.of(args, args.block * setup.dt, runner);
    const spikes = report === undefined ? null : new SpikeLog();
    const queue = queueWords === null ? null : new QueueWatch(queueWords);
    let driven: NamedPlant | null = null;
    let failed = false;
    try {
      driven = await plantOf(args.plant, setup, {
        steps,
        block: args.block,
        version,
        timeout: args.plantTimeout * MS_PER_SECOND,
        log: (bytes) => void process.stderr.write(bytes),
      });
      const { plant, timeout } = driven;
      const before = traffic === null ? null : { ...traffic };
      const result = await runClosedLoop(target, setup, plant, {
        steps,
        block: args.block,
        now,
        realTime: realTime?.schedule,
        plantNow: WALL.now,
        plantTimeout: timeout,
        onSpike: spikes === null ? undefined : (step, id) => spikes.push(step, id),
        onInject: (injected) => queue?.take(injected),
        progress: terminal.progress,
      });
      terminal.clearBar();
      const losses =
        compiled === null
          ? []
          : runLossesOf(await target.counters(), (await target.losses?.()) ?? null, {
              populations: setup.populations,
              steps,
            });
      const warn = () => {
        if (compiled !== null) runLossWarnings([losses], compiled).forEach(terminal.report);
        if (queue !== null && queue.warning !== null) terminal.report(queue.warning);
      };
      if (args.csv !== undefined) writeWhole(args.csv, csvOf(result, args.block, steps, setup.dt));
      const bytes =
        traffic === null ? null : { sent: traffic.sent - before!.sent, received: traffic.received - before!.received };
      const summary = (await askPlant("summary", timeout, () => plant.summary?.())) ?? null;
      if (report !== undefined)
        writeWhole(
          report,
          (await import("../../report/render-loop.js")).renderLoop({
            network: name,
            on: target.name,
            plant: args.plant,
            command: commandLine(),
            version: `equipoise ${version}`,
            dt: setup.dt,
            steps,
            block: Math.min(args.block, steps),
            populations: setup.populations,
            spikeSteps: spikes!.steps(),
            spikeIds: spikes!.ids(),
            result,
            summary,
            clock,
          }),
        );
      if (args.json) {
        const { network, plant } = loopLatencies(result);
        warn();
        realTime?.warn(terminal);
        return terminal.printJson({
          on: args.on,
          steps,
          block: args.block,
          spikes: result.spikes,
          fingerprint: result.fingerprint,
          latencyMs: percentilesOf(network),
          clock,
          realTime: realTime?.figures,
          plantLatencyMs: percentilesOf(plant),
          bytes,
          losses,
          plant: summary?.figures ?? null,
        });
      }
      printLoop(terminal, { on: target.name, steps, block: args.block, result, clock, bytes, summary });
      realTime?.print(terminal);
      warn();
      realTime?.warn(terminal);
    } catch (error) {
      failed = true;
      throw error;
    } finally {
      await closeBoth(driven, target, failed);
    }
  },
};

/** Closes plant and network. @param failed there is an error already, which is the one to be told */
async function closeBoth(driven: NamedPlant | null, target: ExecutionTarget, failed: boolean): Promise<void> {
  const quietly = (closing: Promise<void>) => (failed ? closing.catch(() => {}) : closing);
  try {
    if (driven !== null) await quietly(askPlant("close", driven.timeout, () => driven.plant.close?.()));
  } finally {
    await quietly(target.close());
  }
}
