/**
 * Follows every synapse and every route: each synapse's source has exactly one route to the core of its target, which ends on
 * the axon that belongs to the source; no route exists that no synapse needs.
 */
import type { Placed, Routed } from "../stages.js";
import { internalFault } from "../../common/internal-fault.js";
import { RouteWalk } from "./route-walk.js";

export function checkRoutes(_input: Placed, output: Routed): void {
  const { placed, outStart, outEnd, outCore, outAxon } = output;
  const { network } = placed.partitioned.quantized.scaled.lowered;
  const ids = network.size + network.sourceSize;
  let routes = 0;
  for (let id = 0; id < ids; id++) routes += outEnd[id] - outStart[id];
  if (outStart.length !== ids || outEnd.length !== ids || routes !== outCore.length || routes !== outAxon.length)
    internalFault("route: the axon table has a wrong size");

  const wrong = followSynapses(output, ids) ?? (areRight(output, ids) ? null : followRoutes(output, ids));
  if (wrong !== null) {
    explainRoutes(output, ids);
    internalFault(wrong);
  }
}

/** Sources whose routes are followed at once: few enough that all of them that come next stay in the caches. */
const SOURCES_AT_ONCE = 1024;

/** Core by core: its axons are the sources of its synapses, ascending, each once. Returns what is wrong, or null. */
function followSynapses({ placed, inputAxons }: Routed, ids: number): string | null {
  const { quantized, coreOf, cores } = placed.partitioned;
  const { lowered } = quantized.scaled;
  const kept = new Set(lowered.keptSources);
  const projections = lowered.projections
    .map(({ projection }) => projection)
    .filter((p) => p.preKind === "population" || kept.has(p.pre));
  const byCore = neuronsByCore(coreOf, cores.length);
  /** 1 + the last core with a synapse that needs the source. */
  const mark = new Uint32Array(ids);
  for (let core = 0; core < cores.length; core++) {
    const needed = core + 1;
    let sources = 0;
    for (let k = byCore.start[core]; k < byCore.start[core + 1]; k++) {
      const neuron = byCore.neurons[k];
      for (const { postFirst, postSize, preFirst, rowStart, source } of projections) {
        if (neuron < postFirst || neuron >= postFirst + postSize) continue;
        const end = rowStart[neuron - postFirst + 1];
        for (let s = rowStart[neuron - postFirst]; s < end; s++) {
          const id = preFirst + source[s];
          if (mark[id] === needed) continue;
          mark[id] = needed;
          sources++;
        }
      }
    }
    const axons = inputAxons[core];
    for (let a = 0; a < axons.length; a++) {
      if (mark[axons[a]] !== needed)
        return `route: source ${axons[a]} is routed to core ${core}, where it has no synapse`;
      if (a > 0 && axons[a] <= axons[a - 1]) return `route: the input axons of core ${core} are not in order`;
    }
    if (axons.length !== sources) return `route: a source with synapses on core ${core} has no route there`;
  }
  return null;
}

/** Every route leads to the axon of its source, and every axon has one. */
function areRight({ inputAxons, outStart, outEnd, outCore, outAxon }: Routed, ids: number): boolean {
  const walk = new RouteWalk(inputAxons.length);
  for (let id = 0; id < ids; id++) if (!walk.follow(id, outCore, outAxon, outStart[id], outEnd[id])) return false;
  return walk.isOf(inputAxons);
}

/**
 * Finds the route that is wrong. Some sources after the other: the next route of each, cores ascending, leads to the next core that has an axon of it, and to this axon.
 * Then no route may be left. Returns what is wrong, or null.
 */
function followRoutes({ inputAxons, outStart, outEnd, outCore, outAxon }: Routed, ids: number): string | null {
  const next = outStart.slice();
  /** By core: the axon that comes next. */
  const nextAxon = new Uint32Array(inputAxons.length);
  for (let behind = SOURCES_AT_ONCE; behind < ids + SOURCES_AT_ONCE; behind += SOURCES_AT_ONCE) {
    for (let core = 0; core < inputAxons.length; core++) {
      const axons = inputAxons[core];
      let a = nextAxon[core];
      for (; a < axons.length && axons[a] < behind; a++) {
        const id = axons[a];
        const k = next[id]++;
        if (outCore[k] !== core || outAxon[k] !== a || k >= outEnd[id])
          return `route: a source with synapses on core ${core} has no route there`;
      }
      nextAxon[core] = a;
    }
  }
  for (let id = 0; id < ids; id++)
    if (next[id] !== outEnd[id]) return `route: source ${id} is routed to a core where it has no synapse`;
  return null;
}

/** Says what is wrong with a route as far as the route alone tells. */
function explainRoutes({ inputAxons, outStart, outEnd, outCore, outAxon }: Routed, ids: number): void {
  for (let id = 0; id < ids; id++) {
    let last = -1;
    for (let k = outStart[id]; k < outEnd[id]; k++) {
      const core = outCore[k];
      if (core >= inputAxons.length)
        internalFault(`route: source ${id} is routed to core ${core}, which does not exist`);
      if (core <= last) internalFault(`route: source ${id} is routed twice to core ${core}`);
      if (inputAxons[core][outAxon[k]] !== id)
        internalFault(`route: a spike of source ${id} would enter core ${core} on the axon of another source`);
      last = core;
    }
  }
}

/** The neurons of every core, by `coreOf` alone. */
function neuronsByCore(coreOf: Uint32Array, cores: number): { start: Uint32Array; neurons: Uint32Array } {
  const start = new Uint32Array(cores + 1);
  for (const core of coreOf) start[core + 1]++;
  for (let core = 0; core < cores; core++) start[core + 1] += start[core];
  const neurons = new Uint32Array(coreOf.length);
  const fill = start.slice(0, cores);
  coreOf.forEach((core, id) => (neurons[fill[core]++] = id));
  return { start, neurons };
}
