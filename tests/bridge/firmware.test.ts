/**
 * The microcontroller firmware against the emulator: the same C as a program of this machine under sanitizers, as the committed STM32F405 image in
 * QEMU, and as the committed Raspberry Pi Pico image in rp2040js.
 */
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { compileSpinnaker } from "../../compiler/spinnaker/compile.js";
import { SpinnakerEmulator } from "../../emulator/spinnaker/emulator.js";
import { mcuImage } from "../../firmware-bridge/boards/mcu-image.js";
import { openSpinnakerBoard } from "../../firmware-bridge/boards/spinnaker-board.js";
import { lockstep } from "../../firmware-bridge/lockstep.js";
import { CobsDecoder } from "../../firmware-bridge/protocol/cobs.js";
import { MessageType, NackReason, nackReasonName } from "../../firmware-bridge/protocol/codes.js";
import { decodeFrame } from "../../firmware-bridge/protocol/frame.js";
import { DEFAULT_LINK } from "../../firmware-bridge/protocol/link-options.js";
import { decodeBody } from "../../firmware-bridge/protocol/messages.js";
import { deploy } from "../../firmware-bridge/protocol/upload.js";
import type { DamageVector, FrameVector } from "../../firmware-bridge/protocol/wire-vectors.js";
import { buildFirmwareHost, dialFirmwareHost } from "../../firmware-bridge/simulated/firmware-host.js";
import { FaultyTransport } from "../../firmware-bridge/transport/faulty-transport.js";
import { systemClock } from "../../firmware-bridge/transport/system-clock.js";
import type { Dialer } from "../../firmware-bridge/transport/transport.js";
import { loadDescription } from "../../src/node/files/load-description.js";
import { replayFile } from "../golden/replay/replay.js";
import { drawNetwork } from "../../src/network/draw-network.js";
import type { MachineImage, NeuronModel, Rounding, SpinnakerCore } from "../../src/program/spinnaker/machine-image.js";
import { machineOf } from "../../src/program/spinnaker/machine-of-program.js";
import { targetById } from "../../src/targets/registry.js";
import { randomMachine } from "../random-spinnaker-image.js";
import { expectSameAnswers } from "./conformance.js";
import { BOARDS, LINK, firmware, openOn, withCable, withoutExtensions, type BoardName } from "./firmware-boards.js";

const root = join(import.meta.dirname, "../..");
const EVERY_BOARD: readonly BoardName[] = ["host", "mcu", "pico"];

function along(dial: Dialer, machine: MachineImage, steps: number, block: number, loaded = machine) {
  return lockstep(
    () => openOn(dial, loaded),
    () => Promise.resolve(new SpinnakerEmulator(machine)),
    { steps, block },
  );
}

const smallBalanced = () =>
  machineOf(
    compileSpinnaker(
      drawNetwork(loadDescription(join(root, "examples/small-balanced.yaml")).description),
      targetById("stm32f405"),
    ).program,
  );

