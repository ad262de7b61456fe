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
import { BoardIds } from "./board-ids.js";
import { BoardTarget, needFeature, type BoardFamily, type BoardOptions } from "./board-target.js";
import { FPGA_ACCUMULATOR } from "../../src/targets/loihi/fpga-core.js";
import { boardSums } from "../../src/targets/loihi/board-accumulator.js";
import { profileOf } from "../../src/targets/registry.js";
import { WHOLE_WEIGHTS, type FpgaImage } from "./fpga-program.js";
import { imageForBoard } from "./loihi-image.js";

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

/**
 * Lava's accumulator is wider than the board's 16 bits, and so is the chip's where weights have a fraction: a run in which a sum left them is not
 * theirs. Undefined where the board's wraps just as the chip's does.
 */
function accumulatorCheck(program: LoihiProgram, target: LoihiTarget, shift: number): BoardFamily["check"] {
  const board = { widths: target.widths, accumulator: FPGA_ACCUMULATOR };
  const sums = boardSums(board, profileOf(target, program.profile), WHOLE_WEIGHTS - shift);
  if (sums === null) return undefined;
  const [whose, hint] =
    sums.fraction === 0
      ? ["which Lava's would hold", "compile for a smaller --scale, or with --profile hw, whose accumulator wraps"]
      : [
          `in units of 2^-${sums.fraction}, which the chip's would hold`,
          "compile for this board with --weight-exponent network or fewer --weight-bits, so that weights have fewer bits of fraction; give integers larger weight exponents",
        ];
  return (counters) => {
    const overflows = counters[ACCUMULATOR_OVERFLOWS];
    if (overflows > 0) {
      fail(
        "board-overflow",
        `${overflows >= COUNTER_16 ? "At least " : ""}${overflows.toLocaleString("en")} sums of synaptic input left the ${sums.bits} bits of the board's accumulator, ${whose}.`,
        { exitCode: ExitCode.device, hint },
      );
    }
  };
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
  let image: FpgaImage | undefined;
  const imageFor = (board: HelloReply) => {
    needFeature(board, lava ? Feature.LAVA_PROFILE : Feature.HW_PROFILE, options, "Loihi-style");
    image = imageForBoard(program, target, board);
    return image.bytes;
  };
  const host = await deploy(dial, clock, link, imageFor, options);
  const { accumulatorShift, events, places } = image!;
  const family = { ...LOIHI_FAMILY, check: accumulatorCheck(program, target, accumulatorShift) };
  const ids = places === undefined ? undefined : new BoardIds(places);
  return new BoardTarget(program, family, host, clock, options.name, options.realTime, { events, ids });
}
