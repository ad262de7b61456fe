/** Runs the built command as a child process, as a shell would, in a folder of its own. */
import { spawn, type ChildProcess } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export const ROOT = join(import.meta.dirname, "../..");
const MAIN = join(ROOT, "dist/src/cli/main.js");

export interface Outcome {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export function start(args: readonly string[], cwd: string, main = MAIN): ChildProcess {
  if (!existsSync(main))
    throw new Error(`${main} is missing: the command line is tested as built, run \`npm run build\` first`);
  return spawn(process.execPath, [main, ...args], {
    cwd,
    env: { ...process.env, NO_COLOR: "1" },
    stdio: ["ignore", "pipe", "pipe"],
  });
}

export function finished(child: ChildProcess): Promise<Outcome> {
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout?.on("data", (chunk: Buffer) => out.push(chunk));
  child.stderr?.on("data", (chunk: Buffer) => err.push(chunk));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) =>
      resolve({ code, signal, stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(err).toString() }),
    );
  });
}

export function equipoise(args: readonly string[], cwd = ROOT): Promise<Outcome> {
  return finished(start(args, cwd));
}

export function temporaryFolder(): { readonly path: string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), "equipoise cli – "));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** A balanced network of 125 cells; `more` replaces parts of the text. */
export function smallNetwork(
  more: { readonly duration?: string; readonly name?: string; readonly extra?: string } = {},
): string {
  return `name: ${more.name ?? "tiny"}
seed: 3
timestep: 0.5 ms
duration: ${more.duration ?? "700 ms"}
burn_in: 100 ms
populations:
  E:
    size: 100
    neuron: &cell { model: iaf_psc_exp, C_m: 250 pF, tau_m: 20 ms, tau_syn: 5 ms, E_L: 0 mV, V_reset: 0 mV, V_th: 15 mV, t_ref: 2 ms }
    initial: { V_m: { uniform: [0 mV, 15 mV] } }
  I:
    size: 25
    neuron: *cell
    initial: { V_m: { uniform: [0 mV, 15 mV] } }
balanced:
  K: 20
  J: 6 mV
  weights: { E: { E: 1, I: -6 }, I: { E: 1, I: -5 } }
  drive: { E: 1, I: 0.8, rate: 60 Hz }
  delay: 1 ms
${more.extra ?? ""}`;
}
