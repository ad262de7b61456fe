/** Reads quantities and spreads out of a description: arithmetic, dimension check, canonical unit, sanity. */
import type { ArrayFiles } from "./array-files.js";
import type { ReadFile } from "./file-beside.js";
import type { RawQuantity, RawSpread } from "./document-schema.js";
import { ExpressionError, evaluate } from "./expression.js";
import type { Symbols } from "./expression.js";
import type { NeuronModels } from "../models/neuron-model.js";
import type { OffGridTimes } from "./off-grid-times.js";
import { formatPath } from "./problems.js";
import type { DocumentPath, Problems } from "./problems.js";
import type { Spread } from "./types.js";
import { DIMENSIONLESS, dimensionName, sameDimension, toCanonical } from "./units.js";
import type { Kind, Quantity } from "./units.js";

/** What lowering a description carries along. */
export interface LoweringContext {
  readonly problems: Problems;
  readonly symbols: Symbols;
  /** Bytes of a file named in the description, by its path relative to it. */
  readonly readFile: ReadFile;
  /** Columns of numbers in such files. */
  readonly arrays: ArrayFiles;
  /** The neuron models that populations may have. */
  readonly models: NeuronModels;
  /** ms */
  readonly timestep: number;
  /** Where times are noted that the time step does not divide. */
  readonly offGrid: OffGridTimes;
  /** Names of populations whose model is written with its PyNN name: hints speak of PyNN's units there. */
  readonly pynn: Set<string>;
  /** Where each object that later stages know stands, by the words of their messages (object-places.ts). */
  readonly objects: Map<string, DocumentPath>;
}

const LARGEST_MAGNITUDE = 1e15;

/** A quantity of any dimension, or undefined after an error was recorded. */
export function readAny(
  ctx: LoweringContext,
  raw: RawQuantity,
  path: DocumentPath,
  symbols: Symbols = ctx.symbols,
): Quantity | undefined {
  if (typeof raw === "number") return { value: raw, dimension: DIMENSIONLESS };
  try {
    return evaluate(raw, symbols);
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    ctx.problems.error(
      "bad-expression",
      path,
      `${formatPath(path)}: ${error.message}`,
      ctx.problems.full ? undefined : error.hint,
    );
    return undefined;
  }
}

/** The canonical number of a quantity of kind `kind`; NaN after an error was recorded. */
export function readQuantity(
  ctx: LoweringContext,
  raw: RawQuantity,
  path: DocumentPath,
  kind: Kind,
  symbols?: Symbols,
): number {
  const quantity = readAny(ctx, raw, path, symbols);
  if (!quantity) return NaN;
  const where = formatPath(path);
  if (!sameDimension(quantity.dimension, kind.dimension)) {
    // Zero is zero in every unit.
    if (quantity.value === 0 && typeof raw === "number") return 0;
    const expected = `${where}: expected ${kind.noun} such as ${kind.example}`;
    if (sameDimension(quantity.dimension, DIMENSIONLESS)) {
      ctx.problems.error(
        "unit-missing",
        path,
        `${expected}, got ${raw} without a unit`,
        typeof raw === "number" || /^[\d.eE+-]+$/.test(raw)
          ? `write "${raw} ${kind.written ?? kind.unit}" if ${kind.written ?? kind.unit} is meant`
          : undefined,
      );
    } else {
      ctx.problems.error("wrong-dimension", path, `${expected}, got ${raw} (${dimensionName(quantity.dimension)})`);
    }
    return NaN;
  }
  const value = toCanonical(quantity, kind);
  if (!(Math.abs(value) <= LARGEST_MAGNITUDE)) {
    ctx.problems.error("out-of-range", path, `${where}: ${raw} is beyond ±${LARGEST_MAGNITUDE} ${kind.unit}`.trimEnd());
    return NaN;
  }
  return value === 0 ? 0 : value;
}

const WHOLE: Kind = { noun: "a whole number", example: "400", dimension: DIMENSIONLESS, unit: "", scale: 1 };

/** A whole number in [min, max]; NaN after an error was recorded. */
export function readCount(
  ctx: LoweringContext,
  raw: RawQuantity,
  path: DocumentPath,
  min: number,
  max: number,
  symbols?: Symbols,
): number {
  const value = readQuantity(ctx, raw, path, WHOLE, symbols);
  if (Number.isNaN(value)) return NaN;
  const whole = Math.round(value);
  if (Math.abs(whole - value) > 1e-9 * Math.max(1, Math.abs(value))) {
    ctx.problems.error("not-whole", path, `${formatPath(path)}: expected a whole number, got ${value}`);
    return NaN;
  }
  if (whole < min || whole > max) {
    ctx.problems.error(
      "out-of-range",
      path,
      `${formatPath(path)}: expected a whole number from ${min} to ${max}, got ${whole}`,
    );
    return NaN;
  }
  return whole;
}

