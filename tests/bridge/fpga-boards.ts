/** The simulated FPGA, for tests. */
import { openLoihiBoard } from "../../firmware-bridge/boards/loihi-board.js";
import { DEFAULT_LINK } from "../../firmware-bridge/protocol/link-options.js";
import type { UploadOptions } from "../../firmware-bridge/protocol/upload.js";
import { buildFpgaSimulator, dialFpgaSimulator } from "../../firmware-bridge/simulated/fpga-simulator.js";
import { systemClock } from "../../firmware-bridge/transport/system-clock.js";
import type { Dialer } from "../../firmware-bridge/transport/transport.js";
import type { ExecutionTarget } from "../../src/program/execution-target.js";
import type { LoihiProgram } from "../../src/program/loihi/program.js";
import type { LoihiTarget } from "../../src/targets/loihi/target.js";
import { lockstep as lockstepOn, type Lockstep } from "./gateware-lockstep.js";
import { gateware } from "./gateware-verilog.js";

/** A busy machine simulates some hundred thousand clocks a second: silence means little. */
export const LINK = { ...DEFAULT_LINK, answerMs: 5000, redialMs: 20 };

export const dialFpga = (): Dialer => dialFpgaSimulator(buildFpgaSimulator(gateware));

let sessions = 100;
export const nextSession = (): number => sessions++;

export function openFpga(
  program: LoihiProgram,
  target: LoihiTarget,
  line = dialFpga(),
  options: UploadOptions = {},
): Promise<ExecutionTarget> {
  return openLoihiBoard(
    program,
    target,
    line,
    systemClock,
    { ...LINK, session: nextSession() },
    { name: "simulated:fpga", ...options },
  );
}

export async function onBoard<T>(
  program: LoihiProgram,
  target: LoihiTarget,
  use: (board: ExecutionTarget) => Promise<T>,
): Promise<T> {
  const board = await openFpga(program, target);
  try {
    return await use(board);
  } finally {
    await board.close();
  }
}

/** Runs both, as gateware-lockstep.ts says. */
export const lockstep: Lockstep = async (program, target, run) =>
  lockstepOn(await openFpga(program, target), program, target, run);
