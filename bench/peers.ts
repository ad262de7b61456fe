/** Runs the peers in a Python environment that is made when first needed; every peer prints JSON. */
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of package.json, seen from dist/bench. */
const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const ENVIRONMENT = join(ROOT, ".bench-venv");
const PYTHON = join(ENVIRONMENT, "bin", "python");

export interface PeerRun {
  readonly seconds: number;
  /** Spikes of each neuron. */
  readonly counts: readonly number[];
}

/** @returns null where the peers can run, else why not, in one sentence */
export function preparePeers(): string | null {
  if (spawnSync("python3", ["--version"]).status !== 0)
    return "python3 is not installed, so there are no peers to compare with.";
  if (!existsSync(PYTHON) && spawnSync("python3", ["-m", "venv", ENVIRONMENT]).status !== 0)
    return "python3 cannot make a virtual environment: install your system's python3-venv package.";
  const hasPackages = () => spawnSync(PYTHON, ["-c", "import numpy, scipy"]).status === 0;
  if (
    !hasPackages() &&
    spawnSync(PYTHON, ["-m", "pip", "install", "--quiet", "numpy", "scipy"], { stdio: "inherit" }).status !== 0
  )
    return "numpy and scipy could not be installed in .bench-venv: is there a network?";
  return null;
}

/** Everything on one thread, as the emulator runs. */
export function runPeer(folder: string, kind: "dense" | "csr"): PeerRun {
  const script = join(ROOT, "bench", "peers", "dense_and_csr.py");
  const env = { ...process.env, OPENBLAS_NUM_THREADS: "1", OMP_NUM_THREADS: "1" };
  return JSON.parse(
    execFileSync(PYTHON, [script, folder, kind], { env, encoding: "utf8", maxBuffer: 2 ** 28 }),
  ) as PeerRun;
}
