/** The limits, widths and figures of a target's record, enumerated from the record itself, and copies of it with one of them changed. */
import type { Figure } from "../../src/targets/figure.js";
import type { Limit } from "../../src/targets/limit.js";
import type { TargetSpec } from "../../src/targets/target.js";

/** Parts of a record that hold numbers; `synapse.source` is text. */
const PARTS = ["limits", "widths", "synapse", "image", "memory", "costs"] as const;

export interface Field {
  /** `limits.dtcm`, `costs.tick.low`. */
  readonly path: string;
  /** A number, or the codes of a field; null: not public; undefined: the chip has none. */
  readonly value: number | readonly number[] | null | undefined;
}

const isFigure = (value: unknown): value is Limit | Figure =>
  typeof value === "object" && value !== null && "value" in value && "source" in value;

function fieldsOf(value: unknown, path: string): Field[] {
  if (isFigure(value)) return [{ path, value: value.value }];
  if (value === undefined || typeof value === "number" || Array.isArray(value)) return [{ path, value }];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => fieldsOf(inner, `${path}.${name}`));
}

export function numbersOf(target: TargetSpec): Field[] {
  return PARTS.filter((part) => part in target).flatMap((part) =>
    fieldsOf((target as unknown as Record<string, unknown>)[part], part),
  );
}

/** A copy of the target with other numbers at these paths; a limit or a figure keeps its source. */
export function withNumbers<Target extends TargetSpec>(
  target: Target,
  numbers: Readonly<Record<string, number | readonly number[] | null>>,
): Target {
  let copy: unknown = target;
  for (const [path, value] of Object.entries(numbers)) copy = replaced(copy, path.split("."), value);
  return copy as Target;
}

function replaced(record: unknown, [name, ...rest]: readonly string[], value: unknown): unknown {
  if (name === undefined) return isFigure(record) ? { ...record, value } : value;
  const fields = record as Readonly<Record<string, unknown>>;
  if (!(name in fields)) throw new RangeError(`a target has no field ${name}`);
  return { ...fields, [name]: replaced(fields[name], rest, value) };
}
