import { describe, expect, it } from "vitest";
import { EquipoiseError } from "../diagnostics/diagnostic.js";
import { philox4x32 } from "../numerics/philox.js";
import { parseDescription } from "./load-description.js";
import { starterTemplates } from "./templates.js";

const EVERYTHING = `
timestep: 0.5 ms
duration: 1 s
constants: { J: 0.6 mV, g: 5, tau: "20 ms", w: "-g*J/sqrt(4)" }
populations:
  E: { size: 4, neuron: &c { model: IF_curr_exp, cm: 1 nF, tau_m: { normal: { mean: tau, sd: 1 ms, min: 5 ms } }, i_offset: [1 pA, 2 pA, 3 pA, 4 pA] }, initial: { v: { uniform: [-65 mV, -50 mV] } } }
  I: { size: 2, neuron: { <<: *c, i_offset: 0.1 nA } }
projections:
  a: { pre: E, post: I, connect: { rule: explicit, synapses: [[0, 1, 2, 3], [3, 0, 1, 2]], weight_unit: { jump: 1 mV }, delay_unit: 1 ms } }
  b: { pre: E, post: E, connect: { rule: matrix, file: w.csv, weight_unit: 2 pA, transpose: true } }
  c: { pre: pool, post: E, connect: { rule: pairwise_bernoulli, p: 0.1 }, weight: { psp: w }, delay: { lognormal: { mean: 2 ms, sd: 1 ms } } }
  d: { pre: I, post: E, connect: { rule: fixed_total_number, N: "N_pre*3" }, weight: { normal: { mean: -3 pA, sd: 1 pA } }, multapses: false }
balanced: { K: 2, J: J, weights: { E: { I: -1 } }, drive: { E: 1, rate: 10 Hz, as: poisson }, connect: bernoulli }
stimuli:
  pool: { type: poisson_pool, size: 10, rate: 8 kHz }
  times: { type: spike_times, times: [1, 2.5], unit: 1 ms, target: E, weight: 3 pA }
  steps: { type: step_current, target: [E, I], steps: [{ at: 0 s, amplitude: 3 pA }, { at: 20 ms, amplitude: 0 }] }
  tuned: { type: tuned, target: E, angle: 45 deg, peak: 50 Hz, contrast: 0.3, baseline: 2 Hz, weight: 1 pA }
`;

const corpus = [EVERYTHING, ...starterTemplates().map(({ files }) => files["network.yaml"])].map((text) =>
  text.replace(/ *#.*$/gm, ""),
);
const readFile = (path: string) => {
  const size = path === "w.csv" ? 4 : 6;
  return new TextEncoder().encode(
    Array.from({ length: size }, (_, i) => Array.from({ length: size }, (_, j) => (i * j) % 3)).join("\n"),
  );
};

const SPLICES = [
  "",
  "{",
  "}",
  "[",
  "]",
  ":",
  ": ",
  "- ",
  "&a ",
  "*a",
  "*cell",
  "<<: *cell",
  "!!binary ",
  "!!float ",
  "!x ",
  "| ",
  "\n",
  "\t",
  "\u0000",
  "\ud800",
  "%",
  "---\n",
  "...\n",
  "? ",
  "#",
  "'",
  '"',
  ".nan",
  ".inf",
  "-.inf",
  "1e999",
  "-1",
  "0",
  "1e15",
  "99999999999999999999",
  "0x10",
  "null",
  "true",
  "~",
  "__proto__",
  "constructor",
  "toString",
  "hasOwnProperty",
  "20 ms",
  "15 mV",
  "1/0",
  "sqrt(-1 mV)",
  "J/sqrt(K)",
  "2^999",
  "exp(1e9)",
  "((((((",
  "max()",
  "ms",
  "K",
  "{normal: {mean: 1 mV, sd: -1 mV}}",
  "[1 pA, 2 pA]",
  "[]",
  "{}",
  "E",
  "all_to_all",
  "poisson",
  "iaf_psc_exp",
];

function randomOf(seed: number): (below: number) => number {
  const block = new Uint32Array(4);
  let draw = 0;
  return (below) => {
    if (draw % 4 === 0) philox4x32(block, seed, 0, draw / 4, 0, 0, 0);
    return block[draw++ % 4] % below;
  };
}

/** Cuts, doubles, swaps and splices at character and at line level. */
function mutate(text: string, below: (n: number) => number): string {
  let result = text;
  const times = 1 + Math.floor(below(3) / 2);
  for (let i = 0; i < times; i++) {
    const at = below(result.length + 1);
    const length = below(12);
    const splice = SPLICES[below(SPLICES.length)];
    switch (below(12)) {
      case 0:
        result = result.slice(0, at) + splice + result.slice(at);
        break;
      case 1:
        result = result.slice(0, at) + splice + result.slice(at + length);
        break;
      case 2:
        result = result.slice(0, at) + String.fromCharCode(below(0x180)) + result.slice(at + 1);
        break;
      case 3: {
        const lines = result.split("\n");
        const [a, b] = [below(lines.length), below(lines.length)];
        [lines[a], lines[b]] = [lines[b], lines[a]];
        result = lines.join("\n");
        break;
      }
      case 4:
        result = result.slice(0, at) + result.slice(at + length * 3);
        break;
      default: {
        // A whole value: what most users get wrong.
        const values = [...result.matchAll(/(?<=[:[,{] ?)[^\s:,[\]{}#][^:,[\]{}\n#]*/g)];
        const value = values[below(Math.max(1, values.length))];
        if (value) result = result.slice(0, value.index) + splice + result.slice(value.index + value[0].length);
        break;
      }
    }
  }
  return result;
}

/** A stimulus without `stop` has no end. */
function allFinite(value: unknown): boolean {
  if (typeof value === "number") return Number.isFinite(value);
  return (
    typeof value !== "object" ||
    value === null ||
    Object.entries(value).every(([key, item]) => (key === "stop" && item === Infinity) || allFinite(item))
  );
}

describe("fuzz", () => {
  it.each(corpus.map((text, i) => [i, text] as const))("seed %i loads before it is mutated", (_, text) => {
    expect(parseDescription(text, "fuzz.yaml", readFile).description.populations.length).toBeGreaterThan(0);
  });

  it("10,000 mutated descriptions load or fail with EquipoiseErrors that have a code and a place", () => {
    const below = randomOf(2);
    const seen = { loaded: 0, refused: 0 };
    for (let i = 0; i < 10_000; i++) {
      const text = mutate(corpus[below(corpus.length)], below);
      try {
        const { description } = parseDescription(text, "fuzz.yaml", readFile);
        seen.loaded++;
        if (!allFinite(description)) throw new Error(`run ${i}: a number that is not finite for\n${text}`);
      } catch (error) {
        if (!(error instanceof EquipoiseError))
          throw new Error(`run ${i}: not an EquipoiseError for\n${text}`, { cause: error });
        seen.refused++;
        const vague = error.diagnostics.find(
          ({ code, message, place }) =>
            !/^[a-z-]+$/.test(code) ||
            message.length < 6 ||
            !place ||
            !("line" in place && place.line >= 1 && place.col >= 1),
        );
        if (vague) throw new Error(`run ${i}: no code, message or place in ${JSON.stringify(vague)} for\n${text}`);
      }
    }
    expect(seen.loaded).toBeGreaterThan(200);
    expect(seen.refused).toBeGreaterThan(3000);
  }, 400_000);
});
