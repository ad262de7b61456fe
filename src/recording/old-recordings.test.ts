/** Recordings that the release before wrote: tests/recordings, made by `equipoise run --trace 3 --trace 45 --trace 0 -o …` of 0.1.0. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { decodeRecording, encodeRecording } from "./codec.js";
import { type RecordedVariable } from "../description/probe.js";
import { columnOf, everyStepOf } from "./recorded-probe.js";
import { rasterHash } from "./recording.js";

const file = (name: string) => readFileSync(new URL(`../../tests/recordings/${name}`, import.meta.url));

interface OldTraces {
  readonly neurons: readonly number[];
  readonly rows: number;
  readonly unit: string;
  readonly u: Readonly<Record<string, readonly number[]>>;
  readonly v: Readonly<Record<string, readonly number[]>>;
}
interface Expected extends Record<string, unknown> {
  readonly rasterHash: string;
  readonly spikes: number;
  readonly traces: OldTraces;
}
/** What the release before read of them. */
const expected = JSON.parse(file("eqr1.json").toString()) as Readonly<Record<string, Expected>>;

describe.each(["reference", "emulator"])("a recording of format 1 of the %s", (side) => {
  const bytes = file(`eqr1-${side}.eqr`);
  const recording = decodeRecording(bytes);
  const { traces, spikes, rasterHash: hash, ...rest } = expected[side];

  it("has its run, its spikes and its counters", () => {
    expect(bytes.toString("latin1", 0, 4)).toBe("EQR1");
    expect(recording).toMatchObject(rest);
    expect(recording.spikeIds.length).toBe(spikes);
    expect(rasterHash(recording)).toBe(hash);
  });

  it("has its traces of two populations as probes of every step", () => {
    expect(recording.probes?.map(({ population, variable, neurons }) => [population, variable, [...neurons]])).toEqual([
      ["E", "v", [3, 0]],
      ["E", "u", [3, 0]],
      ["I", "v", [5]],
      ["I", "u", [5]],
    ]);
    for (const probe of recording.probes ?? []) {
      expect(probe).toMatchObject({ period: 1, fromStep: 0, rows: traces.rows });
      expect(probe.unit).toBe(probe.variable === "v" || traces.unit === "LSB" ? traces.unit : "");
    }
    for (const variable of ["u", "v"] as const satisfies RecordedVariable[])
      for (const [row, values] of Object.entries(traces[variable]))
        traces.neurons.forEach((neuron, k) => {
          const { probe, column } = everyStepOf(recording, variable, neuron)!;
          expect(columnOf(probe, column)[Number(row)]).toBe(values[k]);
        });
  });

  it("is the same after it was written in the format of today", () => {
    const again = encodeRecording(recording);
    expect(Buffer.from(again).toString("latin1", 0, 4)).toBe("EQR2");
    expect(decodeRecording(again)).toEqual(recording);
  });

  it("is refused where any byte is changed", () => {
    for (let k = 0; k < bytes.length; k += 11) {
      const damaged = Uint8Array.from(bytes);
      damaged[k] ^= 1 << (k % 8);
      expect(() => decodeRecording(damaged), `byte ${k}`).toThrow(/damaged|not an equipoise recording|newer/);
    }
  });
});
