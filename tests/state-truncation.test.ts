/** What decays truncate on Loihi-style chips: in the ledger of every target, in the theory that `check` shows, in the attribution, and warned of where it silences. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createReference } from "../emulator/reference/reference.js";
import { parseDescription } from "../src/description/load-description.js";
import type { Diagnostic } from "../src/diagnostics/diagnostic.js";
import { build } from "../src/measure/build.js";
import { quantize } from "../src/measure/quantize.js";
import { meanTruncation, worstTruncation } from "../src/numerics/truncated-decay.js";
import { optionsWith } from "../src/options/check-options.js";
import type { ExecutionTarget } from "../src/program/execution-target.js";
import { loihiTargetById } from "../src/targets/registry.js";
import { compareModels } from "../src/theory/compare-models.js";
import { meanFieldOf } from "../src/theory/mean-field-model.js";

const CELL = "C_m: 250 pF, tau_m: 20 ms, E_L: 0 mV, V_reset: 0 mV, V_th: 15 mV, t_ref: 2 ms";

interface Asked {
  /** pA, or how it is drawn. */
  readonly I_e?: number | string;
  readonly size?: number;
  readonly model?: string;
  readonly stimuli?: string;
  readonly duration?: number;
  /** ms */
  readonly timestep?: number;
}

function described({
  I_e = 0,
  size = 2,
  model = "iaf_psc_exp, tau_syn: 5 ms",
  stimuli,
  duration = 4100,
  timestep = 0.1,
}: Asked) {
  const text = `{ name: stick, timestep: ${timestep} ms, duration: ${duration} ms, burn_in: 100 ms, populations: { B: { size: ${size}, neuron: { model: ${model}, ${CELL}, I_e: ${typeof I_e === "number" ? `${I_e} pA` : I_e} } } }${stimuli === undefined ? "" : `, stimuli: { ${stimuli} }`} }`;
  return parseDescription(text, "stick.yaml", () => {
    throw new Error("reads nothing");
  }).description;
}

/** Hz after the burn-in, and V of the first neuron at the end, in units of the target. */
async function rateOf(target: ExecutionTarget, asked: Asked, until = asked.duration ?? 4100) {
  const perMs = 1 / (asked.timestep ?? 0.1);
  let spikes = 0;
  await target.advance(until * perMs, (step, _ids, count) => {
    if (step >= 100 * perMs) spikes += count;
  });
  const { v } = await target.readState([0]);
  await target.close();
  return { rate: spikes / (asked.size ?? 2) / ((until - 100) / 1000), v: v[0] };
}

function compiledFor(asked: Asked, more: Readonly<Record<string, unknown>> = {}, id = "loihi1") {
  const target = loihiTargetById(id);
  const diagnostics: Diagnostic[] = [];
  const built = build(described(asked), target, optionsWith(target, more), { report: (d) => diagnostics.push(d) });
  return { ...built, warnings: diagnostics.filter(({ code }) => code === "constant-drive-rounded") };
}

/** What `check` shows. */
function checked(asked: Asked, more: Readonly<Record<string, unknown>> = {}) {
  const target = loihiTargetById("loihi1");
  const { floatModel, onChip } = quantize(described(asked), target, optionsWith(target, more));
  const [shift] = compareModels(floatModel, meanFieldOf(onChip)).shifts;
  return shift;
}

