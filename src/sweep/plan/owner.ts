/**
 * Who computes: a run of a plan, with a file of its own among the claims that it touches while it lives. On this machine a run is dead when its
 * process is gone; of another machine, where processes cannot be seen, when its file has not been touched for a minute.
 */
import { randomBytes } from "node:crypto";
import {
  closeSync,
  openSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { makeFolder } from "../../node/files/make-folder.js";

/** ms between two touches, and after how many without one a run elsewhere counts as dead. */
const HEARTBEAT = 10_000;
const DEAD_AFTER = 60_000;
export const OWNER_PREFIX = "owner-";

const ownerSchema = z.object({ place: z.string(), pid: z.int(), started: z.string() });
type OwnerRecord = z.infer<typeof ownerSchema>;

const textOf = (read: () => string): string => {
  try {
    return read().trim();
  } catch {
    return "";
  }
};

/** Where process ids mean the same: machine, boot and name space. */
function placeOfProcesses(): string {
  const boot = textOf(() => readFileSync("/proc/sys/kernel/random/boot_id", "utf8"));
  return [hostname(), boot, textOf(() => readlinkSync("/proc/self/ns/pid"))].join(" ");
}

/** When a process began, in ticks since the boot: tells it from a later one of the same id. Empty where that cannot be read. */
function startOf(pid: number): string {
  const stat = textOf(() => readFileSync(`/proc/${pid}/stat`, "utf8"));
  return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "";
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** @param folder of the claims @param now ms, by the clock of the file system where it is known */
export function ownerLives(folder: string, token: string, now: number): boolean {
  const file = join(folder, `${OWNER_PREFIX}${token}`);
  try {
    const { pid, place, started } = ownerSchema.parse(JSON.parse(readFileSync(file, "utf8")));
    if (place === placeOfProcesses()) return isRunning(pid) && startOf(pid) === started;
    return now - statSync(file).mtimeMs < DEAD_AFTER;
  } catch {
    return false;
  }
}

export class Owner {
  readonly token = randomBytes(8).toString("hex");
  private readonly file: string;
  private readonly beat: NodeJS.Timeout;

  /** @param folder of the claims */
  constructor(readonly folder: string) {
    makeFolder(folder);
    this.file = join(folder, `${OWNER_PREFIX}${this.token}`);
    const record: OwnerRecord = { place: placeOfProcesses(), pid: process.pid, started: startOf(process.pid) };
    // Whole from the first moment: half of it would be taken for a dead owner's.
    const temporary = join(folder, `.${OWNER_PREFIX}${this.token}`);
    writeFileSync(temporary, JSON.stringify(record), { flag: "wx" });
    renameSync(temporary, this.file);
    this.beat = setInterval(() => this.touch(), HEARTBEAT);
    this.beat.unref();
  }

  /** ms, by the clock that stamps the files of this folder. */
  now(): number {
    this.touch();
    try {
      return statSync(this.file).mtimeMs;
    } catch {
      return Date.now();
    }
  }

  close(): void {
    clearInterval(this.beat);
    rmSync(this.file, { force: true });
  }

  private touch(): void {
    try {
      // A write is stamped by the clock of the file system, which may be another machine's.
      const file = openSync(this.file, "r+");
      try {
        writeSync(file, "{", 0);
      } finally {
        closeSync(file);
      }
    } catch {
      // The folder is full or gone for a moment: the next beat tries again.
    }
  }
}
