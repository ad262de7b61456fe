/**
 * Description file → NetworkDescription: read YAML (yaml-source), check the shape (document-schema), lower units, arithmetic and
 * notation (the other files here), check that the whole is sane. All errors of a stage are reported together.
 *
 * Populations, projections, sources and currents come out sorted by name (code-unit order), so that the order of keys in the
 * file changes nothing downstream.
 */
import { stepsOf } from "../numerics/time-grid.js";
import type { z } from "zod";
import { fail, type Diagnostic } from "../diagnostics/diagnostic.js";
import { fileKindOf } from "../diagnostics/file-kind.js";
import { ArrayFiles } from "./array-files.js";
import type { ReadFile } from "./file-beside.js";
import { expandBalanced } from "./balanced-notation.js";
import type { NeuronModels } from "../models/neuron-model.js";
import { withModels } from "../models/registry.js";
import { MOST_SYNAPSES, expectedSynapses } from "./connection-rule.js";
import type { Presynaptic } from "./connection-rule.js";
import { readConstants } from "./constants.js";
import { documentSchemaFor } from "./document-schema.js";
import type { DescriptionDocument, DocumentSchema } from "./document-schema.js";
import { warnOfImplausible } from "./implausible.js";
import { checkLeftOut } from "./left-out-entries.js";
import { noParts } from "./network-parts.js";
import type { NetworkParts } from "./network-parts.js";
import { OffGridTimes, shorterThanStep } from "./off-grid-times.js";
import { readPopulations } from "./populations.js";
import { locateObjects, type ObjectPlaces } from "./object-places.js";
import { Problems } from "./problems.js";
import type { DocumentPath } from "./problems.js";
import { readProbes } from "./probes.js";
import { readProjections } from "./projections.js";
import { readQuantity } from "./quantity.js";
import type { LoweringContext } from "./quantity.js";
import { reportIssues } from "./schema-issues.js";
import { readStimuli } from "./stimuli.js";
import type { NetworkDescription, PopulationDescription } from "./types.js";
import { KINDS } from "./units.js";
import { readYaml, type SourceDocument } from "./yaml-source.js";

export interface LoadedDescription {
  readonly description: NetworkDescription;
  readonly warnings: readonly Diagnostic[];
  /** Where its objects stand in the text, for messages of later stages. */
  readonly places: ObjectPlaces;
}

export interface DescriptionOptions {
  /** Neuron models that the description may use beside those built in, by their names (docs/add-a-model.md). */
  readonly models?: NeuronModels;
}

/** Time steps that a run of a description may have. */
export const MOST_STEPS = 2 ** 31 - 1;
const DEFAULT_CURRENT_SAMPLE = 200;
/** Of the warning that another duration makes untrue. */
export const DURATION_ROUNDED = "duration-rounded";

/** Decodes the bytes of a description, UTF-8. Bytes that are none would become other names than the file has: they are refused. */
export function decodeText(bytes: Uint8Array, file: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    const kind = fileKindOf(bytes);
    if (kind !== null)
      fail("needs-description", `${file} is ${kind.what}, and a description is needed here`, { hint: kind.use });
    // The longest beginning that is text ends where the fault is.
    const line = new TextDecoder().decode(bytes).split("\ufffd", 1)[0].split("\n").length;
    return fail("not-utf8", "the description is not UTF-8 text", {
      place: { file, line, col: 1 },
      hint: "save it as UTF-8",
    });
  }
}

/** Reads a description from its text. Throws EquipoiseError for anything wrong with it. */
export function parseDescription(
  text: string,
  fileName: string,
  readFile: ReadFile,
  options: DescriptionOptions = {},
): LoadedDescription {
  return describeDocument(readYaml(text, fileName), readFile, options);
}

/** As `parseDescription`, from the value that a text means: read already, and perhaps changed since. */
export function describeDocument(
  source: SourceDocument,
  readFile: ReadFile,
  options: DescriptionOptions = {},
): LoadedDescription {
  const models = withModels(options.models);
  const problems = new Problems(source.locate);
  const document = checkShape(source.value, documentSchemaFor(models), problems);
  const objects = new Map<string, DocumentPath>();
  const description = lower(document, problems, readFile, models, objects);
  problems.throwIfAny();
  return {
    description: options.models === undefined ? description : { ...description, models: options.models },
    warnings: problems.warnings,
    places: locateObjects(objects, source.locate),
  };
}

