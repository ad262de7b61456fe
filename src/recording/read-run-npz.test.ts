import { describe, expect, it } from "vitest";
import "../node/environment.js";
import { npyNumbers, npyText, npzFile, type NpzArray } from "./npz.js";
import { readRunNpz } from "./read-run-npz.js";
import type { Recording } from "./recording.js";

const ours: Recording = {
  ...{ source: "emulator:loihi1", network: "net", seed: 1, dt: 0.5, startStep: 0, steps: 20 },
  populations: [
    { name: "E", first: 0, size: 4 },
    { name: "I→", first: 4, size: 2 },
  ],
  ...{ spikeSteps: new Uint32Array(), spikeIds: new Uint32Array(), counters: {} },
};

function read(arrays: readonly NpzArray[]): Recording {
  return readRunNpz(Buffer.concat([...npzFile(arrays)]), "machine.npz", ours);
}

/** Populations in another order than ours. */
const spikes = (time: number[], population: number[], neuron: number[], names = ["I→", "E"]) => [
  npyText("populations", names),
  npyNumbers("spikes.time_ms", Float64Array.from(time)),
  npyNumbers("spikes.population", Int32Array.from(population)),
  npyNumbers("spikes.neuron", Uint8Array.from(neuron)),
];

describe("what a machine recorded", () => {
  it("is read as a recording of our populations, in the order of steps and ids", () => {
    const recording = read(spikes([1.5, 0.5, 1.5, 12.5], [0, 1, 1, 0], [1, 3, 0, 0]));
    expect([...recording.spikeSteps]).toEqual([0, 2, 2, 24]);
    expect([...recording.spikeIds]).toEqual([3, 0, 5, 4]);
    expect(recording).toMatchObject({ dt: 0.5, steps: 25, populations: ours.populations });
    expect(read(spikes([], [], []))).toMatchObject({ steps: 20 });
  });

  it.each<[string, NpzArray[], RegExp]>([
    ["another population", spikes([], [], [], ["X"]), /machine\.npz has a population X.*\[not-comparable\]/s],
    [
      "a neuron beyond its population",
      spikes([1], [0], [2]),
      /spike 0 is of neuron 2 of population 0.*\[not-comparable\]/s,
    ],
    ["a population beyond the list", spikes([1], [2], [0]), /neuron 0 of population 2.*\[not-comparable\]/s],
    ["a time between steps", spikes([1.2], [0], [0]), /at 1\.2 ms, which is not the end of a step of 0\.5 ms/],
    ["a time before the first step", spikes([0], [0], [0]), /at 0 ms/],
    ["lists of different lengths", spikes([1, 2], [0], [0]), /not lists of one length.*\[npz-format\]/s],
    ["no spikes", spikes([1], [0], [0]).slice(0, 3), /has no array spikes\.neuron.*\[npz-format\]/s],
  ])("is refused with %s", (_, arrays, sentence) => expect(() => read(arrays)).toThrow(sentence));
});
