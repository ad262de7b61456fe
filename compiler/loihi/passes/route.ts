/**
 * route: the axon tables. One output slot for each (source, destination core), one input axon for each (core, source):
 *
 *   input axons of core c = distinct sources of its synapses, ascending ;  a spike of s is sent to (c, rank of s among them).
 */
import type { Pass, Placed, Routed } from "../stages.js";
import { checkRoutes } from "../checks/check-routes.js";

export const routePass: Pass<Placed, Routed> = {
  name: "route",
  summary: "Builds the axon tables: which core and input axon each spike is sent to.",
  run: route,
  check: checkRoutes,
};

function route(placed: Placed): Routed {
  const { cores, quantized } = placed.partitioned;
  const { network } = quantized.scaled.lowered;
  const ids = network.size + network.sourceSize;
  const inputAxons = cores.map((core) => core.sources);
  const outStart = new Uint32Array(ids + 1);
  for (const sources of inputAxons) for (let a = 0; a < sources.length; a++) outStart[sources[a] + 1]++;
  for (let id = 0; id < ids; id++) outStart[id + 1] += outStart[id];
  const outCore = new Uint32Array(outStart[ids]);
  const outAxon = new Uint16Array(outStart[ids]);
  const fill = outStart.slice(0, ids);
  inputAxons.forEach((sources, core) => {
    for (let axon = 0; axon < sources.length; axon++) {
      const slot = fill[sources[axon]]++;
      outCore[slot] = core;
      outAxon[slot] = axon;
    }
  });
  return { placed, inputAxons, outStart, outCore, outAxon };
}
