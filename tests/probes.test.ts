/** Probes of real runs: what is read is what is there, however often, of whom and beside what it is read; in units of the description on every side. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createReference } from "../emulator/reference/reference.js";
import { emulatorOf, readoutOfProgram } from "../src/families/of-program.js";
import { readoutOfReference } from "../src/families/readout-of-reference.js";
import { defaultOptions } from "../src/options/check-options.js";
import { parseDescription } from "../src/description/load-description.js";
import { build } from "../src/measure/build.js";
import { drawNetwork } from "../src/network/draw-network.js";
import { decodeProgram } from "../src/program/decode.js";
import { programDigest } from "../src/program/digest.js";
import { encodeProgram } from "../src/program/encode.js";
import type { ExecutionTarget } from "../src/program/execution-target.js";
import { sampleProgram } from "../src/program/sample-program.fixture.js";
import { type Probe, type ProbedStateVariable } from "../src/description/probe.js";
import { columnOf, everyStepOf, firstReadStep, rowsWithin } from "../src/recording/recorded-probe.js";
import { record } from "../src/recording/record.js";
import type { Recording } from "../src/recording/recording.js";
import type { Readout } from "../src/recording/state-probe.js";
import { targetById } from "../src/targets/registry.js";

const cell = (model: string, more: string) =>
  `{ model: ${model}, C_m: 250 pF, E_L: -65 mV, V_reset: -65 mV, V_th: -50 mV, t_ref: 2 ms, ${more} }`;
const parse = (text: string) => parseDescription(text, "n.yaml", () => new Uint8Array()).description;

/** Current neurons that fire and inhibit each other. */
const CURRENTS = `
timestep: 0.5 ms
duration: 100 ms
populations:
  E: { size: 30, neuron: ${cell("iaf_psc_exp", "tau_m: 20 ms, tau_syn: 5 ms, I_e: 250 pA")}, initial: { V_m: { uniform: [-65 mV, -50 mV] } } }
  I: { size: 10, neuron: ${cell("iaf_psc_exp", "tau_m: 10 ms, tau_syn: 5 ms, I_e: 420 pA")}, initial: { V_m: { uniform: [-65 mV, -50 mV] } } }
projections:
  E→I: { pre: E, post: I, connect: { rule: fixed_indegree, K: 10 }, weight: 20 pA }
  I→E: { pre: I, post: E, connect: { rule: fixed_indegree, K: 5 }, weight: -60 pA }
`;
/** Currents that no spike ends: the same arrivals on every side. */
const DRIVEN = `
timestep: 0.5 ms
duration: 100 ms
populations:
  E: { size: 3, neuron: ${cell("iaf_psc_exp", "tau_m: 20 ms, tau_syn: 5 ms, I_e: 50 pA")} }
stimuli:
  x: { type: spike_times, times: [5, 20, 41], unit: 1 ms, target: E, weight: 60 pA }
  y: { type: spike_times, times: [12, 50], unit: 1 ms, target: E, weight: -45 pA }
`;
/** Conductances likewise. */
const CONDUCTANCES = `
timestep: 0.5 ms
duration: 100 ms
populations:
  C: { size: 3, neuron: { model: iaf_cond_exp, C_m: 250 pF, g_L: 12.5 nS, E_L: -65 mV, V_reset: -65 mV, V_th: 0 mV, t_ref: 2 ms, tau_syn_ex: 5 ms, tau_syn_in: 10 ms, E_ex: 0 mV, E_in: -80 mV } }
stimuli:
  x: { type: spike_times, times: [5, 20, 41], unit: 1 ms, target: C, weight: 8 nS }
  y: { type: spike_times, times: [12, 50], unit: 1 ms, target: C, weight: -6 nS }
`;

const recordOf = (
  target: ExecutionTarget,
  description: ReturnType<typeof parse>,
  probes: readonly Probe<ProbedStateVariable>[],
  readout: (probe: Probe<ProbedStateVariable>) => Readout | null,
  steps: number,
) =>
  record(target, {
    network: "n",
    seed: 1,
    populations: drawNetwork(description).populations.map(({ name, first, size }) => ({ name, first, size })),
    steps,
    probes: probes.map((probe) => ({ ...probe, readout: readout(probe) ?? undefined })),
  });

