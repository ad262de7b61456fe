/**
 * The `stimuli:` block: currents, Poisson input, spike times, tuned drive.
 * Names: a source with its own train for each neuron of a target is `stimulus.target`, a shared source `stimulus`;
 * its projections, and currents, are `stimulus→target`.
 */
import type { Presynaptic } from "./connection-rule.js";
import { unknownName } from "./constants.js";
import type { RawQuantity, RawStimulus } from "./document-schema.js";
import { largestOf } from "../numerics/extrema.js";
import { noParts } from "./network-parts.js";
import type { NetworkParts } from "./network-parts.js";
import { MOST_NEURONS } from "./populations.js";
import { formatPath } from "./problems.js";
import type { DocumentPath } from "./problems.js";
import { readProjection } from "./projections.js";
import { readAny, readCount, readQuantity, readSpread } from "./quantity.js";
import type { LoweringContext } from "./quantity.js";
import { checkSourceRate } from "./source-rate.js";
import { tunedDrive } from "./tuned-drive.js";
import type { PopulationDescription, SpikeSourceDescription, Spread } from "./types.js";
import { KINDS, sameDimension } from "./units.js";
import type { Kind } from "./units.js";

type Stimulus<Type extends RawStimulus["type"]> = Extract<RawStimulus, { type: Type }>;

interface Place {
  readonly ctx: LoweringContext;
  readonly name: string;
  readonly path: DocumentPath;
  readonly targets: readonly PopulationDescription[];
}

/** Rates beyond this are no spike trains at any time step (MHz). */
const HIGHEST_RATE = 1e6;

export function readStimuli(
  ctx: LoweringContext,
  raw: Readonly<Record<string, RawStimulus>>,
  populations: ReadonlyMap<string, PopulationDescription>,
): NetworkParts {
  const parts = noParts();
  for (const [name, stimulus] of Object.entries(raw)) {
    const path = ["stimuli", name];
    const place: Place = {
      ctx,
      name,
      path,
      targets: findTargets(ctx, stimulus.target, [...path, "target"], populations),
    };
    const before = {
      projections: parts.projections.length,
      sources: parts.sources.length,
      currents: parts.currents.length,
    };
    lowerStimulus(place, stimulus, parts);
    for (const source of parts.sources.slice(before.sources)) ctx.objects.set(`spike source ${source.name}`, path);
    for (const current of parts.currents.slice(before.currents)) ctx.objects.set(`current ${current.name}`, path);
    for (const projection of parts.projections.slice(before.projections))
      ctx.objects.set(`projection ${projection.name}`, path);
  }
  return parts;
}

function findTargets(
  ctx: LoweringContext,
  target: RawStimulus["target"],
  path: DocumentPath,
  populations: ReadonlyMap<string, PopulationDescription>,
): PopulationDescription[] {
  if (target === undefined) return [];
  const names = typeof target === "string" ? [target] : target;
  const seen = new Set<string>();
  return names.flatMap((name, i) => {
    const at = typeof target === "string" ? path : [...path, i];
    const population = populations.get(name);
    if (!population) unknownName(ctx.problems, at, `${formatPath(path)}: no such population`, name, populations.keys());
    else if (seen.has(name) || !seen.add(name))
      ctx.problems.error("given-twice", at, `${formatPath(path)}: \`${name}\` is named twice`);
    else return [population];
    return [];
  });
}

function lowerStimulus(place: Place, stimulus: RawStimulus, parts: NetworkParts): void {
  switch (stimulus.type) {
    case "current":
      return lowerCurrent(place, stimulus, parts);
    case "step_current":
      return lowerSteps(place, stimulus, parts);
    case "poisson":
      return place.targets.forEach((post) => {
        const rate = readRate(place, stimulus.rate, post.size);
        addPrivateSource(place, stimulus, post, rate, parts);
      });
    case "poisson_pool":
      return lowerPool(place, stimulus, parts);
    case "host":
      return lowerHost(place, stimulus, parts);
    case "spike_times":
      return lowerSpikeTimes(place, stimulus, parts);
    case "tuned":
      return lowerTuned(place, stimulus, parts);
  }
}

/** Without `stop` a stimulus has no end: the length of a run, which may be given later, is none. */
function readWindow(
  { ctx, path }: Place,
  raw: { readonly start?: RawQuantity; readonly stop?: RawQuantity },
): { start: number; stop: number } {
  const read = (key: "start" | "stop", fallback: number) =>
    raw[key] === undefined ? fallback : readQuantity(ctx, raw[key], [...path, key], KINDS.time);
  const [start, stop] = [read("start", 0), read("stop", Infinity)];
  if (start < 0)
    ctx.problems.error("out-of-range", [...path, "start"], `${formatPath(path)}: start must not be negative`);
  if (stop < start)
    ctx.problems.error(
      "out-of-range",
      [...path, "stop"],
      `${formatPath(path)}: stop (${stop} ms) is before start (${start} ms)`,
    );
  if (raw.start !== undefined) ctx.offGrid.one([...path, "start"], "the start", start, "instant");
  if (raw.stop !== undefined) ctx.offGrid.stop([...path, "stop"], stop);
  return { start, stop };
}

