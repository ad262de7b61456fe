/**
 * The routes of a program by the sources of every core's input axons, as varints: each source counted from the one before, the first from 0.
 * Of that the output axons of all cores and the routing of all inputs are made, where they are as the compiler makes them: every input axon
 * has one source, the axons of a core are in the order of their sources, and a source's routes in the order of (core, axon).
 */
import { InvalidField } from "../message-fields.js";
import { VarintReader, VarintWriter } from "../varints.js";
import type { InputPort } from "../header.js";
import type { CoreImage, InputRouting, LoihiProgram } from "./program.js";
import { BrokenRoute, axonOfRoute, eachRouteBlock, sourceIdsOf, sourceOfRoute } from "./routes-by-core.js";

const ROUTES_AT_ONCE = 2 ** 19;

/** @returns the sources of each core's axons, or null where the routes cannot be made of them */
export function encodeAxonSources(program: LoihiProgram): Uint8Array[] | null {
  if (!isRegular(program)) return null;
  const { cores } = program;
  const lists = cores.map((core) => new VarintWriter(core.axonStart.length));
  const last = new Uint32Array(cores.length);
  const axons = new Uint32Array(cores.length);
  let inOrder = true;
  try {
    eachRouteBlock(program, ROUTES_AT_ONCE, ({ from, start, route }) => {
      lists.forEach((list, c) => {
        for (let k = start[c]; k < start[c + 1]; k++) {
          const source = from + sourceOfRoute(route[k]);
          if (axonOfRoute(route[k]) !== axons[c]++) inOrder = false;
          list.put(source - last[c]);
          last[c] = source;
        }
      });
    });
  } catch (error) {
    if (error instanceof BrokenRoute) return null;
    throw error;
  }
  if (!inOrder || !cores.every((core, c) => core.axonStart.length === axons[c])) return null;
  return lists.map((list) => list.written());
}

/** Whether all sources have one table each, and every table is in order. */
function isRegular({ size, cores, inputs, inputRouting }: LoihiProgram): boolean {
  const seen = new Uint8Array(size);
  for (const { neurons, outStart, outCore, outAxon } of cores) {
    for (const id of neurons) {
      if (!(id < size) || seen[id] !== 0) return false;
      seen[id] = 1;
    }
    if (outStart.length !== neurons.length + 1 || !inTableOrder(outStart, outCore, outAxon)) return false;
  }
  if (seen.includes(0) || inputRouting.length !== inputs.length) return false;
  let sources = size;
  for (const [k, { port, start, core, axon }] of inputRouting.entries()) {
    if (port !== k || start.length !== inputs[k].size + 1 || !inTableOrder(start, core, axon)) return false;
    if (inputs[k].first < sources) return false;
    sources = inputs[k].first + inputs[k].size;
  }
  // Ids that nobody has take memory while routes are read.
  return sources <= 2 * inputs.reduce((sum, port) => sum + port.size, size);
}

function inTableOrder(start: Uint32Array, core: Uint32Array, axon: Uint16Array): boolean {
  const routes = core.length;
  if (start[0] !== 0 || start[start.length - 1] !== routes || axon.length !== routes) return false;
  for (let s = 1; s < start.length; s++) {
    if (start[s] < start[s - 1] || start[s] > routes) return false;
    for (let k = start[s - 1] + 1; k < start[s]; k++)
      if (core[k] < core[k - 1] || (core[k] === core[k - 1] && axon[k] <= axon[k - 1])) return false;
  }
  return true;
}

/** What routes are made of. */
export interface SourcesOfCores {
  /** Of the program. */
  readonly size: number;
  readonly inputs: readonly InputPort[];
  readonly cores: readonly Pick<CoreImage, "neurons" | "axonStart">[];
  readonly sources: readonly Uint8Array[];
}

export interface Routes {
  readonly outputs: readonly Pick<CoreImage, "outStart" | "outCore" | "outAxon">[];
  readonly inputRouting: readonly InputRouting[];
}

/** The ids must be no more than memory may hold. @throws InvalidField */
export function decodeAxonSources({ size, inputs, cores, sources }: SourcesOfCores): Routes {
  const ids = sourceIdsOf({ size, inputs });
  const routesOf = countRoutes(ids, cores, sources);
  const total = routesOf.reduce((sum, count) => sum + count, 0);
  const core = new Uint32Array(total);
  const axon = new Uint16Array(total);
  /** Where the next route of each source goes. */
  const next = new Uint32Array(ids);
  const placed = new Uint8Array(ids);
  let behind = 0;
  const place = (id: number) => {
    if (!(id < ids) || placed[id] !== 0) throw new InvalidField("a source has two places or none");
    placed[id] = 1;
    next[id] = behind;
    behind += routesOf[id];
    return behind;
  };
  const outputs = cores.map(({ neurons }) => {
    const first = behind;
    const outStart = new Uint32Array(neurons.length + 1);
    for (let i = 0; i < neurons.length; i++) outStart[i + 1] = place(neurons[i]) - first;
    return { outStart, outCore: core.subarray(first, behind), outAxon: axon.subarray(first, behind) };
  });
  const inputRouting = inputs.map((input, port): InputRouting => {
    const first = behind;
    const start = new Uint32Array(input.size + 1);
    for (let s = 0; s < input.size; s++) start[s + 1] = place(input.first + s) - first;
    return { port, start, core: core.subarray(first, behind), axon: axon.subarray(first, behind) };
  });
  if (behind !== total) throw new InvalidField("an input axon has a source that does not exist");
  fillRoutes(cores, sources, routesOf, next, core, axon);
  return { outputs, inputRouting };
}

function readersOf(sources: readonly Uint8Array[]): VarintReader[] {
  return sources.map((bytes) => new VarintReader(bytes, "sources of a core"));
}

/** How many axons each id feeds. */
function countRoutes(ids: number, cores: SourcesOfCores["cores"], sources: readonly Uint8Array[]): Uint32Array {
  const routesOf = new Uint32Array(ids);
  readersOf(sources).forEach((reader, c) => {
    let source = 0;
    for (let left = cores[c].axonStart.length; left > 0; left--) {
      source += reader.next();
      if (!(source < ids)) throw new InvalidField("an input axon has a source that does not exist");
      routesOf[source]++;
    }
    if (!reader.atEnd) reader.broken();
  });
  return routesOf;
}

/** Some sources at a time, so that what is written lies together. */
function fillRoutes(
  cores: SourcesOfCores["cores"],
  sources: readonly Uint8Array[],
  routesOf: Uint32Array,
  next: Uint32Array,
  core: Uint32Array,
  axon: Uint16Array,
): void {
  const readers = readersOf(sources);
  const axonOf = new Uint32Array(cores.length);
  /** Source of the axon that comes next. */
  const sourceOf = Float64Array.from(readers, (reader) => (reader.atEnd ? Infinity : reader.next()));
  for (let from = 0; from < routesOf.length;) {
    let to = from;
    for (let routes = 0; to < routesOf.length && (to === from || routes + routesOf[to] <= ROUTES_AT_ONCE); to++)
      routes += routesOf[to];
    readers.forEach((reader, c) => {
      let source = sourceOf[c];
      let a = axonOf[c];
      while (source < to) {
        const at = next[source]++;
        core[at] = c;
        axon[at] = a++;
        source = reader.atEnd ? Infinity : source + reader.next();
      }
      sourceOf[c] = source;
      axonOf[c] = a;
    });
    from = to;
  }
}
