/**
 * Routing: each sender's spikes run along a shortest-path tree to all chips with targets, so that no link carries a spike twice. A chip
 * that a spike only crosses straight needs no entry: what no entry matches goes on straight. Route bits: links 0..5, then core p at bit 6 + p.
 * Source: SpiNNaker spec §5 (application_router.py).
 */
import type { Placement } from "./place-cores.js";
import type { KeyBlock } from "./keys.js";
import { breadthFirst, LINKS, type BreadthFirst, type Machine } from "./machine.js";
import type { Sender } from "./sender.js";

export interface TableEntry extends KeyBlock {
  readonly route: number;
  /** True where a spike would go the same way without an entry. */
  readonly defaultable: boolean;
}

function coreBit(core: number): number {
  return 1 << (LINKS + core);
}

/** Entries of each chip, in the order of the senders. */
export function routingTables(
  senders: readonly Sender[],
  keys: readonly KeyBlock[],
  { chip, core }: Placement,
  machine: Machine,
): TableEntry[][] {
  const tables: TableEntry[][] = Array.from(machine.x, () => []);
  const trees = new Map<number, BreadthFirst>();
  senders.forEach((sender, s) => {
    const root = chip[sender.core];
    const tree = trees.get(root) ?? breadthFirst(machine, root);
    trees.set(root, tree);
    const routes = new Map<number, number>([[root, 0]]);
    for (const target of sender.targets) {
      let at = chip[target];
      routes.set(at, (routes.get(at) ?? 0) | coreBit(core[target]));
      for (; at !== root; at = tree.parent[at])
        routes.set(tree.parent[at], (routes.get(tree.parent[at]) ?? 0) | (1 << tree.link[at]));
    }
    for (const [at, route] of routes) {
      // Arrives over the far end of the parent's link and leaves straight on, with nobody here.
      const straight = at !== root && route === 1 << tree.link[at];
      tables[at].push({ ...keys[s], route, defaultable: straight });
    }
  });
  return tables;
}

/** Mean number of links between a sender's chip and the chips of its targets. */
export function meanHops(senders: readonly Sender[], { chip }: Placement, machine: Machine): number {
  let [hops, pairs] = [0, 0];
  for (const { core, targets } of senders) {
    const { distance } = breadthFirst(machine, chip[core]);
    for (const at of new Set(targets.map((target) => chip[target]))) {
      hops += distance[at];
      pairs++;
    }
  }
  return pairs === 0 ? 0 : hops / pairs;
}
