/** The simulated ULX3S, for tests. */
import { openLoihiBoard } from "../../firmware-bridge/boards/loihi-board.js";
import type { BoardTarget } from "../../firmware-bridge/boards/board-target.js";
import { buildUlx3sSimulator, dialFpgaSimulator } from "../../firmware-bridge/simulated/fpga-simulator.js";
import { systemClock } from "../../firmware-bridge/transport/system-clock.js";
import type { Dialer } from "../../firmware-bridge/transport/transport.js";
import type { NeuronState } from "../../src/program/execution-target.js";
import type { LoihiProgram } from "../../src/program/loihi/program.js";
import type { LoihiTarget } from "../../src/targets/loihi/target.js";
import { LINK, nextSession } from "./fpga-boards.js";
import { lockstep as lockstepOn, type Run, type Seen } from "./gateware-lockstep.js";
import { gateware } from "./gateware-verilog.js";

/** Of its image space, in words; of the test boards. */
const SMALL_IMAGE_BITS = 18;
/** What such a board says of itself. */
export const SMALL_ULX3S = { imageBytes: 2 << SMALL_IMAGE_BITS, neurons: 8192, sources: 16_384 };

/** @param imageBits of the words of its image space: 18 … 23 */
export function dialUlx3s(imageBits = SMALL_IMAGE_BITS): Dialer {
  return dialFpgaSimulator(buildUlx3sSimulator(gateware, imageBits));
}

/** ERASE and a digest of the whole image space are millions of clocks. */
export const PATIENT = { answerMs: 60_000, stuckMs: 300_000 };

async function openUlx3s(program: LoihiProgram, target: LoihiTarget, line: Dialer): Promise<BoardTarget<NeuronState>> {
  const link = { ...LINK, ...PATIENT, session: nextSession() };
  const board = await openLoihiBoard(program, target, line, systemClock, link, { name: "simulated:ulx3s" });
  return board as BoardTarget<NeuronState>;
}

/** Runs both, as gateware-lockstep.ts says. @param run and the size of the board's image space */
export async function lockstep(
  program: LoihiProgram,
  target: LoihiTarget,
  run: Run & { readonly imageBits?: number },
): Promise<Seen> {
  return lockstepOn(await openUlx3s(program, target, dialUlx3s(run.imageBits)), program, target, run);
}
