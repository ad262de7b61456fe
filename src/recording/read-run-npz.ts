/**
 * The spikes of another machine's run of a network that was run here too: a .npz file in the layout of `equipoise run --npz`
 * (npz-stream.ts), which exported scripts write. Time step and populations are those of the run here.
 */
import { fail } from "../diagnostics/diagnostic.js";
import { burnInOf } from "./codec.js";
import { readNpz, type NpzEntry } from "./npz-reader.js";
import { isText, numberReader, textsOf } from "./npz-values.js";
import type { Recording } from "./recording.js";

/** Steps. */
const OFF_GRID = 1e-3;
const LAST_STEP = 2 ** 32 - 1;

/**
 * @param file its name in messages
 * @param ours a run of the same network
 * @throws EquipoiseError `npz-format` where an array is missing or damaged, `not-comparable` for other populations, neurons that are not
 * there, or times off the grid
 */
export function readRunNpz(bytes: Uint8Array, file: string, ours: Recording): Recording {
  const arrays = readNpz(bytes, file);
  const array = (name: string) =>
    arrays.get(name) ??
    fail("npz-format", `${file} has no array ${name}`, {
      hint: 'give what an exported script wrote, or `equipoise run --npz`: docs/program-format.md, "Recordings"',
    });
  const populations = populationsOf(array("populations"), file, ours);
  const columns = (["time_ms", "population", "neuron"] as const).map((name) => array(`spikes.${name}`));
  const [time, population, neuron] = columns.map((entry) => numberReader(entry));
  const count = columns[0].shape[0] ?? 0;
  if (columns.some((entry) => isText(entry) || entry.shape.length !== 1 || entry.shape[0] !== count))
    fail("npz-format", `${file}: spikes.time_ms, spikes.population and spikes.neuron are not lists of one length`, {
      hint: "give one entry a spike",
    });
  const spikes = Array.from({ length: count }, (_, k) => {
    const owner = populations[population(k)];
    const place = neuron(k);
    if (owner === undefined || !(Number.isInteger(place) && place >= 0 && place < owner.size))
      fail(
        "not-comparable",
        `${file}: spike ${k} is of neuron ${place} of population ${population(k)}, which is not there`,
        {
          hint: "neurons are counted from the first of their population, populations as in `populations`",
        },
      );
    return { step: stepOf(time(k), ours.dt, `${file}: spike ${k}`), id: owner.first + place };
  }).sort((a, b) => a.step - b.step || a.id - b.id);
  return {
    ...{ source: file, network: ours.network, seed: ours.seed, dt: ours.dt, populations: ours.populations },
    startStep: ours.startStep,
    ...burnInOf(ours),
    steps: Math.max(ours.steps, (spikes.at(-1)?.step ?? 0) + 1 - ours.startStep),
    spikeSteps: Uint32Array.from(spikes, ({ step }) => step),
    spikeIds: Uint32Array.from(spikes, ({ id }) => id),
    counters: {},
  };
}

/** Of the run here, in the order of the file. */
function populationsOf(entry: NpzEntry, file: string, { populations }: Recording): Recording["populations"] {
  const names = isText(entry) ? textsOf(entry) : [];
  return names.map(
    (name) =>
      populations.find((p) => p.name === name) ??
      fail("not-comparable", `${file} has a population ${name}, which the first recording does not have`, {
        hint: "compare two runs of the same network",
      }),
  );
}

/** A spike of step n is at the end of that step; times of files have six decimals. */
function stepOf(time: number, dt: number, what: string): number {
  const steps = Math.round(time / dt);
  if (!(Math.abs(time / dt - steps) <= OFF_GRID && steps >= 1 && steps <= LAST_STEP))
    fail("not-comparable", `${what} is at ${time} ms, which is not the end of a step of ${dt} ms`, {
      hint: "compare runs of one time step",
    });
  return steps - 1;
}
