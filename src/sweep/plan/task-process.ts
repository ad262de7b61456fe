/** A process that computes tasks, seen from the run that started it: limits of time and memory, and what becomes of a task that breaks one. */
import { fork, type ChildProcess } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { workerBeside } from "../../jobs/job.js";
import type { PlanHeader, PlanTask } from "./plan.js";
import type { WorkerAnswer, WorkerRequest } from "./worker-messages.js";

export interface TaskLimits {
  /** Seconds of wall clock of one task; Infinity: none. The first of a network draws it and runs the reference. */
  readonly seconds: number;
  /** MB of resident memory; Infinity: none. */
  readonly megabytes: number;
}

/** What became of a task. */
export type TaskOutcome =
  | { readonly kind: "done"; readonly bytes: Uint8Array }
  | { readonly kind: "failed"; readonly code: string; readonly message: string };

const MB = 1e6;
/** ms between two looks at the memory of a process. */
const WATCH = 100;
/** Linux: pages of /proc/PID/statm. */
const PAGE = 4096;
/** Characters kept of what a process said last. */
const LAST_WORDS = 2000;
/** The heap is a part of what is resident: code and buffers are beside it. */
const HEAP_SHARE = 0.8;

interface Waiting {
  readonly outcome: (task: string, outcome: TaskOutcome) => void;
  /** @param unfinished tasks of the group that were not begun, or were broken off with it */
  readonly over: (unfinished: readonly PlanTask[]) => void;
}

export class TaskProcess {
  private readonly child: ChildProcess;
  private readonly watch: NodeJS.Timeout | undefined;
  private deadline: NodeJS.Timeout | undefined;
  private waiting: Waiting | undefined;
  private left: PlanTask[] = [];
  private begun: string | undefined;
  /** Why this process was ended, if by us. */
  private reason: { readonly code: string; readonly message: string } | undefined;
  private words = "";
  /** False once it can take no further group. */
  alive = true;

  constructor(
    planFile: string,
    header: PlanHeader,
    private readonly limits: TaskLimits,
  ) {
    const limited = Number.isFinite(limits.megabytes);
    this.child = fork(fileURLToPath(workerBeside(import.meta.url)), [], {
      serialization: "advanced",
      stdio: ["ignore", "ignore", "pipe", "ipc"],
      execArgv: limited
        ? [
            "--expose-gc",
            `--max-old-space-size=${Math.max(16, Math.floor((HEAP_SHARE * limits.megabytes * MB) / 2 ** 20))}`,
          ]
        : [],
    });
    this.child.stderr?.on("data", (chunk: Buffer) => {
      this.words = (this.words + chunk.toString()).slice(-LAST_WORDS);
    });
    this.child.on("message", (answer: WorkerAnswer) => this.hear(answer));
    this.child.on("error", () => this.ended(null, null));
    this.child.on("close", (code, signal) => this.ended(code, signal));
    if (limited) this.watch = setInterval(() => this.look(), WATCH);
    this.tell({ type: "plan", planFile, header });
  }

  /**
   * Computes tasks of one network and seed, one after the other.
   * @param outcome told of each task that is over
   * @returns those that are not: a task before them ended the process
   */
  run(tasks: readonly PlanTask[], outcome: Waiting["outcome"]): Promise<readonly PlanTask[]> {
    this.left = [...tasks];
    return new Promise((over) => {
      this.waiting = { outcome, over };
      this.tell({ type: "group", tasks });
      if (!this.alive) this.finish();
    });
  }

  /** Ends it, whatever it does. */
  close(): void {
    this.alive = false;
    clearInterval(this.watch);
    clearTimeout(this.deadline);
    this.child.kill("SIGKILL");
  }

  private tell(request: WorkerRequest): void {
    // A process that is gone is said to be by its end.
    if (this.child.connected) this.child.send(request, () => {});
  }

  private hear(answer: WorkerAnswer): void {
    switch (answer.type) {
      case "begin":
        this.begun = answer.task;
        if (Number.isFinite(this.limits.seconds))
          this.deadline = setTimeout(
            () => this.end("task-time", `it took more than ${this.limits.seconds} s (--task-time)`),
            1000 * this.limits.seconds,
          );
        break;
      case "done":
        this.over(answer.task, { kind: "done", bytes: answer.bytes });
        break;
      case "failed":
        this.over(answer.task, { kind: "failed", code: answer.code, message: answer.message });
        break;
      case "over":
        this.finish();
    }
  }

  private over(task: string, outcome: TaskOutcome): void {
    clearTimeout(this.deadline);
    this.begun = undefined;
    this.left = this.left.filter((left) => left.task !== task);
    this.waiting?.outcome(task, outcome);
  }

  private finish(): void {
    const { waiting } = this;
    this.waiting = undefined;
    waiting?.over(this.left);
  }

  private end(code: string, message: string): void {
    this.reason ??= { code, message };
    this.close();
  }

  private look(): void {
    const { pid } = this.child;
    if (pid === undefined || this.begun === undefined) return;
    try {
      const pages = Number(readFileSync(`/proc/${pid}/statm`, "utf8").split(" ")[1]);
      if (pages * PAGE > this.limits.megabytes * MB) this.end("task-memory", this.memoryMessage());
    } catch {
      // It has just ended, or this system has no such file: the limit of the heap still binds.
    }
  }

  private memoryMessage(): string {
    return `it took more than ${this.limits.megabytes} MB of memory (--task-memory)`;
  }

  private ended(code: number | null, signal: NodeJS.Signals | null): void {
    this.alive = false;
    clearInterval(this.watch);
    clearTimeout(this.deadline);
    if (this.waiting === undefined) return;
    // One that died before it began anything failed at its first task: otherwise it would be tried for ever.
    const broken = this.begun ?? this.left[0]?.task;
    if (broken !== undefined) this.over(broken, { kind: "failed", ...this.whyEnded(code, signal) });
    this.finish();
  }

  private whyEnded(code: number | null, signal: NodeJS.Signals | null): { code: string; message: string } {
    if (this.reason !== undefined) return this.reason;
    if (/heap out of memory|Array buffer allocation failed/i.test(this.words))
      return { code: "task-memory", message: this.memoryMessage() };
    const how = signal !== null ? `was ended by ${signal}` : `ended with code ${String(code)}`;
    const [last] = this.words.trim().split("\n").slice(-1);
    return { code: "task-died", message: `its process ${how}${last ? `: ${last}` : ""}` };
  }
}
