/**
 * NetworkDescription: what the user wrote, validated, in canonical units.
 * Units: ms, mV, pF, pA, nS, Hz (spikes per second). Names are NEST's.
 */

import type { ModelParameters, NeuronModels } from "../models/neuron-model.js";

/** A number, or how it is spread over neurons or synapses. `min`/`max` redraw-free clip bounds, in the same unit. */
export type Spread =
  | { readonly kind: "constant"; readonly value: number }
  | {
      readonly kind: "normal";
      readonly mean: number;
      readonly sd: number;
      readonly min?: number;
      readonly max?: number;
    }
  /** mean and sd of the variable itself, not of its logarithm; a negative mean gives a mirrored distribution. */
  | {
      readonly kind: "lognormal";
      readonly mean: number;
      readonly sd: number;
      readonly min?: number;
      readonly max?: number;
    }
  | { readonly kind: "uniform"; readonly low: number; readonly high: number }
  | { readonly kind: "list"; readonly values: readonly number[] };

export interface PopulationDescription {
  readonly name: string;
  readonly size: number;
  /** Name of a neuron model: of src/models/registry.ts, or of the description's own `models`. */
  readonly model: string;
  /** One of each that the model declares, in the units that it declares. */
  readonly parameters: ModelParameters<Spread>;
  /** V_m in mV. */
  readonly initial: { readonly V_m: Spread };
}

export type ConnectionRule =
  | { readonly rule: "fixed_indegree"; readonly indegree: number }
  | { readonly rule: "fixed_outdegree"; readonly outdegree: number }
  | { readonly rule: "pairwise_bernoulli"; readonly p: number }
  | { readonly rule: "fixed_total_number"; readonly N: number }
  | { readonly rule: "one_to_one" }
  | { readonly rule: "all_to_all" }
  /** Local indices; weight (signed, model unit) and delay (ms) per entry override the projection's. */
  | {
      readonly rule: "explicit";
      readonly pre: Uint32Array;
      readonly post: Uint32Array;
      readonly weight?: Float32Array;
      readonly delay?: Float64Array;
    };

/**
 * A projection from a population or from a spike source.
 * Weight unit: pA (psc_exp), mV (psc_delta), nS (cond_exp). Positive weights act through tau_syn_ex / E_ex,
 * negative ones through tau_syn_in / E_in (NEST semantics).
 */
export interface ProjectionDescription {
  readonly name: string;
  /** Name of a population or of a spike source. */
  readonly pre: string;
  readonly post: string;
  readonly connect: ConnectionRule;
  readonly weight: Spread;
  /** ms, ≥ one time step. */
  readonly delay: Spread;
  readonly autapses: boolean;
  readonly multapses: boolean;
  /** What happens to a drawn weight whose sign differs from that of the mean: set to zero, or kept. */
  readonly sign: "clip" | "keep";
}

/** Spikes from outside: `size` sources with their own trains. */
export interface SpikeSourceDescription {
  readonly name: string;
  readonly size: number;
  /** host: spikes are injected while it runs. */
  readonly kind: "poisson" | "spike_times" | "host";
  /** Rate of each source, Hz (poisson); what the host is expected to inject (host). */
  readonly rate?: Spread;
  /** ms; poisson sources fire in [start, stop); a stop of Infinity: without end. */
  readonly start: number;
  readonly stop: number;
  /** spike_times: ms for each source (outer length 1 = the same for all). */
  readonly times?: readonly (readonly number[])[];
}

/** Current injected into a population, pA, piecewise constant: amplitude[k] holds from times[k] (ms) on. Adds to I_e. */
export interface CurrentDescription {
  readonly name: string;
  readonly post: string;
  readonly times: readonly number[];
  readonly amplitude: readonly Spread[];
}

export interface NetworkDescription {
  readonly name: string;
  /** Neuron models beside those built in, which the reader of the description was given; absent: none. */
  readonly models?: NeuronModels;
  readonly seed: number;
  /** ms */
  readonly timestep: number;
  /** ms, including burn-in. */
  readonly duration: number;
  readonly burnIn: number;
  readonly populations: readonly PopulationDescription[];
  readonly projections: readonly ProjectionDescription[];
  readonly sources: readonly SpikeSourceDescription[];
  readonly currents: readonly CurrentDescription[];
  /** How many neurons of each population have their input currents analysed. */
  readonly currentSample: number;
  /** Present where the theorist's notation was used; kept for reports and phenomena. */
  readonly balanced?: { readonly K: number; readonly J: number };
}
