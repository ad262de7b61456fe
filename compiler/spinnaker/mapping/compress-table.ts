/**
 * Fewer entries, with the same way for every key that is used.
 *
 *   1. defaultable entries go, as long as no other entry would catch their keys
 *   2. exact: two entries of one route that differ in one bit become one; it matches nothing new
 *   3. only where the table is still too long: two entries of one route become the smallest block that holds both, if it meets no
 *      entry of another route; it may match keys that nobody sends (the pair compression of PACMAN, SpiNNaker spec §5)
 */
import type { TableEntry } from "./routing-tables.js";

type Entry = Pick<TableEntry, "key" | "mask" | "route">;

export function intersects(a: Pick<Entry, "key" | "mask">, b: Pick<Entry, "key" | "mask">): boolean {
  return ((a.key ^ b.key) & a.mask & b.mask) === 0;
}

export function compressTable(table: readonly TableEntry[], limit: number): Entry[] {
  const kept = mergeExactly(
    table.filter(({ defaultable }) => !defaultable).map(({ key, mask, route }) => ({ key, mask, route })),
  );
  if (kept.length <= limit) return kept;
  // Keys that rely on default routing must stay unmatched.
  return mergeLoosely(
    kept,
    table.filter(({ defaultable }) => defaultable),
    limit,
  );
}

function mergeExactly(entries: readonly Entry[]): Entry[] {
  const byRoute = new Map<number, Entry[]>();
  for (const entry of entries) byRoute.set(entry.route, [...(byRoute.get(entry.route) ?? []), entry]);
  return [...byRoute.values()].flatMap((group) => {
    let current = group;
    for (;;) {
      const known = new Map(current.map((entry) => [`${entry.key}/${entry.mask}`, entry]));
      const merged = new Set<Entry>();
      const next: Entry[] = [];
      for (const entry of current) {
        if (merged.has(entry)) continue;
        const buddy = buddyOf(entry, known, merged);
        if (buddy === undefined) continue;
        merged.add(entry).add(buddy);
        const bit = entry.key ^ buddy.key;
        next.push({ key: (entry.key & ~bit) >>> 0, mask: (entry.mask & ~bit) >>> 0, route: entry.route });
      }
      if (next.length === 0) return current;
      current = [...current.filter((entry) => !merged.has(entry)), ...next];
    }
  });
}

/** An entry that differs in one bit of the mask. */
function buddyOf(entry: Entry, known: ReadonlyMap<string, Entry>, taken: ReadonlySet<Entry>): Entry | undefined {
  for (let bit = 0; bit < 32; bit++) {
    if (((entry.mask >>> bit) & 1) === 0) continue;
    const buddy = known.get(`${(entry.key ^ (1 << bit)) >>> 0}/${entry.mask}`);
    if (buddy !== undefined && !taken.has(buddy)) return buddy;
  }
  return undefined;
}

function mergeLoosely(
  entries: readonly Entry[],
  untouchable: readonly Pick<Entry, "key" | "mask">[],
  limit: number,
): Entry[] {
  let current = [...entries].sort((a, b) => a.route - b.route || a.key - b.key);
  for (let k = 0; k + 1 < current.length && current.length > limit;) {
    const [a, b] = [current[k], current[k + 1]];
    const mask = (a.mask & b.mask & ~(a.key ^ b.key)) >>> 0;
    const block: Entry = { key: (a.key & mask) >>> 0, mask, route: a.route };
    const free =
      a.route === b.route &&
      current.every((entry) => entry.route === a.route || !intersects(entry, block)) &&
      untouchable.every((entry) => !intersects(entry, block));
    if (free) current = [...current.slice(0, k), block, ...current.slice(k + 2)];
    else k++;
  }
  return current;
}
