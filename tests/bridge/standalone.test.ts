/** A program behind the firmware in the flash: a simulated Pico runs it by itself, with spikes on pins, as the emulator does. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import type { MachineSpike } from "../../emulator/spinnaker/machine.js";
import { SpinnakerEmulator } from "../../emulator/spinnaker/emulator.js";
import { flashBlock, flashFile, type Pin } from "../../firmware-bridge/boards/flash-program.js";
import { mcuImage } from "../../firmware-bridge/boards/mcu-image.js";
import { cobsEncode } from "../../firmware-bridge/protocol/cobs.js";
import { MessageType } from "../../firmware-bridge/protocol/codes.js";
import { encodeFrame } from "../../firmware-bridge/protocol/frame.js";
import { lockstep } from "../../firmware-bridge/lockstep.js";
import { dialPicoSimulator } from "../../firmware-bridge/simulated/pico-simulator.js";
import { uf2Blocks } from "../../firmware-bridge/boards/uf2.js";
import type { MachineImage } from "../../src/program/spinnaker/machine-image.js";
import { randomMachine } from "../random-spinnaker-image.js";
import { equipoise, temporaryFolder } from "../cli/equipoise.js";
import { firmware, openOn, withoutExtensions } from "./firmware-boards.js";
import { PicoChip } from "./pico-chip.js";
import { beats, code, repeats } from "./pico-light.js";

const PERIOD_US = 1000;
const STEPS = 60;
const IMAGE_BYTES = 245_760;
const FIRST_PIN = 2;
const INPUT_PIN = 20;
const PROGRAM = 0x1001_0000;

const folder = temporaryFolder();
afterAll(() => folder.remove());
const picoFirmware = readFileSync(join(firmware, "prebuilt/rp2040.uf2"));

/** Nobody plays its sources. */
function quietMachine(seed: number): MachineImage {
  const { image } = randomMachine({
    seed,
    model: "IF_curr_exp",
    rounding: "floor",
    stepsPerTick: 1,
    violent: false,
    atoms: 40,
  });
  const machine = withoutExtensions(image);
  return { ...machine, hostSources: machine.hostSources.map((source) => ({ ...source, kind: "host" as const })) };
}

function fileOf(
  machine: MachineImage,
  pins: readonly Pin[],
  damage: (block: Uint8Array) => void = () => {},
): Uint8Array {
  const { bytes: image } = mcuImage(machine, IMAGE_BYTES);
  const block = flashBlock({ board: "2040", periodMicroseconds: PERIOD_US, pins, image });
  damage(block);
  return flashFile(picoFirmware, "uf2", block);
}

/** Steps in which each neuron fires. */
async function course(machine: MachineImage, injected: readonly MachineSpike[]): Promise<Set<number>[]> {
  const emulator = new SpinnakerEmulator(machine);
  emulator.inject(injected);
  const fired = Array.from({ length: machine.size }, () => new Set<number>());
  await emulator.advance(STEPS, (step, ids, count) => {
    for (let k = 0; k < count; k++) fired[ids[k]].add(step);
  });
  return fired;
}

/** The neurons that change most often, on one pin each from FIRST_PIN on. */
function shown(fired: readonly Set<number>[]): number[] {
  const changes = (steps: Set<number>) => [...steps].filter((step) => !steps.has(step + 1)).length;
  return fired
    .map((_, id) => id)
    .sort((a, b) => changes(fired[b]) - changes(fired[a]) || a - b)
    .slice(0, 8);
}

interface Change {
  readonly at: number;
  readonly pin: number;
  readonly high: boolean;
}

/** @param rise µs since power-up at which the input rises, for 3 µs */
function changesOf(file: Uint8Array, us: number, rise = Infinity): Change[] {
  const board = new PicoChip(file);
  const changes: Change[] = [];
  const high = new Array<boolean>(8).fill(false);
  let level = false;
  board.watch = () => {
    const now = board.now >= rise && board.now < rise + 3;
    if (now !== level) board.chip.gpio[INPUT_PIN].setInputValue((level = now));
    for (let k = 0; k < high.length; k++) {
      if (board.pin(FIRST_PIN + k) === high[k]) continue;
      high[k] = !high[k];
      changes.push({ at: board.now, pin: k, high: high[k] });
    }
  };
  board.run(us);
  return changes;
}

