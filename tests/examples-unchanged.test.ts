/**
 * What every example compiles to and how it runs, against tests/golden/examples.json. A change that means to change results
 * rewrites that table with `npm run golden -- --examples` and says why.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { exampleNames, exampleRow, LEFT_OUT, SEED, type ExamplesTable } from "../scripts/examples-table.js";

const folder = join(import.meta.dirname, "..", "examples");
const table = JSON.parse(readFileSync(join(import.meta.dirname, "golden", "examples.json"), "utf8")) as ExamplesTable;

/** ms; the largest example takes ten seconds on a core of its own. */
const SLOW_MACHINE = 300_000;

/** As the table has it: without the fields that are undefined. */
const asWritten = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe("programs, rasters and refusals of the examples", () => {
  it("are in the table for every file of the folder but those left out by name", () => {
    expect(Object.keys(table.examples)).toEqual(exampleNames(folder));
    expect(table.leftOut).toEqual(asWritten(LEFT_OUT));
    expect(table.seed).toBe(SEED);
  });

  it.each(exampleNames(folder))(
    "%s gives the recorded hashes and errors on every target",
    async (example) => {
      expect(asWritten(await exampleRow(folder, example))).toEqual(table.examples[example]);
    },
    SLOW_MACHINE,
  );

  it("would not pass with another seed: program, raster and state of every target differ", async () => {
    const recorded = table.examples["small-balanced.yaml"];
    const other = await exampleRow(folder, "small-balanced.yaml", SEED + 1);
    expect(other.reference.raster).not.toBe(recorded.reference.raster);
    expect(other.reference.state).not.toBe(recorded.reference.state);
    expect(Object.keys(other.targets)).toEqual(Object.keys(recorded.targets));
    let compared = 0;
    for (const [name, column] of Object.entries(other.targets)) {
      const before = recorded.targets[name];
      if ("refused" in column || "refused" in before) continue;
      expect(column.program).not.toBe(before.program);
      expect(column.raster).not.toBe(before.raster);
      expect(column.state).not.toBe(before.state);
      compared++;
    }
    expect(compared).toBeGreaterThan(5);
  });
});
