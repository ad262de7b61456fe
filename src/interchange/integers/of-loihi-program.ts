/**
 * Reads the integers of a Loihi-style program: registers of its cores' compartments, and synapses by source. A source's routes name input
 * axons, and an axon a list of synapses; a first look counts them, a second one reads them into the source's row.
 */
import { fail } from "../../diagnostics/diagnostic.js";
import {
  eachRouteBlock,
  axonOfRoute,
  BrokenRoute,
  sourceIdsOf,
  sourceOfRoute,
} from "../../program/loihi/routes-by-core.js";
import type { CoreNoise, LoihiProgram } from "../../program/loihi/program.js";
import { SynapseListReader, type OpenCore } from "../../program/loihi/synapse-lists.js";
import type { LoihiTarget } from "../../targets/loihi/target.js";
import { seatsOf, type IntegersHeader } from "./integers-header.js";
import type { LoihiIntegers, LoihiRegisters, LoihiSynapseRows } from "./loihi-integers.js";
import { rowStartsOf } from "./synapse-rows.js";

/** Keeps the arrays of a block of routes within the caches. */
const ROUTES_AT_ONCE = 2 ** 19;

export function loihiIntegersOf(program: LoihiProgram, target: LoihiTarget): Omit<LoihiIntegers, keyof IntegersHeader> {
  const { profile, populations, groups, cores, biasChanges, readback } = program;
  const { neurons, noises } = registersOf(program);
  const [{ vmin, vmax }] = cores;
  if (cores.some((core) => core.vmin !== vmin || core.vmax !== vmax))
    fail("integers-uneven", "the cores of the program have different limits of v, and an integer network has one", {
      hint: "read the cores one by one with `inspect --json`",
    });
  return {
    family: "loihi",
    ...{ profile, populations, neurons, noises, vmin, vmax, groups },
    synapses: synapsesOf(program, target),
    ...{ biasChanges, readback },
    seats: seatsOf(program),
    cores: cores.map(({ chip, core, x, y }) => ({ chip, core, x, y })),
  };
}

function registersOf({ size, cores }: LoihiProgram): { neurons: LoihiRegisters; noises: CoreNoise[] } {
  const neurons: LoihiRegisters = {
    du: new Uint16Array(size),
    dv: new Uint16Array(size),
    thresholdMantissa: new Uint32Array(size),
    biasMantissa: new Int16Array(size),
    biasExponent: new Int8Array(size),
    refractory: new Uint8Array(size),
    noise: new Int16Array(size).fill(-1),
    u0: new Int32Array(size),
    v0: new Int32Array(size),
  };
  const noises: CoreNoise[] = [];
  for (const core of cores) {
    const noise = core.noise === null ? -1 : indexOfNoise(noises, core.noise);
    for (let c = 0; c < core.neurons.length; c++) {
      const i = core.neurons[c];
      const profile = core.profiles[core.profileOf[c]];
      neurons.du[i] = profile.du;
      neurons.dv[i] = profile.dv;
      neurons.refractory[i] = profile.refractory;
      if (profile.noise) neurons.noise[i] = noise;
      neurons.thresholdMantissa[i] = core.thresholds[core.thresholdOf[c]];
      neurons.biasMantissa[i] = core.biasMantissa[c];
      neurons.biasExponent[i] = core.biasExponent[c];
      neurons.u0[i] = core.u0[c];
      neurons.v0[i] = core.v0[c];
    }
  }
  return { neurons, noises };
}

/** Enters a setting that is new. */
function indexOfNoise(noises: CoreNoise[], { target, exponent, mantissaOffset }: CoreNoise): number {
  const known = noises.findIndex(
    (noise) => noise.target === target && noise.exponent === exponent && noise.mantissaOffset === mantissaOffset,
  );
  return known >= 0 ? known : noises.push({ target, exponent, mantissaOffset }) - 1;
}

/** 9 bytes a synapse. */
function synapsesOf(program: LoihiProgram, target: LoihiTarget): LoihiSynapseRows {
  const { cores } = program;
  const reader = new SynapseListReader(program, target);
  const open = cores.map((core) => reader.open(core));
  const rowStart = rowStartsOf(countBySource(program, reader, open));
  const synapses = rowStart[rowStart.length - 1];
  const post = new Uint32Array(synapses);
  const mantissa = new Int16Array(synapses);
  const group = new Uint16Array(synapses);
  const delay = new Uint8Array(synapses);
  /** Where the next synapse of each source goes. */
  const next = rowStart.slice();
  eachAxonOf(program, (source, c, axon) => {
    const { neurons } = cores[c];
    const count = reader.read(open[c], axon);
    const at = next[source];
    for (let k = 0; k < count; k++) {
      post[at + k] = neurons[reader.compartment[k]];
      mantissa[at + k] = reader.mantissa[k];
      group[at + k] = reader.group[k];
      delay[at + k] = reader.delay[k];
    }
    next[source] = at + count;
  });
  return { rowStart, post, mantissa, group, delay };
}

function countBySource(program: LoihiProgram, reader: SynapseListReader, open: readonly OpenCore[]): Float64Array {
  const counts = new Float64Array(sourceIdsOf(program));
  eachAxonOf(program, (source, c, axon) => {
    counts[source] += reader.count(open[c], axon);
  });
  return counts;
}

/** All routes; those of a source in the order of (core, axon). */
function eachAxonOf(program: LoihiProgram, visit: (source: number, core: number, axon: number) => void): void {
  try {
    eachRouteBlock(program, ROUTES_AT_ONCE, ({ from, start, route }) => {
      for (let c = 0; c < program.cores.length; c++)
        for (let k = start[c]; k < start[c + 1]; k++) visit(from + sourceOfRoute(route[k]), c, axonOfRoute(route[k]));
    });
  } catch (error) {
    if (error instanceof BrokenRoute)
      fail("program-corrupt", `The routes of the program are not valid: ${error.message}.`);
    throw error;
  }
}
