/** Is a board the same machine as the model of one in protocol/board-endpoint.ts? Random frames must get the same answers, byte for byte. */
import { expect } from "vitest";
import { BoardEndpoint, type BoardCore, type BoardLimits } from "../../firmware-bridge/protocol/board-endpoint.js";
import { CobsDecoder, cobsEncode } from "../../firmware-bridge/protocol/cobs.js";
import { MessageType } from "../../firmware-bridge/protocol/codes.js";
import { encodeFrame } from "../../firmware-bridge/protocol/frame.js";
import { encodeBody, type Bodies } from "../../firmware-bridge/protocol/messages.js";
import type { Dialer, Transport } from "../../firmware-bridge/transport/transport.js";
import { VirtualClock } from "../../firmware-bridge/transport/virtual-clock.js";
import { crc32 } from "../../src/numerics/crc32.js";
import { CounterStream } from "../../src/numerics/philox.js";

/** What differs between boards, apart from their limits. */
export interface Conformance {
  readonly limits: BoardLimits;
  readonly counters: number;
  /** Addresses of random WRITEs. @param even an even number below its argument */
  readonly writeAt: (even: (below: number) => number) => number;
  readonly dial: Dialer;
  /** What its image space holds before the first ERASE; absent: zeros. */
  readonly powerUp?: Uint8Array;
}

/** A core without neurons, as an erased image makes it: it logs its steps and nothing else. */
class EmptyCore implements BoardCore {
  readonly image: Uint8Array;
  constructor(
    readonly limits: BoardLimits,
    private readonly counterWords: number,
    powerUp?: Uint8Array,
  ) {
    this.image = powerUp?.slice() ?? new Uint8Array(limits.imageBytes);
  }
  start(): void {}
  execute(): readonly number[] {
    return [];
  }
  trace(_first: number, count: number): Int32Array {
    return new Int32Array(count * this.limits.traceWords);
  }
  counters(): Uint32Array {
    return new Uint32Array(this.counterWords);
  }
  stateSum(): number {
    return 0;
  }
}

/** Collects the frames that come back. */
function listen(line: Transport): { next(): Promise<string> } {
  const arrived: string[] = [];
  let wake = () => {};
  const decoder = new CobsDecoder(160, (frame) => {
    arrived.push(Buffer.from(frame).toString("hex"));
    wake();
  });
  line.onData((bytes) => decoder.push(bytes));
  return {
    async next() {
      while (arrived.length === 0) await new Promise<void>((resolve) => (wake = resolve));
      return arrived.shift()!;
    },
  };
}

/** Random frames, most of them what a host could send, many of them wrong in one way. Sequence numbers follow the board's count. */
class FrameSource {
  private session = 1;
  private committed = 0;
  private readonly draw: CounterStream;
  private readonly blank: number;

  constructor(
    seed: number,
    private readonly board: Conformance,
  ) {
    this.blank = crc32(new Uint8Array(board.limits.imageBytes));
    this.draw = new CounterStream(seed, 17);
  }

