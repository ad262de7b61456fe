import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EquipoiseError } from "../diagnostics/diagnostic.js";
import { decodeLoihiProgram, decodeProgram, targetOfProgram } from "./decode.js";
import { programDigest } from "./digest.js";
import { encodeBody, encodeProgram } from "./encode.js";
import { HEADER_BYTES, wrapBody } from "./program-file.js";
import { sampleProgram } from "./sample-program.fixture.js";
import { decodeCoreSynapses } from "./loihi/synapse-lists.js";
import { SynapseMemoryWriter, listBits, weightField } from "./loihi/synapse-memory.js";
import { LOIHI1 } from "../targets/loihi/loihi1.js";
import type { LoihiProgram } from "./loihi/program.js";

const program = sampleProgram();
const file = encodeProgram(program);

function codeOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof EquipoiseError) return error.diagnostics[0].code;
    throw error;
  }
  return "accepted";
}

describe("program file", () => {
  it("comes back as it went: decode after encode is the identity", () => {
    expect(decodeProgram(file)).toEqual(program);
    expect(Buffer.compare(encodeProgram(decodeProgram(file)), file)).toBe(0);
  });

  it("keeps the scale that an entry of the ledger names", () => {
    const [first, ...others] = program.ledger;
    const ledger = [{ ...first, fittingScale: 69_000 }, ...others];
    expect(decodeProgram(encodeProgram({ ...program, ledger })).ledger).toEqual(ledger);
  });

  it("names its target at its beginning; what is no program, or is cut before that, names none", () => {
    expect(targetOfProgram(file)).toBe(program.target);
    expect(targetOfProgram(file.subarray(0, 200))).toBe(program.target);
    expect(targetOfProgram(file.subarray(0, HEADER_BYTES + 4))).toBeUndefined();
    expect(targetOfProgram(new TextEncoder().encode("name: a description"))).toBeUndefined();
  });

  it("has one digest for the program and for its file, which another weight changes", () => {
    expect(programDigest(program)).toBe(programDigest(file));
    const memory = program.cores[0].synapseMemory.slice();
    memory[1] ^= 0x10;
    const other: LoihiProgram = {
      ...program,
      cores: [{ ...program.cores[0], synapseMemory: memory }, ...program.cores.slice(1)],
    };
    expect(programDigest(other)).not.toBe(programDigest(program));
  });

  it("refuses every single changed byte", () => {
    for (let k = 0; k < file.length; k++) {
      const bad = file.slice();
      bad[k] ^= 1 << (k % 8);
      expect(
        codeOf(() => decodeProgram(bad)),
        `byte ${k}`,
      ).toMatch(/^program-(foreign|newer|truncated|corrupt)$/);
    }
  });

  it("refuses every truncation", () => {
    for (let length = 0; length < file.length; length += 7) {
      expect(codeOf(() => decodeProgram(file.slice(0, length)))).toMatch(/^program-(foreign|truncated)$/);
    }
  });

  it("says what a foreign and a newer file is", () => {
    expect(codeOf(() => decodeProgram(new TextEncoder().encode("populations:\n  E: 4000\n")))).toBe("program-foreign");
    expect(codeOf(() => decodeProgram(encodeProgram({ ...program, formatVersion: 99 })))).toBe("program-newer");
  });

  it("refuses unknown targets, boards and missing parts although the digest is right", () => {
    expect(codeOf(() => decodeProgram(encodeProgram({ ...program, target: "loihi9" })))).toBe("target-unknown");
    expect(codeOf(() => decodeProgram(encodeProgram({ ...program, board: "breadboard" })))).toBe("board-unknown");
    expect(codeOf(() => decodeProgram(wrapBody(new Uint8Array())))).toBe("program-invalid");
    expect(codeOf(() => decodeProgram(encodeProgram({ ...program, dt: 0 })))).toBe("program-invalid");
    expect(codeOf(() => decodeProgram(encodeProgram({ ...program, cores: program.cores.slice(1) })))).toBe(
      "program-invalid",
    );
    expect(codeOf(() => decodeProgram(encodeProgram({ ...program, inputRouting: [] })))).toBe("program-invalid");
  });
});

