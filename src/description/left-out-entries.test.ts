import { describe, expect, it } from "vitest";
import { EquipoiseError } from "../diagnostics/diagnostic.js";
import { parseDescription } from "./load-description.js";

/** Messages without their places, in one go. */
function errorsOf(projections: string, stimuli = ""): string[] {
  const text = `timestep: 1 ms\nduration: 100 ms\npopulations:\n  E: { size: 100, neuron: { model: iaf_psc_exp, C_m: 250 pF } }\nprojections:\n${projections}${stimuli === "" ? "" : `stimuli:\n${stimuli}`}`;
  try {
    parseDescription(text, "n.yaml", () => new Uint8Array());
  } catch (error) {
    if (error instanceof EquipoiseError)
      return error.diagnostics.map(({ code, message }) => `${message.split(/[:,] /, 2).join(": ")} [${code}]`);
    throw error;
  }
  return [];
}

describe("an entry that cannot be read as a whole", () => {
  it("has the populations it names looked up in the same go as its shape", () => {
    expect(
      errorsOf(
        "  EE: { pre: Q, post: X, connect: { rule: fixed_indgree, K: 10 }, weight: 12 pA }\n",
        "  p: { type: poison, target: [E, Z], rate: 8 Hz, weight: 10 pA }\n",
      ),
    ).toEqual([
      expect.stringMatching(/^projections\.EE\.connect\.rule.*unknown-choice/),
      expect.stringMatching(/^stimuli\.p\.type.*unknown-choice/),
      "projections.EE.pre: no such population or spike source `Q` [unknown-name]",
      "projections.EE.post: no such population `X` [unknown-name]",
      "stimuli.p.target[1]: no such population `Z` [unknown-name]",
    ]);
  });

  it("is no reason to call an entry unknown that has errors of its own", () => {
    const errors = errorsOf(
      "  EE: { pre: p, post: E, connect: { rule: fixed_indgree, K: 10 }, weight: 12 pA }\n",
      "  p: { type: poisson_pol, size: 10, rate: 8 Hz }\n",
    );
    expect(errors.map((e) => /\[(.*)\]/.exec(e)![1])).toEqual(["unknown-choice", "unknown-choice"]);
  });

  it("has its delay, and where the target is known its weight, checked though an end is missing", () => {
    expect(
      errorsOf(
        "  a: { pre: E, post: X, connect: all_to_all, weight: 12, delay: 1 }\n  b: { pre: Y, post: E, connect: all_to_all, weight: 12, delay: 0.1 ms }\n",
      ),
    ).toEqual([
      "projections.a.post: no such population `X` [unknown-name]",
      expect.stringMatching(/^projections\.a\.delay.*unit-missing/),
      "projections.b.pre: no such population or spike source `Y` [unknown-name]",
      expect.stringMatching(/^projections\.b\.delay.*delay-too-short/),
      expect.stringMatching(/^projections\.b\.weight.*unit-missing/),
    ]);
    // K is known only with both ends.
    expect(
      errorsOf('  a: { pre: Y, post: E, connect: all_to_all, weight: { jump: "1 mV/sqrt(K)" }, delay: 1 ms }\n'),
    ).toHaveLength(1);
  });
});

describe("a mechanism of another tool that stands under a key of its own", () => {
  it.each([
    ["synapse_model: stdp_synapse", "stdp_synapse"],
    ["synapse_type: { model: tsodyks_synapse }", "tsodyks_synapse"],
  ])("%s: not supported, because", (key, word) => {
    const [error, ...rest] = errorsOf(`  EE: { pre: E, post: E, connect: all_to_all, weight: 12 pA, ${key} }\n`);
    expect(rest).toEqual([]);
    expect(error).toContain(`projections.EE: \`${word}\` is not supported`);
    expect(error).toContain("[not-supported]");
  });
});
