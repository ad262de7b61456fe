/** The arrows of docs/architecture.md: parses every import, types included, and fails where one points up, sideways or in a circle. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, normalize, relative } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { describe, expect, it } from "vitest";

const root = normalize(join(dirname(fileURLToPath(import.meta.url)), ".."));

/**
 * Floors from the ground up. A file imports from its own folder and from lower floors, never from a higher one or from a neighbour on its own:
 * that keeps the nouns apart from each other, compiler from emulator, and one family from the next.
 */
const floors: readonly (readonly string[])[] = [
  ["src/environment", "src/diagnostics"],
  ["src/numerics"],
  ["src/models"],
  ["src/targets/limit.ts", "src/targets/figure.ts"],
  ["src/description", "src/targets/loihi", "src/targets/spinnaker", "src/targets/sized"],
  ["src/network", "src/targets", "src/node/files"],
  ["src/theory", "src/program", "src/options"],
  ["src/recording"],
  ["src/interchange"],
  ["src/analysis", "src/closed-loop", "compiler/common", "emulator/common"],
  ["src/verdict", "compiler/loihi", "compiler/spinnaker", "compiler/sized", "emulator/reference"],
  ["emulator/loihi", "emulator/spinnaker", "firmware-bridge"],
  ["src/families", "src/node"],
  ["src/measure", "src/jobs"],
  ["src/verify"],
  ["src/sweep", "src/report"],
  ["src/shared-types.ts"],
  ["src/compiler.ts", "src/emulator.ts", "src/bridge.ts"],
  ["src/index.ts", "phenomena"],
  ["src/cli"],
  ["studies"],
];
const folders = floors.flat().sort((a, b) => b.length - a.length);

function sourceFiles(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return name === "generated" || name === "assembly" ? [] : sourceFiles(path);
    return /\.ts$/.test(name) && !/\.(test|fixture|d)\.ts$/.test(name) ? [path] : [];
  });
}

const local = (path: string) => relative(root, path).replaceAll("\\", "/");

/** The longest folder of the list that a file stands in. */
function folderOf(path: string): string | undefined {
  return folders.find((folder) => local(path) === folder || local(path).startsWith(`${folder}/`));
}

function floorOf(folder: string): number {
  return floors.findIndex((floor) => floor.includes(folder));
}

const files = ["src", "compiler", "emulator", "firmware-bridge", "phenomena", "studies"]
  .map((folder) => join(root, folder))
  .flatMap(sourceFiles);
const known = new Set(files);

function importsOf(path: string): string[] {
  const { importedFiles } = ts.preProcessFile(readFileSync(path, "utf8"), true, true);
  return importedFiles
    .map((file) => file.fileName)
    .filter((name) => name.startsWith("."))
    .map((name) => normalize(join(dirname(path), name)).replace(/\.js$/, ".ts"))
    .filter((file) => known.has(file));
}

const imports = new Map(files.map((file) => [file, importsOf(file)]));

/** Circles of files: strongly connected components of more than one (Tarjan 1972). */
function circles(): string[][] {
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const found: string[][] = [];
  const visit = (file: string) => {
    index.set(file, index.size);
    low.set(file, index.get(file)!);
    stack.push(file);
    for (const to of imports.get(file)!) {
      if (!index.has(to)) visit(to);
      if (stack.includes(to)) low.set(file, Math.min(low.get(file)!, low.get(to)!));
    }
    if (low.get(file) !== index.get(file)) return;
    const circle = stack.splice(stack.indexOf(file));
    if (circle.length > 1) found.push(circle.map(local));
  };
  for (const file of files) if (!index.has(file)) visit(file);
  return found;
}

describe("architecture", () => {
  it("places every source file on a floor", () => {
    expect(files.filter((file) => folderOf(file) === undefined).map(local)).toEqual([]);
    expect(files.length).toBeGreaterThan(500);
  });

  it("has every folder of its floors on the page that explains them", () => {
    const page = readFileSync(join(root, "docs/architecture.md"), "utf8");
    const parts = /^src\/targets\/./;
    expect(floors.flat().filter((folder) => !parts.test(folder) && !page.includes(`\`${folder}\``))).toEqual([]);
  });

  it("lets no file import from a higher floor, nor from a neighbour", () => {
    const wrong: string[] = [];
    for (const [file, targets] of imports)
      for (const target of targets) {
        const [from, to] = [folderOf(file)!, folderOf(target)!];
        if (from !== to && floorOf(to) >= floorOf(from)) wrong.push(`${local(file)} → ${local(target)}`);
      }
    expect(wrong).toEqual([]);
  });

  it("has no circle of files", () => {
    expect(circles()).toEqual([]);
  });

  it("keeps every source file below 500 lines", () => {
    const long = files.filter((file) => readFileSync(file, "utf8").split("\n").length > 500);
    expect(long.map(local)).toEqual([]);
  });
});
