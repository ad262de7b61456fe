/** A short run of `npm run fuzz` with a fixed seed; every entry of the corpus runs first. */
import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { mustBeFresh } from "../fresh-dist.js";
import { corpusOf } from "./corpus.js";
import { FORMATS } from "./formats.js";
import { formatResults } from "./results.js";
import { outcomeOf } from "./search.js";
import { supervise, type FuzzResult } from "./supervise.js";

const WORKER = new URL("../../dist/tests/fuzz/worker.js", import.meta.url);
const INPUTS = 200;
const AT_ONCE = 2;

it("200 changed inputs of every format are refused with a sentence, or read as the same once they are written again", async () => {
  mustBeFresh();
  const results: FuzzResult[] = [];
  const waiting = FORMATS.map(({ name }) => name);
  const one = async () => {
    for (let format = waiting.shift(); format !== undefined; format = waiting.shift())
      results.push(await supervise(WORKER, { format, seed: 1, inputs: INPUTS }));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
  process.stdout.write(formatResults(results));
  expect(results.flatMap(({ format, faults }) => faults.map(({ what }) => `${format}: ${what}`))).toEqual([]);
  for (const { format, counts } of results) {
    expect(counts.inputs, format).toBeGreaterThanOrEqual(INPUTS);
    // Most are refused, or nothing is checked; some are read, or nothing behind the checks runs: the fewest were 1.75 and 77 of a hundred.
    expect(counts.accepted, format).toBeGreaterThan(INPUTS / 100);
    expect(counts.rejected, format).toBeGreaterThan(INPUTS / 10);
    expect(counts.kept, format).toBeGreaterThan(0);
  }
});

describe("the corpus", () => {
  it("has folders of known formats only", () => {
    const known = FORMATS.map(({ name }) => name);
    expect(readdirSync("tests/fuzz/corpus").filter((name) => !known.includes(name))).toEqual([]);
  });

  const entries = FORMATS.flatMap((format) => corpusOf(format.name).map((entry) => ({ format, entry })));
  it.each(entries.map(({ format, entry }) => [format.name, entry.name, format, entry] as const))(
    "%s: %s is refused with a sentence, or read",
    async (_format, _name, format, entry) => {
      const began = process.cpuUsage();
      const said = await outcomeOf(format, entry.files);
      if (said !== null) expect(said.length).toBeGreaterThan(20);
      // Of this process, whatever else the machine does.
      expect(process.cpuUsage(began).user / 1e6).toBeLessThan(10);
    },
  );
});