const currents = parse(CURRENTS);
const network = drawNetwork(currents);
const populations = network.populations.map(({ name, first, size }) => ({ name, first, size }));
const everyone = (["v", "u"] as const).flatMap((variable) =>
  populations.map(({ name, size }) => ({
    population: name,
    neurons: Uint32Array.from({ length: size }, (_, k) => k),
    variable,
    period: 1,
  })),
);
const anyProbe = fc.constantFrom(...populations).chain(({ name, size }) =>
  fc.record({
    population: fc.constant(name),
    neurons: fc.uniqueArray(fc.nat(size - 1), { minLength: 1, maxLength: 6 }).map((ids) => Uint32Array.from(ids)),
    variable: fc.constantFrom<ProbedStateVariable>("v", "u"),
    period: fc.integer({ min: 1, max: 130 }),
  }),
);
const anyProbes = fc.array(anyProbe, { minLength: 1, maxLength: 5 });

describe("rows", () => {
  const sides: readonly [string, () => Promise<ExecutionTarget>][] = [
    ["reference", () => Promise.resolve(createReference(network))],
    ...["loihi1", "spinnaker1"].map((id): [string, () => Promise<ExecutionTarget>] => {
      const { program } = build(currents, targetById(id), defaultOptions(targetById(id))).compiled;
      return [id, () => emulatorOf(program)];
    }),
  ];

  it.each(sides)(
    "of any period and selection are those of the dense record, in one run and in two: %s",
    async (_, open) => {
      const dense = await record(await open(), { network: "n", seed: 1, populations, steps: 200, probes: everyone });
      await fc.assert(
        fc.asyncProperty(anyProbes, fc.integer({ min: 1, max: 199 }), async (probes, half) => {
          const whole = await record(await open(), { network: "n", seed: 1, populations, steps: 200, probes });
          const target = await open();
          const parts: Recording[] = [];
          for (const steps of [half, 200 - half])
            parts.push(await record(target, { network: "n", seed: 1, populations, steps, probes }));
          await target.close();
          expect(whole.spikeIds).toEqual(dense.spikeIds);
          expect(whole.spikeSteps).toEqual(dense.spikeSteps);
          whole.probes!.forEach((probe, k) => {
            const { population, variable, neurons, period, rows, fromStep } = probe;
            const { first } = populations.find(({ name }) => name === population)!;
            expect(rows).toBe(Math.floor(200 / period));
            neurons.forEach((neuron, column) => {
              const own = everyStepOf(dense, variable, first + neuron)!;
              const all = columnOf(own.probe, own.column);
              expect([...columnOf(probe, column)]).toEqual(
                Array.from({ length: rows }, (_unused, row) => all[fromStep + row * period]),
              );
            });
            expect(parts.flatMap((part) => [...part.probes![k].values])).toEqual([...probe.values]);
          });
        }),
        { numRuns: 12 },
      );
    },
  );

  it("count and begin where the steps are that end at multiples of the period", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50 }), fc.nat(200), fc.nat(200), (period, start, steps) => {
        const read = Array.from({ length: steps }, (_, k) => start + k).filter((step) => (step + 1) % period === 0);
        expect(rowsWithin(period, start, steps)).toBe(read.length);
        if (read.length > 0) expect(firstReadStep(period, start)).toBe(read[0]);
      }),
    );
  });

  it("are the same for any number of workers", async () => {
    const target = targetById("loihi1");
    const large = parse(CURRENTS.replace("size: 30", "size: 3000").replace("size: 10,", "size: 800,"));
    const { program } = build(large, target, defaultOptions(target)).compiled;
    expect(program.cores.length).toBeGreaterThan(2);
    const probes = program.populations.flatMap(({ name, size }) =>
      (["v", "u"] as const).map((variable, k) => ({
        population: name,
        neurons: Uint32Array.of(size - 1, 0, size >> 1),
        variable,
        period: 1 + 2 * k,
      })),
    );
    const runs = [];
    for (const workers of [1, 2]) {
      const emulator = await emulatorOf(program, { workers });
      runs.push(
        await record(emulator, { network: "n", seed: 1, populations: program.populations, steps: 100, probes }),
      );
      await emulator.close();
    }
    expect(new Set(runs[0].probes![0].values).size).toBeGreaterThan(100);
    expect(runs[1].probes).toEqual(runs[0].probes);
  });

  it.each<[string, Partial<Probe<ProbedStateVariable>>, RegExp]>([
    ["of a population that is not there", { population: "X" }, /reads X, which is no population/],
    [
      "of a neuron beyond its population",
      { neurons: Uint32Array.of(30) },
      /neuron 30 of E, whose neurons go from 0 to 29/,
    ],
    ["of no period", { period: 0 }, /every 0 steps/],
  ])("are refused before the run: %s", async (_, change, says) => {
    const probe = { ...everyone[0], ...change };
    await expect(
      record(createReference(network), { network: "n", seed: 1, populations, steps: 1, probes: [probe] }),
    ).rejects.toThrow(says);
  });
});

