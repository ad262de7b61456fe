/** `equipoise loop NET --on …`: a network that controls a plant, step by step, on anything that runs networks. */
import type { CommandModule } from "yargs";
import { countingDialer, type Traffic } from "../../../firmware-bridge/transport/counting.js";
import type { Transport } from "../../../firmware-bridge/transport/transport.js";
import { createReference } from "../../../emulator/reference/reference.js";
import { askPlant } from "../../closed-loop/ask-plant.js";
import { runClosedLoop, type LoopResult } from "../../closed-loop/closed-loop.js";
import type { Plant, PlantSetup } from "../../closed-loop/plant.js";
import { fail } from "../../diagnostics/diagnostic.js";
import { drawNetwork } from "../../network/draw-network.js";
import { quantileOfSorted } from "../../numerics/quantile.js";
import type { ExecutionTarget } from "../../program/execution-target.js";
import type { Program } from "../../program/program.js";
import { version } from "../../program/version.js";
import { build } from "../../measure/build.js";
import { runLossesOf } from "../../program/run-losses.js";
import { lossContextOf } from "../../families/loss-context.js";
import { runLossWarnings, type RunLossContext } from "../../families/run-loss-warnings.js";
import { emulatorOf } from "../../families/of-program.js";
import { boardLine, isBoard, openBoard, SIMULATED_NAMES, targetOfBoard } from "../board-line.js";
import { compileOptionsOf, withCompileOptions, type CompileArguments } from "../compile-options.js";
import { writeWhole } from "../files.js";
import { loadNetworkDescription } from "../load.js";
import { prepareOutputs } from "../outputs.js";
import { initPlant, type PlantLanguage } from "../init-plant.js";
import { PLANT_TEMPLATES } from "../plant-templates.js";
import { plantOf } from "../plants.js";
import { formatTable } from "../table.js";
import { Terminal } from "../terminal.js";
import { BAUD_OPTION } from "./board/options.js";

interface Arguments extends CompileArguments {
  /** With --init-plant the file to be written. */
  network?: string;
  initPlant?: PlantLanguage;
  on: string;
  baud?: number;
  plant: string;
  plantTimeout: number;
  duration?: number;
  seed?: number;
  block: number;
  csv?: string;
  json: boolean;
  quiet: boolean;
}

interface Runner {
  readonly target: ExecutionTarget;
  /** null: no line. */
  readonly traffic: Traffic | null;
  /** Whose time the round trip is measured in: this machine's, or that of a board which is simulated in a time of its own. */
  readonly clock: "wall" | "board";
  /** ms */
  readonly now: () => number;
  /** What the warnings about losses may recommend; null for the reference. */
  readonly compiled: RunLossContext | null;
}

const WALL = { clock: "wall", now: () => performance.now() } as const;
const MS_PER_SECOND = 1000;

async function prepare(
  path: string,
  args: Arguments,
  terminal: Terminal,
): Promise<{ setup: PlantSetup; steps: number; runner: Runner }> {
  const line = isBoard(args.on) ? boardLine(args.on, args.baud) : null;
  const { target, options } = compileOptionsOf(
    args,
    args.target ?? (line === null ? undefined : await targetOfBoard(line)),
  );
  const description = loadNetworkDescription(path, terminal, { duration: args.duration, seed: args.seed });
  if (args.on === "reference") {
    const network = drawNetwork(description);
    return {
      setup: network,
      steps: network.steps,
      runner: { target: createReference(network), traffic: null, compiled: null, ...WALL },
    };
  }
  const { network, compiled } = build(description, target, options, {
    report: terminal.report,
    progress: terminal.progress,
  });
  const { program } = compiled;
  // The plant counts in the program's steps.
  const setup = { ...network, dt: program.dt, seed: program.seed };
  const context = lossContextOf(compiled, options);
  if (line === null)
    return {
      setup,
      steps: program.steps,
      runner: { target: await emulated(program, terminal), traffic: null, compiled: context, ...WALL },
    };
  const { dial, traffic } = countingDialer(line.dial);
  let simulation: Transport["simulation"];
  const watched = async () => {
    const opened = await dial();
    ({ simulation } = opened);
    return opened;
  };
  const board = await openBoard(program, { ...line, dial: watched }, terminal.progress);
  const time =
    simulation === undefined ? WALL : ({ clock: "board", now: () => MS_PER_SECOND * simulation!.seconds() } as const);
  return { setup, steps: program.steps, runner: { target: board, traffic, compiled: context, ...time } };
}

async function emulated(program: Program, terminal: Terminal): Promise<ExecutionTarget> {
  const target = await emulatorOf(program);
  for (const note of (await target.notes?.()) ?? []) terminal.report(note);
  return target;
}

const PERCENTILES = [0.5, 0.9, 0.99, 1];

function percentiles(latencies: Float64Array): Record<string, number> {
  const sorted = Float64Array.from(latencies).sort();
  return Object.fromEntries(PERCENTILES.map((p) => [p === 1 ? "max" : `p${100 * p}`, quantileOfSorted(sorted, p)]));
}

