import { describe, expect, it } from "vitest";
import { repeat } from "../../bench/side-by-side/repetitions.js";
import type { Simulator } from "../../bench/side-by-side/simulators.js";
import { costTable, pairedRatios, ratioTable, threadLines } from "../../bench/side-by-side/tables.js";

/** Both neurons every 10 steps from 0 on, one of them `late` steps later; a run takes `seconds`, then twice that, three times … */
function simulator(
  name: string,
  threads: number,
  seconds: number,
  over: Partial<Simulator> & { late?: number; synapses?: number } = {},
): Simulator & { readonly ran: string[] } {
  const ran: string[] = [];
  const spikes = Array.from({ length: 10 }, (_, k) => [10 * k, 0, 10 * k + (over.late ?? 0), 1]);
  const raster = Int32Array.from(spikes.flat());
  return {
    name,
    threads,
    ours: false,
    rateWithin: 0.05,
    ...over,
    ran,
    run: () => {
      ran.push(name);
      return {
        costs: { build: 1, simulate: seconds * ran.length, peakBytes: 2e6, synapses: over.synapses ?? 7 },
        raster,
      };
    },
  };
}

const WORK = { neurons: 2, synapses: 7, steps: 100, dt: 1 };
const quiet = () => {};

describe("repetitions", () => {
  it("runs every simulator once in each, and keeps all costs", () => {
    const order: string[] = [];
    const measured = repeat([simulator("NEST", 1, 10), simulator("hw", 1, 2, { ours: true })], WORK, 3, (what) =>
      order.push(what),
    );
    expect(order.map((what) => what.replace(/.*: /, ""))).toEqual(
      Array(3).fill(["NEST (1 thread)", "hw (1 thread)"]).flat(),
    );
    expect(measured.map((m) => m.costs.map((c) => c.simulate))).toEqual([
      [10, 20, 30],
      [2, 4, 6],
    ]);
    expect(pairedRatios(measured[1], measured[0])).toEqual([5, 5, 5]);
    expect(measured[0].statistics.rate).toBeCloseTo((14 / 2 / 75) * 1000, 6);
  });

  it("ends where another number of synapses is simulated", () => {
    expect(() => repeat([simulator("NEST", 1, 1), simulator("hw", 1, 1, { synapses: 8 })], WORK, 1, quiet)).toThrow(
      "hw (1 thread) has 8 synapses, expected 7",
    );
  });

  it("ends where a raster differs from the one that it must repeat", () => {
    const hw = simulator("hw", 1, 1, { raster: "hw" });
    expect(() => repeat([hw, simulator("C", 1, 1, { raster: "hw" })], WORK, 1, quiet)).not.toThrow();
    expect(() => repeat([hw, simulator("C", 1, 1, { raster: "hw", late: 1 })], WORK, 1, quiet)).toThrow(
      "C (1 thread) beside hw (1 thread): spike 1",
    );
    expect(() => repeat([hw, simulator("C", 1, 1, { late: 1 })], WORK, 1, quiet)).not.toThrow();
  });
});

describe("tables", () => {
  const measured = repeat(
    [
      simulator("NEST", 1, 10),
      simulator("NEST", 2, 6),
      simulator("C scatter", 1, 1),
      simulator("hw", 1, 2, { ours: true }),
      simulator("hw", 2, 1, { ours: true }),
    ],
    WORK,
    2,
    quiet,
  );

  it("compares with equal threads only", () => {
    const [head, , one, two] = ratioTable(measured)
      .split("\n")
      .map((row) =>
        row
          .split("|")
          .map((cell) => cell.trim())
          .slice(1, -1),
      );
    expect(head).toEqual(["ours, threads", "NEST", "scatter %"]);
    expect(one).toEqual(["hw, 1", "5.0 (5.0–5.0)", "50 (50–50)"]);
    expect(two).toEqual(["hw, 2", "6.0 (6.0–6.0)", ""]);
  });

  it("tells what a second thread brings", () => {
    expect(threadLines(measured)).toEqual([
      "- NEST: 2 threads are 1.67 (1.67–1.67) times as fast as one.",
      "- hw: 2 threads are 2.00 (2.00–2.00) times as fast as one.",
    ]);
  });

  it("fits a terminal of 80 columns with all that stands side by side", () => {
    const all = repeat(
      [
        simulator("NEST", 1, 10.123),
        simulator("NEST", 2, 6.123),
        simulator("Brian2", 1, 4.123),
        simulator("C scatter", 1, 0.0523),
        simulator("C bit-sliced", 1, 0.0323),
        simulator("loihi1 lava", 1, 2.123, { ours: true }),
        simulator("loihi1 lava", 2, 1.123, { ours: true }),
      ],
      WORK,
      2,
      quiet,
    );
    for (const row of [costTable(all), ratioTable(all)].join("\n").split("\n"))
      expect([...row].length, row).toBeLessThanOrEqual(80);
  });
});
