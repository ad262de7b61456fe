/** Reads the probes of a run, of all of them together whatever is due after a step. */
import type { ExecutionTarget, NeuronState } from "../program/execution-target.js";
import type { PopulationRange, Probe, ProbedStateVariable } from "../description/probe.js";

/** How the state that a target reads becomes values of a probe. */
export interface Readout {
  readonly unit: string;
  /** @param at the place of the neuron in the state @param column its place in the probe */
  value(state: NeuronState, at: number, column: number): number;
}

export interface StateProbe extends Probe<ProbedStateVariable> {
  /** Absent: as the target has it. */
  readonly readout?: Readout;
}

/** Values as the target has them: v in its own unit; the others in mV and pA on the reference, in the units of registers on a chip. */
export function rawReadout(variable: ProbedStateVariable, stateUnit: ExecutionTarget["stateUnit"]): Readout {
  const unit = variable === "v" || stateUnit === "LSB" ? stateUnit : "";
  switch (variable) {
    case "v":
      return { unit, value: (state, at) => state.v[at] };
    case "u":
      return { unit, value: (state, at) => state.u[at] };
    case "g_E":
      return { unit, value: (state, at) => state.excitatory?.[at] ?? NaN };
    case "g_I":
      return { unit, value: (state, at) => state.inhibitory?.[at] ?? NaN };
  }
}

export function unitOf(probe: StateProbe, { stateUnit }: ExecutionTarget): string {
  return (probe.readout ?? rawReadout(probe.variable, stateUnit)).unit;
}

/** Neurons that are read together, and which of them each probe wants. */
interface Reading {
  readonly neurons: Uint32Array;
  readonly takes: readonly { readonly probe: number; readonly places: Uint32Array }[];
}

export class ProbeReader {
  private readonly readouts: readonly Readout[];
  private readonly ids: readonly Uint32Array[];
  /** By the probes that are due. */
  private readonly readings = new Map<string, Reading>();

  constructor(
    private readonly target: ExecutionTarget,
    private readonly probes: readonly StateProbe[],
    populations: readonly PopulationRange[],
  ) {
    this.readouts = probes.map((probe) => probe.readout ?? rawReadout(probe.variable, target.stateUnit));
    this.ids = probes.map(({ population, neurons }) => {
      const first = populations.find(({ name }) => name === population)?.first ?? 0;
      return neurons.map((neuron) => first + neuron);
    });
  }

  /** Steps from `step` on until something is read; Infinity where nothing ever is. */
  stepsUntilNext(step: number): number {
    let least = Infinity;
    for (const { period } of this.probes) least = Math.min(least, period - (step % period));
    return least;
  }

  /** After the last executed step. @param take gets the index of each probe that was due and its values, which are reused */
  async read(take: (probe: number, values: Float64Array) => void): Promise<void> {
    const { step } = this.target;
    const due: number[] = [];
    this.probes.forEach(({ period }, k) => {
      if (step % period === 0) due.push(k);
    });
    if (due.length === 0) return;
    const { neurons, takes } = this.readingOf(due);
    const state = await this.target.readState(neurons);
    for (const { probe, places } of takes) {
      const readout = this.readouts[probe];
      take(
        probe,
        Float64Array.from(places, (at, column) => readout.value(state, at, column)),
      );
    }
  }

  private readingOf(due: readonly number[]): Reading {
    const key = due.join();
    const known = this.readings.get(key);
    if (known !== undefined) return known;
    // Ascending: a board reads neighbours in one go.
    const neurons = Uint32Array.from(new Set(due.flatMap((k) => [...this.ids[k]]))).sort();
    const placeOf = new Map(Array.from(neurons, (id, at) => [id, at]));
    const takes = due.map((probe) => ({ probe, places: this.ids[probe].map((id) => placeOf.get(id)!) }));
    const reading = { neurons, takes };
    this.readings.set(key, reading);
    return reading;
  }
}
