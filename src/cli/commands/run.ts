/** `equipoise run NET|PROGRAM --on reference|emulator`: one run, recorded. */
import type { CommandModule } from "yargs";
import { isAudited } from "../../../firmware-bridge/boards/audit.js";
import { startReference } from "../../../emulator/reference/reference.js";
import { inputsOfReference } from "../../analysis/sampled-inputs.js";
import { RunningMetrics } from "../../analysis/running-metrics.js";
import { fail, type Diagnostic } from "../../diagnostics/diagnostic.js";
import type { ExecutionTarget } from "../../program/execution-target.js";
import type { PlayableSource } from "../../network/source-player.js";
import type { SlicePlaces } from "../../environment/slice-places.js";
import type { Program } from "../../program/program.js";
import { follow, type RunHead } from "../../recording/follow.js";
import type { NetworkDescription } from "../../description/types.js";
import { CURRENT_VARIABLES, isCurrentProbe, PROBE_VARIABLES, type Probe } from "../../description/probe.js";
import { measuredFrom } from "../../recording/measured-from.js";
import { RasterHasher, type RecordedPopulation } from "../../recording/recording.js";
import { writeSourceSpikes } from "../../recording/source-spikes.js";
import type { RunRanks } from "../../node/ranks/run-ranks.js";
import { programWork } from "../../measure/forecast/program-work.js";
import type { RunWork } from "../../measure/forecast/run-work.js";
import { build, drawFor, referenceWork } from "../../measure/build.js";
import { lossContextOf, lossContextOfProgram } from "../../families/loss-context.js";
import { compileIntegers } from "../../families/of-integers.js";
import { emulatorOf, KERNEL_NAMES, readoutOfProgram } from "../../families/of-program.js";
import { readoutOfReference } from "../../families/readout-of-reference.js";
import { runLossWarnings, type RunLossContext } from "../../families/run-loss-warnings.js";
import { printRun } from "../print-run.js";
import { lineErrorsOf } from "../line-errors.js";
import { boardLine, isBoard, openBoard, SIMULATED_NAMES } from "../board-line.js";
import { compileOptionsOf, withCompileOptions, type CompileArguments } from "../compile-options.js";
import { FileSpool } from "../file-spool.js";
import { writePieces, writeWhole } from "../files.js";
import { isProgramFile, loadNetworkDescription, loadProgram } from "../load.js";
import { filesOfIntegers, isIntegersInput, kindOfInput, loadIntegers, optionsOfIntegers } from "../load-integers.js";
import { refuseIdleOptions } from "../obeyed-options.js";
import { prepareOutputs } from "../outputs.js";
import { withSeed } from "../program-seed.js";
import {
  describeCosts,
  openRanks,
  planRanks,
  runDigest,
  serveRanks,
  withRanks,
  withWayOut,
  type RanksArguments,
} from "../ranks-option.js";
import { probesOfOption, probesOfTrace } from "../probe-options.js";
import { RealTimeOfRun } from "../real-time-of-run.js";
import { restoreFrom } from "../restore-from.js";
import { keepsProbes, outputsOfRun, RunFiles } from "../run-files.js";
import { RunProbes, type ProbedRun } from "../run-probes.js";
import { stepsOfOption } from "../steps-of-option.js";
import { compileOptionsOnBoard } from "../target-on-board.js";
import { Terminal } from "../terminal.js";
import { noteUnplayed } from "../unplayed-inputs.js";
import { AUTO_WORKERS, checkThreads, checkWorkers, workersOf } from "../workers-option.js";
import { BAUD_OPTION } from "./board/options.js";
import { timeOption } from "../time-option.js";

interface Arguments extends CompileArguments, RanksArguments {
  input: string;
  on: string;
  baud?: number;
  realTime: boolean;
  duration?: number;
  seed?: number;
  workers?: string;
  kernel?: string;
  out?: string;
  csv?: string;
  npz?: string;
  parquet?: string;
  sourceSpikes?: string;
  probe: string[];
  spikes?: "all" | "probed";
  trace: number[];
  checkpoint?: string;
  checkpointEvery?: number;
  resume?: string;
  json: boolean;
  quiet: boolean;
}

