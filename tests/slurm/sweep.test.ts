/** A sweep on a real Slurm: what nodes that die, controllers that crash, time limits and cancelling leave of it, counted. */
import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { mustBeFresh } from "../fresh-dist.js";
import { Cluster } from "./cluster.js";
import { equipoiseIn, tablesIn, TASKS, writeSweep } from "./sweep.js";

mustBeFresh();

const LONG_MS = 100_000;

let cluster: Cluster;
let undisturbed: Record<string, string>;
const counts = { tasks: 0, kills: 0, resubmissions: 0 };

/** A folder with a plan of its own; tasks of longer runs take longer. */
async function planned(name: string, duration?: string): Promise<string> {
  const folder = cluster.at(name);
  mkdirSync(folder);
  writeSweep(folder, duration);
  await equipoiseIn(folder, cluster.env, "sweep", "plan", "sweep.yaml", "--out", "plan.jsonl");
  return folder;
}

const run = (folder: string, ...words: readonly string[]) =>
  equipoiseIn(folder, cluster.env, "sweep", "run", "plan.jsonl", "--engine", "slurm", ...words);
const statusOf = (folder: string) => equipoiseIn(folder, cluster.env, "sweep", "status", "plan.jsonl");

interface Round {
  readonly array: string;
  readonly last: string;
}
const roundsOf = (folder: string): Round[] =>
  (JSON.parse(readFileSync(join(folder, "plan.slurm/state.json"), "utf8")) as { rounds: Round[] }).rounds;

const stateOfJob = (id: string): string =>
  cluster.slurm("squeue", "--noheader", "--states=all", "--array", `--jobs=${id}`, "--format=%T");
const resultsIn = (folder: string): string[] =>
  existsSync(join(folder, "plan.results"))
    ? readdirSync(join(folder, "plan.results")).filter((file) => file.endsWith(".json.gz") && !file.startsWith("."))
    : [];
const logsIn = (folder: string): string =>
  readdirSync(join(folder, "plan.slurm/logs"))
    .map((file) => readFileSync(join(folder, "plan.slurm/logs", file), "utf8"))
    .join("");
/** How many tasks the jobs of the array say that they computed. */
const computedIn = (folder: string): number =>
  [...logsIn(folder).matchAll(/(\d+) computed now/g)].reduce((sum, [, n]) => sum + Number(n), 0);

/** Settles when the last job of the last round is over. */
async function over(folder: string, rounds: number): Promise<void> {
  await cluster.until(
    `${basename(folder)} is gathered`,
    () => {
      const list = roundsOf(folder);
      return list.length === rounds && /^(COMPLETED|FAILED)$/.test(stateOfJob(list[rounds - 1].last));
    },
    LONG_MS,
  );
}

/** Every task once in the table of tasks, done, and all tables as they are without a cluster. */
function expectWhole(folder: string): void {
  const tables = tablesIn(join(folder, "plan.tables"));
  const rows = tables.tasks.trim().split("\n").slice(1);
  expect(rows.length).toBe(TASKS);
  expect(rows.every((row) => row.includes(",done,"))).toBe(true);
  expect(new Set(resultsIn(folder)).size).toBe(TASKS);
  counts.tasks += TASKS;
}

