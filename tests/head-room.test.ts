/** Input that a mean rate hides — volleys, bursts, one fast source among slow ones — reaches the neurons of every chip as it reaches the reference's. */
import { describe, expect, it } from "vitest";
import { createReference } from "../emulator/reference/reference.js";
import { parseDescription } from "../src/description/load-description.js";
import { CounterStream } from "../src/numerics/philox.js";
import type { ExecutionTarget } from "../src/program/execution-target.js";
import { isOverflowCounter } from "../src/program/overflow-counters.js";
import { targetById } from "../src/targets/registry.js";
import { build } from "../src/measure/build.js";
import { optionsWith } from "../src/options/check-options.js";

const DELTA = "{ model: iaf_psc_delta, C_m: 250 pF, tau_m: 20 ms, E_L: 0 mV, V_reset: 0 mV, V_th: 15 mV, t_ref: 2 ms }";
const EXP =
  "{ model: iaf_psc_exp, C_m: 250 pF, tau_m: 20 ms, tau_syn: 5 ms, E_L: 0 mV, V_reset: 0 mV, V_th: 15 mV, t_ref: 2 ms }";
const COND =
  "{ model: iaf_cond_exp, C_m: 200 pF, g_L: 10 nS, E_L: -60 mV, V_reset: -60 mV, V_th: -50 mV, t_ref: 2 ms, tau_syn_ex: 5 ms, tau_syn_in: 5 ms, E_ex: 0 mV, E_in: -80 mV }";

function networkOf(neuron: string, size: number, stimuli: string, duration: number): string {
  return `{ name: head-room, timestep: 1 ms, duration: ${duration} ms, populations: { P: { size: ${size}, neuron: ${neuron} } }, stimuli: { ${stimuli} } }`;
}

interface Ran {
  /** `step:neuron` */
  readonly spikes: string[];
  /** What wrapped, saturated or was clipped. */
  readonly losses: Record<string, number>;
}

async function run(target: ExecutionTarget, steps: number): Promise<Ran> {
  const spikes: string[] = [];
  await target.advance(steps, (step, ids, count) => {
    for (let k = 0; k < count; k++) spikes.push(`${step}:${ids[k]}`);
  });
  const losses = Object.fromEntries(
    Object.entries(await target.counters()).filter(([name, value]) => isOverflowCounter(name) && value > 0),
  );
  await target.close();
  return { spikes, losses };
}

/** @param steps of the run; the description's duration is what the compiler sees */
async function everywhere(
  text: string,
  steps: number,
): Promise<{ reference: Ran; chips: { name: string; ran: Ran }[] }> {
  const { description } = parseDescription(text, "head-room.yaml", () => {
    throw new Error("reads nothing");
  });
  const chips: { name: string; ran: Ran }[] = [];
  let reference: Ran | undefined;
  for (const [id, more] of [
    ["loihi1", {}],
    ["loihi1", { profile: "lava" }],
    ["spinnaker1", {}],
  ] as const) {
    const target = targetById(id);
    const { network, compiled } = build(description, target, optionsWith(target, more));
    reference ??= await run(createReference(network), steps);
    chips.push({ name: `${id} ${JSON.stringify(more)}`, ran: await run(await compiled.createEmulator(), steps) });
  }
  return { reference: reference!, chips };
}

/** Trains of `spikes` spikes each at random times from..to ms. */
function trains(seed: number, count: number, spikes: number, from: number, to: number): string {
  const stream = new CounterStream(seed, 5);
  return JSON.stringify(
    Array.from({ length: count }, () =>
      Array.from({ length: spikes }, () => from + stream.below(to - from)).sort((a, b) => a - b),
    ),
  );
}

const times = (list: string, rest: string) => `{ type: spike_times, times: ${list}, unit: 1 ms, target: P, ${rest} }`;
const volleys = (sources: number, at: readonly number[]) => JSON.stringify(Array.from({ length: sources }, () => at));