describe("units", () => {
  const probe = (population: string, variable: ProbedStateVariable): Probe<ProbedStateVariable> => ({
    population,
    neurons: Uint32Array.of(1, 0),
    variable,
    period: 1,
  });
  const relative = (a: ArrayLike<number>, b: ArrayLike<number>) => {
    const largest = Math.max(...Array.from(b, Math.abs));
    return Math.max(...Array.from(a, (x, k) => Math.abs(x - b[k]))) / largest;
  };

  /** What a machine that adds arrivals before it updates, spread over the tick, and decays afterwards has of the step before. */
  const spread = (tau: number) => Math.exp(-0.5 / tau) * (tau / 0.5) * (1 - Math.exp(-0.5 / tau));
  const later = (values: Float64Array, factor: number) =>
    Float64Array.from(values, (_, k) => (k < 2 ? 0 : factor * values[k - 2]));

  it("v and u of chips are those of the reference in mV and pA, u of the step before", async () => {
    const described = parse(DRIVEN);
    const drawn = drawNetwork(described);
    const ranges = [{ name: "E", first: 0, size: 3 }];
    const probes = [probe("E", "v"), probe("E", "u")];
    const own = await recordOf(createReference(drawn), described, probes, (p) => readoutOfReference(p, drawn), 200);
    expect(own.probes!.map(({ unit }) => unit)).toEqual(["mV", "pA"]);
    expect(Math.max(...own.probes![1].values.map(Math.abs))).toBeGreaterThan(50);
    const millivolts = (a: Float64Array, b: Float64Array) => Math.max(...a.map((x, k) => Math.abs(x - b[k])));
    for (const [id, factor] of [
      ["loihi1", 1],
      ["spinnaker1", spread(5)],
    ] as const) {
      const { compiled } = build(described, targetById(id as string), defaultOptions(targetById(id as string)));
      const chip = await recordOf(
        await compiled.createEmulator(),
        described,
        probes,
        (p) => compiled.readoutOf(p),
        200,
      );
      expect(chip.probes!.map(({ unit }) => unit)).toEqual(["mV", "pA"]);
      expect(millivolts(chip.probes![0].values, own.probes![0].values), id).toBeLessThan(0.05);
      expect(relative(chip.probes![1].values, later(own.probes![1].values, factor)), id).toBeLessThan(0.005);

      // The program alone gives the same voltages, and Loihi's its own words for u.
      const program = decodeProgram(encodeProgram(compiled.program));
      const alone = await recordOf(
        await emulatorOf(program),
        described,
        probes,
        (p) => readoutOfProgram(p, program),
        200,
      );
      expect(relative(alone.probes![0].values, chip.probes![0].values)).toBeLessThan(1e-12);
      expect(alone.probes![1].unit).toBe(id === "loihi1" ? "mV per step" : "pA");
      // The family's own conversion of a whole recording is the same.
      const raw = await record(await compiled.createEmulator(), {
        network: "n",
        seed: 1,
        populations: ranges,
        steps: 200,
        probes,
      });
      expect(raw.probes![0].unit).toBe("LSB");
      expect(compiled.inMillivolts(raw).probes![0]).toEqual(chip.probes![0]);
      expect(compiled.inMillivolts(raw).probes![1]).toEqual(raw.probes![1]);
    }
  });

  it("conductances of SpiNNaker are the reference's in nS, and so are the currents they carry; Loihi has none", async () => {
    const described = parse(CONDUCTANCES);
    const drawn = drawNetwork(described);
    const probes = (["g_E", "g_I", "u", "v"] as const).map((variable) => probe("C", variable));
    const own = await recordOf(createReference(drawn), described, probes, (p) => readoutOfReference(p, drawn), 200);
    const { compiled } = build(described, targetById("spinnaker1"), defaultOptions(targetById("spinnaker1")));
    const chip = await recordOf(await compiled.createEmulator(), described, probes, (p) => compiled.readoutOf(p), 200);
    expect(own.probes!.map(({ unit }) => unit)).toEqual(["nS", "nS", "pA", "mV"]);
    expect(chip.probes!.map(({ unit }) => unit)).toEqual(["nS", "nS", "pA", "mV"]);
    const largest = own.probes!.map(({ values }) => Math.max(...values.map(Math.abs)));
    expect(largest[0]).toBeGreaterThan(7);
    expect(largest[1]).toBeGreaterThan(5);
    for (const [k, tau] of [5, 10].entries())
      expect(relative(chip.probes![k].values, later(own.probes![k].values, spread(tau)))).toBeLessThan(0.005);
    expect(relative(chip.probes![3].values, own.probes![3].values)).toBeLessThan(0.01);
    // u is what the conductances carry.
    const [gE, gI, u, v] = chip.probes!.map(({ values }) => values);
    u.forEach((current, k) => expect(current).toBeCloseTo(gE[k] * (0 - v[k]) + gI[k] * (-80 - v[k]), 6));
    const loihi = build(described, targetById("loihi1"), defaultOptions(targetById("loihi1"))).compiled;
    expect(loihi.readoutOf(probe("C", "g_E"))).toBeNull();
    expect(loihi.readoutOf(probe("C", "u"))?.unit).toBe("pA");
    expect(readoutOfReference(probe("E", "g_I"), network)).toBeNull();
  });
});

