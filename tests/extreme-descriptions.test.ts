/**
 * Every quantity of a description, one at a time, takes values that nobody means: 0, tiny, huge, negative, not a number, a list, another unit.
 * Whatever the result, it is a network or a program or one clear error, on every family of targets, within a bounded amount of work.
 */
import { describe, expect, it } from "vitest";
import { parseDescription } from "../src/description/load-description.js";
import { EquipoiseError } from "../src/diagnostics/diagnostic.js";
import { ExitCode } from "../src/diagnostics/exit-codes.js";
import type { NetworkDescription } from "../src/description/types.js";
import { SourcePlayer } from "../src/network/source-player.js";
import { networkNeed } from "../src/network/memory-need.js";
import { machineMemory } from "../src/node/machine-memory.js";
import { targetById } from "../src/targets/registry.js";
import { build, drawFor } from "../src/measure/build.js";
import { quantize } from "../src/measure/quantize.js";
import { defaultOptions } from "../src/options/check-options.js";

const TARGETS = ["loihi1", "spinnaker1"] as const;

type Values = Readonly<Record<string, string>>;

/** Name of a place → the unit it takes and a sane value. */
const PLACES: Values = {
  timestep: "1 ms",
  duration: "20 ms",
  size: "6",
  C_m: "250 pF",
  tau_m: "20 ms",
  E_L: "-65 mV",
  V_th: "-50 mV",
  V_reset: "-65 mV",
  t_ref: "2 ms",
  I_e: "100 pA",
  tau_syn_ex: "5 ms",
  tau_syn_in: "5 ms",
  V_m: "-60 mV",
  weight: "20 pA",
  delay: "2 ms",
  K: "3",
  p: "0.5",
  rate: "1 kHz",
  start: "2 ms",
  stop: "9 ms",
  amplitude: "10 pA",
  poolSize: "5",
  poolRate: "20 Hz",
  time: "3 ms",
  angle: "45 deg",
  peak: "50 Hz",
  kappa: "2",
  contrast: "0.5",
  balancedK: "4",
  J: "1 mV",
  relative: "-2",
  drive: "0.8",
  driveRate: "10 Hz",
  sample: "5",
};

const MODELS = { iaf_psc_exp: "pA", iaf_psc_delta: "mV", iaf_cond_exp: "nS" } as const;
type Model = keyof typeof MODELS;

function text(model: Model, v: Values, as: string): string {
  const synaptic = model === "iaf_psc_delta" ? "" : `, tau_syn_ex: ${v.tau_syn_ex}, tau_syn_in: ${v.tau_syn_in}`;
  const cell = `{ model: ${model}, C_m: ${v.C_m}, ${model === "iaf_cond_exp" ? "g_L: 10 nS" : `tau_m: ${v.tau_m}`}, E_L: ${v.E_L}, V_th: ${v.V_th}, V_reset: ${v.V_reset}, t_ref: ${v.t_ref}, I_e: ${v.I_e}${synaptic} }`;
  const weight = v.weight.replace("pA", MODELS[model]);
  const balanced =
    model === "iaf_cond_exp"
      ? ""
      : `balanced: { K: ${v.balancedK}, J: ${v.J}, weights: { E: { I: ${v.relative} } }, drive: { E: 1, I: ${v.drive}, rate: ${v.driveRate}, as: ${as} }, delay: ${v.delay} }\n`;
  return `timestep: ${v.timestep}
duration: ${v.duration}
populations:
  E: { size: ${v.size}, neuron: ${cell}, initial: { V_m: ${v.V_m} } }
  I: { size: 4, neuron: { model: ${model} } }
projections:
  a: { pre: E, post: I, connect: { rule: fixed_indegree, K: ${v.K} }, weight: ${weight}, delay: ${v.delay} }
  b: { pre: pool, post: E, connect: { rule: pairwise_bernoulli, p: ${v.p} }, weight: ${weight} }
${balanced}stimuli:
  pool: { type: poisson_pool, size: ${v.poolSize}, rate: ${v.poolRate} }
  own: { type: poisson, target: I, rate: ${v.rate}, weight: ${weight}, start: ${v.start}, stop: ${v.stop} }
  dc: { type: current, target: E, amplitude: ${v.amplitude} }
  volley: { type: spike_times, times: [${v.time}], target: E, weight: ${weight} }
  tuned: { type: tuned, target: E, angle: ${v.angle}, peak: ${v.peak}, kappa: ${v.kappa}, contrast: ${v.contrast}, weight: ${weight} }
probes: { currents: { sample: ${v.sample} } }
`;
}

