/** The PyNN script of an export. */
import { S1615_ONE } from "../../numerics/s1615.js";
import type { NeuronParameters } from "../../program/spinnaker/machine-image.js";
import { parameterArray } from "./spynnaker-arrays.js";
import type { SpynnakerGraph, SpynnakerPopulation } from "./spynnaker-graph.js";
import { SPYNNAKER_MODELS } from "./spynnaker-models.js";

const TYPES = ["excitatory", "inhibitory"] as const;

/** @param arrays name of the file with the arrays */
export function spynnakerScript(graph: SpynnakerGraph, arrays: string): string {
  const { name, target, tick, steps, timeScaleFactor, populations, sources, lists, currents } = graph;
  return [
    head(name, target, arrays),
    `TICK_US = ${tick}`,
    `STEPS = ${steps}`,
    "# None: what sPyNNaker takes for this time step.",
    `TIME_SCALE_FACTOR = ${timeScaleFactor ?? "None"}`,
    `LABELS = [${populations.map((p) => text(p.name)).join(", ")}]`,
    "",
    HELPERS,
    "sim.setup(timestep=TICK_US / 1000, time_scale_factor=TIME_SCALE_FACTOR)",
    "",
    ...populations.map(population),
    ...sources.map((source, k) => `inputs.append(spike_source(${text(`input ${source.name}`)}, ${source.size}, ${k}))`),
    "",
    ...lists.map(({ from, to, type }, k) => {
      const pre = "population" in from ? `cells[${from.population}]` : `inputs[${from.input}]`;
      const scale = SPYNNAKER_MODELS[populations[to].model].weightScale;
      return `connect(${pre}, cells[${to}], ${text(TYPES[type])}, ${k}, shift=${populations[to].leftShifts[type]}, scale=${scale})`;
    }),
    ...currents.map(({ population: p }, k) => `step_currents(cells[${p}], ${k})`),
    "",
    TAIL,
  ].join("\n");
}

function population(p: SpynnakerPopulation, index: number): string {
  const { model, size, neuronsPerCore, leftShifts, stepsPerTick, name, parameters: words } = p;
  const { className, parameters, state, weightScale } = SPYNNAKER_MODELS[model];
  const assignments = (entries: readonly (readonly [keyof NeuronParameters, string])[]) =>
    entries.map(([ours, theirs]) => `${theirs}=${value(words[ours], parameterArray(index, theirs), ours)}`).join(", ");
  return [
    `cells.append(neurons(`,
    `    ${text(name)}, ${size}, sim.${className}(${assignments(parameters)}),`,
    `    dict(${assignments(state)}),`,
    `    neurons_per_core=${neuronsPerCore}, shifts=${JSON.stringify(leftShifts)}, scale=${weightScale}, steps_per_tick=${stepsPerTick}))`,
  ].join("\n");
}

function value(words: Int32Array | undefined, array: string, ours: keyof NeuronParameters): string {
  if (words === undefined) throw new RangeError(`a program without ${ours}`);
  const isCount = ours === "refractoryInit";
  if (words.length === 1) return isCount ? String(words[0]) : decimal(words[0] / S1615_ONE);
  return isCount ? `ARRAYS[${text(array)}]` : `s1615(${text(array)})`;
}

/** A Python float: 17 digits at most, so that it is the same number. */
function decimal(x: number): string {
  return Number.isInteger(x) ? x.toFixed(1) : String(x);
}

/** A Python string: JSON's are. */
function text(s: string): string {
  return JSON.stringify(s);
}

function head(name: string, target: string, arrays: string): string {
  const shown = name.replaceAll("\\", "/").replaceAll('"', "'");
  return `"""${shown}, compiled by equipoise for ${target}, for sPyNNaker 7.4.

    pip install 'spynnaker==1!7.4.1'
    python run.py

runs it on the machine of your ~/.spynnaker.cfg and writes recording.npz: \`equipoise compare OURS.eqr recording.npz\` puts its spikes beside
a run of the same program.
With \`virtual_board = True\` it maps the network and writes every byte that it would load, but nothing runs.

Parameters are raw S16.15 words divided by 2^15, weights the words of a ring buffer on its left shift: the machine gets exactly these integers.
"""
import os

import numpy as np
import spynnaker.pyNN as sim
from spinn_utilities.config_holder import get_config_bool

FOLDER = os.path.dirname(os.path.abspath(__file__))
ARRAYS = np.load(os.path.join(FOLDER, ${text(arrays)}))`;
}

