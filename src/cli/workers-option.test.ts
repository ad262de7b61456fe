import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { checkWorkers } from "./workers-option.js";

function reportsOf(option: string, cores: number): Diagnostic[] {
  const reports: Diagnostic[] = [];
  checkWorkers(option, (diagnostic) => void reports.push(diagnostic), cores);
  return reports;
}

describe("--workers", () => {
  it("says nothing up to the cores there are, warns beyond them, and refuses more than 16 a core", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99_999 }), fc.integer({ min: 1, max: 256 }), (workers, cores) => {
        if (workers > 16 * cores) {
          expect(() => reportsOf(String(workers), cores)).toThrow(`--workers ${workers}`);
          return;
        }
        expect(reportsOf(String(workers), cores).map(({ code }) => code)).toEqual(
          workers > cores ? ["threads-beyond-cores"] : [],
        );
      }),
    );
    expect(() => reportsOf("1000", 2)).toThrow(/more than 16 for each of the 2 cores here[^]*at most 2 in all/);
  });

  it.each(["0", "all", "1.5", "-2", ""])("%j is neither a number nor auto", (option) => {
    expect(() => reportsOf(option, 4)).toThrow("is not a whole number of at least 1, nor auto");
  });

  it("takes auto anywhere", () => expect(reportsOf("auto", 1)).toEqual([]));
});