/** Steps are recorded in 32 bits. */
const LAST_STEP = 2 ** 32 - 1;

const NOT_KEPT: Diagnostic = {
  code: "probes-not-kept",
  severity: "note",
  message: "what the probes read goes to no file",
  hint: "add --out FILE, --npz FILE, --csv DIR/ or --parquet DIR/",
};

interface Runnable extends ProbedRun {
  readonly execution: ExecutionTarget;
  readonly network: string;
  readonly seed: number;
  readonly steps: number;
  readonly burnInSteps: number;
  /** What the warnings about losses may recommend; null for the reference, which loses nothing. */
  readonly compiled: RunLossContext | null;
  /** Of the description; null where a program runs without it. */
  readonly sources: readonly PlayableSource[] | null;
}

/** A program, or one made of an integer network; null of a description. */
function programGiven(args: Arguments, terminal: Terminal): Program | null {
  const compiled = isProgramFile(args.input);
  if (!compiled && !isIntegersInput(args.input)) return null;
  if (args.on === "reference")
    fail(
      "needs-description",
      `${args.input} is ${compiled ? "a compiled program" : "an integer network"}; the reference runs descriptions`,
      { hint: "give the description, or --on emulator" },
    );
  if (compiled) return withSeed(loadProgram(args.input).program, args.seed, terminal);
  const integers = loadIntegers(args.input);
  const { target, options } = optionsOfIntegers(args, integers, terminal.report);
  const hooks = { report: terminal.report, progress: terminal.progress };
  return withSeed(compileIntegers(integers, target, options, hooks).program, args.seed, terminal);
}

/** Who executes a run, where it is not this process as it likes. */
interface RunSetting {
  readonly places?: SlicePlaces;
  readonly realTime: RealTimeOfRun | null;
}

async function prepareRun(args: Arguments, terminal: Terminal, setting: RunSetting): Promise<Runnable> {
  const program = programGiven(args, terminal);
  return program === null
    ? prepareDescription(args, terminal, setting)
    : prepareProgram(program, args, terminal, setting);
}

async function prepareProgram(
  program: Program,
  args: Arguments,
  terminal: Terminal,
  setting: RunSetting,
): Promise<Runnable> {
  const { populations } = program;
  noteUnplayed(program.inputs, terminal.report);
  const probes = [...(program.probes ?? []), ...probesAsked(args, populations, program.dt, terminal)];
  return {
    execution: await executionOf(program, args, terminal, () => programWork(program), setting),
    network: program.name,
    seed: program.seed,
    steps:
      args.duration === undefined ? program.steps : stepsOfOption(terminal, "--duration", args.duration, program.dt),
    burnInSteps: program.burnInSteps,
    populations,
    probes,
    spikesKept: (args.spikes ?? program.spikesKept) === "probed" ? "probed" : undefined,
    readoutOf: (probe) => readoutOfProgram(probe, program),
    inputs: null,
    sources: null,
    compiled: lossContextOfProgram(program, isIntegersInput(args.input)),
  };
}

async function prepareDescription(args: Arguments, terminal: Terminal, setting: RunSetting): Promise<Runnable> {
  const { places } = setting;
  const { target, options } = isBoard(args.on)
    ? await compileOptionsOnBoard(args, boardLine(args.on, args.baud))
    : compileOptionsOf(args);
  const description = loadNetworkDescription(args.input, terminal, { duration: args.duration, seed: args.seed });
  const hooks = { report: terminal.report, progress: terminal.progress };
  const releases = !mayReadInputs(args, description);
  const { network, compiled, work } =
    args.on === "reference"
      ? { network: drawFor(description, target, options, hooks), compiled: undefined, work: null }
      : build(description, target, options, { ...hooks, releases });
  const program = compiled?.program;
  noteUnplayed(network.sources, terminal.report);
  const populations = network.populations.map(({ name, first, size }) => ({ name, first, size }));
  const probes = [...(network.probes ?? []), ...probesAsked(args, populations, network.dt, terminal)];
  return {
    execution:
      program === undefined
        ? startReference(network, {
            workers: places === undefined ? workersOf(args.workers, () => referenceWork(network)) : undefined,
            places,
            // A checkpoint names the network that it belongs to, all of it.
            releases: releases && args.checkpoint === undefined && args.resume === undefined,
          })
        : await executionOf(program, args, terminal, () => work, setting),
    network: network.name,
    seed: network.seed,
    steps: network.steps,
    burnInSteps: network.burnInSteps,
    populations,
    probes,
    spikesKept: (args.spikes ?? network.spikesKept) === "probed" ? "probed" : undefined,
    readoutOf: (probe) => compiled?.readoutOf(probe) ?? (compiled ? null : readoutOfReference(probe, network)),
    // Holds on to the network only where it is needed at the end.
    inputs: probes.some(isCurrentProbe)
      ? {
          network,
          of: (recording, sample) =>
            compiled?.inputsOnChip(recording, sample) ?? inputsOfReference(network, recording, sample),
        }
      : null,
    compiled: compiled === undefined ? null : lossContextOf(compiled, options),
    sources: network.sources,
  };
}

