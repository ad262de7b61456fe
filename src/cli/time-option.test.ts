import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import yargs from "yargs";
import { describe, expect, it } from "vitest";
import { EquipoiseError } from "../diagnostics/diagnostic.js";
import { readTimes } from "./declared-times.js";
import { timeIn, timeOption } from "./time-option.js";

const refusal = (act: () => unknown) => {
  try {
    return expect.fail(`no error: ${String(act())}`);
  } catch (error) {
    if (!(error instanceof EquipoiseError)) throw error;
    return error.message;
  }
};

/** As the command line parses it. */
const parsed = (...words: string[]) => {
  const argv = yargs(words)
    .option("burn-in", timeOption("burn-in", "ms", { describe: "x" }))
    .option("patience", timeOption("patience", "s", { describe: "x", default: 10 }))
    .exitProcess(false)
    .parseSync() as unknown as Record<string, unknown>;
  readTimes(argv);
  return argv;
};

describe("an option that is a time", () => {
  it("takes a bare number in its own unit, or a time with a unit, as descriptions have it", () => {
    for (const [text, ms] of [
      ["1500", 1500],
      ["1.5e3", 1500],
      ["1.5 s", 1500],
      ["1500ms", 1500],
      ["3*500 ms", 1500],
      ["2 s - 500 ms", 1500],
      ["-3", -3],
      ["0", 0],
    ] as const) {
      expect(timeIn("ms", "--duration", text)).toBe(ms);
      expect(timeIn("s", "--patience", text)).toBeCloseTo(/s/.test(text) ? ms / 1000 : ms, 12);
    }
  });

  it("says what is accepted where it is given something else", () => {
    expect(refusal(() => timeIn("ms", "--duration", "soon"))).toBe(
      "error: --duration \"soon\" is no time [bad-option]\n  → give ms, or a time with its unit: 1500, 1500ms, '1.5 s'",
    );
    expect(refusal(() => timeIn("s", "--patience", "3 mV"))).toMatch(/"3 mV" is a voltage.*\n.*give seconds.*'500 ms'/);
    expect(refusal(() => timeIn("ms", "--duration", "1 h"))).toMatch(/write 3600 s; or give ms/);
    expect(refusal(() => timeIn("ms", "--duration", ""))).toMatch(/"" is no time/);
  });

  it("reaches handlers as a number under both of its names; a default stays one", () => {
    expect(parsed("--burn-in", "0.2 s")).toMatchObject({ "burn-in": 200, burnIn: 200, patience: 10 });
    expect(parsed("--burn-in=-5", "--patience=500 ms")).toMatchObject({ burnIn: -5, patience: 0.5 });
    expect(parsed().burnIn).toBeUndefined();
  });

  it("means the same with and without its unit, for any number", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e9, noNaN: true, noDefaultInfinity: true }), (ms) => {
        expect(timeIn("ms", "--t", `${ms} ms`)).toBe(timeIn("ms", "--t", String(ms)));
      }),
    );
  });
});

it("every option of a command whose help is about ms or seconds is declared as a time", () => {
  const files = readdirSync(import.meta.dirname, { recursive: true, encoding: "utf8" }).filter((file) =>
    /(?<!\.test)\.ts$/.test(file),
  );
  const numbers = files.flatMap((file) =>
    [...readFileSync(join(import.meta.dirname, file), "utf8").matchAll(/\{[^{}]*type: "number"[^{}]*\}/g)].map(
      ([declaration]) => `${file}: ${declaration}`,
    ),
  );
  expect(numbers.length).toBeGreaterThan(20);
  expect(numbers.filter((declaration) => /describe: *"(.*\W)?(ms|seconds)\b/.test(declaration))).toEqual([]);
});
