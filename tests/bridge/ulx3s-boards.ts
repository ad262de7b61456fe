/** The simulated ULX3S, for tests: ids of the program outside, ids of the board on its line. */

import { BoardTarget, type BoardFamily } from "../../firmware-bridge/boards/board-target.js";
import { loihiTerm } from "../../firmware-bridge/boards/state-sum.js";
import { ULX3S, ulx3sImage, type Ulx3sImage } from "../../firmware-bridge/boards/ulx3s-image.js";
import { deploy } from "../../firmware-bridge/protocol/upload.js";
import { buildOnce } from "../../firmware-bridge/simulated/cached-build.js";
import { dialFpgaSimulator } from "../../firmware-bridge/simulated/fpga-simulator.js";
import { systemClock } from "../../firmware-bridge/transport/system-clock.js";
import type { Dialer } from "../../firmware-bridge/transport/transport.js";
import type { NeuronState } from "../../src/program/execution-target.js";
import type { LoihiProgram } from "../../src/program/loihi/program.js";
import type { LoihiTarget } from "../../src/targets/loihi/target.js";
import { gateware, LINK, nextSession } from "./fpga-boards.js";

const FASTEST_BAUD = 12_500_000;

/** @param imageBits of the words of its image space: 18 … 23 */
export function dialUlx3s(imageBits = 18): Dialer {
  const program = buildOnce({
    name: "equipoise-ulx3s",
    root: gateware,
    sources: ["rtl", "sim", "ulx3s"],
    script: "ulx3s/build-sim.sh",
    options: [String(FASTEST_BAUD), String(imageBits)],
    needs: { verilator: "verilator", "g++": "g++", make: "make" },
    what: "The simulated ULX3S",
    instead: "use simulated:fpga",
  });
  return dialFpgaSimulator({ program, baud: FASTEST_BAUD });
}

/** ERASE and a digest of the whole image space are millions of clocks. */
export const PATIENT = { answerMs: 60_000, stuckMs: 300_000 };

const FAMILY: BoardFamily = {
  counters: ["spikes", "synaptic-events", "accumulator-overflows", "u-wrapped", "v-clipped-high", "v-clipped-low"],
  traceWords: 3,
  newState: (n): NeuronState => ({ u: new Float64Array(n), v: new Float64Array(n), refractory: new Float64Array(n) }),
  take(state, k, word) {
    state.u[k] = word(0);
    state.v[k] = word(1);
    state.refractory[k] = word(2);
  },
};

export interface Ulx3s {
  readonly image: Ulx3sImage;
  /** All of it speaks of ids of the board. */
  readonly board: BoardTarget<NeuronState>;
  /** From ids of the board. */
  readonly programIds: ReadonlyMap<number, number>;
}

export async function openUlx3s(program: LoihiProgram, target: LoihiTarget, line: Dialer): Promise<Ulx3s> {
  let image: Ulx3sImage | undefined;
  const host = await deploy(
    line,
    systemClock,
    { ...LINK, ...PATIENT, session: nextSession() },
    (limits) => (image = ulx3sImage(program, target, limits)).bytes,
  );
  const inputs = program.inputs.map((port) => ({ ...port, first: port.first - program.size + ULX3S.sourcesAt }));
  const board = new BoardTarget(
    { size: ULX3S.sourcesAt, dt: program.dt, seed: program.seed, inputs },
    FAMILY,
    host,
    systemClock,
    "simulated:ulx3s",
  );
  const programIds = new Map([...image!.boardIds].map((board, id) => [board, id]));
  return { image: image!, board, programIds };
}

/** The sum that a board with these ids keeps, of one step. */
export function stateSumOn(boardIds: ArrayLike<number>, step: number, { u, v, refractory }: NeuronState): number {
  let sum = 0;
  for (let id = 0; id < u.length; id++) sum = (sum + loihiTerm(step, boardIds[id], u[id], v[id], refractory[id])) >>> 0;
  return sum;
}
