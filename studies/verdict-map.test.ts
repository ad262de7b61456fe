import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { VerdictRow } from "../src/verdict/verdict.js";
import { boundaryLine, isLost, largestShift, mapRows, percent, rowsHeld, transposed } from "./verdict-map.js";

const rate = (reference: number, target: number) => ({
  population: "E",
  float: 1,
  quantized: 1,
  measuredReference: reference,
  measuredTarget: target,
});
const row = (equivalent: VerdictRow["equivalent"], role: VerdictRow["role"] = "decides") =>
  ({ equivalent, role }) as VerdictRow;
const verdict = (word: string, rows: VerdictRow[] = []) =>
  ({ verdict: word, rows }) as unknown as Parameters<typeof isLost>[0];

describe("verdict maps", () => {
  it("names the population that moved most, with its sign", () => {
    expect(largestShift([rate(10, 10.2), rate(10, 9)])).toBeCloseTo(-0.1, 12);
    expect([percent(-0.104), percent(0.0123), percent(NaN)]).toEqual(["−10 %", "+1.2 %", "–"]);
  });

  it("calls a cell lost for its verdict, or for one deciding metric shown outside its margin", () => {
    expect([verdict("survives"), verdict("inconclusive", [row("undecided"), row("no", "informs")])].some(isLost)).toBe(
      false,
    );
    expect([verdict("drifts"), verdict("breaks"), verdict("inconclusive", [row("no")])].every(isLost)).toBe(true);
  });

  it("counts the rows above the first loss, and draws the boundary half a row below them", () => {
    fc.assert(
      fc.property(fc.array(fc.boolean()), (lost) => {
        const held = rowsHeld(lost);
        expect(lost.slice(0, held).some(Boolean)).toBe(false);
        expect(held === lost.length || lost[held]).toBe(true);
      }),
    );
    expect(boundaryLine("theory", [0, 2, 3])).toEqual({ label: "theory", xs: [0, 1, 2], ys: [-0.5, 1.5, 2.5] });
  });

  it("turns columns into rows, and rows into text", () => {
    expect(
      transposed([
        ["a", "b"],
        ["c", "d"],
      ]),
    ).toEqual([
      ["a", "c"],
      ["b", "d"],
    ]);
    const map = {
      title: "",
      caption: "",
      xLabel: "",
      yLabel: "",
      xs: ["1"],
      ys: ["8", "2"],
      cells: [[{ word: "survives" as const, note: "+1 %" }], [{ word: "breaks" as const, note: "" }]],
    };
    expect(mapRows(map)).toEqual([
      ["8", "survives +1 %"],
      ["2", "breaks"],
    ]);
  });
});
