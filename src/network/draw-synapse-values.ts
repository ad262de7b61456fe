/**
 * Weights and delays of drawn rows. Item of every draw = the postsynaptic neuron; one value a synapse along its finished row.
 *
 * Delays are whole steps, at least one: numerics/time-grid.ts says how they are rounded.
 * A weight of the wrong sign under `sign: clip` becomes 0 and the synapse stays, so that in-degrees remain as stated.
 */
import { fail } from "../diagnostics/diagnostic.js";
import type { ConnectionRule, ProjectionDescription, Spread } from "../description/types.js";
import { BulkStream } from "../numerics/bulk-stream.js";
import { roundDelays, type RoundedDelays } from "../numerics/time-grid.js";
import { DrawPurpose } from "./draw-purpose.js";
import { spreadSampler, type SpreadSampler } from "./spread-sampler.js";
import type { ConnectContext, SynapseRows } from "./synapse-rows.js";

/** Longest delay that a Uint16Array holds. */
const LONGEST_DELAY = 65535;

export interface DrawnWeights {
  readonly weight: number | Float32Array;
  /** Wrong-signed draws set to 0, the largest of them, and the means before and after. */
  readonly clipped: number;
  readonly worst: number;
  readonly meanDrawn: number;
  readonly meanKept: number;
}

export interface DrawnDelays {
  readonly delay: number | Uint8Array | Uint16Array;
  /** Delays that moved in rounding, and the largest move, ms. */
  readonly moved: number;
  readonly worst: number;
  /** Those of them that were shorter than a step. */
  readonly short: number;
}

export function drawWeights(
  context: ConnectContext,
  projection: ProjectionDescription,
  rows: SynapseRows,
): DrawnWeights {
  const synapses = rows.source.length;
  const values = perEntry(projection, "weight");
  const sampler = spreadSampler(values, `projection ${projection.name}: weight`, synapses);
  if (sampler.constant !== null)
    return { weight: sampler.constant, clipped: 0, worst: 0, meanDrawn: sampler.constant, meanKept: sampler.constant };
  const sign = projection.sign === "clip" && values.kind !== "list" ? Math.sign(sampler.mean) : 0;
  const weight = new Float32Array(synapses);
  const all = { clipped: 0, worst: 0, drawn: 0, kept: 0 };
  forEachRow(context, rows, sampler, DrawPurpose.weight, (values, first, n) => {
    // Variables of this function alone: what a closure shares with others costs an allocation at every change.
    let { clipped, worst, drawn, kept } = all;
    for (let j = 0; j < n; j++) {
      let value = values[j];
      drawn += value;
      if (value * sign < 0) {
        clipped++;
        worst = Math.max(worst, Math.abs(value));
        value = 0;
      }
      kept += value;
      weight[first + j] = value;
    }
    all.clipped = clipped;
    all.worst = worst;
    all.drawn = drawn;
    all.kept = kept;
  });
  const first = weight[0];
  // A list of one value repeated is a constant; draws from a distribution never are in practice.
  return {
    weight: values.kind === "list" && weight.every((w) => w === first) ? (values.values[0] ?? 0) : weight,
    clipped: all.clipped,
    worst: all.worst,
    meanDrawn: all.drawn / synapses,
    meanKept: all.kept / synapses,
  };
}

export function drawDelays(
  context: ConnectContext,
  projection: ProjectionDescription,
  rows: SynapseRows,
  dt: number,
): DrawnDelays {
  const synapses = rows.source.length;
  const sampler = spreadSampler(perEntry(projection, "delay"), `projection ${projection.name}: delay`, synapses);
  const rounded: RoundedDelays = { moved: 0, worst: 0, short: 0, shortest: Infinity, longest: 0 };
  let steps = new Float64Array(1);
  const toSteps = (delays: Float64Array, n: number): void => {
    if (steps.length < n) steps = new Float64Array(2 * n);
    roundDelays(delays, steps, n, dt, rounded);
    if (rounded.longest <= LONGEST_DELAY) return;
    const at = steps.findIndex((s) => s > LONGEST_DELAY);
    fail(
      "delay-too-long",
      `projection ${projection.name}: a delay of ${delays[at]} ms is ${steps[at]} steps of ${dt} ms`,
      {
        limit: { what: "delay in steps", used: steps[at], max: LONGEST_DELAY },
        hint: "shorten the delay, bound it by max, or use a longer time step",
      },
    );
  };
  if (sampler.constant !== null) {
    toSteps(Float64Array.of(sampler.constant), 1);
    const { moved, worst, short } = rounded;
    return { delay: steps[0], moved: moved * synapses, worst, short: short * synapses };
  }
  // One byte a synapse, and two from the first delay on that needs them.
  let delay: Uint8Array | Uint16Array = new Uint8Array(synapses);
  forEachRow(context, rows, sampler, DrawPurpose.delay, (values, first, n) => {
    toSteps(values, n);
    if (rounded.longest > 255 && delay instanceof Uint8Array) delay = new Uint16Array(delay);
    const into = delay;
    for (let j = 0; j < n; j++) into[first + j] = steps[j];
  });
  const { moved, worst, short, shortest, longest } = rounded;
  if (shortest >= longest) return { delay: synapses === 0 ? 1 : shortest, moved, worst, short };
  return { delay, moved, worst, short };
}

/** Values listed with the entries of an explicit rule override the projection's. */
function perEntry(projection: ProjectionDescription, what: "weight" | "delay"): Spread {
  const connect: ConnectionRule = projection.connect;
  const listed = connect.rule === "explicit" ? connect[what] : undefined;
  return listed === undefined ? projection[what] : { kind: "list", values: Array.from(listed) };
}

/** Draws the values of the rows; `visit` gets those of synapses first .. first + n - 1, to look at or to write over. */
function forEachRow(
  context: ConnectContext,
  { rowStart, entry }: SynapseRows,
  sampler: SpreadSampler,
  purpose: number,
  visit: (values: Float64Array, first: number, n: number) => void,
): void {
  const stream = new BulkStream(context.seed, context.stream);
  let values = new Float64Array(0);
  for (let post = 0; post < context.postSize; post++) {
    const first = rowStart[post];
    const n = rowStart[post + 1] - first;
    if (values.length <= n) values = new Float64Array(2 * n + 1);
    sampler.row(stream.reseat(post, purpose, n + 1), values, n, first, entry);
    visit(values, first, n);
  }
}
