/** A million steps in memory that does not grow, killed at a moment drawn at random and taken up again to the same bits. */
import { randomInt } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { decodeRecording } from "../../src/recording/codec.js";
import { RasterHasher } from "../../src/recording/recording.js";
import { longNetwork } from "../long-run/network.js";
import { growthOf, watchedRun, type WatchedRun } from "../long-run/watched-run.js";
import { ROOT, temporaryFolder } from "./equipoise.js";

const STEPS = 1_000_000;
/** Half of the run has more than 3,000,000 spikes: 24 MB at 8 bytes each. */
const MOST_GROWTH = 12;
const LONG = 300_000;
const folder = temporaryFolder();
const at = (name: string) => join(folder.path, name);
const run = (args: string, kill?: { file: string; ms: number }) =>
  watchedRun(
    join(ROOT, "dist/src/cli/main.js"),
    ["run", "long.yaml", "--workers", "1", "-q", ...args.split(" ")],
    folder.path,
    kill,
  );
let whole: WatchedRun;

beforeAll(async () => {
  writeFileSync(at("long.yaml"), longNetwork(STEPS));
  whole = await run("-o whole.eqr --parquet spikes.parquet --checkpoint whole.eqk --checkpoint-every 50000");
}, LONG);
afterAll(() => folder.remove());

it("a million steps, recorded, take no more memory in the end than at the beginning", () => {
  expect(whole).toMatchObject({ code: 0, stderr: "" });
  expect(decodeRecording(readFileSync(at("whole.eqr"))).spikeSteps.length).toBeGreaterThan(6_000_000);
  expect(whole.megabytes.length).toBeGreaterThan(20);
  process.stdout.write(
    `${STEPS} steps: ${growthOf(whole).toFixed(1)} MB more, most ${Math.max(...whole.megabytes).toFixed(0)} MB\n`,
  );
  expect(growthOf(whole)).toBeLessThan(MOST_GROWTH);
});

it(
  "killed at any moment it goes on from its last checkpoint, to the spikes and the state of the unbroken run",
  async () => {
    // Drawn anew each time, and said, so that a red run can be repeated.
    const ms = randomInt(Math.ceil(whole.ms / 4));
    const killed = await run("--checkpoint last.eqk --checkpoint-every 20000 -o no.eqr", { file: "last.eqk", ms });
    expect(killed.signal, `killed after ${ms} ms`).toBe("SIGKILL");
    const rest = await run("--resume last.eqk -o rest.eqr --checkpoint end.eqk");
    expect(rest, `killed after ${ms} ms`).toMatchObject({ code: 0, stderr: "" });
    const [unbroken, resumed] = ["whole.eqr", "rest.eqr"].map((name) => decodeRecording(readFileSync(at(name))));
    const from = resumed.startStep;
    process.stdout.write(`killed ${ms} ms after its first checkpoint, gone on from step ${from}\n`);
    expect(from).toBeGreaterThan(0);
    expect(from + resumed.steps).toBe(STEPS);
    const digest = ({ spikeSteps, spikeIds }: typeof resumed) => {
      const hasher = new RasterHasher();
      spikeSteps.forEach((step, k) => {
        if (step >= from) hasher.spikes(step, spikeIds.subarray(k, k + 1), 1);
      });
      return { digest: hasher.digest(), count: hasher.count };
    };
    expect(digest(resumed).count).toBe(resumed.spikeSteps.length);
    expect(digest(resumed)).toEqual(digest(unbroken));
    expect(readFileSync(at("end.eqk")).equals(readFileSync(at("whole.eqk")))).toBe(true);
  },
  LONG,
);
