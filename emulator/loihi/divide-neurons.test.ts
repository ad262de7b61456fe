import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { LoihiProgram } from "../../src/program/loihi/program.js";
import { divideNeurons } from "./divide-neurons.js";

/** Populations of so many neurons with so many bytes of synapses each, one core a population; nothing else is read. */
function programOf(populations: readonly { readonly size: number; readonly bytes: number }[]): LoihiProgram {
  let first = 0;
  const placed = populations.map(({ size, bytes }, p) => {
    const population = { name: `P${p}`, first, size };
    first += size;
    const neurons = Uint32Array.from({ length: size }, (_, i) => population.first + i);
    return { population, core: { neurons, synapseMemory: new Uint8Array(size * bytes) } };
  });
  return {
    size: first,
    populations: placed.map(({ population }) => population),
    cores: placed.map(({ core }) => core),
  } as unknown as LoihiProgram;
}

const sizes = (program: LoihiProgram, workers: number) => divideNeurons(program, workers).map((r) => r.to - r.from);

describe("divideNeurons", () => {
  it("covers all neurons with contiguous ranges, none empty", () => {
    const populations = fc.array(fc.record({ size: fc.integer({ min: 1, max: 60 }), bytes: fc.nat(50) }), {
      minLength: 1,
      maxLength: 5,
    });
    fc.assert(
      fc.property(populations, fc.integer({ min: 1, max: 8 }), (list, wanted) => {
        const program = programOf(list);
        const ranges = divideNeurons(program, Math.min(wanted, program.size));
        expect(ranges[0].from).toBe(0);
        expect(ranges.at(-1)!.to).toBe(program.size);
        ranges.forEach(({ from, to }, w) => {
          expect(to).toBeGreaterThan(from);
          if (w > 0) expect(from).toBe(ranges[w - 1].to);
        });
      }),
    );
  });

  it("halves neurons that are alike", () => {
    expect(sizes(programOf([{ size: 1000, bytes: 100 }]), 2)).toEqual([500, 500]);
  });

  it("gives fewer of the neurons that more reach", () => {
    const [few, many] = sizes(
      programOf([
        { size: 20_000, bytes: 300 },
        { size: 20_000, bytes: 0 },
      ]),
      2,
    );
    expect(few * (300 + 64)).toBeLessThan(20_000 * (300 + 64));
    expect(few).toBeLessThan(many);
  });

  it("gives fewer to a slice with rows in two bitmaps", () => {
    const [one, two] = sizes(
      programOf([
        { size: 8000, bytes: 1000 },
        { size: 2000, bytes: 1000 },
      ]),
      2,
    );
    expect(one / two).toBeCloseTo(1.4, 2);
    const sparse = sizes(
      programOf([
        { size: 8000, bytes: 10 },
        { size: 2000, bytes: 10 },
      ]),
      2,
    );
    expect(sparse).toEqual([5000, 5000]);
  });
});
