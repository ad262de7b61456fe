/** A sweep on a real Slurm: what nodes that die, controllers that crash, time limits and cancelling leave of it, counted. */
import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { mustBeFresh } from "../fresh-dist.js";
import { Cluster, type NodeName } from "./cluster.js";
import { equipoiseIn, tablesIn, TASKS, writeSweep } from "./sweep.js";

mustBeFresh();

/** Within the limit of a test, so that the logs say what has not come about. */
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
  /** null: the array has been submitted, the job after it not yet. */
  readonly last: string | null;
}
const roundsOf = (folder: string): Round[] =>
  (JSON.parse(readFileSync(join(folder, "plan.slurm/state.json"), "utf8")) as { rounds: Round[] }).rounds;

const stateOfJob = (id: string): string =>
  cluster.slurm("squeue", "--noheader", "--states=all", "--array", `--jobs=${id}`, "--format=%T");
const resultsIn = (folder: string): string[] =>
  existsSync(join(folder, "plan.results"))
    ? readdirSync(join(folder, "plan.results")).filter((file) => file.endsWith(".json.gz") && !file.startsWith("."))
    : [];
/** How many tasks the jobs of an array, or of all of them, say that they computed. */
const computedIn = (folder: string, array = ""): number =>
  readdirSync(join(folder, "plan.slurm/logs"))
    .filter((file) => file.startsWith(array))
    .flatMap((file) => [...readFileSync(join(folder, "plan.slurm/logs", file), "utf8").matchAll(/(\d+) computed now/g)])
    .reduce((sum, [, n]) => sum + Number(n), 0);

