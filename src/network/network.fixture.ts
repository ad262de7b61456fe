/** Small descriptions for tests: only what a test is about has to be written. */
import type {
  ConnectionRule,
  NetworkDescription,
  PopulationDescription,
  ProjectionDescription,
  Spread,
} from "../description/types.js";
import type { ModelParameters } from "../models/neuron-model.js";

export const constant = (value: number): Spread => ({ kind: "constant", value });

/** Of every model; drawing takes those that the population's model declares. */
const PARAMETERS: ModelParameters<Spread> = {
  C_m: constant(250),
  tau_m: constant(20),
  E_L: constant(0),
  V_th: constant(20),
  V_reset: constant(10),
  t_ref: constant(2),
  I_e: constant(0),
  tau_syn_ex: constant(2),
  tau_syn_in: constant(2),
  E_ex: constant(0),
  E_in: constant(-80),
  g_L: constant(12.5),
};

export function population(
  name: string,
  size: number,
  parameters: Readonly<Record<string, Spread>> = {},
  V_m: Spread = constant(0),
): PopulationDescription {
  return { name, size, model: "iaf_psc_exp", parameters: { ...PARAMETERS, ...parameters }, initial: { V_m } };
}

export function projection(
  pre: string,
  post: string,
  connect: ConnectionRule,
  more: Partial<ProjectionDescription> = {},
): ProjectionDescription {
  return {
    name: `${pre}→${post}`,
    pre,
    post,
    connect,
    weight: constant(0.1),
    delay: constant(1.5),
    autapses: true,
    multapses: true,
    sign: "clip",
    ...more,
  };
}

export function networkOf(more: Partial<NetworkDescription>): NetworkDescription {
  return {
    name: "test",
    seed: 42,
    timestep: 0.1,
    duration: 100,
    burnIn: 10,
    populations: [],
    projections: [],
    sources: [],
    currents: [],
    currentSample: 0,
    ...more,
  };
}

/** One population connected to itself, or two. */
export function oneProjection(
  connect: ConnectionRule,
  preSize: number,
  postSize: number | "self",
  more: Partial<ProjectionDescription> = {},
): NetworkDescription {
  return postSize === "self"
    ? networkOf({ populations: [population("A", preSize)], projections: [projection("A", "A", connect, more)] })
    : networkOf({
        populations: [population("A", preSize), population("B", postSize)],
        projections: [projection("A", "B", connect, more)],
      });
}
