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
  const { start: outStart, end: outEnd, core: outCore, axon: outAxon } = placed.reached;
  const inputAxons = placed.partitioned.cores.map((core) => core.sources);
  return { placed, inputAxons, outStart, outEnd, outCore, outAxon };
}