/** Blocks of named entries: one that has no right shape is left out while the others are checked. */
const BLOCKS: ReadonlySet<PropertyKey> = new Set(["constants", "populations", "projections", "stimuli"]);
/** Blocks that are left out as a whole. */
const OPTIONAL: ReadonlySet<PropertyKey> = new Set(["balanced", "probes"]);

/**
 * The document in its right shape. What has none is reported and left out, so that the checks that follow report their errors in the same
 * go; errors that only follow from the omission are not recorded.
 */
function checkShape(value: unknown, schema: DocumentSchema, problems: Problems): DescriptionDocument {
  let parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const { issues } = parsed.error;
  if (value === null)
    problems.error("empty-description", [], "the description is empty", "start from `equipoise init`");
  else reportIssues(problems, value, issues, schema);
  parsed = schema.safeParse(without(value, issues, problems));
  if (parsed.success) return parsed.data;
  problems.throwIfAny();
  // Reached only if an issue was not reported, which would be a fault of ours.
  throw parsed.error;
}

type Issue = z.core.$ZodIssue;

function without(value: unknown, issues: readonly Issue[], problems: Problems): unknown {
  const copy: unknown = structuredClone(value);
  const leftOut: [string, string][] = [];
  for (const issue of issues) {
    const { path } = issue;
    if (issue.code === "unrecognized_keys") {
      const holder = path.reduce<unknown>(
        (at, step) => (typeof at === "object" && at !== null ? Reflect.get(at, step) : undefined),
        copy,
      );
      if (typeof holder === "object" && holder !== null)
        issue.keys.forEach((key) => Reflect.deleteProperty(holder, key));
      continue;
    }
    const block: unknown =
      typeof copy === "object" && copy !== null && path.length > 0 ? Reflect.get(copy, path[0]) : undefined;
    if (OPTIONAL.has(path[0])) Reflect.deleteProperty(copy as object, path[0]);
    else if (BLOCKS.has(path[0]) && path.length > 1 && typeof block === "object" && block !== null) {
      if (
        !Reflect.deleteProperty(block, path[1]) ||
        leftOut.some(([of, name]) => of === path[0] && name === String(path[1]))
      )
        continue;
      leftOut.push([String(path[0]), String(path[1])]);
    }
  }
  checkLeftOut(value, leftOut, problems);
  leftOut.forEach(([, name]) => problems.leaveOut(name));
  return copy;
}

interface Times {
  readonly timestep: number;
  readonly duration: number;
  readonly burnIn: number;
}

function readTimes(ctx: LoweringContext, document: DescriptionDocument): Times {
  const time = (key: "timestep" | "duration" | "burn_in", fallback: number) => {
    const raw = document[key];
    return raw === undefined ? fallback : readQuantity(ctx, raw, [key], KINDS.time);
  };
  const [timestep, duration, burnIn] = [time("timestep", NaN), time("duration", NaN), time("burn_in", 0)];
  if (timestep <= 0) ctx.problems.error("out-of-range", ["timestep"], `timestep: must be positive, got ${timestep} ms`);
  if (shorterThanStep(duration, timestep))
    ctx.problems.error("out-of-range", ["duration"], `duration: must be at least one time step, got ${duration} ms`);
  if (duration / timestep > MOST_STEPS)
    ctx.problems.error("out-of-range", ["duration"], `duration: ${duration} ms is more than ${MOST_STEPS} time steps`);
  if (burnIn < 0 || burnIn >= duration)
    ctx.problems.error(
      "out-of-range",
      ["burn_in"],
      `burn_in: must be shorter than the duration (${duration} ms, burn-in included), got ${burnIn} ms`,
    );
  else if (timestep > 0 && stepsOf(burnIn, timestep).steps >= stepsOf(duration, timestep).steps)
    ctx.problems.error(
      "out-of-range",
      ["burn_in"],
      `burn_in: in whole steps of ${timestep} ms, ${burnIn} ms is no shorter than the duration of ${duration} ms`,
    );
  return { timestep, duration, burnIn };
}

