/**
 * Runs the tasks of a plan that have no result yet. Any number of runs may share a folder of results, at once or one after the other, on one
 * machine or several: a task is computed by who claims it, its result has its name once it is whole, and one that fails stops no other.
 */
import type { ProgressSink } from "../../diagnostics/diagnostic.js";
import { Claims } from "./claims.js";
import type { Plan, PlanTask } from "./plan.js";
import { finishedTasks, readFailure, writeFailure, writeResult } from "./results.js";
import { TaskProcess, type TaskLimits, type TaskOutcome } from "./task-process.js";

export interface RunPlanRequest {
  readonly plan: Plan;
  readonly planFile: string;
  /** Folder of results; made where it is not there. */
  readonly results: string;
  /** First and last of the tasks to be run, counted from 0; all unless told. */
  readonly from?: number;
  readonly to?: number;
  /** Processes at the same time. */
  readonly jobs: number;
  readonly limits: TaskLimits;
  /** Try those again that failed before. */
  readonly retryFailed?: boolean;
  readonly progress?: ProgressSink;
  /** Told of every task that fails, and of the wait for another run. */
  readonly note?: (note: RunNote) => void;
}

export type RunNote =
  | { readonly kind: "failed"; readonly task: PlanTask; readonly code: string; readonly message: string }
  | { readonly kind: "waiting"; readonly tasks: number };

export interface RunSummary {
  readonly tasks: number;
  readonly done: number;
  readonly failed: number;
  /** By this run; the others were there, or another run computed them meanwhile. */
  readonly computed: number;
}

/** ms between two looks at what another run computes. */
const POLL = 500;

export async function runPlan(request: RunPlanRequest): Promise<RunSummary> {
  return new PlanRun(request).run();
}

/** Tasks of one network and seed, few enough that every process has work. */
function groupsOf(tasks: readonly PlanTask[], jobs: number): PlanTask[][] {
  const most = Math.max(1, Math.ceil(tasks.length / jobs));
  const groups = new Map<string, PlanTask[]>();
  for (const task of tasks) {
    const key = `${task.network} ${task.seed}`;
    groups.set(key, [...(groups.get(key) ?? []), task]);
  }
  return [...groups.values()].flatMap((group) =>
    Array.from({ length: Math.ceil(group.length / most) }, (_, k) => group.slice(k * most, (k + 1) * most)),
  );
}

class PlanRun {
  private readonly selected: readonly PlanTask[];
  private readonly claims: Claims;
  private readonly byName: ReadonlyMap<string, PlanTask>;
  /** Attempts of tasks that failed before this run began. */
  private readonly attempts = new Map<string, number>();
  private readonly over = new Set<string>();
  private readonly failed = new Set<string>();
  private computed = 0;
  private queue: PlanTask[][] = [];
  private elsewhere: PlanTask[] = [];

  constructor(private readonly request: RunPlanRequest) {
    const { plan, results, from = 0, to = plan.tasks.length - 1 } = request;
    this.selected = plan.tasks.slice(from, to + 1);
    this.byName = new Map(this.selected.map((task) => [task.task, task]));
    this.claims = new Claims(results);
  }

  async run(): Promise<RunSummary> {
    const { jobs } = this.request;
    const lanes: Lane[] = [];
    try {
      this.lookAtStart();
      this.tell();
      const count = Math.max(1, Math.min(jobs, this.queue.length));
      for (let k = 0; k < count; k++) lanes.push(new Lane(this.request));
      await Promise.all(lanes.map((lane) => this.work(lane)));
    } finally {
      lanes.forEach((lane) => lane.close());
      this.claims.close();
    }
    const failed = this.failed.size;
    return { tasks: this.selected.length, done: this.over.size - failed, failed, computed: this.computed };
  }

