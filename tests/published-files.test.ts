/** What the package holds: what its entries need, and nothing that only the repository runs. */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { mustBeFresh } from "./fresh-dist.js";

mustBeFresh();

const root = fileURLToPath(new URL("..", import.meta.url));
const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
  exports: Record<string, string | Record<string, string>>;
  bin: Record<string, string>;
};

function packed(): string[] {
  const text = execFileSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], {
    cwd: root,
    encoding: "utf8",
  });
  const [{ files }] = JSON.parse(text) as { files: { path: string }[] }[];
  return files.map(({ path }) => path);
}

/** Whatever its place, what only the repository runs; and whatever its name, what lies elsewhere than the package's own folders. */
function intruders(files: readonly string[]): string[] {
  const own =
    /^(dist\/(chunks|src|compiler|emulator|firmware-bridge|phenomena)|firmware-bridge\/(gateware|firmware)|schemas|examples)\//;
  const top = ["LICENSE", "README.md", "package.json"];
  const ours =
    /(^|\/)(bench|golden|tests?|scripts|studies|fixtures?)\/|\.(test|fixture|example)\.|\.tsbuildinfo$|build-stamp/;
  return files.filter((file) => ours.test(file) || !(own.test(file) || top.includes(file)));
}

describe("the package", () => {
  const files = packed();

  it("holds every file that its entries and its command name, with types", () => {
    const named = [
      ...Object.values(manifest.exports).flatMap((entry) =>
        typeof entry === "string" ? [entry] : Object.values(entry),
      ),
      ...Object.values(manifest.bin),
    ];
    expect(named.length).toBeGreaterThan(4);
    for (const file of named) {
      expect(existsSync(join(root, file)), file).toBe(true);
      expect(files).toContain(file.replace(/^\.\//, ""));
    }
  });

  it("holds the threads of verifications, sweeps, experiments and emulators", () => {
    expect(files.filter((file) => /\/worker\.js$/.test(file)).sort()).toEqual([
      "dist/emulator/loihi/worker.js",
      "dist/emulator/reference/worker.js",
      "dist/emulator/spinnaker/worker.js",
      "dist/phenomena/worker.js",
      "dist/src/sweep/plan/worker.js",
      "dist/src/sweep/worker.js",
      "dist/src/verify/worker.js",
    ]);
  });

  it("holds no studies, benchmarks, scripts, golden vectors and tests", () => {
    expect(intruders(files)).toEqual([]);
  });

  it.each([
    "bench/main.ts",
    "dist/bench/main.js",
    "dist/studies/main.js",
    "dist/scripts/golden.js",
    "dist/tests/golden/replay/vector.js",
    "dist/src/golden/vector.js",
    "dist/src/report/report.fixture.js",
    "dist/compiler/common/pass.test.d.ts",
    "dist/build-stamp.json",
    "firmware-bridge/protocol/frame.ts",
    "firmware-bridge/firmware/tests/clock.c",
    "examples/add-a-pass.example.ts",
    "src/index.ts",
    "docs/api/index.api.md",
    "knip.json",
  ])("would be seen to hold %s", (intruder) => {
    expect(intruders([...files, intruder])).toEqual([intruder]);
  });

  it("gives the experiments under a name of their own, and not with the rest", async () => {
    const rest = (await import("../src/index.js")) as Record<string, unknown>;
    const phenomena = (await import("../phenomena/index.js")) as Record<string, unknown>;
    expect(Object.keys(phenomena).sort()).toEqual([
      "REFERENCE",
      "experimentById",
      "experiments",
      "renderPhenomena",
      "runPhenomena",
    ]);
    expect(Object.keys(phenomena).filter((name) => name in rest)).toEqual([]);
  });
});
