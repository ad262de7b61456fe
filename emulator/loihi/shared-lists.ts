/**
 * Rows (kernel/synapse-rows.ts) of programs whose input axons share their lists, as those of large random networks do: few lists are many axons'.
 * They are read once, with the places in the slice that they end on; a row is then what the lists of a source's routes have, one after the other.
 */
import { axonOfRoute, eachRouteBlock, sourceOfRoute } from "../../src/program/loihi/routes-by-core.js";
import type { SynapseListReader } from "../../src/program/loihi/synapse-lists.js";
import type { LoihiProgram } from "../../src/program/loihi/program.js";
import type { SynapseBlock } from "./kernel/synapse-block.js";
import { SynapseRow, type Row } from "./kernel/synapse-row.js";

/** Bytes of synapse memory for each axon up to which lists are kept. */
const MOST_BYTES = 2;

/** Enough that every core is visited for many axons, and little enough for the caches. */
const ROUTES_AT_ONCE = 1 << 18;

export interface SharedLists {
  /** Axon a of core c is number firstAxon[c] + a. */
  readonly firstAxon: Uint32Array;
  /** The list of each axon; list 0 is empty. */
  readonly listOf: Uint32Array;
  /** Entries start[l]..start[l+1]-1 of the next two are list l. */
  readonly start: Uint32Array;
  /** Places in the slice. */
  readonly target: Uint32Array;
  readonly code: Uint32Array;
  /** Of all axons, in the slice. */
  readonly synapses: number;
}

/** @returns null where the axons do not share their lists, or lists overlap */
export function sharedLists(
  { cores }: LoihiProgram,
  reader: SynapseListReader,
  { from, to }: { readonly from: number; readonly to: number },
  block: SynapseBlock,
): SharedLists | null {
  const firstAxon = new Uint32Array(cores.length + 1);
  let bytes = 0;
  cores.forEach(({ axonStart, synapseMemory }, c) => {
    firstAxon[c + 1] = firstAxon[c] + axonStart.length;
    bytes += synapseMemory.length;
  });
  const axons = firstAxon[cores.length];
  if (bytes > MOST_BYTES * axons) return null;
  const listOf = new Uint32Array(axons);
  const start: number[] = [0, 0];
  const target: number[] = [];
  const code: number[] = [];
  /** By the first word of a list on the core that is read: the list, where it ends, and its axon's base. */
  let list = new Uint32Array(0);
  let end = new Uint32Array(0);
  let base = new Uint16Array(0);
  let synapses = 0;
  for (const [c, core] of cores.entries()) {
    const localOf = Int32Array.from(core.neurons, (id) => (id >= from && id < to ? id - from : -1));
    if (!localOf.some((local) => local >= 0)) continue;
    const open = reader.open(core);
    const { axonStart, axonEnd, axonBase } = core;
    if (list.length <= open.words) {
      list = new Uint32Array(2 * open.words + 1);
      end = new Uint32Array(list.length);
      base = new Uint16Array(list.length);
    } else list.fill(0, 0, open.words + 1);
    const lists = listOf.subarray(firstAxon[c], firstAxon[c + 1]);
    for (let a = 0; a < lists.length; a++) {
      const word = axonStart[a];
      if (!(word <= open.words) || list[word] === 0) {
        const count = reader.read(open, a);
        for (let k = 0; k < count; k++) {
          const local = localOf[reader.compartment[k]];
          if (reader.mantissa[k] === 0 || local < 0) continue;
          target.push(local);
          code.push(block.codeOf(reader, k));
        }
        list[word] = start.length - 1;
        end[word] = axonEnd[a];
        base[word] = axonBase[a];
        start.push(target.length);
      } else if (end[word] !== axonEnd[a] || base[word] !== axonBase[a]) return null;
      const l = list[word];
      lists[a] = l;
      synapses += start[l + 1] - start[l];
    }
  }
  return {
    firstAxon,
    listOf,
    start: Uint32Array.from(start),
    target: Uint32Array.from(target),
    code: Uint32Array.from(code),
    synapses,
  };
}

/**
 * Gives the row of every source, in the order of their ids; the next overwrites it. Some sources at a time, core by core: one source after
 * the other would touch a page of every core for each of them.
 * @param targets number of places in the slice
 * @throws BrokenRoute
 */
