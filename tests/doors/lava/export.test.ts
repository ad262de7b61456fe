/** Exports run on Lava itself (lava-nc 0.10), beside our emulator: every spike, u and v of every step. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import "../../../src/node/environment.js";
import { compileIntegersForLoihi } from "../../../compiler/loihi/compile-integers.js";
import { loadDescription } from "../../../src/node/files/load-description.js";
import type { Exported, ExportedFile } from "../../../src/interchange/exporter.js";
import { integersOf } from "../../../src/interchange/integers/of-program.js";
import type { LoihiIntegers } from "../../../src/interchange/integers/loihi-integers.js";
import { lavaExporter } from "../../../src/interchange/lava/lava-exporter.js";
import { build } from "../../../src/measure/build.js";
import { defaultOptions } from "../../../src/options/check-options.js";
import type { LoihiOptions } from "../../../src/options/loihi.js";
import type { LoihiProgram } from "../../../src/program/loihi/program.js";
import { LOIHI1 } from "../../../src/targets/loihi/loihi1.js";
import { ROOT } from "../../../scripts/python-environments.js";
import { agreement } from "./lava-run.js";
import { randomIntegers, type RandomIntegers } from "./random-integers.fixture.js";

const LONG = 300_000;

function compiled(integers: LoihiIntegers): { exported: Exported; program: LoihiProgram } {
  const { profile } = integers;
  const { program } = compileIntegersForLoihi(integers, LOIHI1, { profile, oversize: true });
  return { exported: lavaExporter.write(integersOf(program)), program };
}

function described(
  file: string,
  duration: number,
  options: Partial<LoihiOptions>,
): { exported: Exported; program: LoihiProgram } {
  const path = join(ROOT, file);
  const { description } = loadDescription(path, (name) => readFileSync(name));
  const all = { ...defaultOptions(LOIHI1), ...options } as LoihiOptions;
  const { program } = build({ ...description, duration, burnIn: 0 }, LOIHI1, all, { report: () => {} }).compiled as {
    program: LoihiProgram;
  };
  return { exported: lavaExporter.write(integersOf(program)), program };
}

function scriptOf({ files }: Exported): string {
  return files.flatMap((file) => ("text" in file ? [file.text] : [])).join("");
}

/** Both sign modes, shifts of both directions, delays, sources that fire twice in a step, second synapses of a pair. */
const MIXED: RandomIntegers = {
  ...{ seed: 5, sizes: [60, 24], steps: 1000, sources: 12, rate: 900, registerSets: 2, threshold: 1500 },
  groups: [
    { signMode: "excitatory", exponent: -3, from: 0, to: 0, indegree: 14, maxDelay: 6 },
    { signMode: "inhibitory", exponent: 0, bits: 5, from: 1, to: 0, indegree: 9, maxDelay: 2, strength: 0.6 },
    { signMode: "mixed", exponent: -1, bits: 6, from: 0, to: 1, indegree: 12, maxDelay: 3 },
    { signMode: "inhibitory", exponent: -2, from: 1, to: 1, indegree: 6 },
    { signMode: "mixed", exponent: 1, bits: 7, from: "input", to: 0, indegree: 3, strength: 0.3 },
    { signMode: "excitatory", exponent: 0, bits: 4, from: "input", to: 1, indegree: 4, maxDelay: 4, strength: 0.3 },
  ],
};

