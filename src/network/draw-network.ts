/**
 * NetworkDescription → Network: numbers for every neuron and every synapse.
 *
 * All draws are counter-based, keyed by seed and name: the result does not depend on the order of populations or
 * projections, on workers, or on the target. Docs: docs/numerics.md, "Drawing".
 */
import { fail, type ProgressSink } from "../diagnostics/diagnostic.js";
import type { NetworkDescription } from "../description/types.js";
import { drawCurrent, drawSpikeSource } from "./draw-inputs.js";
import { drawPopulation } from "./draw-population.js";
import { drawProjection, expectedSynapses, type ProjectionEnds } from "./draw-projection.js";
import { networkNeed, requireMemory } from "./memory-need.js";
import { TimeRounding } from "./rounded-times.js";
import type { Network, Population, Projection, SpikeSource } from "./types.js";

export interface DrawOptions {
  /** Instead of the description's. */
  readonly seed?: number;
  /** ms, instead of the description's. */
  readonly dt?: number;
  readonly progress?: ProgressSink;
}

/** @throws EquipoiseError for impossible values, unknown names and rules that cannot be met */
export function drawNetwork(description: NetworkDescription, options: DrawOptions = {}): Network {
  const seed = options.seed ?? description.seed;
  const dt = options.dt ?? description.timestep;
  if (!Number.isInteger(seed) || seed < 0 || seed > 0xffffffff)
    fail("seed-out-of-range", `the seed ${seed} is not a whole number in 0..4294967295`, {
      hint: "give a whole number in that range",
    });
  if (!(dt > 0 && Number.isFinite(dt)))
    fail("timestep-not-positive", `the time step ${dt} ms is not positive`, {
      hint: "give a time step such as 0.1 ms",
    });

  const need = networkNeed(description);
  requireMemory(need, need.bytes, "drawing it");

  const grid = new TimeRounding(dt, description.duration);
  const steps = grid.stepsOf("duration", "duration", description.duration);
  const burnInSteps = grid.stepsOf("burn-in", "burn-in", description.burnIn);
  const populations: Population[] = [];
  let size = 0;
  for (const population of description.populations) {
    const drawn = drawPopulation(population, populations.length, size, seed, description.models);
    const { t_ref } = drawn.parameters;
    grid.steps(
      `population ${drawn.name}`,
      "refractory period",
      typeof t_ref === "number" ? [t_ref] : t_ref,
      "refractory",
    );
    populations.push(drawn);
    size += population.size;
  }
  const sources: SpikeSource[] = [];
  let sourceSize = 0;
  for (const source of description.sources) {
    sources.push(drawSpikeSource(source, sources.length, size + sourceSize, seed, grid));
    sourceSize += source.size;
  }
  requireDistinct("population or spike source", [...populations, ...sources]);
  requireDistinct("projection", description.projections);

  const populationsByName = new Map(populations.map((p) => [p.name, p]));
  const sourcesByName = new Map(sources.map((s) => [s.name, s]));
  const ends = description.projections.map((p, index) =>
    endsOf(p.name, p.pre, p.post, index, populationsByName, sourcesByName),
  );
  const expected = description.projections.map((p, i) => expectedSynapses(p, ends[i].preSize, ends[i].postSize));
  const total = expected.reduce((sum, n) => sum + n, 0);
  const projections: Projection[] = [];
  const delayRounding: Network["delayRounding"][number][] = [];
  const weightClipping: {
    projection: string;
    count: number;
    of: number;
    worst: number;
    meanDrawn: number;
    meanKept: number;
  }[] = [];
  let done = 0;
  description.projections.forEach((p, i) => {
    const progress = (drawn: number) => options.progress?.("drawing synapses", Math.min(total, done + drawn), total);
    const { projection, weights, delays } = drawProjection(p, ends[i], seed, dt, progress);
    projections.push(projection);
    if (delays.moved > 0)
      delayRounding.push({ projection: p.name, count: delays.moved, worst: delays.worst, short: delays.short });
    if (weights.clipped > 0)
      weightClipping.push({
        projection: p.name,
        count: weights.clipped,
        of: projection.source.length,
        worst: weights.worst,
        meanDrawn: weights.meanDrawn,
        meanKept: weights.meanKept,
      });
    done += expected[i];
    options.progress?.("drawing synapses", done, total);
  });

  return {
    name: description.name,
    ...(description.models === undefined ? {} : { models: description.models }),
    seed,
    dt,
    steps,
    burnInSteps,
    size,
    sourceSize,
    populations,
    sources,
    projections,
    currents: description.currents.map((c) =>
      drawCurrent(c, populationOf(`current ${c.name}`, c.post, populationsByName), seed, grid),
    ),
    synapses: projections.reduce((sum, p) => sum + p.source.length, 0),
    currentSample: description.currentSample,
    delayRounding,
    timeRounding: grid.entries,
    weightClipping,
  };
}

function endsOf(
  name: string,
  pre: string,
  post: string,
  index: number,
  populations: ReadonlyMap<string, Population>,
  sources: ReadonlyMap<string, SpikeSource>,
): ProjectionEnds {
  const target = populationOf(`projection ${name}`, post, populations);
  const source = sources.get(pre);
  const from = source ?? populationOf(`projection ${name}`, pre, populations, sources);
  return {
    index,
    preKind: source === undefined ? "population" : "source",
    pre: from.index,
    preFirst: from.first,
    preSize: from.size,
    post: target.index,
    postFirst: target.first,
    postSize: target.size,
  };
}

const SHOWN_NAMES = 20;

function populationOf(
  who: string,
  name: string,
  populations: ReadonlyMap<string, Population>,
  alsoNamed: ReadonlyMap<string, SpikeSource> = new Map(),
): Population {
  const found = populations.get(name);
  if (found !== undefined) return found;
  const known = [...populations.keys(), ...alsoNamed.keys()];
  return fail("unknown-population", `${who}: there is no ${name}`, {
    hint: `known names: ${known.slice(0, SHOWN_NAMES).join(", ")}${known.length > SHOWN_NAMES ? ", …" : ""}`,
  });
}

/** Names key the draws: two objects of one name would get the same numbers. */
function requireDistinct(what: string, objects: readonly { readonly name: string }[]): void {
  const seen = new Set<string>();
  for (const { name } of objects) {
    if (seen.has(name)) fail("duplicate-name", `two ${what}s are named ${name}`, { hint: "rename one of them" });
    seen.add(name);
  }
}
