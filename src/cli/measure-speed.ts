/**
 * What steps of a board take, measured: each probe runs for few steps and for many, by one STEP each, and the difference has neither the line in it
 * nor what a command costs.
 */
import { imageForBoard } from "../../firmware-bridge/boards/loihi-image.js";
import { mcuImage } from "../../firmware-bridge/boards/mcu-image.js";
import { BoardRun } from "../../firmware-bridge/protocol/board-run.js";
import type { HostLink } from "../../firmware-bridge/protocol/host-link.js";
import type { HelloReply } from "../../firmware-bridge/protocol/messages.js";
import { deploy } from "../../firmware-bridge/protocol/upload.js";
import { systemClock } from "../../firmware-bridge/transport/system-clock.js";
import type { Transport } from "../../firmware-bridge/transport/transport.js";
import { parseDescription } from "../description/load-description.js";
import type { ProgressSink } from "../diagnostics/diagnostic.js";
import { build } from "../measure/build.js";
import { defaultOptions } from "../options/check-options.js";
import { machineOf } from "../program/spinnaker/machine-of-program.js";
import type { Program } from "../program/program.js";
import { loihiTargetById, targetById } from "../targets/registry.js";
import { newSession, type BoardLine } from "./board-line.js";
import { costsOf, SPEED_PROBES, type MeanStep, type SpeedProbe, type StepCosts } from "./speed-probes.js";

/** Steps that are run first: neurons begin at rest, and code is fetched. */
const WARM_UP = 20;
/** Of the log, which must hold all words of a run. */
const LOG_SHARE = 0.8;
/** Words of a full frame: both runs of a pair have an answer of this length. */
const FULL_FRAME = 60;
const REPETITIONS = 3;

export interface MeasuredSpeed {
  readonly board: HelloReply;
  readonly costs: StepCosts;
  /** Whose seconds: this machine's, or those of a simulated board. */
  readonly clock: "wall" | "board";
}

/** @param target whose programs the board runs @throws EquipoiseError as `deploy` */
export async function measureSpeed(line: BoardLine, target: string, progress: ProgressSink): Promise<MeasuredSpeed> {
  const chip = targetById(target);
  const means: MeanStep[] = [];
  let measured: Pick<MeasuredSpeed, "board" | "clock"> | undefined;
  for (const [k, probe] of SPEED_PROBES.entries()) {
    progress("probes", k, SPEED_PROBES.length);
    const { description } = parseDescription(probe.network, "probe.yaml", () => new Uint8Array(0));
    const { program } = build(description, chip, defaultOptions(chip)).compiled;
    const { mean, ...rest } = await measureProbe(line, program, probe);
    means.push(mean);
    measured = rest;
  }
  progress("probes", SPEED_PROBES.length, SPEED_PROBES.length);
  return { ...measured!, costs: costsOf(means) };
}

function imageOf(program: Program, board: HelloReply): Uint8Array {
  return program.family === "loihi"
    ? imageForBoard(program, loihiTargetById(program.target), board).bytes
    : mcuImage(machineOf(program), board.imageBytes).bytes;
}

async function measureProbe({ dial, link }: BoardLine, program: Program, probe: SpeedProbe) {
  let current: Transport | null = null;
  const watched = async () => (current = await dial());
  const session = { ...link, session: newSession() };
  const host = await deploy(watched, systemClock, session, (board) => imageOf(program, board));
  try {
    const { simulation } = current as unknown as Transport;
    const seconds = () => simulation?.seconds() ?? systemClock.now / 1000;
    const wordsAStep = 1 + probe.spikes;
    const short = Math.ceil(FULL_FRAME / wordsAStep);
    const long = Math.floor((LOG_SHARE * host.board.logWords) / wordsAStep);
    const run = new BoardRun(host, systemClock);
    const timed = async (steps: number) => {
      const begun = seconds();
      let passed = 0;
      await run.stepTo(
        run.step + steps,
        () => {},
        () => (passed = seconds() - begun),
      );
      return passed;
    };
    await run.runTo(WARM_UP, () => {});
    const times: number[] = [];
    let [spikes, events] = [0, 0];
    for (let k = 0; k < REPETITIONS; k++) {
      const first = await timed(short);
      const before = await activityOf(host);
      const second = await timed(long);
      const after = await activityOf(host);
      times.push((second - first) / (long - short));
      spikes += after.spikes - before.spikes;
      events += after.events - before.events;
    }
    const steps = REPETITIONS * long;
    const mean: MeanStep = {
      neurons: program.size,
      spikes: spikes / steps,
      events: events / steps,
      seconds: times.sort((x, y) => x - y)[REPETITIONS >> 1],
    };
    const clock: MeasuredSpeed["clock"] = simulation === undefined ? "wall" : "board";
    return { mean, board: host.board, clock };
  } finally {
    host.close();
  }
}

/** The first two counters of every family. */
async function activityOf(host: HostLink): Promise<{ readonly spikes: number; readonly events: number }> {
  const { data } = await host.read("COUNTERS", {});
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  return { spikes: view.getUint32(0, true), events: view.getUint32(4, true) };
}
