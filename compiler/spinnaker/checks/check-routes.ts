/**
 * Independent checker: walks every sender's keys chip by chip through the tables, first match wins, no match goes straight on, and proves that
 * they reach exactly their targets, each once, without loops. A whole block of keys is walked at once where every entry takes all of it or
 * none; otherwise each atom's key (colour 0, then all ones) is walked alone.
 */
import { internalFault } from "../../common/internal-fault.js";
import { intersects } from "../mapping/compress-table.js";
import { COLOUR_BITS, keyOf, type KeyBlock } from "../mapping/keys.js";
import { LINKS, opposite, type Machine } from "../mapping/machine.js";
import type { Placement } from "../mapping/place-cores.js";
import type { TableEntry } from "../mapping/routing-tables.js";
import type { Sender } from "../mapping/sender.js";

type Entry = Pick<TableEntry, "key" | "mask" | "route">;

const FULL_MASK = 0xffffffff;
const COLOURS = 2 ** COLOUR_BITS - 1;

/** @throws an internal fault that names the sender and what went wrong */
export function checkRoutes(
  senders: readonly Sender[],
  keys: readonly KeyBlock[],
  placement: Placement,
  machine: Machine,
  tables: readonly (readonly Entry[])[],
): void {
  senders.forEach((sender, s) => {
    const expected = sender.targets
      .map((target) => seat(placement.chip[target], placement.core[target]))
      .sort((a, b) => a - b);
    const root = placement.chip[sender.core];
    const walks = isWhole(keys[s], tables) ? [keys[s]] : ownKeys(sender, keys[s]);
    for (const block of walks) {
      const reached = walk(block, root, machine, tables, `sender ${s}`).sort((a, b) => a - b);
      if (reached.length !== expected.length || reached.some((at, k) => at !== expected[k])) {
        internalFault(
          `route: spikes of sender ${s}, key ${block.key}, reach ${reached.length} cores, not the ${expected.length} that have synapses for them`,
        );
      }
    }
  });
  keys.forEach((a, i) =>
    keys.slice(i + 1).forEach((b) => intersects(a, b) && internalFault("route: two senders share a key")),
  );
}

const MOST_CORES = 32;
const seat = (chip: number, core: number) => chip * MOST_CORES + core;

function isWhole(block: KeyBlock, tables: readonly (readonly Entry[])[]): boolean {
  return tables.every((table) => table.every((entry) => !intersects(entry, block) || (entry.mask & ~block.mask) === 0));
}

function ownKeys(sender: Sender, block: KeyBlock): KeyBlock[] {
  return Array.from({ length: sender.atoms }, (_, atom) => keyOf(block, atom)).flatMap((key) =>
    [key, key | COLOURS].map((k) => ({ key: k >>> 0, mask: FULL_MASK })),
  );
}

/** Seats that receive the block. */
function walk(
  block: KeyBlock,
  root: number,
  { neighbours, x }: Machine,
  tables: readonly (readonly Entry[])[],
  what: string,
): number[] {
  const reached: number[] = [];
  const visited = new Uint8Array(x.length);
  const pending: { chip: number; from: number }[] = [{ chip: root, from: -1 }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { chip, from } = next;
    if (visited[chip] === 1) internalFault(`route: spikes of ${what} come to chip ${chip} twice`);
    visited[chip] = 1;
    const entry = tables[chip].find((candidate) => intersects(candidate, block));
    if (entry === undefined && from < 0) internalFault(`route: spikes of ${what} are dropped where they are sent`);
    const route = entry?.route ?? 1 << opposite(from);
    for (let link = 0; link < LINKS; link++) {
      if (((route >>> link) & 1) === 0) continue;
      const to = neighbours[chip * LINKS + link];
      if (to < 0) internalFault(`route: spikes of ${what} leave chip ${chip} over a link that is not there`);
      pending.push({ chip: to, from: opposite(link) });
    }
    for (let core = 0; core < MOST_CORES - LINKS; core++)
      if (((route >>> (LINKS + core)) & 1) === 1) reached.push(seat(chip, core));
  }
  return reached;
}
