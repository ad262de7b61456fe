/** The gateware answers like the model of the board. */
import { join } from "node:path";
import { describe, it } from "vitest";
import { buildFpgaSimulator, dialFpgaSimulator } from "../../firmware-bridge/simulated/fpga-simulator.js";
import { expectSameAnswers } from "./conformance.js";

describe("the gateware and the model of the board", () => {
  it.each([1, 2, 3, 4])(
    "answer 400 random frames alike, byte for byte (seed %i)",
    async (seed) => {
      const limits = {
        board: 0x4b355055,
        imageBytes: 115_200,
        neurons: 1024,
        sources: 2048,
        maxData: 120,
        window: 3,
        logWords: 1024,
        injectWords: 256,
        traceWords: 3,
        clockHz: 24_000_000,
        features: 3,
      };
      const dial = dialFpgaSimulator(buildFpgaSimulator(join(import.meta.dirname, "../../firmware-bridge/gateware")));
      // Never to neurons, whose records have words without memory.
      await expectSameAnswers(
        { limits, counters: 6, writeAt: (even) => (even(4) === 0 ? even(496) : 16_896 + even(9000)), dial },
        seed,
        400,
      );
    },
    240_000,
  );
});
