/** What runs the network of a loop: the reference, an emulator or a board, and in whose time it is measured. */
import { countingDialer, type Traffic } from "../../firmware-bridge/transport/counting.js";
import type { Transport } from "../../firmware-bridge/transport/transport.js";
import { createReference } from "../../emulator/reference/reference.js";
import type { PlantSetup } from "../closed-loop/plant.js";
import { drawNetwork } from "../network/draw-network.js";
import type { ExecutionTarget } from "../program/execution-target.js";
import type { Program } from "../program/program.js";
import { build } from "../measure/build.js";
import { lossContextOf } from "../families/loss-context.js";
import type { RunLossContext } from "../families/run-loss-warnings.js";
import { emulatorOf } from "../families/of-program.js";
import { boardLine, isBoard, openBoard } from "./board-line.js";
import { compileOptionsOf, type CompileArguments } from "./compile-options.js";
import { loadNetworkDescription } from "./load.js";
import { queueWordsOf } from "./queue-watch.js";
import { compileOptionsOnBoard } from "./target-on-board.js";
import type { Terminal } from "./terminal.js";

export interface LoopArguments extends CompileArguments {
  readonly on: string;
  readonly baud?: number;
  readonly duration?: number;
  readonly seed?: number;
}

export interface LoopRunner {
  readonly target: ExecutionTarget;
  /** null: no line. */
  readonly traffic: Traffic | null;
  /** Whose time the round trip is measured in: this machine's, or that of a board which is simulated in a time of its own. */
  readonly clock: "wall" | "board";
  /** ms */
  readonly now: () => number;
  /** What the warnings about losses may recommend; null for the reference. */
  readonly compiled: RunLossContext | null;
  /** Words of the queue of the board whose program is emulated; null where none is, or a board itself says what it cannot take. */
  readonly queueWords: number | null;
}

/** This machine's time. */
export const WALL = { clock: "wall", now: () => performance.now() } as const;
const MS_PER_SECOND = 1000;

/** Draws the network, compiles it where it must be, and opens what runs it. */
export async function prepareLoop(
  path: string,
  args: LoopArguments,
  terminal: Terminal,
): Promise<{ name: string; setup: PlantSetup; steps: number; runner: LoopRunner }> {
  const line = isBoard(args.on) ? boardLine(args.on, args.baud) : null;
  const { target, options } = line === null ? compileOptionsOf(args) : await compileOptionsOnBoard(args, line);
  const description = loadNetworkDescription(path, terminal, { duration: args.duration, seed: args.seed });
  if (args.on === "reference") {
    const network = drawNetwork(description);
    return {
      name: network.name,
      setup: network,
      steps: network.steps,
      runner: { target: createReference(network), traffic: null, compiled: null, queueWords: null, ...WALL },
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
      name: network.name,
      setup,
      steps: program.steps,
      runner: {
        target: await emulated(program, terminal),
        traffic: null,
        compiled: context,
        queueWords: queueWordsOf(program),
        ...WALL,
      },
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
  return {
    name: network.name,
    setup,
    steps: program.steps,
    runner: { target: board, traffic, compiled: context, queueWords: null, ...time },
  };
}

async function emulated(program: Program, terminal: Terminal): Promise<ExecutionTarget> {
  const target = await emulatorOf(program);
  for (const note of (await target.notes?.()) ?? []) terminal.report(note);
  return target;
}
