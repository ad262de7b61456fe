import { describe, expect, it } from "vitest";
import { EquipoiseError } from "../diagnostics/diagnostic.js";
import { joinBytes } from "../numerics/join-bytes.js";
import { drawNetwork } from "../network/draw-network.js";
import { npyCounts, npzFile, type NpzArray } from "../recording/npz.js";
import { parseDescription } from "./load-description.js";

function npyNumbers(name: string, values: Float64Array<ArrayBuffer>, shape: readonly number[]): NpzArray {
  const bytes = new Uint8Array(values.buffer);
  return { name, type: "<f8", shape, length: bytes.length, pieces: () => [bytes] };
}

const ARRAYS = joinBytes([
  ...npzFile([
    npyCounts("pre", Uint32Array.of(0, 1, 2, 2)),
    npyCounts("post", Uint32Array.of(1, 0, 0, 1)),
    npyNumbers("weight", Float64Array.of(1.5, -2, 3, 4), [4]),
    npyNumbers("delay", Float64Array.of(1, 2, 3, 1), [4]),
    npyNumbers("V_m", Float64Array.of(0.001, 0.002), [2]),
    npyNumbers("times", Float64Array.of(3, 1, 2), [3]),
    npyCounts("source", Uint32Array.of(2, 0, 2)),
    npyNumbers("matrix", Float64Array.of(1, 2, 3, 4), [2, 2]),
  ]),
]);

const describeNetwork = (connect: string, rest = "") => `
timestep: 1 ms
duration: 10 ms
populations:
  A: { size: 3, neuron: { model: iaf_psc_exp } }
  B: { size: 2, neuron: { model: iaf_psc_exp }, initial: { V_m: { array: "a.npz#V_m", unit: 1 V } } }
projections:
  A→B: { pre: A, post: B, connect: { rule: arrays, ${connect} } }
${rest}`;

const parse = (connect: string, rest?: string) =>
  parseDescription(describeNetwork(connect, rest), "net.yaml", (path) => {
    if (path !== "a.npz") throw new Error("it does not exist");
    return ARRAYS;
  }).description;

const WHOLE =
  'pre: "a.npz#pre", post: "a.npz#post", weight: "a.npz#weight", weight_unit: 10 pA, delay: "a.npz#delay", delay_unit: 1 ms';

function errorsOf(connect: string, rest?: string): string {
  try {
    parse(connect, rest);
  } catch (error) {
    if (error instanceof EquipoiseError)
      return error.diagnostics.map(({ code, message }) => `${code} ${message}`).join("\n");
    throw error;
  }
  return expect.fail("no error");
}

describe("{ rule: arrays }", () => {
  it("lists synapses, their weights times the unit, their delays, and values of neurons", () => {
    const { projections, populations } = parse(WHOLE);
    expect(projections[0].connect).toEqual({
      rule: "explicit",
      pre: Uint32Array.of(0, 1, 2, 2),
      post: Uint32Array.of(1, 0, 0, 1),
      weight: Float32Array.of(15, -20, 30, 40),
      delay: Float64Array.of(1, 2, 3, 1),
    });
    expect(populations[1].initial.V_m).toEqual({ kind: "list", values: [1, 2] });
  });

  it("is drawn as the explicit rule is", () => {
    const explicit = describeNetwork(WHOLE).replace(
      /connect: .*\}/,
      "connect: { rule: explicit, weight_unit: 10 pA, delay_unit: 1 ms, synapses: [[0, 1, 1.5, 1], [1, 0, -2, 2], [2, 0, 3, 3], [2, 1, 4, 1]] } }",
    );
    expect(drawNetwork(parse(WHOLE)).projections).toEqual(
      drawNetwork(parseDescription(explicit, "net.yaml", () => ARRAYS).description).projections,
    );
  });

  it("may leave weights and delays to the projection", () => {
    expect(
      parse('pre: "a.npz#pre", post: "a.npz#post" }, weight: 3 pA, delay: { uniform: [1 ms, 2 ms]').projections[0],
    ).toMatchObject({
      weight: { kind: "constant", value: 3 },
      connect: { rule: "explicit" },
    });
  });

  it("gives spike times their sources", () => {
    const stimulus = (times: string) => `stimuli:\n  s: { type: spike_times, unit: 1 ms, times: ${times}, size: 3 }`;
    expect(parse(WHOLE, stimulus('{ array: "a.npz#times", source: "a.npz#source" }')).sources[0].times).toEqual([
      [1],
      [],
      [2, 3],
    ]);
    expect(errorsOf(WHOLE, stimulus('{ array: "a.npz#times", source: "a.npz#pre" }'))).toContain(
      "source has 4 entries, but there are 3 times",
    );
  });

  it.each([
    [WHOLE.replace("#pre", "#none"), "bad-array", "names no array of the file"],
    [WHOLE.replace("#pre", ""), "bad-array", "does not say which array"],
    [WHOLE.replace("#pre", "#matrix"), "bad-array", "has 2 dimensions where a list of numbers is expected"],
    [WHOLE.replace("#pre", "#V_m"), "wrong-length", "post has 4 entries, but pre has 2"],
    [WHOLE.replace("#post", "#pre"), "out-of-range", "entry 2 is 2, but neurons are 0 to 1"],
    [WHOLE.replace("weight_unit: 10 pA, ", ""), "unit-missing", "the weights need a weight_unit"],
    [WHOLE.replace(", delay_unit: 1 ms", ""), "unit-missing", "the delays need a delay_unit"],
    [WHOLE.replace("delay_unit: 1 ms", "delay_unit: 0.1 ms"), "delay-too-short", "entry 0 is 0.1 ms"],
    [WHOLE.replace("a.npz#pre", "b.npy"), "file-unreadable", "cannot read `b.npy`: it does not exist"],
    [WHOLE.replace("a.npz#pre", "pre.txt"), "bad-array", "is neither FILE.npy nor FILE.npz#NAME"],
  ])("%s is refused", (connect, code, text) => {
    const errors = errorsOf(connect);
    expect(errors).toContain(code);
    expect(errors).toContain(text);
  });
});
