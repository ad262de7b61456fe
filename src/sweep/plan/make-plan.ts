/** From the file of a sweep to its plan: every point is described and checked here, so that what cannot run is said before anything does. */
import { dirname, relative, resolve, sep } from "node:path";
import { z } from "zod";
import { decodeText, describeDocument } from "../../description/load-description.js";
import { readYaml, type SourceDocument } from "../../description/yaml-source.js";
import { EquipoiseError, fail, type Diagnostic, type DiagnosticSink } from "../../diagnostics/diagnostic.js";
import { ExitCode } from "../../diagnostics/exit-codes.js";
import { readRegularFile } from "../../node/files/read-regular-file.js";
import { contentHash } from "../../numerics/content-hash.js";
import { hex } from "../../numerics/sha256.js";
import { optionsWith } from "../../options/check-options.js";
import type { OptionChanges } from "../../options/option-tables.js";
import { version } from "../../program/version.js";
import { targetById } from "../../targets/registry.js";
import { BLOCKS_OF_ONE_SEED } from "../../verify/verify.js";
import { arrayReader, descriptionHash, type ReadBeside } from "./described-task.js";
import { valueAt, withFields } from "./field-path.js";
import { PLAN_FORMAT, PLAN_VERSION, taskDigest } from "./plan.js";
import type { FieldPath, Plan, PlanAxis, PlanTask, SweptValue } from "./plan.js";
import { MOST_TASKS, sweepSchema, type SweepDocument } from "./sweep-schema.js";
import { IN_SWEEP_FILE, optionValue, variableOf, type Variable } from "./variables.js";

type Values = Readonly<Record<string, SweptValue>>;
type Change = readonly [path: FieldPath, value: unknown];

const MOST_BYTES = 4_000_000;
const DEFAULT_TARGET = "loihi1";
const DEFAULT_SEEDS = 3;
/** Points whose errors are shown. */
const SHOWN_POINTS = 8;

export interface PlanRequest {
  /** The sweep's file, YAML or JSON. */
  readonly file: string;
  /** Where the plan will be: array files are found from there. */
  readonly planFile: string;
  readonly read?: (path: string, most: number) => Uint8Array;
  readonly report?: DiagnosticSink;
}

/** One point, lowered. */
interface Point {
  readonly values: Values;
  readonly target: string;
  readonly options: OptionChanges;
  readonly changes: readonly Change[];
  readonly network: string;
}

/**
 * Plans a sweep.
 * @throws EquipoiseError for what is wrong with the sweep, the network or any point, all points in one go; `sweep-repeated` where two points are the same
 */
export function makePlan({ file, planFile, read = readRegularFile, report = () => {} }: PlanRequest): Plan {
  const source = readYaml(decodeText(read(file, MOST_BYTES), file), file);
  const sweep = checkSweep(source);
  const networkFile = resolve(dirname(file), sweep.network);
  const shown = relative(process.cwd(), networkFile) || networkFile;
  const network = readYaml(decodeText(read(networkFile, MOST_BYTES), shown), shown);
  const base =
    sweep.duration === undefined ? network.value : withFields(network.value, [[["duration"], sweep.duration]]);

  const files: Record<string, string> = {};
  const arrays = arrayReader(dirname(networkFile), (name, hash) => (files[name] = hash));
  const whole = describeDocument({ value: base, locate: network.locate }, arrays);
  whole.warnings.forEach(report);

  const variables = variablesOf(source, sweep, base);
  const points = pointsOf(source, sweep, variables, base, { ...network, value: base }, arrays, report);
  const seeds = seedsOf(sweep, whole.description.seed);
  if (points.length * seeds.length > MOST_TASKS)
    fail("sweep-too-large", `${points.length} points of ${seeds.length} seeds are too many for one plan`, {
      place: source.locate([]),
      limit: { what: "tasks", used: points.length * seeds.length, max: MOST_TASKS },
      hint: "divide the sweep into several files",
    });
  const tasks = tasksOf(points, seeds);
  return {
    header: {
      format: PLAN_FORMAT,
      version: PLAN_VERSION,
      equipoise: version,
      name: sweep.name ?? whole.description.name,
      network: { file: sweep.network, hash: hex(contentHash(base)), document: base },
      arrays:
        Object.keys(files).length === 0 ? null : { folder: folderFrom(planFile, networkFile), files: sorted(files) },
      axes: axesOf(variables, points),
      seeds,
      points: points.length,
      tasks: tasks.length,
    },
    tasks,
  };
}