/** What may stand in place of a sane value. */
function extremes(sane: string): string[] {
  const unit = sane.replace(/^[-\d.]+\s*/, "");
  const numbers = ["0", "1e-12", "0.00003", "1e-300", "1e6", "1e9", "3e12", "1e15", "1e300", "-1", "-1e12"];
  return [
    ...numbers.map((x) => `"${x} ${unit}"`),
    `"${sane} + 1 s"`,
    ".nan",
    ".inf",
    "null",
    "[]",
    "[1, 2]",
    `[${sane}, ${sane}]`,
    "{}",
    "true",
    '""',
    '"K"',
    '"1/0"',
    '"sqrt(-1)"',
    `{ normal: { mean: ${sane}, sd: "1e9 ${unit}" } }`,
    `{ lognormal: { mean: ${sane}, sd: "1e12 ${unit}" } }`,
    `{ uniform: ["-1e9 ${unit}", "1e9 ${unit}"] }`,
  ];
}

/** Big enough to be slow is not what is tested here; it is refused or priced elsewhere. */
function small({ populations, sources, projections, duration, timestep }: NetworkDescription): boolean {
  const cells = [...populations, ...sources].reduce((sum, { size }) => sum + size, 0);
  return (
    cells < 2000 && networkNeed({ populations, sources, projections }).synapses < 50_000 && duration / timestep < 1e9
  );
}

function clear(what: string, run: () => void): "made" | "refused" {
  try {
    run();
    return "made";
  } catch (error) {
    if (!(error instanceof EquipoiseError) || error.exitCode === ExitCode.internal)
      throw new Error(`not a clear error: ${what}`, { cause: error });
    return "refused";
  }
}

describe("extreme descriptions", () => {
  it.each(Object.keys(MODELS) as Model[])(
    "%s: every place with every extreme value gives a program or a clear error",
    (model) => {
      const seen = { made: 0, refused: 0 };
      for (const [place, sane] of Object.entries(PLACES)) {
        for (const extreme of extremes(sane)) {
          for (const as of place.startsWith("drive") || place.startsWith("balanced")
            ? ["poisson", "current"]
            : ["current"]) {
            const source = text(model, { ...PLACES, [place]: extreme }, as);
            const what = `${place}: ${extreme} of ${model}`;
            let description: NetworkDescription | undefined;
            const parsed = clear(
              `reading ${what}`,
              () => void ({ description } = parseDescription(source, "net.yaml", () => expect.fail("no file"))),
            );
            if (parsed === "refused" || description === undefined || !small(description)) {
              seen.refused++;
              continue;
            }
            const network = description;
            for (const id of TARGETS) {
              const target = targetById(id as string);
              const options = { ...defaultOptions(target), board: target.defaultBoard };
              seen[
                clear(`${what} on ${id}`, () => {
                  const built = build(network, target, options);
                  new SourcePlayer({ seed: 1, dt: built.network.dt, sources: built.network.sources }).play(0, () => {});
                })
              ]++;
            }
          }
        }
      }
      expect(seen.made).toBeGreaterThan(200);
      expect(seen.refused).toBeGreaterThan(200);
    },
    400_000,
  );
});