describe("V under constant input", () => {
  const stick = { I_e: 188 };

  it("stops below the threshold at a coarse scale: silent in the emulator, in theory and by warning, with a scale that helps", async () => {
    const { network, compiled, warnings } = compiledFor(stick, { scale: 2000 });
    expect((await rateOf(createReference(network), stick)).rate).toBeGreaterThan(8);
    expect(await rateOf(await compiled.createEmulator(), stick)).toEqual({ rate: 0, v: 29901 });
    const { before, after } = checked(stick, { scale: 2000 });
    expect(before).toBeGreaterThan(8);
    expect(after).toBe(0);
    expect(warnings).toHaveLength(1);
    expect(warnings[0].place).toEqual({ object: "population B" });
    expect(warnings[0].message).toMatch(
      /2 neurons past the threshold in the description, but not on the chip: it would rest at 15\.04 mV, and stops at 14\.9505 mV there, where the threshold is 15\.008 mV/,
    );
    const scale = Number(/--scale (\d+) instead/.exec(warnings[0].hint ?? "")?.[1]);
    const cured = compiledFor(stick, { scale });
    expect(cured.warnings).toEqual([]);
    expect((await rateOf(await cured.compiled.createEmulator(), stick)).rate).toBeGreaterThan(7);
  });

  it("stops there too where other input forces the compiler to a coarse scale, and the way out is another", async () => {
    const asked = {
      ...stick,
      stimuli: "s: { type: spike_times, times: [4000], unit: 1 ms, target: B, weight: -100 nA }",
    };
    const { network, compiled, warnings } = compiledFor(asked);
    expect((await rateOf(createReference(network), asked, 3900)).rate).toBeGreaterThan(8);
    expect((await rateOf(await compiled.createEmulator(), asked, 3900)).rate).toBe(0);
    expect(warnings).toHaveLength(1);
    expect(warnings[0].hint).toMatch(
      /is the largest scale that holds the other input, and none below decides as the description does: make the largest weights/,
    );
  });

  it("names a scale at which all neurons of a spread current agree, and says nothing of a current that is over before V comes there", () => {
    const spread = { I_e: "{ normal: { mean: 188 pA, sd: 2 pA } }", size: 50 };
    for (const scale of [1000, 2000, 5000, 9000]) {
      const { warnings } = compiledFor(spread, { scale });
      const cure = /--scale (\S+) instead/.exec(warnings[0].hint ?? "")?.[1];
      expect(compiledFor(spread, { scale: Number(cure) }).warnings).toEqual([]);
    }
    const pulse = (stop: number) => ({
      I_e: 0,
      stimuli: `k: { type: current, target: B, amplitude: 188 pA, start: 20 ms, stop: ${stop} ms }`,
    });
    expect(compiledFor(pulse(25), { scale: 2000 }).warnings).toEqual([]);
    expect(compiledFor(pulse(250), { scale: 2000 }).warnings).toHaveLength(1);
  });

  it("warns if, and only if, the emulator is on the other side of the threshold, and no more at the scale that it names", async () => {
    let [silenced, roused] = [0, 0];
    const double = (min: number, max: number) => fc.double({ min, max, noNaN: true });
    const integer = (min: number, max: number) => fc.integer({ min, max });
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          // V sticks, far below where it belongs; and where the rounding of the threshold outdoes that.
          fc.record({ I_e: double(186.5, 189), scale: integer(1000, 6000), timestep: fc.constant(0.1) }),
          fc.record({ I_e: double(187, 187.7), scale: integer(200, 700), timestep: fc.constant(1) }),
        ),
        fc.constantFrom("hw", "lava"),
        async ({ I_e, scale, timestep }, profile) => {
          const asked = { I_e, size: 1, duration: 1100, timestep };
          const { compiled, warnings } = compiledFor(asked, { scale, profile });
          const fires = (await rateOf(await compiled.createEmulator(), asked)).rate > 0;
          // R = 80 MΩ: 187.5 pA are 15 mV.
          const should = I_e > 187.5;
          expect(warnings.length).toBe(fires === should ? 0 : 1);
          if (fires === should) return;
          if (should) silenced++;
          else roused++;
          const cure = /--scale (\S+) instead/.exec(warnings[0].hint ?? "")?.[1];
          if (cure === undefined) {
            // 12 bits of bias: 15 mV in 4096.
            expect(warnings[0].hint).toMatch(/^no scale was found/);
            expect(Math.abs(I_e / 187.5 - 1)).toBeLessThan(1 / 4000);
          } else expect(compiledFor(asked, { scale: Number(cure), profile }).warnings).toEqual([]);
        },
      ),
      { numRuns: 200, seed: 7 },
    );
    expect(silenced).toBeGreaterThan(5);
    expect(roused).toBeGreaterThan(0);
  });

  it("has the rate that theory predicts from 4 % above the threshold on, whatever the scale", async () => {
    for (const [I_e, scale] of [
      [195, 1000],
      [195, 4000],
      [220, 500],
      [300, 500],
      [300, 4000],
    ]) {
      const asked = { I_e, size: 1, duration: 10_100 };
      const { rate } = await rateOf(await compiledFor(asked, { scale }).compiled.createEmulator(), asked);
      const { before, after } = checked(asked, { scale });
      expect(Math.abs(rate / after - 1)).toBeLessThan(0.03);
      // The theory of exact states would not do at the coarsest.
      if (scale === 500) expect(Math.abs(rate / before - 1)).toBeGreaterThan(0.02);
    }
  });

  it("is silent of what random input carries on", () => {
    const random = { ...stick, stimuli: "X: { type: poisson, target: B, rate: 100 Hz, weight: 5 pA }" };
    expect(compiledFor(random, { scale: 2000 }).warnings).toEqual([]);
    // On the compiler's own scale nothing sticks.
    expect(compiledFor(stick).warnings).toEqual([]);
  });

  it("sticks in the attribution with nothing but the states rounded, and with nothing else", async () => {
    const { compiled } = compiledFor(stick, { scale: 2000 });
    const silent: string[] = [];
    for (const { name, create } of compiled.variants) if ((await rateOf(create(), stick)).rate === 0) silent.push(name);
    expect(silent).toEqual(["state rounding"]);
  });
});