/** Whether the input currents of neurons may be worked out at the end, which takes the network's synapses. */
function mayReadInputs({ probe, trace }: Arguments, { probes = [] }: NetworkDescription): boolean {
  return (
    probe.length > 0 ||
    trace.length > 0 ||
    probes.some(({ variables }) =>
      variables.some((variable) => (CURRENT_VARIABLES as readonly string[]).includes(variable)),
    )
  );
}

function probesAsked(
  { probe, trace }: Arguments,
  populations: readonly RecordedPopulation[],
  dt: number,
  terminal: Terminal,
): Probe[] {
  return [...probesOfOption(probe, populations, dt, terminal), ...probesOfTrace(trace, populations)];
}

async function executionOf(
  program: Program,
  { input, on, baud, workers, kernel }: Arguments,
  terminal: Terminal,
  work: () => RunWork | null,
  { places, realTime }: RunSetting,
): Promise<ExecutionTarget> {
  if (isBoard(on)) {
    const line = { ...boardLine(on, baud), runs: kindOfInput(input) };
    return realTime === null ? openBoard(program, line, terminal.progress) : realTime.open(program, line, terminal);
  }
  return emulatorOf(program, {
    workers: places === undefined ? workersOf(workers, work) : undefined,
    places,
    kernel,
    releases: true,
  });
}

