/**
 * `equipoise phenomena` as users run it: all experiments at the quick size, on the reference and two chips. That the reference meets every
 * claim is what the project says of itself; what chips make of it is measured, and must be complete.
 */
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Cell, Row } from "../../phenomena/conclude.js";
import type { Phenomenon } from "../../phenomena/run-phenomena.js";
import { equipoise, temporaryFolder } from "./equipoise.js";

const folder = temporaryFolder();
afterAll(() => folder.remove());

const NINE = [
  "scaling",
  "cancellation",
  "conductance",
  "high-conductance",
  "irregularity",
  "decorrelation",
  "emergence",
  "gain-control",
  "ping",
];
const SIDES = ["reference", "loihi1", "spinnaker1"];

describe("phenomena list", () => {
  it("has the nine claims of the source text, each with its quantities and the reason of every tolerance", async () => {
    const { code, stdout } = await equipoise(["phenomena", "list", "--json"]);
    expect(code).toBe(0);
    const { experiments } = JSON.parse(stdout) as { experiments: { id: string; quantities: { why: string }[] }[] };
    expect(experiments.map((e) => e.id)).toEqual(NINE);
    for (const { quantities } of experiments) for (const { why } of quantities) expect(why).not.toBe("");
  });

  it("shows them as a table", async () => {
    const { stdout } = await equipoise(["phenomena", "list"]);
    for (const id of NINE) expect(stdout).toMatch(new RegExp(`^${id} `, "m"));
  });
});

describe("phenomena run --all --quick", () => {
  let phenomena: Phenomenon[];
  let page: string;

  beforeAll(async () => {
    // A folder that is there already serves as well as one that is made.
    mkdirSync(join(folder.path, "page"));
    const { code, stdout, stderr } = await equipoise(
      ["phenomena", "run", "--all", "--quick", "--json", "-q", "--out", "page"],
      folder.path,
    );
    expect(stderr).toBe("");
    expect(code).toBe(0);
    phenomena = (JSON.parse(stdout) as { phenomena: Phenomenon[] }).phenomena;
    page = readFileSync(join(folder.path, "page", "phenomena.html"), "utf8");
  }, 900_000);

  const cellOf = (row: Row, side: string): Cell => row.cells.find((cell) => cell.side === side)!;

  it.each(NINE)("%s: the reference meets every tolerance", (id) => {
    const { rows } = phenomena.find((p) => p.id === id)!;
    for (const row of rows)
      expect(cellOf(row, "reference").outcome, `${row.label}: ${cellOf(row, "reference").value}`).toBe("holds");
  });

  it.each(NINE)("%s: every target has a number for every quantity, or says why it cannot", (id) => {
    const { rows, conclusions } = phenomena.find((p) => p.id === id)!;
    expect(conclusions.map((c) => c.side)).toEqual(SIDES);
    for (const { reason } of conclusions) expect(reason).not.toBe("");
    for (const row of rows) {
      for (const side of SIDES) {
        const { outcome, value, reason } = cellOf(row, side);
        if (outcome === "not expressible") expect(reason).not.toBe("");
        else expect(value, `${row.label} on ${side}`).toEqual(expect.any(Number));
      }
    }
  });

  it("loses something on some chip and preserves more: the columns are measured", () => {
    const words = phenomena.flatMap((p) => p.conclusions.slice(1).map((c) => c.verdict));
    expect(words.filter((word) => word === "preserved").length).toBeGreaterThan(words.length / 2);
    expect(words.some((word) => word !== "preserved")).toBe(true);
  });

  it("writes one page with a figure for each", () => {
    for (const id of NINE) expect(page).toMatch(new RegExp(`<section id="${id}"[\\s\\S]*?class="sweep"`));
  });
});

describe("phenomena run", () => {
  it.each<[string, string[], RegExp]>([
    ["an experiment that does not exist", ["gravity"], /no experiment `gravity`.*\n.*scaling.*ping$/m],
    ["a study: those are no part of the command", ["bits"], /no experiment `bits`/],
    ["nothing", [], /no experiment was named.*\n.*--all/],
    ["all of them and one more", ["ping", "--all"], /--all runs every experiment, and ping was named too/],
    ["one twice", ["ping", "ping"], /ping was named twice/],
    ["a chip that is only sized", ["ping", "--target", "spinnaker2"], /cannot be emulated/],
    ["a chip that does not exist", ["ping", "--target", "reference,loihi9"], /no target `loihi9`/],
    ["half a seed", ["ping", "--seeds", "0.5"], /--seeds 0.5/],
  ])("refuses %s with a sentence", async (_, args, message) => {
    const { code, stdout, stderr } = await equipoise(["phenomena", "run", ...args]);
    expect(stderr).toMatch(message);
    expect(stdout).toBe("");
    expect(code).toBe(1);
  });

  it("gives the same numbers for one and two threads", async () => {
    const run = async (jobs: string) => {
      const { stdout } = await equipoise([
        "phenomena",
        "run",
        "irregularity",
        "--quick",
        "--seeds",
        "2",
        "--target",
        "loihi1",
        "--jobs",
        jobs,
        "--json",
      ]);
      return (JSON.parse(stdout) as { phenomena: Phenomenon[] }).phenomena;
    };
    expect(await run("2")).toEqual(await run("1"));
  });
});
