/** Which networks are measured: one quantity moves, the others stay. */
import type { SweptNetwork } from "./network.js";

export type SweptQuantity = "neurons" | "outdegree" | "rate";

export interface Sweep {
  readonly quantity: SweptQuantity;
  readonly label: string;
  readonly values: readonly number[];
}

type Point = Omit<SweptNetwork, "mixed">;

/** Events take about as long as neurons there: what a silent run takes is subtracted, and less would drown in its spread. */
const BASE: Point = { neurons: 10_000, outdegree: 1000, rate: 40 };
const QUICK_BASE: Point = { neurons: 4000, outdegree: 500, rate: 80 };

/** Every point is measured twice, driven and silent. */
export function sweepsOf(quick: boolean): { readonly base: Point; readonly sweeps: readonly Sweep[] } {
  const neurons = quick ? [2000, 4000, 8000] : [1000, 3000, 10_000, 30_000];
  const outdegree = quick ? [100, 500, 1500] : [100, 300, 1000, 3000];
  const rate = quick ? [20, 80, 160] : [10, 20, 40, 80, 160];
  return {
    base: quick ? QUICK_BASE : BASE,
    sweeps: [
      { quantity: "neurons", label: "neurons", values: neurons },
      { quantity: "outdegree", label: "synapses a neuron", values: outdegree },
      { quantity: "rate", label: "rate, Hz", values: rate },
    ],
  };
}

/** The points of all sweeps, each once. */
export function pointsOf(base: Point, sweeps: readonly Sweep[]): Point[] {
  const points = new Map<string, Point>();
  for (const { quantity, values } of sweeps) {
    for (const value of values) {
      const point = { ...base, [quantity]: value };
      points.set(keyOf(point), point);
    }
  }
  return [...points.values()];
}

export function keyOf({ neurons, outdegree, rate }: Point): string {
  return `${neurons} ${outdegree} ${rate}`;
}

export interface PointCosts {
  /** ns a synaptic event: what the driven run takes beyond the silent one; NaN where it takes no more. */
  readonly nsPerEvent: number;
  /** ns a neuron step of the silent run. */
  readonly nsPerNeuronStep: number;
}

/** @param events synaptic events of the driven run @param neuronSteps of either run */
export function costsOf(driven: number, silent: number, events: number, neuronSteps: number): PointCosts {
  return {
    nsPerEvent: driven > silent ? (1e9 * (driven - silent)) / events : NaN,
    nsPerNeuronStep: (1e9 * silent) / neuronSteps,
  };
}
