/** The Python script that makes the processes of a network, runs them and writes what they did. */
import type { SignMode } from "../../program/loihi/program.js";
import { LIF_REFRACTORY_MODEL, RECORDER, SIDE_BY_SIDE } from "./python-models.js";
import { sizeOf, type LavaConnection, type LavaGraph, type LavaInput, type LavaNeurons } from "./processes.js";

/** Above this many numbers a matrix is made sparse, unless it is full anyway; Lava goes through those of a matrix with delays in every step. */
const LARGEST_DENSE = 2 ** 20;
const LARGEST_DELAY_DENSE = 2 ** 19;
const FULL = 0.25;

type Kind = "Dense" | "Sparse" | "DelayDense" | "DelaySparse";

export function lavaScript(graph: LavaGraph): string {
  const { neurons, inputs, connections } = graph;
  const kinds = new Set(connections.map(kindOf));
  const isRefractory = neurons.some(({ refractoryPeriod }) => refractoryPeriod > 0);
  const isGathered = connections.some(({ sources }) => sources.length > 1);
  return `${[
    header(graph, kinds),
    ...(isRefractory ? [LIF_REFRACTORY_MODEL] : []),
    ...(isGathered ? [SIDE_BY_SIDE] : []),
    RECORDER,
    matrices(kinds),
    ...(inputs.length > 0 ? [SPIKES] : []),
    build(neurons, inputs, connections),
    main(graph),
  ].join("\n\n\n")}\n`;
}

function header({ integers, neurons, inputs, connections, losses }: LavaGraph, kinds: ReadonlySet<Kind>): string {
  const { name, profile, target, steps, dt } = integers;
  const types = (refractory: boolean) => neurons.some(({ refractoryPeriod }) => refractoryPeriod > 0 === refractory);
  const lif = [...(types(false) ? ["LIF"] : []), ...(types(true) ? ["LIFRefractory"] : [])];
  const dense = (["DelayDense", "Dense"] as const).filter((kind) => kinds.has(kind));
  const sparse = (["DelaySparse", "Sparse"] as const).filter((kind) => kinds.has(kind));
  const isSparse = sparse.length > 0;
  const isGathered = connections.some(({ sources }) => sources.length > 1);
  return `"""${name.replace(/["\\]/g, "'")}: ${counts(graphSize(neurons), "neuron")} on Lava, in fixed point.

Written by equipoise from integers of ${target} (profile ${profile}): ${counts(steps, "step")} of ${dt} ms.
Needs lava-nc 0.10 and network.npz, which lies beside this file. Writes recording.npz: the spikes, and with --states u and v after every
step. \`equipoise compare OURS.eqr recording.npz\` puts them beside a run of the same program.
${losses.length === 0 ? "" : `\nNot carried (losses.json says why): ${losses.map(({ what, where }) => `${what} of ${where}`).join(", ")}.\n`}"""
import argparse
import os

import numpy as np
${isSparse ? "from scipy.sparse import csr_matrix\n" : ""}
from lava.magma.core.decorator import implements, requires, tag
from lava.magma.core.model.py.model import PyLoihiProcessModel
from lava.magma.core.model.py.ports import ${isGathered || types(true) ? "PyInPort, PyOutPort, PyRefPort" : "PyInPort, PyRefPort"}
from lava.magma.core.model.py.type import LavaPyType
from lava.magma.core.process.ports.ports import ${isGathered ? "InPort, OutPort, RefPort" : "InPort, RefPort"}
from lava.magma.core.process.process import AbstractProcess
from lava.magma.core.resources import CPU
from lava.magma.core.run_conditions import RunSteps
from lava.magma.core.run_configs import Loihi2SimCfg
from lava.magma.core.sync.protocols.loihi_protocol import LoihiProtocol
${dense.length === 0 ? "" : `from lava.proc.dense.process import ${dense.join(", ")}\n`}${inputs.length === 0 ? "" : "from lava.proc.io.source import RingBuffer\n"}${types(true) ? "from lava.proc.lif.models import AbstractPyLifModelFixed\n" : ""}from lava.proc.lif.process import ${lif.join(", ")}
${isSparse ? `from lava.proc.sparse.process import ${sparse.join(", ")}\n` : ""}from lava.utils.weightutils import SignMode

HERE = os.path.dirname(os.path.abspath(__file__))
ARRAYS = dict(np.load(os.path.join(HERE, "network.npz")))
STEPS = ${steps}
# ms
TIMESTEP = ${dt}`;
}