function readRate({ ctx, path }: Place, raw: Stimulus<"poisson">["rate"], size: number): Spread {
  return readSpread(ctx, raw, [...path, "rate"], KINDS.frequency, { atLeast: 0, defaultMin: 0, listLength: size });
}

const NO_CURRENT: Spread = { kind: "constant", value: 0 };

function addCurrent(
  place: Place,
  raw: Parameters<typeof readWindow>[1],
  post: PopulationDescription,
  amplitude: Spread,
  parts: NetworkParts,
): void {
  const { start, stop } = readWindow(place, raw);
  const ends = Number.isFinite(stop);
  parts.currents.push({
    name: `${place.name}→${post.name}`,
    post: post.name,
    times: ends ? [start, stop] : [start],
    amplitude: ends ? [amplitude, NO_CURRENT] : [amplitude],
  });
}

function lowerCurrent(place: Place, stimulus: Stimulus<"current">, parts: NetworkParts): void {
  for (const post of place.targets) {
    const amplitude = readSpread(place.ctx, stimulus.amplitude, [...place.path, "amplitude"], KINDS.current, {
      listLength: post.size,
    });
    addCurrent(place, stimulus, post, amplitude, parts);
  }
}

function lowerSteps(
  { ctx, name, path, targets }: Place,
  stimulus: Stimulus<"step_current">,
  parts: NetworkParts,
): void {
  const times = stimulus.steps.map((step, i) => readQuantity(ctx, step.at, [...path, "steps", i, "at"], KINDS.time));
  times.forEach((time, i) => {
    if (time < 0 || (i > 0 && time <= times[i - 1]))
      ctx.problems.error(
        "out-of-range",
        [...path, "steps", i, "at"],
        `${formatPath(path)}: steps must be at ascending times from 0 ms on`,
      );
  });
  ctx.offGrid.list([...path, "steps"], "times of steps", times, "instant", { at: (k) => [...path, "steps", k, "at"] });
  for (const post of targets) {
    const amplitude = stimulus.steps.map((step, i) =>
      readSpread(ctx, step.amplitude, [...path, "steps", i, "amplitude"], KINDS.current, { listLength: post.size }),
    );
    parts.currents.push({ name: `${name}→${post.name}`, post: post.name, times, amplitude });
  }
}

/** A source with one train for each neuron of `post`. */
function addPrivateSource(
  place: Place,
  stimulus: Stimulus<"poisson" | "tuned">,
  post: PopulationDescription,
  rate: Spread,
  parts: NetworkParts,
): void {
  const { ctx, name, path } = place;
  const source: SpikeSourceDescription = {
    name: `${name}.${post.name}`,
    size: post.size,
    kind: "poisson",
    rate,
    ...readWindow(place, stimulus),
  };
  checkRate(place, source);
  const { weight, delay } = stimulus;
  parts.sources.push(source);
  parts.projections.push(
    readProjection(ctx, {
      name: `${name}→${post.name}`,
      path,
      pre: source,
      post,
      connect: "one_to_one",
      weight,
      delay,
      receptor_type: stimulus.receptor_type,
    }),
  );
}

function checkRate({ ctx, path }: Place, { rate }: SpikeSourceDescription): void {
  if (rate !== undefined) checkSourceRate(ctx, rate, path, HIGHEST_RATE);
}

function connectTargets(
  place: Place,
  stimulus: Stimulus<"poisson_pool" | "spike_times" | "host">,
  source: Presynaptic,
  parts: NetworkParts,
  fallback: (post: PopulationDescription) => Stimulus<"poisson_pool">["connect"],
): void {
  const { ctx, name, path, targets } = place;
  for (const post of targets) {
    const connect = stimulus.connect ?? fallback(post);
    if (connect === undefined) {
      ctx.problems.error(
        "missing-key",
        path,
        `${formatPath(path)}: how ${source.size} sources reach ${post.name} is missing`,
        "write connect: {rule: fixed_indegree, K: 100}, all_to_all or one_to_one",
      );
      continue;
    }
    const { weight, delay } = stimulus;
    const flags = stimulus.type !== "spike_times" ? { autapses: stimulus.autapses, multapses: stimulus.multapses } : {};
    parts.projections.push(
      readProjection(ctx, {
        name: `${name}→${post.name}`,
        path,
        pre: source,
        post,
        connect,
        weight,
        delay,
        receptor_type: stimulus.receptor_type,
        ...flags,
      }),
    );
  }
  if (stimulus.target === undefined) {
    for (const key of ["connect", "weight", "delay", "receptor_type"] as const) {
      if (stimulus[key] !== undefined)
        ctx.problems.error(
          "unused-parameter",
          [...path, key],
          `${formatPath(path)}: \`${key}\` needs a target`,
          "add target:, or give it to a projection that starts from this source",
          "key",
        );
    }
  }
}