describe("a sweep on Slurm", () => {
  let limited: string;

  beforeAll(async () => {
    cluster = await Cluster.start();
    // A job at its time limit takes a minute to get there: it begins now, and the last test looks at it. One task hangs without computing.
    limited = await planned("limited");
    await run(limited, "--time", "1", "--chunk", "4", "--retries", "1", "--cpus", "1", "--max-running", "1");
    await hang(limited);
  }, LONG_MS);

  afterAll(async () => {
    await cluster?.stop();
    process.stdout.write(
      `Slurm: ${counts.tasks} tasks in tables, ${counts.kills} processes killed, ${counts.resubmissions} resubmissions\n`,
    );
  });

  /** Stops the processes of the first job of a plan, so that they last until somebody ends them. */
  async function hang(folder: string): Promise<void> {
    const found = () => cluster.everyProcess().filter((pid) => commandOf(pid).includes(join(folder, "plan.jsonl")));
    await cluster.until("a job computes", () => found().length > 0);
    found().forEach((pid) => process.kill(pid, "SIGSTOP"));
  }

  it(
    "has the tables of a sweep on one machine, each of 8 tasks computed once",
    async () => {
      const folder = await planned("plain");
      const said = await run(folder, "--chunk", "3", "--partition", "main", "--time", "5", "--memory", "500M");
      expect(said).toMatch(/^job \d+: 8 tasks in 3 jobs of an array, round 1\njob \d+: after it, /);
      await over(folder, 1);
      expectWhole(folder);
      expect(computedIn(folder)).toBe(TASKS);
      expect(await statusOf(folder)).toMatch(
        /^done 8, .*\nSlurm, round 1, job \d+: 3 completed; then job \d+: completed\n$/,
      );

      const { env } = process;
      const here = await planned("here");
      await equipoiseIn(here, env, "sweep", "run", "plan.jsonl", "--jobs", "2");
      await equipoiseIn(here, env, "sweep", "gather", "plan.jsonl", "--out", "plan.tables");
      undisturbed = tablesIn(join(here, "plan.tables"));
      expect(tablesIn(join(folder, "plan.tables"))).toEqual(undisturbed);
      expect(await run(folder)).toMatch(/^nothing to submit: 8 tasks/);
    },
    LONG_MS,
  );

  it(
    "outlives a node that dies and a controller that crashes in the middle of its tasks",
    async () => {
      const folder = await planned("killed");
      await run(folder, "--chunk", "1", "--max-running", "4");
      const busy = () => cluster.processesOn("n1").filter((pid) => commandOf(pid).includes(join(folder, "plan.jsonl")));
      await cluster.until("n1 computes", () => busy().length > 0);
      const killed = await cluster.killNode("n1");
      expect(killed).toBeGreaterThanOrEqual(4); // slurmd, a slurmstepd, and equipoise with the process of its task
      counts.kills += killed + (await cluster.killController());
      await expect(run(folder)).rejects.toThrow(/contact/i);
      cluster.startController();
      await cluster.until("the controller knows the jobs", () =>
        /PENDING|RUNNING/.test(stateOfJob(roundsOf(folder)[0].array)),
      );
      cluster.setNode("n1", "DOWN");
      await expect(run(folder)).rejects.toThrow(/is being computed: job .*slurm-busy/);
      await over(folder, roundsOf(folder).length);
      cluster.startNode("n1");
      expectWhole(folder);
      expect(tablesIn(join(folder, "plan.tables"))).toEqual(undisturbed);
      const requeued = readFileSync(cluster.at("slurmctld.out"), "utf8").match(
        /Requeuing JobId|requeue .*node failure/g,
      );
      expect(requeued?.length).toBeGreaterThan(0);
    },
    LONG_MS,
  );

  it(
    "is cancelled whole, and goes on from its results",
    async () => {
      const folder = await planned("cancelled", "60 s");
      await run(folder, "--chunk", "1", "--max-running", "2");
      await cluster.until("a task is computed", () => stateOfJob(roundsOf(folder)[0].array).includes("RUNNING"));
      const said = await equipoiseIn(folder, cluster.env, "sweep", "cancel", "plan.jsonl");
      expect(Number(/^(\d+) jobs? cancelled/.exec(said)?.[1])).toBeGreaterThanOrEqual(2);
      const states = stateOfJob(roundsOf(folder)[0].array).split("\n");
      expect(states.filter((state) => /PENDING|RUNNING/.test(state))).toEqual([]);
      expect(stateOfJob(roundsOf(folder)[0].last)).toBe("CANCELLED");
      expect(roundsOf(folder).length).toBe(1);
    },
    LONG_MS,
  );

  it.each([
    [["--partition", "nowhere"], /sbatch says: .*nvalid partition.*slurm-refused/s],
    [["--memory", "900G"], /sbatch says: .*(emory|configuration).*slurm-refused/s],
    [["--time", "soon"], /sbatch says: .*ime.*slurm-refused/s],
    [["--sbatch-option=--frobnicate"], /sbatch says: .*frobnicate.*slurm-refused/s],
  ])("tells in one sentence why sbatch refuses %j, and leaves nothing queued", async (words, reason) => {
    const folder = await planned(`refused ${words.join(" ").replaceAll(/\W/g, "")}`);
    await expect(run(folder, ...words)).rejects.toThrow(reason);
    expect(existsSync(join(folder, "plan.slurm/state.json"))).toBe(false);
    expect(await run(folder, "--dry-run")).toMatch(/#SBATCH --array=0-7\n/);
  });

  it("submits again what a job at its time limit left, and ends whole", async () => {
    await over(limited, 2);
    counts.resubmissions += roundsOf(limited).length - 1;
    expect(stateOfJob(roundsOf(limited)[0].array)).toContain("TIMEOUT");
    expectWhole(limited);
    expect(tablesIn(join(limited, "plan.tables"))).toEqual(undisturbed);
  }, 150_000);
});

/** Words of a process; empty where it is gone. */
function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8");
  } catch {
    return "";
  }
}
