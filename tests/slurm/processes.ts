/** Which processes belong to something, as /proc tells: by a file that they hold open, or by what stands in their environment. */
import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { join } from "node:path";

/**
 * @param prefix of the path of a file that it holds open, e.g. "/tmp/folder/"
 * @param variables "NAME=value", which all stand in its environment. A process that renames itself (slurmstepd) overwrites its own
 */
export function processesHolding(prefix: string, variables: readonly string[]): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .map((name) => join("/proc", name))
    .filter((folder) => hasOpen(folder, prefix) || hasVariables(folder, variables))
    .map((folder) => Number(folder.slice("/proc/".length)));
}

function hasOpen(folder: string, prefix: string): boolean {
  return gone([], () => readdirSync(join(folder, "fd"))).some((fd) =>
    gone("", () => readlinkSync(join(folder, "fd", fd))).startsWith(prefix),
  );
}

function hasVariables(folder: string, variables: readonly string[]): boolean {
  const environment = new Set(gone("", () => readFileSync(join(folder, "environ"), "utf8")).split("\0"));
  return variables.every((variable) => environment.has(variable));
}

/** A process may end while it is looked at, and those of others do not let themselves be looked at. */
function gone<T>(otherwise: T, look: () => T): T {
  try {
    return look();
  } catch (error) {
    if (["ENOENT", "ESRCH", "EACCES", "EPERM"].includes((error as NodeJS.ErrnoException).code ?? "")) return otherwise;
    throw error;
  }
}
