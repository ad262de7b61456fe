/** The data that a report carries for its scripts, as JSON: written by the sections, read by client/. */
import type { EncodedRaster } from "./raster-codec.js";
import type { EncodedTrace } from "./trace-codec.js";

export const SIDES = ["reference", "target"] as const;
export type Side = (typeof SIDES)[number];

/** What stands under each id. */
export interface PageData {
  readonly "raster-data": RasterData;
  readonly "currents-data": CurrentsData;
  readonly "core-data": CoreMapData;
}

export interface RasterPopulation {
  readonly name: string;
  /** Index of its first neuron. */
  readonly first: number;
  readonly size: number;
  /** Class of the colour, e.g. `c-e0`: the style sheet's --e0. */
  readonly colour: string;
}

export interface RasterData {
  /** ms a step. */
  readonly dt: number;
  /** The steps carried: from ≤ step < to. */
  readonly from: number;
  readonly to: number;
  /** First step that the metrics use. */
  readonly burnIn: number;
  /** The steps with which the raster opens. */
  readonly view: readonly [from: number, to: number];
  readonly populations: readonly RasterPopulation[];
  readonly sides: Readonly<Record<Side, EncodedRaster>>;
}

export interface NeuronCurrents {
  /** ms; the time of the first sample. */
  readonly start: number;
  /** ms a sample. */
  readonly sample: number;
  readonly unit: string;
  /** The ends of the value axis, shared by both sides and all windows, in `unit`. */
  readonly low: number;
  readonly high: number;
  /** The constant input that just reaches threshold; null where unknown. */
  readonly threshold: number | null;
  readonly notes: Readonly<Record<Side, string>>;
  readonly reference: SideCurrents;
  readonly target: SideCurrents;
}

export interface SideCurrents {
  readonly E: EncodedTrace;
  readonly I: EncodedTrace;
}

export interface CurrentsData {
  /** The plot, in units of its viewBox. */
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  /** ms shown at once. */
  readonly windowMs: number;
  readonly neurons: readonly NeuronCurrents[];
}

export interface CoreMapData {
  readonly resources: readonly { readonly resource: string; readonly max: number | null }[];
  /** By resource, then by core. */
  readonly used: readonly (readonly number[])[];
  readonly names: readonly string[];
}