describe("an export to Lava", () => {
  it(
    "gives every spike, u and v of mixed signs, exponents and delays",
    async () => {
      const { exported, program } = compiled(randomIntegers(MIXED));
      const script = scriptOf(exported);
      for (const word of ["Dense(", "DelayDense(", "SideBySide(", "num_message_bits", "SignMode.MIXED"])
        expect(script).toContain(word);
      expect(exported.losses).toEqual([]);
      const { spikes, difference } = await agreement(exported.files, program, 1000);
      expect(difference).toBeNull();
      expect(spikes).toBeGreaterThan(2000);
    },
    LONG,
  );

  it(
    "gives every spike, u and v of a network large and empty enough for sparse matrices",
    async () => {
      const { exported, program } = compiled(
        randomIntegers({
          ...{ seed: 6, sizes: [1100, 40], steps: 1000 },
          groups: [
            { signMode: "excitatory", exponent: 1, from: 0, to: 0, indegree: 6 },
            { signMode: "mixed", exponent: -2, bits: 5, from: 0, to: 0, indegree: 6, maxDelay: 3 },
            { signMode: "inhibitory", exponent: 2, from: 1, to: 0, indegree: 2, maxDelay: 1 },
          ],
        }),
      );
      for (const word of [" Sparse(", "DelaySparse("]) expect(scriptOf(exported)).toContain(word);
      const { spikes, difference } = await agreement(exported.files, program, 300);
      expect(difference).toBeNull();
      expect(spikes).toBeGreaterThan(2000);
    },
    LONG,
  );

  it(
    "gives every spike, u and v where registers overflow",
    async () => {
      const violent = randomIntegers({
        ...{ seed: 7, sizes: [50], steps: 1000, bias: 2000 },
        groups: [
          { signMode: "excitatory", exponent: 7, from: 0, to: 0, indegree: 8 },
          { signMode: "mixed", exponent: 6, from: 0, to: 0, indegree: 8, maxDelay: 5 },
        ],
      });
      const { exported, program } = compiled(violent);
      const { spikes, difference } = await agreement(exported.files, program, 400);
      expect(difference).toBeNull();
      expect(spikes).toBeGreaterThan(1000);
    },
    LONG,
  );

  it(
    "gives every spike, u and v of 500 balanced neurons from their description on",
    async () => {
      const { exported, program } = described("examples/small-balanced.yaml", 500, { profile: "lava" });
      const { spikes, states, difference } = await agreement(exported.files, program, 1000);
      expect(difference).toBeNull();
      expect(states).toBe(2 * 500 * 1000);
      expect(spikes).toBeGreaterThan(3000);
    },
    LONG,
  );

  it(
    "rewrites bias registers while it runs",
    async () => {
      const integers = randomIntegers({ ...MIXED, seed: 8, steps: 200 });
      const changed = Uint32Array.from({ length: 30 }, (_, i) => 2 * i + 5);
      const { exported, program } = compiled({
        ...integers,
        biasChanges: [0, 60, 61, 150, 999].map((step) => ({
          step,
          neurons: changed,
          mantissa: Int16Array.from(changed, (id) => ((id * 37 + step) % 900) - 200),
          exponent: Int8Array.from(changed, (id) => (id + step) % 3),
        })),
      });
      expect(exported.losses).toEqual([]);
      const { spikes, difference } = await agreement(exported.files, program, 200);
      expect(difference).toBeNull();
      expect(spikes).toBeGreaterThan(300);
    },
    LONG,
  );

  it(
    "brings refractory periods of the hw profile along, and says what Lava has otherwise",
    async () => {
      const integers = randomIntegers({
        ...{ seed: 9, sizes: [40], steps: 1000, registerSets: 2, threshold: 300, bias: 900 },
        groups: [{ signMode: "mixed", exponent: 0, from: 0, to: 0, indegree: 8, maxDelay: 2, strength: 0.2 }],
      });
      const refractory = Uint8Array.from({ length: 40 }, (_, i) => (i % 2 === 0 ? 0 : 5));
      const { exported, program } = compiled({
        ...integers,
        profile: "hw",
        neurons: { ...integers.neurons, refractory },
      });
      expect(scriptOf(exported)).toContain("LIFRefractory(");
      expect(exported.losses.map(({ what }) => what)).toEqual(["overflow"]);
      const { spikes, difference } = await agreement(exported.files, program, 400);
      expect(difference).toBeNull();
      expect(spikes).toBeGreaterThan(500);
    },
    LONG,
  );
});

describe("the comparison with Lava finds", () => {
  const { exported, program } = compiled(randomIntegers({ ...MIXED, registerSets: 1, steps: 120 }));

  /** Compares what somebody got wrong with our run. */
  async function foundIn(change: (file: ExportedFile) => ExportedFile): Promise<void> {
    const files = exported.files.map(change);
    expect(files).not.toEqual(exported.files);
    const { difference } = await agreement(files, program, 120);
    expect(difference).not.toBeNull();
    expect(difference!.step).toBeLessThan(119);
  }

  /** Adds to one entry of one array. */
  const inArray = (name: RegExp, by: number) => (file: ExportedFile) => {
    if (!("arrays" in file)) return file;
    const at = file.arrays.findIndex((array) => name.test(array.name));
    return {
      ...file,
      arrays: file.arrays.map((array, k) => {
        if (k !== at) return array;
        const values = array.values.slice();
        values[0] += by;
        return { ...array, values };
      }),
    };
  };

  const inScript = (from: RegExp, to: string) => (file: ExportedFile) =>
    "text" in file ? { ...file, text: file.text.replace(from, to) } : file;

  it(
    "nothing where nothing is wrong",
    async () => {
      expect((await agreement(exported.files, program, 120)).difference).toBeNull();
    },
    LONG,
  );

  it("one wrong weight", () => foundIn(inArray(/^input_to_P0.*weight$/, 4)), LONG);
  it("a wrong exponent", () => foundIn(inScript(/weight_exp=0/, "weight_exp=1")), LONG);
  it("a right shift of the wrong width", () => foundIn(inScript(/weight_exp=-3/, "weight_exp=-4")), LONG);
  it("one wrong delay", () => foundIn(inArray(/^input_to_P1.*delay$/, 1)), LONG);
  it("a wrong decay", () => foundIn(inScript(/du=300/, "du=301")), LONG);
});
