/**
 * Time for tests: it jumps to the next task when nobody has anything left to do, so that minutes of silence take no time
 * and the same events happen in the same order every run.
 */
import type { Clock } from "./transport.js";

interface Task {
  readonly at: number;
  /** Ties go to the task that was scheduled first. */
  readonly order: number;
  readonly run: () => void;
}

export class VirtualClock implements Clock {
  now = 0;
  private tasks: Task[] = [];
  private scheduled = 0;

  after(ms: number, run: () => void): () => void {
    const task: Task = { at: this.now + Math.max(0, ms), order: this.scheduled++, run };
    let k = this.tasks.length;
    while (k > 0 && this.tasks[k - 1].at > task.at) k--;
    this.tasks.splice(k, 0, task);
    return () => {
      const found = this.tasks.indexOf(task);
      if (found >= 0) this.tasks.splice(found, 1);
    };
  }

  /** Runs until `work` settles. @throws Error where it waits for something that will never happen, or beyond `limitMs` */
  async until<T>(work: Promise<T>, limitMs = 24 * 3_600_000): Promise<T> {
    let settled = false;
    const done = () => void (settled = true);
    work.then(done, done);
    for (;;) {
      // Promise reactions chain; a turn of the event loop runs all of them.
      await new Promise((resolve) => setImmediate(resolve));
      if (settled) return work;
      const task = this.tasks.shift();
      if (task === undefined)
        throw new Error(`at ${this.now} ms nothing is left to happen, but the work has not ended`);
      if (task.at > limitMs) throw new Error(`the work has not ended after ${limitMs} ms`);
      this.now = task.at;
      task.run();
    }
  }
}
