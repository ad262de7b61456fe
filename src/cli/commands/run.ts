/** `equipoise run NET|PROGRAM --on reference|emulator`: one run, recorded. */
import type { CommandModule } from "yargs";
import { createReference } from "../../../emulator/reference/reference.js";
import { RunningMetrics, type RunningSummary } from "../../analysis/running-metrics.js";
import { fail } from "../../diagnostics/diagnostic.js";
import type { ExecutionTarget } from "../../program/execution-target.js";
import type { Program } from "../../program/types.js";
import { follow, type RunHead } from "../../recording/follow.js";
import { RasterHasher, type RecordedPopulation } from "../../recording/recording.js";
import { build, drawFor } from "../../measure/build.js";
import { lossContextOf } from "../../families/loss-context.js";
import { emulatorOf } from "../../families/of-program.js";
import { runLossWarnings, type RunLossContext } from "../../families/run-loss-warnings.js";
import { boardLine, isBoard, openBoard, SIMULATED_NAMES, targetOfBoard } from "../board-line.js";
import { compileOptionsOf, withCompileOptions, type CompileArguments } from "../compile-options.js";
import { readBytes, writeWhole } from "../files.js";
import { isProgramFile, loadNetworkDescription, loadProgram } from "../load.js";
import { prepareOutputs } from "../outputs.js";
import { RunFiles } from "../run-files.js";
import { stepsOfOption } from "../steps-of-option.js";
import { formatTable } from "../table.js";
import { Terminal } from "../terminal.js";
import { BAUD_OPTION } from "./board/options.js";

interface Arguments extends CompileArguments {
  input: string;
  on: string;
  baud?: number;
  duration?: number;
  seed?: number;
  workers: number;
  out?: string;
  csv?: string;
  trace: number[];
  checkpoint?: string;
  resume?: string;
  json: boolean;
  quiet: boolean;
}

/** Steps are recorded in 32 bits. */
const LAST_STEP = 2 ** 32 - 1;

interface Runnable {
  readonly execution: ExecutionTarget;
  readonly network: string;
  readonly seed: number;
  readonly steps: number;
  readonly burnInSteps: number;
  readonly populations: readonly RecordedPopulation[];
  /** What the warnings about losses may recommend; null for the reference, which loses nothing. */
  readonly compiled: RunLossContext | null;
}

async function prepareRun(args: Arguments, terminal: Terminal): Promise<Runnable> {
  if (isProgramFile(args.input)) {
    if (args.on === "reference")
      fail("needs-description", `${args.input} is a compiled program; the reference runs descriptions`, {
        hint: "give the description, or --on emulator",
      });
    const { program } = loadProgram(args.input);
    return {
      execution: await executionOf(program, args, terminal),
      network: program.name,
      seed: program.seed,
      steps:
        args.duration === undefined ? program.steps : stepsOfOption(terminal, "--duration", args.duration, program.dt),
      burnInSteps: program.burnInSteps,
      populations: program.populations,
      compiled: { options: JSON.parse(program.options) as object },
    };
  }
  const ofBoard =
    args.target === undefined && isBoard(args.on) ? await targetOfBoard(boardLine(args.on, args.baud)) : undefined;
  const { target, options } = compileOptionsOf(args, ofBoard);
  const description = loadNetworkDescription(args.input, terminal, { duration: args.duration, seed: args.seed });
  const hooks = { report: terminal.report, progress: terminal.progress };
  const { network, compiled } =
    args.on === "reference"
      ? { network: drawFor(description, target, options, hooks), compiled: undefined }
      : build(description, target, options, hooks);
  const program = compiled?.program;
  return {
    execution: program === undefined ? createReference(network) : await executionOf(program, args, terminal),
    network: network.name,
    seed: network.seed,
    steps: network.steps,
    burnInSteps: network.burnInSteps,
    populations: network.populations.map(({ name, first, size }) => ({ name, first, size })),
    compiled: compiled === undefined ? null : lossContextOf(compiled, options),
  };
}

async function executionOf(
  program: Program,
  { on, baud, workers }: Arguments,
  terminal: Terminal,
): Promise<ExecutionTarget> {
  return isBoard(on) ? openBoard(program, boardLine(on, baud), terminal.progress) : emulatorOf(program, { workers });
}

