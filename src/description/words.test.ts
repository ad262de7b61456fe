import { describe, expect, it } from "vitest";
import { EquipoiseError } from "../diagnostics/diagnostic.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { foreignName } from "./foreign-names.js";
import { parseDescription } from "./load-description.js";

const noFile = () => expect.fail("no file expected");
const HEAD = "timestep: 0.1 ms\nduration: 20 ms\n";
const load = (text: string) => parseDescription(HEAD + text, "net.yaml", noFile);
const warningsOf = (text: string) => load(text).warnings.map(({ code }) => code);

function errorsOf(text: string): readonly Diagnostic[] {
  try {
    load(text);
  } catch (error) {
    if (error instanceof EquipoiseError) return error.diagnostics;
    throw error;
  }
  return expect.fail("accepted");
}

const pair = (model: string, more = "") =>
  `populations:\n  E: { size: 8, neuron: { model: ${model} } }\n  I: { size: 2, neuron: { model: ${model} } }\n${more}`;
const projected = (model: string, line: string) => pair(model, `projections:\n  ${line}\n`);

describe("receptor_type", () => {
  it("turns positive conductances of an inhibitory receptor negative, distributions and lists too", () => {
    const weight = (w: string, connect = "all_to_all") =>
      load(
        projected(
          "IF_cond_exp",
          `p: { pre: I, post: E, connect: ${connect}, weight: ${w}, receptor_type: inhibitory }`,
        ),
      ).description.projections[0];
    expect(weight("0.01 uS").weight).toEqual({ kind: "constant", value: -10 });
    expect(weight("{ normal: { mean: 4 nS, sd: 1 nS, min: 1 nS } }").weight).toEqual({
      kind: "normal",
      mean: -4,
      sd: 1,
      max: -1,
    });
    const { connect } = weight("1 nS", "{ rule: explicit, synapses: [[0, 1, 2], [1, 3, 3]], weight_unit: 1 nS }");
    expect(connect.rule === "explicit" && [...connect.weight!]).toEqual([-2, -3]);
  });

  it("warns of a negative conductance on an inhibitory receptor and keeps it inhibitory", () => {
    const { description, warnings } = load(
      projected("IF_cond_exp", "p: { pre: I, post: E, connect: all_to_all, weight: -4 nS, receptor_type: inhibitory }"),
    );
    expect(description.projections[0].weight).toEqual({ kind: "constant", value: -4 });
    expect(warnings.map(({ code, place }) => [code, place])).toEqual([
      ["wrong-sign", { file: "net.yaml", line: 7, col: 54 }],
    ]);
  });

  it("asks currents for PyNN's signs, in projections and in stimuli", () => {
    const error = (weight: string, receptor: string) =>
      errorsOf(
        projected(
          "IF_curr_exp",
          `p: { pre: I, post: E, connect: all_to_all, weight: ${weight}, receptor_type: ${receptor} }`,
        ),
      ).map(({ code }) => code);
    expect(error("1 nA", "inhibitory")).toEqual(["wrong-sign"]);
    expect(error("-1 nA", "excitatory")).toEqual(["wrong-sign"]);
    expect(
      load(
        projected(
          "IF_curr_exp",
          "p: { pre: I, post: E, connect: all_to_all, weight: -1 nA, receptor_type: inhibitory }",
        ),
      ).description.projections[0].weight,
    ).toEqual({ kind: "constant", value: -1000 });
    expect(
      errorsOf(
        pair(
          "IF_curr_exp",
          "stimuli:\n  s: { type: poisson, target: E, rate: 1 kHz, weight: 1 nA, receptor_type: inhibitory }\n",
        ),
      )[0].code,
    ).toBe("wrong-sign");
  });
});