  next(): { what: string; wire: Uint8Array } {
    const { draw, blank } = this;
    const { imageBytes, neurons, maxData, traceWords } = this.board.limits;
    const traced = Math.floor(maxData / 4 / traceWords);
    const one = <T>(...of: T[]): T => of[draw.below(of.length)];
    const even = (below: number) => 2 * draw.below(below / 2);
    const bytes = (length: number) => Uint8Array.from({ length }, () => draw.below(256));
    const kind = one(
      "HELLO",
      "ERASE",
      "WRITE",
      "WRITE",
      "WRITE",
      "READBACK",
      "ARM",
      "RUN",
      "STEP",
      "INJECT",
      "SPIKES",
      "TRACE",
      "COUNTERS",
      "STOP",
      "junk",
      "flip",
      "type",
      "layout",
      "version",
    );
    if (kind === "HELLO" && draw.below(4) === 0) this.session = one(0, 1, 2, 3);
    const session = draw.below(20) === 0 ? 77 : this.session;
    const sequence = draw.below(6) === 0 ? this.committed + draw.below(3) : this.committed + 1;
    const frame = <Name extends keyof Bodies>(name: Name, body: Bodies[Name], tag = sequence) =>
      encodeFrame({ type: MessageType[name], session, sequence: tag, body: encodeBody(name, body) });
    const read = 0x80000000 + draw.below(1000);
    const wire = (): Uint8Array => {
      switch (kind) {
        case "HELLO":
          return frame("HELLO", {}, read);
        case "ERASE":
          return frame("ERASE", {});
        case "WRITE":
          return frame("WRITE", {
            address: one(this.board.writeAt(even), imageBytes - 2 * draw.below(4), 0xfffffff0, imageBytes + 4096),
            data: bytes(even(16)),
          });
        case "READBACK":
          return frame(
            "READBACK",
            {
              address: one(even(20_000), even(1000), imageBytes - 2 * draw.below(4), 0x7ffffff0),
              length: one(2, 8, 120, 0, 122, 0x10002),
            },
            read,
          );
        case "ARM":
          return frame("ARM", { digest: one(blank, 5) });
        case "RUN":
          return frame("RUN", { until: 0, periodUs: draw.below(60_000) });
        case "STEP":
          return frame("STEP", { until: one(0, 0, 1, 3), from: one(0, 0, 1, 100) });
        case "INJECT":
          return frame("INJECT", {
            step: one(0, 5, 9, 40_000),
            data: one(
              Uint8Array.of(5, 0x80, 1, 0),
              Uint8Array.of(1, 0),
              Uint8Array.of(5, 0x80, 0, 8),
              Uint8Array.of(5, 0x80, 255, 7),
            ),
          });
        case "SPIKES":
          return frame("SPIKES", { from: one(0, 0, 1, 2, 500) }, read);
        case "TRACE":
          return frame(
            "TRACE",
            {
              first: one(0, neurons - traced, neurons - 4, neurons, 0x20000, 0xffffffff),
              count: one(1, traced, traced + 1, 0, 4),
            },
            read,
          );
        case "COUNTERS":
          return frame("COUNTERS", {}, read);
        case "STOP":
          return frame("STOP", {});
        case "junk":
          return bytes(1 + draw.below(170));
        case "flip": {
          const good = frame("WRITE", { address: 512, data: bytes(8) });
          good[draw.below(good.length)] ^= 1 << draw.below(8);
          return good;
        }
        case "type":
          return encodeFrame({ type: one(0, 0x0d, 0x80, 0x90, 255), session, sequence, body: bytes(draw.below(5)) });
        case "layout": {
          const name = one("WRITE", "READBACK", "ARM", "TRACE", "SPIKES", "ERASE", "HELLO", "INJECT");
          const body =
            name === "ERASE" || name === "HELLO"
              ? bytes(3)
              : encodeBody("WRITE", { address: 4, data: bytes(4) }).map((byte, k) =>
                  k === draw.below(11) ? byte ^ (1 << draw.below(8)) : byte,
                );
          // Data that happen to be laid out well would only be another WRITE or INJECT.
          if (body.length > 5) body[5] ^= 64;
          return encodeFrame({
            type: MessageType[name],
            session,
            sequence: name === "READBACK" || name === "TRACE" || name === "SPIKES" ? read : sequence,
            body,
          });
        }
        default:
          return encodeFrame({
            version: one(0, 1, 200),
            type: MessageType.ERASE,
            session,
            sequence,
            body: new Uint8Array(),
          });
      }
    };
    return { what: kind, wire: cobsEncode(wire()) };
  }

  /** What the answer says of the board's count. */
  learn(answer: string): void {
    const frame = Buffer.from(answer, "hex");
    const number = (at: number) => frame.readUInt32LE(at);
    if (frame[1] === MessageType.ACK) this.committed = number(17);
    else if (frame[1] === MessageType.NACK) this.committed = number(17) - 1;
    else if (frame[1] === MessageType.HELLO_REPLY) this.committed = number(27);
    else if (frame[1] === MessageType.SPIKES_REPLY && number(8) < 0x80000000)
      this.committed = Math.max(this.committed, number(8));
  }
}

/** Sends `frames` random frames to the board and to the model. */
export async function expectSameAnswers(board: Conformance, seed: number, frames: number): Promise<void> {
  const clock = new VirtualClock();
  const model = new BoardEndpoint(new EmptyCore(board.limits, board.counters, board.powerUp), clock);
  const answers: string[] = [];
  const decoder = new CobsDecoder(160, (frame) => answers.push(Buffer.from(frame).toString("hex")));
  let feed: (bytes: Uint8Array) => void = () => {};
  model.attach({
    name: "model",
    write: (bytes) => decoder.push(bytes),
    onData: (listener) => (feed = listener),
    onClose: () => {},
    close: () => {},
  });
  const line = await board.dial();
  const heard = listen(line);
  const source = new FrameSource(seed, board);
  try {
    for (let k = 0; k < frames; k++) {
      const { what, wire } = source.next();
      feed(wire);
      await clock.until(new Promise<void>((resolve) => void clock.after(50, resolve)));
      const expected = answers.shift() ?? "nothing";
      expect(answers).toEqual([]);
      line.write(wire);
      expect({ k, what, answer: await heard.next() }).toEqual({ k, what, answer: expected });
      source.learn(expected);
    }
  } finally {
    line.close();
  }
}
