/** What the system says of a serial port before anybody opens it: whether it is there, who may use it, who does, and how long its driver waits. */
import { accessSync, constants, readFileSync, readdirSync, readlinkSync, realpathSync, statSync } from "node:fs";
import { basename, join } from "node:path";

export interface PortFacts {
  readonly path: string;
  /** Where a link of /dev/serial/by-id leads; the path itself otherwise. */
  readonly device: string;
  readonly present: boolean;
  readonly permitted: boolean;
  /** Group of the device, by name where it is known; null: unknown. */
  readonly group: string | null;
  /** Other programs that have it open, as far as this user may see them; not the one behind a pseudo-terminal, which is the device. */
  readonly holders: readonly string[];
  /** ms after which an FTDI chip hands on what it has; null: no such chip. */
  readonly latencyTimerMs: number | null;
}

/** Folders of the system, for tests. */
export interface SystemFolders {
  readonly proc: string;
  readonly sys: string;
  readonly etc: string;
}

const SYSTEM: SystemFolders = { proc: "/proc", sys: "/sys", etc: "/etc" };

export function portFacts(path: string, { proc, sys, etc }: SystemFolders = SYSTEM): PortFacts {
  const device = attempt(() => realpathSync(path)) ?? path;
  const stat = attempt(() => statSync(device));
  return {
    path,
    device,
    present: stat !== null,
    permitted: stat !== null && attempt(() => accessSync(device, constants.R_OK | constants.W_OK)) !== null,
    group: stat === null ? null : groupName(stat.gid, etc),
    holders: stat === null ? [] : holdersOf(device, proc),
    latencyTimerMs: latencyTimer(device, sys),
  };
}

/** null where it fails, true where it gives nothing. */
function attempt<T>(work: () => T): (T extends void ? true : T) | null {
  try {
    return (work() ?? true) as T extends void ? true : T;
  } catch {
    return null;
  }
}

function groupName(gid: number, etc: string): string | null {
  const groups = attempt(() => readFileSync(join(etc, "group"), "utf8")) ?? "";
  return (
    groups
      .split("\n")
      .find((line) => line.split(":")[2] === String(gid))
      ?.split(":")[0] ?? null
  );
}

function holdersOf(device: string, proc: string): string[] {
  const pids = (attempt(() => readdirSync(proc)) ?? []).filter((name) => /^\d+$/.test(name));
  return pids.flatMap((pid) => {
    if (Number(pid) === process.pid) return [];
    const folder = join(proc, pid, "fd");
    const open = attempt(() => readdirSync(folder)) ?? [];
    const leadsTo = (fd: string) => attempt(() => readlinkSync(join(folder, fd)));
    if (!open.some((fd) => leadsTo(fd) === device)) return [];
    const masters = open.filter((fd) => MASTER.test(leadsTo(fd) ?? ""));
    if (masters.some((fd) => terminalOf(join(proc, pid, "fdinfo", fd)) === device)) return [];
    const name = attempt(() => readFileSync(join(proc, pid, "comm"), "utf8").trim()) ?? "a program";
    return [`${name} (process ${pid})`];
  });
}

/** Of a pseudo-terminal: the end that a program holds which plays the device, such as a simulated board. */
const MASTER = /^\/dev\/(?:pts\/)?ptmx$/;

/** The pseudo-terminal whose master a descriptor is; null where the system does not say. */
function terminalOf(fdinfo: string): string | null {
  const number = /^tty-index:\s*(\d+)$/m.exec(attempt(() => readFileSync(fdinfo, "utf8")) ?? "")?.[1];
  return number === undefined ? null : `/dev/pts/${number}`;
}

function latencyTimer(device: string, sys: string): number | null {
  const text = attempt(() =>
    readFileSync(join(sys, "bus/usb-serial/devices", basename(device), "latency_timer"), "utf8").trim(),
  );
  return text === null || !/^\d+$/.test(text) ? null : Number(text);
}
