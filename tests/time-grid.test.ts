/** Times off the grid: one number of steps in the reference, on both chip families, in every attribution variant and on the boards, seen in spikes. */
import { describe, expect, it } from "vitest";
import { createReference } from "../emulator/reference/reference.js";
import { runRaster } from "../emulator/reference/run-raster.fixture.js";
import { parseDescription } from "../src/description/load-description.js";
import type { NetworkDescription } from "../src/description/types.js";
import { S1615_ONE } from "../src/numerics/s1615.js";
import { delaySteps, refractorySteps, stepsOf } from "../src/numerics/time-grid.js";
import type { ExecutionTarget } from "../src/program/execution-target.js";
import { membraneConstants } from "../src/program/spinnaker/neuron-constants.js";
import { targetById } from "../src/targets/registry.js";
import { build } from "../src/measure/build.js";
import { defaultOptions } from "../src/options/check-options.js";

function describeNetwork(yaml: string): NetworkDescription {
  return parseDescription(yaml, "net.yaml", () => new Uint8Array()).description;
}

/** Steps of the spikes of every population of one neuron, by its name. */
async function spikesOf(
  target: ExecutionTarget,
  names: readonly string[],
  steps: number,
): Promise<Record<string, number[]>> {
  const { spikeSteps, spikeIds } = await runRaster(target, steps);
  await target.close();
  return Object.fromEntries(
    names.map((name, id) => [name, Array.from(spikeSteps).filter((_, k) => spikeIds[k] === id)]),
  );
}

/** Every side that runs the network, with the ledger of those that are compiled. */
async function allSides(yaml: string) {
  const description = describeNetwork(yaml);
  const names = description.populations.map((p) => p.name);
  const sides: { side: string; spikes: Record<string, number[]> }[] = [];
  const ledgers: string[][] = [];
  for (const id of ["loihi1", "spinnaker1"] as const) {
    const target = targetById(id as string);
    const { network, compiled } = build(description, target, defaultOptions(target));
    if (sides.length === 0)
      sides.push({ side: "reference", spikes: await spikesOf(createReference(network), names, network.steps) });
    sides.push({ side: id, spikes: await spikesOf(await compiled.createEmulator(), names, network.steps) });
    for (const { name, create } of compiled.variants)
      sides.push({ side: `${id}, ${name}`, spikes: await spikesOf(create(), names, network.steps) });
    ledgers.push(
      compiled.program.ledger
        .filter(({ kind }) => kind === "time-rounded" || kind === "delay-rounded")
        .map(({ kind, where, count, worst }) => `${kind} ${where}: ${count}, ${Number(worst.toPrecision(6))} ms`),
    );
  }
  expect(ledgers[1]).toEqual(ledgers[0]);
  return { sides, ledger: ledgers[0] };
}

/** Fires in every step in which it is not dead: the current lifts it over the threshold in one. */
const FAST = (dt: number) =>
  `model: iaf_psc_exp, C_m: 250 pF, tau_m: 10 ms, tau_syn: 2 ms, E_L: -70 mV, V_th: -55 mV, V_reset: -70 mV, I_e: ${8000 / dt} pA`;
const CELL = "model: iaf_psc_delta, C_m: 250 pF, tau_m: 10 ms, E_L: -70 mV, V_th: -55 mV, V_reset: -70 mV";

describe("refractory periods", () => {
  it.each([
    [1, [0.1, 0.3, 0.5, 1, 1.4, 1.5, 2, 2.5, 3.5], [1, 1, 1, 1, 2, 2, 2, 3, 4]],
    [0.1, [0.05, 0.1, 0.15, 0.25, 0.3, 0.7, 1.5, 1.54], [1, 1, 2, 3, 3, 7, 15, 16]],
    // 0.3 ms is a little shorter in S16.15: 3 ms are more than ten of the chip's steps.
    [0.3, [3, 0.3, 0.6, 0.7], [10, 1, 2, 3]],
  ])("at %f ms are as many dead steps on every side", async (dt, periods, dead) => {
    const name = (k: number) => `P${k}`;
    const yaml = `timestep: ${dt} ms\nduration: ${60 * dt} ms\npopulations:\n${periods.map((t, k) => `  ${name(k)}: { size: 1, neuron: { ${FAST(dt)}, t_ref: ${t} ms } }`).join("\n")}\n`;
    const { sides, ledger } = await allSides(yaml);
    for (const { side, spikes } of sides)
      expect([side, periods.map((_, k) => spikes[name(k)][1] - spikes[name(k)][0] - 1)]).toEqual([side, dead]);
    const off = periods.flatMap((t, k) =>
      Math.abs(t / dt - Math.round(t / dt)) < 1e-6
        ? []
        : [`time-rounded population ${name(k)}: 1, ${Number((dead[k] * dt - t).toPrecision(6))} ms`],
    );
    expect(ledger).toEqual(off);
  });

  it("keeps PyNN's default of 0.1 ms, at 1 ms, one dead step on either side", async () => {
    const yaml =
      "timestep: 1 ms\nduration: 200 ms\npopulations:\n  Default: { size: 1, neuron: { model: IF_curr_exp, i_offset: 20 nA } }\n  OffGrid: { size: 1, neuron: { model: IF_curr_exp, tau_refrac: 1.4 ms, i_offset: 20 nA } }\n";
    const { sides } = await allSides(yaml);
    for (const { side, spikes } of sides)
      expect([side, spikes.Default.length, spikes.OffGrid.length]).toEqual([side, 100, 67]);
  });

  it.each([0.05, 0.1, 0.2, 0.25, 0.3, 0.5, 0.7, 1, 2])(
    "are what the cores and boards make of their words, at %f ms",
    (dt) => {
      const periods = [0, 0.3, 1, 1.4, 2, 3, 5, 10].map((x) => x * dt).concat([0.1, 1, 2, 5]);
      const yaml = `timestep: ${dt} ms\nduration: 10 ms\npopulations:\n  P: { size: ${periods.length}, neuron: { model: iaf_psc_exp, t_ref: [${periods.map((t) => `${t} ms`).join(", ")}] } }\n`;
      for (const id of ["spinnaker1", "rp2040", "stm32f405"]) {
        const target = targetById(id);
        let words: ArrayLike<number> = [];
        build(describeNetwork(yaml), target, defaultOptions(target), {
          afterPass: (pass, value) => {
            if (pass === "lower")
              words = (value as { populations: { parameters: { tRefractory: Int32Array } }[] }).populations[0]
                .parameters.tRefractory;
          },
        });
        const dtRaw = Math.round(dt * S1615_ONE);
        expect(
          periods.map((_, k) => membraneConstants(20 * S1615_ONE, S1615_ONE, words[k], dtRaw).refractoryPeriod),
        ).toEqual(periods.map((t) => refractorySteps(t, dt).steps));
      }
    },
  );
});

