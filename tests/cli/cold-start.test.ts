/** A command loads what it needs and no more: the version next to nothing, help no compiler, and no command the phenomena but their own. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ROOT } from "./equipoise.js";
import { modulesLoadedBy } from "./loaded-modules.js";

const MAIN = "src/cli/main.js";

/** Those whose path begins with one of the folders. */
function within(modules: readonly string[], ...folders: readonly string[]): string[] {
  return modules.filter((path) => folders.some((folder) => path.startsWith(folder)));
}

const HEAVY = [
  "dist/compiler/",
  "dist/emulator/",
  "dist/firmware-bridge/",
  "dist/phenomena/",
  "dist/src/verify/",
  "dist/src/report/",
  "dist/src/description/load-description.js",
  "dist/src/description/document-schema.js",
  "node_modules/zod/",
  "node_modules/yaml/",
  "node_modules/serialport/",
  "node_modules/rp2040js/",
];

describe("cold start", () => {
  it("tells the version with the modules that know it, and no package", async () => {
    const { modules, stdout } = await modulesLoadedBy(MAIN, ["--version"]);
    expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect([...modules].filter((path) => !path.startsWith("dist/src/diagnostics/codes")).sort()).toEqual([
      "dist/src/cli/main.js",
      "dist/src/cli/standard-streams.js",
      "dist/src/diagnostics/diagnostic.js",
      "dist/src/diagnostics/exit-codes.js",
      "dist/src/program/version.js",
    ]);
  });

  it.each([
    ["--help"],
    ["board --help"],
    ["completion"],
    ["--get-yargs-completions equipoise"],
    ["--version --quiet"],
    ["phenomena --help"],
  ])("of `%s` loads no command's work", async (line) => {
    const { modules, stdout } = await modulesLoadedBy(MAIN, line.split(" "));
    expect(stdout).not.toBe("");
    expect(modules).toContain("dist/src/cli/command-list.js");
    expect(within(modules, ...HEAVY)).toEqual([]);
  });

  it("lists the targets without compiler, emulators and descriptions", async () => {
    const { modules, stdout } = await modulesLoadedBy(MAIN, ["targets"]);
    expect(stdout).toContain("loihi1");
    expect(modules).toContain("dist/src/targets/registry.js");
    expect(within(modules, ...HEAVY)).toEqual([]);
  });

  it("compiles, runs and verifies without phenomena, and without the packages of boards that are not reached", async () => {
    for (const command of ["compile", "run", "verify"]) {
      const { modules } = await modulesLoadedBy(MAIN, [command, "--help"]);
      expect(modules).toContain(`dist/src/cli/commands/${command}.js`);
      expect(within(modules, "dist/compiler/")).not.toEqual([]);
      expect(within(modules, "dist/phenomena/", "node_modules/serialport/", "node_modules/rp2040js/")).toEqual([]);
    }
  });

  it("loads the command that is named, wherever in the line, and its options with it", async () => {
    const { modules, stdout } = await modulesLoadedBy(MAIN, ["--quiet", "board", "loopback", "--help"]);
    expect(stdout).toContain("--bauds");
    expect(within(modules, "dist/src/cli/commands/")).toEqual(
      expect.arrayContaining(["dist/src/cli/commands/board.js", "dist/src/cli/commands/board/loopback.js"]),
    );
    expect(within(modules, "dist/src/cli/commands/board/")).not.toContain("dist/src/cli/commands/board/selftest.js");
  });

  it("completes the options of a command, and of a command's command", async () => {
    const complete = async (...words: string[]) =>
      (await modulesLoadedBy(MAIN, ["--get-yargs-completions", "equipoise", ...words])).stdout.split("\n");
    expect(await complete("compile", "--")).toEqual(
      expect.arrayContaining(["--rounding", "--stop-after", "--weight-bits"]),
    );
    expect(await complete("board", "")).toEqual(expect.arrayContaining(["list", "selftest"]));
    expect(await complete("board", "monitor", "--")).toEqual(expect.arrayContaining(["--every", "--frames"]));
  });
});

/** The modules of a bundled file: the bundler names each above its code. */
function bundledIn(path: string): string[] {
  return [...readFileSync(join(ROOT, path), "utf8").matchAll(/^\/\/ (\S+\.[jt]s)$/gm)].map((line) => line[1]);
}

describe("import of the library", () => {
  it("opens the few files of the bundle, and the packages that read descriptions and programs", async () => {
    const { modules } = await modulesLoadedBy("src/index.js");
    const own = within(modules, "dist/");
    expect(own).toContain("dist/src/index.js");
    expect(own.filter((path) => path !== "dist/src/index.js" && !path.startsWith("dist/chunks/"))).toEqual([]);
    expect(own.length).toBeLessThanOrEqual(12);
    const packages = within(modules, "node_modules/").map((path) =>
      path.split("/").slice(0, path.includes("/@") ? 3 : 2),
    );
    expect([...new Set(packages.map((words) => words.join("/")))].sort()).toEqual([
      "node_modules/@noble/hashes",
      "node_modules/protobufjs",
      "node_modules/yaml",
    ]);
  });

  it("leaves out phenomena, studies, boards and the command line", async () => {
    const { modules } = await modulesLoadedBy("src/index.js");
    const bundled = within(modules, "dist/").flatMap(bundledIn);
    expect(bundled).toEqual(expect.arrayContaining(["compiler/loihi/compile.ts", "src/verify/verify.ts"]));
    expect(within(bundled, "phenomena/", "studies/", "src/cli/")).toEqual([]);
    const phenomena = (await modulesLoadedBy("phenomena/index.js")).modules;
    expect(within(phenomena, "dist/").flatMap(bundledIn)).toContain("phenomena/run-phenomena.ts");
  });
});
