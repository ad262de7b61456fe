import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatTable, wrap } from "./table.js";

const header = ["population", "metric", "reference", "note"];
const rows = [
  ["E", "rate", "11.4", "the threshold was rounded to the grid of the mantissa, and the weights follow it"],
  ["I", "mean CV", "0.83", ""],
];

describe("formatTable", () => {
  it("puts numbers to the right and words to the left where there is room", () => {
    expect(
      formatTable(
        ["who", "rate"],
        [
          ["E", "11.4"],
          ["I", "9.05"],
        ],
        { columns: 80 },
      ),
    ).toBe("who  rate\n───  ────\nE    11.4\nI    9.05");
  });

  it("wraps the words of a long column so that no line is longer than the terminal", () => {
    const text = formatTable(header, rows, { columns: 60 });
    for (const line of text.split("\n")) expect([...line].length).toBeLessThanOrEqual(60);
    expect(text.split("\n")[0]).toMatch(/^population +metric +reference +note$/);
    expect(text).toMatch(/^E +rate +11\.4 +the threshold/m);
  });

  it("makes a block of each row where the columns do not fit beside each other", () => {
    expect(formatTable(header, rows, { columns: 34 })).toBe(
      "population E\n  metric     rate\n  reference  11.4\n  note       the threshold was\n             rounded to the grid\n             of the mantissa, and\n             the weights follow it\npopulation I\n  metric     mean CV\n  reference  0.83",
    );
  });

  it("writes what is to be said of a row under it, indented, and keeps short cells in one line", () => {
    expect(
      formatTable(
        ["what", "values"],
        [
          ["weight-rounded", "4000 of 4000"],
          ["bias-rounded", "3 of 400"],
        ],
        { columns: 40, below: ["floor rounding, 2 bits, which loses seventeen percent", ""] },
      ),
    ).toBe(
      "what                  values\n──────────────  ────────────\nweight-rounded  4000 of 4000\n    floor rounding, 2 bits, which loses\n    seventeen percent\nbias-rounded        3 of 400",
    );
  });

  it("counts colour codes as nothing and keeps coloured words whole", () => {
    const text = formatTable(["a", "b"], [["\x1b[31mOUTSIDE\x1b[39m", "word ".repeat(20).trim()]], { columns: 40 });
    expect(text).toContain("\x1b[31mOUTSIDE\x1b[39m");
    for (const line of text.split("\n")) expect([...line.replace(/\x1b\[\d+m/g, "")].length).toBeLessThanOrEqual(40);
  });

  it("loses no letter and no line is too long, whatever the table and the width", () => {
    const cell = fc.stringMatching(/^[a-z0-9.%]{0,30}( [a-z0-9]{1,12}){0,6}$/);
    const table = fc.integer({ min: 1, max: 6 }).chain((columns) =>
      fc.record({
        header: fc.array(fc.stringMatching(/^[a-z]{1,10}$/), { minLength: columns, maxLength: columns }),
        rows: fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), { minLength: 1, maxLength: 5 }),
      }),
    );
    const letters = (text: string) => [...text.replace(/[^a-z0-9.%]/g, "")].sort().join("");
    fc.assert(
      fc.property(table, fc.integer({ min: 40, max: 130 }), ({ header, rows }, columns) => {
        const text = formatTable(header, rows, { columns });
        for (const line of text.split("\n")) expect([...line].length).toBeLessThanOrEqual(columns);
        const found = letters(text);
        const needed = letters(rows.flat().join(""));
        // Headers stand once above a table and before every cell of a block: at least all letters of the cells are there.
        let at = 0;
        for (const letter of needed) {
          at = found.indexOf(letter, at) + 1;
          expect(at).toBeGreaterThan(0);
        }
      }),
    );
  });
});

describe("wrap", () => {
  it("breaks at spaces, and inside a word only where it is longer than the line", () => {
    expect(wrap("one two three", 7)).toEqual(["one two", "three"]);
    expect(wrap("/a/very/long/path here", 8)).toEqual(["/a/very/", "long/pat", "h here"]);
    expect(wrap("short", 10)).toEqual(["short"]);
  });
});
