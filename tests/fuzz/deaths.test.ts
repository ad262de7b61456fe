/** Whatever ends the process of the fuzzer, its input is kept with a command that runs it again, and the rest goes on. */
import { readFileSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { mustBeFresh } from "../fresh-dist.js";
import { bytesOf, oneFile } from "./format.js";
import { runningFile, writeRunning } from "./running.js";
import { repeat, supervise, type FuzzResult } from "./supervise.js";

const WORKER = new URL("../../dist/tests/fuzz/deadly.js", import.meta.url);
const INPUTS = 30;
const BOUNDS = { format: "deadly", seed: 3, heap: 64, memory: 500, hangMs: 2000 };
/** Above the ids that Linux gives to processes. */
const NOBODY = 2 ** 22 + 1;
const kept = (folder: string) => readFileSync(join(folder, "how.txt"), "utf8");

describe("inputs that end their process", () => {
  let result: FuzzResult;
  beforeAll(async () => {
    mustBeFresh();
    rmSync("out/fuzz/deadly", { recursive: true, force: true });
    const none = { inputs: 0, accepted: 0, rejected: 0, kept: 0, faults: 0 };
    const files = oneFile("how.txt", bytesOf("none"));
    writeRunning(runningFile("deadly", NOBODY), { seed: 9, number: 5, stage: "run", files, counts: none });
    result = await supervise(WORKER, { ...BOUNDS, inputs: INPUTS });
  }, 120_000);

  const found = (what: RegExp, input: string) =>
    result.faults.filter((fault) => what.test(fault.what) && kept(fault.folder) === input);

  it("a heap that is full, a loop without end and too much memory are found, and the same alone", async () => {
    expect(found(/heap out of memory[^]*alone[^]*the same/, "heap").length).toBeGreaterThan(0);
    expect(found(/^no end within 2 s[^]*the same/, "wait").length).toBeGreaterThan(0);
    expect(found(/^the process held \d+ MB, at most 500 MB/, "memory").length).toBeGreaterThan(0);
  });

  it("what dies while an input is made keeps what it is made of, and the number that makes it", () => {
    const [fault] = found(/heap out of memory[^]*the same/, "none");
    expect(fault.command).toMatch(/--change \d+ --seed 3 --heap 64 --memory 500$/);
  });

  it("what a killed fuzzer was trying is found by the next one", async () => {
    const [fault] = found(/^the fuzzer itself was ended[^]*it ends: accepted \(input 5\)/, "none");
    expect((await repeat(WORKER, { ...BOUNDS, input: fault.folder })).fault).toBeNull();
  });

  it("the rest goes on, and nothing but what was found is left", () => {
    expect(result.counts.inputs).toBeGreaterThanOrEqual(INPUTS);
    expect(result.counts.accepted).toBeGreaterThan(INPUTS / 4);
    expect(readdirSync("out/fuzz/deadly").filter((name) => /running|part/.test(name))).toEqual([]);
  });
});
