/** The host's end of one worker thread: an emulator's slice answers its requests over there. */
import { EquipoiseError, type Diagnostic } from "../../src/diagnostics/diagnostic.js";
import type { ExitCode } from "../../src/diagnostics/exit-codes.js";
import type { Environment, Thread } from "../../src/environment/environment.js";

/** Every message from a worker. */
export type WorkerReply =
  { readonly value: unknown } | { readonly diagnostics: readonly Diagnostic[]; readonly exitCode: ExitCode };

/** Answers a request of the host. Errors meant for users keep what they carry; an error that crosses threads by itself keeps its message only. */
export function replyWith(work: () => unknown, post: (reply: WorkerReply) => void): void {
  try {
    post({ value: work() });
  } catch (error) {
    if (!(error instanceof EquipoiseError)) throw error;
    post({ diagnostics: error.diagnostics, exitCode: error.exitCode });
  }
}

/** Requests are answered in order. */
export class WorkerLink {
  private readonly thread: Thread;
  private readonly waiting: { resolve: (value: unknown) => void; reject: (error: Error) => void }[] = [];
  private readonly unread: WorkerReply[] = [];
  private failure: Error | null = null;

  constructor(startSlice: NonNullable<Environment["startSlice"]>, start: unknown) {
    this.thread = startSlice(start, {
      message: (message) => this.take(message as WorkerReply),
      failed: (error) => this.fail(error),
    });
  }

  next(): Promise<unknown> {
    const unread = this.unread.shift();
    if (unread !== undefined && "value" in unread) return Promise.resolve(unread.value);
    if (this.failure !== null) return Promise.reject(this.failure);
    return new Promise((resolve, reject) => this.waiting.push({ resolve, reject }));
  }

  ask(message: unknown): Promise<unknown> {
    if (this.failure === null) this.thread.post(message);
    return this.next();
  }

  terminate(): Promise<void> {
    return this.thread.terminate();
  }

  private take(reply: WorkerReply): void {
    if ("diagnostics" in reply) return this.fail(new EquipoiseError(reply.diagnostics, reply.exitCode));
    const first = this.waiting.shift();
    if (first === undefined) this.unread.push(reply);
    else first.resolve(reply.value);
  }

  private fail(error: Error): void {
    this.failure ??= error;
    for (const { reject } of this.waiting.splice(0)) reject(this.failure);
  }
}
