/** The model of the SDRAM that the simulated ULX3S is checked with: it holds words, and ends with a sentence whatever a data sheet forbids. */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { gateware } from "./gateware-verilog.js";

const folder = mkdtempSync(join(tmpdir(), "sdram-"));
const program = join(folder, "script");
beforeAll(() => {
  const source = join(import.meta.dirname, "sdram-script.cpp");
  execFileSync("g++", ["-std=c++17", "-O1", "-Wall", "-Werror", "-I", join(gateware, "ulx3s"), "-o", program, source]);
});
afterAll(() => rmSync(folder, { recursive: true }));

const run = (lines: readonly string[]) =>
  spawnSync(program, { input: lines.map((line) => `${line}\n`).join(""), encoding: "utf8" });

const repeated = (line: string[], n: number) => Array.from({ length: n }, () => line).flat();
// 75 MHz
const READY = ["nop 15001", "all", "nop", ...repeated(["ref", "nop 5"], 8), "mode 544", "nop 2"];

describe("the SDRAM model", () => {
  it("keeps what is written, word by word, and gives it two clocks after READ", () => {
    const { stdout, stderr } = run([
      ...READY,
      "act 0 5",
      "nop",
      "act 1 5",
      "nop",
      "write 0 7 1234",
      "write 1 7 4321",
      "write 0 8 77",
      "nop 3",
      "read 0 7",
      "read 1 7",
      "read 0 8",
      "nop 3",
    ]);
    expect(stderr).toBe("");
    expect(stdout).toBe("1234\n4321\n77\n");
  });

  it.each([
    ["a command before 200 us", ["nop 9000", "all"], "before 200 us"],
    ["a mode before eight refreshes", ["nop 15001", "all", "nop", "ref", "nop 5", "mode 544"], "eight refreshes"],
    ["another mode", [...READY.slice(0, -2), "mode 560"], "mode 230"],
    ["READ of a closed bank", [...READY, "read 0 0"], "while it is closed"],
    ["tRAS", [...READY, "act 0 0", "nop", "pre 0"], "tRAS"],
    ["a bank activated twice", [...READY, "act 0 0", "nop 4", "act 0 1"], "activated while it is open"],
    ["tRCD", [...READY, "act 0 0", "read 0 0"], "tRCD"],
    ["tRP", [...READY, "act 0 0", "nop 3", "pre 0", "act 0 1"], "tRP"],
    ["tRRD", [...READY, "act 0 0", "act 1 0"], "tRRD"],
    ["a refresh while a bank is open", [...READY, "act 0 0", "nop 4", "ref"], "while a bank is open"],
    ["tRFC", [...READY, "ref", "nop 2", "act 0 0"], "tRFC"],
    ["tWR", [...READY, "act 0 0", "nop 3", "write 0 0 1", "pre 0"], "tWR"],
    ["both drive the data pins", [...READY, "act 0 0", "nop", "read 0 0", "drive", "drive"], "while the chip does"],
    ["refreshes that stay away", [...READY, "nop 2000"], "refreshes are behind"],
  ])("refuses %s", (_, lines, sentence) => {
    const { status, stderr } = run(lines);
    expect(status).toBe(1);
    expect(stderr).toMatch(/^the SDRAM at [\d.]+ us: /);
    expect(stderr).toContain(sentence);
  });
});
