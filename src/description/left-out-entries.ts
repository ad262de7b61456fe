/**
 * The names in entries that were left out because their shape was wrong: whoever corrects the shape shall not meet an unknown population only
 * then. Nothing else of such an entry is read.
 */
import { unknownName } from "./constants.js";
import { formatPath } from "./problems.js";
import type { DocumentPath, Problems } from "./problems.js";

type Entries = Readonly<Record<string, unknown>>;

function mapAt(holder: unknown, key: string): Entries {
  const value: unknown =
    typeof holder === "object" && holder !== null && Object.hasOwn(holder, key) ? (holder as Entries)[key] : undefined;
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Entries) : {};
}

/** @param entries paths of what was left out, such as `projections.EE` */
export function checkLeftOut(
  document: unknown,
  entries: readonly (readonly [block: string, name: string])[],
  problems: Problems,
): void {
  const populations = Object.keys(mapAt(document, "populations"));
  if (populations.length === 0) return;
  const sources = Object.keys(mapAt(document, "stimuli"));
  const check = (name: unknown, path: DocumentPath, what: string, known: readonly string[]) => {
    if (typeof name === "string" && !known.includes(name))
      unknownName(problems, path, `${formatPath(path)}: no such ${what}`, name, known);
  };
  for (const [block, name] of entries) {
    const entry = mapAt(mapAt(document, block), name);
    if (block === "projections") {
      check(entry.pre, [block, name, "pre"], "population or spike source", [...populations, ...sources]);
      check(entry.post, [block, name, "post"], "population", populations);
    } else if (block === "stimuli") {
      const { target } = entry;
      if (Array.isArray(target))
        target.forEach((one, k) => check(one, [block, name, "target", k], "population", populations));
      else check(target, [block, name, "target"], "population", populations);
    }
  }
}
