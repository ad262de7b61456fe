import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ExecutionTarget } from "../program/execution-target.js";
import { decodeRecording, encodeRecording } from "./codec.js";
import { SpikeCsv, spikesAsCsv } from "./csv.js";
import { follow } from "./follow.js";
import type { ProbedStateVariable } from "../description/probe.js";
import { record } from "./record.js";
import { RasterHasher, rasterHash } from "./recording.js";
import { RecordingStream, type Spool } from "./recording-stream.js";

/** A target that fires as it is told. */
function scripted(fired: (step: number) => Uint32Array, size: number): ExecutionTarget {
  let at = 0;
  return {
    name: "scripted",
    size,
    dt: 0.5,
    stateUnit: "mV",
    get step() {
      return at;
    },
    inject() {},
    advance(steps, sink) {
      for (const end = at + steps; at < end; at++) {
        const ids = fired(at);
        if (ids.length > 0) sink(at, ids, ids.length);
      }
      return Promise.resolve();
    },
    readState: (neurons) =>
      Promise.resolve({
        u: Float64Array.from(neurons, (id) => id + at),
        v: Float64Array.from(neurons, (id) => id - at / 3),
        refractory: new Float64Array(neurons.length),
      }),
    counters: () => Promise.resolve({ spikes: 3, "a-loss": 1.5 }),
    checkpoint: () => Promise.reject(new Error("none")),
    restore: () => Promise.reject(new Error("none")),
    close: () => Promise.resolve(),
  };
}

/** In memory, for tests: the pieces are copied, since the writer may use its buffer again. */
function memorySpool(): Spool {
  const pieces: Uint8Array[] = [];
  return {
    get length() {
      return pieces.reduce((sum, piece) => sum + piece.length, 0);
    },
    write: (bytes) => void pieces.push(bytes.slice()),
    pieces: () => pieces,
    close() {},
  };
}

const populations = [
  { name: "E,1", first: 0, size: 300 },
  { name: "I", first: 300, size: 100 },
];
const hashOf = (step: number, id: number, seed: number) =>
  Math.imul(Math.imul(step + 1, 0x9e3779b1) ^ Math.imul(id + 7, 0x85ebca6b) ^ seed, 0xc2b2ae35) >>> 0;
const firing = (seed: number, share: number) => (step: number) =>
  Uint32Array.from({ length: 400 }, (_, id) => id).filter((id) => hashOf(step, id, seed) < share * 2 ** 32);

const probe = fc
  .record({
    population: fc.constantFrom("E,1", "I"),
    neurons: fc.uniqueArray(fc.nat(99), { minLength: 1, maxLength: 4 }),
    variable: fc.constantFrom<ProbedStateVariable>("v", "u"),
    period: fc.integer({ min: 1, max: 120 }),
  })
  .map(({ neurons, ...rest }) => ({ ...rest, neurons: Uint32Array.from(neurons) }));

describe("a recording that is written as the run goes on", () => {
  it("has the bytes of one that was kept in memory, with and without probes; so have its hash and its CSV", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(1e6),
        fc.constantFrom(0, 0.002, 0.3),
        fc.integer({ min: 1, max: 300 }),
        fc.option(fc.array(probe, { maxLength: 4 }), { nil: undefined }),
        fc.constantFrom(undefined, 0, 200),
        async (seed, share, steps, probes, burnInSteps) => {
          const options = { network: "n", seed, populations, steps, probes, burnInSteps };
          const kept = await record(scripted(firing(seed, share), 400), options);
          const written = kept.probes?.map(({ unit }, k) => ({ ...options.probes![k], unit }));
          const stream = new RecordingStream(memorySpool, { probes: written });
          const hasher = new RasterHasher();
          const csv = new SpikeCsv(populations, 0.5);
          let text = SpikeCsv.header;
          const head = await follow(scripted(firing(seed, share), 400), options, [
            stream,
            hasher,
            { spikes: (step, ids, count) => void (text += csv.rows(step, ids, count)) },
          ]);
          const bytes = Buffer.concat([...stream.file(head)].map((piece) => Uint8Array.from(piece)));
          expect(bytes.equals(encodeRecording(kept))).toBe(true);
          expect(hasher.digest()).toBe(rasterHash(kept));
          expect(text).toBe([...spikesAsCsv(kept)].join(""));
          expect(decodeRecording(bytes).spikeIds.length).toBe(hasher.count);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("keeps no more in memory after 300,000 steps and millions of spikes than after 10,000", async () => {
    const volley = Uint32Array.from({ length: 12 }, (_, k) => 30 * k);
    const spool = {
      length: 0,
      write(bytes: Uint8Array) {
        this.length += bytes.length;
      },
      pieces: () => [],
      close() {},
    };
    const stream = new RecordingStream(() => spool);
    const target = scripted(() => volley, 400);
    let most = 0;
    const watch = { spikes: () => void (most = Math.max(most, stream.held)) };
    await follow(target, { network: "n", seed: 1, populations, steps: 10_000 }, [stream, watch]);
    const early = most;
    await follow(target, { network: "n", seed: 1, populations, steps: 290_000 }, [stream, watch]);
    expect(most).toBeLessThanOrEqual(early + 16);
    expect(spool.length + stream.held).toBeGreaterThan(12 * 300_000);
    expect(most).toBeLessThan(100_000);
  });
});
