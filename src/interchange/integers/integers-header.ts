/**
 * What integer networks of every family have. Ids: neurons are 0..size-1, population after population; the sources of the input ports
 * follow, as in a program's header.
 */
import type { Probe } from "../../description/probe.js";
import type { InputPort } from "../../program/header.js";

/** What integer networks of every family say of themselves. */
export interface IntegersHeader {
  readonly name: string;
  /** Id of the target: `loihi1`, `spinnaker1`. */
  readonly target: string;
  readonly board: string;
  /** ms */
  readonly dt: number;
  /** Of everything that is drawn while it runs: Poisson sources, noise of cores, stochastic rounding. */
  readonly seed: number;
  /** How long a run is, and from which step on it is measured. */
  readonly steps: number;
  readonly burnInSteps: number;
  /** Neurons. */
  readonly size: number;
  readonly inputs: readonly InputPort[];
  /** Compiler options that made it or shall be used: canonical JSON. */
  readonly options: string;
  readonly probes?: readonly Probe[];
  readonly spikesKept?: "probed";
}

/** Synapses by presynaptic id: those of id i are entries rowStart[i] .. rowStart[i + 1] - 1 of all columns. */
export interface SynapseRows {
  readonly rowStart: Uint32Array;
  /** Global id of the postsynaptic neuron. */
  readonly post: Uint32Array;
}

/** Where each neuron sits: compartment or atom `slot[i]` of core `core[i]`, an index into the list of cores. */
export interface NeuronSeats {
  readonly core: Uint32Array;
  readonly slot: Uint32Array;
}

/** Finds where the neurons of a program sit. */
export function seatsOf({
  size,
  cores,
}: {
  readonly size: number;
  readonly cores: readonly { readonly neurons: Uint32Array }[];
}): NeuronSeats {
  const seats = { core: new Uint32Array(size), slot: new Uint32Array(size) };
  cores.forEach(({ neurons }, core) =>
    neurons.forEach((id, slot) => {
      seats.core[id] = core;
      seats.slot[id] = slot;
    }),
  );
  return seats;
}

/** Presynaptic ids: neurons, and the sources of all inputs. */
export function idsOf({ size, inputs }: Pick<IntegersHeader, "size" | "inputs">): number {
  return inputs.reduce((end, { first, size: sources }) => Math.max(end, first + sources), size);
}
