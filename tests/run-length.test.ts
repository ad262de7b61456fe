/** How long a run lasts is no matter of the program: it is the same for any duration and burn-in, and a longer run goes on from a shorter one. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createReference } from "../emulator/reference/reference.js";
import { parseDescription } from "../src/description/load-description.js";
import type { NetworkDescription } from "../src/description/types.js";
import { drawNetwork } from "../src/network/draw-network.js";
import type { ExecutionTarget } from "../src/program/execution-target.js";
import { targetById } from "../src/targets/registry.js";
import { build } from "../src/measure/build.js";
import type { OptionChanges } from "../src/options/option-tables.js";
import { optionsWith } from "../src/options/check-options.js";

const read = (): never => {
  throw new Error("reads nothing");
};

/** Fragments that each would let the run's length in: windows, spells, steps, endless sources, tuned rates, conductances. */
const STIMULI = [
  "{ type: poisson, target: [E, I], rate: 3 kHz, weight: 0.3 mV, delay: 1 ms }",
  "{ type: poisson, target: E, rate: { uniform: [100 Hz, 6 kHz] }, weight: 0.3 mV, delay: 1 ms }",
  "{ type: poisson, target: E, rate: 8 kHz, weight: 0.3 mV, delay: 1 ms, stop: 60 ms }",
  "{ type: poisson, target: [E, I], rate: 5 kHz, weight: 0.4 mV, delay: 1 ms, start: 30 ms, stop: 90 ms }",
  "{ type: tuned, target: E, angle: 45 deg, peak: 8 kHz, baseline: 100 Hz, weight: 0.3 mV, delay: 1 ms }",
  "{ type: spike_times, times: [[20, 21, 60], [20, 60, 95], [21, 60, 150]], unit: 1 ms, target: E, connect: all_to_all, weight: 3 mV, delay: 1 ms }",
  "{ type: current, target: [E, I], amplitude: 250 pA, stop: 80 ms }",
  "{ type: current, target: E, amplitude: 300 pA }",
  "{ type: step_current, target: I, steps: [{ at: 10 ms, amplitude: 250 pA }, { at: 140 ms, amplitude: 400 pA }] }",
];

interface Length {
  readonly duration: number;
  readonly burnIn: number;
}

function networkOf(
  model: "iaf_psc_delta" | "iaf_cond_exp",
  stimuli: readonly string[],
  { duration, burnIn }: Length,
): NetworkDescription {
  const conductance = model === "iaf_cond_exp";
  const unit = (text: string) => (conductance ? text.replaceAll(/weight: (-?[\d.]+) mV/g, "weight: $1 nS") : text);
  const cell = conductance
    ? "{ model: iaf_cond_exp, C_m: 200 pF, g_L: 10 nS, E_L: -60 mV, V_reset: -60 mV, V_th: -50 mV, t_ref: 2 ms, tau_syn_ex: 5 ms, tau_syn_in: 5 ms, E_ex: 0 mV, E_in: -80 mV }"
    : "{ model: iaf_psc_delta, C_m: 250 pF, tau_m: 20 ms, E_L: 0 mV, V_reset: 0 mV, V_th: 15 mV, t_ref: 2 ms }";
  const text = unit(`
name: lengths
seed: 5
timestep: 0.5 ms
duration: ${duration} ms
burn_in: ${burnIn} ms
populations:
  E: { size: 12, neuron: ${cell} }
  I: { size: 6, neuron: ${cell} }
projections:
  E→E: { pre: E, post: E, connect: { rule: fixed_indegree, K: 4 }, weight: 0.4 mV, delay: 1.5 ms }
  I→E: { pre: I, post: E, connect: { rule: fixed_indegree, K: 3 }, weight: -1 mV, delay: 1 ms }
stimuli:
${stimuli.map((s, k) => `  s${k}: ${s}`).join("\n")}
`);
  return parseDescription(text, "lengths.yaml", read).description;
}

type Target = "loihi1" | "spinnaker1";
const CHIPS: readonly (readonly [Target, OptionChanges])[] = [
  ["loihi1", {}],
  ["loihi1", { poisson: "noise" }],
  ["spinnaker1", {}],
];

