import { describe, expect, it } from "vitest";
import { isOverflowCounter, isOverflowTotal, lossOf, meaningOf } from "./overflow-counters.js";
import { runLossesOf, sumRunLosses, WHOLE_NETWORK } from "./run-losses.js";

const run = {
  populations: [
    { name: "E", first: 0, size: 4 },
    { name: "I", first: 4, size: 2 },
  ],
  steps: 100,
};

describe("losses of a run", () => {
  it("come by population from neuron counts, the neurons that lost most named first", () => {
    const counts = [0, 5, 9, 5, 0, 0];
    const losses = runLossesOf(
      { spikes: 7, "u-wrapped": 19 },
      [
        {
          counter: "u-wrapped",
          counts,
          amounts: counts.map((n) => 10 * n),
          peaks: [0, 300, 250, 260, 0, 0],
          limit: 100,
          unit: "LSB",
        },
      ],
      run,
    );
    expect(losses).toHaveLength(1);
    expect(losses[0]).toMatchObject({
      when: "run",
      kind: "state-wrapped",
      where: "population E",
      count: 19,
      of: 400,
      lost: 190,
      demand: 3,
      worst: 10,
      unit: "LSB",
    });
    expect(losses[0].neurons).toEqual({
      count: 3,
      of: 4,
      worst: [
        { neuron: 2, count: 9 },
        { neuron: 1, count: 5 },
        { neuron: 3, count: 5 },
      ],
    });
    expect(losses[0].inputShare).toBeNaN();
  });

  it("come from totals where a board keeps nothing else, and say so", () => {
    const [loss] = runLossesOf({ spikes: 7, "accumulator-overflows": 3 }, null, run);
    expect(loss).toMatchObject({
      kind: "accumulator-wrapped",
      where: WHOLE_NETWORK,
      population: null,
      count: 3,
      of: 600,
      neurons: null,
    });
  });

  it("count a total and its parts by population once", () => {
    expect(
      runLossesOf({ "v-clipped-low": 3, "v-clipped-low:E": 1, "v-clipped-low:I": 2 }, null, run).map(
        ({ where, count, of }) => [where, count, of],
      ),
    ).toEqual([
      ["population E", 1, 400],
      ["population I", 2, 200],
    ]);
  });

  it("keep counters that no neuron list explains", () => {
    expect(
      runLossesOf(
        { "skipped-synapses": 4, "u-wrapped": 0 },
        [{ counter: "u-wrapped", counts: new Uint32Array(6), unit: "LSB" }],
        run,
      ),
    ).toMatchObject([{ kind: "spike-dropped", count: 4 }]);
  });

  it("add up over seeds, a seed without a loss counting among the updates", () => {
    const of = (count: number) => runLossesOf({ "u-wrapped": count, "u-wrapped:I": count }, null, run);
    expect(sumRunLosses([of(10), of(0), of(30)])).toMatchObject([{ where: "population I", count: 40, of: 600 }]);
  });
});

describe("counters", () => {
  it("that count work are no losses", () => {
    for (const name of ["spikes", "synaptic-events", "neuron-updates", "late-spikes-reported", "wrapped", "toString"])
      expect(isOverflowCounter(name)).toBe(false);
    for (const name of ["u-wrapped", "v-clipped-high:E", "ring-carried-inhibitory", "accumulator-overflows"])
      expect(isOverflowCounter(name)).toBe(true);
    expect(meaningOf("u-wrapped:E")).toBeUndefined();
  });

  it("by population keep the whole name of the population, colons too", () => {
    expect(lossOf("u-wrapped:layer 4:E")).toEqual({ counter: "u-wrapped", population: "layer 4:E" });
    expect(lossOf("u-wrapped")).toEqual({ counter: "u-wrapped", population: null });
    expect(lossOf("spikes:E")).toBeNull();
    expect(["u-wrapped", "u-wrapped:E", "spikes"].filter(isOverflowTotal)).toEqual(["u-wrapped"]);
  });
});
