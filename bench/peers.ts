/** Runs the peers in a Python environment that is made when first needed; every peer prints JSON. */
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of package.json, seen from dist/bench. */
export const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const ENVIRONMENT = join(ROOT, ".bench-venv");
export const PYTHON = join(ENVIRONMENT, "bin", "python");

export interface PeerRun {
  readonly seconds: number;
  /** Spikes of each neuron. */
  readonly counts: readonly number[];
}

/** What a peer imports, and the package that brings it. */
const NUMPY = { imports: "numpy, scipy", packages: ["numpy<2", "scipy"] };
/** Brian2 2.9 needs a numpy below 2. */
export const SIMULATORS = {
  imports: "numpy, scipy, nest, brian2",
  packages: ["numpy<2", "scipy", "nest-simulator==3.10.0", "brian2==2.9.0"],
};

/** @returns null where the peers can run, else why not, in one sentence */
export function preparePeers({ imports, packages } = NUMPY): string | null {
  if (spawnSync("python3", ["--version"]).status !== 0)
    return "python3 is not installed, so there are no peers to compare with.";
  if (!existsSync(PYTHON) && spawnSync("python3", ["-m", "venv", ENVIRONMENT]).status !== 0)
    return "python3 cannot make a virtual environment: install your system's python3-venv package.";
  const hasPackages = () => spawnSync(PYTHON, ["-c", `import ${imports}`]).status === 0;
  if (
    !hasPackages() &&
    spawnSync(PYTHON, ["-m", "pip", "install", "--quiet", ...packages], { stdio: "inherit" }).status !== 0
  )
    return `${packages.join(", ")} could not be installed in .bench-venv: is there a network?`;
  return hasPackages() ? null : `.bench-venv cannot import ${imports}: delete it and try again.`;
}

/** Everything on one thread, as the emulator runs. */
export function runPeer(folder: string, kind: "dense" | "csr"): PeerRun {
  const script = join(ROOT, "bench", "peers", "dense_and_csr.py");
  const env = { ...process.env, OPENBLAS_NUM_THREADS: "1", OMP_NUM_THREADS: "1" };
  return JSON.parse(
    execFileSync(PYTHON, [script, folder, kind], { env, encoding: "utf8", maxBuffer: 2 ** 28 }),
  ) as PeerRun;
}
