/** Errors, populations and projections, as they are read. */
import { describe, expect, it } from "vitest";
import { EquipoiseError } from "../diagnostics/diagnostic.js";
import { loadDescription } from "../node/files/load-description.js";
import { peakPerCurrent } from "./synaptic-weight.js";
import type { ProjectionDescription } from "./types.js";
import { CELL, describeNet, errorsOf, errorText, HEAD, parse, POPULATIONS } from "./parsed.fixture.js";

const withNeuron = (neuron: string, size: number | string = 3) =>
  parse(`${HEAD}populations: { E: { size: ${size}, neuron: ${neuron} } }`);

function projection(line: string, readFile?: (path: string) => Uint8Array): ProjectionDescription {
  return describeNet(`projections: { p: ${line} }`, readFile).projections[0];
}

describe("errors", () => {
  it("a misspelt key has its line and column and a suggestion", () => {
    const [error] = errorsOf(`${HEAD}populations:\n  E: { size: 4, neuron: { model: iaf_psc_exp, taum: 20 ms } }\n`);
    expect(error).toMatchObject({
      code: "unknown-key",
      place: { file: "net.yaml", line: 4, col: 47 },
      hint: "did you mean `tau_m`?",
    });
  });

  it("a time where a voltage belongs is named as such", () => {
    expect(errorText(`${HEAD}populations: { E: { size: 1, neuron: { model: iaf_psc_exp, V_th: 15 ms } } }`)).toContain(
      "V_th: expected a voltage such as 15 mV, got 15 ms (a time)",
    );
  });

  it("a bare number where a unit is needed says which unit to write", () => {
    expect(errorText(`${HEAD}populations: { E: { size: 1, neuron: { model: iaf_psc_exp, tau_m: 20 } } }`)).toContain(
      'write "20 ms" if ms is meant',
    );
  });

  it("unknown keys, units, references and physics are reported together", () => {
    const codes = errorsOf(
      `${HEAD}sed: 3\nconstants: { a: b, b: a }\npopulations: { E: { size: 1.5, neuron: { model: iaf_psc_exp, V_th: -80 mV } } }\nprojections: { x: { pre: E, post: F, connect: all_to_all, weight: 1 pA } }`,
    ).map((d) => d.code);
    expect(codes).toEqual([
      "unknown-key",
      "bad-expression",
      "bad-expression",
      "not-whole",
      "reset-above-threshold",
      "unknown-name",
    ]);
  });

  it.each([
    ["a model", "populations: { E: { size: 1, neuron: { model: iaf_psc_ex } } }", "did you mean `iaf_psc_exp`?"],
    [
      "a rule",
      `${POPULATIONS}projections: { p: { pre: E, post: E, connect: { rule: fixed_indegre, K: 1 }, weight: 1 pA } }`,
      "did you mean `fixed_indegree`?",
    ],
    [
      "a rule word",
      `${POPULATIONS}projections: { p: { pre: E, post: E, connect: al_to_all, weight: 1 pA } }`,
      "did you mean `all_to_all`?",
    ],
    ["a stimulus type", `${POPULATIONS}stimuli: { p: { type: poison, target: E } }`, "did you mean `poisson`?"],
    [
      "a constant",
      `constants: { Jee: 1 pA }\n${POPULATIONS}projections: { p: { pre: E, post: E, connect: all_to_all, weight: "2*Je" } }`,
      "did you mean `Jee`?",
    ],
  ])("suggests the nearest name of %s", (_, rest, hint) => expect(errorText(HEAD + rest)).toContain(hint));

  it.each([
    [
      "an alias bomb",
      `a: &a [x,x,x,x,x,x,x,x,x,x]\n${[..."bcdefgh"].map((c, i) => `${c}: &${c} [${Array(10).fill(`*${"abcdefgh"[i]}`).join(",")}]`).join("\n")}`,
      "description-too-large",
    ],
    ["a looping alias", "&a [*a]", "alias-loop"],
    ["100,000 brackets", "[".repeat(100_000), "description-too-deep"],
    ["a file of a million characters", "x".repeat(1_000_001), "description-too-large"],
    ["50 levels", `${"{a: ".repeat(50)}1${"}".repeat(50)}`, "description-too-deep"],
    ["infinity", "a: .inf", "not-finite"],
    ["a doubled key", "a: 1\na: 2", "duplicate-key"],
    ["__proto__", "__proto__: 1", "bad-key"],
    ["nothing", "", "empty-description"],
    ["two documents", "a: 1\n---\nb: 2", "bad-yaml"],
  ])("%s ends in one clear error", (_, text, code) => expect(errorsOf(text)[0].code).toBe(code));

  it.each([
    ["size: 4", "size: 1e12", "from 1 to 10000000"],
    ["timestep: 0.5 ms", "timestep: 0 ms", "must be positive"],
    ["duration: 1 s", "duration: 1e12 s", "time steps"],
    ["duration: 1 s", "duration: 1 s\nburn_in: 1 s", "shorter than the duration"],
  ])("%s → %s is refused: %s", (from, to, message) =>
    expect(errorText((HEAD + POPULATIONS).replace(from, to))).toContain(message),
  );

  it("two billion synapses are the most", () => {
    const text = `${HEAD}populations: { E: { size: 100000, neuron: ${CELL} } }\nprojections: { p: { pre: E, post: E, connect: all_to_all, weight: 1 pA } }`;
    expect(errorText(text)).toContain("1.00e+10 synapses");
  });

  it("bytes that are not UTF-8 are refused with their line, not read as another name", () => {
    const bytes = Buffer.concat([
      Buffer.from("timestep: 1 ms\nname: sm"),
      Buffer.from([0xff, 0xfe]),
      Buffer.from("all\n"),
    ]);
    expect(() => loadDescription("net.yaml", () => bytes)).toThrow(
      /net\.yaml:2:1: error: the description is not UTF-8/,
    );
    expect(() => loadDescription("net.yaml", () => Buffer.from(`${HEAD}${POPULATIONS}`, "utf16le"))).toThrow(
      EquipoiseError,
    );
  });

  it("a chain of constants is told once where it is too long, not once a member", () => {
    const chain = (length: number) =>
      `constants: { ${Array.from({ length }, (_, k) => `a${k}: "a${k + 1} + 1"`).join(", ")}, a${length}: 1 }\n`;
    const tooLong = errorsOf(chain(5000) + HEAD + POPULATIONS);
    expect(tooLong.filter(({ message }) => message.includes("more than 100 deep")).length).toBeLessThanOrEqual(
      5000 / 100,
    );
    expect(tooLong[0].message).toContain("constants.a0: constants build on each other more than 100 deep");
    expect(() => parse(chain(99) + HEAD + POPULATIONS)).not.toThrow();
  });

  it("a missing file is an EquipoiseError", () =>
    expect(() => loadDescription("does-not-exist.yaml")).toThrow(EquipoiseError));
});

