/** The simulated FPGA at its limits, against the emulator: each test fails where the RTL had half of what it is about. */
import { describe, expect, it } from "vitest";
import { compileQuantized } from "../../compiler/loihi/compile-quantized.js";
import { layOutFpgaImage } from "../../firmware-bridge/boards/fpga-image.js";
import { ICE40UP5K } from "../../src/targets/loihi/fpga-core.js";
import { foreseen, quantizedOf, train, withSource } from "../board-sums.js";
import { balancedIntegerNetwork } from "./balanced-integer-network.js";
import { lockstep, onBoard } from "./fpga-boards.js";

const BOARD = { imageBytes: 115_200, neurons: 1024, sources: 2048 };
const REFRACTORY = [0, 1, 2, 5, 9, 15, 16, 17, 21, 28, 31, 32, 33, 42, 55, 63];

describe("the simulated FPGA at its limits", () => {
  it("has 1,024 neurons and as many sources, 32 profiles, refractory periods to 63 and 8 thresholds, and all of them count", async () => {
    const { program, target } = balancedIntegerNetwork({
      seed: 31,
      neurons: 1024,
      inDegree: 4,
      profile: "hw",
      steps: 60,
      sources: 1024,
      registers: (i) => ({
        dv: [200, 160][(i >> 4) & 1],
        thresholdMantissa: 5600 + 150 * (i & 7),
        refractory: REFRACTORY[i & 15],
      }),
    });
    const { spikes, ours, theirs } = await lockstep(program, target, { steps: 60, stateEvery: 20 });
    expect(spikes).toBeGreaterThan(1000);
    expect(ours.spikes).toBe(theirs.spikes);
  });

  it("counts 33,000 steps in 15 bits of the log, and injects spikes in all of them", async () => {
    const steps = 33_000;
    const { program, target } = balancedIntegerNetwork({
      seed: 32,
      neurons: 5,
      inDegree: 1,
      profile: "hw",
      steps,
      sources: 2,
    });
    const { spikes } = await lockstep(program, target, { steps, stateEvery: steps });
    expect(spikes).toBeGreaterThan(steps / 100);
  });

  it.each([
    [512, 30, "hw"],
    [256, 62, "hw"],
    [256, 62, "lava"],
  ] as const)(
    "holds delays in a ring that %i neurons share: to %i steps (%s)",
    async (neurons, longestDelay, profile) => {
      const { program, target } = balancedIntegerNetwork({
        seed: 33,
        neurons,
        inDegree: 10,
        profile,
        steps: 150,
        longestDelay,
      });
      const { spikes } = await lockstep(program, target, { steps: 150, stateEvery: 50 });
      expect(spikes).toBeGreaterThan(500);
    },
  );

  it.each([
    [14, 1024, 15, "use delays of at most 14 steps, or at most 512 neurons"],
    [30, 512, 31, "use delays of at most 30 steps, or at most 256 neurons"],
    [62, 256, 63, "use delays of at most 62 steps"],
  ])("takes delays to %i with %i neurons, and refuses %i with the way out", (longest, neurons, beyond, hint) => {
    const of = (longestDelay: number) =>
      balancedIntegerNetwork({ seed: 34, neurons, inDegree: 4, profile: "hw", steps: 1, longestDelay });
    const image = ({ program, target }: ReturnType<typeof of>) => layOutFpgaImage(program, target, BOARD);
    expect(() => image(of(longest))).not.toThrow();
    expect(() => image(of(beyond))).toThrow(
      expect.objectContaining({
        diagnostics: [expect.objectContaining({ code: "board-cannot", hint })],
        message: expect.stringContaining(`cannot hold the delay ${beyond} of`) as string,
      }),
    );
  });
});

describe("weights with a fraction on the simulated FPGA", () => {
  it.each([
    [[-6, -2, 0], 0],
    [[-3, 1, 2], 3],
    [[-1, 3, 4], 5],
    [[0, 4, 5], 6],
  ] as const)("with the exponents %j give the emulator's spikes and states", async (exponents, accumulatorShift) => {
    const { program, target } = balancedIntegerNetwork({
      seed: 41,
      neurons: 80,
      inDegree: 12,
      profile: "hw",
      steps: 100,
      exponents,
      longestDelay: 20,
    });
    expect(layOutFpgaImage(program, target, BOARD).accumulatorShift).toBe(accumulatorShift);
    const { spikes, ours } = await lockstep(program, target, { steps: 100, stateEvery: 20 });
    expect(spikes).toBeGreaterThan(50);
    expect(ours["accumulator-overflows"]).toBe(0);
  });

  it("end the run where a sum leaves the 16 bits that the chip's accumulator has more than", async () => {
    const { program, target } = balancedIntegerNetwork({
      seed: 42,
      neurons: 60,
      inDegree: 4,
      profile: "hw",
      steps: 100,
      exponents: [-6, -2, 2],
      // Both synapses that a neuron has from sources come from the same one, often.
      sources: 3,
      longestDelay: 0,
    });
    await onBoard(program, target, (board) =>
      expect(board.advance(100, () => {})).rejects.toThrow(
        /sums of synaptic input left the 16 bits of the board's accumulator, in units of 2\^-6/,
      ),
    );
  });

  it("sum to 16 bits in the RTL as the compiler foresees: 128 spikes of 255 units fit, 129 do not", async () => {
    const run = async (times: number) => {
      const net = withSource(255, train(times));
      const { program } = compileQuantized(quantizedOf(net), ICE40UP5K, { profile: "hw" });
      const ends = await onBoard(program, ICE40UP5K, (board) =>
        board
          .advance(8, () => {})
          .then(
            () => "whole",
            ({ diagnostics: [{ code }] }: { diagnostics: readonly { code: string }[] }) => code,
          ),
      );
      return [foreseen(net).entries.length, ends];
    };
    expect(await run(128)).toEqual([0, "whole"]);
    expect(await run(129)).toEqual([1, "board-overflow"]);
  });

  it("are refused where one alone leaves them, and in profile lava, which cuts the fraction off sums", () => {
    const image = (profile: "hw" | "lava", exponents: readonly [number, number, number]) => {
      const { program, target } = balancedIntegerNetwork({
        seed: 43,
        neurons: 20,
        inDegree: 4,
        profile,
        steps: 1,
        exponents,
      });
      return () => layOutFpgaImage(program, target, BOARD);
    };
    expect(image("hw", [-6, 7, 0])).toThrow(/cannot add the weight -\d+·2\^7 of I→ to others with 6 bits of fraction/);
    expect(image("lava", [-2, 0, 0])).toThrow(/the profile lava cuts the fraction off the sum of a group/);
  });
});
