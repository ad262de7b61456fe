/** The largest resident memory that this process had. */
import { existsSync, readFileSync } from "node:fs";

const STATUS = "/proc/self/status";

/** Bytes. Where there is /proc, not getrusage, which begins with the peak of the process that started this one. */
export function peakMemory(): number {
  const found = existsSync(STATUS) ? /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(STATUS, "utf8")) : null;
  return 1024 * (found === null ? process.resourceUsage().maxRSS : Number(found[1]));
}