describe("populations", () => {
  it("have NEST's defaults under a NEST model name", () => {
    const { parameters, initial } = withNeuron("{ model: iaf_psc_exp }").description.populations[0];
    const values = Object.fromEntries(
      Object.entries(parameters).map(([key, s]) => [key, s.kind === "constant" ? s.value : s]),
    );
    expect(values).toMatchObject({
      C_m: 250,
      tau_m: 10,
      E_L: -70,
      V_th: -55,
      V_reset: -70,
      t_ref: 2,
      I_e: 0,
      tau_syn_ex: 2,
      tau_syn_in: 2,
    });
    expect(initial.V_m).toEqual({ kind: "constant", value: -70 });
  });

  it("have PyNN's defaults and names under a PyNN model name", () => {
    const { model, parameters } = withNeuron("{ model: IF_cond_exp, v_thresh: -48 mV, cm: 0.5 nF, tau_syn_I: 8 ms }")
      .description.populations[0];
    expect(model).toBe("iaf_cond_exp");
    expect(parameters).toMatchObject({
      V_th: { value: -48 },
      C_m: { value: 500 },
      tau_m: { value: 20 },
      g_L: { value: 25 },
      tau_syn_ex: { value: 5 },
      tau_syn_in: { value: 8 },
      E_in: { value: -70 },
    });
  });

  it("derive tau_m = C_m/g_L for conductances, whichever is given", () => {
    expect(
      withNeuron("{ model: iaf_cond_exp, C_m: 200 pF, g_L: 10 nS }").description.populations[0].parameters.tau_m,
    ).toEqual({ kind: "constant", value: 20 });
    expect(
      withNeuron("{ model: iaf_cond_exp, C_m: 200 pF, tau_m: [10 ms, 20 ms, 40 ms] }").description.populations[0]
        .parameters.g_L,
    ).toEqual({ kind: "list", values: [20, 10, 5] });
    expect(() => withNeuron("{ model: iaf_cond_exp, C_m: 200 pF, g_L: 10 nS, tau_m: 10 ms }")).toThrow(
      "contradicts C_m/g_L = 20 ms",
    );
    expect(() => withNeuron("{ model: iaf_cond_exp, tau_m: { uniform: [10 ms, 20 ms] } }")).toThrow(
      "give g_L its own spread",
    );
  });

  it("take every spread of a parameter", () => {
    const spread = (raw: string) =>
      withNeuron(`{ model: iaf_psc_exp, t_ref: ${raw} }`).description.populations[0].parameters.t_ref;
    expect(spread("{ normal: { mean: 2 ms, sd: 1 ms } }")).toEqual({ kind: "normal", mean: 2, sd: 1, min: 0 });
    expect(spread("{ lognormal: { mean: 2 ms, sd: 1 ms, max: 0.01 s } }")).toEqual({
      kind: "lognormal",
      mean: 2,
      sd: 1,
      min: 0,
      max: 10,
    });
    expect(spread("{ uniform: [1 ms, 2 ms] }")).toEqual({ kind: "uniform", low: 1, high: 2 });
    expect(spread("[1 ms, 2 ms, 3 ms]")).toEqual({ kind: "list", values: [1, 2, 3] });
    expect(spread("{ list: [1 ms, 2 ms, 3 ms] }")).toEqual({ kind: "list", values: [1, 2, 3] });
  });

  it.each([
    ["{ model: iaf_psc_exp, tau_m: { normal: { mean: 20 ms, sd: 2 ms } } }", "give the distribution a `min`"],
    ["{ model: iaf_psc_exp, tau_m: -1 ms }", "above 0 ms"],
    ["{ model: iaf_psc_exp, t_ref: -1 ms }", "at least 0 ms"],
    ["{ model: iaf_psc_exp, t_ref: [1 ms] }", "expected 3 values"],
    ["{ model: iaf_psc_exp, t_ref: { uniform: [2 ms, 1 ms] } }", "swap the two"],
    ["{ model: iaf_psc_exp, t_ref: { uniform: [0 ms, 1 ms], list: [] } }", "exactly one of"],
    ["{ model: iaf_psc_exp, E_L: 0 mV, v_rest: 0 mV }", "are the same parameter"],
    ["{ model: iaf_psc_delta, tau_syn: 5 ms }", "has no `tau_syn`"],
    ["{ model: iaf_psc_exp, V_reset: 0 mV, V_th: 0 mV }", "must be below V_th"],
  ])("%s is refused: %s", (neuron, message) => {
    expect(errorText(`${HEAD}populations: { E: { size: 3, neuron: ${neuron} } }`)).toContain(message);
  });

  it("warn where only some of the voltages are given", () => {
    expect(withNeuron("{ model: iaf_psc_exp, V_th: 15 mV }").warnings.map((w) => w.code)).toEqual([
      "mixed-voltage-defaults",
    ]);
  });
});

