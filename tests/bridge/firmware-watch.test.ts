/** What a board does when something does not start, hangs or faults, and what its light shows meanwhile: the simulated Pico. */
import { describe, expect, it } from "vitest";
import type { RP2040 } from "rp2040js";
import { join } from "node:path";
import { CobsDecoder, cobsEncode } from "../../firmware-bridge/protocol/cobs.js";
import { MessageType } from "../../firmware-bridge/protocol/codes.js";
import { LONGEST_FRAME, decodeFrame, encodeFrame } from "../../firmware-bridge/protocol/frame.js";
import { decodeBody, encodeBody } from "../../firmware-bridge/protocol/messages.js";
import { dialPicoSimulator } from "../../firmware-bridge/simulated/pico-simulator.js";
import { firmware, openOn, withoutExtensions } from "./firmware-boards.js";
import { randomMachine } from "../random-spinnaker-image.js";
import { PicoChip } from "./pico-chip.js";
import { LED, beats, code, repeats } from "./pico-light.js";

const WATCHDOG_LOAD = 0x4005_8004;

describe("the light of a Pico", () => {
  it("blinks slowly while it is idle, for which a sleeping board wakes", () => {
    const board = new PicoChip();
    const seen = beats(board, 64);
    expect(repeats(seen, "########........")).toBe(true);
    expect(board.resets).toBe(0);
  });
});

describe("the watchdog of a Pico", () => {
  it("leaves an idle board alone for a minute, by the chip's clock", () => {
    const board = new PicoChip();
    board.run(60e6);
    expect(board.resets).toBe(0);
    expect(board.now).toBeGreaterThan(59e6);
  });

  it("restarts a board whose main loop hangs with interrupts alive; the light then says so, until HELLO", () => {
    const board = new PicoChip();
    board.run(100_000);
    hang(board.chip, ASLEEP);
    board.run(8.3e6);
    expect(board.resets).toBe(0);
    board.run(0.2e6);
    expect(board.resets).toBe(1);
    expect(repeats(beats(board, 64), code(4))).toBe(true);
  });

  it("is what the host sees as board-restarted", async () => {
    const { image } = randomMachine({
      seed: 8,
      model: "IF_curr_exp",
      rounding: "floor",
      stepsPerTick: 1,
      violent: false,
    });
    let chip: RP2040 | undefined;
    const dial = dialPicoSimulator(join(firmware, "prebuilt/rp2040.uf2"), {
      prepare: (started) => void (chip = started),
    });
    const board = await openOn(dial, withoutExtensions(image));
    await board.advance(5, () => {});
    hang(chip!, BUSY);
    // Simulating 8 s of a busy processor takes a minute: most of the watchdog's time is taken away.
    chip!.writeUint32(WATCHDOG_LOAD, 40_000);
    await expect(board.advance(5, () => {})).rejects.toThrow(/restarted/);
    await board.close();
  });
});

describe("what does not start on a Pico", () => {
  it.each([
    ["the crystal", 0x4002_4004],
    ["the PLL", 0x4002_8000],
    ["the switch to the crystal", 0x4000_8038],
    ["the switch to the PLL", 0x4000_8044],
  ])("is told by the light, and tried again by the watchdog: %s", (_what, address) => {
    const board = new PicoChip();
    board.read = (at) => (at === address ? 0 : undefined);
    // The waits end within 20 ms. The processor is simulated at 125 MHz and takes itself for slower: its beats are shorter.
    board.run(20_000);
    const edges: { readonly at: number; readonly on: boolean }[] = [];
    let last = board.pin(LED);
    board.watch = () => {
      if (board.pin(LED) !== last) edges.push({ at: board.now, on: (last = board.pin(LED)) });
    };
    board.run(1e6, () => edges.length === 9);
    // Two flashes, and a pause of 26 beats, of which a flash has two.
    const gaps = edges.slice(1).map(({ at }, k) => at - edges[k].at);
    const beat = Math.min(...gaps) / 2;
    const rounded = gaps.map((gap) => Math.round(gap / beat));
    expect(rounded.join(" ")).toContain("26 2 2 2 26");
    board.watch = () => {};
    board.read = () => undefined;
    board.chip.writeUint32(WATCHDOG_LOAD, 2000);
    board.run(2000, () => board.resets > 0);
    expect([board.resets, board.sent]).toEqual([1, []]);
    board.run(20_000);
    expect(board.sent).toEqual([0]);
  });
});

