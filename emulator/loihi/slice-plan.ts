/**
 * A slice is the part of a program that one worker runs: some cores, their compartments by ascending global id,
 * and all synapses onto them as rows by source.
 */
import { fail } from "../../src/diagnostics/diagnostic.js";
import { decodeCoreSynapses } from "../../src/program/synapse-memory.js";
import type { CoreImage, InputPort, Program } from "../../src/program/types.js";
import type { LoihiProfileSpec, LoihiTarget } from "../../src/targets/types.js";
import { buildSynapseRows, type GroupArithmetic, type SynapseRows } from "../kernel/synapse-rows.js";

/** Largest exponent for which the sum of a full fan-in still fits 32 bits comfortably. */
const MAX_LEFT_SHIFT = 16;

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

/** Which sources of a port this slice has synapses from. */
export interface PortPlan {
  readonly port: number;
  readonly first: number;
  /** Local source ids from..to-1. */
  readonly from: number;
  readonly to: number;
  /** Set where every source has at most one synapse, all with this delay and none staged. */
  readonly single: { readonly delay: number; readonly target: Uint32Array; readonly weight: Int32Array } | null;
}

export function profileOf(program: Program, target: LoihiTarget): LoihiProfileSpec {
  const profile = target.profiles[program.profile];
  if (profile === undefined)
    fail("program-profile", `the program wants the arithmetic profile ${program.profile}, which ${target.id} does not have`, {
      hint: `compile with --profile ${Object.keys(target.profiles).join(" or ")}`,
    });
  return profile;
}

/** The number of source ids: neurons and the sources of all ports. */
export function sourceIdsOf(program: Program): number {
  return program.inputs.reduce((end, port) => Math.max(end, port.first + port.size), program.size);
}

export function planSlice(program: Program, target: LoihiTarget, cores: readonly number[]): SlicePlan {
  const { neurons, coreOf, compartmentOf } = neuronsOf(program, cores);
  const localOf = cores.map((c) => new Uint32Array(program.cores[c].neurons.length));
  const positionOf = new Int32Array(program.cores.length).fill(-1);
  cores.forEach((c, position) => (positionOf[c] = position));
  for (let i = 0; i < neurons.length; i++) localOf[positionOf[coreOf[i]]][compartmentOf[i]] = i;

  const sources = sourceIdsOf(program);
  const fedBy = new AxonSources(program, cores, positionOf, sources);
  const groups = program.groups.map((g) => groupArithmetic(g.weightExponent, g.name, target, profileOf(program, target)));
  // Cores are decoded twice rather than kept: the decoded form is several times the size of the rows.
  const rows = buildSynapseRows(sources, neurons.length, groups, (visit) =>
    cores.forEach((c, position) => {
      const { axonStart, compartment, ...rest } = decodeCoreSynapses(program.cores[c], program, target);
      const local = localOf[position];
      const onto = new Uint32Array(compartment.length);
      for (let k = 0; k < onto.length; k++) onto[k] = local[compartment[k]];
      const arrays = { target: onto, ...rest };
      for (let a = 0; a + 1 < axonStart.length; a++) {
        fedBy.each(position, a, (source) => visit(source, arrays, axonStart[a], axonStart[a + 1]));
      }
    }),
  );
  return { neurons, coreOf, compartmentOf, rows, ports: program.inputs.map((port, p) => planPort(port, p, rows)), ...delaysOf(rows, program.size) };
}

function neuronsOf(program: Program, cores: readonly number[]): Pick<SlicePlan, "neurons" | "coreOf" | "compartmentOf"> {
  const placedCore = new Int32Array(program.size).fill(-1);
  const placedCompartment = new Uint32Array(program.size);
  let count = 0;
  for (const c of cores) {
    const ids = program.cores[c].neurons;
    for (let i = 0; i < ids.length; i++, count++) {
      if (ids[i] >= program.size) corrupt("a compartment has a neuron id beyond the network");
      if (placedCore[ids[i]] >= 0) corrupt("a neuron has two compartments");
      placedCore[ids[i]] = c;
      placedCompartment[ids[i]] = i;
    }
  }
  const neurons = new Uint32Array(count);
  const coreOf = new Uint32Array(count);
  const compartmentOf = new Uint32Array(count);
  for (let id = 0, i = 0; id < program.size; id++) {
    if (placedCore[id] < 0) continue;
    neurons[i] = id;
    coreOf[i] = placedCore[id];
    compartmentOf[i++] = placedCompartment[id];
  }
  return { neurons, coreOf, compartmentOf };
}

