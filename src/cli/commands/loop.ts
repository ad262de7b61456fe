/** `equipoise loop NET --on …`: a network that controls a plant, step by step, on anything that runs networks. */
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { CommandModule } from "yargs";
import { countingDialer, type Traffic } from "../../../firmware-bridge/transport/counting.js";
import type { Transport } from "../../../firmware-bridge/transport/transport.js";
import { createReference } from "../../../emulator/reference/reference.js";
import { createCursor } from "../../closed-loop/cursor.js";
import { runClosedLoop, type LoopResult } from "../../closed-loop/closed-loop.js";
import type { Plant, PlantFactory, PlantSetup } from "../../closed-loop/plant.js";
import { fail } from "../../diagnostics/diagnostic.js";
import { drawNetwork } from "../../network/draw-network.js";
import { quantileOfSorted } from "../../numerics/quantile.js";
import type { ExecutionTarget } from "../../program/execution-target.js";
import type { Program } from "../../program/program.js";
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
import { formatTable } from "../table.js";
import { Terminal } from "../terminal.js";
import { RealTimeOfLoop, withRealTime, type RealTimeArguments } from "../real-time-of-loop.js";
import { BAUD_OPTION } from "./board/options.js";

interface Arguments extends CompileArguments, RealTimeArguments {
  network: string;
  on: string;
  baud?: number;
  plant: string;
  duration?: number;
  seed?: number;
  block: number;
  csv?: string;
  json: boolean;
  quiet: boolean;
}

const OWN_PLANTS: Readonly<Record<string, PlantFactory>> = {
  cursor: (setup) => createCursor(setup),
  "cursor-alone": (setup) => createCursor(setup, { controlled: false }),
};

async function plantOf(name: string, setup: PlantSetup): Promise<Plant> {
  if (Object.hasOwn(OWN_PLANTS, name)) return OWN_PLANTS[name](setup);
  let module: { default?: unknown };
  try {
    module = (await import(pathToFileURL(resolve(name)).href)) as { default?: unknown };
  } catch (error) {
    return fail(
      "bad-option",
      `the plant ${name} cannot be loaded: ${error instanceof Error ? error.message : String(error)}`,
      {
        hint: `write ${Object.keys(OWN_PLANTS).join(", ")}, or the path of a module (.mjs) whose default export makes a plant`,
      },
    );
  }
  if (typeof module.default !== "function")
    fail("bad-option", `${name} has no default export that makes a plant`, {
      hint: "export default (setup) => ({ sense, act, state }); docs/closed-loop.md",
    });
  return (module.default as PlantFactory)(setup);
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
  args: Arguments,
  terminal: Terminal,
): Promise<{ setup: PlantSetup; steps: number; runner: Runner }> {
  const line = isBoard(args.on) ? boardLine(args.on, args.baud) : null;
  const { target, options } = compileOptionsOf(
    args,
    args.target ?? (line === null ? undefined : await targetOfBoard(line)),
  );
  const description = loadNetworkDescription(args.network, terminal, { duration: args.duration, seed: args.seed });
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
    withRealTime(withCompileOptions(argv))
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
        describe: "cursor, cursor-alone (nobody holds it), or a module (.mjs) that makes one",
      })
      .option("duration", { type: "number", describe: "ms, instead of the description's" })
      .option("seed", { type: "number", describe: "instead of the description's seed" })
      .option("block", { type: "number", default: 1, describe: "steps between two looks at the plant" })
      .option("csv", { type: "string", describe: "write the plant's course" }) as never,
  async handler(args) {
    const terminal = new Terminal(args);
    if (!Number.isInteger(args.block) || args.block < 1)
      fail("bad-option", `--block ${args.block} is not a whole number of at least 1`);
    RealTimeOfLoop.check(args);
    prepareOutputs([{ option: "--csv", path: args.csv }], [args.network]);
    const { setup, steps, runner } = await prepare(args, terminal);
    const { target, traffic, clock, now, compiled } = runner;
    const realTime = RealTimeOfLoop.of(args, args.block * setup.dt, runner);
    try {
      const plant = await plantOf(args.plant, setup);
      const before = traffic === null ? null : { ...traffic };
      const result = await runClosedLoop(target, setup, plant, {
        steps,
        block: args.block,
        now,
        realTime: realTime?.schedule,
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
      const sorted = Float64Array.from(result.latencies).sort();
      const latency = Object.fromEntries(
        PERCENTILES.map((p) => [p === 1 ? "max" : `p${100 * p}`, quantileOfSorted(sorted, p)]),
      );
      const bytes =
        traffic === null ? null : { sent: traffic.sent - before!.sent, received: traffic.received - before!.received };
      const summary = plant.summary?.();
      if (args.json) {
        warn();
        realTime?.warn(terminal);
        return terminal.printJson({
          on: args.on,
          steps,
          block: args.block,
          spikes: result.spikes,
          fingerprint: result.fingerprint,
          latencyMs: latency,
          clock,
          realTime: realTime?.figures,
          bytes,
          losses,
          plant: summary?.figures ?? null,
        });
      }
      terminal.print(`${target.name}: ${steps} steps, ${result.spikes} spikes, fingerprint ${result.fingerprint}`);
      if (summary !== undefined) terminal.print(summary.text);
      terminal.print();
      const blocks = result.latencies.length;
      const perBlock = (n: number) => (n / blocks).toFixed(1);
      terminal.print(
        formatTable(
          [clock === "board" ? "round trip, ms of the simulated board" : "round trip, ms", ...Object.keys(latency)],
          [
            [
              `${args.block} step${args.block === 1 ? "" : "s"} a block`,
              ...Object.values(latency).map((ms) => ms.toFixed(3)),
            ],
          ],
        ),
      );
      if (bytes !== null)
        terminal.print(`bytes a block: ${perBlock(bytes.sent)} sent, ${perBlock(bytes.received)} received`);
      terminal.print();
      terminal.print(formatTable(["ms", "blocks", ""], histogram(result.latencies)));
      realTime?.print(terminal);
      warn();
      realTime?.warn(terminal);
    } finally {
      await target.close();
    }
  },
};
