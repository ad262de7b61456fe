/** Which networks are measured: one quantity moves, the others stay. */
import type { SweptNetwork } from "./network.js";

export type SweptQuantity = "neurons" | "outdegree" | "rate";

export interface Sweep {
  readonly quantity: SweptQuantity;
  readonly label: string;
  readonly values: readonly number[];
}

type Point = Omit<SweptNetwork, "mixed">;

const BASE: Point = { neurons: 10_000, outdegree: 500, rate: 20 };
const QUICK_BASE: Point = { neurons: 2000, outdegree: 200, rate: 20 };

/** Every point is measured twice, driven and silent. */
export function sweepsOf(quick: boolean): { readonly base: Point; readonly sweeps: readonly Sweep[] } {
  const neurons = quick ? [1000, 2000, 4000] : [1000, 3000, 10_000, 30_000];
  const outdegree = quick ? [50, 200, 800] : [50, 150, 500, 1500];
  const rate = quick ? [5, 20, 80] : [5, 10, 20, 40, 80];
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
  /** ns a synaptic event: what the driven run takes beyond the silent one. */
  readonly nsPerEvent: number;
  /** ns a neuron step of the silent run. */
  readonly nsPerNeuronStep: number;
}

/** @param events synaptic events of the driven run @param neuronSteps of either run */
export function costsOf(driven: number, silent: number, events: number, neuronSteps: number): PointCosts {
  return { nsPerEvent: (1e9 * Math.max(0, driven - silent)) / events, nsPerNeuronStep: (1e9 * silent) / neuronSteps };
}
