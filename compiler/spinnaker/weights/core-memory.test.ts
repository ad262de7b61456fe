import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EquipoiseError } from "../../../src/diagnostics/diagnostic.js";
import { SPINNAKER1 } from "../../../src/targets/spinnaker/spinnaker1.js";
import { atomsWithoutExtension, coreMemory, rowBlocks, wordBits, type CoreDemand } from "./core-memory.js";

const core: CoreDemand = {
  model: "IF_curr_exp",
  atoms: 256,
  synapseTypes: 2,
  maxDelay: 16,
  matrices: [{ sources: 100, directRow: 25, delayedRow: 0 }],
};

describe("the bits of a synaptic word", () => {
  it("allow 32 ticks of delay with 256 atoms, 64 with 128, 128 with 64", () => {
    expect(
      [256, 128, 64].map((atoms) => 2 ** wordBits({ atoms, synapseTypes: 2, maxDelay: 128 }, SPINNAKER1).delayBits),
    ).toEqual([32, 64, 128]);
    expect([32, 64, 128].map((delay) => atomsWithoutExtension(2, delay, SPINNAKER1))).toEqual([256, 128, 64]);
  });

  it("take no more delay bits than the longest delay needs: 2^D ticks are stored as 0", () => {
    expect(wordBits({ atoms: 256, synapseTypes: 2, maxDelay: 16 }, SPINNAKER1)).toEqual({
      indexBits: 8,
      typeBits: 1,
      delayBits: 4,
      delayStages: 0,
    });
    expect(wordBits({ atoms: 1, synapseTypes: 1, maxDelay: 1 }, SPINNAKER1)).toEqual({
      indexBits: 1,
      typeBits: 1,
      delayBits: 1,
      delayStages: 0,
    });
  });

  it("send delays beyond 2^D to at most 8 further stages", () => {
    expect(wordBits({ atoms: 256, synapseTypes: 2, maxDelay: 33 }, SPINNAKER1).delayStages).toBe(1);
    expect(wordBits({ atoms: 256, synapseTypes: 2, maxDelay: 288 }, SPINNAKER1).delayStages).toBe(8);
    expect(() => wordBits({ atoms: 256, synapseTypes: 2, maxDelay: 289 }, SPINNAKER1)).toThrow(
      "A delay of 289 ticks is beyond the 288 that a core of 256 atoms and its delay extensions can hold.",
    );
    expect(() => wordBits({ atoms: 5000, synapseTypes: 2, maxDelay: 1 }, SPINNAKER1)).toThrow(EquipoiseError);
  });

  it("hold every delay, atom and type within 14 bits, for any core that is accepted", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 256 }),
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 1, max: 144 }),
        (atoms, synapseTypes, maxDelay) => {
          const { indexBits, typeBits, delayBits, delayStages } = wordBits(
            { atoms, synapseTypes, maxDelay },
            SPINNAKER1,
          );
          expect(indexBits + typeBits + delayBits).toBeLessThanOrEqual(14);
          expect(2 ** indexBits).toBeGreaterThanOrEqual(atoms);
          expect(2 ** typeBits).toBeGreaterThanOrEqual(synapseTypes);
          expect(2 ** delayBits * (1 + delayStages)).toBeGreaterThanOrEqual(maxDelay);
          if (atoms <= atomsWithoutExtension(synapseTypes, maxDelay, SPINNAKER1)) expect(delayStages).toBe(0);
        },
      ),
    );
  });
});

describe("the memory of a core", () => {
  it("is 33,024 bytes of DTCM for 256 atoms, two types and 16 ticks", () => {
    const { dtcm } = coreMemory(core, SPINNAKER1);
    expect(dtcm.parts).toEqual({
      "ring buffers": 16_384,
      "neuron state": 15_360,
      "population table": 24,
      "row buffers": 224,
      "input buffer": 1024,
      "left shifts": 8,
    });
    expect(dtcm).toMatchObject({ bytes: 33_024, limit: 59_756 });
  });

  it("gives half the DTCM to ring buffers of 14 bits, whatever the split", () => {
    for (const [atoms, maxDelay] of [
      [256, 32],
      [128, 64],
      [64, 128],
    ] as const) {
      expect(coreMemory({ ...core, atoms, maxDelay }, SPINNAKER1).dtcm.parts["ring buffers"]).toBe(32_768);
    }
  });

  it("is two copies of the parameters, and rows of the longest length with a header of three words, in SDRAM", () => {
    const { sdram } = coreMemory(core, SPINNAKER1);
    expect(sdram.parts).toEqual({
      "core parameters": 20 + 8 + 1024,
      "neuron parameters": 2 * 4 * 15 * 256,
      "synapse parameters": 28 + 8,
      "synaptic rows": 100 * 28 * 4,
    });
  });

  it("counts a delayed matrix once a stage, and starts every matrix at a multiple of 16 bytes", () => {
    const matrices = [{ sources: 3, directRow: 2, delayedRow: 1 }];
    const rows = (maxDelay: number) =>
      coreMemory({ ...core, maxDelay, matrices }, SPINNAKER1).sdram.parts["synaptic rows"];
    expect(rows(32)).toBe(64);
    expect(rows(64)).toBe(64 + 48);
    expect(rows(96)).toBe(64 + 96);
  });

  it("splits rows of more than 256 words into blocks that lose no synapse", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 5000 }), (synapses) => {
        const blocks = rowBlocks(synapses, SPINNAKER1.limits.rowWords.value!);
        expect(blocks.reduce((a, b) => a + b, 0)).toBe(synapses);
        expect(Math.max(0, ...blocks)).toBeLessThanOrEqual(256);
        expect(blocks.length).toBe(Math.ceil(synapses / 256));
      }),
    );
    const { dtcm, sdram } = coreMemory(
      { ...core, matrices: [{ sources: 10, directRow: 300, delayedRow: 0 }] },
      SPINNAKER1,
    );
    expect(dtcm.parts["row buffers"]).toBe(2 * 4 * 259);
    expect(dtcm.parts["population table"]).toBe(20 + 2 * 4);
    expect(sdram.parts["synaptic rows"]).toBe(10_368 + 1_888);
  });

  it("grows with atoms, delay and sources", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 128 }),
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 500 }),
        fc.integer({ min: 0, max: 600 }),
        (atoms, maxDelay, sources, directRow) => {
          const at = (more: Partial<CoreDemand>) =>
            coreMemory(
              { ...core, atoms, maxDelay, matrices: [{ sources, directRow, delayedRow: 0 }], ...more },
              SPINNAKER1,
            );
          const here = at({});
          for (const larger of [
            at({ atoms: atoms + 1 }),
            at({ maxDelay: maxDelay + 1 }),
            at({ matrices: [{ sources: sources + 1, directRow: directRow + 1, delayedRow: 0 }] }),
          ]) {
            expect(larger.dtcm.bytes).toBeGreaterThanOrEqual(here.dtcm.bytes);
            expect(larger.sdram.bytes).toBeGreaterThanOrEqual(here.sdram.bytes);
          }
        },
      ),
    );
  });
});