function checkSweep(source: SourceDocument): SweepDocument {
  const parsed = sweepSchema.safeParse(source.value);
  if (!parsed.success)
    throw new EquipoiseError(
      parsed.error.issues.slice(0, SHOWN_POINTS).map((issue): Diagnostic => {
        const path = issue.path.map((step) => (typeof step === "number" ? step : String(step)));
        return {
          code: "sweep-format",
          severity: "error",
          message: `${path.join(".") || "the sweep"}: ${sentenceOf(issue)}`,
          place: source.locate(path),
          hint: "docs/sweeps.md and schemas/sweep.schema.json say what a sweep's file has",
        };
      }),
    );
  const { axes, points } = parsed.data;
  if (axes === undefined && points === undefined)
    fail("sweep-format", "the sweep varies nothing", {
      place: source.locate([]),
      hint: "give `axes:`, e.g. { constants.g: [4, 5, 6] }, or `points:`",
    });
  return parsed.data;
}

function sentenceOf(issue: z.core.$ZodIssue): string {
  return issue.code === "unrecognized_keys" ? `no such key: ${issue.keys.join(", ")}` : issue.message;
}

/** All variables of axes and points, in the order in which they are written. */
function variablesOf(source: SourceDocument, sweep: SweepDocument, base: unknown): Map<string, Variable> {
  const variables = new Map<string, Variable>();
  const add = (name: string, path: readonly (string | number)[]) => {
    if (!variables.has(name))
      variables.set(
        name,
        placed(source, path, () => variableOf(name, base)),
      );
  };
  if (Array.isArray(sweep.target) && sweep.target.length > 1) variables.set("target", { kind: "target" });
  for (const name of Object.keys(sweep.axes ?? {})) add(name, ["axes", name]);
  sweep.points?.forEach((point, k) => Object.keys(point).forEach((name) => add(name, ["points", k, name])));
  return variables;
}

/** Errors without a place get one in the sweep's file. */
function placed<T>(source: SourceDocument, path: readonly (string | number)[], work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof EquipoiseError)) throw error;
    throw new EquipoiseError(
      error.diagnostics.map((d) => ({ place: source.locate(path, "key"), ...d })),
      error.exitCode,
    );
  }
}

/** The product of the axes, the first slowest, then the points that are listed. */
function valuesOf(
  source: SourceDocument,
  sweep: SweepDocument,
): { values: Values; path: readonly (string | number)[] }[] {
  const axes: [string, readonly SweptValue[]][] = Object.entries(sweep.axes ?? {});
  const targets = typeof sweep.target === "string" ? [sweep.target] : (sweep.target ?? []);
  if (targets.length > 1 && sweep.axes?.target !== undefined)
    fail("sweep-format", "`target` is given twice, as a list and as an axis", {
      place: source.locate(["axes", "target"], "key"),
      hint: "keep one of them",
    });
  if (targets.length > 1) axes.unshift(["target", targets]);
  for (const [name, values] of axes)
    if (new Set(values).size !== values.length)
      fail("sweep-repeated", `the axis \`${name}\` has a value twice`, {
        place: source.locate(["axes", name]),
        hint: "give every value once",
      });
  const count = axes.reduce((n, [, values]) => n * values.length, 1);
  if (count > MOST_TASKS)
    fail("sweep-too-large", "the product of the axes is too large for one plan", {
      place: source.locate(["axes"]),
      limit: { what: "points", used: count, max: MOST_TASKS },
      hint: "divide the sweep into several files",
    });
  let grid: Values[] = axes.length === 0 ? [] : [{}];
  for (const [name, values] of axes)
    grid = grid.flatMap((point) => values.map((value) => ({ ...point, [name]: value })));
  return [
    ...grid.map((values) => ({ values, path: ["axes"] })),
    ...(sweep.points ?? []).map((values, k) => ({ values, path: ["points", k] })),
  ];
}

function pointsOf(
  source: SourceDocument,
  sweep: SweepDocument,
  variables: ReadonlyMap<string, Variable>,
  base: unknown,
  network: SourceDocument,
  arrays: ReadBeside,
  report: DiagnosticSink,
): Point[] {
  const given = valuesOf(source, sweep);
  const hashes = new Map<string, string>();
  const hashOf = (changes: readonly Change[]): string => {
    const key = JSON.stringify(changes);
    const known = hashes.get(key);
    if (known !== undefined) return known;
    const { description, warnings } = describeDocument(
      { value: withFields(base, changes), locate: network.locate },
      arrays,
    );
    warnings.forEach(report);
    const hash = descriptionHash(description);
    hashes.set(key, hash);
    return hash;
  };
  const wrong: Diagnostic[] = [];
  let exitCode: ExitCode = ExitCode.badInput;
  let failed = 0;
  const points: Point[] = [];
  for (const [k, { values, path }] of given.entries()) {
    try {
      points.push(lowered(values, sweep, variables, base, hashOf));
    } catch (error) {
      if (!(error instanceof EquipoiseError)) throw error;
      exitCode = error.exitCode;
      if (failed++ >= SHOWN_POINTS) continue;
      const [first] = error.diagnostics;
      wrong.push({ place: source.locate(path, "key"), ...first, message: `${pointText(k, values)}: ${first.message}` });
    }
  }
  if (failed > SHOWN_POINTS)
    wrong.push({ code: "more-errors", severity: "error", message: `and ${failed - SHOWN_POINTS} more points` });
  if (wrong.length > 0) throw new EquipoiseError(wrong, exitCode);
  refuseRepeated(source, given, points);
  return points;
}

