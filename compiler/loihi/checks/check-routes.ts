/**
 * Follows every synapse and every route: each synapse's source has exactly one route to the core of its target, which ends on
 * the axon that belongs to the source; no route exists that no synapse needs.
 */
import type { Placed, Routed } from "../stages.js";
import { internalFault } from "../../common/internal-fault.js";

export function checkRoutes(_input: Placed, output: Routed): void {
  const { placed, inputAxons, outStart, outCore, outAxon } = output;
  const { quantized, coreOf, cores } = placed.partitioned;
  const { lowered } = quantized.scaled;
  const { network } = lowered;
  const ids = network.size + network.sourceSize;
  if (outStart.length !== ids + 1 || outStart[ids] !== outCore.length || outCore.length !== outAxon.length)
    internalFault("route: the axon table has a wrong size");

  // needed[core] of one source at a time: bit set by synapses, cleared by routes.
  const perSource: number[][] = [];
  for (let id = 0; id < ids; id++) {
    const targets: number[] = [];
    let last = -1;
    for (let k = outStart[id]; k < outStart[id + 1]; k++) {
      const core = outCore[k];
      if (core >= cores.length) internalFault(`route: source ${id} is routed to core ${core}, which does not exist`);
      if (core <= last) internalFault(`route: source ${id} is routed twice to core ${core}`);
      if (inputAxons[core][outAxon[k]] !== id)
        internalFault(`route: a spike of source ${id} would enter core ${core} on the axon of another source`);
      last = core;
      targets.push(core);
    }
    perSource.push(targets);
  }
  const words = Math.ceil(ids / 32);
  const needed = cores.map(() => new Uint32Array(words));
  const kept = new Set(lowered.keptSources);
  for (const { projection: p } of lowered.projections) {
    if (p.preKind === "source" && !kept.has(p.pre)) continue;
    for (let i = 0; i < p.postSize; i++) {
      const bits = needed[coreOf[p.postFirst + i]];
      for (let k = p.rowStart[i]; k < p.rowStart[i + 1]; k++) {
        const id = p.preFirst + p.source[k];
        bits[id >>> 5] |= 1 << (id & 31);
      }
    }
  }
  perSource.forEach((targets, id) => {
    for (const core of targets) {
      if ((needed[core][id >>> 5] & (1 << (id & 31))) === 0)
        internalFault(`route: source ${id} is routed to core ${core}, where it has no synapse`);
      needed[core][id >>> 5] &= ~(1 << (id & 31));
    }
  });
  needed.forEach((bits, core) => {
    if (bits.some((word) => word !== 0))
      internalFault(`route: a source with synapses on core ${core} has no route there`);
  });
}
