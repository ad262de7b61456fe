/**
 * A slice is the part of a program that one worker runs: a range of neurons, and all synapses onto them as rows by source.
 *
 * Slices are ranges of ids, not sets of cores: they can be equally large, and private inputs (a Poisson source a neuron)
 * are then ranges too, so that no worker draws numbers for another's neurons.
 */
import { fail } from "../../src/diagnostics/diagnostic.js";
import { decodeCoreSynapses } from "../../src/program/loihi/synapse-memory.js";
import type { CoreImage, LoihiProgram } from "../../src/program/loihi/program.js";
import { profileOf } from "../../src/targets/registry.js";
import type { LoihiProfileSpec, LoihiTarget } from "../../src/targets/loihi/target.js";
import { planPort, type PortPlan } from "./kernel/port-plan.js";
import { buildSynapseRows, type GroupArithmetic, type SynapseRows } from "./kernel/synapse-rows.js";

/** Largest exponent for which the sum of a full fan-in still fits 32 bits comfortably. */
const MAX_LEFT_SHIFT = 16;

/** from ≤ global id < to. */
export interface NeuronRange {
  readonly from: number;
  readonly to: number;
}

export interface SlicePlan {
  /** Global ids, ascending. */
  readonly neurons: Uint32Array;
  /** Where each neuron lives. */
  readonly coreOf: Uint32Array;
  readonly compartmentOf: Uint32Array;
  readonly rows: SynapseRows;
  readonly ports: readonly PortPlan[];
  /** Smallest delay of a synapse from a neuron, and from any source; Infinity where there is none. */
  readonly minNeuronDelay: number;
  readonly minDelay: number;
  readonly maxDelay: number;
  /** No stage is fed by both neurons and inputs: inputs of a whole block may be delivered before its neurons are updated. */
  readonly inputsAhead: boolean;
}

/** The number of source ids: neurons and the sources of all ports. */
export function sourceIdsOf(program: LoihiProgram): number {
  return program.inputs.reduce((end, port) => Math.max(end, port.first + port.size), program.size);
}

/** The slice of all neurons with from ≤ id < to. Cores may be cut: what a neuron does depends on its own input only. */
export function planSlice(program: LoihiProgram, target: LoihiTarget, { from, to }: NeuronRange): SlicePlan {
  const { coreOf, compartmentOf } = placesOf(program);
  const localOf = program.cores.map(({ neurons }) =>
    Int32Array.from(neurons, (id) => (id >= from && id < to ? id - from : -1)),
  );
  const sources = sourceIdsOf(program);
  const fedBy = new AxonSources(program, sources);
  const groups = program.groups.map((g) =>
    groupArithmetic(g.weightExponent, g.name, target, profileOf(target, program.profile)),
  );
  // Cores are decoded twice rather than kept: the decoded form is several times the size of the rows.
  const rows = buildSynapseRows(sources, to - from, groups, target.widths.weightMantissa, (visit) =>
    program.cores.forEach((core, c) => {
      const { axonStart, compartment, mantissa, ...rest } = decodeCoreSynapses(core, program, target);
      const onto = new Uint32Array(compartment.length);
      for (let k = 0; k < onto.length; k++) {
        const local = localOf[c][compartment[k]];
        if (local >= 0) onto[k] = local;
        else mantissa[k] = 0; // another slice's synapse; rows leave out what adds nothing
      }
      const arrays = { target: onto, mantissa, ...rest };
      for (let a = 0; a + 1 < axonStart.length; a++) {
        fedBy.each(c, a, (source) => visit(source, arrays, axonStart[a], axonStart[a + 1]));
      }
    }),
  );
  return {
    neurons: Uint32Array.from({ length: to - from }, (_, i) => from + i),
    coreOf: coreOf.subarray(from, to),
    compartmentOf: compartmentOf.subarray(from, to),
    rows,
    ports: program.inputs.map((port, p) => planPort(port, p, rows)),
    ...delaysOf(rows, program.size),
  };
}

/** Core and compartment of every neuron. */
function placesOf(program: LoihiProgram): Pick<SlicePlan, "coreOf" | "compartmentOf"> {
  const NOWHERE = 0xffffffff;
  const coreOf = new Uint32Array(program.size).fill(NOWHERE);
  const compartmentOf = new Uint32Array(program.size);
  program.cores.forEach(({ neurons }, c) => {
    for (let i = 0; i < neurons.length; i++) {
      if (neurons[i] >= program.size) corrupt("a compartment has a neuron id beyond the network");
      if (coreOf[neurons[i]] !== NOWHERE) corrupt("a neuron has two compartments");
      coreOf[neurons[i]] = c;
      compartmentOf[neurons[i]] = i;
    }
  });
  if (coreOf.includes(NOWHERE)) corrupt("a neuron has no compartment");
  return { coreOf, compartmentOf };
}

