/**
 * A sweep as a plan: a JSONL file whose first line says what is swept (header), every further line one task. A task is one seed of one point and
 * is named by what it computes: the digest of the network with its array files, the seed, the target, the options and the version of equipoise.
 */
import { contentHash } from "../../numerics/content-hash.js";
import { hex } from "../../numerics/sha256.js";
import type { OptionChanges } from "../../options/option-tables.js";

export const PLAN_FORMAT = "equipoise-sweep-plan";
export const PLAN_VERSION = 1;

/** What an axis or a point gives to a variable: as written in the sweep's file. */
export type SweptValue = string | number | boolean | null;

/** The place of a field in a description: keys and, in lists, indices. */
export type FieldPath = readonly (string | number)[];

export interface PlanAxis {
  /** As written: `constants.g`, `weight-bits`, `target`. */
  readonly name: string;
  /** What it changes. */
  readonly kind: "description" | "target" | "option";
  /** All values that any point gives it, in the order of their first appearance. */
  readonly values: readonly SweptValue[];
}

export interface PlanHeader {
  readonly format: typeof PLAN_FORMAT;
  readonly version: typeof PLAN_VERSION;
  /** Of the command that planned; results of another version are others. */
  readonly equipoise: string;
  readonly name: string;
  readonly network: {
    /** Its file as the sweep names it; nothing is read from there. */
    readonly file: string;
    /** Content hash of the description that the changes of the tasks are changes of. */
    readonly hash: string;
    /** That description, its aliases expanded. */
    readonly document: unknown;
  };
  /** Files that the description names, beside which they lie: the folder relative to the plan, and the sha256 of each. */
  readonly arrays: { readonly folder: string; readonly files: Readonly<Record<string, string>> } | null;
  readonly axes: readonly PlanAxis[];
  readonly seeds: readonly number[];
  readonly points: number;
  readonly tasks: number;
}

/** One seed of one point. */
export interface PlanTask {
  /** The first 80 bits of a sha256, hex. */
  readonly task: string;
  /** Index of the point among those of the plan. */
  readonly point: number;
  readonly values: Readonly<Record<string, SweptValue>>;
  readonly seed: number;
  readonly target: string;
  /** Changes of the target's defaults. */
  readonly options: OptionChanges;
  /** Changes of the header's description. */
  readonly changes: readonly (readonly [path: FieldPath, value: unknown])[];
  /** Content hash of the description with them, its array files included; tasks that share it and the seed draw the same network. */
  readonly network: string;
  /** Parts into which the records are divided besides, where one seed has to give the intervals; 0: not divided. */
  readonly blocks: number;
}

export interface Plan {
  readonly header: PlanHeader;
  readonly tasks: readonly PlanTask[];
}

const DIGITS = 20;

/** Names a task by its content. */
export function taskDigest(
  equipoise: string,
  { network, seed, target, options, blocks }: Omit<PlanTask, "task" | "point" | "values" | "changes">,
): string {
  return hex(contentHash({ equipoise, plan: PLAN_VERSION, network, seed, target, options, blocks })).slice(0, DIGITS);
}

/** The text of a plan: equal plans have equal bytes. */
export function planText({ header, tasks }: Plan): string {
  return [header, ...tasks].map((line) => `${JSON.stringify(line)}\n`).join("");
}
