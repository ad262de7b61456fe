/** The simulated FPGA's line: cables that are pulled, bytes that are lost, steps that keep their pace. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createEmulator } from "../../emulator/loihi/emulator.js";
import { layOutFpgaImage } from "../../firmware-bridge/boards/fpga-image.js";
import { openLoihiBoard } from "../../firmware-bridge/boards/loihi-board.js";
import type { HelloReply } from "../../firmware-bridge/protocol/messages.js";
import { FaultyTransport } from "../../firmware-bridge/transport/faulty-transport.js";
import { systemClock } from "../../firmware-bridge/transport/system-clock.js";
import type { Dialer, Transport } from "../../firmware-bridge/transport/transport.js";
import { balancedIntegerNetwork } from "./balanced-integer-network.js";
import { withCable } from "./firmware-boards.js";
import { dialFpga, LINK, nextSession, openFpga } from "./fpga-boards.js";
import { everyone } from "./gateware-lockstep.js";
import { erased, pacedRun, type Paced } from "./paced-run.js";

const CLOCK_HZ = 24_000_000;

describe("a line that fails", () => {
  it("is taken up again when the cable is pulled at every tenth of the upload, and in every block of the run; nothing is lost", async () => {
    const steps = 60;
    const block = 20;
    const { program, target } = balancedIntegerNetwork({ seed: 9, neurons: 80, inDegree: 10, profile: "hw", steps });
    const cable = withCable(dialFpga());
    let tenth = 1;
    const onProgress = (_phase: string, done: number, total: number) => {
      if (done < (total * tenth) / 10 || tenth === 10) return;
      tenth++;
      cable.pull();
    };
    const board = await openFpga(program, target, cable.dial, { onProgress });
    try {
      expect(tenth).toBe(10);
      const emulator = await createEmulator(program, target);
      const seen: [string[], string[]] = [[], []];
      for (let step = 0; step < steps; step += block) {
        // Once while the input is sent, once while spikes are read.
        cable.pullAfter(step === 0 ? 2 : 6);
        await board.advance(block, (at, ids, count) => void seen[0].push(`${at}: ${ids.subarray(0, count).join(" ")}`));
        await emulator.advance(
          block,
          (at, ids, count) => void seen[1].push(`${at}: ${ids.subarray(0, count).join(" ")}`),
        );
      }
      expect(cable.pulled).toBe(9 + steps / block);
      expect(seen[0]).toEqual(seen[1]);
      expect(seen[0].length).toBeGreaterThan(10);
      expect(await board.readState(everyone(board))).toEqual(await emulator.readState(everyone(emulator)));
    } finally {
      await board.close();
      cable.end();
    }
  });

  it("arms the right image though it drops, flips and doubles bytes", async () => {
    const { program, target } = balancedIntegerNetwork({ seed: 6, neurons: 40, inDegree: 8, profile: "hw", steps: 10 });
    const none = { split: 0, merge: 0, delay: 0, longestDelayMs: 0, stall: 0, stallMs: 0, hangUp: 0 };
    let line: FaultyTransport | null = null;
    const faulty: Dialer = async () =>
      (line = new FaultyTransport(
        await dialFpga()(),
        systemClock,
        { seed: 1, drop: 0.08, flip: 0.08, duplicate: 0.08, ...none },
        0,
      ));
    const board = await openLoihiBoard(
      program,
      target,
      faulty,
      systemClock,
      { ...LINK, answerMs: 300, session: nextSession() },
      { name: "simulated:fpga" },
    );
    try {
      const emulator = await createEmulator(program, target);
      for (const runner of [board, emulator]) await runner.advance(10, () => {});
      expect((await board.readState(everyone(board))).v).toEqual((await emulator.readState(everyone(emulator))).v);
      expect(Object.values(line!.happened).reduce((a, b) => a + b)).toBeGreaterThan(5);
    } finally {
      await board.close();
    }
  });
});

describe("the simulated board's time", () => {
  it("is the same for the same conversation, clock for clock, whatever this machine does besides", async () => {
    const { program, target } = balancedIntegerNetwork({ seed: 8, neurons: 30, inDegree: 5, profile: "hw", steps: 8 });
    const takes = async () => {
      let line: Transport | null = null;
      const dial = dialFpga();
      const board = await openFpga(program, target, async () => (line = await dial()));
      for (let step = 0; step < 8; step++) await board.advance(1, () => {});
      await board.readState(everyone(board));
      const { seconds } = line!.simulation!;
      await board.close();
      return Math.round(seconds() * CLOCK_HZ);
    };
    const [first, second] = [await takes(), await takes()];
    expect(second).toBe(first);
    // ARM alone reads 57,600 words.
    expect(first).toBeGreaterThan(57_600);
  });
});

describe("RUN with a period, in the board's own clocks", () => {
  const { program, target } = balancedIntegerNetwork({
    seed: 7,
    neurons: 200,
    inDegree: 20,
    profile: "hw",
    steps: 200,
    sources: 0,
  });

  const fpga = (
    periodUs: number,
    steps: number,
    imageFor = (board: HelloReply) => layOutFpgaImage(program, target, board).bytes,
  ) => pacedRun({ dial: dialFpga(), link: LINK, imageFor, periodUs, steps });

  it("begins a step every period, without drift, whatever the steps have to do; the spikes are the emulator's", async () => {
    const emulator = await createEmulator(program, target);
    const expected = new Map<number, readonly number[]>();
    const steps = 40;
    await emulator.advance(steps, (step, ids, count) => expected.set(step, [...ids.subarray(0, count)]));
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 400, max: 1500 }), async (periodUs) => {
        const { seen, between, spikes } = await fpga(periodUs, steps);
        expect(seen.length).toBe(steps);
        // A step takes 200 neurons · 3 clocks and 2 a synaptic event; the host sees it one question later at most. A clock a step is the drift.
        const longest = (1e6 * (200 * 3 + 200 * 40 * 2)) / CLOCK_HZ;
        seen.forEach((at, k) => {
          const late = at - seen[0] - k * periodUs;
          expect(Math.abs(late)).toBeLessThan(between + Math.min(longest, periodUs) + (4 * k * 1e6) / CLOCK_HZ);
        });
        expect(Math.abs(seen[steps - 1] - seen[0] - (steps - 1) * periodUs)).toBeLessThan(2 * between);
        for (let step = 0; step < steps; step++)
          expect([step, spikes.get(step) ?? []]).toEqual([step, expected.get(step) ?? []]);
      }),
      { numRuns: 4, seed: 5 },
    );
  });

  it("makes every period one clock longer than told, and no more", async () => {
    const [periodUs, steps] = [20, 20_000];
    // An erased image is a machine without neurons.
    const { seen, between } = await fpga(periodUs, steps, erased);
    const clocksAPeriod = ((seen[steps - 1] - seen[0]) * CLOCK_HZ) / 1e6 / (steps - 1);
    const error = (2 * between * CLOCK_HZ) / 1e6 / (steps - 1);
    expect(error).toBeLessThan(0.5);
    expect(Math.abs(clocksAPeriod - ((periodUs * CLOCK_HZ) / 1e6 + 1))).toBeLessThan(error);
  });

  it("goes as fast as it can where the period is shorter than a step", async () => {
    const steps = 40;
    const [hurried, free] = [await fpga(1, steps), await fpga(0, steps)];
    const duration = ({ seen }: Paced) => seen[steps - 1] - seen[0];
    expect(Math.abs(duration(hurried) - duration(free))).toBeLessThan(hurried.between + free.between);
    expect(duration(free)).toBeGreaterThan(((steps - 1) * 200 * 3 * 1e6) / CLOCK_HZ - free.between);
    expect(hurried.spikes).toEqual(free.spikes);
  });
});