/** Which sources feed each input axon: nearly always one. */
class AxonSources {
  /** Axon a of core c is entry firstAxon[c] + a. */
  private readonly firstAxon: Uint32Array;
  /** Source id, -1: none. */
  private readonly source: Float64Array;
  private readonly more = new Map<number, number[]>();

  constructor(program: LoihiProgram, sources: number) {
    const { cores, inputs, inputRouting } = program;
    this.firstAxon = new Uint32Array(cores.length + 1);
    cores.forEach((core, c) => (this.firstAxon[c + 1] = this.firstAxon[c] + core.axonStart.length));
    this.source = new Float64Array(this.firstAxon[cores.length]).fill(-1);
    const add = (source: number, core: number, axon: number) => {
      if (!(core < cores.length) || !(source < sources)) corrupt("an output axon names a core that does not exist");
      const entry = this.firstAxon[core] + axon;
      if (entry >= this.firstAxon[core + 1]) corrupt("an output axon names an input axon that does not exist");
      if (this.source[entry] < 0) this.source[entry] = source;
      else if (this.more.has(entry)) this.more.get(entry)!.push(source);
      else this.more.set(entry, [source]);
    };
    for (const image of cores)
      eachOutput(image, (compartment, core, axon) => add(image.neurons[compartment], core, axon));
    for (const routing of inputRouting) {
      const port = inputs[routing.port];
      if (port === undefined) corrupt("an input routing names a port that does not exist");
      for (let s = 0; s < port.size; s++) {
        for (let k = routing.start[s]; k < routing.start[s + 1]; k++)
          add(port.first + s, routing.core[k], routing.axon[k]);
      }
    }
  }

  each(core: number, axon: number, visit: (source: number) => void): void {
    const entry = this.firstAxon[core] + axon;
    if (this.source[entry] >= 0) visit(this.source[entry]);
    if (this.more.size > 0) this.more.get(entry)?.forEach(visit);
  }
}

function eachOutput(image: CoreImage, emit: (compartment: number, core: number, axon: number) => void): void {
  for (let i = 0; i < image.neurons.length; i++) {
    for (let k = image.outStart[i]; k < image.outStart[i + 1]; k++) emit(i, image.outCore[k], image.outAxon[k]);
  }
}

function groupArithmetic(
  exponent: number,
  name: string,
  target: LoihiTarget,
  profile: LoihiProfileSpec,
): GroupArithmetic {
  const shift = profile.negativeExponent === "shift-weight" ? target.widths.weightShift + exponent : exponent;
  if (shift > MAX_LEFT_SHIFT || (shift < 0 && profile.negativeExponent === "shift-weight"))
    fail(
      "weight-exponent",
      `synapse group ${name}: weight exponent ${exponent} is outside what the ${profile.id} profile can run`,
      {
        limit: { what: "weight exponent", used: exponent, max: profile.maxWeightExponent },
      },
    );
  return { shiftLeft: Math.max(0, shift), shiftRight: Math.max(0, -shift) };
}

function delaysOf(
  rows: SynapseRows,
  size: number,
): Pick<SlicePlan, "minDelay" | "minNeuronDelay" | "maxDelay" | "inputsAhead"> {
  const { rowStart, runDelay, runStage } = rows;
  const fed = new Uint8Array(rows.stages.length);
  let minDelay = Infinity;
  let minNeuronDelay = Infinity;
  let maxDelay = 0;
  for (let s = 0; s + 1 < rowStart.length; s++) {
    for (let r = rowStart[s]; r < rowStart[s + 1]; r++) {
      minDelay = Math.min(minDelay, runDelay[r]);
      if (s < size) minNeuronDelay = Math.min(minNeuronDelay, runDelay[r]);
      maxDelay = Math.max(maxDelay, runDelay[r]);
      if (runStage[r] >= 0) fed[runStage[r]] |= s < size ? 1 : 2;
    }
  }
  return { minDelay, minNeuronDelay, maxDelay, inputsAhead: !fed.includes(3) };
}

export function corrupt(what: string): never {
  return fail("program-corrupt", `The program is not valid: ${what}.`, { hint: "compile it again" });
}
