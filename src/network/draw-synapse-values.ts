/**
 * Weights and delays of drawn rows. Item of every draw = the postsynaptic neuron; one value a synapse along its finished row.
 *
 * Delays are whole steps, at least one: numerics/time-grid.ts says how they are rounded.
 * A weight of the wrong sign under `sign: clip` becomes 0 and the synapse stays, so that in-degrees remain as stated.
 */
import { fail } from "../diagnostics/diagnostic.js";
import type { ConnectionRule, ProjectionDescription, Spread } from "../description/types.js";
import { CounterStream } from "../numerics/philox.js";
import { delaySteps } from "../numerics/time-grid.js";
import { DrawPurpose } from "./draw-purpose.js";
import { spreadSampler } from "./spread-sampler.js";
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
  let clipped = 0;
  let worst = 0;
  let [drawn, kept] = [0, 0];
  forEachSynapse(context, rows, DrawPurpose.weight, (stream, at, index) => {
    let value = sampler.draw(stream, index);
    drawn += value;
    if (value * sign < 0) {
      clipped++;
      worst = Math.max(worst, Math.abs(value));
      value = 0;
    }
    kept += value;
    weight[at] = value;
  });
  const first = weight[0];
  // A list of one value repeated is a constant; draws from a distribution never are in practice.
  return {
    weight: values.kind === "list" && weight.every((w) => w === first) ? (values.values[0] ?? 0) : weight,
    clipped,
    worst,
    meanDrawn: drawn / synapses,
    meanKept: kept / synapses,
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
  let [moved, worst, short] = [0, 0, 0];
  const toSteps = (delay: number): number => {
    const { steps, roundedBy } = delaySteps(delay, dt);
    if (steps > LONGEST_DELAY)
      fail("delay-too-long", `projection ${projection.name}: a delay of ${delay} ms is ${steps} steps of ${dt} ms`, {
        limit: { what: "delay in steps", used: steps, max: LONGEST_DELAY },
        hint: "shorten the delay, bound it by max, or use a longer time step",
      });
    if (roundedBy !== 0) {
      moved++;
      if (delay < dt) short++;
      worst = Math.max(worst, Math.abs(roundedBy));
    }
    return steps;
  };
  if (sampler.constant !== null) {
    const delay = toSteps(sampler.constant);
    return { delay, moved: moved * synapses, worst, short: short * synapses };
  }
  const delay = new Uint16Array(synapses);
  let shortest = LONGEST_DELAY;
  let longest = 0;
  forEachSynapse(context, rows, DrawPurpose.delay, (stream, at, index) => {
    const steps = toSteps(sampler.draw(stream, index));
    if (steps < shortest) shortest = steps;
    if (steps > longest) longest = steps;
    delay[at] = steps;
  });
  if (shortest >= longest) return { delay: synapses === 0 ? 1 : shortest, moved, worst, short };
  return { delay: longest <= 255 ? Uint8Array.from(delay) : delay, moved, worst, short };
}

/** Values listed with the entries of an explicit rule override the projection's. */
function perEntry(projection: ProjectionDescription, what: "weight" | "delay"): Spread {
  const connect: ConnectionRule = projection.connect;
  const listed = connect.rule === "explicit" ? connect[what] : undefined;
  return listed === undefined ? projection[what] : { kind: "list", values: Array.from(listed) };
}

/** `index` is the place of the value in a list: the entry of an explicit rule, else the synapse in row order. */
function forEachSynapse(
  context: ConnectContext,
  rows: SynapseRows,
  purpose: number,
  visit: (stream: CounterStream, at: number, index: number) => void,
): void {
  const { rowStart, entry } = rows;
  const stream = new CounterStream(context.seed, context.stream);
  for (let post = 0; post < context.postSize; post++) {
    stream.reseat(post, purpose);
    for (let at = rowStart[post]; at < rowStart[post + 1]; at++) visit(stream, at, entry === null ? at : entry[at]);
  }
}
