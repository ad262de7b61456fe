import { describe, expect, it } from "vitest";
import { Mantissas } from "./mantissas.js";

/** The same rows by another way: every value written, equal ones collapsed at the end. */
function oneByOne(rows: readonly (readonly number[])[]): number | number[] {
  const all = rows.flat();
  return all.every((value) => value === all[0]) ? (all[0] ?? 0) : all;
}

function given(rows: readonly (readonly number[])[]): number | number[] {
  const mantissas = new Mantissas(rows.flat().length);
  let at = 0;
  for (const row of rows) {
    if (row.every((value) => value === row[0])) mantissas.fill(row[0], at, at + row.length);
    else mantissas.from(at).set(row, at);
    at += row.length;
  }
  const result = mantissas.result();
  return typeof result === "number" ? result : [...result];
}

describe("Mantissas", () => {
  it.each([
    ["no synapse", []],
    ["empty rows only", [[], []]],
    ["equal rows", [[7, 7], [], [7]]],
    ["rows that are equal in themselves only", [[7, 7], [-3], [7, 7]]],
    ["a mixed row first", [[1, 2], [2], [2, 2]]],
    ["a mixed row last", [[5, 5], [5], [5, 6]]],
    ["a first row of zeros", [[0], [4, 4]]],
    ["an array whose values are equal after all", [[3], [3, 3, 3]]],
  ])("keep %s as they were written", (_, rows) => {
    expect(given(rows)).toEqual(oneByOne(rows));
  });

  it("are one number where an array was written with equal values", () => {
    const mantissas = new Mantissas(3);
    mantissas.from(0).set([9, 9, 9]);
    expect(mantissas.result()).toBe(9);
  });
});