  private lookAtStart(): void {
    const { results, retryFailed = false, jobs } = this.request;
    const { done, failed } = finishedTasks(results);
    const open: PlanTask[] = [];
    for (const task of this.selected) {
      if (done.has(task.task)) this.over.add(task.task);
      else if (failed.has(task.task)) {
        if (retryFailed) {
          this.attempts.set(task.task, readFailure(results, task.task)?.attempt ?? 0);
          open.push(task);
        } else this.isOver(task.task, true);
      } else open.push(task);
    }
    this.queue = groupsOf(open, jobs);
  }

  private async work(lane: Lane): Promise<void> {
    for (;;) {
      const group = this.queue.shift();
      if (group !== undefined) {
        const mine = this.claim(group);
        if (mine.length > 0) await this.compute(lane, mine);
      } else if (this.elsewhere.length > 0) await this.await();
      else return;
    }
  }

  /** Those of a group that are ours now; the others are over, or somebody else's. */
  private claim(group: readonly PlanTask[]): PlanTask[] {
    const taken = new Set(this.claims.take(group.map(({ task }) => task)));
    const finished = finishedTasks(this.request.results);
    const mine: PlanTask[] = [];
    const settled: string[] = [];
    for (const task of group) {
      const state = this.settledNow(task.task, finished);
      if (state !== null) {
        this.isOver(task.task, state === "failed");
        if (taken.has(task.task)) settled.push(task.task);
      } else if (taken.has(task.task)) mine.push(task);
      else this.elsewhere.push(task);
    }
    if (settled.length > 0) this.claims.giveBack(settled);
    this.tell();
    return mine;
  }

  /** A task that failed before this run began is open where it is to be tried again, until somebody has. */
  private settledNow(task: string, { done, failed }: ReturnType<typeof finishedTasks>): "done" | "failed" | null {
    if (done.has(task)) return "done";
    if (!failed.has(task)) return null;
    const before = this.attempts.get(task);
    if (before === undefined) return "failed";
    return (readFailure(this.request.results, task)?.attempt ?? 0) > before ? "failed" : null;
  }

  private async compute(lane: Lane, tasks: readonly PlanTask[]): Promise<void> {
    let left = tasks;
    while (left.length > 0) left = await lane.process().run(left, (task, outcome) => this.keep(task, outcome));
  }

  private keep(task: string, outcome: TaskOutcome): void {
    const { results, note } = this.request;
    const known = this.byName.get(task);
    if (known === undefined) return;
    if (outcome.kind === "done") {
      if (writeResult(results, task, outcome.bytes)) this.computed++;
    } else {
      const { code, message } = outcome;
      writeFailure(results, { task, code, message, attempt: (readFailure(results, task)?.attempt ?? 0) + 1 });
      this.computed++;
      note?.({ kind: "failed", task: known, code, message });
    }
    this.isOver(task, outcome.kind === "failed");
    this.claims.giveBack([task]);
    this.tell();
  }

  private isOver(task: string, failed: boolean): void {
    this.over.add(task);
    if (failed) this.failed.add(task);
  }

  /** Until somebody else is done with a task, or is gone and leaves it to us. */
  private async await(): Promise<void> {
    const waiting = this.elsewhere;
    this.elsewhere = [];
    if (waiting.length > 0) this.request.note?.({ kind: "waiting", tasks: waiting.length });
    await new Promise((resolve) => setTimeout(resolve, POLL));
    this.queue.push(...groupsOf(waiting, this.request.jobs));
  }

  private tell(): void {
    this.request.progress?.("sweep", this.over.size, this.selected.length);
  }
}

/** One process after the other: where memory is limited, every group has a fresh one. */
class Lane {
  private current: TaskProcess | undefined;

  constructor(private readonly request: RunPlanRequest) {}

  process(): TaskProcess {
    const { plan, planFile, limits } = this.request;
    if (this.current?.alive === true && !Number.isFinite(limits.megabytes)) return this.current;
    this.current?.close();
    return (this.current = new TaskProcess(planFile, plan.header, limits));
  }

  close(): void {
    this.current?.close();
  }
}
