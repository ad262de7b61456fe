import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fitTable } from "./fit-table.js";
import { formatTable } from "./table.js";

const words = (table: string) => table.split(/\s+/).filter((word) => !/^─*$/.test(word)).sort();

describe("fitTable", () => {
  it("leaves a table alone that fits", () => {
    const [header, rows] = [["metric", "value"], [["rate", "1.5"], ["CV", "10"]]];
    expect(fitTable(header, rows, 80)).toBe(formatTable(header, rows));
  });

  it("wraps long cells at spaces and keeps every word, within 80 columns", () => {
    const cell = fc.array(fc.stringMatching(/^[a-zχρ0-9±.]{1,9}$/), { minLength: 1, maxLength: 8 }).map((list) => list.join(" "));
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell, cell, cell, cell), { minLength: 1, maxLength: 5 }), (rows) => {
        const table = fitTable(["population", "metric of it", "change and interval", "margin", "word"], rows, 80);
        for (const line of table.split("\n")) expect([...line].length).toBeLessThanOrEqual(80);
        expect(words(table)).toEqual([...rows.flat(), "population metric of it change and interval margin word"].flatMap((text) => text.split(" ")).sort());
      }),
    );
  });
});