function graphSize(neurons: readonly LavaNeurons[]): number {
  return neurons.reduce((sum, { ids }) => sum + ids.length, 0);
}

function counts(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? "" : "s"}`;
}

function matrices(kinds: ReadonlySet<Kind>): string {
  const isSparse = kinds.has("Sparse") || kinds.has("DelaySparse");
  const isDense = kinds.has("Dense") || kinds.has("DelayDense");
  const dense = `def dense(name, what, shape, dtype=np.int32):
    """The weights or delays of a connection as a matrix [to, from]; delay 0 is the next step."""
    matrix = np.zeros(shape, dtype)
    matrix[ARRAYS[f"{name}.post"], ARRAYS[f"{name}.pre"]] = ARRAYS[f"{name}.{what}"]
    return matrix`;
  const sparse = `def sparse(name, what, shape, dtype=np.int32):
    """As above, of a connection with few of its synapses."""
    entries = ARRAYS[f"{name}.{what}"].astype(dtype)
    matrix = csr_matrix((entries, (ARRAYS[f"{name}.post"], ARRAYS[f"{name}.pre"])), shape)
    matrix.eliminate_zeros()
    return matrix`.replace(
    "As above, of",
    isDense ? "As above, of" : "The weights or delays [to, from], 0 the next step, of",
  );
  return [...(isDense ? [dense] : []), ...(isSparse ? [sparse] : [])].join("\n\n\n");
}

const SPIKES = `def spikes(name, size):
    """How often each source of an input fires in each step, [source, step]."""
    counts = np.zeros((size, STEPS), np.int32)
    counts[ARRAYS[f"{name}.source"], ARRAYS[f"{name}.step"]] = ARRAYS[f"{name}.count"]
    return counts`;

function build(
  neurons: readonly LavaNeurons[],
  inputs: readonly LavaInput[],
  connections: readonly LavaConnection[],
): string {
  return `def build():
    """Makes the network. Returns its neurons by name."""
${[...neurons.map(neuronLines), ...inputs.map(inputLines), ...connections.map(connectionLines)].join("\n")}
    return {${neurons.map(({ name }) => `"${name}": ${name}`).join(", ")}}`;
}

function neuronLines({ name, population, ids, du, dv, vth, refractoryPeriod }: LavaNeurons): string {
  const isRefractory = refractoryPeriod > 0;
  return `    # ${comment(population)}: ${counts(ids.length, "neuron")}
    ${name} = ${isRefractory ? "LIFRefractory" : "LIF"}(
        shape=(${ids.length},), du=${du}, dv=${dv}, vth=${vth},${isRefractory ? ` refractory_period=${refractoryPeriod},` : ""}
        bias_mant=ARRAYS["${name}.bias_mant"], bias_exp=ARRAYS["${name}.bias_exp"],
        u=ARRAYS["${name}.u"], v=ARRAYS["${name}.v"],
    )`;
}

function inputLines({ name, port }: LavaInput): string {
  return `    # ${comment(port.name)}: ${counts(port.size, "source")}
    ${name} = RingBuffer(data=spikes("${name}", ${port.size}))`;
}

const SIGN_MODES: Readonly<Record<SignMode, string>> = {
  mixed: "SignMode.MIXED",
  excitatory: "SignMode.EXCITATORY",
  inhibitory: "SignMode.INHIBITORY",
};

function connectionLines(connection: LavaConnection): string {
  const { name, group, sources, columns, target, weightExponent, weightBits, signMode, counted } = connection;
  const kind = kindOf(connection);
  const shape = `(${target.ids.length}, ${columns})`;
  const isDense = kind === "Dense" || kind === "DelayDense";
  const delays = isDense ? `dense("${name}", "delay", ${shape}, int)` : `sparse("${name}", "delay", ${shape}, int)`;
  const from = sources.length === 1 ? sources[0].name : `${name}_from`;
  return [
    `    # group ${comment(group)}`,
    ...(sources.length === 1
      ? []
      : [
          `    ${from} = SideBySide(sizes=[${sources.map(sizeOf).join(", ")}])`,
          ...sources.map((source, k) => `    ${source.name}.s_out.connect(${from}.s_in_${k})`),
        ]),
    `    ${name} = ${kind}(`,
    `        weights=${isDense ? "dense" : "sparse"}("${name}", "weight", ${shape}),`,
    ...(kind.startsWith("Delay") ? [`        delays=${delays},`] : []),
    `        weight_exp=${weightExponent}, num_weight_bits=${weightBits}, sign_mode=${SIGN_MODES[signMode]},`,
    // A message is how often a source fires; Lava looks only whether its width is more than 0.
    ...(counted ? ["        num_message_bits=16,"] : []),
    "    )",
    `    ${from}.s_out.connect(${name}.s_in)`,
    `    ${name}.a_out.connect(${target.name}.a_in)`,
  ].join("\n");
}

