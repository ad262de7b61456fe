/**
 * Byte-exact examples of the protocol: every message, and every way to be damaged. `npm run generate` writes them to wire-vectors.json,
 * which the tests of host, firmware and gateware read.
 */
import { cobsEncode } from "./cobs.js";
import { MessageType, type MessageName } from "./codes.js";
import { encodeFrame } from "./frame.js";
import { encodeBody, type Bodies } from "./messages.js";
import { spikeWords, wordsToBytes } from "./spike-words.js";

/** A whole frame. Hexadecimal strings; `fields` gives bytes as hexadecimal strings, too. */
export interface FrameVector {
  readonly message: MessageName;
  readonly type: number;
  readonly session: number;
  readonly sequence: number;
  readonly fields: Readonly<Record<string, number | string>>;
  readonly body: string;
  /** Header and body. */
  readonly frame: string;
  /** What is on the line: delimiter, COBS, delimiter. */
  readonly wire: string;
}

/** Bytes that must not be taken for a frame. */
export interface DamageVector {
  readonly what: string;
  readonly wire: string;
  readonly fault: "truncated" | "too-long" | "short" | "length" | "crc";
}

const SESSION = 0x1badcafe;
const READ = 0x80000001;

const examples: { readonly [Name in MessageName]: readonly Bodies[Name][] } = {
  HELLO: [{}],
  ERASE: [{}],
  WRITE: [
    { address: 0, data: Uint8Array.of(0) },
    { address: 0x00010203, data: Uint8Array.from({ length: 127 }, (_, k) => k) },
    { address: 0xffffffff, data: Uint8Array.from({ length: 120 }, () => 255) },
  ],
  READBACK: [{ address: 256, length: 120 }],
  ARM: [{ digest: 0xcbf43926 }],
  RUN: [{ until: 1000, periodUs: 0 }],
  STEP: [{ until: 1, from: 0 }],
  INJECT: [{ step: 7, data: wordsToBytes(spikeWords(7, [0, 1023, 1024, 1024])) }],
  SPIKES: [{ from: 65536 }],
  TRACE: [{ first: 1014, count: 10 }],
  COUNTERS: [{}],
  STOP: [{}],
  HELLO_REPLY: [
    {
      board: 0x4b355055,
      state: 1,
      committed: 12,
      digest: 0,
      step: 0,
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
    },
  ],
  READBACK_REPLY: [{ address: 256, data: Uint8Array.of(0, 0, 1, 0) }],
  SPIKES_REPLY: [
    { from: 0, head: 1, step: 1, data: wordsToBytes(spikeWords(0, [])) },
    { from: 3, head: 9, step: 32769, data: wordsToBytes(spikeWords(32768, [5, 6])) },
  ],
  TRACE_REPLY: [{ step: 4, first: 2, data: Uint8Array.of(0xff, 0xff, 0x7f, 0, 1, 0, 0x80, 0xff, 3, 0, 0, 0) }],
  COUNTERS_REPLY: [
    { step: 4, stateSum: 0xba2bc5a6, framingErrors: 2, overruns: 65535, data: Uint8Array.of(1, 0, 0, 0) },
  ],
  ACK: [{ committed: 12, state: 1 }],
  NACK: [{ expected: 13, reason: 5, detail: 0 }],
};

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");

function frameVector<Name extends MessageName>(message: Name, fields: Bodies[Name], sequence: number): FrameVector {
  const body = encodeBody(message, fields);
  const type = MessageType[message];
  const frame = encodeFrame({ type, session: SESSION, sequence, body });
  const shown = Object.fromEntries(
    Object.entries(fields).map(([key, value]) => [key, value instanceof Uint8Array ? hex(value) : (value as number)]),
  );
  return {
    message,
    type,
    session: SESSION,
    sequence,
    fields: shown,
    body: hex(body),
    frame: hex(frame),
    wire: hex(cobsEncode(frame)),
  };
}

function damageVectors(): DamageVector[] {
  // Its CRC has no zero byte: a cut ends in the middle of a block.
  const good = encodeFrame({ type: MessageType.ERASE, session: SESSION, sequence: 2, body: new Uint8Array() });
  const flipped = Uint8Array.from(good);
  flipped[8] ^= 1;
  const cut = cobsEncode(good).slice(0, -3);
  return [
    { what: "one bit of the sequence number is inverted", wire: hex(cobsEncode(flipped)), fault: "crc" },
    { what: "a byte behind the end", wire: hex(cobsEncode(Uint8Array.of(...good, 0))), fault: "crc" },
    { what: "shorter than a header", wire: hex(cobsEncode(good.subarray(0, 15))), fault: "short" },
    { what: "a block ends before its length", wire: hex(Uint8Array.of(...cut, 0)), fault: "truncated" },
    { what: "longer than the longest frame", wire: hex(cobsEncode(new Uint8Array(161).fill(1))), fault: "too-long" },
  ];
}

function wireVectors(): { readonly frames: readonly FrameVector[]; readonly damaged: readonly DamageVector[] } {
  const frames = (Object.keys(examples) as MessageName[]).flatMap((message, k) => {
    const isReply = MessageType[message] >= 0x80;
    const isRead = ["HELLO", "READBACK", "SPIKES", "TRACE", "COUNTERS"].includes(message.replace("_REPLY", ""));
    return (examples[message] as readonly Bodies[MessageName][]).map((fields) =>
      frameVector(message, fields, isRead ? READ : isReply ? 12 : k + 1),
    );
  });
  return { frames, damaged: damageVectors() };
}

export function wireVectorsText(): string {
  return `${JSON.stringify(wireVectors(), null, 2)}\n`;
}
