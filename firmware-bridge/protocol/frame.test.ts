import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MessageType, type MessageName } from "./codes.js";
import { HEADER_BYTES, LONGEST_FRAME, decodeFrame, encodeFrame } from "./frame.js";
import { decodeBody, encodeBody, type Bodies } from "./messages.js";

const u32 = fc.integer({ min: 0, max: 0xffffffff });
const data = fc.uint8Array({ maxLength: 127 });
const numbers = <Body>(...keys: (keyof Body & string)[]) =>
  fc.record(Object.fromEntries(keys.map((key) => [key, u32]))) as unknown as fc.Arbitrary<Body>;

/** A generator of bodies for every message. */
const bodies: { readonly [Name in MessageName]: fc.Arbitrary<Bodies[Name]> } = {
  HELLO: fc.constant({}),
  ERASE: fc.constant({}),
  COUNTERS: fc.constant({}),
  STOP: fc.constant({}),
  WRITE: fc.record({ address: u32, data }),
  READBACK: numbers("address", "length"),
  ARM: numbers("digest"),
  RUN: numbers("until", "periodUs"),
  STEP: numbers("until", "from"),
  INJECT: fc.record({ step: u32, data }),
  SPIKES: numbers("from"),
  TRACE: numbers("first", "count"),
  HELLO_REPLY: numbers(
    "board",
    "state",
    "committed",
    "digest",
    "step",
    "imageBytes",
    "neurons",
    "sources",
    "maxData",
    "window",
    "logWords",
    "injectWords",
    "traceWords",
    "clockHz",
    "features",
  ),
  READBACK_REPLY: fc.record({ address: u32, data }),
  SPIKES_REPLY: fc.record({ from: u32, head: u32, step: u32, data }),
  TRACE_REPLY: fc.record({ step: u32, first: u32, data }),
  COUNTERS_REPLY: fc.record({
    step: u32,
    stateSum: u32,
    framingErrors: u32,
    overruns: u32,
    // Four numbers and 120 bytes: the longest that fits the longest frame.
    data: fc.uint8Array({ maxLength: 120 }),
  }),
  ACK: numbers("committed", "state"),
  NACK: numbers("expected", "reason", "detail"),
};
const names = Object.keys(bodies) as MessageName[];
const anyBody = fc
  .constantFrom(...names)
  .chain((name) => fc.tuple(fc.constant(name), bodies[name] as fc.Arbitrary<Bodies[MessageName]>));

describe("bodies", () => {
  it("come back as they were, for every message, zeros included", () => {
    fc.assert(
      fc.property(anyBody, ([name, body]) => {
        expect(decodeBody(name, encodeBody(name, body))).toEqual(body);
      }),
    );
  });

  it("have one layout: tags ascending, five bytes a number, data last", () => {
    expect(Buffer.from(encodeBody("WRITE", { address: 0, data: Uint8Array.of(7, 0) })).toString("hex")).toBe(
      "0d00000000" + "12020700",
    );
    expect(
      Buffer.from(encodeBody("SPIKES_REPLY", { from: 1, head: 2, step: 3, data: new Uint8Array() })).toString("hex"),
    ).toBe("0d01000000" + "1502000000" + "1d03000000" + "2200");
  });

  it("are refused when a field is missing, doubled, out of order, unknown or cut", () => {
    const good = encodeBody("STEP", { until: 5, from: 6 });
    const [until, from] = [good.subarray(0, 5), good.subarray(5)];
    expect(decodeBody("STEP", Uint8Array.of(...until, ...from))).toEqual({ until: 5, from: 6 });
    for (const wrong of [
      until,
      [...from, ...until],
      [...good, ...from],
      [...good, 0x1d, 0, 0, 0, 0],
      [...good, 0x18, 1],
      good.subarray(0, 9),
    ])
      expect(decodeBody("STEP", Uint8Array.from(wrong))).toBeNull();
    expect(decodeBody("ERASE", Uint8Array.of(0))).toBeNull();
  });

  it("never make the decoder throw, whatever the bytes", () => {
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.uint8Array({ maxLength: 160 }), (name, bytes) => {
        const body = decodeBody(name, bytes);
        if (body !== null) expect(Buffer.from(encodeBody(name, body)).equals(Buffer.from(bytes))).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it("do not take data of more than 127 bytes", () => {
    expect(() => encodeBody("WRITE", { address: 0, data: new Uint8Array(128) })).toThrow("longer than 127 bytes");
  });
});

describe("frames", () => {
  const sample = {
    type: MessageType.ACK,
    session: 0x01020304,
    sequence: 9,
    body: encodeBody("ACK", { committed: 9, state: 1 }),
  };

  it("come back as they were and fit the longest frame", () => {
    fc.assert(
      fc.property(anyBody, u32, u32, fc.nat(255), ([name, body], session, sequence, version) => {
        const frame = { version, type: MessageType[name], session, sequence, body: encodeBody(name, body) };
        const bytes = encodeFrame(frame);
        expect(bytes.length).toBeLessThanOrEqual(LONGEST_FRAME);
        expect(decodeFrame(bytes)).toEqual(frame);
      }),
    );
  });

  it("show every single flipped bit", () => {
    const bytes = encodeFrame(sample);
    for (let bit = 0; bit < 8 * bytes.length; bit++) {
      const bad = Uint8Array.from(bytes);
      bad[bit >> 3] ^= 1 << (bit & 7);
      expect(decodeFrame(bad)).toBe("crc");
    }
  });

  it("show every cut, and bytes behind the end", () => {
    const bytes = encodeFrame(sample);
    for (let length = 0; length < bytes.length; length++)
      expect(decodeFrame(bytes.subarray(0, length))).toBe(length < HEADER_BYTES ? "short" : "crc");
    expect(decodeFrame(Uint8Array.of(...bytes, 0))).toBe("crc");
  });

  it("show a length that disagrees although the CRC is right", () => {
    const whole = encodeFrame({ ...sample, body: new Uint8Array(3) });
    whole[2] = 2;
    const view = new DataView(whole.buffer);
    // A sender with a fault: its CRC covers the wrong length.
    view.setUint32(12, crcOf(whole), true);
    expect(decodeFrame(whole)).toBe("length");
  });
});

function crcOf(bytes: Uint8Array): number {
  let c = 0xffffffff;
  for (const byte of [...bytes.subarray(0, 12), ...bytes.subarray(16)]) {
    c ^= byte;
    for (let bit = 0; bit < 8; bit++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  }
  return ~c >>> 0;
}