const BINS = 12;
const BAR = 40;

/** Latency by equal parts of its logarithm: a few late answers and many early ones are both seen. */
function histogram(latencies: Float64Array): string[][] {
  const sorted = Float64Array.from(latencies).sort();
  const [low, high] = [Math.max(sorted[0], 1e-3), Math.max(sorted[sorted.length - 1], 2e-3)];
  const edge = (k: number) => low * (high / low) ** (k / BINS);
  const counts = new Array<number>(BINS).fill(0);
  for (const ms of sorted)
    counts[
      Math.min(BINS - 1, Math.max(0, Math.floor((BINS * Math.log(Math.max(ms, low) / low)) / Math.log(high / low))))
    ]++;
  const most = Math.max(...counts);
  return counts.map((count, k) => [
    `${edge(k).toFixed(3)} – ${edge(k + 1).toFixed(3)}`,
    String(count),
    "█".repeat(Math.ceil((BAR * count) / most)),
  ]);
}

function csvOf({ trajectory }: LoopResult, block: number, dt: number): string {
  const names = Object.keys(trajectory);
  const rows = Array.from(trajectory[names[0]], (_, b) =>
    [((b + 1) * block * dt).toString(), ...names.map((name) => String(trajectory[name][b]))].join(","),
  );
  return `${["ms", ...names].join(",")}\n${rows.join("\n")}\n`;
}

export const loopCommand: CommandModule<object, Arguments> = {
  builder: (argv) =>
    withCompileOptions(argv)
      .positional("network", { type: "string", describe: "description with stimuli of the type host" })
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
      .option("plant-timeout", {
        type: "number",
        default: 10,
        describe: "seconds that a plant may take for an answer",
      })
      .option("init-plant", {
        type: "string",
        choices: Object.keys(PLANT_TEMPLATES),
        describe: "write a plant to start from, into the file that stands in place of the network",
      })
      .option("duration", { type: "number", describe: "ms, instead of the description's" })
      .option("seed", { type: "number", describe: "instead of the description's seed" })
      .option("block", { type: "number", default: 1, describe: "steps between two looks at the plant" })
      .option("csv", { type: "string", describe: "write the plant's course" }) as never,
  async handler(args) {
    const terminal = new Terminal(args);
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
    prepareOutputs([{ option: "--csv", path: args.csv }], [path]);
    const { setup, steps, runner } = await prepare(path, args, terminal);
    const { target, traffic, clock, now, compiled } = runner;
    const timeout = args.plantTimeout * MS_PER_SECOND;
    let plant: Plant | null = null;
    try {
      plant = await plantOf(args.plant, setup, {
        steps,
        block: args.block,
        version,
        timeout,
        log: (bytes) => void process.stderr.write(bytes),
      });
      const before = traffic === null ? null : { ...traffic };
      const result = await runClosedLoop(target, setup, plant, {
        steps,
        block: args.block,
        now,
        plantNow: WALL.now,
        plantTimeout: timeout,
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
      const warn = () => compiled !== null && runLossWarnings([losses], compiled).forEach(terminal.report);
      if (args.csv !== undefined) writeWhole(args.csv, csvOf(result, args.block, setup.dt));
      const [latency, plantLatency] = [percentiles(result.latencies), percentiles(result.plantLatencies)];
      const bytes =
        traffic === null ? null : { sent: traffic.sent - before!.sent, received: traffic.received - before!.received };
      const driver = plant;
      const summary = await askPlant("summary", timeout, () => driver.summary?.());
      if (args.json) {
        warn();
        return terminal.printJson({
          on: args.on,
          steps,
          block: args.block,
          spikes: result.spikes,
          fingerprint: result.fingerprint,
          latencyMs: latency,
          clock,
          plantLatencyMs: plantLatency,
          bytes,
          losses,
          plant: summary?.figures ?? null,
        });
      }
      terminal.print(`${target.name}: ${steps} steps, ${result.spikes} spikes, fingerprint ${result.fingerprint}`);
      if (summary !== undefined && summary.text !== "") terminal.print(summary.text);
      terminal.print();
      const blocks = result.latencies.length;
      const perBlock = (n: number) => (n / blocks).toFixed(1);
      const row = (what: string, values: Record<string, number>) => [
        what,
        ...Object.values(values).map((ms) => ms.toFixed(3)),
      ];
      terminal.print(
        formatTable(
          [`ms for a block of ${args.block} step${args.block === 1 ? "" : "s"}`, ...Object.keys(latency)],
          [
            row(clock === "board" ? "network, in the simulated board's time" : "network, there and back", latency),
            row("plant", plantLatency),
          ],
        ),
      );
      if (bytes !== null)
        terminal.print(`bytes a block: ${perBlock(bytes.sent)} sent, ${perBlock(bytes.received)} received`);
      terminal.print();
      terminal.print(formatTable(["ms", "blocks", ""], histogram(result.latencies)));
      warn();
    } finally {
      await plant?.close?.();
      await target.close();
    }
  },
};
