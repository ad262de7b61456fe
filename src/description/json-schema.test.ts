import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { documentSchema } from "./document-schema.js";
import { editorJsonSchema, networkJsonSchema, networkJsonSchemaText } from "./json-schema.js";
import { readYaml } from "./yaml-source.js";

const file = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
const validate = new Ajv({ allErrors: false, strict: false }).compile(networkJsonSchema());

const STIMULI = `
timestep: 1 ms
duration: 1 s
populations: { E: { size: 10, neuron: { model: IF_cond_exp, cm: [1 nF], v_rest: { list: [1 mV] } }, initial: { v: 0 } } }
projections:
  a: { pre: E, post: E, connect: { rule: explicit, synapses: [[0, 1, 2, 3]], weight_unit: 1 pA, delay_unit: 1 ms }, sign: keep }
  b: { pre: E, post: E, connect: all_to_all, weight: { lognormal: { mean: 1 nS, sd: 1 nS } }, autapses: false }
  c: { pre: E, post: E, connect: { rule: matrix, file: w.npy, transpose: true }, weight: { jump: { normal: { mean: 1, sd: 2, min: 0 } } } }
stimuli:
  a: { type: step_current, target: E, steps: [{ at: 0, amplitude: { uniform: [0, 1 pA] } }] }
  b: { type: spike_times, times: [[1, 2], 3], unit: ms, size: 2 }
  c: { type: poisson_pool, size: 10, rate: 1 Hz, target: [E], connect: { rule: pairwise_bernoulli, p: 0.1 }, weight: 1 nS }
  d: { type: tuned, target: E, angle: 1 deg, peak: 3 Hz }
`;
const seeds = [
  ...["balanced-sqrtk", "brunel", "tuned-drive"].map((name) => file(`examples/${name}.yaml`)),
  STIMULI,
].map((text) => readYaml(text, "seed").value);

interface Site {
  readonly holder: Record<string | number, unknown>;
  readonly key: string | number;
}

function sites(value: unknown): Site[] {
  if (typeof value !== "object" || value === null) return [];
  const holder = value as Record<string | number, unknown>;
  const keys = Array.isArray(value) ? value.map((_, i) => i) : Object.keys(value);
  return keys.flatMap((key) => [{ holder, key }, ...sites(holder[key])]);
}

const strangeValue = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    "",
    "all",
    "all_to_all",
    "20 ms",
    -1,
    0,
    1.5,
    2 ** 32,
    1e300,
    [],
    {},
    ["E"],
    [1, 2],
    { rule: "one_to_one" },
    { normal: { mean: 1, sd: 1 } },
  ),
  fc.jsonValue({ maxDepth: 2 }),
);
const strangeKey = fc.oneof(
  fc.constantFrom("rule", "K", "rate", "as", "type", "target", "weight", "\n", "x".repeat(65), "list"),
  fc.string({ unit: "grapheme", maxLength: 5 }),
);

describe("network.schema.json", () => {
  it("is fresh: the committed file is what the zod schema generates", () => {
    expect(file("schemas/network.schema.json")).toBe(networkJsonSchemaText());
  });

  it("accepts and refuses the same 5,000 mutated documents as zod, and sees both outcomes often", () => {
    const seen = { accepted: 0, refused: 0 };
    const mutation = fc.record({
      at: fc.nat(),
      how: fc.constantFrom("replace", "remove", "add"),
      value: strangeValue,
      key: strangeKey,
    });
    fc.assert(
      fc.property(fc.constantFrom(...seeds), fc.array(mutation, { minLength: 1, maxLength: 2 }), (seed, mutations) => {
        const document = structuredClone(seed);
        for (const { at, how, value, key } of mutations) {
          const all = sites(document);
          const { holder, key: place } = all[at % all.length];
          if (how === "replace") holder[place] = structuredClone(value);
          else if (how === "remove" && Array.isArray(holder)) holder.splice(Number(place), 1);
          else if (how === "remove") delete holder[place];
          else if (Array.isArray(holder)) holder.push(structuredClone(value));
          else if (key !== "__proto__") holder[key] = structuredClone(value);
        }
        const byZod = documentSchema.safeParse(document).success;
        seen[byZod ? "accepted" : "refused"]++;
        expect(validate(document)).toBe(byZod);
      }),
      { numRuns: 5000, seed: 20261124 },
    );
    expect(seen.accepted).toBeGreaterThan(300);
    expect(seen.refused).toBeGreaterThan(300);
  });

  it("asks an editor's user for units: accepts every valid document of the seeds, refuses a bare number where one is needed", () => {
    const inEditor = new Ajv({ allErrors: false, strict: false }).compile(editorJsonSchema());
    for (const seed of seeds.slice(0, 3)) expect(inEditor(seed), JSON.stringify(inEditor.errors)).toBe(true);
    const cell = (more: object) => ({
      timestep: "1 ms",
      duration: "1 s",
      populations: { E: { size: 10, neuron: { model: "iaf_psc_exp", ...more } } },
    });
    for (const good of ["20 ms", "tau", "2*tau", 0, { normal: { mean: "20 ms", sd: 0 } }, ["1 ms", "1e3 us"]])
      expect(inEditor(cell({ tau_m: good })), JSON.stringify(good)).toBe(true);
    for (const bad of [20, "20", "1e3", "-.5", { normal: { mean: 20, sd: "1 ms" } }, [1, 2]])
      expect(inEditor(cell({ tau_m: bad })), JSON.stringify(bad)).toBe(false);
    expect(inEditor({ ...cell({}), timestep: 0.1 })).toBe(false);
  });
});
