/**
 * `npm run long-run -- [STEPS…]` (after `npm run build`): runs a small network for so many steps, 10^6 and 10^7 unless told, recorded to .eqr
 * and Parquet with checkpoints; prints time, memory and the digest of the last state. The longest is killed and taken up again.
 */
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { longNetwork } from "../tests/long-run/network.js";
import { growthOf, watchedRun, type WatchedRun } from "../tests/long-run/watched-run.js";

const MAIN = fileURLToPath(new URL("../src/cli/main.js", import.meta.url));
const words = process.argv.slice(2);
const counts = words.length === 0 ? [1e6, 1e7] : words.map(Number);
if (!counts.every((steps) => Number.isSafeInteger(steps) && steps >= 1e5)) {
  process.stderr.write("usage: npm run long-run -- [STEPS…], each a whole number from 100000 on\n");
  process.exit(1);
}
const folder = mkdtempSync(join(tmpdir(), "equipoise-long-run-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
const at = (name: string) => join(folder, name);

async function run(what: string, args: string, kill?: { file: string; ms: number }): Promise<WatchedRun> {
  const done = await watchedRun(MAIN, ["run", "long.yaml", "--workers", "1", "-q", ...args.split(" ")], folder, kill);
  if (kill === undefined ? done.code !== 0 : done.signal !== "SIGKILL")
    throw new Error(`${what} ended with ${done.signal ?? `code ${done.code}`}: ${done.stderr}`);
  const most = Math.max(...done.megabytes).toFixed(0);
  process.stdout.write(
    `${what}: ${(done.ms / 1000).toFixed(0)} s, at most ${most} MB, ${growthOf(done).toFixed(1)} MB more in the last quarter than in the second\n`,
  );
  return done;
}
const digest = (name: string) =>
  createHash("sha256")
    .update(readFileSync(at(name)))
    .digest("hex");

for (const steps of counts) {
  writeFileSync(at("long.yaml"), longNetwork(steps));
  const kept = `--checkpoint-every ${steps / 20}`;
  const whole = await run(`${steps} steps`, `-o whole.eqr --parquet spikes.parquet --checkpoint whole.eqk ${kept}`);
  const sizes = ["whole.eqr", "spikes.parquet"].map(
    (name) => `${name} ${(statSync(at(name)).size / 1e6).toFixed(0)} MB`,
  );
  process.stdout.write(`  ${sizes.join(", ")}; state ${digest("whole.eqk")}\n`);
  if (steps !== Math.max(...counts)) continue;
  await run("the same, killed", `-o no.eqr --checkpoint last.eqk ${kept}`, { file: "last.eqk", ms: whole.ms / 4 });
  await run("and taken up again", "--resume last.eqk -o rest.eqr --checkpoint end.eqk");
  const same = digest("end.eqk") === digest("whole.eqk");
  process.stdout.write(`  state ${digest("end.eqk")}, ${same ? "the same" : "ANOTHER ONE"}\n`);
  if (!same) process.exitCode = 1;
}
