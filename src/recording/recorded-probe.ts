/** What a probe recorded, and where its rows are in the steps of a run. */
import type { PopulationRange, Probe, RecordedVariable } from "../description/probe.js";

/** What a probe recorded. */
export interface RecordedProbe extends Probe<RecordedVariable> {
  /** mV, pA, nS; LSB where values are those of a chip's registers; empty where it is not known. */
  readonly unit: string;
  /** The step after which the first row was read; the others follow `period` steps apart. */
  readonly fromStep: number;
  readonly rows: number;
  /** Row-major, [row][neuron]. */
  readonly values: Float64Array;
}

/** The first step at or after `step` that a probe of this period reads. */
export function firstReadStep(period: number, step: number): number {
  return (Math.floor(step / period) + 1) * period - 1;
}

/** Rows that `steps` steps from `startStep` on give. */
export function rowsWithin(period: number, startStep: number, steps: number): number {
  return Math.floor((startStep + steps) / period) - Math.floor(startStep / period);
}

/** ms, of the end of a step, at which its spikes and values count; without the noise of binary fractions. */
export function endOfStep(step: number, dt: number): number {
  return Number(((step + 1) * dt).toFixed(6));
}

/** One neuron's values, row by row. */
export function columnOf({ neurons, rows, values }: RecordedProbe, column: number): Float64Array {
  return Float64Array.from({ length: rows }, (_, row) => values[row * neurons.length + column]);
}

interface Probed {
  readonly populations: readonly PopulationRange[];
  readonly probes?: readonly RecordedProbe[];
}

/** The probe that read a variable of a neuron (its id in the network) after every step, and its column there; undefined where none did. */
export function everyStepOf(
  { populations, probes = [] }: Probed,
  variable: RecordedVariable,
  neuron: number,
): { readonly probe: RecordedProbe; readonly column: number } | undefined {
  const population = populations.find(({ first, size }) => neuron >= first && neuron < first + size);
  for (const probe of probes) {
    if (probe.variable !== variable || probe.period !== 1 || probe.population !== population?.name) continue;
    const column = probe.neurons.indexOf(neuron - population.first);
    if (column >= 0) return { probe, column };
  }
  return undefined;
}

/** mV or LSB after every step. @throws RangeError where no probe read them */
export function voltageOf(recording: Probed, neuron: number): Float64Array {
  const found = everyStepOf(recording, "v", neuron);
  if (found === undefined) throw new RangeError(`the voltage of neuron ${neuron} was not probed`);
  return columnOf(found.probe, found.column);
}
