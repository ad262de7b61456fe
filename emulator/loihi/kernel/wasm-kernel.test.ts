/** Every way of delivery of the WebAssembly kernel is forced, and held against the plain kernel bit by bit. */
import { isDeepStrictEqual } from "node:util";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FORM } from "./list-forms.js";
import { kernelOf, randomPlan, runRandomly, type PlanWithPorts, type WantedPlan } from "./kernel-plan.fixture.js";
import type { KernelPlan } from "./kernel-plan.js";
import { PLAIN_KERNEL } from "./plain-kernel.js";
import { WASM_KERNEL, wasmKernel } from "./wasm-kernel.js";
import type { WasmOptions } from "./wasm-options.js";
import { RUN_WORDS } from "./wasm-rows.js";

const wanted = {
  seed: fc.nat(1_000_000),
  n: fc.constantFrom(1, 7, 33, 128, 130, 300, 1500),
  fanOut: fc.constantFrom(1, 5, 40),
  delays: fc.constantFrom([0], [4], [0, 1, 9], [3, 40], [63]),
  staged: fc.boolean(),
  uOverflow: fc.constantFrom("lava-single-wrap" as const, "twos-complement" as const),
  accumulatorBits: fc.constantFrom(32, 16),
  weights: fc.constantFrom("constant" as const, "few" as const, "one sign" as const, "general" as const),
  shift: fc.constantFrom(0, 6),
};

/** Steps that a plan is run for, where three blocks are not more and eight not fewer: rings of slots go round. */
const STEPS = 60;

function sameAsPlain(
  random: PlanWithPorts,
  seed: number,
  designs: readonly Partial<WasmOptions>[],
  blocks?: number,
): void {
  const run = blocks ?? Math.min(8, Math.max(3, Math.ceil(STEPS / random.plan.block)));
  const expected = runRandomly(kernelOf(PLAIN_KERNEL, random.plan, seed), random, run, seed);
  for (const options of designs) {
    const found = runRandomly(kernelOf(wasmKernel("tried", options), random.plan, seed), random, run, seed);
    // Far faster for typed arrays than the assertion, which tells where they differ.
    if (!isDeepStrictEqual(found, expected)) expect(found, JSON.stringify(options)).toEqual(expected);
  }
}

const lengthOf = (plan: KernelPlan, options: Partial<WasmOptions>, array: "narrow" | "classes" | "lists") =>
  wasmKernel("measured", options).arrays(plan)[array].length;

/** The rows of the neurons alone. */
function withoutPorts({ rows, neuronIds }: KernelPlan): KernelPlan["rows"] {
  const end = rows.rowStart[neuronIds];
  return {
    ...rows,
    rowStart: rows.rowStart.map((r) => Math.min(r, end)),
    ...{ runDelay: rows.runDelay.slice(0, end), runStage: rows.runStage.slice(0, end) },
  };
}

/** Lists and bitmaps, into sums of 16 bits (where proved) and of 32. */
const DESIGNS: readonly Partial<WasmOptions>[] = [
  {},
  { bitmaps: "never" },
  { bitmaps: "never", narrow: "never" },
  { bitmaps: "always" },
  { bitmaps: "always", narrow: "never" },
  { bitmaps: "auto", crossover: 0.01 },
  { bitmaps: "never", order: "by-delay" },
  { bitmaps: "always", order: "by-delay", narrow: "never" },
];

/** The forms of a plan's runs. */
function formsOf(plan: KernelPlan, options: Partial<WasmOptions>): string[] {
  const { runs } = kernelOf(wasmKernel("looked at", options), plan, 5).state as unknown as { runs: Int32Array };
  const forms = runs.filter((_, k) => k % RUN_WORDS === 0).map((words) => words >>> 8);
  return Object.keys(FORM).filter((name) => forms.includes(FORM[name as keyof typeof FORM]));
}

