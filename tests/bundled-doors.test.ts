/** The doors of the package as they are published: bundled, and entered by their names from a program of its own. */
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, describe, expect, it } from "vitest";
import { smallNetwork } from "./cli/equipoise.js";
import { mustBeFresh } from "./fresh-dist.js";

mustBeFresh();

const root = fileURLToPath(new URL("..", import.meta.url));
/** Within the repository, where the package's own name leads to it. */
const folder = mkdtempSync(join(root, "dist", "door-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** @returns what the program printed, as JSON */
async function program(text: string): Promise<unknown> {
  writeFileSync(join(folder, "net.yaml"), smallNetwork({ duration: "300 ms" }));
  writeFileSync(join(folder, "program.mjs"), text);
  return JSON.parse(
    (await promisify(execFile)(process.execPath, [join(folder, "program.mjs")], { cwd: folder })).stdout,
  );
}

const PREPARE = `
import * as library from "@equipoise/equipoise";
import * as phenomena from "@equipoise/equipoise/phenomena";
const { description } = library.loadDescription("net.yaml");
const target = library.targetById("loihi1");
const options = library.defaultOptions(target);
`;

describe("the bundled worker of the emulators", () => {
  it("is one file, which loads nothing but what Node has", () => {
    const text = readFileSync(join(root, "dist", "src", "node", "slice-worker.js"), "utf8");
    const imports = [...text.matchAll(/^import\b[^"]*"([^"]+)";$/gm)].map(([, from]) => from);
    expect(imports).toContain("node:worker_threads");
    expect(imports.filter((from) => !from.startsWith("node:"))).toEqual([]);
    expect(text).not.toMatch(/\bimport\(/);
  });
});

describe("the bundled doors", () => {
  it("find their threads and the files of the report beside their modules", async () => {
    const outcome = await program(`${PREPARE}
const request = { description, target, options, file: "net.yaml", command: "", seeds: [1, 2], attribution: "never" };
const [one, two] = [await library.verify({ ...request, jobs: 1 }), await library.verify({ ...request, jobs: 2 })];
const { program } = library.build(description, target, options).compiled;
const hashes = [];
for (const workers of [1, 2]) {
  const emulator = await library.createEmulator(program, target, { workers });
  const what = { network: "net", seed: 1, steps: 600, populations: program.populations };
  hashes.push(library.rasterHash(await library.record(emulator, what)));
  await emulator.close();
}
const page = library.renderReport(one);
console.log(JSON.stringify({ same: JSON.stringify(one.runs) === JSON.stringify(two.runs), runs: two.runs.length, hashes, page: page.slice(0, 15) }));
`);
    const { hashes, ...rest } = outcome as { hashes: string[] };
    expect(rest).toEqual({ same: true, runs: 2, page: "<!doctype html>" });
    expect(hashes[0]).toMatch(/^[0-9a-f]{16,}/);
    expect(hashes[1]).toBe(hashes[0]);
  });

  it("share their classes: what one door throws, another knows", async () => {
    const outcome = await program(`${PREPARE}
const thrown = (act) => { try { act(); } catch (error) { return error; } };
const error = thrown(() => phenomena.experimentById("gravity"));
console.log(JSON.stringify({ known: error instanceof library.EquipoiseError, message: error.message }));
`);
    expect(outcome).toEqual({
      known: true,
      message: expect.stringContaining("there is no experiment `gravity`") as string,
    });
  });
});