describe("what is hardly ever meant", () => {
  it("names a network without a negative weight, once", () => {
    expect(
      warningsOf(
        projected(
          "iaf_psc_exp",
          "p: { pre: E, post: E, connect: all_to_all, weight: 1 pA }\n  q: { pre: I, post: E, connect: all_to_all, weight: 1 pA }",
        ),
      ),
    ).toEqual(["no-inhibition"]);
    expect(
      warningsOf(
        projected(
          "iaf_psc_exp",
          "p: { pre: E, post: E, connect: all_to_all, weight: 1 pA }\n  q: { pre: I, post: E, connect: all_to_all, weight: -1 pA }",
        ),
      ),
    ).toEqual([]);
  });

  it("names a conductance that excites where its population inhibits elsewhere", () => {
    const lines = (second: string) =>
      projected(
        "iaf_cond_exp",
        `p: { pre: I, post: E, connect: all_to_all, weight: -1 nS }\n  q: { pre: I, post: I, connect: all_to_all, weight: ${second} }`,
      );
    const { warnings } = load(lines("5 nS"));
    expect(warnings.map(({ code, place }) => [code, place && "line" in place && place.line])).toEqual([
      ["wrong-sign", 8],
    ]);
    expect(warningsOf(lines("-5 nS"))).toEqual([]);
  });

  it("names K above the number of partners: in-degree, out-degree, total number, balanced", () => {
    const rule = (connect: string, more = "") =>
      warningsOf(projected("iaf_psc_exp", `p: { pre: E, post: I, connect: ${connect}, weight: -1 pA${more} }`));
    expect(rule("{ rule: fixed_indegree, K: 9 }")).toEqual(["multapses-certain"]);
    expect(rule("{ rule: fixed_indegree, K: 8 }")).toEqual([]);
    expect(rule("{ rule: fixed_outdegree, outdegree: 3 }")).toEqual(["multapses-certain"]);
    expect(rule("{ rule: fixed_total_number, N: 17 }")).toEqual(["multapses-certain"]);
    const weightless = "p: { pre: E, post: I, connect: { rule: fixed_indegree, K: 9 }, weight: 0 pA }\n";
    expect(
      warningsOf(projected("iaf_psc_exp", `${weightless}  q: { pre: E, post: I, connect: all_to_all, weight: -1 pA }`)),
    ).toEqual([]);
    expect(warningsOf(pair("iaf_psc_exp", "balanced: { K: 8, J: 1 mV, weights: { E: { I: -1 } } }\n"))).toEqual([
      "multapses-certain",
    ]);
  });
});

describe("units in hints", () => {
  const hint = (neuron: string) => errorsOf(`populations: { E: { size: 1, neuron: ${neuron} } }\n`)[0].hint;
  it.each([
    ["{ model: IF_curr_exp, cm: 1 }", "nF"],
    ["{ model: IF_curr_exp, C_m: 1 }", "nF"],
    ["{ model: iaf_psc_exp, cm: 1 }", "nF"],
    ["{ model: iaf_psc_exp, C_m: 250 }", "pF"],
    ["{ model: IF_curr_exp, i_offset: 0.1 }", "nA"],
    ["{ model: iaf_psc_exp, I_e: 100 }", "pA"],
    ["{ model: IF_cond_exp, tau_m: 20 }", "ms"],
    ["{ model: iaf_cond_exp, g_L: 10 }", "nS"],
  ])("%s asks for %s", (neuron, unit) => expect(hint(neuron)).toContain(` ${unit}" if ${unit} is meant`));

  it.each([
    ["IF_curr_exp", "nA"],
    ["iaf_psc_exp", "pA"],
    ["IF_cond_exp", "uS"],
    ["iaf_cond_exp", "nS"],
    ["IF_curr_delta", "mV"],
  ])("a weight onto %s asks for %s", (model, unit) => {
    expect(errorsOf(projected(model, "p: { pre: I, post: E, connect: all_to_all, weight: 5 }"))[0].hint).toContain(
      `"5 ${unit}"`,
    );
  });
});

