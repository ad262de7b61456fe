/**
 * A slice is the part of a program that one worker runs: a range of neurons, and all synapses onto them as rows by source.
 *
 * Slices are ranges of ids, not sets of cores: they can be equally large, and private inputs (a Poisson source a neuron)
 * are then ranges too, so that no worker draws numbers for another's neurons.
 */
import { fail } from "../../src/diagnostics/diagnostic.js";
import {
  axonOfRoute,
  BrokenRoute,
  eachRouteBlock,
  sourceIdsOf,
  sourceOfRoute,
  type RouteBlock,
} from "../../src/program/loihi/routes-by-core.js";
import { SynapseListReader } from "../../src/program/loihi/synapse-lists.js";
import type { LoihiProgram } from "../../src/program/loihi/program.js";
import { profileOf } from "../../src/targets/registry.js";
import type { LoihiProfileSpec, LoihiTarget } from "../../src/targets/loihi/target.js";
import { planPort, type PortPlan } from "./kernel/port-plan.js";
import { SynapseBlock } from "./kernel/synapse-block.js";
import { ownersOfAxons } from "./axon-owners.js";
import { sharedLists } from "./shared-lists.js";
import { sharedRows } from "./shared-rows.js";
import { sliceCore } from "./slice-core.js";
import type { Row } from "./kernel/synapse-row.js";
import { buildSynapseRows, type GroupArithmetic, type RowsSpec, type SynapseRows } from "./kernel/synapse-rows.js";

/** Largest exponent for which the sum of a full fan-in still fits 32 bits comfortably. */
const MAX_LEFT_SHIFT = 16;

/** What is gathered at once: enough that every core is visited for many axons, and little beside all synapses. */
const BLOCK_SYNAPSES = 1 << 19;

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

/** The slice of all neurons with from ≤ id < to. Cores may be cut: what a neuron does depends on its own input only. */
export function planSlice(program: LoihiProgram, target: LoihiTarget, { from, to }: NeuronRange): SlicePlan {
  const { coreOf, compartmentOf } = placesOf(program);
  const sources = sourceIdsOf(program);
  const groups = program.groups.map((g) =>
    groupArithmetic(g.weightExponent, g.name, target, profileOf(target, program.profile)),
  );
  const reader = new SynapseListReader(program, target);
  const { weightMantissa: mantissaBits } = target.widths;
  const gathered = new SynapseBlock(groups.length, mantissaBits);
  const spec = { sources, targets: to - from, groups, mantissaBits };
  const rows =
    rowsOfSharedLists(program, { from, to }, reader, gathered, spec) ??
    gatherRows(program, { from, to }, reader, gathered, spec);
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

/** Rows of programs whose axons share their lists; null where they do not, or not in a way that is quick to read. */
function rowsOfSharedLists(
  program: LoihiProgram,
  range: NeuronRange,
  reader: SynapseListReader,
  gathered: SynapseBlock,
  spec: Omit<RowsSpec, "most">,
): SynapseRows | null {
  const lists = sharedLists(program, reader, range, gathered);
  const owners = lists === null ? null : onSoundRoutes(() => ownersOfAxons(program, lists.firstAxon));
  const shared = owners === null ? null : sharedRows(lists!, owners, spec.sources, spec.targets);
  if (shared === null) return null;
  const { target, each } = shared;
  return buildSynapseRows({ ...spec, most: target.length, placed: target }, each);
}

/** Rows of programs whose axons have a list each: some sources at a time are gathered core by core, list by list. */
function gatherRows(
  program: LoihiProgram,
  range: NeuronRange,
  reader: SynapseListReader,
  gathered: SynapseBlock,
  spec: Omit<RowsSpec, "most">,
): SynapseRows {
  const cores = program.cores.map((core) => sliceCore(core, reader, range));
  const most = cores.reduce((sum, core) => sum + (core?.synapses ?? 0), 0);
  const axons = program.cores.reduce((sum, { axonStart }, c) => sum + (cores[c] === null ? 0 : axonStart.length), 0);
  const routes = Math.ceil(BLOCK_SYNAPSES / Math.max(1, most / axons));
  const takeBlock = ({ from, to, start, route }: RouteBlock, append: (row: Row) => void) => {
    cores.forEach((core, c) => {
      if (core === null) return;
      for (let k = start[c]; k < start[c + 1]; k++)
        core.gather(from + sourceOfRoute(route[k]), axonOfRoute(route[k]), gathered);
    });
    gathered.takeRows(from, to, append);
  };
  return buildSynapseRows({ ...spec, most }, (append) =>
    onSoundRoutes(() => eachRouteBlock(program, routes, (block) => takeBlock(block, append))),
  );
}

function onSoundRoutes<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof BrokenRoute) return corrupt(error.message);
    throw error;
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