function lowerPool(place: Place, stimulus: Stimulus<"poisson_pool">, parts: NetworkParts): void {
  const size = readCount(place.ctx, stimulus.size, [...place.path, "size"], 1, MOST_NEURONS);
  const source: SpikeSourceDescription = {
    name: place.name,
    size,
    kind: "poisson",
    rate: readRate(place, stimulus.rate, size),
    ...readWindow(place, stimulus),
  };
  checkRate(place, source);
  parts.sources.push(source);
  connectTargets(place, stimulus, source, parts, () => undefined);
}

/** Spikes that a plant, a sensor or another program injects while the network runs. */
function lowerHost(place: Place, stimulus: Stimulus<"host">, parts: NetworkParts): void {
  const size = readCount(place.ctx, stimulus.size, [...place.path, "size"], 1, MOST_NEURONS);
  const source: SpikeSourceDescription = {
    name: place.name,
    size,
    kind: "host",
    rate: readRate(place, stimulus.rate ?? 0, size),
    start: 0,
    stop: Infinity,
  };
  checkRate(place, source);
  checkRate(place, source);
  parts.sources.push(source);
  connectTargets(place, stimulus, source, parts, () => undefined);
}

function lowerSpikeTimes(place: Place, stimulus: Stimulus<"spike_times">, parts: NetworkParts): void {
  const { ctx, name, path } = place;
  const unit =
    stimulus.unit === undefined ? undefined : readQuantity(ctx, stimulus.unit, [...path, "unit"], KINDS.time);
  const time = (raw: RawQuantity, at: DocumentPath): number => {
    const value = typeof raw === "number" && unit !== undefined ? raw * unit : readQuantity(ctx, raw, at, KINDS.time);
    if (value < 0) ctx.problems.error("out-of-range", at, `${formatPath(at)}: spike times must not be negative`);
    return value;
  };
  const times = (
    Array.isArray(stimulus.times) ? readTrains(ctx, stimulus.times, path, time) : readTrainArrays(place, stimulus, unit)
  ).map((train) => train.sort((a, b) => a - b));
  // A spike at 0 ms has no step that ends there: it is emitted at the end of the first.
  ctx.offGrid.list([...path, "times"], "spike times", times.flat(), "instant", { least: 1 });
  const size =
    stimulus.size === undefined ? times.length : readCount(ctx, stimulus.size, [...path, "size"], 1, MOST_NEURONS);
  if (times.length !== 1 && times.length !== size && !Number.isNaN(size)) {
    ctx.problems.error(
      "wrong-length",
      [...path, "times"],
      `${formatPath(path)}: ${times.length} trains for ${size} sources`,
      "give one train for all, or one for each",
    );
  }
  const source: SpikeSourceDescription = { name, size, kind: "spike_times", start: 0, stop: Infinity, times };
  parts.sources.push(source);
  connectTargets(place, stimulus, source, parts, (post) =>
    size === 1 ? "all_to_all" : size === post.size ? "one_to_one" : undefined,
  );
}

type TrainArrays = Exclude<Stimulus<"spike_times">["times"], readonly unknown[]>;

/** One train, or a list of trains. */
function readTrains(
  ctx: LoweringContext,
  raw: Exclude<Stimulus<"spike_times">["times"], TrainArrays>,
  path: DocumentPath,
  time: (raw: RawQuantity, at: DocumentPath) => number,
): number[][] {
  const nested = raw.some(Array.isArray);
  const trains: number[][] = [];
  const flat: number[] = [];
  raw.forEach((entry, i) => {
    const at = [...path, "times", i];
    if (Array.isArray(entry)) trains.push(entry.map((one, j) => time(one, [...at, j])));
    else if (nested)
      ctx.problems.error("wrong-shape", at, `${formatPath(at)}: expected a list of times, as in the other entries`);
    else flat.push(time(entry, at));
  });
  return nested ? trains : [flat];
}

