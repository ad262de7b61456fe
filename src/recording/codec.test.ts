import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeRecording, encodeRecording } from "./codec.js";
import { firstDivergence } from "./compare.js";
import { spikesAsCsv } from "./csv.js";
import type { RecordedVariable } from "../description/probe.js";
import { rasterHash, type Recording } from "./recording.js";

const populations = [
  { name: "E", first: 0, size: 80 },
  { name: 'I, "fast"', first: 80, size: 20 },
];

function recordingOf(pairs: readonly (readonly [number, number])[], extra: Partial<Recording> = {}): Recording {
  const unique = [...new Map(pairs.map((p) => [p[0] * 1e6 + p[1], p])).values()].sort(
    (a, b) => a[0] - b[0] || a[1] - b[1],
  );
  return {
    source: "reference",
    network: "net",
    seed: 7,
    dt: 0.5,
    startStep: 0,
    steps: 1000,
    populations,
    spikeSteps: Uint32Array.from(unique, (p) => p[0]),
    spikeIds: Uint32Array.from(unique, (p) => p[1]),
    counters: { "v-clipped:E": 3 },
    ...extra,
  };
}

const pairs = fc.array(fc.tuple(fc.nat(999), fc.nat(99)), { maxLength: 200 });

const probe = fc
  .record({
    neurons: fc.uniqueArray(fc.nat(19), { minLength: 1, maxLength: 4 }),
    variable: fc.constantFrom<RecordedVariable>("v", "u", "g_E", "g_I", "I_E", "I_I"),
    population: fc.constantFrom("E", 'I, "fast"'),
    period: fc.integer({ min: 1, max: 40 }),
    unit: fc.constantFrom("mV", "pA", "mV per step", ""),
    fromStep: fc.nat(50),
    rows: fc.nat(6),
  })
  .chain((head) =>
    fc
      .array(fc.double(), { minLength: head.rows * head.neurons.length, maxLength: head.rows * head.neurons.length })
      .map((values) => ({ ...head, neurons: Uint32Array.from(head.neurons), values: Float64Array.from(values) })),
  );

describe("recording codec", () => {
  it.each([undefined, 0, 200, 2 ** 32 - 1])(
    "keeps a burn-in of %s steps, and tells none from one of 0",
    (burnInSteps) => {
      const recording = recordingOf([[3, 4]], burnInSteps === undefined ? {} : { burnInSteps });
      const read = decodeRecording(encodeRecording(recording));
      expect(read).toEqual(recording);
      expect("burnInSteps" in read).toBe(burnInSteps !== undefined);
    },
  );

  it("gives back every spike, probe and counter", () => {
    fc.assert(
      fc.property(pairs, fc.array(probe, { minLength: 1, maxLength: 5 }), (spikes, probes) => {
        const recording = recordingOf(spikes, { probes });
        expect(decodeRecording(encodeRecording(recording))).toEqual(recording);
      }),
    );
  });

  it("gives back whose spikes are kept", () => {
    const spikesOf = Uint32Array.of(2, 90);
    const recording = recordingOf(
      [
        [1, 2],
        [5, 90],
      ],
      { spikesOf },
    );
    expect(decodeRecording(encodeRecording(recording)).spikesOf).toEqual(spikesOf);
  });

  const good = {
    population: "E",
    neurons: Uint32Array.of(3, 7),
    variable: "v" as const,
    period: 4,
    unit: "mV",
    fromStep: 3,
    rows: 3,
    values: new Float64Array(6),
  };
  it.each<[string, Partial<Recording>, RegExp]>([
    ["a probe of a population that is not there", { probes: [{ ...good, population: "X" }] }, /which is no population/],
    [
      "a neuron beyond its population",
      { probes: [{ ...good, neurons: Uint32Array.of(3, 80) }] },
      /whose neurons go from 0 to 79/,
    ],
    ["an unknown variable", { probes: [{ ...good, variable: "w" as "v" }] }, /unknown variable/],
    ["too few values", { probes: [{ ...good, values: new Float64Array(5) }] }, /number of values/],
    ["rows after the end", { probes: [{ ...good, period: 499 }] }, /outside the steps/],
    [
      "rows before the start",
      { probes: [good], startStep: 10, steps: 900, spikeSteps: Uint32Array.of(20), spikeIds: Uint32Array.of(3) },
      /outside the steps/,
    ],
    ["no period", { probes: [{ ...good, period: 0 }] }, /every 0 steps/],
    ["a unit that is none", { probes: [{ ...good, unit: "mV".repeat(20) }] }, /variable or a unit/],
    ["a crowd of probes", { probes: Array.from({ length: 101 }, () => good) }, /more than 100/],
    ["spikes that are not kept", { spikesOf: Uint32Array.of(3) }, /whose spikes are not kept/],
    ["a list of kept spikes out of order", { spikesOf: Uint32Array.of(3, 2) }, /out of order/],
  ])("refuses %s", (_what, extra, says) => {
    expect(decodeRecording(encodeRecording(recordingOf([[1, 2]], { probes: [good] }))).probes).toEqual([good]);
    expect(() => decodeRecording(encodeRecording(recordingOf([[1, 2]], extra)))).toThrow(says);
  });

  it("says that a file of a newer format is newer", () => {
    const file = encodeRecording(recordingOf([[1, 2]]));
    file[3] = "3".charCodeAt(0);
    expect(() => decodeRecording(file, "r.eqr")).toThrow("r.eqr was written by a newer equipoise");
  });

  it("refuses a file in which any one byte is changed, and every truncation", () => {
    const file = encodeRecording(
      recordingOf([
        [1, 2],
        [5, 90],
        [5, 91],
        [700, 3],
      ]),
    );
    for (let i = 0; i < file.length; i++) {
      const damaged = file.slice();
      damaged[i] ^= 1 << (i % 8);
      expect(() => decodeRecording(damaged), `byte ${i}`).toThrow(/damaged|not an equipoise recording|newer/);
      expect(() => decodeRecording(file.subarray(0, i))).toThrow(/damaged|not an equipoise recording/);
    }
  });

  it("hashes equal rasters equally and different ones differently", () => {
    fc.assert(
      fc.property(pairs, pairs, (a, b) => {
        const first = recordingOf(a);
        const second = recordingOf(b);
        const same = firstDivergence(first, second) === null;
        expect(rasterHash(first) === rasterHash(second)).toBe(same);
      }),
    );
  });
});

describe("firstDivergence", () => {
  it("names the step, the neuron, the population and the recording that fired", () => {
    const a = recordingOf([
      [1, 2],
      [5, 90],
    ]);
    const b = recordingOf([
      [1, 2],
      [4, 7],
      [5, 90],
    ]);
    expect(firstDivergence(a, b)).toEqual({ step: 4, neuron: 7, population: "E", firedIn: "second" });
    expect(firstDivergence(b, a)).toEqual({ step: 4, neuron: 7, population: "E", firedIn: "first" });
    expect(firstDivergence(a, a)).toBeNull();
  });
});

describe("spikesAsCsv", () => {
  it("writes the end of the step, local ids and quoted names", () => {
    expect(
      [
        ...spikesAsCsv(
          recordingOf([
            [1, 2],
            [5, 90],
          ]),
        ),
      ].join(""),
    ).toBe('time_ms,node_id,population\n1,2,E\n3,10,"I, ""fast"""\n');
  });
});
