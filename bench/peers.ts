/** Runs the peers in a Python environment that is made when first needed; every peer prints JSON. */
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { pythonOf, ROOT, SIMULATORS } from "../scripts/python-environments.js";

export interface PeerRun {
  readonly seconds: number;
  /** Spikes of each neuron. */
  readonly counts: readonly number[];
}

/** Returns null where the peers can run, else why not, in one sentence: what is ours is measured without them. */
export function whyNoPeers(): string | null {
  try {
    pythonOf(SIMULATORS);
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}

/** Everything on one thread, as the emulator runs. */
export function runPeer(folder: string, kind: "dense" | "csr"): PeerRun {
  const script = join(ROOT, "bench", "peers", "dense_and_csr.py");
  const env = { ...process.env, OPENBLAS_NUM_THREADS: "1", OMP_NUM_THREADS: "1" };
  return JSON.parse(
    execFileSync(pythonOf(SIMULATORS), [script, folder, kind], { env, encoding: "utf8", maxBuffer: 2 ** 28 }),
  ) as PeerRun;
}
