/**
 * Options that are times, of every command: a bare number in the unit that the option has always had, or what a description takes: `1.5 s`, `200 ms`,
 * `3*20 ms`.
 */
import { fail } from "../diagnostics/diagnostic.js";
import { evaluate, ExpressionError } from "../description/expression.js";
import { DIMENSIONLESS, dimensionName, KINDS, sameDimension, type Quantity } from "../description/units.js";
import { declareTime } from "./declared-times.js";

type TimeUnit = "ms" | "s";

const MS: Readonly<Record<TimeUnit, number>> = { ms: 1, s: 1000 };
const EXAMPLES: Readonly<Record<TimeUnit, string>> = {
  ms: "give ms, or a time with its unit: 1500, 1500ms, '1.5 s'",
  s: "give seconds, or a time with its unit: 90, 90s, '500 ms'",
};
const NO_NAMES = { lookup: () => undefined, names: () => [] };

interface Wording {
  readonly default?: number;
  readonly defaultDescription?: string;
  /** Without the unit, which is said behind it. */
  readonly describe: string;
}

/**
 * Declares an option that is a time, for `.option(name, …)`. Handlers get a number in `unit`.
 * @param name without dashes
 * @param unit of a bare number, and of what handlers get
 */
export function timeOption(name: string, unit: TimeUnit, { describe, ...more }: Wording) {
  declareTime(name, (option, text) => timeIn(unit, option, text));
  const inUnit = unit === "ms" ? "ms" : "seconds";
  // A string for the parser; declared times are numbers when the handler begins (declared-times.ts).
  return { ...more, type: "string" as unknown as "number", describe: `${describe} (${inUnit}, or with a unit)` };
}

/**
 * What was typed, in `unit`.
 * @param option with dashes, for messages
 * @throws EquipoiseError `bad-option` for what is no time
 */
export function timeIn(unit: TimeUnit, option: string, text: string): number {
  const bare = text.trim() === "" ? NaN : Number(text);
  if (!Number.isNaN(bare)) return bare;
  const { value, dimension } = quantityOf(unit, option, text);
  if (sameDimension(dimension, DIMENSIONLESS)) return value;
  if (!sameDimension(dimension, KINDS.time.dimension))
    fail("bad-option", `${option} ${JSON.stringify(text)} is ${dimensionName(dimension)}, and a time is needed`, {
      hint: EXAMPLES[unit],
    });
  return value / MS[unit];
}

function quantityOf(unit: TimeUnit, option: string, text: string): Quantity {
  try {
    return evaluate(text, NO_NAMES);
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    // Of an unknown name it proposes constants, which a command line has none of.
    const { hint } = error;
    const way = hint?.includes("is not a unit") ? `${hint}; or ` : "";
    return fail("bad-option", `${option} ${JSON.stringify(text)} is no time`, { hint: `${way}${EXAMPLES[unit]}` });
  }
}
