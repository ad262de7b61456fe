/** `check` and `compile` of a small network on every board of every target that the registry has: a new target cannot be forgotten. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { runCommandLine } from "../src/cli/run-command-line.js";
import { ExitCode } from "../src/diagnostics/exit-codes.js";
import { allTargets } from "../src/targets/registry.js";
import { smallNetwork, temporaryFolder } from "./cli/equipoise.js";

const folder = temporaryFolder();
const network = join(folder.path, "small.yaml");
beforeAll(() => writeFileSync(network, smallNetwork({ duration: "300 ms" }).replace("0.5 ms", "1 ms")));
afterAll(folder.remove);

const BOARDS = allTargets().flatMap(({ id, family, boards }) =>
  boards.map((board) => ({ target: id, family, board: board.id })),
);
const PREDICTIONS: readonly number[] = [ExitCode.ok, ExitCode.drifts, ExitCode.breaks, ExitCode.inconclusive];

interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const written = vi.hoisted(() => ({ stdout: "", stderr: "" }));
// Commands write past the streams of Node, straight to the two descriptors.
vi.mock("node:fs", async (original) => {
  const fs = await original<typeof import("node:fs")>();
  const writeSync = (fd: number, data: string | Uint8Array, ...more: never[]): number => {
    if (fd !== 1 && fd !== 2) return fs.writeSync(fd, data as Uint8Array, ...more);
    const bytes = typeof data === "string" ? new TextEncoder().encode(data) : data;
    written[fd === 1 ? "stdout" : "stderr"] += new TextDecoder().decode(bytes);
    return bytes.length;
  };
  return { ...fs, writeSync, default: { ...fs, writeSync } };
});

/** The command as `main.ts` runs it, in this process: starting one for each board would take longer than its work. */
async function run(words: readonly string[]): Promise<Outcome> {
  const before = process.exitCode;
  process.exitCode = undefined;
  Object.assign(written, { stdout: "", stderr: "" });
  await runCommandLine(words);
  const code = Number(process.exitCode ?? 0);
  process.exitCode = before;
  return { code, ...written };
}

describe.each(BOARDS)("$target on $board", ({ target, family, board }) => {
  it("is checked: rates, fit and run time are foretold", async () => {
    const { code, stdout, stderr } = await run(["check", network, "--target", target, "--board", board, "--json"]);
    expect(PREDICTIONS, stderr).toContain(code);
    const { fits, realTime } = JSON.parse(stdout) as { fits: boolean | null; realTime: { holds: string } | null };
    expect(fits).toBe(family === "sized" ? null : true);
    if (family !== "sized") expect(["yes", "no", "unknown"]).toContain(realTime?.holds);
  });

  it("is checked in words", async () => {
    const { code, stdout, stderr } = await run(["check", network, "--target", target, "--board", board]);
    expect(PREDICTIONS, stderr).toContain(code);
    expect(stdout).not.toMatch(/undefined|NaN/);
  });

  // What has no public arithmetic is sized only, and says so.
  it(family === "sized" ? "is not compiled, in a sentence" : "is compiled", async () => {
    const out = join(folder.path, `${target}-${board}.eqp`);
    const { code, stdout, stderr } = await run([
      ...["compile", network, "--target", target, "--board", board],
      ...["-o", out, "--json"],
    ]);
    if (family === "sized") {
      expect(code).toBe(ExitCode.badInput);
      return expect(stderr).toMatch(/^error: .*\[not-bit-accurate\]$/m);
    }
    expect(code, stderr).toBe(ExitCode.ok);
    expect((JSON.parse(stdout) as { digest: string }).digest).toMatch(/^[0-9a-f]{16,}/);
  });
});

it("names every target of the registry", () => {
  expect(new Set(BOARDS.map(({ target }) => target))).toEqual(new Set(allTargets().map(({ id }) => id)));
});
