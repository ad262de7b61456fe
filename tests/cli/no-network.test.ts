/** No command asks the network: the kernel is asked which sockets were made. Boards on TCP, which a user names, are not run here. */
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { mustBeFresh } from "../fresh-dist.js";
import { ROOT, smallNetwork, temporaryFolder } from "./equipoise.js";

const folder = temporaryFolder();
const MAIN = join(ROOT, "dist/src/cli/main.js");
beforeAll(() => {
  mustBeFresh();
  writeFileSync(join(folder.path, "net.yaml"), smallNetwork({ duration: "150 ms" }));
});
afterAll(() => folder.remove());

/** Calls that make or use a socket of the internet, or look at the network's devices. */
function internetCalls(program: readonly string[]): { calls: string[]; status: number | null; stderr: string } {
  const log = join(folder.path, "trace");
  const { status, stderr, error } = spawnSync("strace", ["-f", "-qq", "-e", "trace=network", "-o", log, ...program], {
    cwd: folder.path,
    encoding: "utf8",
  });
  if (error !== undefined) throw error;
  const calls = readFileSync(log, "utf8")
    .split("\n")
    .filter((line) => /\bAF_(INET6?|NETLINK|PACKET)\b|\bsin6?_addr\b/.test(line));
  return { calls, status, stderr };
}

it("the tracing sees a socket where there is one", () => {
  const script = "require('node:dgram').createSocket('udp4').bind(0, '127.0.0.1', function () { this.close(); });";
  expect(internetCalls([process.execPath, "-e", script]).calls.length).toBeGreaterThan(0);
});

const SEED = ["--seeds", "1", "--attribution", "never"];
it.each([
  ["init", ["init", "new"]],
  ["check", ["check", "net.yaml"]],
  ["compile", ["compile", "net.yaml", "-o", "net.eqp"]],
  ["inspect", ["inspect", "net.eqp"]],
  ["run, with two threads", ["run", "net.yaml", "--workers", "2", "-o", "r.eqr"]],
  ["verify", ["verify", "net.yaml", ...SEED, "-o", "out"]],
  ["report", ["report", "out/verification.eqv", "-o", "again.html"]],
  ["nir export", ["nir", "export", "net.yaml", "-o", "net.nir"]],
  ["nir import", ["nir", "import", "net.nir", "-o", "imported"]],
  ["sonata export", ["sonata", "export", "net.yaml", "-o", "circuit"]],
  ["export lava", ["export", "net.yaml", "--to", "lava", "-o", "lava"]],
  ["targets", ["targets"]],
] as const)("%s makes no socket of the internet", (_name, args) => {
  const { calls, status, stderr } = internetCalls([process.execPath, MAIN, ...args]);
  expect(stderr).not.toMatch(/error:|has a fault/);
  expect([0, 2, 3, 4]).toContain(status);
  expect(calls).toEqual([]);
});
