/** Picos of a test file on their own USB cables: the committed image in rp2040js, on a host that enumerates it. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach } from "vitest";
import { CobsDecoder, cobsEncode } from "../../firmware-bridge/protocol/cobs.js";
import { MessageType } from "../../firmware-bridge/protocol/codes.js";
import { decodeFrame, encodeFrame, type Frame } from "../../firmware-bridge/protocol/frame.js";
import { encodeBody } from "../../firmware-bridge/protocol/messages.js";
import { SimulatedPico, type PicoOptions } from "../../firmware-bridge/simulated/pico-simulator.js";
import { uf2Blocks } from "../../firmware-bridge/boards/uf2.js";
import type { Setup, Transfer } from "../../firmware-bridge/simulated/usb-host.js";
import type { Transport } from "../../firmware-bridge/transport/transport.js";
import { firmware } from "./firmware-boards.js";

export const blocks = uf2Blocks(readFileSync(join(firmware, "prebuilt/rp2040.uf2")));
const boards: SimulatedPico[] = [];
afterEach(() => boards.splice(0).forEach((board) => board.end()));

export function startPico(options: PicoOptions = {}): SimulatedPico {
  const pico = new SimulatedPico(blocks, options);
  boards.push(pico);
  return pico;
}

export const word = (bytes: Uint8Array, at: number) => bytes[at] | (bytes[at + 1] << 8);

/** Enumerates, and gives every control transfer. */
export async function enumerated(
  options: PicoOptions = {},
): Promise<{ pico: SimulatedPico; seen: Transfer[]; line: Transport }> {
  const pico = startPico(options);
  const seen: Transfer[] = [];
  pico.host.onTransfer = (transfer) => void seen.push(transfer);
  return { pico, seen, line: await pico.usb() };
}

/** One control transfer beside the open port. */
export function control(pico: SimulatedPico, setup: Setup, data?: Uint8Array): Promise<Transfer> {
  return new Promise((resolve) => {
    pico.host.onTransfer = resolve;
    pico.host.request(setup, data);
    pico.stir();
  });
}

/** Frames that come over a line. */
export function frames(line: Transport): { next(): Promise<Frame>; readonly count: number } {
  const arrived: Frame[] = [];
  let wake = () => {};
  let count = 0;
  const decoder = new CobsDecoder(200, (bytes) => {
    const frame = decodeFrame(bytes);
    if (typeof frame === "string") throw new Error(`a frame from the board is damaged: ${frame}`);
    count++;
    arrived.push(frame);
    wake();
  });
  line.onData((bytes) => decoder.push(bytes));
  return {
    async next() {
      while (arrived.length === 0) await new Promise<void>((resolve) => (wake = resolve));
      return arrived.shift()!;
    },
    get count() {
      return count;
    },
  };
}

export const hello = (session: number, sequence = 0x8000_0001) =>
  cobsEncode(encodeFrame({ type: MessageType.HELLO, session, sequence, body: new Uint8Array() }));
export const counters = (session: number, sequence: number) =>
  cobsEncode(encodeFrame({ type: MessageType.COUNTERS, session, sequence, body: encodeBody("COUNTERS", {}) }));

/** Lets the board's own time pass. */
export async function pass(pico: SimulatedPico, seconds: number): Promise<void> {
  const until = pico.seconds() + seconds;
  while (pico.seconds() < until) {
    pico.stir();
    await new Promise((resolve) => setImmediate(resolve));
  }
}
