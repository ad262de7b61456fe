/** What sPyNNaker is given: populations, spike sources, lists of synapses and current steps, all in the machine's integers. */
import type { ExportLoss } from "../exporter.js";
import type { SpinnakerIntegerPopulation, SpinnakerIntegers } from "../integers/spinnaker-integers.js";
import { currentStepsOf, type CurrentSteps } from "./current-steps.js";
import { exportLosses } from "./export-losses.js";
import { spikeTrainsOf, type SpikeTrains } from "./spike-trains.js";
import { synapseListsOf, type SynapseList } from "./synapse-lists.js";

export interface SpynnakerPopulation extends SpinnakerIntegerPopulation {
  /** Its cores hold so many each, but for the last one: sPyNNaker finds a row by dividing by it. */
  readonly neuronsPerCore: number;
}

export interface SpynnakerGraph {
  readonly name: string;
  readonly target: string;
  /** µs */
  readonly tick: number;
  readonly steps: number;
  /** How much slower than biology the machine shall run; null: as sPyNNaker chooses. */
  readonly timeScaleFactor: number | null;
  readonly populations: readonly SpynnakerPopulation[];
  readonly sources: readonly SpikeTrains[];
  readonly lists: readonly SynapseList[];
  readonly currents: readonly CurrentSteps[];
  readonly losses: readonly ExportLoss[];
}

/** The largest core of sPyNNaker; what it takes where the integers have no cores. */
const NEURONS_PER_CORE = 256;

export function spynnakerGraphOf(integers: SpinnakerIntegers): SpynnakerGraph {
  const { name, target, dt, steps } = integers;
  const populations = integers.populations.map((population, p) => ({
    ...population,
    neuronsPerCore: neuronsPerCore(integers, p),
  }));
  return {
    ...{ name, target, steps, populations },
    tick: Math.round(dt * 1000),
    timeScaleFactor: timeScaleFactorOf(integers),
    sources: spikeTrainsOf(integers),
    lists: synapseListsOf(integers, populations),
    currents: currentStepsOf(integers),
    losses: exportLosses(integers),
  };
}

/** The most neurons that a core of this population has. */
function neuronsPerCore({ populations, seats, cores }: SpinnakerIntegers, p: number): number {
  if (seats === undefined || cores === undefined) return Math.min(NEURONS_PER_CORE, populations[p].size);
  const { first, size } = populations[p];
  const atoms = new Uint32Array(cores.length);
  for (let id = first; id < first + size; id++) atoms[seats.core[id]]++;
  return atoms.reduce((most, n) => Math.max(most, n), 1);
}

function timeScaleFactorOf({ options }: SpinnakerIntegers): number | null {
  const { timeScaleFactor = 1 } = JSON.parse(options) as { timeScaleFactor?: number };
  return timeScaleFactor === 1 ? null : timeScaleFactor;
}