describe("names of other physics", () => {
  it.each([
    "iaf_psc_alpha",
    "iaf_cond_alpha",
    "IF_cond_alpha",
    "aeif_cond_exp",
    "EIF_cond_exp_isfa_ista",
    "Izhikevich",
    "izhikevich",
    "hh_psc_alpha",
    "HH_cond_exp",
    "ht_neuron",
    "iaf_cond_beta",
    "cm_default",
    "iaf_psc_exp_multisynapse",
    "iaf_psc_exp_ps",
    "gif_psc_exp",
  ])("%s gets a reason and no other model in its place", (model) => {
    const [error, ...more] = errorsOf(`populations: { E: { size: 1, neuron: { model: ${model} } } }\n`);
    expect(more).toEqual([]);
    expect(error).toMatchObject({
      code: "not-supported",
      message: expect.stringContaining(`\`${model}\` is not supported, because `) as unknown,
    });
    expect(error.hint).not.toContain("did you mean");
  });

  it("the same for keys: STDP, NMDA, short-term plasticity, gap junctions", () => {
    const keys = ["stdp", "plasticity", "tau_rec", "gap_junction", "nmda"];
    expect(
      errorsOf(
        projected(
          "iaf_psc_exp",
          `p: { pre: E, post: I, connect: all_to_all, weight: 1 pA, ${keys.map((key) => `${key}: 1`).join(", ")} }`,
        ),
      ).map(({ code }) => code),
    ).toEqual(keys.map(() => "not-supported"));
  });

  it("leaves our own words and plain mistakes alone", () => {
    for (const word of [
      "iaf_psc_exp",
      "iaf_psc_delta",
      "iaf_cond_exp",
      "IF_curr_exp",
      "IF_curr_delta",
      "IF_cond_exp",
      "tau_m",
      "tau_syn",
      "delay",
      "ia_psc_exp",
    ])
      expect(foreignName(word), word).toBeUndefined();
    expect(errorsOf("populations: { E: { size: 1, neuron: { model: iaf_psc_ex } } }\n")[0].hint).toBe(
      "did you mean `iaf_psc_exp`?",
    );
  });
});

describe("all errors in one go, each once", () => {
  it("reports a wrong shape and a wrong unit of other entries together, and nothing that follows from the first", () => {
    const errors = errorsOf(
      "populations:\n  A: { neuron: { model: iaf_psc_exp } }\n  B: { size: 3, neuron: { model: iaf_psc_exp, tau_m: 5 mV } }\nprojections:\n  p: { pre: A, post: B, connect: all_to_all, weight: 1 pA }\n  q: { pre: C, post: B, connect: all_to_all, weight: 1 ms }\n",
    );
    expect(errors.map(({ code, place }) => [code, place && "line" in place && place.line])).toEqual([
      ["missing-key", 4],
      ["wrong-dimension", 5],
      ["unknown-name", 8],
      ["wrong-dimension", 8],
    ]);
  });

  it("a merged or aliased cell does not echo its errors", () => {
    const cells = Array.from(
      { length: 12 },
      (_, i) => `  P${i}: { size: 2, neuron: ${i % 2 === 0 ? "*c" : "{ <<: *c, t_ref: 1 ms }"} }`,
    ).join("\n");
    const errors = errorsOf(
      `populations:\n  A: { size: 2, neuron: &c { model: iaf_psc_exp, tau_m: 5 mV, C_m: 5 } }\n${cells}\n`,
    );
    expect(errors.map(({ code, place }) => [code, place && "col" in place && place.line])).toEqual([
      ["unit-missing", 4],
      ["wrong-dimension", 4],
    ]);
  });

  it("thousands of unknown names end in 30 errors and a number", () => {
    const n = 8000;
    const projections = Array.from(
      { length: n },
      (_, i) => `  p${i}: { pre: X${i}, post: A, connect: all_to_all, weight: w${i} }`,
    ).join("\n");
    const errors = errorsOf(
      `populations:\n  A: { size: 2, neuron: { model: iaf_psc_exp } }\nprojections:\n${projections}\n`,
    );
    expect(errors).toHaveLength(31);
    // The name of the population and that in the weight, of each projection.
    expect(errors[30].message).toBe(`and ${2 * n - 30} more errors`);
  });
});
