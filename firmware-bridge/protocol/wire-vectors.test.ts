import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { CobsDecoder } from "./cobs.js";
import { MessageType } from "./codes.js";
import { LONGEST_FRAME, decodeFrame } from "./frame.js";
import { decodeBody } from "./messages.js";
import { wireVectorsText, type DamageVector, type FrameVector } from "./wire-vectors.js";

const text = readFileSync(new URL("wire-vectors.json", import.meta.url), "utf8");
const vectors = JSON.parse(text) as { frames: FrameVector[]; damaged: DamageVector[] };

/** Frames, or faults, of what is on the line. */
function receive(wire: string): (Uint8Array | string)[] {
  const seen: (Uint8Array | string)[] = [];
  new CobsDecoder(
    LONGEST_FRAME,
    (frame) => seen.push(frame),
    (fault) => seen.push(fault),
  ).push(Buffer.from(wire, "hex"));
  return seen;
}

describe("wire-vectors.json", () => {
  it("is what `npm run generate` writes", () => {
    expect(text).toBe(wireVectorsText());
  });

  it("has every message", () => {
    expect([...new Set(vectors.frames.map((v) => v.message))].sort()).toEqual(Object.keys(MessageType).sort());
  });

  it.each(vectors.frames.map((v, k) => [`${v.message} (${k})`, v] as const))("decodes: %s", (_, vector) => {
    const [bytes, ...more] = receive(vector.wire) as Uint8Array[];
    expect(more).toEqual([]);
    expect(Buffer.from(bytes).toString("hex")).toBe(vector.frame);
    const frame = decodeFrame(bytes);
    if (typeof frame === "string") throw new Error(frame);
    expect([frame.version, frame.type, frame.session, frame.sequence]).toEqual([
      2,
      vector.type,
      vector.session,
      vector.sequence,
    ]);
    const body = decodeBody(vector.message, frame.body);
    const shown = Object.fromEntries(
      Object.entries(body!).map(([k, v]) => [
        k,
        v instanceof Uint8Array ? Buffer.from(v).toString("hex") : (v as number),
      ]),
    );
    expect(shown).toEqual(vector.fields);
  });

  it.each(vectors.damaged.map((v) => [v.what, v] as const))("refuses: %s", (_, { wire, fault }) => {
    const seen = receive(wire).map((got) => (typeof got === "string" ? got : decodeFrame(got)));
    expect(seen).toEqual([fault]);
  });
});
