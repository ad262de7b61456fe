/** The file of a program: what compilers make comes back from it, in pieces however they are cut, and from files of the format before. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeProgram, readProgram } from "../src/program/decode.js";
import { programDigest } from "../src/program/digest.js";
import { encodeProgram, streamProgram } from "../src/program/encode.js";
import { decodeAxonLists, encodeAxonLists } from "../src/program/loihi/axon-lists.js";
import { encodeAxonSources } from "../src/program/loihi/axon-sources.js";
import { InvalidField } from "../src/program/message-fields.js";
import { sampleProgram } from "../src/program/sample-program.fixture.js";
import type { LoihiProgram } from "../src/program/loihi/program.js";
import type { Program } from "../src/program/program.js";
import { smallProgram } from "./fuzz/programs.js";

const compiled = smallProgram("loihi1") as LoihiProgram;
const programs: readonly (readonly [string, Program])[] = [
  ["compiled for Loihi", compiled],
  ["compiled for SpiNNaker", smallProgram("spinnaker1")],
  ["made by hand", sampleProgram()],
];

function codeOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    return (error as { diagnostics?: { code: string }[] }).diagnostics?.[0].code ?? String(error);
  }
  return "accepted";
}

/** The bytes in pieces of one buffer, each of which overwrites the one before. */
function* pieces(bytes: Uint8Array, lengths: readonly number[]): Generator<Uint8Array> {
  const buffer = new Uint8Array(Math.max(...lengths));
  for (let at = 0, k = 0; at < bytes.length; k++) {
    const part = bytes.subarray(at, at + lengths[k % lengths.length]);
    buffer.fill(0xff);
    buffer.set(part);
    yield buffer.subarray(0, part.length);
    at += part.length;
  }
}

describe.each(programs)("a program %s", (_what, program) => {
  const file = encodeProgram(program);

  it("comes back the same in pieces of any length", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 5 }), (lengths) => {
        const read = readProgram(pieces(file, lengths));
        expect(read.program).toEqual(program);
        expect(read.digest).toBe(programDigest(program));
      }),
      { numRuns: 40 },
    );
  });

  it("is written in pieces, as often as they are asked for, behind an envelope that is known then", () => {
    const written = streamProgram(program);
    expect(() => written.envelope()).toThrow("before its body was read");
    for (let times = 0; times < 2; times++) {
      const body = Buffer.concat([...written.body()]);
      const { head, digest, bytes } = written.envelope();
      expect(Buffer.concat([head, body])).toEqual(Buffer.from(file));
      expect({ digest, bytes }).toEqual({ digest: programDigest(file), bytes: file.length });
    }
  });

  it("is told to be damaged by every changed byte and every missing end, in pieces", () => {
    for (let k = 0; k < file.length; k += 3) {
      const bad = file.slice();
      bad[k] ^= 1 << (k % 8);
      expect(
        codeOf(() => readProgram(pieces(bad, [100]))),
        `byte ${k}`,
      ).toMatch(/^program-(foreign|newer|truncated|corrupt)$/);
      expect(codeOf(() => readProgram(pieces(file.slice(0, k), [100])))).toMatch(/^program-(foreign|truncated)$/);
    }
  });

  it("is read from a file of format 1, and keeps that file's digest", () => {
    const before = { ...program, formatVersion: 1 };
    const old = encodeProgram(before);
    expect(decodeProgram(old)).toEqual(before);
    expect(readProgram([old]).digest).toBe(programDigest(decodeProgram(old)));
  });
});

describe("axons as varints", () => {
  it("take fewer bytes than the tables of format 1", () => {
    expect(encodeAxonSources(compiled)).not.toBeNull();
    expect(encodeProgram(compiled).length).toBeLessThan(encodeProgram({ ...compiled, formatVersion: 1 }).length);
  });

  it("are not used for routes that they would change", () => {
    const [first, ...others] = compiled.cores;
    const turned = { ...first, outAxon: first.outAxon.slice().reverse() };
    for (const program of [
      { ...compiled, cores: [turned, ...others] },
      { ...compiled, inputRouting: [...compiled.inputRouting].reverse() },
      { ...compiled, cores: [{ ...first, outStart: first.outStart.map((k) => k + 1) }, ...others] },
    ])
      expect(encodeAxonSources(program)).toBeNull();
  });

  it("give back all tables of lists, shared or not", () => {
    const word = fc.oneof(fc.nat(40), fc.integer({ min: 0, max: 0xffffffff }));
    fc.assert(
      fc.property(fc.array(fc.tuple(word, word, fc.nat(0xffff)), { maxLength: 60 }), fc.nat(300), (axons, repeated) => {
        const all = [...axons, ...Array.from({ length: axons.length && repeated }, (_, k) => axons[k % axons.length])];
        const tables = {
          axonStart: Uint32Array.from(all, ([start]) => start),
          axonEnd: Uint32Array.from(all, ([, end]) => end),
          axonBase: Uint16Array.from(all, ([, , base]) => base),
        };
        const bytes = encodeAxonLists(tables)!.slice();
        expect(decodeAxonLists(bytes)).toEqual(tables);
        expect(() => decodeAxonLists(bytes.slice(0, -1))).toThrow(InvalidField);
        expect(() => decodeAxonLists(Uint8Array.of(...bytes, 0))).toThrow(InvalidField);
      }),
      { numRuns: 300 },
    );
  });

  it("are refused where they name what is not there", () => {
    for (const bytes of [[], [2], [1, 1], [1, 0, 0, 1, 0x80, 0x80, 0x04], [1, 0, 0xff, 0xff, 0xff, 0xff, 0x1f, 1, 0]])
      expect(() => decodeAxonLists(Uint8Array.from(bytes))).toThrow(InvalidField);
  });
});
