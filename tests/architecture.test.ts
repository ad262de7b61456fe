/** The layers of docs/architecture.md: parses every import and fails where a lower layer sees a higher one. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, normalize, relative } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { describe, expect, it } from "vitest";

const root = normalize(join(dirname(fileURLToPath(import.meta.url)), ".."));

/** Folder → layer. Folders of one layer may see each other, except the three verbs. */
const layers: readonly (readonly string[])[] = [
  ["src/numerics", "src/diagnostics"],
  ["src/models"],
  ["src/description", "src/network", "src/targets", "src/program", "src/recording"],
  ["src/theory"],
  ["compiler", "emulator", "firmware-bridge"],
  [
    "src/analysis",
    "src/verdict",
    "src/verify",
    "tests/golden/replay",
    "phenomena",
    "src/interchange",
    "src/report",
    "src/sweep",
    "src/closed-loop",
  ],
  ["src/cli", "src/index.ts"],
];
const verbs = layers[4];

function sourceFiles(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return name === "generated" ? [] : sourceFiles(path);
    return /\.ts$/.test(name) && !/\.(test|d)\.ts$/.test(name) ? [path] : [];
  });
}

function folderOf(path: string): string | undefined {
  const local = relative(root, path).replaceAll("\\", "/");
  return layers.flat().find((folder) => local === folder || local.startsWith(`${folder}/`));
}

function layerOf(folder: string): number {
  return layers.findIndex((layer) => layer.includes(folder));
}

function importsOf(path: string): string[] {
  const { importedFiles } = ts.preProcessFile(readFileSync(path, "utf8"), true, true);
  return importedFiles.map((f) => f.fileName).filter((name) => name.startsWith("."));
}

const files = ["src", "compiler", "emulator", "firmware-bridge"]
  .map((folder) => join(root, folder))
  .filter((folder) => statSync(folder, { throwIfNoEntry: false }))
  .flatMap(sourceFiles);

describe("architecture", () => {
  it("places every source file in a layer", () => {
    expect(files.filter((file) => folderOf(file) === undefined)).toEqual([]);
    expect(files.length).toBeGreaterThan(50);
  });

  it("lets no file import from a higher layer, nor the verbs from each other", () => {
    const wrong: string[] = [];
    for (const file of files) {
      const from = folderOf(file)!;
      for (const name of importsOf(file)) {
        const to = folderOf(normalize(join(dirname(file), name)).replace(/\.js$/, ".ts"));
        if (to === undefined || to === from) continue;
        const upward = layerOf(to) > layerOf(from);
        const acrossVerbs = verbs.includes(from) && verbs.includes(to);
        if (upward || acrossVerbs) wrong.push(`${relative(root, file)} imports ${name}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it("keeps every source file below 500 lines", () => {
    const long = files.filter((file) => readFileSync(file, "utf8").split("\n").length > 500);
    expect(long.map((file) => relative(root, file))).toEqual([]);
  });
});
