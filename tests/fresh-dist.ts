/**
 * Threads and commands run what is in dist/, whatever the sources say: with an old dist/ their tests would pass or fail for code that is
 * no more. Where dist/ is old, nothing in it starts; the test fails at once with one sentence that says what to do.
 */
import childProcess from "node:child_process";
import { createRequire, syncBuiltinESMExports } from "node:module";
import { fileURLToPath } from "node:url";
import { inject } from "vitest";

const dist = fileURLToPath(new URL("../dist/", import.meta.url));

/** For tests that read dist/ or name it in a script of their own. */
export function mustBeFresh(): void {
  const stale = inject("staleDist");
  if (stale !== null) throw new Error(stale);
}

const isInDist = (value: unknown): boolean =>
  value instanceof URL
    ? value.protocol === "file:" && isInDist(fileURLToPath(value))
    : Array.isArray(value)
      ? value.some(isInDist)
      : typeof value === "string" && value.startsWith(dist);

/** From now on nothing of dist/ starts in this process, neither as a thread nor as a command. @param sentence what is wrong with it */
export function refuseDist(sentence: string): void {
  const look = (given: readonly unknown[]) => {
    if (isInDist(given)) throw new Error(sentence);
  };
  const threads = createRequire(import.meta.url)("node:worker_threads") as { Worker: new (...of: never[]) => object };
  threads.Worker = new Proxy(threads.Worker, {
    construct(worker, given: unknown[], target) {
      look(given);
      return Reflect.construct(worker, given, target) as object;
    },
  });
  for (const name of ["spawn", "spawnSync", "execFile", "execFileSync"] as const)
    Object.assign(childProcess, {
      [name]: new Proxy(childProcess[name] as (...given: unknown[]) => unknown, {
        apply(start, self, given) {
          look(given);
          return Reflect.apply(start, self, given);
        },
      }),
    });
  syncBuiltinESMExports();
}

const stale = inject("staleDist");
if (stale !== null) refuseDist(stale);
