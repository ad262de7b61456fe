import { BoardEndpoint, type BoardCore } from "../../../firmware-bridge/protocol/board-endpoint.js";
import { CobsDecoder, cobsEncode } from "../../../firmware-bridge/protocol/cobs.js";
import { messageName } from "../../../firmware-bridge/protocol/codes.js";
import { LONGEST_FRAME, decodeFrame, encodeFrame, type Frame } from "../../../firmware-bridge/protocol/frame.js";
import { DEFAULT_LINK } from "../../../firmware-bridge/protocol/link-options.js";
import { decodeBody, encodeBody } from "../../../firmware-bridge/protocol/messages.js";
import { deploy } from "../../../firmware-bridge/protocol/upload.js";
import { memoryLine } from "../../../firmware-bridge/transport/memory-transport.js";
import type { Dialer } from "../../../firmware-bridge/transport/transport.js";
import { VirtualClock } from "../../../firmware-bridge/transport/virtual-clock.js";
import { joinBytes } from "../../../src/numerics/join-bytes.js";
import { fileOf, mustBeSame, oneFile, type FuzzFormat } from "../format.js";
import { changeFields, changedBytes } from "../mutate.js";

const FILE = "answers.bin";
const LINK = { ...DEFAULT_LINK, session: 9 };
/** Of the board's time, within which the host has ended whatever it hears. */
const MOST_MS = 600_000;
const IMAGE = Uint8Array.from({ length: 300 }, (_, k) => (k * 37 + 11) & 255);

class SilentCore implements BoardCore {
  readonly limits = {
    ...{ board: 0x54534554, imageBytes: 512, neurons: 8, sources: 8, maxData: 120, window: 3 },
    ...{ logWords: 64, injectWords: 32, traceWords: 3, clockHz: 0, features: 0 },
  };
  readonly image = new Uint8Array(512);
  start(): void {}
  execute(step: number): readonly number[] {
    return step % 2 === 0 ? [step % 8] : [];
  }
  trace(_first: number, count: number): Int32Array {
    return new Int32Array(3 * count);
  }
  counters(): Uint32Array {
    return Uint32Array.of(1, 2);
  }
  stateSum(): number {
    return 0x12345678;
  }
}

async function talk(dial: Dialer, clock: VirtualClock): Promise<void> {
  const work = async () => {
    const host = await deploy(dial, clock, LINK, () => IMAGE);
    try {
      await host.command("STEP", { until: 5, from: 0 });
      await host.read("SPIKES", { from: 0 });
      await host.read("TRACE", { first: 0, count: 2 });
      await host.read("COUNTERS", {});
    } finally {
      host.close();
    }
  };
  await clock.until(work(), MOST_MS);
}

/** What a board said, each piece when something was written to it. */
async function transcript(): Promise<Uint8Array> {
  const clock = new VirtualClock();
  const board = new BoardEndpoint(new SilentCore(), clock);
  const heard: Uint8Array[] = [];
  const dial: Dialer = async () => {
    const [host, far] = memoryLine(clock);
    board.attach(far);
    const listen = host.onData.bind(host);
    host.onData = (listener) =>
      listen((bytes) => {
        heard.push(Uint8Array.from(bytes));
        listener(bytes);
      });
    return host;
  };
  await talk(dial, clock);
  return joinBytes(heard);
}

function framesOf(bytes: Uint8Array): Uint8Array[] {
  const frames: Uint8Array[] = [];
  const decoder = new CobsDecoder(LONGEST_FRAME, (frame) => frames.push(frame));
  decoder.push(bytes);
  return frames;
}

/** A board that says these bytes, piece by piece, whatever it is told, and then nothing. */
function tape(bytes: Uint8Array, clock: VirtualClock): Dialer {
  const pieces: Uint8Array[] = [];
  for (let at = 0; at < bytes.length;) {
    const zero = bytes.indexOf(0, at + 1);
    const end = zero < 0 ? bytes.length : zero + 1;
    pieces.push(bytes.subarray(at, end));
    at = end;
  }
  let next = 0;
  return async () => {
    const [host, far] = memoryLine(clock);
    far.onData(() => {
      if (next < pieces.length) far.write(pieces[next++]);
    });
    return host;
  };
}

/** Frames of the serial protocol: as a stream that is decoded, and as the answers of a board to a host. */
export const wire: FuzzFormat = {
  name: "wire",
  modules: ["/firmware-bridge/"],
  seeds: async () => [oneFile(FILE, await transcript())],
  /** One frame gets another header, other fields or other bytes; its checksum is right. Or frames are lost, doubled or swapped. */
  change(files, draw) {
    const frames = framesOf(fileOf(files, FILE));
    if (frames.length === 0) return files;
    const at = draw.below(frames.length);
    const kind = draw.below(6);
    if (kind === 0) frames.splice(at, 1);
    else if (kind === 1) frames.splice(at, 0, frames[draw.below(frames.length)]);
    else {
      const frame = decodeFrame(frames[at]);
      if (typeof frame !== "string") frames[at] = encodeFrame(changedFrame(frame, kind, draw));
    }
    return oneFile(FILE, joinBytes(frames.map((frame) => cobsEncode(frame))));
  },
  async run(files) {
    const bytes = fileOf(files, FILE);
    const frames = framesOf(bytes);
    for (const bytesOfFrame of frames) {
      const frame = decodeFrame(bytesOfFrame);
      if (typeof frame === "string") continue;
      mustBeSame("the frame", encodeFrame(frame), bytesOfFrame);
      const name = messageName(frame.type);
      const body = name === undefined ? null : decodeBody(name, frame.body);
      if (name !== undefined && body !== null) mustBeSame("the body", encodeBody(name, body), frame.body);
    }
    // However the stream is cut into pieces.
    const pieces: Uint8Array[] = [];
    const decoder = new CobsDecoder(LONGEST_FRAME, (frame) => pieces.push(frame));
    for (let k = 0; k < bytes.length; k += 7) decoder.push(bytes.subarray(k, k + 7));
    mustBeSame("the stream", joinBytes(pieces), joinBytes(frames));
    const clock = new VirtualClock();
    await talk(tape(bytes, clock), clock);
  },
};

function changedFrame(frame: Frame, kind: number, draw: Parameters<FuzzFormat["change"]>[1]): Frame {
  if (kind === 2) {
    const { version, type, session, sequence } = frame;
    const head = { version, type, session, sequence };
    changeFields(head, draw);
    return { ...head, version: head.version & 255, type: head.type & 255, body: frame.body };
  }
  const name = messageName(frame.type);
  const body = name === undefined ? null : decodeBody(name, frame.body);
  if (name === undefined || body === null || kind === 3) {
    const changed = changedBytes(frame.body, draw);
    return { ...frame, body: Uint8Array.from(changed.subarray(0, LONGEST_FRAME - 16)) };
  }
  const fields = { ...body };
  changeFields(fields, draw);
  try {
    return { ...frame, body: encodeBody(name, fields) };
  } catch {
    return { ...frame, body: new Uint8Array() };
  }
}
