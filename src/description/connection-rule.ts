/** The `connect:` of a projection: rules by name, explicit lists, matrices from files. */
import type { RawConnect } from "./document-schema.js";
import { withFallback } from "./constants.js";
import { readArraySynapses } from "./array-synapses.js";
import { readCsvMatrix } from "./csv-matrix.js";
import { readNpy, type Matrix } from "../arrays/npy.js";
import { readBeside } from "./file-beside.js";
import { shorterThanStep } from "./off-grid-times.js";
import { formatPath } from "./problems.js";
import type { DocumentPath } from "./problems.js";
import { readCount, readQuantity, spreadMean } from "./quantity.js";
import type { LoweringContext } from "./quantity.js";
import { readWeight, weightKind } from "./synaptic-weight.js";
import type { ConnectionRule, PopulationDescription } from "./types.js";
import { KINDS } from "./units.js";

/** The presynaptic side: a population or a spike source. */
export interface Presynaptic {
  readonly name: string;
  readonly size: number;
}

export const MOST_SYNAPSES = 2_000_000_000;
const MOST_DEGREE = 100_000_000;
const NOTHING: ConnectionRule = { rule: "all_to_all" };

type Rule<Name extends string> = Extract<RawConnect, { rule: Name }>;

/** Reads a rule; after an error was recorded some stand-in is returned. */
export function readConnectionRule(
  ctx: LoweringContext,
  raw: RawConnect,
  path: DocumentPath,
  pre: Presynaptic,
  post: PopulationDescription,
): ConnectionRule {
  if (typeof raw === "string") return checkOneToOne(ctx, { rule: raw }, path, pre, post);
  const symbols = withFallback(
    ctx.symbols,
    new Map([
      ["N_pre", pre.size],
      ["N_post", post.size],
    ]),
  );
  switch (raw.rule) {
    case "fixed_indegree": {
      if ((raw.K === undefined) === (raw.indegree === undefined)) {
        ctx.problems.error(
          "wrong-shape",
          path,
          `${formatPath(path)}: fixed_indegree needs its in-degree, once`,
          "write {rule: fixed_indegree, K: 400}",
        );
        return NOTHING;
      }
      const key = raw.K === undefined ? "indegree" : "K";
      return {
        rule: "fixed_indegree",
        indegree: readCount(ctx, raw[key] ?? 0, [...path, key], 0, MOST_DEGREE, symbols),
      };
    }
    case "fixed_outdegree":
      return {
        rule: "fixed_outdegree",
        outdegree: readCount(ctx, raw.outdegree, [...path, "outdegree"], 0, MOST_DEGREE, symbols),
      };
    case "pairwise_bernoulli": {
      const p = readQuantity(ctx, raw.p, [...path, "p"], KINDS.number, symbols);
      if (p < 0 || p > 1)
        ctx.problems.error("out-of-range", [...path, "p"], `${formatPath(path)}: p must be between 0 and 1, got ${p}`);
      return { rule: "pairwise_bernoulli", p };
    }
    case "fixed_total_number":
      return { rule: "fixed_total_number", N: readCount(ctx, raw.N, [...path, "N"], 0, MOST_SYNAPSES, symbols) };
    case "explicit":
      return readExplicit(ctx, raw, path, pre, post);
    case "matrix":
      return readMatrix(ctx, raw, path, pre, post);
    case "arrays":
      return readArrays(ctx, raw, path, pre, post);
    default:
      return checkOneToOne(ctx, { rule: raw.rule }, path, pre, post);
  }
}

function checkOneToOne(
  ctx: LoweringContext,
  rule: { rule: "one_to_one" | "all_to_all" },
  path: DocumentPath,
  pre: Presynaptic,
  post: PopulationDescription,
): ConnectionRule {
  if (rule.rule === "one_to_one" && pre.size !== post.size) {
    ctx.problems.error(
      "size-mismatch",
      path,
      `${formatPath(path)}: one_to_one needs equal sizes, but ${pre.name} has ${pre.size} and ${post.name} ${post.size}`,
    );
  }
  return rule;
}

/** How many synapses a rule makes (on average, for pairwise_bernoulli). */
export function expectedSynapses(rule: ConnectionRule, preSize: number, postSize: number): number {
  switch (rule.rule) {
    case "fixed_indegree":
      return rule.indegree * postSize;
    case "fixed_outdegree":
      return rule.outdegree * preSize;
    case "pairwise_bernoulli":
      return rule.p * preSize * postSize;
    case "fixed_total_number":
      return rule.N;
    case "one_to_one":
      return preSize;
    case "all_to_all":
      return preSize * postSize;
    case "explicit":
      return rule.pre.length;
  }
}

/** Factor from a bare number in a list or matrix to the weight's canonical unit. */
function weightFactor(
  ctx: LoweringContext,
  raw: Rule<"explicit" | "matrix" | "arrays">["weight_unit"],
  path: DocumentPath,
  post: PopulationDescription,
): number | undefined {
  if (raw === undefined) return undefined;
  const unit = readWeight(ctx, raw, [...path, "weight_unit"], post);
  if (unit.kind !== "constant") {
    ctx.problems.error(
      "wrong-shape",
      [...path, "weight_unit"],
      `${formatPath(path)}: weight_unit must be one quantity such as "1 pA"`,
    );
  }
  return spreadMean(unit);
}

