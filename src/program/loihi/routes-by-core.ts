/**
 * Routes, read core by core although they are kept source by source: some consecutive sources at a time, so that neither side is touched
 * in an order that leaves the caches, and nothing as long as all routes is made.
 */
import type { LoihiProgram } from "./program.js";

/** Of a route; its source has as many. */
const AXON_BITS = 16;

type Routed = Pick<LoihiProgram, "size" | "inputs" | "cores" | "inputRouting">;

/** Routes of the sources from..to-1. */
export interface RouteBlock {
  readonly from: number;
  readonly to: number;
  /** Routes onto core c: entries start[c] .. start[c+1]-1 of `route`, sources ascending, those of a source in the order of its table. */
  readonly start: Uint32Array;
  /** For `sourceOfRoute` and `axonOfRoute`. */
  readonly route: Uint32Array;
}

/** Counted from the first source of its block. */
export function sourceOfRoute(route: number): number {
  return route >>> AXON_BITS;
}

export function axonOfRoute(route: number): number {
  return route & (2 ** AXON_BITS - 1);
}

/** A route that ends on no input axon; the message says which. */
export class BrokenRoute extends Error {}

/** The number of source ids: neurons and the sources of all ports. */
export function sourceIdsOf({ inputs, size }: Pick<LoihiProgram, "inputs" | "size">): number {
  return inputs.reduce((end, port) => Math.max(end, port.first + port.size), size);
}

/**
 * All blocks, sources ascending; their arrays are overwritten by the next.
 * @param most routes of a block, unless a single source has more
 * @throws BrokenRoute
 */
export function eachRouteBlock(program: Routed, most: number, visit: (block: RouteBlock) => void): void {
  const { cores } = program;
  const sources = sourceIdsOf(program);
  const tables = tablesOf(program);
  const { tableOf, entryOf } = placesIn(program, sources);
  const axons = Uint32Array.from(cores, (core) => core.axonStart.length);
  const start = new Uint32Array(cores.length + 1);
  const next = new Uint32Array(cores.length + 1);
  let route = new Uint32Array(0);
  const routesOf = (s: number) =>
    tableOf[s] < 0 ? 0 : tables[tableOf[s]].start[entryOf[s] + 1] - tables[tableOf[s]].start[entryOf[s]];
  for (let from = 0; from < sources;) {
    let to = from;
    let routes = 0;
    const end = Math.min(sources, from + 2 ** AXON_BITS);
    for (; to < end && (to === from || routes + routesOf(to) <= most); to++) routes += routesOf(to);
    if (routes > route.length) route = new Uint32Array(routes);
    start.fill(0);
    for (let s = from; s < to; s++) {
      if (tableOf[s] < 0) continue;
      const { start: ends, core } = tables[tableOf[s]];
      for (let k = ends[entryOf[s]]; k < ends[entryOf[s] + 1]; k++) {
        if (!(core[k] < cores.length)) throw new BrokenRoute("an output axon names a core that does not exist");
        start[core[k] + 1]++;
      }
    }
    for (let c = 0; c < cores.length; c++) start[c + 1] += start[c];
    next.set(start);
    for (let s = from; s < to; s++) {
      if (tableOf[s] < 0) continue;
      const { start: ends, core, axon } = tables[tableOf[s]];
      for (let k = ends[entryOf[s]]; k < ends[entryOf[s] + 1]; k++) {
        const onto = core[k];
        if (!(axon[k] < axons[onto])) throw new BrokenRoute("an output axon names an input axon that does not exist");
        route[next[onto]++] = ((s - from) << AXON_BITS) | axon[k];
      }
    }
    visit({ from, to, start, route });
    from = to;
  }
}

/**
 * The routes of every source that has a table, sources ascending.
 * @param visit is told that routes from..to-1 of the two arrays are those of the source
 */
export function eachSource(
  program: Routed,
  visit: (source: number, core: Uint32Array, axon: Uint16Array, from: number, to: number) => void,
): void {
  const sources = sourceIdsOf(program);
  const tables = tablesOf(program);
  const { tableOf, entryOf } = placesIn(program, sources);
  for (let s = 0; s < sources; s++) {
    if (tableOf[s] < 0) continue;
    const { start, core, axon } = tables[tableOf[s]];
    visit(s, core, axon, start[entryOf[s]], start[entryOf[s] + 1]);
  }
}

interface RouteTable {
  readonly start: Uint32Array;
  readonly core: Uint32Array;
  readonly axon: Uint16Array;
}

/** The tables of all cores, then of all inputs. */
function tablesOf({ cores, inputRouting }: Routed): RouteTable[] {
  return [
    ...cores.map(({ outStart, outCore, outAxon }) => ({ start: outStart, core: outCore, axon: outAxon })),
    ...inputRouting,
  ];
}

/** Table of each source, -1: none, and its entry there. */
function placesIn({ cores, inputs, inputRouting, size }: Routed, sources: number) {
  const tableOf = new Int32Array(sources).fill(-1);
  const entryOf = new Uint32Array(sources);
  cores.forEach(({ neurons }, c) => {
    for (let i = 0; i < neurons.length; i++) {
      if (neurons[i] >= size) continue;
      tableOf[neurons[i]] = c;
      entryOf[neurons[i]] = i;
    }
  });
  inputRouting.forEach(({ port }, r) => {
    if (inputs[port] === undefined) throw new BrokenRoute("an input routing names a port that does not exist");
    for (let s = 0; s < inputs[port].size; s++) {
      tableOf[inputs[port].first + s] = cores.length + r;
      entryOf[inputs[port].first + s] = s;
    }
  });
  return { tableOf, entryOf };
}
