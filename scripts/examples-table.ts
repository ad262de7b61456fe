/**
 * The table of tests/golden/examples.json: what every example compiles to on every target and how it runs, so that a change of
 * code that should change no result can prove it. Programs by their digest (as `equipoise compile --seed 1` prints it), runs by
 * the sha256 of their first steps, refusals by their error codes and limits.
 */
import { createHash } from "node:crypto";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { createReference } from "../emulator/reference/reference.js";
import { loadDescription } from "../src/node/files/load-description.js";
import { EquipoiseError, type Diagnostic } from "../src/diagnostics/diagnostic.js";
import type { ExecutionTarget } from "../src/program/execution-target.js";
import { programDigest } from "../src/program/digest.js";
import { RasterHasher } from "../src/recording/recording.js";
import { allTargets } from "../src/targets/registry.js";
import type { TargetSpec } from "../src/targets/target.js";
import { prepare } from "../src/measure/build.js";
import { optionsWith } from "../src/options/check-options.js";
import type { FamilyOptions } from "../src/options/option-tables.js";
import { familyOf } from "../src/families/registry.js";

/** How the first steps run: the number of spikes, and two sha256. */
export interface Run {
  readonly spikes: number;
  /** Of the little-endian (step, neuron) pairs. */
  readonly raster: string;
  /** Of u, v and the refractory counters of all neurons after the last step; some examples never fire. */
  readonly state: string;
}

/** What a target makes of an example: its program and how that runs, or the errors with which it refuses. */
export type Column =
  ({ readonly program: string } & Run) | { readonly refused: readonly Pick<Diagnostic, "code" | "limit">[] };

export interface ExampleRow {
  /** Steps run on the reference and on every emulator. */
  readonly steps: number;
  readonly synapses: number;
  readonly reference: Run;
  /** By target and profile, e.g. `loihi1 lava`. */
  readonly targets: Readonly<Record<string, Column>>;
}

/** Examples, or columns of them, that take too long, and why. */
export interface LeftOut {
  readonly examples: readonly string[];
  /** Absent: the whole example. */
  readonly targets?: readonly string[];
  readonly reason: string;
}

export interface ExamplesTable {
  readonly about: readonly string[];
  readonly seed: number;
  readonly leftOut: readonly LeftOut[];
  readonly examples: Readonly<Record<string, ExampleRow>>;
}

export const SEED = 1;

/** Beside every target's default profile. */
const MORE_PROFILES: Readonly<Record<string, readonly string[]>> = {
  loihi1: ["lava"],
  spinnaker1: ["nearest_sat", "stochastic_sat"],
};

/** Steps of an example that has no number of its own. */
const DEFAULT_STEPS = 400;

/** Fewer where a step is dear. */
const STEPS: Readonly<Record<string, number>> = {
  "balanced-sqrtk.yaml": 100,
  "brunel.yaml": 200,
  "brunel-1ms.yaml": 50,
  "microcircuit-10percent.yaml": 200,
  "phenomena/emergence.yaml": 100,
};

/** Keeps the whole table below a minute on one core. */
export const LEFT_OUT: readonly LeftOut[] = [
  {
    examples: ["microcircuit.yaml"],
    reason: "299 million synapses take minutes and gigabytes to draw; microcircuit-10percent.yaml stands in for it",
  },
  {
    examples: [
      "balanced-sqrtk.yaml",
      "brunel.yaml",
      "brunel-1ms.yaml",
      "microcircuit-10percent.yaml",
      "phenomena/cancellation.yaml",
      "phenomena/emergence.yaml",
      "phenomena/scaling.yaml",
    ],
    targets: [
      "ice40up5k hw",
      "ecp5-85f hw",
      "stm32f405 floor",
      "rp2040 floor",
      "spinnaker1 nearest_sat",
      "spinnaker1 stochastic_sat",
    ],
    reason: "more than a million synapses: small boards only refuse them; smaller examples cover these targets",
  },
  {
    examples: ["microcircuit-10percent.yaml"],
    targets: ["loihi1 hw", "loihi1 lava", "loihi2 lava"],
    reason: "compiling takes 45 s on loihi1, the refusal of loihi2 9 s; spinnaker1 holds it",
  },
  {
    examples: ["brunel-1ms.yaml"],
    targets: ["loihi1 hw", "loihi1 lava"],
    reason:
      "15.6 million synapses: loihi1 refuses them after seconds (4167 cores of 4096); loihi2 and spinnaker1 hold them",
  },
  {
    examples: ["brunel.yaml"],
    targets: ["loihi1 hw", "loihi1 lava", "loihi2 lava"],
    reason: "15.6 million synapses, the same as those of brunel-1ms.yaml at another time step",
  },
  {
    examples: ["phenomena/emergence.yaml"],
    targets: ["loihi1 lava", "loihi2 lava"],
    reason: "4 million synapses wired as those of balanced-sqrtk.yaml, which has these targets",
  },
];