/** Times in a file, and in another the source of each; one train for each source up to `size`, or to the last that is named. */
function readTrainArrays(
  { ctx, path }: Place,
  stimulus: Stimulus<"spike_times">,
  unit: number | undefined,
): number[][] {
  const { array, source } = stimulus.times as TrainArrays;
  const at = [...path, "times"];
  const times = ctx.arrays.column(array, [...at, "array"]);
  const of = source === undefined ? undefined : ctx.arrays.column(source, [...at, "source"]);
  if (unit === undefined)
    ctx.problems.error("unit-missing", path, `${formatPath(path)}: the times need a unit`, 'write unit: "1 ms"');
  if (times === undefined || unit === undefined || (source !== undefined && of === undefined)) return [[]];
  if (of !== undefined && of.length !== times.length) {
    ctx.problems.error(
      "wrong-length",
      [...at, "source"],
      `${formatPath(at)}: source has ${of.length} entries, but there are ${times.length} times`,
    );
    return [[]];
  }
  const given =
    stimulus.size === undefined ? undefined : readCount(ctx, stimulus.size, [...path, "size"], 1, MOST_NEURONS);
  const sources = of === undefined ? 1 : (given ?? largestOf(of, 0) + 1);
  if (!(sources <= MOST_NEURONS)) {
    ctx.problems.error(
      "out-of-range",
      [...at, "source"],
      `${formatPath(at)}: source ${sources - 1} is beyond ${MOST_NEURONS - 1}`,
    );
    return [[]];
  }
  const trains = Array.from({ length: sources }, (): number[] => []);
  for (let k = 0; k < times.length; k++) {
    const id = of === undefined ? 0 : of[k];
    const value = times[k] * unit;
    if (!(value >= 0 && Number.isFinite(value))) {
      ctx.problems.error(
        "out-of-range",
        [...at, "array"],
        `${formatPath(at)}: entry ${k} is ${times[k]}: no time from 0 on`,
      );
      return [[]];
    }
    if (!(Number.isInteger(id) && id >= 0 && id < sources)) {
      ctx.problems.error(
        "out-of-range",
        [...at, "source"],
        `${formatPath(at)}: entry ${k} is ${id}, but sources are 0 to ${sources - 1}`,
      );
      return [[]];
    }
    trains[id].push(value);
  }
  return trains;
}

/** Currents or Poisson rates: the unit of `peak` says which. */
function lowerTuned(place: Place, stimulus: Stimulus<"tuned">, parts: NetworkParts): void {
  const { ctx, path, targets } = place;
  const before = ctx.problems.count;
  const peak = readAny(ctx, stimulus.peak, [...path, "peak"]);
  const asCurrent = peak !== undefined && sameDimension(peak.dimension, KINDS.current.dimension);
  const kind: Kind = asCurrent
    ? KINDS.current
    : { ...KINDS.frequency, noun: "a rate or a current", example: "50 Hz or 100 pA" };
  const read = (key: "angle" | "period" | "kappa" | "contrast" | "baseline", expected: Kind, fallback: number) =>
    stimulus[key] === undefined ? fallback : readQuantity(ctx, stimulus[key], [...path, key], expected);
  const tuning = {
    angle: read("angle", KINDS.angle, 0),
    period: read("period", KINDS.angle, 180),
    kappa: read("kappa", KINDS.number, 2),
    contrast: read("contrast", KINDS.number, 1),
    baseline: read("baseline", kind, 0),
    peak: peak === undefined ? NaN : readQuantity(ctx, stimulus.peak, [...path, "peak"], kind),
  };
  const require = (ok: boolean, key: string, rule: string) => {
    if (!ok) ctx.problems.error("out-of-range", [...path, key], `${formatPath(path)}: ${key} ${rule}`);
  };
  require(!(tuning.period <= 0), "period", "must be positive");
  require(!(tuning.kappa < 0 || tuning.kappa > 500), "kappa", "must be between 0 and 500");
  require(!(tuning.contrast < 0 || tuning.contrast > 1), "contrast", "must be between 0 and 1");
  if (!asCurrent) {
    require(!(tuning.baseline < 0), "baseline", "must not be negative");
    require(!(tuning.peak < 0), "peak", "must not be negative");
  }
  if (asCurrent) {
    for (const key of ["weight", "delay", "receptor_type"] as const) {
      if (stimulus[key] !== undefined)
        ctx.problems.error(
          "unused-parameter",
          [...path, key],
          `${formatPath(path)}: a tuned current has no \`${key}\``,
          "remove it, or give peak in Hz",
          "key",
        );
    }
  }
  if (ctx.problems.count > before) return;
  for (const post of targets) {
    if (Number.isNaN(post.size)) continue;
    const drive: Spread = { kind: "list", values: tunedDrive(tuning, post.size) };
    if (asCurrent) addCurrent(place, stimulus, post, drive, parts);
    else addPrivateSource(place, stimulus, post, drive, parts);
  }
}
