/** Chunks, scripts and words of a sweep on a cluster; what needs a Slurm is in tests/slurm. */
import { execFileSync, spawnSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chunksOf, chunkSizeOf } from "./chunks.js";
import { reasonIn } from "./commands.js";
import { plainValue, sbatchOptionsOf, type SlurmOptions } from "./options.js";
import { viewOf, viewText } from "./queue.js";
import { arrayScript, chunksText, lastScript, slurmWords, type ScriptContext } from "./scripts.js";
import { shellWords } from "./shell-words.js";

const options: SlurmOptions = {
  ...{ partition: "main", account: "neuro", time: "2:00:00", memory: "4G", cpus: 2, maxRunning: 5, retries: 2 },
  more: ["--constraint=avx2"],
};
const context: ScriptContext = {
  ...{
    name: "equipoise-plan-0a1b2c3d",
    folder: "/home/u/plan.slurm",
    plan: "/home/u/my plan.jsonl",
    tasks: 40,
    round: 1,
  },
  ...{
    equipoise: ["/usr/bin/node", "/opt/equipoise/main.js"],
    place: [],
    runOptions: [],
    again: [],
    gather: ["--out", "t.csv"],
  },
  options,
};

const indices = fc
  .uniqueArray(fc.nat(5000), { minLength: 1, maxLength: 300 })
  .map((list) => list.sort((a, b) => a - b));

describe("chunks", () => {
  it("have every missing task once, in disjoint ascending ranges of the size asked for", () => {
    fc.assert(
      fc.property(indices, fc.integer({ min: 1, max: 50 }), (missing, size) => {
        const chunks = chunksOf(missing, size);
        const within = chunks.map(({ first, last }) => missing.filter((task) => first <= task && task <= last));
        expect(within.flat()).toEqual(missing);
        expect(within.map((part) => part.length)).toEqual(chunks.map((chunk) => chunk.missing));
        expect(chunks.slice(0, -1).every((chunk) => chunk.missing === size)).toBe(true);
        expect(chunks.every(({ first }, k) => k === 0 || first > chunks[k - 1].last)).toBe(true);
      }),
    );
  });

  it("are at most 200 jobs and at most what Slurm takes, unless told", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), fc.integer({ min: 1, max: 4000 }), (missing, most) => {
        const size = chunkSizeOf(missing, undefined, most);
        expect(Math.ceil(missing / size)).toBeLessThanOrEqual(Math.min(200, most));
        expect(size === 1 || Math.ceil(missing / (size - 1)) > Math.min(200, most)).toBe(true);
      }),
    );
  });

  it("of 1 for 2000 tasks are refused where an array has at most 1000 jobs, with the size that fits", () => {
    expect(() => chunkSizeOf(2000, 1, 1000)).toThrow(
      /2,000 tasks in chunks of 1 .*2000 used, at most 1000.*\n.*--chunk 2 or more/s,
    );
    expect(chunkSizeOf(2000, 2, 1000)).toBe(2);
  });
});

describe("scripts", () => {
  const scripts = () => [arrayScript(context, chunksOf([0, 1, 5, 9], 2)), lastScript(context)];

  it("are bash, and have the options of every job in one block", () => {
    for (const script of scripts()) {
      const { status, stderr } = spawnSync("bash", ["-n"], { input: script, encoding: "utf8" });
      expect([status, stderr]).toEqual([0, ""]);
      // sbatch reads options up to the first command.
      expect(script.lastIndexOf("#SBATCH")).toBeLessThan(script.indexOf("set -eu"));
    }
  });

  it("ask for partition, account, time, memory, processors and more, and for at most 5 jobs at once", () => {
    const [array, last] = scripts();
    for (const line of [
      "partition=main",
      "account=neuro",
      "time=2:00:00",
      "mem=4G",
      "cpus-per-task=2",
      "constraint=avx2",
    ])
      expect(array).toContain(`#SBATCH --${line}\n`);
    expect(array).toContain("#SBATCH --array=0-1%5\n");
    expect(last).toContain("#SBATCH --account=neuro\n");
    expect(chunksText(chunksOf([0, 1, 5, 9], 2))).toBe("0-1\n5-9\n");
  });

  it("submit again with one retry less, and not at all when none is left", () => {
    expect(lastScript(context)).toContain(" --retries 1 ");
    const last = lastScript({ ...context, options: { ...options, retries: 0 } });
    expect(last.split("\n").filter((line) => line.startsWith("/usr/bin/node"))).toEqual([
      "/usr/bin/node /opt/equipoise/main.js sweep gather '/home/u/my plan.jsonl' --out t.csv",
    ]);
  });

  it("have words that a shell reads as they were", () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.string().filter((text) => !text.includes("\0")),
          { minLength: 1, maxLength: 5 },
        ),
        (words) => {
          const line = `printf '%s\\0' ${shellWords(words)}`;
          expect(execFileSync("bash", ["-c", line], { encoding: "utf8" })).toBe(
            words.map((word) => `${word}\0`).join(""),
          );
        },
      ),
      { numRuns: 30 },
    );
  });
});

describe("options of sbatch", () => {
  it("are taken with and without dashes, and come back for the next round", () => {
    expect(sbatchOptionsOf(["--qos=long", "exclusive", "-w n1"])).toEqual(["--qos=long", "--exclusive", "-w n1"]);
    expect(slurmWords(options)).toContain("--sbatch-option=--constraint=avx2");
  });

  it.each([
    ["--array=0-9", /set this option themselves/],
    ["job-name=x", /set this option themselves/],
    ["-o out", /set this option themselves/],
    ["--mem=4G", /use --memory/],
    ["--qos=a\nrm x", /no option of sbatch/],
    ["--", /no option of sbatch/],
  ])("refuse %j", (option, reason) => expect(() => sbatchOptionsOf([option])).toThrow(reason));

  it("refuse a partition that would be another line or another option", () => {
    for (const value of ["a b", "a\nb", "", "a;b"])
      expect(() => plainValue("--partition", value)).toThrow(/--partition/);
    expect(plainValue("--time", "1-12:00:00")).toBe("1-12:00:00");
  });
});

describe("what Slurm says", () => {
  it("is one sentence without its marks", () => {
    const stderr = `sbatch: error: invalid partition specified: nope
sbatch: error: Batch job submission failed: Invalid partition name specified
`;
    expect(reasonIn("sbatch", stderr)).toBe(
      "invalid partition specified: nope; Batch job submission failed: Invalid partition name specified",
    );
  });

  it("stands beside what was submitted, round by round", () => {
    const job = (id: string, state: string, reason = "None", name = "x") => ({
      id,
      array: id.split("_")[0],
      name,
      state,
      reason,
    });
    const round = { submitted: "", missing: 4, retries: 1 };
    const views = viewOf(
      {
        ...{ format: "equipoise-slurm", version: 1, name: "x" },
        rounds: [
          { ...round, round: 1, jobs: 2, array: "7", last: "8" },
          { ...round, round: 2, jobs: 3, array: "9", last: "12" },
        ],
      },
      [
        ...[job("9_0", "COMPLETED"), job("9_1", "PENDING", "Priority"), job("9_2", "NODE_FAIL")],
        job("12", "PENDING", "Dependency", "x-gather"),
      ],
    );
    expect(views.map(viewText)).toEqual([
      "round 1, job 7: 2 jobs, no longer in Slurm's queue; then job 8: no longer in the queue",
      "round 2, job 9: 1 completed, 1 pending (Priority), 1 node fail; then job 12: pending",
    ]);
  });
});
