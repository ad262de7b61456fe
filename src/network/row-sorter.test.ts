import fc from "fast-check";
import { expect, it } from "vitest";
import { RowSorter } from "./row-sorter.js";

it("sorts rows of any length and range into their place, and touches nothing beside it", () => {
  const range = fc.constantFrom(1, 2, 300, 2048, 5000, 70_000, 2 ** 23, 2 ** 32);
  fc.assert(
    fc.property(range, fc.nat(300), fc.nat(5), fc.infiniteStream(fc.nat(0xffffffff)), (n, length, first, numbers) => {
      const row = Uint32Array.from({ length }, () => Number(numbers.next().value) % n);
      const expected = new Uint32Array(length + 10).fill(1);
      expected.set(row.slice().sort(), first);
      const out = new Uint32Array(length + 10).fill(1);
      new RowSorter(n, 10).sort(row, length, out, first);
      expect(out).toEqual(expected);
    }),
  );
});