function lower(
  document: DescriptionDocument,
  problems: Problems,
  readFile: ReadFile,
  models: NeuronModels,
  objects: Map<string, DocumentPath>,
): NetworkDescription {
  const symbols = readConstants(problems, document.constants ?? {});
  const beforeTimes: LoweringContext = {
    problems,
    symbols,
    readFile,
    arrays: new ArrayFiles(readFile, problems),
    models,
    timestep: NaN,
    offGrid: new OffGridTimes(problems, NaN, NaN),
    pynn: new Set(),
    objects,
  };
  const { timestep, duration, burnIn } = readTimes(beforeTimes, document);
  const offGrid = new OffGridTimes(problems, timestep, duration);
  const ctx: LoweringContext = { ...beforeTimes, timestep, offGrid };
  offGrid.one(["duration"], "the run", duration, "instant", { code: DURATION_ROUNDED });
  offGrid.one(["burn_in"], "the burn-in", burnIn, "instant");

  const populations = readPopulations(ctx, document.populations);
  const byName = new Map(populations.map((population) => [population.name, population]));
  const stimuli = readStimuli(ctx, document.stimuli ?? {}, byName);
  const sources = new Map<string, Presynaptic>(stimuli.sources.map((source) => [source.name, source]));
  const written: NetworkParts = {
    ...noParts(),
    projections: readProjections(ctx, document.projections ?? {}, byName, sources),
  };
  const balanced = document.balanced && expandBalanced(ctx, document.balanced, byName);
  const parts = joinParts(problems, balanced ? [written, stimuli, balanced] : [written, stimuli]);
  const probes = readProbes(ctx, document.probes ?? {}, byName);
  checkWhole(problems, parts, byName);
  offGrid.report();
  const writtenNames = new Set(written.projections.map(({ name }) => name));
  warnOfImplausible(problems, parts, byName, models, (name) =>
    writtenNames.has(name) ? ["projections", name] : document.balanced ? ["balanced", "weights"] : ["populations"],
  );

  return {
    name: document.name ?? "network",
    seed: document.seed ?? 1,
    timestep,
    duration,
    burnIn,
    populations: sortByName(populations),
    ...parts,
    currentSample: document.probes?.currents?.sample ?? DEFAULT_CURRENT_SAMPLE,
    ...probes,
    ...(balanced ? { balanced: { K: balanced.K, J: balanced.J } } : {}),
  };
}

function sortByName<T extends { readonly name: string }>(items: readonly T[]): T[] {
  return [...items].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

/** All blocks together, sorted; names must be unique within each kind. */
function joinParts(problems: Problems, blocks: readonly NetworkParts[]): NetworkParts {
  const join = <T extends { readonly name: string }>(what: string, items: readonly T[]): T[] => {
    const sorted = sortByName(items);
    sorted.forEach(({ name }, i) => {
      if (i > 0 && sorted[i - 1].name === name)
        problems.error(
          "duplicate-name",
          [],
          `two ${what}s are called \`${name}\``,
          "rename one of them (stimuli and `balanced` name theirs pre→post)",
        );
    });
    return sorted;
  };
  return {
    projections: join(
      "projection",
      blocks.flatMap((block) => block.projections),
    ),
    sources: join(
      "spike source",
      blocks.flatMap((block) => block.sources),
    ),
    currents: join(
      "current",
      blocks.flatMap((block) => block.currents),
    ),
  };
}

function checkWhole(
  problems: Problems,
  parts: NetworkParts,
  populations: ReadonlyMap<string, PopulationDescription>,
): void {
  for (const { name } of parts.sources) {
    if (populations.has(name))
      problems.error(
        "duplicate-name",
        ["populations", name],
        `\`${name}\` is both a population and a spike source`,
        "rename one of them",
        "key",
      );
  }
  const sizes = new Map<string, number>(
    [...populations.values(), ...parts.sources].map(({ name, size }) => [name, size]),
  );
  let synapses = 0;
  for (const { connect, pre, post } of parts.projections)
    synapses += expectedSynapses(connect, sizes.get(pre) ?? 0, sizes.get(post) ?? 0);
  if (synapses > MOST_SYNAPSES) {
    problems.error(
      "network-too-large",
      [],
      `the network has about ${synapses.toExponential(2)} synapses, at most ${MOST_SYNAPSES.toExponential(0)} are possible`,
      "lower sizes or in-degrees",
    );
  }
}
