/** The description that a task of a plan means: the header's, with the task's changes, and with the array files as they were when it was planned. */
import { resolve, dirname, isAbsolute } from "node:path";
import { describeDocument } from "../../description/load-description.js";
import type { Locator } from "../../description/problems.js";
import type { LoadedDescription } from "../../description/load-description.js";
import type { NetworkDescription } from "../../description/types.js";
import { fail } from "../../diagnostics/diagnostic.js";
import { readRegularFile } from "../../node/files/read-regular-file.js";
import { contentHash } from "../../numerics/content-hash.js";
import { hex, sha256 } from "../../numerics/sha256.js";
import { withFields } from "./field-path.js";
import type { PlanHeader, PlanTask } from "./plan.js";

/** Bytes: as matrices of descriptions. */
const LARGEST_ARRAY_FILE = 1_073_807_424;

/** sha256 of what a description says, hex; the seed, which every task has of its own, does not count. */
export function descriptionHash(description: NetworkDescription): string {
  return hex(contentHash({ ...description, seed: 0 }));
}

export type ReadBeside = (relativePath: string) => Uint8Array;

/** Reads files beside a description. @param note told of each with its sha256 */
export function arrayReader(folder: string, note: (name: string, hash: string) => void = () => {}): ReadBeside {
  const read = new Map<string, Uint8Array>();
  return (name) => {
    if (isAbsolute(name)) throw new Error("the path must be relative");
    const bytes = read.get(name) ?? readRegularFile(resolve(folder, name), LARGEST_ARRAY_FILE);
    read.set(name, bytes);
    note(name, hex(sha256(bytes)));
    return bytes;
  };
}

/** Reads the array files of a plan, and refuses those that have changed. @throws EquipoiseError `plan-array` */
export function plannedArrays(planFile: string, { arrays }: PlanHeader): ReadBeside {
  if (arrays === null) return noArrays;
  return arrayReader(resolve(dirname(planFile), arrays.folder), (name, hash) => {
    if (!Object.hasOwn(arrays.files, name) || arrays.files[name] !== hash)
      fail("plan-array", `the file ${name} beside the network is not the one that the plan was made with`, {
        hint: "plan the sweep again",
      });
  });
}

function noArrays(name: string): never {
  throw new Error(`the plan has no array files, and ${name} is one`);
}

/** @throws EquipoiseError for anything wrong with the description, and `plan-array` where it is not the one that was planned */
export function describeTask(
  planFile: string,
  header: PlanHeader,
  task: PlanTask,
  read: ReadBeside,
): NetworkDescription {
  const place: Locator = () => ({ file: planFile, line: 1, col: 1 });
  const { description }: LoadedDescription = describeDocument(
    { value: withFields(header.network.document, task.changes), locate: place },
    read,
  );
  if (descriptionHash(description) !== task.network)
    fail("plan-array", `task ${task.task} describes another network than when it was planned`, {
      hint: "plan the sweep again",
    });
  return description;
}
