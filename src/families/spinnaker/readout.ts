/**
 * State of a SpiNNaker-style machine in units of the description: S16.15 words of mV, of nA, and of µS · 1024.
 * What delta synapses brought is spent within its tick and leaves no current to read.
 */
import { S1615_ONE } from "../../numerics/s1615.js";
import type { SpinnakerCore } from "../../program/spinnaker/machine-image.js";
import type { SpinnakerProgram } from "../../program/spinnaker/program.js";
import type { Probe, ProbedStateVariable } from "../../description/probe.js";
import type { Readout } from "../../recording/state-probe.js";

/** pA in a word of nA. */
const PICOAMPERE = 1000 / S1615_ONE;
/** nS in a word of a conductance. */
const NANOSIEMENS = 1000 / S1615_ONE / 1024;

export function readoutOfMachine(probe: Probe<ProbedStateVariable>, program: SpinnakerProgram): Readout | null {
  const { population, neurons, variable } = probe;
  const first = program.populations.find(({ name }) => name === population)?.first;
  if (first === undefined) return null;
  if (variable === "v") return { unit: "mV", value: ({ v }, at) => v[at] / S1615_ONE };
  const seats = Array.from(neurons, (neuron) => seatOf(program.cores, first + neuron));
  const model = seats[0]?.core.model;
  if (model === "IF_curr_exp" && variable === "u") return { unit: "pA", value: ({ u }, at) => u[at] * PICOAMPERE };
  if (model !== "IF_cond_exp") return null;
  if (variable === "g_E") return { unit: "nS", value: ({ excitatory }, at) => (excitatory?.[at] ?? NaN) * NANOSIEMENS };
  if (variable === "g_I") return { unit: "nS", value: ({ inhibitory }, at) => (inhibitory?.[at] ?? NaN) * NANOSIEMENS };
  const reversal = (name: "reversalExcitatory" | "reversalInhibitory") =>
    Float64Array.from(seats, ({ core, atom }) => {
      const words = core.parameters[name] ?? Int32Array.of(0);
      return words[words.length === 1 ? 0 : atom] / S1615_ONE;
    });
  const [excitatory, inhibitory] = [reversal("reversalExcitatory"), reversal("reversalInhibitory")];
  return {
    unit: "pA",
    value: (state, at, column) => {
      const v = state.v[at] / S1615_ONE;
      const [gE, gI] = [state.excitatory?.[at] ?? NaN, state.inhibitory?.[at] ?? NaN];
      return NANOSIEMENS * (gE * (excitatory[column] - v) + gI * (inhibitory[column] - v));
    },
  };
}

function seatOf(cores: readonly SpinnakerCore[], id: number): { core: SpinnakerCore; atom: number } {
  for (const core of cores) {
    const atom = core.neurons.indexOf(id);
    if (atom >= 0) return { core, atom };
  }
  throw new RangeError(`no core has neuron ${id}`);
}
