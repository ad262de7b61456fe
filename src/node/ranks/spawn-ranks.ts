/** Starts the other ranks of a run as processes of this machine. */
import { spawn, type ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import type { Socket } from "node:net";
import { fileURLToPath } from "node:url";
import { EquipoiseError, fail } from "../../diagnostics/diagnostic.js";
import { ExitCode } from "../../diagnostics/exit-codes.js";
import type { ServeOptions } from "./serve-rank.js";

/** What the process is told, in its environment: nobody else may read the token. */
export const RANK_VARIABLE = "EQUIPOISE_RANK_PROCESS";

/** From TypeScript sources (tests) the compiled file in dist/ is used: Node runs no TypeScript. */
function rankFile(): string {
  const here = new URL("./rank-process.js", import.meta.url);
  const url = import.meta.url.endsWith(".ts")
    ? new URL("../../../dist/src/node/ranks/rank-process.js", import.meta.url)
    : here;
  const path = fileURLToPath(url);
  if (!existsSync(path))
    fail("worker-not-built", "the processes of ranks need the compiled emulator, which is not there", {
      hint: "run npm run build",
      exitCode: ExitCode.internal,
    });
  return path;
}

export interface SpawnedRanks {
  readonly processes: readonly ChildProcess[];
  /** Rejects when one ends before it is told to. */
  readonly failed: Promise<never>;
  /** Nobody waits for them any more. @param kill whether they may not end by themselves, as when one hangs */
  leave(kill: boolean): void;
}

/**
 * @param before a command that runs the command that follows it, such as `ip netns exec NAME`
 * @throws EquipoiseError `worker-not-built`
 */
export function spawnRanks(options: Omit<ServeOptions, "rank">, before: readonly string[] = []): SpawnedRanks {
  const file = rankFile();
  let reject: (error: Error) => void = () => {};
  const failed = new Promise<never>((_, no) => (reject = no));
  failed.catch(() => {});
  const processes = Array.from({ length: options.of - 1 }, (_, k) => {
    const own: ServeOptions = { ...options, rank: k + 1 };
    const [command, ...words] = [...before, process.execPath, ...process.execArgv.filter(isMemoryOption), file];
    const child = spawn(command, words, {
      env: { ...process.env, [RANK_VARIABLE]: JSON.stringify(own) },
      // The pipe ends with this process, however it ends.
      stdio: ["pipe", "ignore", "inherit"],
    });
    const ended = (how: string) =>
      reject(
        new EquipoiseError(
          [
            {
              code: "rank-lost",
              severity: "error",
              message: `rank ${k + 1} of ${options.of} ended as it started: ${how}`,
            },
          ],
          ExitCode.device,
        ),
      );
    child.once("error", (error) => ended(error.message));
    child.once("exit", (code, signal) => ended(signal === null ? `exit code ${code}` : signal));
    return child;
  });
  return {
    processes,
    failed,
    leave(kill) {
      for (const child of processes) {
        if (kill) child.kill("SIGKILL");
        child.unref();
        (child.stdin as Socket | null)?.unref();
      }
    },
  };
}

function isMemoryOption(option: string): boolean {
  return option.startsWith("--max-old-space-size");
}
