/** The examples for GNU parallel and Snakemake: both gather what one machine gathers. */
import { execFileSync } from "node:child_process";
import { chmodSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pythonOf, SNAKEMAKE } from "../../scripts/python-environments.js";
import { ROOT, temporaryFolder } from "../cli/equipoise.js";
import { mustBeFresh } from "../fresh-dist.js";
import { equipoiseIn, MAIN, tablesIn, writeSweep } from "./sweep.js";

mustBeFresh();

const EXAMPLES = join(ROOT, "examples/cluster");
const folder = temporaryFolder();
const at = (name: string) => join(folder.path, name);
let expected: Record<string, string>;

/** What a shell has in which `equipoise` is installed. */
const env = { ...process.env, PATH: `${folder.path}:${process.env.PATH}` };

const plan = (name: string) =>
  equipoiseIn(folder.path, process.env, "sweep", "plan", "sweep.yaml", "--out", `${name}.jsonl`);

beforeAll(async () => {
  writeFileSync(at("equipoise"), `#!/bin/sh\nexec "${process.execPath}" "${MAIN}" "$@"\n`);
  chmodSync(at("equipoise"), 0o755);
  writeSweep(folder.path);
  await plan("here");
  await equipoiseIn(folder.path, process.env, "sweep", "run", "here.jsonl", "--jobs", "2");
  await equipoiseIn(folder.path, process.env, "sweep", "gather", "here.jsonl", "--out", "here");
  expected = tablesIn(at("here"));
});
afterAll(() => folder.remove());

describe("a plan", () => {
  it("run by GNU parallel has the same tables", async () => {
    await plan("parallel");
    execFileSync(join(EXAMPLES, "parallel.sh"), ["parallel.jsonl", "parallel", "3"], { cwd: folder.path, env });
    expect(tablesIn(at("parallel"))).toEqual(expected);
  });

  it("run by Snakemake has the same tables", async () => {
    await plan("snakemake");
    const snakemake = join(dirname(pythonOf(SNAKEMAKE)), "snakemake");
    const config = ["plan=snakemake.jsonl", "tables=snakemake", "chunk=3"];
    const words = ["--snakefile", join(EXAMPLES, "Snakefile"), "--cores", "2", "--quiet", "--config", ...config];
    execFileSync(snakemake, words, { cwd: folder.path, env, stdio: ["ignore", "pipe", "pipe"] });
    expect(tablesIn(at("snakemake"))).toEqual(expected);
  });
});
