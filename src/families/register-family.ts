/**
 * Adds a family that is not part of equipoise: its targets, options, compiler, programs and emulator. Whoever calls this before a command of the
 * library verifies, sweeps and runs on such targets as on all others. Nothing is looked for and nothing is loaded: the caller imports the family,
 * and worker threads, which load only their own jobs, do not know it (`jobs: 1`).
 */
import type { NeuronModel } from "../models/neuron-model.js";
import { addOptionTable } from "../options/option-tables.js";
import type { OptionTable } from "../options/option-table.js";
import { addProgramImage, type ProgramImage } from "../program/other-images.js";
import { addTarget } from "../targets/registry.js";
import type { TargetSpec } from "../targets/target.js";
import type { Family } from "./family.js";
import { addProgramRunner, type ProgramRunner } from "./of-program.js";
import { addFamily } from "./registry.js";

/** Of each piece, docs/add-a-target.md says what it does. Their types are those of this family, which the tables do not know. */
export interface FamilyPieces<Target, Options extends object> {
  /** The word of its targets, options and programs. */
  readonly name: string;
  readonly targets: readonly Target[];
  readonly options: Omit<OptionTable, "family" | "together" | "quantization"> & {
    readonly family: string;
    together?(options: Options, target: Target): ReturnType<NonNullable<OptionTable["together"]>>;
    quantization(options: Options): string;
  };
  readonly family: {
    readonly passes: Family["passes"];
    whyNot(model: NeuronModel, target: Target): string | null;
    timestep(network: Parameters<Family["timestep"]>[0], target: Target, options: Options): number;
    compile(
      network: Parameters<Family["compile"]>[0],
      target: Target,
      options: Options,
      hooks: Parameters<Family["compile"]>[3],
    ): ReturnType<Family["compile"]>;
    forecast(
      network: Parameters<Family["forecast"]>[0],
      target: Target,
      options: Options,
      hooks: Parameters<Family["forecast"]>[3],
    ): ReturnType<Family["forecast"]>;
  };
  readonly image: ProgramImage;
  readonly runner: ProgramRunner;
}

/** @throws RangeError for a family or a target that is there already */
export function registerFamily<Target, Options extends object>(pieces: FamilyPieces<Target, Options>): void {
  const { name, targets, options, family, image, runner } = pieces;
  addFamily(name, family);
  addOptionTable(options as unknown as OptionTable);
  for (const target of targets) addTarget(target as TargetSpec);
  addProgramImage(name, image);
  addProgramRunner(name, runner);
}