describe("u and V under random input", () => {
  it.each([
    ["exponential synapses, scale 1000", "iaf_psc_exp, tau_syn: 2 ms", "30 pA", "-45 pA", 1000],
    ["exponential synapses, scale 3000", "iaf_psc_exp, tau_syn: 2 ms", "30 pA", "-45 pA", 3000],
    ["delta synapses, scale 300", "iaf_psc_delta", "0.25 mV", "-0.3 mV", 300],
    ["delta synapses, scale 1000", "iaf_psc_delta", "0.25 mV", "-0.3 mV", 1000],
  ])("%s: the emulated rate falls as theory predicts, within 5 % of the ideal rate", async (_, model, E, I, scale) => {
    const asked: Asked = {
      model,
      size: 200,
      duration: 2100,
      stimuli: `X: { type: poisson, target: B, rate: 4000 Hz, weight: ${E} }, Y: { type: poisson, target: B, rate: 1000 Hz, weight: ${I} }`,
    };
    const { compiled, network } = compiledFor(asked, { scale });
    const ideal = (await rateOf(createReference(network), asked)).rate;
    const chip = (await rateOf(await compiled.createEmulator(), asked)).rate;
    const { before, after } = checked(asked, { scale });
    expect(chip).toBeLessThan(0.97 * ideal);
    expect(Math.abs(chip - after)).toBeLessThan(0.05 * before);
  });
});

describe("the loss ledger", () => {
  it.each([
    ["loihi1", "hw"],
    ["loihi1", "lava"],
    ["loihi2", undefined],
    ["ice40up5k", undefined],
    ["ecp5-85f", undefined],
  ] as const)("of %s %s has u and v with their worst and mean size in mV and LSB", (id, profile) => {
    const asked = { size: 3, stimuli: "X: { type: poisson, target: B, rate: 100 Hz, weight: 5 pA }" };
    const { compiled } = compiledFor(asked, { scale: 2000, ...(profile === undefined ? {} : { profile }) }, id);
    const { widths } = loihiTargetById(id);
    const entries = compiled.program.ledger.filter(({ kind }) => kind === "state-rounded");
    expect(entries).toHaveLength(2);
    // e^(-0.1/20) and e^(-0.1/5) on a grid of 4096.
    const [dv, du] = [20, 81];
    const of = (unit: string) => entries.find((entry) => entry.unit === unit)!;
    const v = of("mV, v");
    expect(v).toMatchObject({ where: "population B", count: 3, of: 3 });
    expect(v.worst).toBeCloseTo(worstTruncation(dv, widths.decay).shift / 2000, 12);
    expect(v.note).toMatch(/up to 205 LSB short [\s\S]* 102 LSB \(0\.0512 mV\)/);
    const u = of("mV, u");
    const reach = 2 ** widths.decay / dv / 2000;
    expect(u.worst).toBeCloseTo(worstTruncation(du, widths.decay).shift * reach, 9);
    expect(u.note).toContain(`${Number((meanTruncation(du, widths.decay).shift * reach).toPrecision(3))} mV`);
  });

  it("has no loss of u where no synapse arrives or a delta synapse leaves nothing to decay", () => {
    const units = (asked: Asked) =>
      compiledFor(asked)
        .compiled.program.ledger.filter(({ kind }) => kind === "state-rounded")
        .map(({ unit }) => unit);
    const X = "X: { type: poisson, target: B, rate: 100 Hz, weight: 0.1 mV }";
    expect(units({ I_e: 100 })).toEqual(["mV, v"]);
    expect(units({ model: "iaf_psc_delta", stimuli: X })).toEqual(["mV, v"]);
  });
});
