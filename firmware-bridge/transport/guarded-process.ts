/**
 * A program of this machine that never outlives this process, however that ends: by itself, by a signal that it cannot catch, by a closed pipe.
 *
 * A small shell starts the program and holds the far end of a lifeline, a pipe whose near end nobody but this process has: the system closes it
 * with the process, and then the shell kills the program. Programs that mind the end of their input would end by themselves; QEMU does not.
 */
import { spawn, type ChildProcess } from "node:child_process";
import type { Readable, Writable } from "node:stream";

/**
 * Descriptor 3 is the lifeline; the program gets neither it nor its copy. In the background a shell gives programs no input unless it is named
 * (hence 4). The second background job waits for the end of the lifeline, the shell itself for that of the program, whose exit code it takes on.
 */
const GUARD = `
exec 4<&0
"$@" <&4 3<&- 4<&- &
program=$!
exec 0</dev/null 4<&- 1>&- 2>/dev/null
{ read -r _ <&3; kill -KILL "$program"; } &
guard=$!
exec 3<&-
wait "$program"
code=$?
kill -KILL "$guard"
exit "$code"
`;
const LIFELINE = 3;

export interface GuardedProcess {
  readonly child: ChildProcess;
  /** null where it was not asked for. */
  readonly stdin: Writable | null;
  readonly stdout: Readable;
  /** null where its errors go to those of this process. */
  readonly stderr: Readable | null;
  /** Resolves when it has ended and all that it said was read, or when it could not be started; also for one who asks later. */
  readonly ended: Promise<void>;
  /** Kills it, with all that it has started. */
  kill(): void;
}

/** @param input whether something is to be written to it; @param errors whether what it says on stderr is read here; else it goes to that of this process */
export function guardedProcess(
  command: string,
  args: readonly string[],
  { input, errors = false }: { readonly input: boolean; readonly errors?: boolean },
): GuardedProcess {
  const stdin = input ? "pipe" : "ignore";
  const stderr = errors ? "pipe" : "inherit";
  const child =
    process.platform === "win32"
      ? spawn(command, args, { stdio: [stdin, "pipe", stderr] })
      : // A group of its own: Ctrl-C at the terminal is for this process, which takes the program along.
        spawn("/bin/sh", ["-c", GUARD, "guard", command, ...args], {
          stdio: [stdin, "pipe", stderr, "pipe"],
          detached: true,
        });
  const lifeline = child.stdio[LIFELINE] as Writable | undefined;
  lifeline?.on("error", () => {
    // Its far end is gone: the program has ended.
  });
  let over = false;
  child.once("close", () => (over = true));
  return {
    child,
    stdin: child.stdin,
    stdout: child.stdout!,
    stderr: child.stderr,
    ended: new Promise((resolve) => child.once("close", () => resolve()).once("error", () => resolve())),
    kill() {
      lifeline?.destroy();
      // While its outputs are open, something that it has started may still have them.
      if (over || child.pid === undefined) return;
      try {
        if (lifeline === undefined) child.kill("SIGKILL");
        else process.kill(-child.pid, "SIGKILL");
      } catch {
        // It has just ended by itself.
      }
    },
  };
}