export interface SpreadOptions {
  readonly symbols?: Symbols;
  /** Length a list must have; without it lists are refused. */
  readonly listLength?: number;
  /** Inclusive (`atLeast`) or exclusive (`above`) lower bound of every value; normal and lognormal may be clipped at `clip`. */
  readonly atLeast?: number;
  readonly above?: number;
  readonly atMost?: number;
  /** Given to normal and lognormal spreads without a `min` of their own. */
  readonly defaultMin?: number;
}

const CONSTANT_ZERO: Spread = { kind: "constant", value: 0 };

/** A spread in the canonical unit of `kind`. After an error was recorded some stand-in is returned. */
export function readSpread(
  ctx: LoweringContext,
  raw: RawSpread,
  path: DocumentPath,
  kind: Kind,
  options: SpreadOptions = {},
): Spread {
  const before = ctx.problems.count;
  const spread = shapeOf(ctx, raw, path, kind, options);
  if (ctx.problems.count > before) return CONSTANT_ZERO;
  checkBounds(ctx, spread, path, kind, options);
  return spread;
}

function shapeOf(ctx: LoweringContext, raw: RawSpread, path: DocumentPath, kind: Kind, options: SpreadOptions): Spread {
  const number = (value: RawQuantity, at: DocumentPath) => readQuantity(ctx, value, at, kind, options.symbols);
  if (typeof raw === "number" || typeof raw === "string") return { kind: "constant", value: number(raw, path) };
  if (Array.isArray(raw)) return listOf(ctx, raw, path, kind, options);
  if ("array" in raw) return arrayOf(ctx, raw, path, kind, options);
  const given = Object.keys(raw);
  if (given.length !== 1) {
    ctx.problems.error(
      "wrong-shape",
      path,
      `${formatPath(path)}: expected exactly one of normal, lognormal, uniform, list; got ${given.length === 0 ? "none" : given.join(" and ")}`,
    );
    return CONSTANT_ZERO;
  }
  if (raw.list) return listOf(ctx, raw.list, [...path, "list"], kind, options);
  if (raw.uniform) {
    const [low, high] = raw.uniform.map((value, i) => number(value, [...path, "uniform", i]));
    if (low > high)
      ctx.problems.error(
        "out-of-range",
        path,
        `${formatPath(path)}: uniform needs [low, high], got [${low}, ${high}]`,
        "swap the two",
      );
    return low === high ? { kind: "constant", value: low } : { kind: "uniform", low, high };
  }
  const shape = raw.normal ? "normal" : "lognormal";
  const bell = raw.normal ?? raw.lognormal;
  if (!bell) return CONSTANT_ZERO;
  const at = [...path, shape];
  const mean = number(bell.mean, [...at, "mean"]);
  const sd = number(bell.sd, [...at, "sd"]);
  const min = bell.min === undefined ? options.defaultMin : number(bell.min, [...at, "min"]);
  const max = bell.max === undefined ? undefined : number(bell.max, [...at, "max"]);
  if (sd < 0) ctx.problems.error("out-of-range", [...at, "sd"], `${formatPath(at)}: sd must not be negative`);
  if (min !== undefined && max !== undefined && min > max)
    ctx.problems.error("out-of-range", at, `${formatPath(at)}: min ${min} is above max ${max}`);
  if (shape === "lognormal" && mean === 0)
    ctx.problems.error("out-of-range", [...at, "mean"], `${formatPath(at)}: the mean of a lognormal must not be 0`);
  return { kind: shape, mean, sd, ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) };
}

/** Values from a file, each times `unit`. */
function arrayOf(
  ctx: LoweringContext,
  raw: { readonly array: string; readonly unit: RawQuantity },
  path: DocumentPath,
  kind: Kind,
  options: SpreadOptions,
): Spread {
  const unit = readQuantity(ctx, raw.unit, [...path, "unit"], kind, options.symbols);
  if (!mayBeListed(ctx, path, options)) return CONSTANT_ZERO;
  const column = ctx.arrays.column(raw.array, [...path, "array"]);
  if (column === undefined || !hasLength(ctx, column.length, path, options)) return CONSTANT_ZERO;
  const values = Array.from(column, (value: number) => value * unit);
  const wrong = values.findIndex((value) => !(Math.abs(value) <= LARGEST_MAGNITUDE));
  if (wrong >= 0 && !Number.isNaN(unit))
    ctx.problems.error(
      "out-of-range",
      [...path, "array"],
      `${formatPath(path)}: entry ${wrong} of ${raw.array} is ${column[wrong]}, beyond ±${LARGEST_MAGNITUDE} ${kind.unit}`,
    );
  return { kind: "list", values };
}