const HELPERS = `
cells = []
inputs = []


def s1615(name):
    """A value for each neuron."""
    return list(ARRAYS[name] / 2.0**15)


def neurons(label, size, model, initial, neurons_per_core, shifts, scale, steps_per_tick):
    """
    A population whose ring buffers have these left shifts: sPyNNaker takes the smallest one that holds max_expected_summed_weight.
    Synapses stay on the neurons' own cores, where ring buffers saturate.
    """
    made = sim.Population(
        size, model, label=label, neurons_per_core=neurons_per_core, n_synapse_cores=0,
        max_expected_summed_weight=[0.75 * 2.0**shift / scale for shift in shifts],
        n_steps_per_timestep=steps_per_tick)
    made.initialize(**initial)
    made.record("spikes")
    return made


def spike_source(label, size, k):
    """The spikes of an input; half a microsecond keeps a time in its own tick, whichever way it rounds."""
    counts = ARRAYS[f"input_{k}_count"]
    ticks, sources = (np.repeat(ARRAYS[f"input_{k}_{column}"], counts) for column in ("tick", "source"))
    order = np.argsort(sources, kind="stable")
    trains = np.split(ticks[order].astype(float), np.searchsorted(sources[order], np.arange(1, size)))
    times = [list((train * TICK_US + 0.5) / 1000) for train in trains]
    return sim.Population(size, sim.SpikeSourceArray(spike_times=times), label=label)


def connect(pre, post, receptor, k, shift, scale):
    """Synapses whose words are word = weight * scale * 2^(15 - shift), their delays in ticks."""
    columns = [ARRAYS[f"synapses_{k}_{column}"].astype(float) for column in ("pre", "post", "weight", "delay")]
    columns[2] *= 2.0**(shift - 15) / scale
    columns[3] *= TICK_US / 1000
    sim.Projection(pre, post, sim.FromListConnector(np.column_stack(columns)), receptor_type=receptor)


def step_currents(post, k):
    """
    Currents that are added to i_offset from their ticks on. The entry at the end is never reached: without it cores read past their list.
    """
    ticks = np.append(ARRAYS[f"current_{k}_ticks"].astype(float), 2.0**31)
    amplitudes = ARRAYS[f"current_{k}_amplitudes"] / 2.0**15
    source = sim.StepCurrentSource(
        times=list((ticks + 0.5) * TICK_US / 1000), amplitudes=[*amplitudes, amplitudes[-1]])
    for neuron in ARRAYS[f"current_{k}_neurons"]:
        source.inject_into(post[int(neuron):int(neuron) + 1])


def write_spikes():
    """The layout of \`equipoise run --npz\`: a spike of a tick is at the end of that tick."""
    fired = np.array([
        (round(time * 1000 / TICK_US), p, int(neuron))
        for p, made in enumerate(cells) for neuron, time in made.spinnaker_get_data("spikes")], dtype=int).reshape(-1, 3)
    fired = fired[fired[:, 0] < STEPS]
    fired = fired[np.lexsort((fired[:, 2], fired[:, 1], fired[:, 0]))]
    np.savez(os.path.join(FOLDER, "recording.npz"), **{
        "populations": np.array(LABELS),
        "spikes.time_ms": (fired[:, 0] + 1) * TICK_US / 1000,
        "spikes.population": fired[:, 1].astype(np.uint32),
        "spikes.neuron": fired[:, 2].astype(np.uint32)})

`;

const TAIL = `sim.run(STEPS * TICK_US / 1000)

if not get_config_bool("Machine", "virtual_board"):
    write_spikes()

sim.end()
`;