function kindOf({ target, columns, post, delay }: LavaConnection): Kind {
  const entries = target.ids.length * columns;
  const isFull = post.length >= FULL * entries;
  const longest = delay.reduce((a, b) => Math.max(a, b), 0);
  if (longest > 0) return entries * (longest + 1) <= LARGEST_DELAY_DENSE ? "DelayDense" : "DelaySparse";
  return entries <= LARGEST_DENSE || isFull ? "Dense" : "Sparse";
}

/** On one line. */
function comment(text: string): string {
  return text.replace(/\s+/g, " ");
}

function main({ integers, neurons }: LavaGraph): string {
  const { populations, biasChanges } = integers;
  const changes = biasChanges.map(({ step }) => step);
  const setBias = `

def change_bias(neurons, k):
    """Writes the bias registers of change k."""
    ids = ARRAYS[f"bias change {k}.neuron"]
    for name, process in neurons.items():
        chosen, place, k_place = np.intersect1d(ARRAYS[f"{name}.id"], ids, return_indices=True)
        if len(chosen) == 0:
            continue
        for register in ("bias_mant", "bias_exp"):
            values = ARRAYS[f"{name}.{register}"]
            values[place] = ARRAYS[f"bias change {k}.{register}"][k_place]
            getattr(process, register).set(values)

`;
  const run =
    changes.length === 0
      ? "        recorder.run(condition=RunSteps(num_steps=STEPS), run_cfg=config)"
      : `        # Bias registers are rewritten before these steps.
        changes = [${changes.join(", ")}]
        step = 0
        for k, at in enumerate(changes + [STEPS]):
            if at > step:
                recorder.run(condition=RunSteps(num_steps=min(at, STEPS) - step), run_cfg=config)
                step = min(at, STEPS)
            if k < len(changes) and at < STEPS:
                change_bias(neurons, k)`;
  return `${changes.length === 0 ? "" : setBias.trimStart()}
# Name, first id and size of every population of the description.
POPULATIONS = [${populations.map(({ name, first, size }) => `(${JSON.stringify(name)}, ${first}, ${size})`).join(", ")}]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", default=os.path.join(HERE, "recording.npz"), help="the recording")
    parser.add_argument("--states", action="store_true", help="record u and v of all neurons after every step")
    arguments = parser.parse_args()
    neurons = build()
    recorder = Recorder(neurons=neurons, states=arguments.states, path=arguments.out)
    config = Loihi2SimCfg(select_tag="fixed_pt"${neurons.some(({ refractoryPeriod }) => refractoryPeriod > 0) ? ", exception_proc_model_map={LIFRefractory: PyLIFRefractoryFixed}" : ""})
    try:
${run}
    finally:
        recorder.stop()
    print(f"{arguments.out}: {len(np.load(arguments.out)['spikes.neuron'])} spikes in {STEPS} steps")


if __name__ == "__main__":
    main()`.replace(/^\n/, "");
}
