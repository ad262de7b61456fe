/** A player (player.ts) and what it is asked for. */
import { spawn, type ChildProcess } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { OwnForm } from "../side-by-side/make-own.js";

const PLAYER = fileURLToPath(new URL("./player.js", import.meta.url));

export interface Stretch {
  /** Of processor time. */
  readonly seconds: number;
  readonly spikes: number;
}

export class Stretches {
  private constructor(
    private readonly child: ChildProcess,
    private readonly lines: AsyncIterator<string>,
  ) {}

  /** Waits until the network is built. @throws Error where it cannot be */
  static async start(form: OwnForm): Promise<Stretches> {
    const child = spawn(process.execPath, [PLAYER, JSON.stringify(form)], { stdio: ["pipe", "pipe", "inherit"] });
    const stretches = new Stretches(child, createInterface({ input: child.stdout })[Symbol.asyncIterator]());
    await stretches.line();
    return stretches;
  }

  async advance(steps: number): Promise<Stretch> {
    this.child.stdin!.write(`${steps}\n`);
    return JSON.parse(await this.line()) as Stretch;
  }

  end(): void {
    this.child.stdin!.end();
  }

  private async line(): Promise<string> {
    const next = await this.lines.next();
    if (next.done === true) throw new Error("a process that simulates ended unexpectedly");
    return next.value;
  }
}