export const runCommand: CommandModule<object, Arguments> = {
  builder: (argv) =>
    withRanks(
      withCompileOptions(argv)
        .positional("input", {
          type: "string",
          describe: "description (YAML, JSON), program (.eqp), or integer network (its folder or network.json)",
        })
        .option("on", {
          type: "string",
          default: "emulator",
          describe: `reference (float64), emulator (the chip bit for bit), a board: ${SIMULATED_NAMES}, board:/dev/ttyUSB1 or board:tcp:HOST:PORT`,
        })
        .option("baud", BAUD_OPTION)
        .option("real-time", {
          type: "boolean",
          default: false,
          describe: "a board begins every step when its time has come, and the steps that are late are counted",
        })
        .option(
          "duration",
          timeOption("duration", "ms", { describe: "length of the run, instead of the description's" }),
        )
        .option("seed", {
          type: "number",
          describe: "instead of the description's seed; of a program, of what it draws while it runs",
        })
        .option("workers", {
          type: "string",
          defaultDescription: AUTO_WORKERS,
          describe:
            "threads of the reference or the emulator, or auto: as many as the forecast of `check` finds to be fastest here; the spikes are the same for any number",
        }),
    )
      .option("kernel", {
        choices: KERNEL_NAMES,
        describe:
          "what does the emulator's arithmetic; the spikes are the same with any; the fastest that can be had unless told",
      })
      .option("out", { alias: "o", type: "string", describe: "write the recording (.eqr)" })
      .option("csv", {
        type: "string",
        describe: "write the spikes as CSV; a folder (DIR/) gets spikes.csv and probes.csv",
      })
      .option("npz", { type: "string", describe: "write spikes and probes as NumPy arrays (.npz)" })
      .option("parquet", {
        type: "string",
        describe: "write the spikes as a Parquet table; a folder (DIR/) gets spikes.parquet and probes.parquet",
      })
      .option("source-spikes", {
        type: "string",
        describe: "write the spikes of the description's own sources as NumPy arrays (.npz)",
      })
      .option("probe", {
        type: "string",
        array: true,
        nargs: 1,
        default: [],
        describe: `record besides the description's probes: POPULATION:VARIABLES:NEURONS[:EVERY], such as E:v:5 or "E:v,I_E:first 10:1 ms"; variables are ${PROBE_VARIABLES.join(", ")}`,
      })
      .option("spikes", {
        choices: ["all", "probed"] as const,
        describe: "whose spikes the files keep, instead of the description's; metrics are of all",
      })
      .option("trace", {
        type: "number",
        array: true,
        default: [],
        describe: "short for --probe POPULATION:v,u:NEURON: ids counted over all populations",
      })
      .option("checkpoint", { type: "string", describe: "write the state at the end, to go on from; not of a board" })
      .option(
        "checkpoint-every",
        timeOption("checkpoint-every", "ms", {
          describe: "time of the network after which the file of --checkpoint is written anew, also before the end",
        }),
      )
      .option("resume", {
        type: "string",
        describe: "go on from a checkpoint of the same network; not on a board",
      }) as never,
  async handler(args) {
    const terminal = new Terminal(args);
    if (args.workers !== undefined) checkWorkers(args.workers, terminal.report);
    if (args.on !== "reference" && args.on !== "emulator" && !isBoard(args.on))
      fail("bad-option", `--on ${args.on} names nothing that runs networks`, {
        hint: `write reference, emulator, ${SIMULATED_NAMES}, board:/dev/ttyUSB1 or board:tcp:HOST:PORT`,
      });
    const { out, csv, npz, parquet, checkpoint, checkpointEvery } = args;
    if (args.realTime) checkRealTime(args);
    refuseIdleOptions(
      args,
      {
        ...args,
        kind: kindOfInput(args.input),
        ranks: args.ranks !== undefined || args.join !== undefined,
        fitsTimestep: true,
      },
      terminal.report,
    );
    if (checkpointEvery !== undefined && checkpoint === undefined)
      fail("bad-option", "--checkpoint-every needs --checkpoint FILE");
    const plan = await planRanks(args);
    if (plan?.spawns === true) checkThreads(`--ranks ${plan.of}`, plan.of * plan.threads, terminal.report);
    if (plan !== null && plan.rank > 0) return serveRanks(plan, runDigest(args));
    prepareOutputs(
      [
        ...outputsOfRun({ out, csv, npz, parquet }),
        { option: "--source-spikes", path: args.sourceSpikes },
        { option: "--checkpoint", path: checkpoint },
      ],
      [...filesOfIntegers(args.input), args.resume],
    );
    if (args.sourceSpikes !== undefined) mustPlaySources(args);
    const ranks = plan === null ? null : await openRanks(plan, runDigest(args), terminal);
    let failure: unknown = null;
    try {
      await runOnce(args, terminal, ranks?.places);
    } catch (error) {
      failure = error;
      throw error;
    } finally {
      await ranks?.close(failure);
    }
  },
};

