/**
 * What a path to be written really is: a file (perhaps behind symbolic links), a device or FIFO that must not be replaced,
 * or a descriptor of this process. Links are followed here once, so that checking and writing speak of the same thing.
 */
import { lstatSync, readdirSync, readlinkSync, realpathSync, statSync, type Stats } from "node:fs";
import { hostname } from "node:os";
import { basename, dirname, join, resolve } from "node:path";

export type Destination =
  /** To be replaced as a whole; `mode` is that of the file that is there. */
  | { readonly kind: "file"; readonly path: string; readonly identity: string; readonly mode?: number }
  /** To be written through: a FIFO or a device. */
  | { readonly kind: "stream"; readonly path: string; readonly identity: string | null }
  /** An open descriptor of this process, such as /dev/stdout. */
  | { readonly kind: "descriptor"; readonly fd: number; readonly identity: null };

/** As many as Linux follows. */
const MOST_LINKS = 40;
const NAMED_DESCRIPTORS: Readonly<Record<string, number>> = { "/dev/stdin": 0, "/dev/stdout": 1, "/dev/stderr": 2 };
const NUMBERED_DESCRIPTOR = /^\/(?:dev|proc\/self)\/fd\/(\d+)$/;

/** An error with a code of the system, as those of node:fs. */
class PathError extends Error {
  constructor(readonly code: string) {
    super(code);
  }
}

/** @throws an error with a `code` where the path cannot be written whatever happens: a folder, a socket, a loop of links */
export function destinationOf(path: string): Destination {
  let at = path === "" ? path : resolve(path);
  if (at === "") throw new PathError("ENOENT");
  for (let links = 0; links <= MOST_LINKS; links++) {
    const fd = descriptorOf(at);
    if (fd !== null) return { kind: "descriptor", fd, identity: null };
    const info = lstatSync(at, { throwIfNoEntry: false });
    if (info === undefined) return { kind: "file", path: at, identity: realPathOf(at) };
    if (!info.isSymbolicLink()) return existing(at, info);
    at = resolve(realpathSync(dirname(at)), readlinkSync(at));
  }
  throw new PathError("ELOOP");
}

function existing(path: string, info: Stats): Destination {
  if (info.isDirectory()) throw new PathError("EISDIR");
  if (info.isSocket()) throw new PathError("ENXIO");
  if (info.isFile()) return { kind: "file", path, identity: numberOf(info), mode: info.mode & 0o777 };
  // What goes to /dev/null twice harms nobody; two writers of one FIFO do.
  return { kind: "stream", path, identity: info.isFIFO() ? numberOf(info) : null };
}

/** What tells a file that is read from all others, whatever its name; null for devices and for what is not there or cannot be looked at: who reads it says why. */
export function identityOfInput(path: string): string | null {
  try {
    const info = statSync(path, { throwIfNoEntry: false });
    return info?.isFile() ? numberOf(info) : null;
  } catch {
    return null;
  }
}

function numberOf({ dev, ino }: Stats): string {
  return `${dev}:${ino}`;
}

function descriptorOf(path: string): number | null {
  const numbered = NUMBERED_DESCRIPTOR.exec(path);
  return numbered ? Number(numbered[1]) : (NAMED_DESCRIPTORS[path] ?? null);
}

/** Of a path that need not exist: the real path of the folders that do, and the rest. */
function realPathOf(path: string): string {
  const folder = nearestFolder(path);
  return join(realpathSync(folder), path.slice(folder.length));
}

/** The deepest folder above `path` that exists. @throws PathError where something that is no folder is in the way */
export function nearestFolder(path: string): string {
  for (let at = dirname(path); ; at = dirname(at)) {
    const info = statSync(at, { throwIfNoEntry: false });
    if (info?.isDirectory()) return at;
    if (info !== undefined) throw new PathError("ENOTDIR");
    // A link to nowhere: no folder can be made in its place.
    if (lstatSync(at, { throwIfNoEntry: false }) !== undefined) throw new PathError("ENOENT");
    if (dirname(at) === at) throw new PathError("ENOENT");
  }
}

/** Of the process and its machine, since a folder may be shared by several. */
const owner = (pid: number) => `${pid}@${hostname().slice(0, 40)}`;

/** A name beside `path` that nobody else uses. */
export function besides(path: string, ending: "part" | "probe"): string {
  return join(dirname(path), `${startOf(path)}${owner(process.pid)}.${ending}`);
}

function startOf(path: string): string {
  return `.${basename(path).slice(0, 190)}.`;
}

/** Files beside `path` that were made by `besides` in a process of this machine which was killed before it could remove them. */
export function leftBesides(path: string): string[] {
  const start = startOf(path);
  return readdirSync(dirname(path))
    .filter((name) => name.startsWith(start) && wasLeft(name.slice(start.length)))
    .map((name) => join(dirname(path), name));
}

function wasLeft(rest: string): boolean {
  const pid = Number(/^(\d{1,10})@.*\.(part|probe)$/.exec(rest)?.[1]);
  return pid > 0 && rest.startsWith(`${owner(pid)}.`) && !isAlive(pid);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Of another user: it is there.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
