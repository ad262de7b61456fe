import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { drawNetwork } from "../../../src/network/draw-network.js";
import { constant, networkOf, population, projection } from "../../../src/network/network.fixture.js";
import { SPINNAKER_COSTS, type Cost } from "../../../src/targets/spinnaker/costs.js";
import { SPINNAKER1 } from "../../../src/targets/spinnaker/spinnaker1.js";
import { coreTraffic, type CoreLoad } from "./core-load.js";
import { busyTick, realTime, realTimeDiagnostic, tickCost } from "./tick-cost.js";

const quiet: CoreLoad = {
  model: "IF_curr_exp",
  atoms: 256,
  synapseTypes: 2,
  stepsPerTick: 1,
  spikesReceived: 0,
  rowsRead: 0,
  synapticEvents: 0,
  wordsRead: 0,
};
const typical: CoreLoad = {
  ...quiet,
  atoms: 64,
  spikesReceived: 20,
  rowsRead: 20,
  synapticEvents: 200,
  wordsRead: 260,
};

describe("the figures of the cost model", () => {
  it("have two ends in order, a source and, where unverified, a reason", () => {
    const costs: Cost[] = [
      ...Object.values(SPINNAKER_COSTS.neuronUpdate),
      ...Object.values(SPINNAKER_COSTS).filter((cost): cost is Cost => "low" in cost),
    ];
    expect(costs.length).toBe(8);
    for (const { low, high } of costs) {
      expect(low.value).toBeGreaterThan(0);
      expect(high.value).toBeGreaterThan(low.value);
      for (const { mark, source, note } of [low, high]) {
        expect(source).not.toBe("");
        if (mark === "U") expect(note ?? "").not.toBe("");
      }
    }
  });
});

describe("the cost of a tick", () => {
  it("of 64 atoms, 20 rows and 200 events is 11,438 to 71,472 cycles", () => {
    const { neurons, rows, synapses, total } = tickCost(typical, SPINNAKER_COSTS);
    expect(neurons).toEqual({ low: 64 * (67 + 2 * 15), high: 64 * (723 + 2 * 25) });
    expect(rows).toEqual({ low: 2000, high: 12_000 });
    expect(synapses).toEqual({ low: 3200, high: 8000 });
    expect(total).toEqual({ low: 6208 + 2000 + 3200 + 10, high: 49_472 + 12_000 + 8000 + 2000 });
  });

  it("lets DMA bind where rows are nearly empty and memory is shared", () => {
    expect(tickCost({ ...typical, synapticEvents: 1, wordsRead: 61 }, SPINNAKER_COSTS).synapses.high).toBeCloseTo(
      9.6 * 61,
      9,
    );
  });

  it("never decreases when any load grows", () => {
    const keys = [
      "atoms",
      "stepsPerTick",
      "synapseTypes",
      "spikesReceived",
      "rowsRead",
      "synapticEvents",
      "wordsRead",
    ] as const;
    fc.assert(
      fc.property(fc.constantFrom(...keys), fc.integer({ min: 1, max: 1000 }), (key, more) => {
        const larger = { ...typical, [key]: typical[key] + more };
        expect(tickCost(larger, SPINNAKER_COSTS).total.low).toBeGreaterThanOrEqual(
          tickCost(typical, SPINNAKER_COSTS).total.low,
        );
        expect(tickCost(larger, SPINNAKER_COSTS).total.high).toBeGreaterThanOrEqual(
          tickCost(typical, SPINNAKER_COSTS).total.high,
        );
      }),
    );
  });
});

