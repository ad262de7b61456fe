/** dist/ is held to the sources: an old one is named, what no source stands for is removed, and nothing of an old one starts. */
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import ts from "typescript";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { buildInputs, removeLeftovers, staleBuild, stampBuild } from "../scripts/build-files.mjs";
import { ROOT, temporaryFolder } from "./cli/equipoise.js";
import { refuseDist } from "./fresh-dist.js";

describe("a build", () => {
  let root: string;
  let remove: () => void;
  const write = (path: string, text = "") => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };

  beforeEach(() => {
    ({ path: root, remove } = temporaryFolder());
    write("tsconfig.build.json", JSON.stringify({ include: ["src", "tests/jobs"] }));
    write("src/a.ts", "export const a = 1;");
    write("src/deep/b.ts", "export const b = 2;");
    write("src/generated/wire.js", "// copied");
    write("tests/jobs/worker.ts");
    for (const path of ["src/a", "src/deep/b", "tests/jobs/worker"]) {
      write(`dist/${path}.js`);
      write(`dist/${path}.d.ts`);
    }
    write("dist/src/generated/wire.js");
    write("dist/chunks/any-1234.js");
    stampBuild(root);
  });
  afterEach(() => remove());

  it("is fresh while every source says what it said, also where it was written again", () => {
    expect(staleBuild(root)).toBeNull();
    write("src/a.ts", "export const a = 1;");
    write("src/a.test.ts", "// tests are not built");
    expect(staleBuild(root)).toBeNull();
  });

  it.each([
    ["src/a.ts", "dist/ is older than src/a.ts: run npm run build"],
    ["src/generated/wire.js", "dist/ is older than src/generated/wire.js: run npm run build"],
    ["tests/jobs/new.ts", "dist/ is older than tests/jobs/new.ts: run npm run build"],
  ])("is old once %s is another", (path, sentence) => {
    write(path, "export const other = 3;");
    expect(staleBuild(root)).toBe(sentence);
  });

  it("counts what else is newer, names what is gone, and says where nothing was built", () => {
    write("src/a.ts");
    write("src/deep/b.ts");
    write("src/deep/c.ts");
    expect(staleBuild(root)).toBe("dist/ is older than src/a.ts and 2 more: run npm run build");
    stampBuild(root);
    rmSync(join(root, "src/deep/b.ts"));
    expect(staleBuild(root)).toBe("dist/ still has src/deep/b.ts, which is gone: run npm run build");
    rmSync(join(root, "dist"), { recursive: true });
    expect(staleBuild(root)).toBe("dist/ is not built: run npm run build");
  });

  it("keeps nothing of sources that are gone, folders included, and all of the others", () => {
    expect(removeLeftovers(root)).toEqual([]);
    rmSync(join(root, "src/deep"), { recursive: true });
    write("dist/src/old/very/gone.js");
    expect([...removeLeftovers(root)].sort()).toEqual(["src/deep/b.d.ts", "src/deep/b.js", "src/old/very/gone.js"]);
    expect(existsSync(join(root, "dist/src/deep"))).toBe(false);
    expect(existsSync(join(root, "dist/src/old"))).toBe(false);
    for (const path of ["src/a.js", "src/a.d.ts", "src/generated/wire.js", "chunks/any-1234.js", "build-stamp.json"])
      expect(existsSync(join(root, "dist", path)), path).toBe(true);
  });
});

it("the build takes the sources that tsc compiles", () => {
  const path = join(ROOT, "tsconfig.build.json");
  const { config } = ts.readConfigFile(path, (file) => readFileSync(file, "utf8")) as { config: unknown };
  const { fileNames } = ts.parseJsonConfigFileContent(config, ts.sys, ROOT);
  const compiled = fileNames.filter((name) => !/\.d\.m?ts$/.test(name)).map((name) => name.slice(ROOT.length + 1));
  expect([...buildInputs(ROOT).compiled].sort()).toEqual(compiled.sort());
});

describe("an old dist/", () => {
  it("starts neither as a thread nor as a command, and says why; the rest of the machine goes on", async () => {
    refuseDist("dist/ is older than src/a.ts: run npm run build");
    const main = join(ROOT, "dist/src/cli/main.js");
    const sentence = "dist/ is older than src/a.ts: run npm run build";
    expect(() => new Worker(pathToFileURL(join(ROOT, "dist/src/verify/worker.js")))).toThrow(sentence);
    expect(() => spawn(process.execPath, [main, "targets"])).toThrow(sentence);
    expect(() => execFileSync(process.execPath, [main, "targets"])).toThrow(sentence);
    expect(execFileSync(process.execPath, ["-p", "6 * 7"], { encoding: "utf8" })).toBe("42\n");
    const thread = new Worker("require('node:worker_threads').parentPort.postMessage(7)", { eval: true });
    expect(await new Promise((resolve) => thread.once("message", resolve))).toBe(7);
  });
});
