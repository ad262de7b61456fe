/**
 * What drives the sample neurons, on both sides of a verification: their input currents, and the conductance state where they have one.
 *
 * Conductance neurons are the only ones that need probes: their currents depend on V. A chip without conductances has currents at a fixed
 * driving force in their place. Then V*, the time constant and the synaptic currents can be compared, and the conductances cannot.
 */
import { currentsOfConductances, inputConductances, summariseConductances } from "./conductance-state.js";
import { connectivityOfNetwork, type InputConnectivity } from "./input-connectivity.js";
import { inputCurrents, sampleNeurons, type InputCurrents } from "./input-currents.js";
import type { ConductanceMetrics, CurrentMetrics } from "./metrics.js";
import { summariseCurrents } from "./summarise-currents.js";
import { SourcePlayer } from "../network/source-player.js";
import { modelOf, type Network, type Population } from "../network/types.js";
import type { Recording } from "../recording/recording.js";

/** By population. */
export interface SampledInputs {
  readonly currents: ReadonlyMap<string, readonly InputCurrents[]>;
  /** Conductance populations only. */
  readonly conductances: Readonly<Record<string, ConductanceMetrics>>;
}

/** Whether a population of the network has conductance synapses. */
export const hasConductances = (network: Network) => (population: Population) =>
  modelOf(network, population).synapse === "conductance";
export const sampleOf = (population: Population, network: Network) =>
  sampleNeurons(population.first, population.size, network.currentSample);

/** The neurons whose voltage both sides must record. */
export function conductanceSample(network: Network): Uint32Array {
  return Uint32Array.from(
    network.populations.filter(hasConductances(network)).flatMap((population) => [...sampleOf(population, network)]),
  );
}

export function inputsOfReference(network: Network, recording: Recording): SampledInputs {
  const player = playerOf(network);
  const currents = currentsOf(
    network.populations.filter((p) => !hasConductances(network)(p)),
    network,
    connectivityOfNetwork(network),
    recording,
    player,
  );
  const conductances: Record<string, ConductanceMetrics> = {};
  for (const population of network.populations.filter(hasConductances(network))) {
    const list = inputConductances(network, recording, player, sampleOf(population, network));
    conductances[population.name] = summariseConductances(list, network, network.burnInSteps - recording.startStep);
    currents.set(population.name, currentsOfConductances(list, network, recording.startStep));
  }
  return { currents, conductances };
}

export function inputMetrics(
  { currents, conductances }: SampledInputs,
  network: Network,
): { currents: Record<string, CurrentMetrics>; conductances: SampledInputs["conductances"] } {
  return {
    currents: Object.fromEntries(
      [...currents].map(([name, list]) => [name, summariseCurrents(list, network.dt, network.burnInSteps)]),
    ),
    conductances,
  };
}

/** Reconstructs the input currents of each population's sample neurons. All in one pass, since the sources of all are played again for each. */
export function currentsOf(
  populations: readonly Population[],
  network: Network,
  connectivity: InputConnectivity,
  recording: Recording,
  player: SourcePlayer,
): Map<string, readonly InputCurrents[]> {
  const samples = populations.map((population) => sampleOf(population, network));
  const all = inputCurrents(
    connectivity,
    recording,
    player,
    samples.flatMap((neurons) => [...neurons]),
  );
  let from = 0;
  return new Map(populations.map(({ name }, k) => [name, all.slice(from, (from += samples[k].length))]));
}

export function playerOf(network: Network): SourcePlayer {
  return new SourcePlayer({ seed: network.seed, dt: network.dt, sources: network.sources });
}