describe("real time", () => {
  it("holds for the default of 256 quiet atoms at 1 ms, as the default means it to", () => {
    expect(realTime(quiet, SPINNAKER_COSTS, 1)).toMatchObject({ holds: "yes", available: 200_000, enough: 1 });
  });

  it("fails at 0.1 ms for the same atoms whatever the figures, and needs a factor of 2", () => {
    const result = realTime(quiet, SPINNAKER_COSTS, 0.1);
    expect(result).toMatchObject({ holds: "no", needed: 2, enough: 10 });
    expect(realTimeDiagnostic(12, result)?.message).toBe(
      "Core 12 cannot keep real time: it needs 124 % to 999 % of the cycles of a busy tick.",
    );
  });

  it("is unknown between the ends, and says so instead of guessing", () => {
    const result = realTime(typical, SPINNAKER_COSTS, 0.1);
    expect(result.holds).toBe("unknown");
    expect(realTimeDiagnostic(0, result)).toMatchObject({ code: "real-time-unknown", severity: "note" });
    expect(realTimeDiagnostic(0, realTime(quiet, SPINNAKER_COSTS, 1))).toBeUndefined();
  });

  it("holds at the factor that is enough, and not below the one that is needed, for any load", () => {
    const load = fc.record({
      atoms: fc.integer({ min: 1, max: 256 }),
      spikesReceived: fc.integer({ min: 0, max: 500 }),
      rowLength: fc.integer({ min: 1, max: 50 }),
      dt: fc.constantFrom(0.1, 1),
    });
    fc.assert(
      fc.property(load, ({ atoms, spikesReceived, rowLength, dt }) => {
        const events = spikesReceived * rowLength;
        const here: CoreLoad = {
          ...quiet,
          atoms,
          spikesReceived,
          rowsRead: spikesReceived,
          synapticEvents: events,
          wordsRead: events + 3 * spikesReceived,
        };
        const { needed, enough } = realTime(here, SPINNAKER_COSTS, dt);
        expect(needed).toBeLessThanOrEqual(enough);
        expect(realTime(here, SPINNAKER_COSTS, dt, { timeScaleFactor: enough }).holds).toBe("yes");
        if (needed > 1) expect(realTime(here, SPINNAKER_COSTS, dt, { timeScaleFactor: needed - 1 }).holds).toBe("no");
        expect(realTime(here, SPINNAKER_COSTS, dt, { timeScaleFactor: needed }).holds).not.toBe("no");
      }),
    );
  });

  it("judges a tick three standard deviations busier than the mean", () => {
    expect(busyTick({ ...typical, spikesReceived: 100 }, 3)).toMatchObject({
      spikesReceived: 130,
      synapticEvents: 260,
      atoms: 64,
    });
    expect(busyTick(quiet, 3)).toEqual(quiet);
  });
});

describe("the traffic of a core", () => {
  it("equals a naive count over the drawn synapses: one packet a source, one row a projection", () => {
    const network = drawNetwork(
      networkOf({
        timestep: 1,
        populations: [population("E", 60), population("I", 20)],
        projections: [
          projection("E", "E", { rule: "fixed_indegree", indegree: 4 }, { name: "first" }),
          projection("E", "E", { rule: "fixed_indegree", indegree: 3 }, { name: "second", weight: constant(2) }),
          projection("I", "E", { rule: "fixed_indegree", indegree: 5 }, { weight: constant(-1) }),
        ],
      }),
    );
    const neurons = Uint32Array.from({ length: 10 }, (_, k) => 20 + k);
    const rates = [8, 30];
    const perTick = (source: number) => (source < 60 ? 0.008 : 0.03);
    const synapses = network.projections.flatMap((p) =>
      [...neurons].flatMap((id) =>
        Array.from(p.source.subarray(p.rowStart[id], p.rowStart[id + 1]), (s) => ({
          row: `${p.index} ${s}`,
          source: p.preFirst + s,
        })),
      ),
    );
    const total = (sources: Iterable<number>) => [...sources].reduce((sum, s) => sum + perTick(s), 0);
    const rows = new Map(synapses.map(({ row, source }) => [row, source]));
    const traffic = coreTraffic(network, neurons, rates, SPINNAKER1);
    expect(synapses.length).toBe(120);
    expect(traffic.synapticEvents).toBeCloseTo(total(synapses.map((s) => s.source)), 12);
    expect(traffic.rowsRead).toBeCloseTo(total(rows.values()), 12);
    expect(traffic.spikesReceived).toBeCloseTo(total(new Set(synapses.map((s) => s.source))), 12);
    expect(traffic.wordsRead).toBeCloseTo(traffic.synapticEvents + 3 * traffic.rowsRead, 12);
    expect(traffic.spikesReceived).toBeLessThan(traffic.rowsRead);
  });

  it("is nothing for a core without inputs", () => {
    const network = drawNetwork(networkOf({ populations: [population("E", 5)] }));
    expect(coreTraffic(network, Uint32Array.of(0, 1), [10], SPINNAKER1)).toEqual({
      spikesReceived: 0,
      rowsRead: 0,
      synapticEvents: 0,
      wordsRead: 0,
    });
  });
});