describe("what does not start on a Pico that runs at 125 MHz", () => {
  it.each([
    ["the PLL of USB", 0x4002_c000],
    ["core 1: the FIFOs between the cores say nothing", 0xd000_0050],
  ])("is told by the same light: %s", (_what, address) => {
    const board = new PicoChip();
    board.read = (at) => (at === address ? 0 : undefined);
    const changes: number[] = [];
    let last = false;
    board.watch = () => {
      if (board.pin(LED) !== last) changes.push(board.now);
      last = board.pin(LED);
    };
    // Two flashes, then dark: a third would have come after four beats more. A whole code takes a minute to simulate.
    board.run(1.3e6, () => changes.length > 1 && board.now - changes[0] > 8.5 * (changes[1] - changes[0]) * 0.5);
    const beat = (changes[1] - changes[0]) / 2;
    expect(changes.map((at) => Math.round((at - changes[0]) / beat))).toEqual([0, 2, 4, 6]);
    expect(board.sent).toEqual([]);
  });
});

describe("errors of the line on a Pico", () => {
  it("are counted from the bits that the PL011 gives with each byte, and told by COUNTERS", () => {
    const board = new PicoChip();
    const session = 9;
    const ask = (name: "HELLO" | "COUNTERS", answer: "HELLO_REPLY" | "COUNTERS_REPLY") => {
      board.sent.length = 0;
      const body = encodeBody(name, {});
      for (const byte of cobsEncode(encodeFrame({ type: MessageType[name], session, sequence: 0x8000_0000, body }))) {
        board.chip.uart[0].feedByte(byte);
        board.run(20);
      }
      let reply: ReturnType<typeof decodeBody<"HELLO_REPLY" | "COUNTERS_REPLY">> = null;
      const decoder = new CobsDecoder(LONGEST_FRAME, (bytes) => {
        const frame = decodeFrame(bytes);
        if (typeof frame === "object" && frame.type === MessageType[answer]) reply = decodeBody(answer, frame.body);
      });
      board.run(200_000, () => board.sent.length > 2 && board.sent.at(-1) === 0);
      decoder.push(Uint8Array.from(board.sent));
      return reply;
    };
    board.run(20_000);
    expect(ask("HELLO", "HELLO_REPLY")).toMatchObject({ clockHz: 125_000_000 });
    expect(ask("COUNTERS", "COUNTERS_REPLY")).toMatchObject({ framingErrors: 0, overruns: 0 });
    // Bits of UARTDR (RP2040 data sheet 4.2.8): framing 8, parity 9, break 10, overrun 11. The zeros are delimiters, and silence.
    for (const bits of [1 << 8, (1 << 10) | (1 << 8), 1 << 9, 1 << 11, 0]) board.chip.uart[0].feedByte(bits);
    board.run(1000);
    expect(ask("COUNTERS", "COUNTERS_REPLY")).toMatchObject({ framingErrors: 2, overruns: 1 });
  });
});

/** `b .`, and `wfi` again and again. */
const BUSY = [0xe7fe];
const ASLEEP = [0xbf30, 0xe7fd];

/** The main loop goes on for ever at one place, in flash where nothing was; handlers still run. */
function hang(chip: RP2040, code: readonly number[]): void {
  const at = 0x0010_0000;
  chip.flash16.set(code, at / 2);
  chip.core.waiting = false;
  chip.core.PC = 0x1000_0000 + at;
}
