import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeRecording, encodeRecording } from "./codec.js";
import { firstDivergence } from "./compare.js";
import { spikesAsCsv } from "./csv.js";
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

describe("recording codec", () => {
  it("gives back every spike, trace and counter", () => {
    fc.assert(
      fc.property(pairs, fc.array(fc.double({ noNaN: true }), { minLength: 4, maxLength: 4 }), (spikes, values) => {
        const traces = {
          neurons: Uint32Array.of(3, 90),
          fromStep: 0,
          rows: 2,
          u: Float64Array.from(values),
          v: Float64Array.from(values),
          unit: "mV" as const,
        };
        const recording = recordingOf(spikes, { traces });
        expect(decodeRecording(encodeRecording(recording))).toEqual(recording);
      }),
    );
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
      expect(() => decodeRecording(damaged), `byte ${i}`).toThrow(/damaged|not an equipoise recording/);
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
