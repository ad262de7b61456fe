/** `{ rule: arrays, pre: FILE, post: FILE, weight: FILE, delay: FILE }`: synapses listed in files of numbers. */
import type { RawConnect } from "./document-schema.js";
import type { NumericArray } from "../arrays/npy.js";
import { shorterThanStep } from "./off-grid-times.js";
import { formatPath } from "./problems.js";
import type { DocumentPath } from "./problems.js";
import { readQuantity } from "./quantity.js";
import type { LoweringContext } from "./quantity.js";
import type { ConnectionRule } from "./types.js";
import { KINDS } from "./units.js";

export type ArraySynapses = Extract<RawConnect, { rule: "arrays" }>;

/**
 * Reads the arrays; all must be equally long.
 * @param weightFactor from a number of the file to the weight's canonical unit; undefined: no weights are listed
 * @returns undefined after an error was recorded
 */
export function readArraySynapses(
  ctx: LoweringContext,
  raw: ArraySynapses,
  path: DocumentPath,
  sizes: { readonly pre: number; readonly post: number },
  weightFactor: number | undefined,
): Extract<ConnectionRule, { rule: "explicit" }> | undefined {
  const column = (key: "pre" | "post" | "weight" | "delay") =>
    raw[key] === undefined ? undefined : ctx.arrays.column(raw[key], [...path, key]);
  const [pre, post, weight, delay] = [column("pre"), column("post"), column("weight"), column("delay")];
  if (pre === undefined || post === undefined) return undefined;
  if ((raw.weight !== undefined && weight === undefined) || (raw.delay !== undefined && delay === undefined))
    return undefined;
  for (const [key, values] of Object.entries({ post, weight, delay })) {
    if (values === undefined || values.length === pre.length) continue;
    ctx.problems.error(
      "wrong-length",
      [...path, key],
      `${formatPath(path)}: ${key} has ${values.length} entries, but pre has ${pre.length}`,
    );
    return undefined;
  }
  const before = ctx.problems.count;
  const ids = {
    pre: toIds(ctx, pre, sizes.pre, [...path, "pre"]),
    post: toIds(ctx, post, sizes.post, [...path, "post"]),
  };
  const weights = weight === undefined ? undefined : toWeights(ctx, weight, weightFactor ?? NaN, [...path, "weight"]);
  const delays = delay === undefined ? undefined : toDelays(ctx, delay, raw, path);
  if (ctx.problems.count > before) return undefined;
  return {
    rule: "explicit",
    ...ids,
    ...(weights === undefined ? {} : { weight: weights }),
    ...(delays === undefined ? {} : { delay: delays }),
  };
}

function toIds(ctx: LoweringContext, values: NumericArray, size: number, path: DocumentPath): Uint32Array {
  const wrong = values.findIndex((id: number) => !(Number.isInteger(id) && id >= 0 && id < size));
  if (wrong >= 0)
    ctx.problems.error(
      "out-of-range",
      path,
      `${formatPath(path)}: entry ${wrong} is ${values[wrong]}, but neurons are 0 to ${size - 1}`,
      "indices count from 0 in each population",
    );
  return values instanceof Uint32Array ? values : Uint32Array.from(values);
}

function toWeights(ctx: LoweringContext, values: NumericArray, factor: number, path: DocumentPath): Float32Array {
  const weights =
    factor === 1 && values instanceof Float32Array ? values : Float32Array.from(values, (w) => w * factor);
  const wrong = weights.findIndex((w) => !Number.isFinite(w));
  if (wrong >= 0 && !Number.isNaN(factor))
    ctx.problems.error(
      "out-of-range",
      path,
      `${formatPath(path)}: entry ${wrong} is ${values[wrong]}: no finite weight`,
    );
  return weights;
}

function toDelays(ctx: LoweringContext, values: NumericArray, raw: ArraySynapses, path: DocumentPath): Float64Array {
  const unit =
    raw.delay_unit === undefined ? NaN : readQuantity(ctx, raw.delay_unit, [...path, "delay_unit"], KINDS.time);
  if (raw.delay_unit === undefined)
    ctx.problems.error(
      "unit-missing",
      path,
      `${formatPath(path)}: the delays need a delay_unit`,
      'write delay_unit: "1 ms"',
    );
  const delays = unit === 1 && values instanceof Float64Array ? values : Float64Array.from(values, (d) => d * unit);
  const wrong = Number.isNaN(unit)
    ? -1
    : delays.findIndex((d) => !Number.isFinite(d) || shorterThanStep(d, ctx.timestep));
  if (wrong >= 0)
    ctx.problems.error(
      "delay-too-short",
      [...path, "delay"],
      `${formatPath(path)}: entry ${wrong} is ${delays[wrong]} ms, but a delay must be at least one time step (${ctx.timestep} ms)`,
      "lengthen the delay or shorten the time step",
    );
  ctx.offGrid.list([...path, "delay"], "delays", delays, "delay");
  return delays;
}
