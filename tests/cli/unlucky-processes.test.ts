/** Readers that go away, and commands that are killed: the verdict stays, files are whole, and no simulator outlives its command. */
import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildFpgaSimulator } from "../../firmware-bridge/simulated/fpga-simulator.js";
import { mustBeFresh } from "../fresh-dist.js";
import { equipoise, finished, ROOT, smallNetwork, start, temporaryFolder } from "./equipoise.js";

const folder = temporaryFolder();
const at = (name: string) => join(folder.path, name);
beforeAll(() => {
  writeFileSync(at("net.yaml"), smallNetwork());
  writeFileSync(
    at("large.yaml"),
    "timestep: 1 ms\nduration: 20 ms\npopulations:\n  A: { size: 130000, neuron: { model: iaf_psc_exp } }\n",
  );
});
afterAll(() => folder.remove());
const LONG = 300_000;

describe("a reader that goes away", () => {
  it(
    "changes neither the verdict's exit code nor the files",
    async () => {
      const args = ["verify", "net.yaml", "--seeds", "2", "--attribution", "never", "--out"];
      const whole = await equipoise([...args, "whole"], folder.path);
      const child = start([...args, "cut"], folder.path);
      child.stdout!.destroy();
      child.stderr!.destroy();
      const cut = await finished(child);
      expect(whole.code).toBeGreaterThan(0);
      expect(cut.code).toBe(whole.code);
      expect(readdirSync(at("cut"))).toEqual(readdirSync(at("whole")));
      expect(readFileSync(at("cut/target.eqr")).equals(readFileSync(at("whole/target.eqr")))).toBe(true);
    },
    LONG,
  );

  it("takes nothing of an error's exit code either", async () => {
    const child = start(["verify", "missing.yaml"], folder.path);
    child.stdout!.destroy();
    child.stderr!.destroy();
    expect((await finished(child)).code).toBe(1);
  });
});

/** Whether a process of this id runs; a zombie does not. */
function runs(pid: number): boolean {
  if (!existsSync(`/proc/${pid}/stat`)) return false;
  return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
}

/** What never comes about is found by the limit of the test. */
async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 50));
}

describe("a program of a simulated board", () => {
  // It minds neither the end of its input nor polite signals, as QEMU minds not the former.
  const stubborn = "trap '' TERM INT HUP; echo $$; while :; do sleep 0.1; done";
  const owner = `import { guardedProcess } from ${JSON.stringify(join(ROOT, "dist/firmware-bridge/transport/guarded-process.js"))};
const { stdout } = guardedProcess("/bin/sh", ["-c", ${JSON.stringify(stubborn)}], { input: true });
stdout.on("data", (bytes) => process.stdout.write(bytes));
process.stdin.once("data", () => process.exit(3));
setInterval(() => {}, 1000);`;

  it.each(["SIGTERM", "SIGINT", "SIGHUP", "SIGKILL", "exit"] as const)(
    "ends with the process that started it, by %s",
    async (how) => {
      mustBeFresh();
      writeFileSync(at("owner.mjs"), owner);
      const parent = spawn(process.execPath, [at("owner.mjs"), how], { stdio: ["pipe", "pipe", "inherit"] });
      const pid = Number(
        await new Promise<string>((resolve) =>
          parent.stdout.once("data", (bytes: Buffer) => resolve(bytes.toString())),
        ),
      );
      expect(runs(pid)).toBe(true);
      if (how === "exit") parent.stdin.write("exit\n");
      else parent.kill(how);
      await until(() => !runs(pid));
    },
    LONG,
  );

  it("gets its input and its arguments as they are, and tells its exit code", async () => {
    const { guardedProcess } = await import("../../firmware-bridge/transport/guarded-process.js");
    const { child, stdin, stdout } = guardedProcess(
      "/bin/sh",
      ["-c", 'printf "%s|" "$@"; cat; exit 7', "sh", "a b", 'it\'s "so"', "$HOME ü"],
      { input: true },
    );
    const out: Buffer[] = [];
    stdout.on("data", (bytes: Buffer) => out.push(bytes));
    stdin!.end(Uint8Array.of(0, 255, 10));
    const code = await new Promise((resolve) => child.on("close", resolve));
    expect(
      Buffer.concat(out).equals(Buffer.concat([Buffer.from('a b|it\'s "so"|$HOME ü|'), Uint8Array.of(0, 255, 10)])),
    ).toBe(true);
    expect(code).toBe(7);
  });
});

describe("the simulated FPGA", () => {
  it(
    "is built below a path with spaces, quotes and other letters",
    () => {
      const { program } = buildFpgaSimulator(join(ROOT, "firmware-bridge/gateware"), at('ho me\'s "ü"'));
      expect(spawnSync(program, [], { input: Uint8Array.of(0), timeout: 60_000 }).status).toBe(0);
    },
    LONG,
  );
});

describe("a population of 130,000 neurons", () => {
  it(
    "is looked at for spinnaker1 as any other",
    async () => {
      const { code, stderr } = await equipoise(["check", "large.yaml", "-t", "spinnaker1", "-q"], folder.path);
      expect(stderr).not.toMatch(/call stack|has a fault/);
      expect([0, 2, 3, 4, 5]).toContain(code);
    },
    LONG,
  );
});

describe("run --out and --csv", () => {
  it(
    "leave no spool behind, and one run in parts is the whole run",
    async () => {
      const run = (...more: string[]) =>
        equipoise(["run", "net.yaml", "--on", "reference", "--json", ...more], folder.path);
      const { stdout } = await run("-o", "made/r.eqr", "--csv", "made/r.csv", "--trace", "3", "--trace", "5");
      const { spikes } = JSON.parse(stdout) as { spikes: number };
      expect(readdirSync(at("made")).sort()).toEqual(["r.csv", "r.eqr"]);
      expect(readdirSync(folder.path).filter((name) => name.startsWith("."))).toEqual([]);
      expect(readFileSync(at("made/r.csv"), "utf8").trim().split("\n").length).toBe(spikes + 1);
      expect((await equipoise(["compare", "made/r.eqr", "made/r.eqr"], folder.path)).code).toBe(0);
    },
    LONG,
  );
});
