/**
 * Does a decoded recording mean something? Populations tile the neurons, every spike and probe is of neurons and steps that it has, in order,
 * and what an analysis of it would allocate is within reason: neurons and steps cost a file nothing. A checksum proves only that bytes are unchanged.
 */
import { faultOfProbe, MOST_PROBES } from "../description/probe.js";
import { type RecordedProbe } from "./recorded-probe.js";
import type { Recording } from "./recording.js";

/** As many as a description may have. */
const MOST_RECORDED_NEURONS = 10_000_000;
const MOST_STEPS = 2 ** 32;
/** ms, bins of a spike count and of a rate, as the analysis takes them. */
const COUNT_BIN = 20;
const RATE_BIN = 1;
/** Count bins that an analysis carries in about 600 MB: a sample of 300 neurons, 8 bytes each. */
const MOST_COUNT_BINS = 2 ** 18;
/** Bins that a record may have whatever it holds, and for each spike: a silent or a very sparse record is still worth a look. */
const COUNT_BINS_OF_SILENCE = 2 ** 14;
const COUNT_BINS_A_SPIKE = 16;
/** Rate bins of all populations together. */
const MOST_RATE_BINS = 2 ** 25;

/** Characters of a unit. */
const LONGEST_UNIT = 16;

/** What makes a recording invalid; readers say it with the name of the file. */
export class InvalidRecording extends Error {}

/** @throws InvalidRecording */
export function validateRecording(recording: Recording): void {
  const { dt, seed, startStep, steps, burnInSteps = 0, counters, probes = [] } = recording;
  need(Number.isFinite(dt) && dt > 0, `its time step is ${dt} ms`);
  need(
    isCount(seed) && isCount(startStep) && isCount(steps) && isCount(burnInSteps) && startStep + steps <= MOST_STEPS,
    "its steps or its seed are beyond 32 bits",
  );
  const neurons = neuronsOf(recording);
  validateSpikes(recording, neurons);
  need(probes.length <= MOST_PROBES, `it has ${probes.length} probes, more than ${MOST_PROBES}`);
  for (const probe of probes) validateProbe(probe, recording);
  need(
    Object.values(counters).every((value) => Number.isFinite(value) && value >= 0),
    "it has a counter that is not a count",
  );
  validateExtent(recording, neurons);
}

/** Populations tile the neurons. */
function neuronsOf({ populations }: Recording): number {
  let next = 0;
  for (const { name, first, size } of populations) {
    need(
      first === next && isCount(size) && size >= 1,
      `population ${name} does not begin where the one before ends, or is empty`,
    );
    next += size;
    need(next <= MOST_RECORDED_NEURONS, `it has ${next} neurons, more than ${MOST_RECORDED_NEURONS}`);
  }
  return next;
}

function validateSpikes({ spikeSteps, spikeIds, spikesOf, startStep, steps }: Recording, neurons: number): void {
  need(spikeSteps.length === spikeIds.length, "its lists of spikes are not equally long");
  const end = startStep + steps;
  for (let k = 0; k < spikeSteps.length; k++) {
    if (spikeSteps[k] < startStep || spikeSteps[k] >= end)
      need(false, `it has a spike in step ${spikeSteps[k]}, but goes from step ${startStep} to ${end}`);
    if (spikeIds[k] >= neurons) need(false, `it has a spike of neuron ${spikeIds[k]}, but ${neurons} neurons`);
    if (
      k > 0 &&
      (spikeSteps[k] < spikeSteps[k - 1] || (spikeSteps[k] === spikeSteps[k - 1] && spikeIds[k] < spikeIds[k - 1]))
    )
      need(false, "its spikes are out of order");
  }
  if (spikesOf === undefined) return;
  need(
    spikesOf.every((id, k) => id < neurons && (k === 0 || id > spikesOf[k - 1])),
    "its list of the neurons whose spikes are kept is out of order",
  );
  const kept = new Set(spikesOf);
  need(
    spikeIds.every((id) => kept.has(id)),
    "it has spikes of a neuron whose spikes are not kept",
  );
}

function validateProbe(probe: RecordedProbe, { startStep, steps, populations }: Recording): void {
  const { population, neurons, period, unit, fromStep, rows, values } = probe;
  const fault = faultOfProbe(probe, populations);
  need(fault === undefined, fault ?? "");
  const of = `its probe of ${population}`;
  need(
    (probe.variable as string) !== "spikes" && unit.length <= LONGEST_UNIT,
    `${of} has a variable or a unit without values`,
  );
  need(isCount(rows) && values.length === rows * neurons.length, `${of} has a wrong number of values`);
  need(
    isCount(fromStep) && fromStep >= startStep && (rows === 0 || fromStep + (rows - 1) * period < startStep + steps),
    `${of} reads outside the steps of the run`,
  );
}

function validateExtent({ dt, steps, populations, spikeSteps }: Recording, neurons: number): void {
  const bins = (length: number) => steps / Math.max(1, Math.round(length / dt));
  const allowed = Math.min(MOST_COUNT_BINS, COUNT_BINS_OF_SILENCE + COUNT_BINS_A_SPIKE * spikeSteps.length);
  need(
    bins(COUNT_BIN) <= allowed,
    `its ${steps} steps of ${dt} ms are more than ${spikeSteps.length} spikes of ${neurons} neurons can be analysed over (${allowed} bins of ${COUNT_BIN} ms)`,
  );
  const cells = (populations.length + 1) * bins(RATE_BIN);
  need(
    cells <= MOST_RATE_BINS,
    `the rates of its ${populations.length} populations over ${steps} steps are more than can be analysed (${MOST_RATE_BINS} values)`,
  );
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

function need(condition: boolean, otherwise: string): void {
  if (!condition) throw new InvalidRecording(otherwise);
}