function readExplicit(
  ctx: LoweringContext,
  raw: Rule<"explicit">,
  path: DocumentPath,
  pre: Presynaptic,
  post: PopulationDescription,
): ConnectionRule {
  const count = raw.synapses.length;
  const lengths = new Set(raw.synapses.map((entry) => entry.length));
  if (lengths.size > 1) {
    ctx.problems.error(
      "wrong-shape",
      [...path, "synapses"],
      `${formatPath(path)}: synapses must all have the same number of entries`,
      "write [pre, post], [pre, post, weight] or [pre, post, weight, delay] throughout",
    );
    return NOTHING;
  }
  const width = raw.synapses[0]?.length ?? 2;
  const factor = weightFactor(ctx, raw.weight_unit, path, post);
  const delayUnit =
    raw.delay_unit === undefined ? undefined : readQuantity(ctx, raw.delay_unit, [...path, "delay_unit"], KINDS.time);
  const [preIds, postIds] = [new Uint32Array(count), new Uint32Array(count)];
  const [weight, delay] = [new Float32Array(width > 2 ? count : 0), new Float64Array(width > 3 ? count : 0)];
  for (const [i, entry] of raw.synapses.entries()) {
    const at = [...path, "synapses", i];
    preIds[i] = readCount(ctx, entry[0], [...at, 0], 0, pre.size - 1);
    postIds[i] = readCount(ctx, entry[1], [...at, 1], 0, post.size - 1);
    if (width > 2) {
      const value = entry[2];
      weight[i] =
        typeof value === "number" && factor !== undefined
          ? value * factor
          : readQuantity(ctx, value, [...at, 2], weightKind(ctx, post));
    }
    if (width > 3) {
      const value = entry[3];
      delay[i] =
        typeof value === "number" && delayUnit !== undefined
          ? value * delayUnit
          : readQuantity(ctx, value, [...at, 3], KINDS.time);
      if (shorterThanStep(delay[i], ctx.timestep)) {
        ctx.problems.error(
          "delay-too-short",
          [...at, 3],
          `${formatPath(at)}: the delay must be at least one time step (${ctx.timestep} ms), got ${delay[i]} ms`,
        );
      }
    }
  }
  ctx.offGrid.list([...path, "synapses"], "delays", delay, "delay", { at: (k) => [...path, "synapses", k, 3] });
  return {
    rule: "explicit",
    pre: preIds,
    post: postIds,
    ...(width > 2 ? { weight } : {}),
    ...(width > 3 ? { delay } : {}),
  };
}

function readArrays(
  ctx: LoweringContext,
  raw: Rule<"arrays">,
  path: DocumentPath,
  pre: Presynaptic,
  post: PopulationDescription,
): ConnectionRule {
  if (raw.weight !== undefined && raw.weight_unit === undefined) needsWeightUnit(ctx, path, "the weights need", post);
  const factor = weightFactor(ctx, raw.weight_unit, path, post);
  return readArraySynapses(ctx, raw, path, { pre: pre.size, post: post.size }, factor) ?? NOTHING;
}

function needsWeightUnit(ctx: LoweringContext, path: DocumentPath, what: string, post: PopulationDescription): void {
  ctx.problems.error(
    "unit-missing",
    path,
    `${formatPath(path)}: ${what} a weight_unit`,
    `write weight_unit: "1 ${weightKind(ctx, post).written ?? weightKind(ctx, post).unit}"`,
  );
}

function readMatrix(
  ctx: LoweringContext,
  raw: Rule<"matrix">,
  path: DocumentPath,
  pre: Presynaptic,
  post: PopulationDescription,
): ConnectionRule {
  const matrix = loadMatrix(ctx, raw.file, [...path, "file"]);
  const factor = weightFactor(ctx, raw.weight_unit, path, post) ?? NaN;
  if (raw.weight_unit === undefined) needsWeightUnit(ctx, path, "the matrix needs", post);
  if (!matrix) return NOTHING;
  const transpose = raw.transpose ?? false;
  const [rows, columns] = transpose ? [pre.size, post.size] : [post.size, pre.size];
  if (matrix.rows !== rows || matrix.columns !== columns) {
    const swapped = matrix.rows === columns && matrix.columns === rows;
    ctx.problems.error(
      "size-mismatch",
      [...path, "file"],
      `${formatPath(path)}: ${raw.file} is ${matrix.rows} × ${matrix.columns}; expected ${rows} × ${columns} (${transpose ? "pre × post" : "post × pre"})`,
      swapped ? `set transpose: ${!transpose}` : undefined,
    );
    return NOTHING;
  }
  const at = transpose
    ? (p: number, q: number) => matrix.values[q * columns + p]
    : (p: number, q: number) => matrix.values[p * columns + q];
  const count = matrix.values.reduce((sum, value) => sum + (value === 0 ? 0 : 1), 0);
  const [preIds, postIds, weight] = [new Uint32Array(count), new Uint32Array(count), new Float32Array(count)];
  let synapse = 0;
  for (let p = 0; p < post.size; p++) {
    for (let q = 0; q < pre.size; q++) {
      const value = at(p, q);
      if (value === 0) continue;
      preIds[synapse] = q;
      postIds[synapse] = p;
      weight[synapse++] = value * factor;
    }
  }
  if (weight.some((w) => !Number.isFinite(w)) && !Number.isNaN(factor)) {
    ctx.problems.error(
      "out-of-range",
      path,
      `${formatPath(path)}: a weight of ${raw.file} exceeds single precision in ${weightKind(ctx, post).unit}`,
    );
  }
  return { rule: "explicit", pre: preIds, post: postIds, weight };
}

function loadMatrix(ctx: LoweringContext, file: string, path: DocumentPath): Matrix | undefined {
  const where = formatPath(path);
  const format = /\.npy$/i.test(file) ? readNpy : /\.(csv|tsv|txt)$/i.test(file) ? readCsvMatrix : undefined;
  if (!format) {
    ctx.problems.error("unknown-format", path, `${where}: \`${file}\` is neither .npy nor .csv`);
    return undefined;
  }
  return readBeside(ctx, file, path, "matrix", (open) => format(open(file)));
}