/** The changes that pins make where they are high for the step of a spike, by steps. */
function expectedChanges(fired: readonly Set<number>[], neurons: readonly number[], steps: number): string[] {
  const out: string[] = [];
  for (let step = 0; step < steps; step++)
    neurons.forEach((id, k) => {
      if (fired[id].has(step) !== fired[id].has(step - 1)) out.push(`${step} ${k} ${fired[id].has(step)}`);
    });
  return out;
}

/** The same of what was seen. @param began µs at which step 0 did */
const seenChanges = (changes: readonly Change[], began: number, steps: number) =>
  changes
    .map(({ at, pin, high }) => ({ step: Math.floor((at - began) / PERIOD_US), pin, high }))
    .filter(({ step }) => step < steps)
    .sort((a, b) => a.step - b.step || a.pin - b.pin)
    .map(({ step, pin, high }) => `${step} ${pin} ${high}`);

describe("a program in the flash of a Pico", () => {
  it("runs from power-up on: its pins show the emulator's spikes, step for step; an edge is an injected spike", async () => {
    const machine = quietMachine(12);
    const alone = await course(machine, []);
    const neurons = shown(alone);
    const { first: source } = machine.hostSources[0];
    const pins = [
      ...neurons.map((id, k) => ({ pin: FIRST_PIN + k, id, input: false })),
      { pin: INPUT_PIN, id: source, input: true },
    ];
    const file = fileOf(machine, pins);
    const expected = expectedChanges(alone, neurons, STEPS);
    expect(expected.length).toBeGreaterThan(20);

    // Pins change at the end of their step: some 100 µs after it began.
    const changes = changesOf(file, 250_000);
    const began = changes[0].at - Number(expected[0].split(" ")[0]) * PERIOD_US - PERIOD_US / 2;
    expect(seenChanges(changes, began, STEPS)).toEqual(expected);

    const step = 21;
    const other = expectedChanges(await course(machine, [{ step, id: source, count: 1 }]), neurons, STEPS);
    expect(other).not.toEqual(expected);
    // Between the ends of two steps, of which the second begins half a period later.
    const risen = changesOf(file, 250_000, began + step * PERIOD_US);
    expect(seenChanges(risen, began, STEPS)).toEqual(other);
  });

  it("ends with HELLO while it runs: the board answers, and its pins are low from then on", async () => {
    const machine = quietMachine(12);
    const neurons = shown(await course(machine, []));
    const board = new PicoChip(
      fileOf(
        machine,
        neurons.map((id, k) => ({ pin: FIRST_PIN + k, id, input: false })),
      ),
    );
    const anyHigh = () => neurons.some((_, k) => board.pin(FIRST_PIN + k));
    board.run(300_000, anyHigh);
    expect(anyHigh()).toBe(true);
    board.sent.length = 0;
    const hello = encodeFrame({ type: MessageType.HELLO, session: 3, sequence: 2 ** 31, body: new Uint8Array() });
    for (const byte of cobsEncode(hello)) board.chip.uart[0].feedByte(byte);
    board.run(200_000, () => board.sent.length > 2 && board.sent.at(-1) === 0);
    expect(board.sent.length).toBeGreaterThan(90);
    expect(anyHigh()).toBe(false);
    board.run(100_000, anyHigh);
    expect(anyHigh()).toBe(false);
  });

  it("ends with HELLO, after which the board is like any other", async () => {
    const machine = quietMachine(7);
    const path = join(folder.path, "alone.uf2");
    writeFileSync(path, fileOf(machine, [{ pin: FIRST_PIN, id: 0, input: false }]));
    const result = await lockstep(
      () => openOn(dialPicoSimulator(path), machine),
      () => Promise.resolve(new SpinnakerEmulator(machine)),
      { steps: 40, block: 20 },
    );
    expect(result.difference).toBeNull();
    expect(result.spikes).toBeGreaterThan(10);
  });

  it.each([
    ["a byte of its image", (block: Uint8Array) => void (block[block.length >> 1] ^= 4)],
    ["its length", (block: Uint8Array) => void (block[6] ^= 0xff)],
    ["its CRC", (block: Uint8Array) => void (block[block.length - 1] ^= 1)],
  ])("that is damaged is told by the light and not run: %s", (_what, damage) => {
    const board = new PicoChip(fileOf(quietMachine(12), [], damage));
    board.run(300_000);
    expect(repeats(beats(board, 64), code(3))).toBe(true);
    expect(board.sent).toEqual([0]);
  });
});

