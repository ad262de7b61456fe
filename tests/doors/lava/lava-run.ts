/** Runs an export on Lava, and puts every spike, u and v beside our run of the same integers. */
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { emulatorOf } from "../../../src/families/of-program.js";
import type { ExportedFile } from "../../../src/interchange/exporter.js";
import { readNpz, type NpzEntry } from "../../../src/recording/npz-reader.js";
import { numberReader } from "../../../src/recording/npz-values.js";
import { npyNumbers, npzFile } from "../../../src/recording/npz.js";
import type { Program } from "../../../src/program/program.js";
import { LAVA, pythonOf } from "../../../scripts/python-environments.js";

const run = promisify(execFile);

/** Of the first entry that differs. */
export interface Difference {
  readonly what: "spikes" | "u" | "v";
  readonly step: number;
  readonly neuron: number;
}

export interface Agreement {
  /** Of our run. */
  readonly spikes: number;
  readonly steps: number;
  /** Values compared: two a neuron and step. */
  readonly states: number;
  /** The earliest, by what is listed first; null: all is the same. */
  readonly difference: Difference | null;
}

/** Makes a folder, gives it away, and removes it. */
export async function inFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "equipoise-lava-"));
  try {
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function writeExport(folder: string, files: readonly ExportedFile[]): void {
  for (const file of files)
    writeFileSync(
      join(folder, file.name),
      "text" in file
        ? file.text
        : Buffer.concat([...npzFile(file.arrays.map(({ name, values }) => npyNumbers(name, values)))]),
    );
}

/** @throws Error with what Python said */
export async function python(script: string, ...words: string[]): Promise<string> {
  const { stdout } = await run(pythonOf(LAVA), [script, ...words], { timeout: 300_000, maxBuffer: 2 ** 26 });
  return stdout;
}

/** Runs the exported files on Lava and the program here, and compares them step by step. */
export async function agreement(files: readonly ExportedFile[], program: Program, steps: number): Promise<Agreement> {
  return inFolder(async (folder) => {
    writeExport(folder, files);
    await python(join(folder, "run.py"), "--states");
    return compareWithOurs(readNpz(readFileSync(join(folder, "recording.npz")), "recording.npz"), program, steps);
  });
}

/** @param theirs spikes, and u and v of all neurons after every step */
export async function compareWithOurs(
  theirs: ReadonlyMap<string, NpzEntry>,
  program: Program,
  steps: number,
): Promise<Agreement> {
  const { populations, size, dt } = program;
  const numbers = (name: string) => numberReader(theirs.get(name)!);
  const states = populations.map(({ name, first, size: n }) => ({
    first,
    n,
    u: numbers(`${name}.u`),
    v: numbers(`${name}.v`),
  }));
  const fired = firedSteps(theirs, populations, dt);
  const everyone = Uint32Array.from({ length: size }, (_, i) => i);
  const emulator = await emulatorOf(program);
  let spikes = 0;
  let difference: Difference | null = null;
  const differs = (what: Difference["what"], step: number, neuron: number) => {
    difference ??= { what, step, neuron };
  };
  try {
    for (let step = 0; step < steps && difference === null; step++) {
      let ours: number[] = [];
      await emulator.advance(1, (_, ids, count) => (ours = [...ids.subarray(0, count)]));
      spikes += ours.length;
      const other = fired.get(step) ?? [];
      const odd = [...ours.filter((id) => !other.includes(id)), ...other.filter((id) => !ours.includes(id))];
      if (odd.length > 0 || ours.length !== other.length) differs("spikes", step, odd[0] ?? -1);
      const { u, v } = await emulator.readState(everyone);
      for (const part of states)
        for (let i = 0; i < part.n; i++) {
          if (part.u(step * part.n + i) !== u[part.first + i]) differs("u", step, part.first + i);
          if (part.v(step * part.n + i) !== v[part.first + i]) differs("v", step, part.first + i);
        }
    }
  } finally {
    await emulator.close();
  }
  return { spikes, steps, states: 2 * size * steps, difference };
}

/** Global ids by step. */
function firedSteps(
  theirs: ReadonlyMap<string, NpzEntry>,
  populations: Program["populations"],
  dt: number,
): Map<number, number[]> {
  const [time, owner, neuron] = ["time_ms", "population", "neuron"].map((name) =>
    numberReader(theirs.get(`spikes.${name}`)!),
  );
  const fired = new Map<number, number[]>();
  const count = theirs.get("spikes.time_ms")!.shape[0];
  for (let k = 0; k < count; k++) {
    const step = Math.round(time(k) / dt) - 1;
    const id = populations[owner(k)].first + neuron(k);
    fired.set(step, [...(fired.get(step) ?? []), id]);
  }
  return fired;
}