describe("networks that no machine here holds", () => {
  const allToAll = (n: number) =>
    parseDescription(
      `timestep: 1 ms\nduration: 20 ms\npopulations:\n  A: { size: ${n}, neuron: { model: iaf_psc_exp } }\nprojections:\n  a: { pre: A, post: A, connect: all_to_all, weight: 1 pA }\n`,
      "net.yaml",
      () => expect.fail("no file"),
    ).description;
  const within = (gigabytes: string, run: () => unknown): EquipoiseError => {
    const before = process.env.EQUIPOISE_MEMORY_GB;
    process.env.EQUIPOISE_MEMORY_GB = gigabytes;
    try {
      run();
    } catch (error) {
      if (error instanceof EquipoiseError) return error;
      throw error;
    } finally {
      if (before === undefined) delete process.env.EQUIPOISE_MEMORY_GB;
      else process.env.EQUIPOISE_MEMORY_GB = before;
    }
    return expect.fail("accepted");
  };
  const [loihi, spinnaker] = [targetById("loihi1"), targetById("spinnaker1")];

  it("names synapses, memory, cores and the way out where memory is short", () => {
    const error = within("8", () => quantize(allToAll(40_000), loihi, defaultOptions(loihi)));
    // 1.6e9 synapses: ids of 2 bytes, 10 more to round them; 8 bits each in cores of 2^20 bits.
    expect(error.message).toMatch(
      /1,600 million synapses and needs about 19\.2 GB .*8 GB of this machine.*12,208 cores of loihi1, where nahuku32 has 4,096/,
    );
    expect(error.exitCode).toBe(ExitCode.badInput);
    expect(within("4", () => drawFor(allToAll(40_000), spinnaker, defaultOptions(spinnaker))).message).toMatch(
      /needs about 12\.8 GB for drawing and running the reference/,
    );
  });

  it("refuses a board that cannot hold the synapses before drawing them, and names one that can", () => {
    const error = within("1000", () => build(allToAll(40_000), loihi, defaultOptions(loihi)));
    expect(error).toMatchObject({
      exitCode: ExitCode.doesNotFit,
      diagnostics: [{ code: "network-exceeds-board", limit: { what: "cores", used: 12_208, max: 4096 } }],
    });
    expect(error.message).toContain("--board pohoiki-springs");
  });

  it("holds the full microcircuit's 299 million synapses with spread weights and delays on 24 GB", () => {
    const bytes = 299e6 * (4 + 4 + 3 + 30);
    expect(bytes).toBeLessThan(0.75 * 24e9);
  });

  it("takes the memory of this machine unless told", () => {
    expect(machineMemory({ EQUIPOISE_MEMORY_GB: "2.5" })).toBe(2.5e9);
    expect(machineMemory({})).toBeGreaterThan(1e8);
    for (const bad of ["much", "-1", "0"])
      expect(() => machineMemory({ EQUIPOISE_MEMORY_GB: bad })).toThrow(/EQUIPOISE_MEMORY_GB/);
  });
});

describe("thousands of populations", () => {
  it("3,000 of one neuron are priced by theory without equations, and compile", () => {
    const populations = Array.from(
      { length: 3000 },
      (_, i) => `  p${i}: { size: 1, neuron: { model: iaf_psc_exp, I_e: 500 pA } }`,
    ).join("\n");
    const { description } = parseDescription(
      `timestep: 1 ms\nduration: 20 ms\npopulations:\n${populations}\n`,
      "net.yaml",
      () => expect.fail("no file"),
    );
    const target = targetById("loihi1");
    const { floatPrediction, compiled } = build(description, target, defaultOptions(target));
    expect(compiled.program.size).toBe(3000);
    expect(floatPrediction.warnings.join()).toMatch(/3000 populations are more than the 150/);
    // Deterministic LIF: 1000/(2 + 10 ln(20/5)) Hz.
    expect(floatPrediction.populations[7].rate).toBeCloseTo(1000 / (2 + 10 * Math.log(20 / 5)), 1);
  });
});