const pointText = (k: number, values: Values) =>
  `point ${k} (${Object.entries(values)
    .map(([name, value]) => `${name} ${String(value)}`)
    .join(", ")})`;

function lowered(
  given: Values,
  sweep: SweepDocument,
  variables: ReadonlyMap<string, Variable>,
  base: unknown,
  hashOf: (changes: readonly Change[]) => string,
): Point {
  const targets = typeof sweep.target === "string" ? [sweep.target] : (sweep.target ?? [DEFAULT_TARGET]);
  const target = targetById(given.target === undefined ? targets[0] : String(given.target));
  const options: Record<string, unknown> = {};
  const changes: Change[] = [];
  for (const [name, value] of Object.entries(sweep.options ?? {})) {
    const variable = variableOf(name, base);
    if (variable.kind !== "option")
      fail("sweep-field", `\`options: { ${name}: … }\` is no option of any target`, {
        hint: "fields of the network stand under `axes` or `points`",
      });
    options[variable.option] = optionValue(target, variable.option, value);
  }
  for (const [name, value] of Object.entries(given)) {
    const variable = variables.get(name);
    if (variable?.kind === "option") options[variable.option] = optionValue(target, variable.option, value);
    else if (variable?.kind === "description") changes.push([variable.path, value]);
  }
  const written = Object.fromEntries(
    Object.entries(options)
      .filter(([, value]) => value !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
  optionsWith(target, written, IN_SWEEP_FILE);
  return {
    values: completed(given, variables, base, target.id),
    target: target.id,
    options: written,
    changes,
    network: hashOf(changes),
  };
}

/** Values of all variables; those that a point does not give are the network's own where it writes a plain one. */
function completed(given: Values, variables: ReadonlyMap<string, Variable>, base: unknown, target: string): Values {
  const own = (variable: Variable): SweptValue => {
    if (variable.kind === "target") return target;
    const value = variable.kind === "description" ? valueAt(base, variable.path) : undefined;
    return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? value : null;
  };
  return Object.fromEntries(
    [...variables].map(([name, variable]) => [name, Object.hasOwn(given, name) ? given[name] : own(variable)]),
  );
}

function refuseRepeated(
  source: SourceDocument,
  given: readonly { readonly values: Values; readonly path: readonly (string | number)[] }[],
  points: readonly Point[],
): void {
  const seen = new Map<string, number>();
  for (const [k, point] of points.entries()) {
    const key = JSON.stringify([point.network, point.target, point.options]);
    const before = seen.get(key);
    if (before !== undefined)
      fail(
        "sweep-repeated",
        `${pointText(before, given[before].values)} and ${pointText(k, given[k].values)} are the same network on the same target`,
        {
          place: source.locate(given[k].path, "key"),
          hint: "remove one of them; does anything in the network use what they vary?",
        },
      );
    seen.set(key, k);
  }
}

function seedsOf({ seeds = DEFAULT_SEEDS }: SweepDocument, first: number): number[] {
  const list = typeof seeds === "number" ? Array.from({ length: seeds }, (_, k) => first + k) : seeds;
  if (new Set(list).size !== list.length) fail("sweep-repeated", "`seeds` has a seed twice", { hint: "give it once" });
  return list;
}

/** Tasks that draw the same network stand together, so that a share of a plan's lines draws few. */
function tasksOf(points: readonly Point[], seeds: readonly number[]): PlanTask[] {
  const networks = new Map<string, number[]>();
  for (const [k, { network }] of points.entries()) networks.set(network, [...(networks.get(network) ?? []), k]);
  return [...networks.values()].flatMap((group) =>
    seeds.flatMap((seed, s) =>
      group.map((k): PlanTask => {
        const { values, target, options, changes, network } = points[k];
        const blocks = s === 0 ? BLOCKS_OF_ONE_SEED : 0;
        const task = taskDigest(version, { network, seed, target, options, blocks });
        return { task, point: k, values, seed, target, options, changes, network, blocks };
      }),
    ),
  );
}

function axesOf(variables: ReadonlyMap<string, Variable>, points: readonly Point[]): PlanAxis[] {
  return [...variables].map(([name, { kind }]) => ({
    name,
    kind,
    values: [...new Set(points.map(({ values }) => values[name]))],
  }));
}

/** Relative, with slashes whatever the machine. */
function folderFrom(planFile: string, networkFile: string): string {
  return (relative(dirname(resolve(planFile)), dirname(networkFile)) || ".").split(sep).join("/");
}

function sorted(files: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1)));
}