describe("10,000 mutated programs", () => {
  const body = encodeBody(program);
  const mutation = fc.array(
    fc.oneof(
      fc.record({ kind: fc.constant("flip" as const), at: fc.nat(), to: fc.nat(255) }),
      fc.record({ kind: fc.constant("cut" as const), at: fc.nat(), to: fc.nat(20) }),
      fc.record({ kind: fc.constant("copy" as const), at: fc.nat(), to: fc.nat() }),
    ),
    { minLength: 1, maxLength: 4 },
  );
  function mutate(
    bytes: Uint8Array,
    steps: readonly { kind: "flip" | "cut" | "copy"; at: number; to: number }[],
  ): Uint8Array {
    let out = Uint8Array.from(bytes);
    for (const { kind, at, to } of steps) {
      if (out.length === 0) break;
      const k = at % out.length;
      if (kind === "flip") out[k] ^= to | 1;
      else if (kind === "cut") out = Uint8Array.from([...out.subarray(0, k), ...out.subarray(k + to)]);
      else
        out.set(
          out.subarray(to % out.length, (to % out.length) + Math.min(16, out.length - k)).subarray(0, out.length - k),
          k,
        );
    }
    return out;
  }

  it("4,000 of the whole file give a clear error, or are the same file", () => {
    fc.assert(
      fc.property(mutation, (steps) => {
        const bad = mutate(file, steps);
        if (Buffer.compare(bad, file) !== 0) expect(codeOf(() => decodeProgram(bad))).toMatch(/^program-/);
      }),
      { numRuns: 4000 },
    );
  });

  it("6,000 of the body with a right digest are refused with a sentence, or are valid programs that encode again", () => {
    let refused = 0;
    let accepted = 0;
    fc.assert(
      fc.property(mutation, (steps) => {
        const bad = wrapBody(mutate(body, steps));
        const code = codeOf(() => {
          // What is accepted is whole: its memory decodes and it survives another round trip.
          const decoded = decodeLoihiProgram(bad);
          for (const core of decoded.cores) decodeCoreSynapses(core, decoded, LOIHI1);
          expect(decodeProgram(encodeProgram(decoded))).toEqual(decoded);
        });
        if (code === "accepted") accepted++;
        else refused++;
        expect(code).toMatch(
          /^(accepted|program-(corrupt|invalid|newer|family|too-large)|core-(layout|rows)|(target|board|profile)-unknown)$/,
        );
      }),
      { numRuns: 6000 },
    );
    expect(refused).toBeGreaterThan(1000); // the meaning is really checked
    expect(accepted).toBeGreaterThan(0); // some mutations only change a name or a weight
  });
});

describe("synapse memory", () => {
  it("gives back every weight, delay and index that fits, in every format", () => {
    const synapse = fc.record({ field: fc.nat(255), delay: fc.nat(63), index: fc.nat(99) });
    fc.assert(
      fc.property(
        fc.constantFrom("excitatory" as const, "inhibitory" as const, "mixed" as const),
        fc.constantFrom(1, 2, 3, 4, 5, 6, 8),
        fc.array(fc.array(synapse, { minLength: 1, maxLength: 64 }), { minLength: 1, maxLength: 5 }),
        (signMode, weightBits, blocks) => {
          const dropped = 8 - weightBits + (signMode === "mixed" ? 1 : 0);
          const mantissaOf = (field: number) => {
            const kept = field % 2 ** weightBits;
            if (signMode === "mixed") return (kept - 2 ** (weightBits - 1)) * 2 ** dropped;
            return signMode === "excitatory" ? kept << dropped : -(kept << dropped);
          };
          const writer = new SynapseMemoryWriter(LOIHI1.synapse, 8);
          const bits = weightBits + 6 + 7;
          for (const block of blocks) {
            writer.beginBlock(1, block.length, bits);
            for (const s of block) {
              writer.put(weightField(mantissaOf(s.field), signMode, dropped, weightBits), weightBits);
              writer.put(s.delay, 6);
              writer.put(s.index, 7);
            }
          }
          const read = decodeCoreSynapses(
            {
              axonStart: Uint32Array.of(0),
              axonEnd: Uint32Array.of(writer.words),
              axonBase: Uint16Array.of(0),
              synapseMemory: writer.image(),
              neurons: new Uint32Array(100),
              formats: [{ group: 0, weightBits, delayBits: 6, indexBits: 7, compression: "sparse" }],
            },
            { groups: [{ name: "g", weightExponent: 0, weightBits, signMode, graded: false, plasticity: null }] },
            LOIHI1,
          );
          const all = blocks.flat();
          expect(Array.from(read.compartment)).toEqual(all.map((s) => s.index));
          expect(Array.from(read.delay)).toEqual(all.map((s) => s.delay));
          // A magnitude of 0 reads as 0 whatever the sign mode.
          expect(Array.from(read.mantissa, (m) => m + 0)).toEqual(all.map((s) => mantissaOf(s.field) + 0));
        },
      ),
      { numRuns: 300 },
    );
  });

  it("counts as the spec: 64 sparse synapses of 8 + 9 bits take 1,152 bits, 341 dense ones of 8 bits 2,944", () => {
    expect(listBits(64, 17, LOIHI1.synapse)).toBe(1152);
    expect(listBits(341, 8, LOIHI1.synapse)).toBe(5 * 576 + 192);
  });

  it("refuses a mantissa that the group cannot hold exactly", () => {
    expect(weightField(3, "excitatory", 1, 4)).toBe(-1);
    expect(weightField(-2, "excitatory", 0, 8)).toBe(-1);
    expect(weightField(256, "mixed", 1, 8)).toBe(-1);
    expect(weightField(-256, "mixed", 1, 8)).toBe(128);
  });
});

it("the header takes 44 bytes", () => {
  expect(HEADER_BYTES).toBe(44);
});
