/** A board of the Loihi family as an execution target. */
import { fail } from "../../src/diagnostics/diagnostic.js";
import { ExitCode } from "../../src/diagnostics/exit-codes.js";
import type { ExecutionTarget, NeuronState } from "../../src/program/execution-target.js";
import type { LoihiProgram } from "../../src/program/loihi/program.js";
import type { LoihiTarget } from "../../src/targets/loihi/target.js";
import { Feature } from "../protocol/codes.js";
import type { LinkOptions } from "../protocol/link-options.js";
import type { HelloReply } from "../protocol/messages.js";
import { deploy } from "../protocol/upload.js";
import type { Clock, Dialer } from "../transport/transport.js";
import { BoardTarget, needFeature, type BoardFamily, type BoardOptions, type EventCounts } from "./board-target.js";
import { layOutFpgaImage } from "./fpga-image.js";

const ACCUMULATOR_OVERFLOWS = "accumulator-overflows";

/** The core counts losses in 16 bits, and stops there. */
const COUNTER_16 = 2 ** 16 - 1;

const LOIHI_FAMILY: BoardFamily = {
  counters: ["spikes", "synaptic-events", ACCUMULATOR_OVERFLOWS, "u-wrapped", "v-clipped-high", "v-clipped-low"],
  counterLimits: {
    [ACCUMULATOR_OVERFLOWS]: COUNTER_16,
    "u-wrapped": COUNTER_16,
    "v-clipped-high": COUNTER_16,
    "v-clipped-low": COUNTER_16,
  },
  traceWords: 3,
  newState: (n): NeuronState => ({ u: new Float64Array(n), v: new Float64Array(n), refractory: new Float64Array(n) }),
  take(state, k, word) {
    state.u[k] = word(0);
    state.v[k] = word(1);
    state.refractory[k] = word(2);
  },
};

/** Lava's accumulator is wider than the board's 16 bits: a run in which a sum left them is not Lava's. */
function checkAccumulator(counters: Readonly<Record<string, number>>): void {
  const overflows = counters[ACCUMULATOR_OVERFLOWS];
  if (overflows > 0) {
    fail(
      "board-overflow",
      `${overflows} sums of synaptic input left the 16 bits of the board's accumulator, which Lava's would hold.`,
      { exitCode: ExitCode.device, hint: "compile for a smaller scale, or with the profile hw" },
    );
  }
}

/** Uploads a program and arms the board. @throws EquipoiseError where the program does not fit or the board cannot be reached */
export async function openLoihiBoard(
  program: LoihiProgram,
  target: LoihiTarget,
  dial: Dialer,
  clock: Clock,
  link: LinkOptions,
  options: BoardOptions,
): Promise<ExecutionTarget> {
  const lava = program.profile === "lava";
  let events: EventCounts | undefined;
  const imageFor = (board: HelloReply) => {
    needFeature(board, lava ? Feature.LAVA_PROFILE : Feature.HW_PROFILE, options, "Loihi-style");
    const image = layOutFpgaImage(program, target, board);
    events = image.events;
    return image.bytes;
  };
  const host = await deploy(dial, clock, link, imageFor, options);
  const family = lava ? { ...LOIHI_FAMILY, check: checkAccumulator } : LOIHI_FAMILY;
  return new BoardTarget(program, family, host, clock, options.name, options.realTime, events);
}