describe("machines drawn at random, violent ones among them", () => {
  const roundings: readonly Rounding[] = ["floor", "nearest_sat", "stochastic_sat"];
  const models: readonly NeuronModel[] = ["IF_curr_exp", "IF_curr_delta", "IF_cond_exp"];
  const cases = roundings.flatMap((rounding, r) =>
    models.flatMap((model, m) =>
      (["drawn for each atom", "shared, which takes shorter ways"] as const).map((parameters) => ({
        rounding,
        model,
        parameters,
        seed: 1 + 3 * r + m,
      })),
    ),
  );

  it.each(cases)(
    "run alike on the firmware and the emulator, with every loss counted: $model, $rounding, parameters $parameters",
    async ({ rounding, model, parameters, seed }) => {
      const shared = parameters !== "drawn for each atom";
      let losses = 0;
      for (const violent of [false, true]) {
        const { image, injected, ticks } = randomMachine({
          seed: seed + (violent ? 100 : 0),
          model,
          rounding,
          stepsPerTick: shared ? 1 : 1 + (seed % 2),
          violent,
          ...(shared ? { shared, atoms: 20 } : {}),
        });
        // A bias that changes is one for each atom.
        const machine = { ...withoutExtensions(image), ...(shared && seed % 2 === 0 ? { offsetChanges: [] } : {}) };
        const spikes = injected.map(({ step, id, count }) => ({ step, id, count }));
        const emulator = new SpinnakerEmulator(machine);
        const board = await openOn(BOARDS.host(), machine);
        const seen: [string[], string[]] = [[], []];
        for (const [k, target] of [board, emulator].entries()) {
          target.inject(spikes.filter(({ id }) => id < emulator.machine.sources));
          await target.advance(ticks, (step, ids, count) =>
            seen[k].push(`${step}: ${ids.subarray(0, count).join(" ")}`),
          );
        }
        expect(seen[0]).toEqual(seen[1]);
        const everyone = Array.from({ length: machine.size }, (_, id) => id);
        expect(await board.readState(everyone)).toEqual(await emulator.readState(everyone));
        const [ours, theirs] = [await board.counters(), await emulator.counters()];
        for (const [name, value] of Object.entries(ours)) expect([name, value]).toEqual([name, theirs[name]]);
        losses += ours["ring-saturated-excitatory"] + ours["s1615-overflowed"];
        await board.close();
      }
      expect(losses).toBeGreaterThan(0);
    },
  );

  it.each(["mcu", "nucleo", "pico"] as const)("run alike on the simulated %s", async (name) => {
    for (const [k, model] of models.entries()) {
      const { image, ticks } = randomMachine({
        seed: 30 + k,
        model,
        rounding: roundings[k],
        stepsPerTick: 1 + (k % 2),
        violent: true,
      });
      expect((await along(BOARDS[name](), withoutExtensions(image), ticks, 10)).difference).toBeNull();
      // Shorter ways, and those around them.
      for (const violent of [false, true]) {
        const plain = randomMachine({
          seed: 40 + k,
          model,
          rounding: roundings[k % 2],
          stepsPerTick: 1,
          violent,
          shared: true,
          atoms: 20,
        });
        expect((await along(BOARDS[name](), withoutExtensions(plain.image), ticks, 10)).difference).toBeNull();
      }
    }
  });
});

describe("a balanced network of 500 neurons and 40,000 synapses", () => {
  it.each(EVERY_BOARD)(
    "runs 1,000 steps on %s like the emulator: every spike, every state word",
    async (name) => {
      const machine = smallBalanced();
      expect(machine.cores.reduce((sum, { words }) => sum + words.length, 0)).toBeGreaterThan(40_000 - 1);
      const { difference, spikes, words, counters } = await along(BOARDS[name](), machine, 1000, 200);
      expect(difference).toBeNull();
      expect(words).toBe(1000 * 4 * 500);
      // Irregular activity, neither silent nor saturated.
      expect(spikes / 1000 / 500).toBeGreaterThan(0.002);
      expect(spikes / 1000 / 500).toBeLessThan(0.2);
      expect(counters["spikes"]).toBe(spikes);
    },
    240_000,
  );

  it("takes two bytes a synapse", () => {
    const machine = smallBalanced();
    const synapses = machine.cores.reduce((sum, { words }) => sum + words.length, 0);
    const { use } = mcuImage(machine, 116_736);
    expect(use.rows / synapses).toBeLessThan(2.4);
  });
});

describe("golden vectors on the firmware", () => {
  const folder = join(root, "tests/golden/spinnaker");
  const names = readdirSync(folder).filter((name) => /^[a-f]_/.test(name));
  const replay = (name: string, board: BoardName) =>
    replayFile(join(folder, name), {
      openMachine: (machine, ringAtStart) => openOn(BOARDS[board](), machine, { ringAtStart }),
    });

  it.each(names)("%s: every spike, v and counter on this machine", async (name) => {
    const { difference, compared } = await replay(name, "host");
    expect(difference).toBeNull();
    expect(Object.values(compared).reduce((a, b) => a + b, 0)).toBeGreaterThan(50);
  });

  // One of every kind and model: reading the state over the line after each tick takes its time.
  const some = names.filter((name) =>
    /^(a_const_dt01_cond|b_negative_curr|c_wrap_delta|c_saturation_cond|d_refractory_curr)\./.test(name),
  );
  it.each(some.flatMap((name) => (["mcu", "pico"] as const).map((board) => [name, board] as const)))(
    "%s on the simulated %s",
    async (name, board) => {
      expect((await replay(name, board)).difference).toBeNull();
    },
    240_000,
  );

  it("f_bal500_curr.json.gz, 25,820 synapses with a weight each, fits the Pico and not the STM32F405", async () => {
    await expect(replay("f_bal500_curr.json.gz", "mcu")).rejects.toThrow(
      /needs 1\d\d,\d{3} bytes of RAM, \d{2,3},\d{3} of them for synaptic rows; 116,736 are there/,
    );
    expect((await replay("f_bal500_curr.json.gz", "pico")).difference).toBeNull();
  }, 240_000);
});

