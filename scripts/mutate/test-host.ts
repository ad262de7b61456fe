/** Starts the process of host.ts, asks it, and ends it with all that it started where there is no answer in time. */
import { fork, type ChildProcess } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { HostReply, HostRequest } from "./host.js";

const HOST = fileURLToPath(new URL("./host.js", import.meta.url));
const START_MS = 120_000;

export class TestHost {
  private child: ChildProcess | null = null;

  constructor(private readonly root: string) {}

  /** @returns null where there was no answer within `ms` */
  async ask(request: HostRequest, ms: number): Promise<HostReply | null> {
    const child = (this.child ??= await this.start());
    const reply = next<HostReply>(child, ms);
    child.send(request);
    const got = await reply;
    if (got === null) this.end();
    return got;
  }

  end(): void {
    const { child } = this;
    this.child = null;
    if (child?.pid === undefined || child.exitCode !== null) return;
    try {
      // A group of its own: the processes of the tests go with it.
      process.kill(-child.pid, "SIGKILL");
    } catch {
      // It has ended by itself.
    }
  }

  private async start(): Promise<ChildProcess> {
    const child = fork(HOST, [this.root], {
      cwd: this.root,
      detached: true,
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    this.child = child;
    if ((await next<string>(child, START_MS)) !== "ready") throw new Error("Vitest did not start");
    return child;
  }
}

/** The next message; null where none comes in time, or none can. */
function next<Message>(child: ChildProcess, ms: number): Promise<Message | null> {
  return new Promise((resolve) => {
    const settle = (message: Message | null) => {
      clearTimeout(timer);
      child.off("message", settle).off("exit", gone);
      resolve(message);
    };
    const gone = () => settle(null);
    const timer = setTimeout(gone, ms);
    child.on("message", settle).on("exit", gone);
  });
}
