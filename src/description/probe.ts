/**
 * A probe: one variable of some neurons of a population, read every `period` steps.
 *
 *   v          membrane voltage
 *   u          synaptic current (of conductance neurons: what their conductances carry at V)
 *   g_E, g_I   conductances of excitatory and inhibitory synapses
 *   I_E, I_I   input currents, the mean over a step: rebuilt after the run from spikes and synapses
 *   spikes     whose spikes are kept, where not all are
 *
 * Step n is read where n + 1 is a multiple of the period: at the times period·dt, 2·period·dt, … of the network, so that the parts of a run
 * that goes on from a checkpoint have the rows of the whole run.
 */

/** Read from the state of whatever runs. */
export const STATE_VARIABLES = ["v", "u", "g_E", "g_I"] as const;
export type ProbedStateVariable = (typeof STATE_VARIABLES)[number];
export const CURRENT_VARIABLES = ["I_E", "I_I"] as const;
export type CurrentVariable = (typeof CURRENT_VARIABLES)[number];
/** What fills rows of values. */
export type RecordedVariable = ProbedStateVariable | CurrentVariable;
export const PROBE_VARIABLES = [...STATE_VARIABLES, ...CURRENT_VARIABLES, "spikes"] as const;
export type ProbeVariable = (typeof PROBE_VARIABLES)[number];

/** Probes of one run: each has a file of its own while it goes on. */
export const MOST_PROBES = 100;

export interface Probe<Variable extends ProbeVariable = ProbeVariable> {
  /** Its name. */
  readonly population: string;
  /** Counted from the first of the population, in the order that was asked for. */
  readonly neurons: Uint32Array;
  readonly variable: Variable;
  /** Steps, at least 1. */
  readonly period: number;
}

export interface PopulationRange {
  readonly name: string;
  /** Id of its first neuron. */
  readonly first: number;
  readonly size: number;
}

export function isStateProbe(probe: Probe): probe is Probe<ProbedStateVariable> {
  return (STATE_VARIABLES as readonly string[]).includes(probe.variable);
}

export function isCurrentProbe(probe: Probe): probe is Probe<CurrentVariable> {
  return (CURRENT_VARIABLES as readonly string[]).includes(probe.variable);
}

/** Why a probe of these populations cannot be: a sentence; undefined where it can. */
export function faultOfProbe(
  { population, neurons, variable, period }: Probe,
  populations: readonly PopulationRange[],
): string | undefined {
  const size = populations.find(({ name }) => name === population)?.size;
  if (size === undefined) return `a probe reads ${population}, which is no population`;
  if (!(PROBE_VARIABLES as readonly string[]).includes(variable))
    return `a probe of ${population} reads an unknown variable`;
  const wrong = neurons.find((neuron) => neuron >= size);
  if (wrong !== undefined)
    return `a probe reads neuron ${wrong} of ${population}, whose neurons go from 0 to ${size - 1}`;
  if (!Number.isSafeInteger(period) || period < 1)
    return `a probe of ${population} reads every ${period} steps, which is no number of steps of at least 1`;
  return undefined;
}

/** Probes of neurons given by their ids in the network, one for each population and variable; an id that no population has is left out. */
export function probesOfIds<Variable extends ProbeVariable>(
  populations: readonly PopulationRange[],
  ids: ArrayLike<number>,
  variables: readonly Variable[],
  period = 1,
): Probe<Variable>[] {
  return populations.flatMap(({ name, first, size }) => {
    const neurons = Uint32Array.from(
      Array.from(ids)
        .filter((id) => id >= first && id < first + size)
        .map((id) => id - first),
    );
    return neurons.length === 0 ? [] : variables.map((variable) => ({ population: name, neurons, variable, period }));
  });
}