describe("planted faults", () => {
  const { image, ticks } = randomMachine({
    seed: 8,
    model: "IF_curr_exp",
    rounding: "floor",
    stepsPerTick: 1,
    violent: false,
  });
  const machine = withoutExtensions(image);
  const [core] = machine.cores;
  const loadedWith = (broken: SpinnakerCore) => ({ ...machine, cores: [broken, ...machine.cores.slice(1)] });
  /** What an emulator that has the fault does first, compared after every tick. */
  const predicted = async (loaded: MachineImage) =>
    (
      await lockstep(
        () => Promise.resolve(new SpinnakerEmulator(loaded)),
        () => Promise.resolve(new SpinnakerEmulator(machine)),
        { steps: ticks, block: 1 },
      )
    ).difference;
  /** One weight: the first whose synapse carries a spike. */
  const oneWeight = async () => {
    for (let at = 0; at < core.words.length; at++) {
      const broken = { ...core, words: core.words.map((word, k) => (k === at ? word ^ 0x0010_0000 : word)) };
      if ((await predicted(loadedWith(broken))) !== null) return broken;
    }
    throw new Error("no synapse of this machine carries a spike");
  };
  const faults: readonly (readonly [string, () => SpinnakerCore | Promise<SpinnakerCore>])[] = [
    ["a weight", oneWeight],
    [
      "the decay of a current",
      () => ({
        ...core,
        parameters: { ...core.parameters, tauExcitatory: core.parameters.tauExcitatory!.map((tau) => tau ^ 64) },
      }),
    ],
    [
      "the decay of v",
      () => ({ ...core, parameters: { ...core.parameters, tauM: core.parameters.tauM.map((tau) => tau ^ 64) } }),
    ],
    [
      "a threshold",
      () => ({
        ...core,
        parameters: { ...core.parameters, vThreshold: core.parameters.vThreshold.map((v) => v ^ 0x40000) },
      }),
    ],
  ];

  it.each(faults.flatMap(([what, plant]) => EVERY_BOARD.map((board) => [what, board, plant] as const)))(
    "in the image are named as the emulator predicts them: one bit of %s, on %s",
    async (_what, board, plant) => {
      const loaded = loadedWith(await plant());
      const expected = await predicted(loaded);
      expect(expected).not.toBeNull();
      const { difference, steps } = await along(BOARDS[board](), machine, ticks, 20, loaded);
      expect(difference).toEqual(expected);
      expect(steps).toBe(20 * Math.floor(expected!.step / 20));
    },
  );

  it("in the C are found: a product that rounds instead of flooring, as Thumb code of `accum` does", async () => {
    const scratch = mkdtempSync(join(tmpdir(), "equipoise-fault-"));
    try {
      cpSync(firmware, join(scratch, "firmware"), { recursive: true });
      const path = join(scratch, "firmware/core/fixed_point.h");
      const text = readFileSync(path, "utf8");
      const faulty = text.replace(
        /if \(rounding != EQ_FLOOR\) \{\n( +const uint32_t below = rounding )== EQ_NEAREST_SAT/,
        "{\n$1!= EQ_STOCHASTIC_SAT",
      );
      expect(faulty).not.toBe(text);
      writeFileSync(path, faulty);
      const dial = dialFirmwareHost(buildFirmwareHost(join(scratch, "firmware"), join(scratch, "cache")));
      const { difference } = await along(dial, machine, ticks, 20);
      expect(difference).not.toBeNull();
      expect(difference!.board).not.toBe(difference!.emulator);
      // Step by step it is found at the same place.
      expect((await along(dial, machine, ticks, 1)).difference).toEqual(difference);
    } finally {
      rmSync(scratch, { recursive: true, force: true });
    }
  }, 240_000);
});

describe("the firmware's protocol", () => {
  const limits = {
    board: 0x54534f48,
    imageBytes: 1_048_576,
    neurons: 32_768,
    sources: 32_768,
    maxData: 120,
    window: 4,
    logWords: 16_384,
    injectWords: 4096,
    traceWords: 4,
    clockHz: 0,
    features: 4,
  };

  it.each([11, 12])("answers 600 random frames like the model of the board, byte for byte (seed %i)", async (seed) => {
    await expectSameAnswers({ limits, counters: 6, writeAt: (even) => even(900_000), dial: BOARDS.host() }, seed, 600);
  });

  const vectors = JSON.parse(readFileSync(join(root, "firmware-bridge/protocol/wire-vectors.json"), "utf8")) as {
    frames: FrameVector[];
    damaged: DamageVector[];
  };

  it("understands the byte-exact vectors and calls every damaged one damaged", async () => {
    const line = await BOARDS.host()();
    const seen: string[] = [];
    let answered = () => {};
    const decoder = new CobsDecoder(160, (bytes) => {
      const frame = decodeFrame(bytes);
      if (typeof frame === "string") throw new Error(`the board sent a frame that is ${frame}`);
      const nack = frame.type === MessageType.NACK ? decodeBody("NACK", frame.body) : null;
      seen.push(
        nack
          ? `NACK ${nackReasonName(nack.reason)}`
          : Object.entries(MessageType).find(([, type]) => type === frame.type)![0],
      );
      answered();
    });
    line.onData((bytes) => decoder.push(bytes));
    const ask = async (wire: string) => {
      const answer = new Promise<void>((resolve) => void (answered = resolve));
      line.write(Buffer.from(wire, "hex"));
      await answer;
    };
    const named = (message: string) => vectors.frames.find((v) => v.message === message)!;
    const replies = vectors.frames.filter((v) => v.type >= 0x80);
    for (const { wire } of [named("HELLO"), ...replies, named("COUNTERS"), ...vectors.damaged]) await ask(wire);
    line.close();
    expect(seen).toEqual([
      "HELLO_REPLY",
      ...replies.map(() => "NACK TYPE"),
      "COUNTERS_REPLY",
      ...vectors.damaged.map(() => "NACK DAMAGED"),
    ]);
  });

  it("has the protocol's numbers in its source, in their order", () => {
    const text = readFileSync(join(firmware, "core/board.c"), "utf8");
    const listed = (first: string) =>
      new RegExp(`enum \\{ ([^}]*\\b${first}\\b[^}]*) \\}`)
        .exec(text)![1]
        .split(",")
        .map((entry) => entry.trim());
    const commands = listed("HELLO");
    expect(commands.map((entry) => entry.replace(" = 0x01", ""))).toEqual(
      Object.entries(MessageType)
        .filter(([, type]) => type < 0x80)
        .sort((a, b) => a[1] - b[1])
        .map(([name]) => name),
    );
    for (const entry of listed("HELLO_REPLY"))
      expect(entry).toBe(
        `${entry.split(" ")[0]} = 0x${MessageType[entry.split(" ")[0] as keyof typeof MessageType].toString(16)}`,
      );
    expect(
      listed("DAMAGED")
        .slice(2)
        .map((entry) => entry.replace(" = 1", "").replace("TOO_LATE", "LATE")),
    ).toEqual(
      Object.entries(NackReason)
        .sort((a, b) => a[1] - b[1])
        .map(([name]) => name),
    );
  });

  it("refuses an image that contradicts itself, and says where", async () => {
    const { image } = randomMachine({
      seed: 3,
      model: "IF_curr_exp",
      rounding: "floor",
      stepsPerTick: 1,
      violent: false,
    });
    const machine = withoutExtensions(image);
    const line = BOARDS.host();
    const { bytes } = mcuImage(machine, 1_048_576);
    // Neurons, sources, cores; a row table that points beyond; atoms of the first core.
    const records = new DataView(bytes.buffer).getUint32(20, true);
    for (const at of [8, 12, 16, 24, records + 4]) {
      const spoilt = Uint8Array.from(bytes);
      new DataView(spoilt.buffer).setUint32(at, 0x7000_0004, true);
      const armed = deploy(line, systemClock, { ...LINK, session: 500 + at }, () => spoilt);
      await expect(armed).rejects.toThrow(/refused ARM.*RANGE|ARM/);
    }
  });

  it.each([1, 2, 3, 4])("survives a fuzzer under the sanitizers (seed %i)", (seed) => {
    const { image } = randomMachine({
      seed: 40 + seed,
      model: (["IF_curr_exp", "IF_curr_delta", "IF_cond_exp"] as const)[seed % 3],
      rounding: "floor",
      stepsPerTick: 1 + (seed % 2),
      violent: true,
      shared: seed % 2 === 0,
    });
    const { bytes } = mcuImage(withoutExtensions(image), 16_384);
    const fuzz = join(dirname(buildFirmwareHost(firmware)), "equipoise-fuzz");
    const out = JSON.parse(execFileSync(fuzz, [String(seed), "4000"], { input: bytes }).toString()) as Record<
      "answers" | "refusals" | "armed" | "refusedImages" | "soundBlocks" | "damagedBlocks" | "steps",
      number
    >;
    // It reaches all of it: images that are refused, images that run, frames that are refused and frames that are not.
    expect(Math.min(out.armed, out.refusedImages, out.refusals, out.answers - out.refusals)).toBeGreaterThan(500);
    expect(Math.min(out.soundBlocks, out.damagedBlocks)).toBeGreaterThan(500);
    expect(out.steps).toBeGreaterThan(10_000);
  });

  it("carries a program over a line that loses, flips and doubles bytes", async () => {
    const { image, ticks } = randomMachine({
      seed: 5,
      model: "IF_curr_exp",
      rounding: "floor",
      stepsPerTick: 1,
      violent: false,
    });
    const faults = {
      seed: 6,
      drop: 0.02,
      flip: 0.02,
      duplicate: 0.01,
      split: 0.2,
      merge: 0.1,
      delay: 0.05,
      longestDelayMs: 5,
      stall: 0,
      stallMs: 0,
      hangUp: 0,
    };
    const dial = BOARDS.host();
    let lines = 0;
    const faulty: Dialer = async () => new FaultyTransport(await dial(), systemClock, faults, lines++);
    const machine = withoutExtensions(image);
    const open = () =>
      openSpinnakerBoard(machine, faulty, systemClock, { ...DEFAULT_LINK, session: 77 + lines }, { name: "simulated" });
    const { difference } = await lockstep(open, () => Promise.resolve(new SpinnakerEmulator(machine)), {
      steps: ticks,
      block: 10,
    });
    expect(difference).toBeNull();
  });

  it.each(["host", "mcu", "pico"] as const)(
    "resumes on %s when the cable is pulled again and again during the upload, and during the run; nothing is lost",
    async (name) => {
      const { image, ticks } = randomMachine({
        seed: 5,
        model: "IF_curr_exp",
        rounding: "floor",
        stepsPerTick: 1,
        violent: true,
      });
      const machine = withoutExtensions(image);
      const cable = withCable(BOARDS[name]());
      let tenth = 1;
      const onProgress = (_phase: string, done: number, total: number) => {
        if (done < (total * tenth) / 10 || tenth === 10) return;
        tenth++;
        cable.pull(); // does nothing where the pieces of one answer tell of several tenths
      };
      const board = await openOn(cable.dial, machine, { onProgress });
      try {
        expect(tenth).toBe(10);
        const inUpload = cable.pulled;
        expect(inUpload).toBeGreaterThan(2);
        const emulator = new SpinnakerEmulator(machine);
        const seen: [string[], string[]] = [[], []];
        for (let k = 0; k < ticks; k += 10) {
          if (k === 30) cable.pullAfter(2); // pieces of answers: the spikes are on their way
          await Promise.all(
            [board, emulator].map((target, t) =>
              target.advance(
                10,
                (step, ids, count) => void seen[t].push(`${step}: ${ids.subarray(0, count).join(" ")}`),
              ),
            ),
          );
        }
        expect(cable.pulled).toBe(inUpload + 1);
        expect(seen[0]).toEqual(seen[1]);
        const everyone = Array.from({ length: machine.size }, (_, id) => id);
        expect(await board.readState(everyone)).toEqual(await emulator.readState(everyone));
      } finally {
        await board.close();
        cable.end();
      }
    },
  );
});
