import fc from "fast-check";
import { expect, it } from "vitest";
import { SynapseRow } from "./synapse-row.js";

it("sorts rows of any length by code, then target, and leaves rows of one code as they come", () => {
  const few = fc.record({ code: fc.nat(3), target: fc.nat(2000) });
  const any = fc.record({
    code: fc.oneof(fc.nat(20), fc.integer({ min: 0, max: 0xffffffff })),
    target: fc.oneof(fc.nat(200), fc.nat(1_000_000)),
  });
  const entries = fc.oneof(...[few, any].map((entry) => fc.array(entry, { maxLength: 3000, size: "max" })));
  const row = new SynapseRow();
  fc.assert(
    fc.property(entries, fc.boolean(), fc.nat(5), (drawn, same, skipped) => {
      const entries = same ? drawn.map(({ target }) => ({ code: 7, target })) : drawn;
      const before = Array.from({ length: skipped }, () => ({ code: 1, target: 1 }));
      const all = [...before, ...entries];
      const targets = Uint32Array.from(all, ({ target }) => target);
      const codes = Uint32Array.from(all, ({ code }) => code);
      row.take(targets, codes, skipped, all.length);
      const mixed = entries.some(({ code }) => code !== entries[0].code);
      const expected = mixed ? entries.slice().sort((a, b) => a.code - b.code || a.target - b.target) : entries;
      expect(row.mixed).toBe(mixed);
      expect(Array.from(row.target.subarray(0, row.length))).toEqual(expected.map(({ target }) => target));
      expect(Array.from(row.code.subarray(0, row.length))).toEqual(expected.map(({ code }) => code));
    }),
    { numRuns: 100 },
  );
});