const leftOutWhole = new Set(LEFT_OUT.filter((l) => l.targets === undefined).flatMap((l) => l.examples));

/** Every description below the folder, by its path there, but those left out. */
export function exampleNames(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => name.replaceAll("\\", "/"))
    .filter((name) => name.endsWith(".yaml") && !leftOutWhole.has(name))
    .sort();
}

interface ColumnKey {
  readonly name: string;
  readonly target: TargetSpec;
  readonly options: FamilyOptions;
}

function columnsOf(example: string): ColumnKey[] {
  const leftOut = new Set(LEFT_OUT.filter((l) => l.examples.includes(example)).flatMap((l) => l.targets ?? []));
  return allTargets()
    .flatMap((target) =>
      [target.defaultProfile, ...(MORE_PROFILES[target.id] ?? [])].map((profile) => ({
        name: `${target.id} ${profile}`,
        target,
        options: optionsWith(target, { profile }),
      })),
    )
    .filter(({ name }) => !leftOut.has(name));
}

/** @param Numbers the type to hash the state in: integers exactly, the reference without the last bits of its float64 */
async function runOf(
  target: ExecutionTarget,
  steps: number,
  Numbers: typeof Float32Array | typeof Float64Array,
): Promise<Run> {
  const hasher = new RasterHasher();
  await target.advance(steps, hasher.spikes);
  const { u, v, refractory } = await target.readState(Uint32Array.from({ length: target.size }, (_, i) => i));
  await target.close();
  const state = createHash("sha256");
  for (const values of [u, v, refractory]) state.update(new Uint8Array(new Numbers(values).buffer));
  return { spikes: hasher.count, raster: hasher.digest(), state: state.digest("hex") };
}

/** Draws an example once, runs it on the reference, compiles it for every target of the table and runs what was compiled. */
export async function exampleRow(folder: string, example: string, seed = SEED): Promise<ExampleRow> {
  const { description } = loadDescription(join(folder, example));
  const steps = STEPS[example] ?? DEFAULT_STEPS;
  const columns = columnsOf(example);
  const { network, sized } = prepare(description, columns[0].target, columns[0].options, { seed });
  const reference = await runOf(createReference(network), steps, Float32Array);
  const targets: Record<string, Column> = {};
  for (const { name, target, options } of columns) {
    try {
      const withRates = { ...options, expectedRates: sized.expectedRates };
      const compiled = familyOf(target).compile(network, target, withRates, {});
      const program = programDigest(compiled.program);
      targets[name] = { program, ...(await runOf(await compiled.createEmulator(), steps, Float64Array)) };
    } catch (error) {
      if (!(error instanceof EquipoiseError)) throw error;
      const errors = error.diagnostics.filter((d) => d.severity === "error");
      targets[name] = { refused: errors.map(({ code, limit }) => ({ code, limit })) };
    }
  }
  return { steps, synapses: network.synapses, reference, targets };
}

/** Makes the whole table. @param each called before each example, with its name */
export async function examplesTable(folder: string, each: (example: string) => void): Promise<ExamplesTable> {
  const examples: Record<string, ExampleRow> = {};
  for (const example of exampleNames(folder)) {
    each(example);
    examples[example] = await exampleRow(folder, example);
  }
  return {
    about: [
      "Written by `npm run golden -- --examples`; tests/examples-unchanged.test.ts compares it with what the code gives.",
      "program: digest of the program, which holds the version of the package. raster: sha256 over the little-endian",
      "(step, neuron) pairs of the first `steps` steps; state: of u, v and refractory counters after them (float64, the",
      "reference as float32). refused: error codes, with the limit that is exceeded.",
    ],
    seed: SEED,
    leftOut: LEFT_OUT,
    examples,
  };
}