async function runOnce(args: Arguments, terminal: Terminal, ranks: RunRanks | undefined): Promise<void> {
  const { out, csv, npz, parquet, checkpoint, checkpointEvery } = args;
  const paths = { out, csv, npz, parquet };
  const realTime = args.realTime ? new RealTimeOfRun() : null;
  const run = await prepareRun(args, terminal, { places: ranks, realTime });
  let kept: number | null = null;
  try {
    for (const note of (await run.execution.notes?.()) ?? []) terminal.report(note);
    if (args.resume) await restoreFrom(args.resume, run.execution);
    if (!(run.steps <= LAST_STEP))
      fail(
        "bad-option",
        `--duration ${args.duration} ms is more than ${LAST_STEP} time steps of ${run.execution.dt} ms`,
        { hint: "give a shorter one" },
      );
    const steps = run.steps - run.execution.step;
    if (steps <= 0)
      fail("nothing-to-run", `the checkpoint is at step ${run.execution.step}, but the run ends at step ${run.steps}`, {
        hint: "give a longer --duration",
      });
    const { execution, populations } = run;
    const probes = new RunProbes(run, execution.name, execution.step, steps, terminal.report);
    if (realTime !== null) realTime.mustReadNothing(probes.followed.length);
    if (probes.written.length > 0 && !keepsProbes(paths)) terminal.report(NOT_KEPT);
    const fromStep = measuredFrom({ ...run, startStep: execution.step, steps });
    // Nothing that grows with the run is kept in memory.
    const raster = new RasterHasher();
    const metrics = new RunningMetrics(populations, execution.dt, fromStep);
    const { written, spikesOf } = probes;
    const files = await RunFiles.open(paths, populations, execution.dt, { probes: written, spikesOf });
    try {
      const pauses =
        checkpointEvery === undefined
          ? undefined
          : {
              every: stepsBetween(terminal, checkpointEvery, execution.dt),
              at: async (step: number) => {
                writeWhole(checkpoint!, await execution.checkpoint());
                kept = step;
              },
            };
      const options = {
        ...run,
        steps,
        probes: probes.followed,
        progress: terminal.progress,
        pauses,
        stepsAtOnce: realTime?.stepsAtOnce,
      };
      const listeners = [raster, metrics, ...probes.listeners(files.listeners)];
      const head = await follow(execution, options, listeners);
      probes.finish(head, files.listeners);
      files.write(head);
      if (args.sourceSpikes !== undefined) writeSpikesOfSources(args.sourceSpikes, run, head);
      if (checkpoint !== undefined) writeWhole(checkpoint, await execution.checkpoint());
      terminal.clearBar();
      const costs = await ranks?.costs();
      if (costs !== undefined) terminal.log(describeCosts(costs));
      const warnings = run.compiled === null ? [] : runLossWarnings([head.losses ?? []], run.compiled);
      if (args.json) warnings.forEach(terminal.report);
      if (args.json) realTime?.warn(terminal);
      const lineErrors = isAudited(execution) ? lineErrorsOf((await execution.audit()).line, execution.name) : null;
      if (args.json && lineErrors !== null) terminal.report(lineErrors);
      const { counterLimits } = execution;
      const rates = metrics.summary(head.startStep + steps);
      printRun(terminal, args.json, head, fromStep, raster, rates, costs, realTime, counterLimits);
      // Last, where it is read.
      warnings.forEach(terminal.report);
      if (!args.json) realTime?.warn(terminal);
      if (!args.json && lineErrors !== null) terminal.report(lineErrors);
    } finally {
      files.close();
    }
  } catch (error) {
    throw withWayOut(error, checkpoint, kept);
  } finally {
    await run.execution.close();
  }
}

/** @throws EquipoiseError `bad-option` */
function stepsBetween(terminal: Terminal, ms: number, dt: number): number {
  const steps = stepsOfOption(terminal, "--checkpoint-every", ms, dt);
  if (!(steps >= 1)) fail("bad-option", `--checkpoint-every ${ms} ms is shorter than a time step of ${dt} ms`);
  return steps;
}

/** @throws EquipoiseError `bad-option` */
function checkRealTime({ on }: Arguments): void {
  if (!isBoard(on))
    fail("bad-option", `--real-time is about boards; --on ${on} keeps no time`, {
      hint: `write --on ${SIMULATED_NAMES} or board:/dev/ttyUSB1`,
    });
}

/** @throws EquipoiseError `needs-description`, `bad-option` */
function mustPlaySources(args: Arguments): void {
  if (isProgramFile(args.input))
    fail(
      "needs-description",
      `${args.input} is a compiled program; --source-spikes plays the sources of a description`,
      {
        hint: "give the description",
      },
    );
  if ("poisson" in args && args.poisson === "noise" && args.on !== "reference")
    fail("bad-option", "--poisson noise makes Poisson sources a bias and noise, which have no spikes", {
      hint: "leave out --source-spikes, or write --poisson inject",
    });
}

function writeSpikesOfSources(path: string, { sources, seed }: Runnable, { startStep, steps, dt }: RunHead): void {
  const options = { seed, dt, sources: sources ?? [], fromStep: startStep, toStep: startStep + steps };
  writeSourceSpikes(
    options,
    () => new FileSpool(path),
    (file) => writePieces(path, file),
  );
}