/** Settles when the last job of the last round is over. */
async function over(folder: string, rounds: number): Promise<void> {
  await cluster.until(
    `${basename(folder)} is gathered`,
    () => {
      const list = roundsOf(folder);
      const last = list.length === rounds ? list[rounds - 1].last : null;
      return last !== null && /^(COMPLETED|FAILED)$/.test(stateOfJob(last));
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

/** Processes of the jobs of a plan, on all nodes or one. @param words that stand in their command lines beside the plan */
const workersOf = (folder: string, pids: readonly number[], words = ""): number[] =>
  pids.filter((pid) => {
    const command = commandOf(pid);
    return command.includes(join(folder, "plan.jsonl")) && command.replaceAll("\0", " ").includes(words);
  });

/** Stops the processes of a plan's jobs, so that they last until somebody ends them or lets them go on. */
async function hang(folder: string, words = ""): Promise<number[]> {
  const found = () => workersOf(folder, cluster.everyProcess(), words);
  await cluster.until("a job computes", () => found().length > 0, LONG_MS);
  const stopped = found();
  stopped.forEach((pid) => process.kill(pid, "SIGSTOP"));
  return stopped;
}

describe("a sweep on Slurm", () => {
  let limited: string;

  beforeAll(async () => {
    cluster = await Cluster.start();
    // Slurm looks at time limits every 30 s: the job that meets its own begins now, and a later test looks at it.
    limited = await planned("limited");
    await run(limited, "--time", "1", "--chunk", "4", "--retries", "1", "--cpus", "1");
    await hang(limited, "--tasks 0-3");
    cluster.slurm("scontrol", "update", `JobId=${roundsOf(limited)[0].array}_0`, "EndTime=now+1");
  });

  afterAll(async () => {
    await cluster?.stop();
    process.stdout.write(
      `Slurm: ${counts.tasks} tasks in tables, ${counts.kills} processes killed, ${counts.resubmissions} resubmissions\n`,
    );
  });

  it("has the tables of a sweep on one machine, each of 8 tasks computed once", async () => {
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
  });

  it("submits again what a job at its time limit left, and ends whole", async () => {
    await over(limited, 2);
    counts.resubmissions += roundsOf(limited).length - 1;
    expect(stateOfJob(roundsOf(limited)[0].array).split("\n").sort()).toEqual(["COMPLETED", "TIMEOUT"]);
    expectWhole(limited);
    expect(tablesIn(join(limited, "plan.tables"))).toEqual(undisturbed);
  });

  it("is cancelled whole, and goes on from its results", async () => {
    const folder = await planned("cancelled");
    await run(folder, "--chunk", "1", "--max-running", "1");
    await cluster.until("tasks are computed", () => resultsIn(folder).length > 0, LONG_MS);
    // The job after that one: it is cancelled while it runs.
    await hang(folder);
    const said = await equipoiseIn(folder, cluster.env, "sweep", "cancel", "plan.jsonl");
    expect(Number(/^(\d+) jobs? cancelled/.exec(said)?.[1])).toBeGreaterThanOrEqual(2);
    const states = stateOfJob(roundsOf(folder)[0].array).split("\n");
    expect(states.filter((state) => /PENDING|RUNNING/.test(state))).toEqual([]);
    expect(states).toContain("CANCELLED");
    expect(stateOfJob(roundsOf(folder)[0].last!)).toBe("CANCELLED");
    const done = resultsIn(folder).length;
    expect(done).toBeLessThan(TASKS);
    expect(roundsOf(folder).length).toBe(1);

    expect(await run(folder, "--chunk", "4")).toContain(`: ${TASKS - done} task`);
    await over(folder, 2);
    counts.resubmissions++;
    expectWhole(folder);
    expect(computedIn(folder, roundsOf(folder)[1].array)).toBe(TASKS - done);
    expect(tablesIn(join(folder, "plan.tables"))).toEqual(undisturbed);
  });

  it("outlives a node that dies and a controller that crashes in the middle of its tasks", async () => {
    const folder = await planned("killed");
    await run(folder, "--chunk", "1", "--max-running", "2", "--sbatch-option=--spread-job");
    const { array } = roundsOf(folder)[0];
    const onNode = (name: NodeName) => workersOf(folder, cluster.processesOn(name));
    const stopped = new Set<number>();
    await cluster.until(
      "n1 computes, and no job begins or ends",
      () => {
        for (const pid of workersOf(folder, cluster.everyProcess())) {
          if (!stopped.has(pid)) process.kill(pid, "SIGSTOP");
          stopped.add(pid);
        }
        return onNode("n1").length > 0 && stateOfJob(array).match(/RUNNING/g)?.length === 2;
      },
      LONG_MS,
    );
    // A controller writes down what it knows every few seconds; what it has not, it forgets with a crash.
    const now = Date.now();
    cluster.slurm("scontrol", "update", `JobId=${array}`, "Comment=stopped");
    await cluster.until("the controller has saved its jobs", () => cluster.savedAt() > now);
    const killed = await cluster.killNode("n1");
    expect(killed).toBeGreaterThanOrEqual(3); // slurmd, a slurmstepd, and equipoise, mostly with the process of its task
    counts.kills += killed + (await cluster.killController());
    onNode("n2").forEach((pid) => process.kill(pid, "SIGCONT"));
    // Whoever asks while nobody answers is answered once somebody does.
    const again = run(folder);
    const refused = expect(again).rejects.toThrow(/is being computed: job .*slurm-busy/);
    cluster.startController();
    await refused;
    cluster.setNode("n1", "DOWN");
    await over(folder, 1);
    cluster.startNode("n1");
    expectWhole(folder);
    expect(tablesIn(join(folder, "plan.tables"))).toEqual(undisturbed);
    const restarted = cluster.slurm("scontrol", "--oneliner", "show", "job", array).match(/ Restarts=[1-9]/g);
    expect(restarted?.length).toBeGreaterThan(0);
  });

  describe("that sbatch refuses", () => {
    let folder: string;
    beforeAll(async () => void (folder = await planned("refused")));

    it.each([
      [["--partition", "nowhere"], /sbatch says: .*nvalid partition.*slurm-refused/s],
      [["--memory", "900G"], /sbatch says: .*(emory|configuration).*slurm-refused/s],
      [["--time", "soon"], /sbatch says: .*ime.*slurm-refused/s],
      [["--sbatch-option=--frobnicate"], /sbatch says: .*frobnicate.*slurm-refused/s],
    ])("tells why in one sentence, given %j, and leaves nothing queued", async (words, reason) => {
      await expect(run(folder, ...words)).rejects.toThrow(reason);
      expect(existsSync(join(folder, "plan.slurm/state.json"))).toBe(false);
    });

    it("shows its scripts all the same", async () => {
      expect(await run(folder, "--dry-run")).toMatch(/#SBATCH --array=0-7\n/);
    });
  });
});

/** Words of a process; empty where it is gone. */
function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8");
  } catch {
    return "";
  }
}
