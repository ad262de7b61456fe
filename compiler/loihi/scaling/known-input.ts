/**
 * How far known spike times take the state of each neuron of a Loihi-style chip, in mV, with the chip's own decay factors f:
 *   u_n = fu·u_{n-1} + a_n,   w_n = fv·min(w_{n-1}, 0) + u_n.
 * w is a lower bound of the part of v that the known spikes make, whatever the neuron fires and however it is reset: v never starts a step
 * above what min(w, 0) leaves. Between two arrivals both are closed forms, and w goes no lower than min(w, 0) + G·min(u, 0), G the peak of v
 * after a unit of u. Every weight may be off by its rounding.
 */
import { longestDelayField, type LoihiTarget } from "../../../src/targets/loihi/target.js";
import type { Lowered } from "../stages.js";
import { uFactor, vFactor } from "./decay-registers.js";
import { forEachKnownInput, hasKnownInput, type Arrivals } from "../../common/input/known-arrivals.js";

/** Magnitudes ≥ 0, mV, by neuron; 0 without known input. */
export interface KnownInput {
  /** Largest |Σ| that arrives in one step. */
  readonly input: Float64Array;
  /** How far u goes up and down. */
  readonly uAbove: Float64Array;
  readonly uBelow: Float64Array;
  /** How far v goes below reset. */
  readonly vBelow: Float64Array;
}

export interface KnownInputOptions {
  readonly target: LoihiTarget;
  readonly du: Uint16Array;
  readonly dv: Uint16Array;
  readonly weightGain: Float64Array;
  /** mV by which one weight onto a neuron may be rounded, by neuron. */
  readonly rounding: Float64Array;
}

/** x^n by squaring: the same bits on every engine, unlike Math.pow. */
export function wholePower(x: number, n: number): number {
  let result = 1;
  for (let base = x, rest = n; rest > 0; rest = Math.floor(rest / 2), base *= base) if (rest % 2 === 1) result *= base;
  return result;
}

/** Σ_{j=1..k} fv^(k-j)·fu^j: what a unit of u has made of v, k steps on. */
function carried(fu: number, fv: number, k: number): number {
  if (k === 0) return 0;
  const difference = fu - fv;
  return Math.abs(difference) < 1e-6
    ? k * fu * wholePower(Math.max(fu, fv), k - 1)
    : (fu * (wholePower(fu, k) - wholePower(fv, k))) / difference;
}

/** The peak of v after a unit of u that arrives in a step, v of that step included: Σ_{j=0..k} fv^(k-j)·fu^j at its largest. */
export function peakOfUnit(fu: number, fv: number): number {
  let peak = 1;
  for (let v = 1, u = fu; ; u *= fu) {
    v = fv * v + u;
    if (!(v > peak * (1 + 1e-12))) return peak;
    peak = v;
  }
}

interface Neuron {
  readonly fu: number;
  readonly fv: number;
  readonly peak: number;
  /** mV per unit of weight, by sign. */
  readonly positive: number;
  readonly negative: number;
  readonly rounding: number;
  /** mV below reset at the start, ≤ 0. */
  readonly start: number;
}

interface Extent {
  input: number;
  above: number;
  below: number;
  v: number;
}

function extentOf({ length, step, positive, negative, positives, negatives }: Arrivals, neuron: Neuron): Extent {
  const { fu, fv, peak, rounding } = neuron;
  const extent = { input: 0, above: 0, below: 0, v: -neuron.start };
  // High and low: u where every rounding adds, and where every one takes away.
  let [high, low, w, last] = [0, 0, neuron.start, -1];
  for (let k = 0; k < length; k++) {
    const up = neuron.positive * positive[k];
    const down = neuron.negative * negative[k];
    const [upSlack, downSlack] = [rounding * positives[k], rounding * negatives[k]];
    const most = up + upSlack - Math.max(0, down - downSlack);
    const least = Math.max(0, up - upSlack) - down - downSlack;
    const gap = step[k] - last - 1;
    if (gap > 0) {
      extent.v = Math.max(extent.v, -(Math.min(w, 0) + Math.min(peak, gap) * Math.min(low, 0)));
      w = wholePower(fv, gap) * Math.min(w, 0) + carried(fu, fv, gap) * low;
      const fade = wholePower(fu, gap);
      high *= fade;
      low *= fade;
    }
    high = fu * high + most;
    low = fu * low + least;
    w = fv * Math.min(w, 0) + low;
    last = step[k];
    extent.input = Math.max(extent.input, most, -least);
    extent.above = Math.max(extent.above, high);
    extent.below = Math.max(extent.below, -low);
    extent.v = Math.max(extent.v, -w);
  }
  extent.v = Math.max(extent.v, -(Math.min(w, 0) + peak * Math.min(low, 0)));
  return extent;
}

export function knownInput(lowered: Lowered, { target, du, dv, weightGain, rounding }: KnownInputOptions): KnownInput {
  const { network, neurons } = lowered;
  const column = () => new Float64Array(network.size);
  const known = { input: column(), uAbove: column(), uBelow: column(), vBelow: column() };
  const maxDelay = longestDelayField(target);
  for (const population of network.populations) {
    if (!hasKnownInput(network, population.index)) continue;
    const own = lowered.projections.filter(({ projection }) => projection.post === population.index);
    const [{ weightFactor, negativeWeightFactor = weightFactor }] = own;
    const shifts = new Map(own.map(({ projection, delayShift }) => [projection.index, delayShift]));
    // A spike of step n acts on u in step n + 1 + its delay field.
    const delayOf = ({ index }: { readonly index: number }, delay: number) =>
      1 + Math.min(maxDelay, Math.max(0, delay - (shifts.get(index) ?? 0)));
    let [fu, fv, peak] = [NaN, NaN, NaN];
    forEachKnownInput(network, population.index, { delayOf }, (i, arrivals) => {
      const id = population.first + i;
      const [ownU, ownV] = [uFactor(du[id], target), vFactor(dv[id], target)];
      if (ownU !== fu || ownV !== fv) [fu, fv, peak] = [ownU, ownV, peakOfUnit(ownU, ownV)];
      const unit = neurons.unitWeight[id] * weightGain[id];
      const extent = extentOf(arrivals, {
        fu,
        fv,
        peak,
        positive: unit * weightFactor,
        negative: unit * negativeWeightFactor,
        rounding: rounding[id],
        start: Math.min(0, neurons.initialV[id]),
      });
      known.input[id] = extent.input;
      known.uAbove[id] = extent.above;
      known.uBelow[id] = extent.below;
      known.vBelow[id] = extent.v;
    });
  }
  return known;
}
