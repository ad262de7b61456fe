/** Compiles the C kernels with this machine's own compiler for this machine's own processor. */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../../scripts/python-environments.js";

const C_FLAGS = ["-O3", "-march=native"];
const SOURCES = join(ROOT, "bench", "peers", "c");
/** Ignored by git, like everything else that is built. */
const BUILT = join(ROOT, "dist", "bench-kernels");

/** First line of `cc --version`, or null where there is no compiler. */
export function compilerVersion(): string | null {
  const { status, stdout } = spawnSync("cc", ["--version"], { encoding: "utf8" });
  return status === 0 ? stdout.split("\n")[0] : null;
}

/** @returns path of the program @throws Error with what the compiler said */
export function compileKernel(design: string): string {
  mkdirSync(BUILT, { recursive: true });
  const program = join(BUILT, design);
  execFileSync("cc", [...C_FLAGS, "-Wall", "-o", program, join(SOURCES, `${design}.c`)], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  return program;
}
