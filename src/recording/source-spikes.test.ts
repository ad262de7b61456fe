import { describe, expect, it } from "vitest";
import { NpzArchive } from "../arrays/npz.js";
import { readNpyArray } from "../arrays/npy.js";
import { SourcePlayer, type PlayableSource } from "../network/source-player.js";
import type { Spool } from "./recording-stream.js";
import { writeSourceSpikes } from "./source-spikes.js";

const [seed, dt] = [5, 0.1];

const source = (more: Partial<PlayableSource>): PlayableSource => ({
  first: 0,
  size: 7,
  kind: "poisson",
  rate: 4000,
  startStep: 0,
  stopStep: Infinity,
  stream: 3,
  spikeSteps: new Uint32Array(0),
  spikeIds: new Uint32Array(0),
  ...more,
});

const sources = [
  source({ name: "pool", startStep: 12, stopStep: 18 }),
  source({ name: "rates", first: 7, size: 3, rate: Float64Array.of(0, 9000, 20000), stream: 4 }),
  source({
    name: "list",
    first: 10,
    size: 2,
    kind: "spike_times",
    spikeSteps: Uint32Array.of(3, 11, 11, 19, 20),
    spikeIds: Uint32Array.of(0, 1, 1, 0, 1),
  }),
];

/** Whether every spool that was opened is closed again. */
let open = 0;

function memorySpool(): Spool {
  let bytes = Buffer.alloc(0);
  open++;
  return {
    get length() {
      return bytes.length;
    },
    write: (more) => void (bytes = Buffer.concat([bytes, more])),
    pieces: () => [bytes],
    close: () => void open--,
  };
}

function written(fromStep: number, toStep: number): (name: string) => number[] {
  let file = Buffer.alloc(0);
  writeSourceSpikes({ seed, dt, sources, fromStep, toStep }, memorySpool, (pieces) => {
    file = Buffer.concat(Array.from(pieces, (piece) => Uint8Array.from(piece)));
  });
  const archive = new NpzArchive(file);
  expect(archive.names).toEqual(["sources", "spikes.time_ms", "spikes.source", "spikes.neuron"]);
  return (name) => Array.from(readNpyArray(archive.get(name)!).values);
}

describe("writeSourceSpikes", () => {
  it("has the spikes that the sources played in those steps, several of one step as many", () => {
    const file = written(10, 20);
    const player = new SourcePlayer({ seed, dt, sources });
    const expected: [number, number, number][] = [];
    for (let step = 10; step < 20; step++)
      player.play(step, (id, count) => {
        const s = id < 7 ? 0 : id < 10 ? 1 : 2;
        for (let k = 0; k < count; k++) expected.push([(step + 1) * dt, s, id - sources[s].first]);
      });
    const owners = file("spikes.source");
    const neurons = file("spikes.neuron");
    const rows = file("spikes.time_ms").map((time, k) => [time, owners[k], neurons[k]]);
    expect(rows).toHaveLength(expected.length);
    rows.forEach(([time, ...rest], k) => {
      expect(time).toBeCloseTo(expected[k][0], 12);
      expect(rest).toEqual(expected[k].slice(1));
    });
    expect(rows.filter(([, owner]) => owner === 2).map(([time]) => Math.round(time / dt))).toEqual([12, 12, 20]);
    expect(rows.some(([, owner]) => owner === 0)).toBe(true);
  });

  it("closes its spools, also where the file cannot be written", () => {
    expect(() =>
      writeSourceSpikes({ seed, dt, sources, fromStep: 0, toStep: 5 }, memorySpool, () => {
        throw new Error("disk is full");
      }),
    ).toThrow("disk is full");
    expect(open).toBe(0);
  });
});
