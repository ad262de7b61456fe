/**
 * route: the axon tables. One output slot for each (source, destination core), one input axon for each (core, source):
 *
 *   input axons of core c = distinct sources of its synapses, ascending ;  a spike of s is sent to (c, rank of s among them).
 */
import type { Pass, Placed, Routed } from "../stages.js";
import { checkRoutes } from "../checks/check-routes.js";
import { IncomingSynapses, SourceScratch } from "../incoming-synapses.js";

export const routePass: Pass<Placed, Routed> = {
  name: "route",
  summary: "Builds the axon tables: which core and input axon each spike is sent to.",
  run: route,
  check: checkRoutes,
};

function route(placed: Placed): Routed {
  const { cores, quantized } = placed.partitioned;
  const incoming = new IncomingSynapses(quantized);
  const scratch = new SourceScratch(incoming.ids);
  const inputAxons = cores.map((core) => incoming.distinctSources(core.neurons, scratch));
  const outStart = new Uint32Array(incoming.ids + 1);
  for (const sources of inputAxons) for (const id of sources) outStart[id + 1]++;
  for (let id = 0; id < incoming.ids; id++) outStart[id + 1] += outStart[id];
  const outCore = new Uint32Array(outStart[incoming.ids]);
  const outAxon = new Uint16Array(outStart[incoming.ids]);
  const fill = outStart.slice(0, incoming.ids);
  inputAxons.forEach((sources, core) => {
    sources.forEach((id, axon) => {
      outCore[fill[id]] = core;
      outAxon[fill[id]++] = axon;
    });
  });
  return { placed, inputAxons, outStart, outCore, outAxon };
}
