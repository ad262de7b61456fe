import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createReference } from "../../emulator/reference/reference.js";
import { parseDescription } from "../../src/description/load-description.js";
import { EquipoiseError } from "../../src/diagnostics/diagnostic.js";
import { ExitCode } from "../../src/diagnostics/exit-codes.js";
import { familyOf } from "../../src/families/registry.js";
import { build } from "../../src/measure/build.js";
import { drawNetwork } from "../../src/network/draw-network.js";
import type { Network } from "../../src/network/types.js";
import { record } from "../../src/recording/record.js";
import { rasterHash } from "../../src/recording/recording.js";
import { defaultOptions } from "../../src/options/check-options.js";
import { targetById } from "../../src/targets/registry.js";
import { predictRates } from "../../src/theory/finite-k.js";
import { meanFieldOf } from "../../src/theory/mean-field-model.js";
import { adaptiveLif } from "./adaptive-lif.js";
import { adaptiveLifPopulation } from "./adaptive-lif-population.js";

const models = { [adaptiveLif.name]: adaptiveLif };
const updates = { [adaptiveLif.name]: adaptiveLifPopulation };
const noFiles = (): never => {
  throw new Error("the description names no file");
};
const read = (text: string, more = { models } as Parameters<typeof parseDescription>[3]) =>
  parseDescription(text, "adaptive.yaml", noFiles, more).description;

/** mV, ms, pF, pA. */
const CELL = { C_m: 200, tau_m: 20, E_L: -70, V_th: -50, V_reset: -60, t_ref: 2, tau_w: 150, b: 30, I_e: 400 };
const DT = 0.1;
const STEPS = 20_000;

const alone = (more = "") => `
timestep: ${DT} ms
duration: ${STEPS * DT} ms
populations:
  A:
    size: 1
    neuron: { model: iaf_psc_exp_adapt, C_m: 200 pF, tau_m: 20 ms, E_L: -70 mV, V_th: -50 mV, V_reset: -60 mV,
              t_ref: 2 ms, tau_w: 150 ms, b: 30 pA, I_e: 400 pA${more} }
`;

/** Adaptive cells that excite plain inhibitory ones and are inhibited by them, under Poisson spikes. */
const NETWORK = `
timestep: 0.5 ms
duration: 400 ms
seed: 7
populations:
  A: { size: 40, neuron: { model: iaf_psc_exp_adapt, E_L: 0 mV, V_th: 15 mV, V_reset: 0 mV, tau_w: { uniform: [50 ms, 200 ms] } } }
  I: { size: 10, neuron: { model: iaf_psc_exp, E_L: 0 mV, V_th: 15 mV, V_reset: 0 mV } }
projections:
  a: { pre: A, post: I, connect: { rule: fixed_indegree, indegree: 10 }, weight: { jump: 1 mV }, delay: 1 ms }
  i: { pre: I, post: A, connect: { rule: fixed_indegree, indegree: 5 }, weight: -100 pA, delay: 1.5 ms }
stimuli:
  x: { type: poisson, target: [A, I], rate: 3 kHz, weight: 120 pA }
`;

async function spikeSteps(text: string): Promise<number[]> {
  const reference = createReference(drawNetwork(read(text)), { updates });
  const steps: number[] = [];
  await reference.advance(STEPS, (step, _, count) => steps.push(...new Array<number>(count).fill(step)));
  return steps;
}

const recorded = (network: Network) => ({
  network: network.name,
  seed: network.seed,
  populations: network.populations,
  steps: network.steps,
});

/** Intervals between spikes, in ms. */
const intervals = (steps: readonly number[]) => steps.slice(1).map((step, k) => (step - steps[k]) * DT);

/** U (mV above rest) after s ms of integration from the reset, while w decays from w0: the solution of the two linear equations. */
function membraneAfter(s: number, w0: number): number {
  const { C_m, tau_m, tau_w, I_e, E_L, V_reset } = CELL;
  const decay = Math.exp(-s / tau_m);
  const ofW = ((tau_m * tau_w) / (C_m * (tau_w - tau_m))) * (Math.exp(-s / tau_w) - decay) * w0;
  return (V_reset - E_L) * decay + ((I_e * tau_m) / C_m) * (1 - decay) - ofW;
}

/** ms between two spikes when the first leaves w0 (pA) behind: the root of U = V_th - E_L. */
function intervalAfter(w0: number): number {
  const w = w0 * Math.exp(-CELL.t_ref / CELL.tau_w);
  let [low, high] = [0, 1000];
  for (let k = 0; k < 100; k++) {
    const mid = (low + high) / 2;
    if (membraneAfter(mid, w) < CELL.V_th - CELL.E_L) low = mid;
    else high = mid;
  }
  return CELL.t_ref + high;
}