describe("projections", () => {
  it.each([
    ["{ rule: fixed_indegree, K: 3 }", { rule: "fixed_indegree", indegree: 3 }],
    ['{ rule: fixed_indegree, indegree: "N_pre/2" }', { rule: "fixed_indegree", indegree: 2 }],
    ["{ rule: fixed_outdegree, outdegree: 1 }", { rule: "fixed_outdegree", outdegree: 1 }],
    ["{ rule: pairwise_bernoulli, p: 0.25 }", { rule: "pairwise_bernoulli", p: 0.25 }],
    ["{ rule: fixed_total_number, N: 7 }", { rule: "fixed_total_number", N: 7 }],
    ["{ rule: all_to_all }", { rule: "all_to_all" }],
    ["one_to_one", { rule: "one_to_one" }],
  ])("connect: %s", (connect, expected) => {
    expect(projection(`{ pre: E, post: E, connect: ${connect}, weight: 1 pA }`)).toMatchObject({
      connect: expected,
      weight: { kind: "constant", value: 1 },
      delay: { kind: "constant", value: 1 },
      autapses: true,
      multapses: true,
      sign: "clip",
    });
  });

  it("know the K of their own rule, unless a constant has that name", () => {
    const line = '{ pre: E, post: I, connect: { rule: pairwise_bernoulli, p: 1 }, weight: "12 mV/sqrt(K)" }';
    expect(projection(line).weight).toEqual({ kind: "constant", value: 6 });
    expect(describeNet(`constants: { K: 16 }\nprojections: { p: ${line} }`).projections[0].weight).toEqual({
      kind: "constant",
      value: 3,
    });
  });

  it("convert a jump by C_m/tau_syn: 0.6 mV is 30 pA at 250 pF and 5 ms, and 0.6 mV for delta synapses", () => {
    expect(projection("{ pre: E, post: E, connect: all_to_all, weight: { jump: 0.6 mV } }").weight).toEqual({
      kind: "constant",
      value: 30,
    });
    expect(projection("{ pre: E, post: I, connect: all_to_all, weight: { jump: 0.6 mV } }").weight).toEqual({
      kind: "constant",
      value: 0.6,
    });
    expect(
      projection(
        "{ pre: E, post: E, connect: all_to_all, weight: { jump: { normal: { mean: -0.6 mV, sd: 0.1 mV, max: 0 } } } }",
      ).weight,
    ).toEqual({ kind: "normal", mean: -30, sd: 5, max: 0 });
  });

  it("a psp of 0.15 mV is 87.8 pA in the cell of Potjans & Diesmann (250 pF, 10 ms, 0.5 ms)", () => {
    expect(0.15 / peakPerCurrent(250, 10, 0.5)).toBeCloseTo(87.81, 2);
  });

  it("the psp factor is the peak of the integrated potential, and continuous at tau_m = tau_syn", () => {
    const [capacitance, tauM, tauS, dt] = [250, 20, 5, 0.001];
    let [v, current, peak] = [0, 1, 0];
    for (let t = 0; t < 60; t += dt) {
      v += dt * (current / capacitance - v / tauM);
      current -= (dt * current) / tauS;
      peak = Math.max(peak, v);
    }
    expect(peakPerCurrent(capacitance, tauM, tauS) / peak).toBeCloseTo(1, 3);
    expect(peakPerCurrent(250, 10, 10) / peakPerCurrent(250, 10, 10.0001)).toBeCloseTo(1, 4);
  });

  it.each([
    ["{ pre: E, post: E, connect: all_to_all, weight: 0.6 mV }", '{jump: "0.6 mV"}'],
    ["{ pre: E, post: G, connect: all_to_all, weight: { jump: 0.6 mV } }", "give the weight in nS"],
    ["{ pre: E, post: E, connect: all_to_all }", "the weight is missing"],
    ["{ pre: E, post: E, connect: all_to_all, weight: 1 pA, delay: 0.1 ms }", "at least one time step (0.5 ms)"],
    ["{ pre: E, post: I, connect: one_to_one, weight: 1 mV }", "E has 4 and I 2"],
    ["{ pre: E, post: E, connect: { rule: pairwise_bernoulli, p: 1.5 }, weight: 1 pA }", "between 0 and 1"],
    [
      "{ pre: E, post: E, connect: { rule: fixed_indegree, K: 4 }, weight: 1 pA, multapses: false, autapses: false }",
      "more than the 3 possible",
    ],
    ["{ pre: E, post: E, connect: { rule: explicit, synapses: [[0, 9]] }, weight: 1 pA }", "from 0 to 3"],
    ["{ pre: E, post: E, connect: { rule: explicit, synapses: [[0, 1, 5]] } }", "without a unit"],
  ])("%s is refused: %s", (line, message) => {
    expect(errorText(`${HEAD}${POPULATIONS}projections: { p: ${line} }`)).toContain(message);
  });

  it("explicit lists keep order, weights and delays", () => {
    const { connect } = projection(
      "{ pre: E, post: I, connect: { rule: explicit, synapses: [[3, 1, 2, 1], [0, 0, -4 mV, 2 ms]], weight_unit: 0.5 mV, delay_unit: 1 ms } }",
    );
    expect(connect).toEqual({
      rule: "explicit",
      pre: Uint32Array.of(3, 0),
      post: Uint32Array.of(1, 0),
      weight: Float32Array.of(1, -4),
      delay: Float64Array.of(1, 2),
    });
  });

  it("a matrix has post in rows and pre in columns, zeros are no synapses, transpose swaps", () => {
    const csv = new TextEncoder().encode("0,1,0,-2\n3,0,0,0\n");
    const rows = projection(
      "{ pre: E, post: I, connect: { rule: matrix, file: w.csv, weight_unit: 2 mV } }",
      () => csv,
    );
    expect(rows.connect).toEqual({
      rule: "explicit",
      post: Uint32Array.of(0, 0, 1),
      pre: Uint32Array.of(1, 3, 0),
      weight: Float32Array.of(2, -4, 6),
    });
    const swapped = projection(
      "{ pre: I, post: E, connect: { rule: matrix, file: w.csv, weight_unit: 1 pA, transpose: true } }",
      () => csv,
    );
    expect(swapped.connect).toEqual({
      rule: "explicit",
      post: Uint32Array.of(0, 1, 3),
      pre: Uint32Array.of(1, 0, 0),
      weight: Float32Array.of(3, 1, -2),
    });
    expect(
      errorText(
        `${HEAD}${POPULATIONS}projections: { p: { pre: I, post: E, connect: { rule: matrix, file: w.csv, weight_unit: 1 pA } } }`,
        () => csv,
      ),
    ).toContain("set transpose: true");
  });
});