function listOf(
  ctx: LoweringContext,
  raw: readonly RawQuantity[],
  path: DocumentPath,
  kind: Kind,
  options: SpreadOptions,
): Spread {
  if (!mayBeListed(ctx, path, options) || !hasLength(ctx, raw.length, path, options)) return CONSTANT_ZERO;
  return { kind: "list", values: raw.map((value, i) => readQuantity(ctx, value, [...path, i], kind, options.symbols)) };
}

function mayBeListed(ctx: LoweringContext, path: DocumentPath, { listLength }: SpreadOptions): boolean {
  if (listLength !== undefined) return true;
  ctx.problems.error(
    "wrong-shape",
    path,
    `${formatPath(path)}: a list is not possible here`,
    "use {rule: explicit} or {rule: arrays} to give each synapse its own values",
  );
  return false;
}

function hasLength(
  ctx: LoweringContext,
  length: number,
  path: DocumentPath,
  { listLength = NaN }: SpreadOptions,
): boolean {
  if (length === listLength || Number.isNaN(listLength)) return true;
  ctx.problems.error(
    "wrong-length",
    path,
    `${formatPath(path)}: expected ${listLength} values, one a neuron; got ${length}`,
  );
  return false;
}

function checkBounds(
  ctx: LoweringContext,
  spread: Spread,
  path: DocumentPath,
  kind: Kind,
  options: SpreadOptions,
): void {
  const { low, high } = spreadBounds(spread);
  const where = formatPath(path);
  const hint = Number.isFinite(low) ? undefined : "give the distribution a `min`";
  if (options.above !== undefined && !(low > options.above)) {
    ctx.problems.error(
      "out-of-range",
      path,
      `${where}: every value must be above ${options.above} ${kind.unit}, got ${low}`.trimEnd(),
      hint,
    );
  }
  if (options.atLeast !== undefined && !(low >= options.atLeast)) {
    ctx.problems.error(
      "out-of-range",
      path,
      `${where}: every value must be at least ${options.atLeast} ${kind.unit}, got ${low}`.trimEnd(),
      hint,
    );
  }
  if (options.atMost !== undefined && !(high <= options.atMost)) {
    ctx.problems.error(
      "out-of-range",
      path,
      `${where}: every value must be at most ${options.atMost} ${kind.unit}, got ${high}`.trimEnd(),
    );
  }
}

/** The smallest and the largest value a spread can give; infinite where it has tails. */
export function spreadBounds(spread: Spread): { readonly low: number; readonly high: number } {
  switch (spread.kind) {
    case "constant":
      return { low: spread.value, high: spread.value };
    case "uniform":
      return { low: spread.low, high: spread.high };
    case "list": {
      let [low, high] = [Infinity, -Infinity];
      for (const value of spread.values) [low, high] = [Math.min(low, value), Math.max(high, value)];
      return { low, high };
    }
    case "normal":
    case "lognormal": {
      const { mean, sd, min = -Infinity, max = Infinity } = spread;
      const clip = (x: number) => Math.min(max, Math.max(min, x));
      if (sd === 0) return { low: clip(mean), high: clip(mean) };
      const mirrored = spread.kind === "lognormal" && mean < 0;
      // A lognormal stays strictly on its side of zero.
      const low = spread.kind === "lognormal" && !mirrored ? Number.MIN_VALUE : -Infinity;
      const high = mirrored ? -Number.MIN_VALUE : Infinity;
      return { low: clip(low), high: clip(high) };
    }
  }
}

/** Mean, clipping aside. */
export function spreadMean(spread: Spread): number {
  switch (spread.kind) {
    case "constant":
      return spread.value;
    case "uniform":
      return (spread.low + spread.high) / 2;
    case "list":
      return spread.values.length === 0
        ? 0
        : spread.values.reduce((sum, value) => sum + value, 0) / spread.values.length;
    default:
      return spread.mean;
  }
}

/** The spread of factor·x. */
export function scaleSpread(spread: Spread, factor: number): Spread {
  switch (spread.kind) {
    case "constant":
      return { kind: "constant", value: spread.value * factor };
    case "list":
      return { kind: "list", values: spread.values.map((value) => value * factor) };
    case "uniform": {
      const ends = [spread.low * factor, spread.high * factor];
      return { kind: "uniform", low: Math.min(...ends), high: Math.max(...ends) };
    }
    default: {
      const [min, max] = factor < 0 ? [spread.max, spread.min] : [spread.min, spread.max];
      return {
        kind: spread.kind,
        mean: spread.mean * factor,
        sd: spread.sd * Math.abs(factor),
        ...(min === undefined ? {} : { min: min * factor }),
        ...(max === undefined ? {} : { max: max * factor }),
      };
    }
  }
}