describe("delays", () => {
  it.each([
    [0.1, [0.1, 0.15, 0.25, 0.3, 0.35, 1.5, 0.1 + 0.2], [1, 2, 3, 3, 4, 15, 3]],
    [1, [1, 1.4, 1.5, 2.5, 3.5, 4], [1, 1, 2, 3, 4, 4]],
  ])("at %f ms are one number of steps in whichever form they are written", async (dt, delays, steps) => {
    const forms: ((delay: number) => string)[] = [
      (t) => `connect: one_to_one, weight: 20 mV, delay: ${t} ms`,
      (t) => `connect: one_to_one, weight: 20 mV, delay: "${t * 1000} us"`,
      (t) => `connect: one_to_one, weight: 20 mV, delay: { normal: { mean: ${t} ms, sd: 0 ms } }`,
      (t) => `connect: one_to_one, weight: 20 mV, delay: { uniform: [${t} ms, ${t} ms] }`,
      (t) => `connect: { rule: explicit, weight_unit: 1 mV, delay_unit: 1 ms, synapses: [[0, 0, 20, ${t}]] }`,
      (t) => `connect: { rule: explicit, synapses: [[0, 0, 20 mV, ${t} ms]] }`,
    ];
    const targets = delays.flatMap((t, k) =>
      forms.map((form, f) => ({ name: `D${k}${f}`, projection: form(t), expected: steps[k] })),
    );
    const yaml =
      `timestep: ${dt} ms\nduration: ${40 * dt} ms\npopulations:\n  A: { size: 1, neuron: { ${CELL}, t_ref: ${100 * dt} ms, I_e: ${8000 / dt} pA } }\n` +
      targets.map(({ name }) => `  ${name}: { size: 1, neuron: { ${CELL}, t_ref: ${dt} ms } }\n`).join("") +
      `projections:\n${targets.map(({ name, projection }) => `  A-${name}: { pre: A, post: ${name}, ${projection} }\n`).join("")}`;
    const { sides } = await allSides(yaml);
    for (const { side, spikes } of sides)
      expect([side, targets.map(({ name }) => spikes[name][0] - spikes.A[0])]).toEqual([
        side,
        targets.map(({ expected }) => expected),
      ]);
    expect(delays.map((t) => delaySteps(t, dt).steps)).toEqual(steps);
  });
});

describe("instants", () => {
  it.each([0.1, 1])(
    "at %f ms: spike times, changes of currents, start and stop fall into the same steps everywhere",
    async (dt) => {
      const at = [3.2, 4.5, 5.5, 6.5, 7.8];
      const times = at.map((x) => Number((x * dt).toPrecision(12)));
      const yaml =
        `timestep: ${dt} ms\nduration: ${40.3 * dt} ms\npopulations:\n  S: { size: 1, neuron: { ${CELL}, t_ref: 0 ms } }\n` +
        times
          .map(
            (_, k) =>
              `  C${k}: { size: 1, neuron: { ${CELL}, t_ref: 0 ms } }\n  W${k}: { size: 1, neuron: { ${CELL}, t_ref: 0 ms } }\n`,
          )
          .join("") +
        `stimuli:\n  s: { type: spike_times, unit: 1 ms, times: [${times.join(", ")}], target: S, weight: 20 mV, delay: ${dt} ms }\n` +
        times
          .map(
            (t, k) =>
              `  c${k}: { type: step_current, target: C${k}, steps: [{ at: ${t} ms, amplitude: ${8000 / dt} pA }] }\n  w${k}: { type: current, target: W${k}, amplitude: ${8000 / dt} pA, start: ${t} ms, stop: ${t + 10 * dt} ms }\n`,
          )
          .join("");
      const { sides, ledger } = await allSides(yaml);
      const steps = [3, 4, 6, 6, 8];
      expect(times.map((t) => stepsOf(t, dt).steps)).toEqual(steps);
      for (const { side, spikes } of sides) {
        // The spike of step n − 1, which ends at n steps, arrives a step of delay later. Two of them coincide.
        expect([side, spikes.S]).toEqual([side, [...new Set(steps)]]);
        steps.forEach((n, k) => {
          expect([side, spikes[`C${k}`][0]]).toEqual([side, n]);
          const stop = stepsOf(times[k] + 10 * dt, dt).steps;
          expect([side, spikes[`W${k}`]]).toEqual([side, Array.from({ length: stop - n }, (_, i) => n + i)]);
        });
      }
      expect(ledger.length).toBe(1 + 1 + 2 * times.length);
      expect(ledger).toContain(`time-rounded duration: 1, ${Number((0.3 * dt).toPrecision(6))} ms`);
    },
  );
});
