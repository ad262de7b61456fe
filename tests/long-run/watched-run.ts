/** Runs the built command as a process of its own and looks at its memory as it goes on (Linux: /proc). */
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

export interface WatchedRun {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stderr: string;
  readonly ms: number;
  /** MB of memory of the process, every 50 ms. */
  readonly megabytes: readonly number[];
}

const EVERY_MS = 50;

/**
 * @param main the built src/cli/main.js
 * @param killed ends it with SIGKILL so many ms after the file is there first
 */
export async function watchedRun(
  main: string,
  args: readonly string[],
  cwd: string,
  killed?: { readonly file: string; readonly ms: number },
): Promise<WatchedRun> {
  const began = Date.now();
  const child = spawn(process.execPath, [main, ...args], { cwd, stdio: ["ignore", "ignore", "pipe"] });
  let stderr = "";
  child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
  let over = false;
  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => {
      over = true;
      resolve({ code, signal });
    });
  });
  const megabytes: number[] = [];
  const watch = async () => {
    while (!over) {
      const read = memoryOf(child.pid!);
      if (read !== null) megabytes.push(read);
      await pause(EVERY_MS);
    }
  };
  const kill = async ({ file, ms }: { file: string; ms: number }) => {
    while (!over && !existsSync(join(cwd, file))) await pause(2);
    await pause(ms);
    child.kill("SIGKILL");
  };
  const [outcome] = await Promise.all([ended, watch(), killed === undefined ? null : kill(killed)]);
  return { ...outcome, stderr, ms: Date.now() - began, megabytes };
}

function memoryOf(pid: number): number | null {
  try {
    const [, kibibytes] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
    return kibibytes === undefined ? null : Number(kibibytes) / 1024;
  } catch {
    return null;
  }
}

/**
 * MB by which the memory of a run grows from its second to its last quarter: the least of each, since what is garbage stays for a while. The
 * first quarter loads modules and compiles them.
 */
export function growthOf({ megabytes }: WatchedRun): number {
  const quarter = Math.floor(megabytes.length / 4);
  // The end makes files of what was spooled.
  const least = (from: number, to: number) => Math.min(...megabytes.slice(from, to));
  return least(3 * quarter, 4 * quarter) - least(quarter, 2 * quarter);
}
