import fc from "fast-check";
import { parquetReadObjects } from "hyparquet";
import { describe, expect, it } from "vitest";
import type { RecordedVariable } from "../description/probe.js";
import { ProbeParquet, SpikeParquet } from "./parquet-tables.js";
import type { RecordedProbe } from "./recorded-probe.js";
import { endOfStep } from "./recorded-probe.js";
import type { Recording } from "./recording.js";
import { replay } from "./replay.js";

const SIZES = [3, 1, 5];
const NAMES = ["E", 'I "fast", 2', "ε"];
const populations = SIZES.map((size, k) => ({
  name: NAMES[k],
  first: SIZES.slice(0, k).reduce((a, b) => a + b, 0),
  size,
}));
const STEPS = 40;

const probe = fc
  .record({
    owner: fc.nat(2),
    variable: fc.constantFrom<RecordedVariable>("v", "u", "I_E"),
    period: fc.integer({ min: 1, max: 9 }),
    neurons: fc.uniqueArray(fc.nat(4), { minLength: 1 }),
  })
  .chain(({ owner, variable, period, neurons }) => {
    const rows = Math.floor(STEPS / period);
    const own = Uint32Array.from(new Set(neurons.map((neuron) => neuron % SIZES[owner])));
    return fc
      .array(fc.double(), { minLength: rows * own.length, maxLength: rows * own.length })
      .map((values): RecordedProbe => ({
        ...{ population: NAMES[owner], neurons: own, variable, period, rows, fromStep: period - 1 },
        unit: variable === "v" ? "mV" : "",
        values: Float64Array.from(values),
      }));
  });

const recording = fc
  .record({
    spikes: fc.uniqueArray(fc.tuple(fc.nat(STEPS - 1), fc.nat(8)), { selector: ([step, id]) => 9 * step + id }),
    probes: fc.array(probe, { maxLength: 4 }),
    dt: fc.constantFrom(0.1, 0.5, 1),
  })
  .map(({ spikes, probes, dt }): Recording => {
    const sorted = [...spikes].sort(([a, i], [b, j]) => a - b || i - j);
    return {
      ...{ source: "reference", network: "n", seed: 1, startStep: 0, steps: STEPS, populations, dt, counters: {} },
      spikeSteps: Uint32Array.from(sorted, ([step]) => step),
      spikeIds: Uint32Array.from(sorted, ([, id]) => id),
      probes,
    };
  });

/** Both tables of a recording, as another author's reader gives them. */
async function tablesOf(played: Recording): Promise<Record<string, unknown>[][]> {
  const files: Uint8Array[][] = [[], []];
  const spikes = new SpikeParquet(populations, played.dt, (bytes) => files[0].push(bytes));
  const probes = new ProbeParquet(populations, played.probes ?? [], played.dt, (bytes) => files[1].push(bytes));
  replay(played, [spikes, probes]);
  for (const table of [spikes, probes]) table.finish();
  return Promise.all(
    files.map((pieces) => parquetReadObjects({ file: new Uint8Array(Buffer.concat(pieces)).slice().buffer })),
  );
}

describe("the tables of a recording", () => {
  it("have a row for each spike and for each value of each probe, with its place and time, whatever was recorded", async () => {
    await fc.assert(
      fc.asyncProperty(recording, async (played) => {
        const [spikes, values] = await tablesOf(played);
        const ownerOf = (id: number) => populations.find(({ first, size }) => id >= first && id < first + size)!;
        expect(spikes).toEqual(
          Array.from(played.spikeIds, (id, k) => ({
            step: played.spikeSteps[k],
            time_ms: endOfStep(played.spikeSteps[k], played.dt),
            population: ownerOf(id).name,
            neuron: id - ownerOf(id).first,
            id,
          })),
        );
        const expected = played.probes!.flatMap(({ population, variable, unit, neurons, period, fromStep, ...rest }) =>
          Array.from(rest.values, (value, k) => {
            const step = fromStep + Math.floor(k / neurons.length) * period;
            const neuron = neurons[k % neurons.length];
            const id = populations.find(({ name }) => name === population)!.first + neuron;
            return { step, time_ms: endOfStep(step, played.dt), population, neuron, id, variable, unit, value };
          }),
        );
        const key = (row: object) =>
          JSON.stringify(row, (_, x: unknown) => (Object.is(x, -0) ? "-0" : typeof x === "number" ? String(x) : x));
        expect(values.map(key).sort()).toEqual(expected.map(key).sort());
        // By time; the currents, which a run rebuilds at its end, are last.
        const states = values.filter(({ variable }) => variable !== "I_E").map(({ step }) => Number(step));
        expect(states).toEqual([...states].sort((a, b) => a - b));
        expect(values.slice(states.length).every(({ variable }) => variable === "I_E")).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});