describe("a program", () => {
  const probes: readonly Probe[] = [
    { population: "E", neurons: Uint32Array.of(3, 1), variable: "I_E", period: 7 },
    { population: "I", neurons: Uint32Array.of(0), variable: "spikes", period: 1 },
  ];
  const withProbes = (id: string) => {
    const target = targetById(id);
    const described = parse(
      `${CURRENTS}probes: { spikes: probed, record: [{ of: E, neurons: [3, 1], variables: I_E, every: 3.5 ms }, { of: I, neurons: 0, variables: spikes }] }\n`,
    );
    return build(described, target, defaultOptions(target)).compiled.program;
  };

  it.each(["loihi1", "spinnaker1"])(
    "of %s carries the probes of its description; without any its digest is as before",
    (id) => {
      const program = withProbes(id);
      expect(program.probes).toEqual(probes);
      expect(program.spikesKept).toBe("probed");
      const file = encodeProgram(program);
      expect(decodeProgram(file)).toEqual(program);
      const plain = build(currents, targetById(id), defaultOptions(targetById(id))).compiled.program;
      const without = { ...program, probes: undefined, spikesKept: undefined };
      expect(programDigest(without)).toBe(programDigest(plain));
      expect(programDigest(program)).not.toBe(programDigest(plain));
    },
  );

  it.each<[string, Probe, RegExp]>([
    ["population", { ...probes[0], population: "nobody" }, /which is no population/],
    [
      "neuron",
      { ...probes[0], population: sampleProgram().populations[0].name, neurons: Uint32Array.of(9999) },
      /neuron 9999/,
    ],
    [
      "variable",
      {
        ...probes[0],
        population: sampleProgram().populations[0].name,
        neurons: Uint32Array.of(0),
        variable: "w" as "v",
      },
      /unknown variable/,
    ],
    [
      "period",
      { ...probes[0], population: sampleProgram().populations[0].name, neurons: Uint32Array.of(0), period: 0 },
      /every 0 steps/,
    ],
  ])("with a probe of a wrong %s is refused", (_, probe, says) => {
    expect(() => decodeProgram(encodeProgram({ ...sampleProgram(), probes: [probe] }))).toThrow(says);
  });
});
