/** docs/dependencies.md names every dependency with its licence, and no other. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import * as environments from "../scripts/python-environments.js";

const ROOT = join(import.meta.dirname, "..");
const page = readFileSync(join(ROOT, "docs/dependencies.md"), "utf8");

function tableOf(heading: string): Map<string, { why: string; licence: string }> {
  const [, section] = page.split(`\n## ${heading}\n`);
  const rows = section.split("\n## ")[0].matchAll(/^\| `([^`]+)` \| ([^|]+) \| ([^|]+) \|$/gm);
  return new Map(Array.from(rows, ([, name, why, licence]) => [name, { why, licence: licence.trim() }]));
}

interface Manifest {
  readonly license?: string;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}
const manifest = (folder: string) => JSON.parse(readFileSync(join(ROOT, folder, "package.json"), "utf8")) as Manifest;

/** Licences that let a program under Apache-2.0 ship a package. */
const PERMISSIVE = ["MIT", "ISC", "BSD-3-Clause", "BSD-2-Clause", "Apache-2.0", "0BSD", "NIST-Software"];

describe.each([
  ["At run time", "dependencies"],
  ["To build and to test", "devDependencies"],
] as const)("%s", (heading, kind) => {
  const table = tableOf(heading);

  it("every package of package.json stands there, and nothing else", () => {
    expect([...table.keys()].sort()).toEqual(Object.keys(manifest(".")[kind]).sort());
    for (const { why } of table.values()) expect(why.length).toBeGreaterThan(3);
  });

  it.each([...table.keys()])("%s has the licence of its own package.json, a permissive one", (name) => {
    const { licence } = table.get(name)!;
    const own = manifest(`node_modules/${name}`).license;
    if (licence === "NIST-Software") {
      expect(own).toBe("SEE LICENSE IN LICENSE.txt");
      expect(readFileSync(join(ROOT, "node_modules", name, "LICENSE.txt"), "utf8")).toMatch(/NIST-developed software/);
    } else expect(licence).toBe(own);
    expect(PERMISSIVE).toContain(licence);
  });
});

it("what the run-time packages bring with them is permissive, too", () => {
  const seen = new Set<string>();
  const visit = (name: string, from: string) => {
    const nested = `${from}/node_modules/${name}`;
    const folder = existsSync(join(ROOT, nested, "package.json")) ? nested : `node_modules/${name}`;
    if (seen.has(folder)) return;
    seen.add(folder);
    const { license, dependencies = {} } = manifest(folder);
    const licence = license === "SEE LICENSE IN LICENSE.txt" ? "NIST-Software" : license;
    expect(PERMISSIVE, `${folder}: ${license}`).toContain(licence?.replace(/^\((.*) OR .*\)$/, "$1"));
    for (const below of Object.keys(dependencies)) visit(below, folder);
  };
  for (const name of Object.keys(manifest(".").dependencies)) visit(name, ".");
  expect(seen.size).toBeGreaterThan(10);
});

it("every Python peer stands there, and nothing else", () => {
  const installed = Object.values(environments)
    .flatMap((one) => (typeof one === "object" && one !== null && "installs" in one ? one.installs.flat() : []))
    .filter((word) => !word.startsWith("-"))
    .map((word) => /^[\w-]+/.exec(word)![0]);
  expect([...tableOf("Python peers").keys()].sort()).toEqual([...new Set(installed)].sort());
});

it("a release asks for known holes first", () => {
  expect(readFileSync(join(ROOT, "scripts/release.mjs"), "utf8")).toContain('"audit"');
});