describe("the block of a program", () => {
  it("has the image in runs of zeros and words, whatever the image is", () => {
    const word = fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.integer({ min: 0, max: 2 ** 32 - 1 }));
    const stretch = fc
      .tuple(word, fc.integer({ min: 1, max: 70_000 }))
      .map(([value, n]) => new Array<number>(n).fill(value));
    const images = fc.oneof(
      fc.array(word, { maxLength: 50 }),
      fc.array(stretch, { maxLength: 3 }).map((all) => all.flat()),
    );
    fc.assert(
      fc.property(images, (words) => {
        const image = new Uint8Array(Uint32Array.from(words).buffer);
        const block = flashBlock({ board: "2040", periodMicroseconds: 1, pins: [], image });
        const view = new DataView(block.buffer);
        const out: number[] = [];
        let at = 24;
        while (at < block.length - 4) {
          const run = view.getUint32(at, true);
          at += 4;
          for (let k = run & 0xffff; k > 0; k--) out.push(0);
          for (let k = run >>> 16; k > 0; k--, at += 4) out.push(view.getUint32(at, true));
        }
        expect(out).toEqual(words);
      }),
      { numRuns: 60 },
    );
  });
});

const NETWORK = `name: alone
seed: 5
timestep: 1 ms
duration: 100 ms
populations:
  P: { size: 20, neuron: { model: iaf_psc_exp, tau_syn: 5 ms, C_m: 250 pF, tau_m: 20 ms, E_L: 0 mV, V_reset: 0 mV, V_th: 15 mV, t_ref: 2 ms } }
stimuli:
  touch: { type: host, size: 2, target: P, connect: { rule: fixed_indegree, K: 1 }, weight: { jump: 1 mV }, delay: 1 ms }
probes: { spikes: all }
`;

describe("equipoise board standalone", () => {
  const run = (...more: string[]) =>
    equipoise(["board", "standalone", "net.yaml", "--part", "rp2040", "--out", "net.uf2", ...more], folder.path);

  it("writes the firmware and the program; refuses pins that are none, and sources without a pin", async () => {
    writeFileSync(join(folder.path, "net.yaml"), NETWORK);
    const pins = ["--spike-pins", "3=GP2,4=GP3", "--input-pins", "GP10=touch:0,GP11=touch:1"];
    const { stdout, stderr, code: exit } = await run(...pins);
    expect([exit, stderr]).toEqual([0, expect.not.stringMatching(/error/)]);
    expect(stdout).toMatch(/net\.uf2: firmware of the rp2040 and alone, 20 neurons, a step each 1 ms/);
    const blocks = uf2Blocks(readFileSync(join(folder.path, "net.uf2")));
    const own = uf2Blocks(picoFirmware);
    expect(blocks.slice(0, own.length)).toEqual(own);
    expect(blocks[own.length].address).toBe(PROGRAM);
    const refused = async (...more: string[]) => {
      const outcome = await run(...more);
      expect(outcome.stdout).toBe("");
      return `${outcome.code} ${outcome.stderr}`;
    };
    expect(await refused()).toMatch(/^5 .*source 0 of the 2 of "touch" \(host\) is on no pin/s);
    expect(await refused("--spike-pins", "3=GP25")).toMatch(/^1 .*the pin GP25 is taken: the Pico's light/s);
    expect(await refused("--spike-pins", "20=GP2")).toMatch(/"20" is no neuron; they are numbered from 0 to 19/);
    expect(await refused("--spike-pins", "3:GP2")).toMatch(/is no pair like 3=GP2/);
    expect(await refused("--input-pins", "GP10=touch:2")).toMatch(/is none of the 2 of touch/);
    expect(await refused("--spike-pins", "1=GP2,2=GP2")).toMatch(/a pin is named twice/);
  });
});