describe("the kernel in WebAssembly", () => {
  it("gives the bits of the plain one, whichever way it delivers", () => {
    fc.assert(
      fc.property(fc.record(wanted), (what: WantedPlan) => sameAsPlain(randomPlan(what), what.seed, DESIGNS)),
      { numRuns: 40 },
    );
  });

  const dense = {
    ...{ seed: 5, n: 300, fanOut: 40, weights: "constant", delays: [2], staged: false, shift: 6 },
    ...{ uOverflow: "twos-complement", accumulatorBits: 32 },
  } as const satisfies WantedPlan;

  it("takes each of the ways where it is told to", () => {
    const { plan } = randomPlan(dense);
    expect(lengthOf(plan, {}, "narrow")).toBeGreaterThan(0);
    expect(lengthOf(plan, { narrow: "never" }, "narrow")).toBe(0);
    expect(lengthOf(plan, {}, "classes")).toBe(8);
    expect(lengthOf(plan, { crossover: 0.5 }, "classes")).toBe(0);
    expect(lengthOf(plan, { bitmaps: "never" }, "classes")).toBe(0);
    expect(lengthOf(plan, { bitmaps: "never" }, "lists")).toBeGreaterThanOrEqual(2 * plan.rows.synapses);
    expect(lengthOf(plan, {}, "lists")).toBeLessThan(plan.rows.synapses / 5);
    expect(lengthOf(randomPlan({ ...dense, weights: "general" }).plan, { bitmaps: "always" }, "classes")).toBe(0);
  });

  it("has each of the forms of lists where it is the shortest", () => {
    const forms = (what: Partial<WantedPlan>, options: Partial<WasmOptions> = {}) => {
      const random = randomPlan({ ...dense, ...what });
      sameAsPlain(random, 5, [options, { ...options, order: "by-delay" }]);
      // Those of the port that is played have a weight each too.
      return formsOf({ ...random.plan, rows: withoutPorts(random.plan) }, options);
    };
    const never = { bitmaps: "never", narrow: "never" } as const;
    expect(forms({}, { bitmaps: "never" })).toEqual(["constant"]);
    expect(forms({})).toEqual(["bitmap"]);
    expect(forms({ weights: "general" })).toEqual(["signedPairs"]);
    expect(forms({ weights: "general" }, never)).toEqual(["words"]);
    expect(forms({ weights: "one sign" })).toEqual(["pairs"]);
    // Targets that are far from one another.
    expect(forms({ weights: "general", n: 1500, fanOut: 5 })).toContain("signedBytes");
    expect(forms({ weights: "one sign", n: 1500, fanOut: 5 })).toContain("bytes");
    // Short runs of few weights are one list.
    const few = randomPlan({ ...dense, weights: "few" }).plan;
    const lists = wasmKernel("measured", { bitmaps: "never" }).arrays(few).runs.length / RUN_WORDS;
    expect(lists).toBeLessThan(few.rows.runDelay.length / 2);
  });

  it("adds more rows in one step than a sum of bitmaps counts to", () => {
    const random = randomPlan({ ...dense, n: 1000, fanOut: 30 });
    const designs = (["proved", "never"] as const).map((narrow) => ({ narrow, bitmaps: "always" }) as const);
    sameAsPlain(random, 5, designs);
  });

  it("takes more compartments than 16 bits number", () => {
    const random = randomPlan({ ...dense, n: 66_000, fanOut: 3, targetsBelow: 4, sourcesBelow: 2000 });
    expect(random.plan.rows.target).toBeInstanceOf(Uint32Array);
    sameAsPlain(random, 5, [{ bitmaps: "never" }], 1);
    // Bitmaps for all would be half a gigabyte.
    const few = { ...random, plan: { ...random.plan, neuronIds: 40 } };
    expect(lengthOf(few.plan, { bitmaps: "always" }, "classes")).toBe(8);
    sameAsPlain(few, 5, [{ bitmaps: "always", narrow: "never" }], 1);
  });

  it("has sums of 16 bits as far as they are proved, and no further", () => {
    const { plan } = randomPlan(dense);
    const onto = (synapses: number, weight: number): KernelPlan => ({
      ...plan,
      drawn: [],
      rows: {
        ...plan.rows,
        rowStart: plan.rows.rowStart.map((_, s) => Math.min(s, 1)),
        runDelay: Uint8Array.of(2),
        runStage: Int32Array.of(-1),
        runFirst: Uint32Array.of(0, synapses),
        runScale: Int32Array.of(weight),
        runWeights: Int32Array.of(0),
        target: new Uint16Array(synapses),
        // Two weights without a common divisor.
        weight: Int16Array.from({ length: synapses }, (_, k) => (k === 0 ? 2 : 3)),
        synapses,
      },
    });
    // 2 + 3·10921 = 32765, 2 + 3·10922 = 32768; −32768 is still a number of 16 bits, −32771 is none.
    expect(lengthOf(onto(10_922, 1), {}, "narrow")).toBeGreaterThan(0);
    expect(lengthOf(onto(10_923, 1), {}, "narrow")).toBe(0);
    expect(lengthOf(onto(10_923, -1), {}, "narrow")).toBeGreaterThan(0);
    expect(lengthOf(onto(10_924, -1), {}, "narrow")).toBe(0);
    // A common divisor is a unit.
    expect(lengthOf(onto(10_922, 64), {}, "narrow")).toBeGreaterThan(0);
    expect(lengthOf(onto(10_923, 64), {}, "narrow")).toBe(0);
  });

  it("lets go of the synapses of its plan, of which it has a copy", async () => {
    setFlagsFromString("--expose-gc");
    const collectGarbage = runInNewContext("gc") as () => void;
    const make = () => {
      const { plan } = randomPlan(dense);
      return { kernel: kernelOf(WASM_KERNEL, plan, 5), rows: new WeakRef(plan.rows) };
    };
    const { kernel, rows } = make();
    // What holds references, the engine decides: of this turn of the loop, of code that is being compiled. None of it lasts, a kernel's would.
    for (let turn = 0; turn < 100 && rows.deref() !== undefined; turn++) {
      await new Promise((resolve) => setTimeout(resolve, 10));
      collectGarbage();
    }
    expect(rows.deref()).toBeUndefined();
    expect(kernel.state.n).toBe(dense.n);
  });

  it("draws the ports that the plan lets it draw, and no others", () => {
    const { plan, ports } = randomPlan(dense);
    const kernel = kernelOf(WASM_KERNEL, plan, 5);
    expect(ports.map((port) => kernel.deliverDrawn!(3, port) !== null)).toEqual([true, true, false]);
    expect(kernel.deliverDrawn!(50, ports[0])).toBe(0);
  });
});
