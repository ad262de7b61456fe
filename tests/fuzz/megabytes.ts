/** The memory of a process of the fuzzer. */
import { readFileSync } from "node:fs";

/** MB that another process holds now; 0 where the system does not say, or it is no more. */
export function megabytesOf(pid: number): number {
  try {
    return Number(/^VmRSS:\s*(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "latin1"))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

export function memorySentence(megabytes: number, most: number): string {
  return `the process held ${Math.round(megabytes)} MB, at most ${most} MB are allowed`;
}