describe("known spike times that arrive together", () => {
  it("fire 20 neurons at 21, 61 and 101 ms by 30 inputs of 1 mV in one step, on every chip", async () => {
    const text = networkOf(
      DELTA,
      20,
      `s: ${times(volleys(60, [20, 60, 100]), "connect: { rule: fixed_indegree, K: 30 }, weight: 1 mV, delay: 1 ms")}`,
      1000,
    );
    const { reference, chips } = await everywhere(text, 200);
    // A spike at the end of a step is emitted in it: 21 ms is step 20.
    expect(reference.spikes).toEqual(
      [20, 60, 100].flatMap((step) => Array.from({ length: 20 }, (_, i) => `${step}:${i}`)),
    );
    for (const { name, ran } of chips) expect({ name, ...ran }).toEqual({ name, spikes: reference.spikes, losses: {} });
  });

  it("keep their weight where delays bring spikes of different steps together", async () => {
    // Source k fires k ms earlier and takes k ms longer: all 12 arrive in one step, and no two are sent together.
    const list = JSON.stringify(Array.from({ length: 12 }, (_, k) => [50 - k]));
    const synapses = JSON.stringify(Array.from({ length: 12 }, (_, k) => [k, 0, 3, k + 1])).replaceAll('"', "");
    const text = networkOf(
      DELTA,
      1,
      `s: ${times(list, `size: 12, connect: { rule: explicit, synapses: ${synapses}, weight_unit: 1 mV, delay_unit: 1 ms }`)}`,
      5000,
    );
    const { reference, chips } = await everywhere(text, 100);
    expect(reference.spikes).toEqual(["50:0"]);
    for (const { name, ran } of chips) expect({ name, ...ran }).toEqual({ name, spikes: reference.spikes, losses: {} });
  });

  it("add to a conductance without saturating it, and through one source to all neurons", async () => {
    const text = networkOf(
      COND,
      10,
      `s: ${times("[30, 31, 32, 80]", "connect: all_to_all, weight: 200 nS, delay: 1 ms")}, many: ${times(volleys(300, [120, 160]), "connect: all_to_all, weight: 2 nS, delay: 2 ms")}`,
      20_000,
    );
    const { reference, chips } = await everywhere(text, 250);
    expect(reference.spikes.length).toBeGreaterThan(30);
    const { ran } = chips.find(({ name }) => name.startsWith("spinnaker"))!;
    expect(ran.losses).toEqual({});
    expect(Math.abs(ran.spikes.length - reference.spikes.length)).toBeLessThanOrEqual(0.1 * reference.spikes.length);
    for (const { ran } of chips) expect(ran.losses).toEqual({});
  });

  it("hold a neuron down in an inhibitory volley: it comes back as late as the reference", async () => {
    const stimuli = `drive: { type: current, target: P, amplitude: 300 pA }, s: ${times(volleys(200, [100]), "connect: all_to_all, weight: { psp: -2 mV }, delay: 1 ms")}`;
    const { reference, chips } = await everywhere(networkOf(EXP, 2, stimuli, 3000), 400);
    const back = (spikes: readonly string[]) => spikes.map((s) => Number(s.split(":")[0])).find((step) => step > 105)!;
    expect(back(reference.spikes)).toBeGreaterThan(180);
    for (const { name, ran } of chips)
      expect({ name, losses: ran.losses, late: Math.abs(back(ran.spikes) - back(reference.spikes)) <= 2 }).toEqual({
        name,
        losses: {},
        late: true,
      });
  });
});

describe("the length of a run", () => {
  it.each([
    [200, 300],
    [385, 395],
  ])(
    "does not decide what a burst of 1,000 trains from %d to %d ms does: 20 s of silence after it change nothing",
    async (from, to) => {
      const stimulus = (name: string, seed: number, psp: number) =>
        `${name}: ${times(trains(seed, 500, 10, from, to), `connect: all_to_all, weight: { psp: ${psp} mV }, delay: 1 ms`)}`;
      const { reference, chips } = await everywhere(
        networkOf(EXP, 4, `${stimulus("e", 1, 0.8)}, ${stimulus("i", 2, -0.75)}`, 20_000),
        420,
      );
      expect(reference.spikes.length).toBeGreaterThan(3);
      for (const { name, ran } of chips) {
        expect({ name, losses: ran.losses }).toEqual({ name, losses: {} });
        if (name.includes("lava")) continue; // no refractory period
        expect(Math.abs(ran.spikes.length - reference.spikes.length)).toBeLessThanOrEqual(4);
      }
    },
  );
});

describe("sources with rates of their own", () => {
  it.each([
    [
      "one tuned to 20 times the mean",
      "s: { type: tuned, target: P, angle: 90 deg, kappa: 400, peak: 200 kHz, baseline: 100 Hz, weight: 1 mV, delay: 1 ms }",
    ],
    [
      "of a wide spread",
      "s: { type: poisson, target: P, rate: { uniform: [100 Hz, 150 kHz] }, weight: 1 mV, delay: 1 ms }",
    ],
    [
      "that are on for 50 ms of 20 s",
      "s: { type: poisson, target: P, rate: 200 kHz, weight: 1 mV, delay: 1 ms, start: 100 ms, stop: 150 ms }",
    ],
  ])("lose no spike: %s", async (_, stimulus) => {
    const { reference, chips } = await everywhere(networkOf(DELTA, 40, stimulus, 20_000), 300);
    expect(reference.spikes.length).toBeGreaterThan(40);
    for (const { name, ran } of chips) {
      expect({ name, losses: ran.losses }).toEqual({ name, losses: {} });
      if (name.includes("lava")) continue; // no refractory period
      expect(Math.abs(ran.spikes.length - reference.spikes.length)).toBeLessThanOrEqual(0.02 * reference.spikes.length);
    }
  });
});
