/** The machinery of both studies, end to end at a tiny size: the numbers mean little, the shape is all there. */
import { describe, expect, it } from "vitest";
import { runBits } from "./bits.js";
import { runPublishedRounding } from "./published-rounding.js";

const request = { size: "quick" as const, targets: ["loihi1", "spinnaker1"], jobs: 1 };

describe("bits, 60 cells", () => {
  it("gives a map for each target and rounding, a fixed-LSB reading of Loihi's, and theory beside every cell", async () => {
    const result = await runBits(request, {
      Ks: [16, 64],
      size: 60,
      duration: 400,
      seeds: 1,
      levels: {
        loihi: { nearest: [3, 2], balance: [3], stochastic: [] },
        spinnaker: { nearest: [13], balance: [], stochastic: [] },
      },
      series: [{ spread: 0, modes: ["nearest", "balance"] }],
    });
    expect(result.maps.map((m) => m.title)).toEqual([
      "loihi1, nearest, constant weights",
      "loihi1, balance, constant weights",
      "spinnaker1, nearest, constant weights",
      "loihi1, nearest, constant weights: rows of equal LSB",
    ]);
    const [nearest, , spinnaker, fixed] = result.maps;
    expect([nearest.xs, nearest.ys]).toEqual([
      ["16", "64"],
      ["3 bits", "2 bits"],
    ]);
    // One row: 3 bits at K = 16 are 2 bits at K = 64, and 1 bit was not run there.
    expect(fixed.ys).toEqual(["3 bits"]);
    expect(fixed.cells[0][1]).toEqual(nearest.cells[1][1]);
    // A shift of 13 leaves less than half a step of any excitatory weight at K = 64: it rounds to nothing, and the map says so.
    expect(spinnaker.cells[0][1].word).not.toBe("survives");
    expect(nearest.boundary?.xs).toEqual([0, 1]);
    expect((result.data as { cells: unknown[] }).cells).toHaveLength(8);
  });
});

describe("published-rounding, 100 cells", () => {
  it("compares every discretization with the drawn weights at both connectivities, and both roundings on a target", async () => {
    const result = await runPublishedRounding(
      { ...request, targets: ["loihi1"] },
      {
        seeds: 1,
        brunel: {
          neurons: 100,
          duration: 400,
          variants: [
            { scheme: "mean", bits: 0 },
            { scheme: "moments", bits: 1 },
          ],
        },
        microcircuit: { share: 0.005, duration: 600, variants: [] },
        levels: { loihi: [2], spinnaker: [] },
      },
    );
    expect(result.maps[0].xs).toEqual(["Brunel-type, fixed in-degree", "Brunel-type, varying in-degree"]);
    expect(result.maps[0].ys).toEqual(["mean weight for all", "moments, 1 bit"]);
    const [brunel] = result.tables;
    expect(brunel.rows.map(([name, sd]) => [name, sd])).toEqual([
      ["as drawn", "1"],
      ["mean weight for all", "0.00"],
      ["moments, 1 bit", "1.00"],
    ]);
    expect(result.tables.at(-1)?.rows).toHaveLength(4);
  });
});
