/**
 * A drawn network as a description again: synapses listed, parameters with their units. What reads it draws the same network, so that
 * its programs have the same digest.
 */
import type { NetworkDescription } from "../description/types.js";
import { WEIGHT_UNIT } from "../models/neuron-model.js";
import type { Network, PerNeuron, Projection, SpikeSource } from "../network/types.js";
import { modelOf } from "../network/types.js";
import { DescriptionBuilder, withUnit, type Json, type ListedSynapses } from "./described-network.js";

/** Steps in ms, without the last bits of the product. */
export function timeOf(steps: number, dt: number): number {
  return Number((steps * dt).toPrecision(15));
}

/** What a description says of the whole: name, seed, times, probes. */
export function headOf(
  network: Network,
  { probes, spikesKept, currentSample }: NetworkDescription,
): Record<string, Json> {
  return {
    name: network.name,
    seed: network.seed,
    timestep: withUnit(network.dt, "ms"),
    duration: withUnit(timeOf(network.steps, network.dt), "ms"),
    burn_in: withUnit(timeOf(network.burnInSteps, network.dt), "ms"),
    probes: {
      currents: { sample: currentSample },
      ...(spikesKept === undefined ? {} : { spikes: spikesKept }),
      ...(probes === undefined
        ? {}
        : {
            record: probes.map(({ population, neurons, variables, every }) => ({
              of: population,
              neurons: Array.from(neurons),
              variables: [...variables],
              ...(every === undefined ? {} : { every: withUnit(every, "ms") }),
            })),
          }),
    },
  };
}

/** Adds the populations. */
export function describePopulations(into: DescriptionBuilder, network: Network): void {
  for (const population of network.populations) {
    const { name, size, model, parameters, initialV } = population;
    const specs = modelOf(network, population).parameters;
    // Where the model is defined by its leak conductance, tau_m is what follows from it.
    const follows = modelOf(network, population).leak === "g_L" ? "tau_m" : "g_L";
    const neuron: Record<string, Json> = { model };
    for (const [key, { unit }] of Object.entries(specs))
      if (key !== follows) neuron[key] = into.quantity(`${name}.${key}`, parameters[key], unit);
    into.populations[name] = { size, neuron, initial: { V_m: into.quantity(`${name}.V_m`, initialV, "mV") } };
  }
}

/** Adds spike sources and currents; synapses from sources are projections. */
export function describeStimuli(into: DescriptionBuilder, network: Network): void {
  for (const source of network.sources) into.stimuli[source.name] = describeSource(into, source, network.dt);
  for (const { name, post, steps, amplitude } of network.currents)
    into.stimuli[name] = {
      type: "step_current",
      target: network.populations[post].name,
      steps: Array.from(steps, (step, k) => ({
        at: withUnit(timeOf(step, network.dt), "ms"),
        amplitude: into.quantity(`${name}.${k}`, amplitude[k], "pA"),
      })),
    };
}

/** The synapses of a projection, in the order in which they are drawn: by postsynaptic neuron. */
export function synapsesOf(network: Network, projection: Projection): ListedSynapses {
  const { rowStart, source, weight, delay, postSize } = projection;
  const post = new Uint32Array(source.length);
  for (let i = 0; i < postSize; i++) post.fill(i, rowStart[i], rowStart[i + 1]);
  const { synapse } = modelOf(network, network.populations[projection.post]);
  return {
    pre: Uint32Array.from(source),
    post,
    weight: typeof weight === "number" ? weight : Float32Array.from(weight),
    weightUnit: WEIGHT_UNIT[synapse],
    delay:
      typeof delay === "number"
        ? timeOf(delay, network.dt)
        : Float64Array.from(delay, (steps) => timeOf(steps, network.dt)),
  };
}

export function preNameOf(network: Network, { preKind, pre }: Projection): string {
  return preKind === "source" ? network.sources[pre].name : network.populations[pre].name;
}

function describeSource(into: DescriptionBuilder, source: SpikeSource, dt: number): Json {
  const { name, size, kind } = source;
  // A spike of a step counts at its end.
  if (kind === "spike_times")
    return {
      type: "spike_times",
      size,
      unit: "1 ms",
      times: {
        array: into.column(
          `${name}.times`,
          Float64Array.from(source.spikeSteps, (step) => timeOf(step + 1, dt)),
        ),
        source: into.column(`${name}.source`, Uint32Array.from(source.spikeIds)),
      },
    };
  const rate = rateOf(into, name, source.rate);
  if (kind === "host") return { type: "host", size, rate };
  const whole = source.stopStep >= NEVER;
  return {
    type: "poisson_pool",
    size,
    rate,
    ...(source.startStep === 0 ? {} : { start: withUnit(timeOf(source.startStep, dt), "ms") }),
    ...(whole ? {} : { stop: withUnit(timeOf(source.stopStep, dt), "ms") }),
  };
}

/** A stop that no run reaches: steps are counted in 32 bits. */
const NEVER = 2 ** 32 - 1;

function rateOf(into: DescriptionBuilder, name: string, rate: PerNeuron): Json {
  return into.quantity(`${name}.rate`, rate, "Hz");
}