export const runCommand: CommandModule<object, Arguments> = {
  builder: (argv) =>
    withCompileOptions(argv)
      .positional("input", { type: "string", describe: "description (YAML, JSON) or program (.eqp)" })
      .option("on", {
        type: "string",
        default: "emulator",
        describe: `reference (float64), emulator (the chip bit for bit), a board: ${SIMULATED_NAMES}, board:/dev/ttyUSB1 or board:tcp:HOST:PORT`,
      })
      .option("baud", BAUD_OPTION)
      .option("duration", { type: "number", describe: "ms in all, instead of the description's" })
      .option("seed", { type: "number", describe: "instead of the description's seed" })
      .option("workers", {
        type: "number",
        default: 1,
        describe: "threads of the emulator; the spikes are the same for any number; measure before using more than 1",
      })
      .option("out", { alias: "o", type: "string", describe: "write the recording (.eqr)" })
      .option("csv", { type: "string", describe: "write the spikes as CSV" })
      .option("trace", {
        type: "number",
        array: true,
        default: [],
        describe: "neuron ids whose u and v are recorded after every step",
      })
      .option("checkpoint", { type: "string", describe: "write the state at the end, to go on from" })
      .option("resume", { type: "string", describe: "go on from a checkpoint of the same network" }) as never,
  async handler(args) {
    const terminal = new Terminal(args);
    if (!Number.isInteger(args.workers) || args.workers < 1)
      fail("bad-option", `--workers ${args.workers} is not a whole number of at least 1`);
    if (args.on !== "reference" && args.on !== "emulator" && !isBoard(args.on))
      fail("bad-option", `--on ${args.on} names nothing that runs networks`, {
        hint: `write reference, emulator, ${SIMULATED_NAMES}, board:/dev/ttyUSB1 or board:tcp:HOST:PORT`,
      });
    const { out, csv, checkpoint } = args;
    prepareOutputs(
      [
        { option: "--out", path: out },
        { option: "--csv", path: csv },
        { option: "--checkpoint", path: checkpoint },
      ],
      [args.input, args.resume],
    );
    const run = await prepareRun(args, terminal);
    try {
      const size = run.execution.size;
      const wrong = args.trace.find((n) => !Number.isInteger(n) || n < 0 || n >= size);
      if (wrong !== undefined) fail("bad-option", `--trace ${wrong}: neuron ids go from 0 to ${size - 1}`);
      if (args.resume) await run.execution.restore(readBytes(args.resume));
      if (!(run.steps <= LAST_STEP))
        fail(
          "bad-option",
          `--duration ${args.duration} ms is more than ${LAST_STEP} time steps of ${run.execution.dt} ms`,
          { hint: "give a shorter one" },
        );
      const steps = run.steps - run.execution.step;
      if (steps <= 0)
        fail(
          "nothing-to-run",
          `the checkpoint is at step ${run.execution.step}, but the run ends at step ${run.steps}`,
          { hint: "give a longer --duration" },
        );
      const { execution, populations, burnInSteps } = run;
      const trace = args.trace.length > 0 ? { neurons: Uint32Array.from(args.trace) } : undefined;
      const fromStep = burnInSteps < execution.step + steps ? Math.max(burnInSteps, execution.step) : execution.step;
      // Nothing that grows with the run is kept in memory.
      const raster = new RasterHasher();
      const metrics = new RunningMetrics(populations, execution.dt, fromStep);
      const files = new RunFiles({ out, csv }, populations, execution, trace);
      try {
        const head = await follow(execution, { ...run, steps, trace, progress: terminal.progress }, [
          raster,
          metrics,
          ...files.listeners,
        ]);
        files.write(head);
        if (checkpoint !== undefined) writeWhole(checkpoint, await execution.checkpoint());
        terminal.clearBar();
        const warnings = run.compiled === null ? [] : runLossWarnings([head.losses ?? []], run.compiled);
        if (args.json) warnings.forEach(terminal.report);
        print(terminal, args.json, head, raster, metrics.summary(head.startStep + steps));
        // Last, where it is read.
        warnings.forEach(terminal.report);
      } finally {
        files.close();
      }
    } finally {
      await run.execution.close();
    }
  },
};

function print(
  terminal: Terminal,
  json: boolean,
  head: RunHead,
  raster: RasterHasher,
  populations: readonly RunningSummary[],
): void {
  const { source, network, steps, dt, counters, losses = [] } = head;
  const hash = raster.digest();
  if (json)
    return terminal.printJson({
      source,
      network,
      steps,
      spikes: raster.count,
      rasterHash: hash,
      counters,
      losses,
      diagnostics: terminal.diagnostics,
      populations: populations.map(({ name, rate, cv, silentFraction, correlation }) => ({
        name,
        rate,
        cv,
        silentFraction,
        correlation,
      })),
    });
  const number = (x: number, digits: number) => (Number.isFinite(x) ? x.toFixed(digits) : "–");
  terminal.print(`${network} on ${source}: ${steps} steps of ${dt} ms, ${raster.count} spikes, raster ${hash}`);
  terminal.print(
    formatTable(
      ["population", "neurons", "rate Hz", "CV", "silent", "correlation"],
      populations.map((p) => [
        p.name,
        String(p.size),
        number(p.rate, 3),
        number(p.cv, 3),
        number(p.silentFraction, 3),
        number(p.correlation, 4),
      ]),
    ),
  );
  const counted = Object.entries(counters).filter(([, value]) => value !== 0);
  if (counted.length > 0)
    terminal.print(
      `\n${formatTable(
        ["counter", "value"],
        counted.map(([name, value]) => [name, String(value)]),
      )}`,
    );
}