export function eachSharedRow(
  program: LoihiProgram,
  lists: SharedLists,
  targets: number,
  append: (row: Row) => void,
): void {
  const block = new RowsOfBlock(lists, targets);
  const cores = program.cores.length;
  eachRouteBlock(program, ROUTES_AT_ONCE, ({ from, to, start, route }) => {
    block.begin(to - from);
    for (let c = 0; c < cores; c++) block.count(c, route, start[c], start[c + 1]);
    block.placeRows();
    for (let c = 0; c < cores; c++) block.gather(c, route, start[c], start[c + 1]);
    block.giveRows(append);
  });
}

/** The rows of some consecutive sources: counted first, so that every synapse goes to its place at once. */
class RowsOfBlock {
  private sources = 0;
  /** Synapses of each source, then the place of its next one. */
  private next = new Uint32Array(0);
  /** Bits in which the codes of a source's synapses differ from `first`, one of them. */
  private differs = new Uint32Array(0);
  private first = new Uint32Array(0);
  private mixed = false;
  private target: Uint16Array | Uint32Array;
  private code = new Uint32Array(0);
  private readonly row = new SynapseRow();
  /** Of each list: one of its codes, and the bits in which others differ from it. */
  private readonly listCode: Uint32Array;
  private readonly listDiffers: Uint32Array;

  constructor(
    private readonly lists: SharedLists,
    private readonly targets: number,
  ) {
    this.target = this.targetArray(0);
    const { start, code } = lists;
    this.listCode = new Uint32Array(start.length - 1);
    this.listDiffers = new Uint32Array(start.length - 1);
    for (let l = 0; l + 1 < start.length; l++) {
      this.listCode[l] = code[start[l]];
      for (let e = start[l]; e < start[l + 1]; e++) this.listDiffers[l] |= code[e] ^ code[start[l]];
    }
  }

  begin(sources: number): void {
    this.sources = sources;
    if (sources > this.next.length) {
      this.next = new Uint32Array(2 * sources);
      this.differs = new Uint32Array(2 * sources);
      this.first = new Uint32Array(2 * sources);
    }
    this.next.fill(0);
    this.differs.fill(0);
  }

  /** Counts what the routes from..to-1 bring from core c. */
  count(c: number, route: Uint32Array, from: number, to: number): void {
    const { next, differs, first, listCode, listDiffers } = this;
    const { listOf, start, firstAxon } = this.lists;
    const behind = firstAxon[c];
    for (let k = from; k < to; k++) {
      const source = sourceOfRoute(route[k]);
      const list = listOf[behind + axonOfRoute(route[k])];
      const length = start[list + 1] - start[list];
      if (length === 0) continue;
      if (next[source] === 0) first[source] = listCode[list];
      next[source] += length;
      differs[source] |= (listCode[list] ^ first[source]) | listDiffers[list];
    }
  }

  placeRows(): void {
    const { next, differs, sources } = this;
    let behind = 0;
    this.mixed = false;
    for (let s = 0; s < sources; s++) {
      const length = next[s];
      next[s] = behind;
      behind += length;
      if (differs[s] !== 0) this.mixed = true;
    }
    if (behind > this.target.length) this.target = this.targetArray(2 * behind);
    if (this.mixed && this.code.length < this.target.length) this.code = new Uint32Array(this.target.length);
  }

  /** Appends what the routes from..to-1 bring from core c to the rows of their sources. */
  gather(c: number, route: Uint32Array, from: number, to: number): void {
    const { next, target, code, mixed, lists } = this;
    const { listOf, start, firstAxon } = lists;
    const behind = firstAxon[c];
    for (let k = from; k < to; k++) {
      const source = sourceOfRoute(route[k]);
      const list = listOf[behind + axonOfRoute(route[k])];
      let at = next[source];
      const end = start[list + 1];
      for (let e = start[list]; e < end; e++) {
        target[at] = lists.target[e];
        if (mixed) code[at] = lists.code[e];
        at++;
      }
      next[source] = at;
    }
  }

  giveRows(append: (row: Row) => void): void {
    const { next, differs, first, target, code, row, sources } = this;
    for (let s = 0, at = 0; s < sources; at = next[s++]) {
      if (differs[s] === 0) {
        append({
          target: target.subarray(at, next[s]),
          code: first.subarray(s, s + 1),
          length: next[s] - at,
          mixed: false,
        });
      } else {
        row.take(target, code, at, next[s]);
        append(row);
      }
    }
  }

  private targetArray(length: number): Uint16Array | Uint32Array {
    return this.targets <= 2 ** 16 ? new Uint16Array(length) : new Uint32Array(length);
  }
}