function compiled(description: NetworkDescription, [id, more]: readonly [Target, OptionChanges]) {
  const target = targetById(id);
  return build(description, target, optionsWith(target, more)).compiled;
}

async function rasterOf(target: ExecutionTarget, steps: number): Promise<string[]> {
  const spikes: string[] = [];
  await target.advance(steps, (step, ids, count) => {
    for (let k = 0; k < count; k++) spikes.push(`${step}:${ids[k]}`);
  });
  return spikes;
}

const anyNetwork = fc.tuple(
  fc.constantFrom("iaf_psc_delta" as const, "iaf_cond_exp" as const),
  fc.uniqueArray(fc.constantFrom(...STIMULI), { minLength: 1, maxLength: 4 }),
);
const shorter: Length = { duration: 100, burnIn: 0 };
const anyLonger = fc.record({
  duration: fc.integer({ min: 101, max: 30_000 }),
  burnIn: fc.integer({ min: 0, max: 90 }),
});

describe("the length of a run", () => {
  it("changes nothing in a program but the number of steps that it says", () => {
    fc.assert(
      fc.property(anyNetwork, anyLonger, fc.constantFrom(...CHIPS), ([model, stimuli], longer, chip) => {
        const [a, b] = [shorter, longer].map((length) => compiled(networkOf(model, stimuli, length), chip).program);
        expect({ ...b, steps: 0, burnInSteps: 0 }).toEqual({ ...a, steps: 0, burnInSteps: 0 });
        expect([a.steps, b.steps]).toEqual([200, 2 * longer.duration]);
      }),
      { numRuns: 25 },
    );
  });

  it.each(["reference", ...CHIPS])(
    "lets a longer run of the same description go on from a checkpoint of a shorter one, with the same spikes: %s",
    async (chip) => {
      let spikes = 0;
      await fc.assert(
        fc.asyncProperty(
          anyNetwork,
          fc.integer({ min: 101, max: 300 }),
          fc.integer({ min: 0, max: 200 }),
          async ([model, stimuli], duration, at) => {
            const create = async (length: Length): Promise<ExecutionTarget> => {
              const description = networkOf(model, stimuli, length);
              if (chip === "reference") return createReference(drawNetwork(description));
              return compiled(description, chip as (typeof CHIPS)[number]).createEmulator();
            };
            const first = await create(shorter);
            const before = await rasterOf(first, at);
            const bytes = await first.checkpoint();
            const second = await create({ duration, burnIn: 50 });
            await second.restore(bytes);
            const after = await rasterOf(second, 2 * duration - at);
            const whole = await rasterOf(await create({ duration, burnIn: 20 }), 2 * duration);
            expect([...before, ...after]).toEqual(whole);
            spikes += whole.length;
          },
        ),
        { numRuns: 8 },
      );
      expect(spikes).toBeGreaterThan(100);
    },
  );

  it.each(["reference", ...CHIPS])(
    "lets a checkpoint go on with other input after it, and not with other input before it: %s",
    async (chip) => {
      const times = (list: string) => [
        `{ type: spike_times, times: ${list}, unit: 1 ms, target: E, connect: all_to_all, weight: 20 mV, delay: 1 ms }`,
        STIMULI[0],
      ];
      const create = async (list: string): Promise<ExecutionTarget> => {
        const description = networkOf("iaf_psc_delta", times(list), shorter);
        if (chip === "reference") return createReference(drawNetwork(description));
        return compiled(description, chip as (typeof CHIPS)[number]).createEmulator();
      };
      const first = await create("[[20, 60]]");
      await first.advance(100, () => {});
      const bytes = await first.checkpoint();
      const later = await create("[[20, 60, 90]]");
      await later.restore(bytes);
      const after = await rasterOf(later, 100);
      expect(after.filter((s) => s.startsWith("181:")).length).toBeGreaterThan(6);
      expect(after).toEqual(
        (await rasterOf(await create("[[20, 60, 90]]"), 200)).filter((s) => Number(s.split(":")[0]) >= 100),
      );
      await expect((await create("[[21, 60]]")).restore(bytes)).rejects.toThrow(/checkpoint/);
    },
  );
});
