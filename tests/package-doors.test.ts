/** The doors of the package, as somebody who installed it enters by them: the names in `exports`, in a process of their own. */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { mustBeFresh } from "./fresh-dist.js";

mustBeFresh();

const root = fileURLToPath(new URL("..", import.meta.url));

interface Manifest {
  readonly name: string;
  readonly exports: Readonly<Record<string, string | { readonly types: string; readonly default: string }>>;
}

const { name, exports } = JSON.parse(readFileSync(`${root}/package.json`, "utf8")) as Manifest;

/** What a script of the package's folder prints; the package may be imported by its name there. */
function run(script: string): string {
  return execFileSync(process.execPath, ["--input-type=module", "-e", script], { cwd: root, encoding: "utf8" });
}

describe("the package's doors", () => {
  it("lead to files that are there", () => {
    const files = Object.values(exports).flatMap((door) => (typeof door === "string" ? [door] : Object.values(door)));
    expect(files.length).toBeGreaterThan(8);
    expect(files.filter((file) => !existsSync(`${root}/${file}`))).toEqual([]);
  });

  it.each([
    [".", ["loadDescription", "verify", "compile", "createEmulator"], true],
    ["./compiler", ["parseDescription", "build", "compile", "encodeProgram"], false],
    ["./emulator", ["createEmulator", "createReference", "record", "rasterHash"], false],
    ["./bridge", ["openLoihiBoard", "lockstep", "openTcp"], true],
  ])("%s opens, and only Node's doors bring Node's threads and memory with them", (door, functions, ofNode) => {
    const answer = run(`
      const door = await import(${JSON.stringify(name + door.slice(1))});
      const { environment } = await import(${JSON.stringify(`${name}/compiler`)});
      console.log(JSON.stringify({ names: Object.keys(door), given: Object.keys(environment()) }));
    `);
    const { names, given } = JSON.parse(answer) as { names: string[]; given: string[] };
    expect(names).toEqual(expect.arrayContaining(functions));
    expect(given.length > 0).toBe(ofNode);
  });

  it("./schema is the JSON Schema of descriptions", () => {
    const schema = run(`
      import { createRequire } from "node:module";
      console.log(JSON.stringify(createRequire(import.meta.url)(${JSON.stringify(`${name}/schema`)})));
    `);
    expect(JSON.parse(schema)).toMatchObject({ type: "object", properties: { populations: {} } });
  });
});
