/** Ctrl-C, kill and a closed pipe leave whole files or none. */
import { existsSync, readdirSync, readFileSync, readlinkSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { equipoise, finished, smallNetwork, start, temporaryFolder } from "./equipoise.js";

const folder = temporaryFolder();
const at = (name: string) => join(folder.path, name);
beforeAll(() => writeFileSync(at("net.yaml"), smallNetwork({ duration: "1000 s" })));
afterAll(() => folder.remove());

/** Bytes that a process has spooled of its run: files that it holds open and that have no name any more. Throws where it has ended. */
function spooled(pid: number): number {
  const descriptors = `/proc/${pid}/fd`;
  const sizes = readdirSync(descriptors).map((fd) => spooledIn(join(descriptors, fd)));
  return Math.max(0, ...sizes);
}

/** A descriptor may be closed after it was listed. */
function spooledIn(descriptor: string): number {
  try {
    return readlinkSync(descriptor).endsWith(".spool (deleted)") ? statSync(descriptor).size : 0;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return 0;
    throw error;
  }
}

/** Looks again until it is so; a process that ended meanwhile throws. */
async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await pause(10);
}

describe("a run that is stopped", () => {
  it.each(["SIGINT", "SIGTERM", "SIGKILL"] as const)(
    "by %s leaves the earlier file as it was, and no other",
    async (signal) => {
      writeFileSync(at("run.eqr"), "earlier");
      const before = readdirSync(folder.path).sort();
      const child = start(["run", "net.yaml", "-o", "run.eqr"], folder.path);
      const outcome = finished(child);
      // In the middle of the computation: some of its spikes are on the disk.
      await until(() => spooled(child.pid!) > 0);
      child.kill(signal);
      const { signal: endedBy, stdout, stderr } = await outcome;
      expect(endedBy).toBe(signal); // at once, also within a long computation; a shell shows 128 + its number
      expect(stdout).toBe("");
      expect(stderr).not.toMatch(/\n\s+at |has a fault/);
      expect(readFileSync(at("run.eqr"), "utf8")).toBe("earlier");
      expect(readdirSync(folder.path).sort()).toEqual(before);
    },
  );

  it("ends without a word when nobody reads its output", async () => {
    const child = start(["targets"], folder.path);
    child.stdout!.destroy();
    const { stderr } = await finished(child);
    expect(stderr).not.toMatch(/EPIPE|\n\s+at /);
  });
});

it("compile writes no temporary file beside its result", async () => {
  await equipoise(["compile", "net.yaml", "-o", "deep/er/net.eqp"], folder.path);
  expect(existsSync(at("deep/er/net.eqp"))).toBe(true);
  expect(readdirSync(at("deep/er"))).toEqual(["net.eqp"]);
});
