import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import { analyse } from "../../src/analysis/analyse.js";
import { compareMetrics } from "../../src/analysis/compare-metrics.js";
import { CounterStream } from "../../src/numerics/philox.js";
import { decodeRecording, encodeRecording } from "../../src/recording/codec.js";
import { firstDivergence } from "../../src/recording/compare.js";
import { spikesAsCsv } from "../../src/recording/csv.js";
import { equipoise } from "../../src/recording/generated/recording.js";
import { rasterHash, type Recording } from "../../src/recording/recording.js";
import { attempt, judge, changedMessage, peakMegabytes, scrambled, type Tally } from "../fuzz/mutate.js";

const CASES = 10_000;
const HEADER = 36;

function recording(): Recording {
  const draw = new CounterStream(4, 51);
  const spikes = Array.from({ length: 60 }, () => [draw.below(200), draw.below(12)] as const).sort(
    (a, b) => a[0] - b[0] || a[1] - b[1],
  );
  const values = Float64Array.from({ length: 20 }, () => draw.uniform());
  return {
    source: "emulator",
    network: "small",
    seed: 3,
    dt: 1,
    startStep: 0,
    steps: 200,
    burnInSteps: 20,
    populations: [
      { name: "E", first: 0, size: 8 },
      { name: "I", first: 8, size: 4 },
    ],
    spikeSteps: Uint32Array.from(spikes, ([step]) => step),
    spikeIds: Uint32Array.from(spikes, ([, id]) => id),
    probes: [
      {
        population: "E",
        neurons: Uint32Array.of(1, 6),
        variable: "v",
        period: 1,
        unit: "mV",
        fromStep: 190,
        rows: 10,
        values,
      },
      {
        population: "I",
        neurons: Uint32Array.of(3),
        variable: "I_I",
        period: 20,
        unit: "pA",
        fromStep: 19,
        rows: 4,
        values: values.slice(0, 4),
      },
    ],
    counters: { "v-clipped": 3, spikes: 60 },
  };
}

function sealed(body: Uint8Array): Uint8Array {
  return new Uint8Array(Buffer.concat([Buffer.from("EQR2"), createHash("sha256").update(body).digest(), body]));
}

it("10,000 changed recordings are refused with a sentence, or can be analysed and compared", async () => {
  const whole = recording();
  const body = encodeRecording(whole).subarray(HEADER);
  expect(decodeRecording(sealed(body))).toEqual(whole);
  const tally: Tally = { accepted: 0, refused: 0 };
  for (let number = 0; number < CASES; number++) {
    const draw = new CounterStream(2, 50, number);
    const bad = number % 4 === 0 ? scrambled(body, draw) : changedMessage(equipoise.recording.Recording, body, draw);
    await attempt(tally, number, () => {
      const read = decodeRecording(sealed(bad));
      rasterHash(read);
      for (const chunk of spikesAsCsv(read)) expect(chunk).toBeTypeOf("string");
      firstDivergence(whole, read);
      const metrics = analyse(read, { burnInSteps: 0 });
      compareMetrics(metrics, metrics);
    });
  }
  expect(judge("recordings", tally)).toEqual({ refused: true, accepted: true });
  expect(peakMegabytes()).toBeLessThan(1000);
});

it.each<[string, Partial<Recording>, RegExp]>([
  ["populations that leave a gap", { populations: [{ name: "E", first: 1, size: 12 }] }, /does not begin where/],
  [
    "more neurons than any network",
    { populations: [{ name: "E", first: 0, size: 4_000_000_000 }] },
    /more than 10000000/,
  ],
  ["a spike after the end", { steps: 50 }, /spike in step/],
  ["a spike of nobody", { populations: [{ name: "E", first: 0, size: 5 }] }, /spike of neuron/],
  ["hours with a handful of spikes", { steps: 4_000_000_000 }, /more than 60 spikes/],
  ["a time step that is none", { dt: NaN }, /time step is NaN/],
])("refuses %s", (_what, change, says) => {
  expect(() => decodeRecording(encodeRecording({ ...recording(), ...change }))).toThrow(says);
});