/** Which sources feed each input axon of a slice: nearly always one. */
class AxonSources {
  /** Axon a of core position p is entry firstAxon[p] + a. */
  private readonly firstAxon: Uint32Array;
  /** Source id, -1: none. */
  private readonly source: Float64Array;
  private readonly more = new Map<number, number[]>();

  constructor(program: Program, cores: readonly number[], positionOf: Int32Array, sources: number) {
    this.firstAxon = new Uint32Array(cores.length + 1);
    cores.forEach((c, p) => (this.firstAxon[p + 1] = this.firstAxon[p] + program.cores[c].axonStart.length));
    this.source = new Float64Array(this.firstAxon[cores.length]).fill(-1);
    const add = (source: number, core: number, axon: number) => {
      if (!(core < positionOf.length) || !(source < sources)) corrupt("an output axon names a core that does not exist");
      const p = positionOf[core];
      if (p < 0) return;
      const entry = this.firstAxon[p] + axon;
      if (entry >= this.firstAxon[p + 1]) corrupt("an output axon names an input axon that does not exist");
      if (this.source[entry] < 0) this.source[entry] = source;
      else if (this.more.has(entry)) this.more.get(entry)!.push(source);
      else this.more.set(entry, [source]);
    };
    for (const image of program.cores) eachOutput(image, (compartment, core, axon) => add(image.neurons[compartment], core, axon));
    for (const routing of program.inputRouting) {
      const port = program.inputs[routing.port];
      if (port === undefined) corrupt("an input routing names a port that does not exist");
      for (let s = 0; s < port.size; s++) {
        for (let k = routing.start[s]; k < routing.start[s + 1]; k++) add(port.first + s, routing.core[k], routing.axon[k]);
      }
    }
  }

  each(position: number, axon: number, visit: (source: number) => void): void {
    const entry = this.firstAxon[position] + axon;
    if (this.source[entry] >= 0) visit(this.source[entry]);
    if (this.more.size > 0) this.more.get(entry)?.forEach(visit);
  }
}

function eachOutput(image: CoreImage, emit: (compartment: number, core: number, axon: number) => void): void {
  for (let i = 0; i < image.neurons.length; i++) {
    for (let k = image.outStart[i]; k < image.outStart[i + 1]; k++) emit(i, image.outCore[k], image.outAxon[k]);
  }
}

function groupArithmetic(exponent: number, name: string, target: LoihiTarget, profile: LoihiProfileSpec): GroupArithmetic {
  const shift = profile.negativeExponent === "shift-weight" ? target.widths.weightShift + exponent : exponent;
  if (shift > MAX_LEFT_SHIFT || (shift < 0 && profile.negativeExponent === "shift-weight"))
    fail("weight-exponent", `synapse group ${name}: weight exponent ${exponent} is outside what the ${profile.id} profile can run`, {
      limit: { what: "weight exponent", used: exponent, max: profile.maxWeightExponent },
    });
  return { shiftLeft: Math.max(0, shift), shiftRight: Math.max(0, -shift) };
}

function planPort(port: InputPort, index: number, rows: SynapseRows): PortPlan {
  const { rowStart, runDelay, runStage, runFirst, runScale, runWeights } = rows;
  const { first, size } = port;
  let from = 0;
  let to = size;
  while (from < to && rowStart[first + from] === rowStart[first + from + 1]) from++;
  while (to > from && rowStart[first + to - 1] === rowStart[first + to]) to--;
  const target = new Uint32Array(to - from);
  const weight = new Int32Array(to - from);
  const delay = from < to ? runDelay[rowStart[first + from]] : 0;
  for (let i = from; i < to; i++) {
    const r = rowStart[first + i];
    const runs = rowStart[first + i + 1] - r;
    if (runs === 0) continue;
    if (runs > 1 || runFirst[r + 1] - runFirst[r] > 1 || runDelay[r] !== delay || runStage[r] >= 0)
      return { port: index, first, from, to, single: null };
    target[i - from] = rows.target[runFirst[r]];
    weight[i - from] = runWeights[r] < 0 ? runScale[r] : runScale[r] * rows.weight[runWeights[r]];
  }
  return { port: index, first, from, to, single: { delay, target, weight } };
}

function delaysOf(rows: SynapseRows, size: number): Pick<SlicePlan, "minDelay" | "minNeuronDelay" | "maxDelay" | "inputsAhead"> {
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