describe("a neuron model that the caller brings along: the adaptive leaky integrator", () => {
  it("fires at intervals that lengthen to the closed form's steady one, the first of them as the closed form has it", async () => {
    const between = intervals(await spikeSteps(alone()));
    expect(between.length).toBeGreaterThan(20);
    // The first spike comes from E_L and leaves w = b behind.
    expect(Math.abs(between[0] - intervalAfter(CELL.b))).toBeLessThanOrEqual(DT);
    // Steady: what is left of w after an interval T, and b more, is the same w again.
    let [short, long] = [between[0], 1000];
    for (let k = 0; k < 100; k++) {
      const mid = (short + long) / 2;
      if (mid < intervalAfter(CELL.b / (1 - Math.exp(-mid / CELL.tau_w)))) short = mid;
      else long = mid;
    }
    const steady = (short + long) / 2;
    const last = between.at(-1)!;
    expect(Math.abs(last - steady)).toBeLessThanOrEqual(DT);
    expect(last).toBeGreaterThan(1.5 * between[0]);
    for (let k = 1; k < 8; k++) expect(between[k]).toBeGreaterThanOrEqual(between[k - 1]);
  });

  it("is iaf_psc_exp where b is 0", async () => {
    const without = await spikeSteps(alone(", b: 0 pA").replace("b: 30 pA, ", ""));
    const plain = await spikeSteps(
      alone().replace("iaf_psc_exp_adapt", "iaf_psc_exp").replace("tau_w: 150 ms, b: 30 pA, ", ""),
    );
    expect(without.length).toBeGreaterThan(60);
    expect(without).toEqual(plain);
  });

  it("is bit for bit a loop of its own in float64", async () => {
    const network = drawNetwork(read(alone()));
    const reference = createReference(network, { updates });
    const get = (name: string) => network.populations[0].parameters[name] as number;
    const { P22, P33, P23, P20 } = adaptiveLif.propagators;
    const [f, fw, gain, unit] = [P22(get, DT), P33(get, DT), P23(get, DT), P20(get, DT)];
    let [u, w, dead, spikes] = [0, 0, 0, 0];
    let seen = 0;
    for (let step = 0; step < 4000; step++) {
      let x = u;
      // Excitatory and inhibitory currents are 0, and adding 0 changes no bit.
      if (dead === 0) x = f * u + gain * w + unit * CELL.I_e;
      else dead--;
      w *= fw;
      if (x >= CELL.V_th - CELL.E_L) {
        [x, dead, w] = [CELL.V_reset - CELL.E_L, Math.round(CELL.t_ref / DT), w + CELL.b];
        spikes++;
      }
      u = x;
      await reference.advance(1, (_, __, count) => (seen += count));
      const { v, refractory } = await reference.readState([0]);
      expect([v[0], refractory[0], seen]).toEqual([u + CELL.E_L, dead, spikes]);
    }
    expect(spikes).toBeGreaterThan(5);
  });

  it("runs in a network with a built-in model, and resumes from a checkpoint with the same bits", async () => {
    const network = drawNetwork(read(NETWORK));
    const whole = createReference(network, { updates });
    const recording = await record(whole, recorded(network));
    expect(recording.spikeIds.filter((id) => id < 40).length).toBeGreaterThan(100);
    expect(recording.spikeIds.filter((id) => id >= 40).length).toBeGreaterThan(20);
    const cut = createReference(network, { updates });
    await cut.advance(333, () => {});
    const resumed = createReference(network, { updates });
    await resumed.restore(await cut.checkpoint());
    await resumed.advance(network.steps - 333, () => {});
    const ids = Array.from({ length: network.size }, (_, i) => i);
    expect(await resumed.readState(ids)).toEqual(await whole.readState(ids));
    // The same description without adaptation is another run.
    const plain = drawNetwork(read(NETWORK.replace("tau_w:", "b: 0 pA, tau_w:")));
    const other = await record(createReference(plain, { updates }), recorded(plain));
    expect(rasterHash(other)).not.toBe(rasterHash(recording));
    expect(other.spikeIds.length).toBeGreaterThan(recording.spikeIds.length);
  });

  it.each([
    ["loihi1", "a compartment has a membrane, one synaptic current and a refractory counter"],
    [
      "spinnaker1",
      "its neuron binaries have a membrane, two synaptic currents or conductances and a refractory counter",
    ],
  ])("is refused by %s in one sentence, by compile and by check", (id, neuron) => {
    const target = targetById(id);
    const description = read(NETWORK);
    const sentence = `Population A is of the neuron model iaf_psc_exp_adapt, which ${target.title} cannot run: ${neuron}, and nothing for w (adaptation current, pA).`;
    const refusal = (act: () => unknown): EquipoiseError => {
      try {
        act();
      } catch (error) {
        if (error instanceof EquipoiseError) return error;
        throw error;
      }
      throw new Error("nothing was refused");
    };
    const network = drawNetwork(description);
    for (const act of [
      () => build(description, target, defaultOptions(target)),
      () => familyOf(target).forecast(network, target, defaultOptions(target), {}),
    ]) {
      const { diagnostics, exitCode } = refusal(act);
      expect(diagnostics).toHaveLength(1);
      expect(diagnostics[0]).toMatchObject({
        code: "model-unsupported",
        severity: "error",
        message: sentence,
        hint: "describe it with iaf_psc_exp, iaf_psc_delta, iaf_cond_exp, or run it on the float64 reference alone",
      });
      expect(exitCode).toBe(ExitCode.doesNotFit);
    }
    expect(familyOf(target).whyNot(adaptiveLif, target)).toContain("nothing for w");
  });

  it("is beyond the theory, which says so, and which still holds for its neighbours", () => {
    const [adaptive, plain] = predictRates(meanFieldOf(drawNetwork(read(NETWORK)))).populations;
    expect(adaptive.applies).toBe(false);
    expect(adaptive.reasons).toContain(
      "the theory is that of leaky integrators, and says nothing because its adaptation current follows its own spikes",
    );
    expect(plain.reasons.join()).not.toContain("adaptation");
  });

  it("is known only where it is passed: to the description its record, to the reference its update", () => {
    expect(() => read(alone(), {})).toThrow(
      "expected one of iaf_psc_exp, iaf_psc_delta, iaf_cond_exp, IF_curr_exp, IF_curr_delta, IF_cond_exp",
    );
    expect(() => createReference(drawNetwork(read(alone())))).toThrow(
      "Population A is of the neuron model iaf_psc_exp_adapt, which the float64 reference has no update for.",
    );
    const forgotten = { ...drawNetwork(read(alone())), models: undefined };
    expect(() => createReference(forgotten, { updates })).toThrow("no neuron model is called iaf_psc_exp_adapt");
  });

  it("has its parameters read, checked and explained like those of any model", () => {
    const { parameters } = read(alone()).populations[0];
    expect(Object.keys(parameters)).toEqual(Object.keys(adaptiveLif.parameters));
    expect(parameters.tau_w).toEqual({ kind: "constant", value: 150 });
    expect(() => read(alone(", tau_ww: 1 ms"))).toThrow("unknown key `tau_ww`");
    expect(() => read(alone().replace("tau_w: 150 ms", "tau_w: 150 mV"))).toThrow("expected a time");
    expect(() => read(alone().replace("tau_w: 150 ms", "tau_w: -1 ms"))).toThrow("above 0 ms");
    expect(() => read(alone().replace("b: 30 pA", "b: -1 pA"))).toThrow("at least 0 pA");
    expect(() => read(NETWORK.replace("model: iaf_psc_exp,", "model: iaf_psc_exp, b: 1 pA,"))).toThrow(
      "iaf_psc_exp has no `b`",
    );
    const drawn = (key: string, value: number) => () => {
      const description = read(alone());
      const [cell] = description.populations;
      const parameters = { ...cell.parameters, [key]: { kind: "constant" as const, value } };
      drawNetwork({ ...description, populations: [{ ...cell, parameters }] });
    };
    expect(drawn("tau_w", 0)).toThrow("population A: tau_w is 0, but must be positive");
    expect(drawn("b", -1)).toThrow("population A: b is -1 pA, but cannot be negative");
  });

  it("is what docs/add-a-model.md shows", () => {
    const page = readFileSync(join(import.meta.dirname, "..", "..", "docs", "add-a-model.md"), "utf8");
    const blocks = [...page.matchAll(/```ts\n([\s\S]*?)```/g)].map((match) => match[1].trim());
    const files = ["adaptive-lif.ts", "adaptive-lif-population.ts", "adaptive-lif.test.ts"].map((name) =>
      readFileSync(join(import.meta.dirname, name), "utf8"),
    );
    expect(blocks.length).toBeGreaterThan(1);
    for (const block of blocks) expect(files.some((text) => text.includes(block))).toBe(true);
  });
});
