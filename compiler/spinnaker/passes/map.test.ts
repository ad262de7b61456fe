/** Placement, keys, trees and tables: every spike reaches exactly its targets, and the checker notices where it does not. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SPINNAKER1 } from "../../../src/targets/spinnaker/spinnaker1.js";
import { checkRoutes } from "../checks/check-routes.js";
import { compressTable, intersects } from "../mapping/compress-table.js";
import { allocateKeys, COLOUR_BITS, keyOf, type KeyBlock } from "../mapping/keys.js";
import { breadthFirst, LINKS, machineOf, opposite, type Machine } from "../mapping/machine.js";
import { placeCores, type Placement } from "../mapping/place-cores.js";
import { routingTables, type TableEntry } from "../mapping/routing-tables.js";
import type { Sender } from "../mapping/sender.js";

const boards = SPINNAKER1.boards.filter((board) => board.id !== "torus-12");
const ENTRIES = SPINNAKER1.limits.routerEntries.value!;

interface Mapped {
  readonly machine: Machine;
  readonly senders: readonly Sender[];
  readonly keys: readonly KeyBlock[];
  readonly placement: Placement;
  readonly full: readonly (readonly TableEntry[])[];
}

/** Cores that each send to some of the others, on a board that holds them. */
const mappings = fc
  .record({
    board: fc.constantFrom(...boards),
    cores: fc.integer({ min: 1, max: 60 }),
    seed: fc.array(fc.nat(0xffff), { minLength: 1, maxLength: 12 }),
    atoms: fc.integer({ min: 1, max: 300 }),
  })
  .map(({ board, cores, seed, atoms }): Mapped => {
    const machine = machineOf(board);
    const placement = placeCores(
      Array.from({ length: Math.min(cores, board.chips * 5) }, (_, k) => ({ cores: [k], sdram: 20e6 })),
      machine,
      SPINNAKER1,
    );
    const n = placement.chip.length;
    const senders = Array.from({ length: n }, (_, core): Sender => {
      const bits = seed[core % seed.length] ^ (core * 40503);
      const targets = Array.from({ length: n }, (_unused, k) => k).filter((k) => ((bits >>> (k % 16)) & 1) === 1);
      return {
        firstId: 1000 * core,
        atoms: 1 + ((atoms * (core + 1)) % 300),
        extraDelay: 0,
        core,
        targets: targets.length === 0 ? [core] : targets,
      };
    });
    const keys = allocateKeys(senders);
    return { machine, senders, keys, placement, full: routingTables(senders, keys, placement, machine) };
  });

type Entry = Pick<TableEntry, "key" | "mask" | "route">;

/** One key, one packet at a time: the cores it reaches. */
function deliver(key: number, root: number, { neighbours }: Machine, tables: readonly (readonly Entry[])[]): string[] {
  const reached: string[] = [];
  const packets = [{ chip: root, from: -1, hops: 0 }];
  for (let packet = packets.pop(); packet !== undefined; packet = packets.pop()) {
    if (packet.hops > 200) return ["loop"];
    const { chip, from, hops } = packet;
    const entry = tables[chip].find((e) => (key & e.mask) >>> 0 === e.key);
    const route = entry?.route ?? (from < 0 ? 0 : 1 << opposite(from));
    for (let link = 0; link < LINKS; link++) {
      if (((route >>> link) & 1) === 0) continue;
      const to = neighbours[chip * LINKS + link];
      if (to < 0) reached.push("lost");
      else packets.push({ chip: to, from: opposite(link), hops: hops + 1 });
    }
    for (let core = 0; core < 26; core++) if (((route >>> (LINKS + core)) & 1) === 1) reached.push(`${chip}.${core}`);
  }
  return reached.sort();
}

describe("machineOf", () => {
  it("has 48 chips on a SpiNN-5 board, and every live link has its opposite", () => {
    expect(machineOf(SPINNAKER1.boards.find((b) => b.id === "spin5")!).x).toHaveLength(48);
    for (const board of boards) {
      const { x, neighbours } = machineOf(board);
      expect(x).toHaveLength(board.chips);
      for (let c = 0; c < x.length; c++) {
        for (let l = 0; l < LINKS; l++) {
          const to = neighbours[c * LINKS + l];
          if (to >= 0) expect(neighbours[to * LINKS + opposite(l)]).toBe(c);
        }
      }
      expect(breadthFirst(machineOf(board), 0).order).toHaveLength(x.length);
    }
  });
});

describe("placeCores", () => {
  it("keeps the cores of a group on one chip, never two on one seat, and names what is missing", () => {
    const machine = machineOf(SPINNAKER1.boards[0]);
    fc.assert(
      fc.property(
        fc.array(fc.record({ size: fc.integer({ min: 1, max: 15 }), sdram: fc.integer({ min: 0, max: 60_000_000 }) }), {
          minLength: 1,
          maxLength: 12,
        }),
        (sizes) => {
          let next = 0;
          const groups = sizes.map(({ size, sdram }) => ({ cores: Array.from({ length: size }, () => next++), sdram }));
          let placement: Placement;
          try {
            placement = placeCores(groups, machine, SPINNAKER1);
          } catch (error) {
            expect(String(error)).toMatch(/No chip has room for core \d+ of \d+/);
            return;
          }
          for (const { cores } of groups) expect(new Set(cores.map((c) => placement.chip[c])).size).toBe(1);
          const seats = new Set(Array.from(placement.chip, (chip, c) => chip * 32 + placement.core[c]));
          expect(seats.size).toBe(next);
          for (const core of placement.core) expect(core >= 1 && core <= 16).toBe(true);
          machine.x.forEach((_, chip) =>
            expect(
              groups
                .filter(({ cores }) => placement.chip[cores[0]] === chip)
                .reduce((sum, { sdram }) => sum + sdram, 0),
            ).toBeLessThanOrEqual(SPINNAKER1.limits.sdramPerChip.value!),
          );
        },
      ),
    );
  });
});

describe("routing", () => {
  it("brings every key of every sender to exactly its targets, through full and compressed tables, on every board", () => {
    fc.assert(
      fc.property(mappings, fc.constantFrom(ENTRIES, 4), ({ machine, senders, keys, placement, full }, limit) => {
        checkRoutes(senders, keys, placement, machine, full);
        const tables = full.map((table) => compressTable(table, limit));
        checkRoutes(senders, keys, placement, machine, tables);
        tables.forEach((table, chip) => expect(table.length).toBeLessThanOrEqual(full[chip].length));
        // The checker itself is held by a packet-by-packet walk.
        const s = senders.length >> 1;
        const { atoms, core, targets } = senders[s];
        const expected = targets.map((t) => `${placement.chip[t]}.${placement.core[t]}`).sort();
        for (const atom of [0, atoms - 1])
          expect(deliver(keyOf(keys[s], atom), placement.chip[core], machine, tables)).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });

  it("is held by a checker that notices every removed entry, every flipped route bit and every key that was moved", () => {
    fc.assert(
      fc.property(
        mappings,
        fc.nat(),
        fc.nat(),
        fc.integer({ min: 0, max: 22 }),
        fc.constantFrom("remove", "flip", "move"),
        ({ machine, senders, keys, placement, full }, c, e, bit, change) => {
          const tables = full.map((table) => compressTable(table, ENTRIES));
          const chips = tables.flatMap((table, chip) => (table.length > 0 ? [chip] : []));
          const chip = chips[c % chips.length];
          const at = e % tables[chip].length;
          const entry = tables[chip][at];
          const changed =
            change === "remove"
              ? []
              : [
                  change === "flip"
                    ? { ...entry, route: entry.route ^ (1 << bit) }
                    : { ...entry, key: (entry.key ^ (entry.mask & -entry.mask)) >>> 0 },
                ];
          const broken = tables.map((table, k) =>
            k === chip ? [...table.slice(0, at), ...changed, ...table.slice(at + 1)] : table,
          );
          // A moved key may land where another entry is matched first: the packet-by-packet walk decides.
          const differs = senders.some(({ atoms, core }, s) =>
            Array.from({ length: atoms }, (_, atom) => keyOf(keys[s], atom)).some(
              (key) =>
                deliver(key, placement.chip[core], machine, broken).join() !==
                deliver(key, placement.chip[core], machine, tables).join(),
            ),
          );
          const check = () => checkRoutes(senders, keys, placement, machine, broken);
          if (differs) expect(check).toThrow();
          else if (change !== "move") expect(change).toBe("nothing changed");
        },
      ),
      { numRuns: 80 },
    );
  });
});

describe("compressTable", () => {
  const entries = fc
    .array(fc.record({ block: fc.nat(63), route: fc.integer({ min: 1, max: 3 }), defaultable: fc.boolean() }), {
      minLength: 1,
      maxLength: 40,
    })
    .map((list) => {
      const seen = new Set<number>();
      return list
        .filter(({ block }) => !seen.has(block) && seen.add(block) !== undefined)
        .map(({ block, route, defaultable }): TableEntry => ({
          key: (block << 4) >>> 0,
          mask: 0xfffffff0,
          route: defaultable ? 8 : route,
          defaultable,
        }));
    });

  it("keeps the route of every used key and matches no key that relies on default routing, at any limit", () => {
    fc.assert(
      fc.property(entries, fc.integer({ min: 0, max: 40 }), (table, limit) => {
        const short = compressTable(table, limit);
        for (const { key, route, defaultable } of table) {
          for (const colour of [0, 15]) {
            const found = short.find((entry) => intersects(entry, { key: (key | colour) >>> 0, mask: 0xffffffff }));
            if (defaultable) expect(found).toBeUndefined();
            else expect(found?.route).toBe(route);
          }
        }
      }),
    );
  });

  it("makes one entry of sixteen neighbouring blocks, three of eleven", () => {
    const blocks = (n: number) =>
      Array.from({ length: n }, (_, k): TableEntry => ({
        key: k << 8,
        mask: 0xffffff00,
        route: 1,
        defaultable: false,
      }));
    expect(compressTable(blocks(16), ENTRIES)).toEqual([{ key: 0, mask: 0xfffff000, route: 1 }]);
    expect(compressTable(blocks(11), ENTRIES)).toHaveLength(3);
    expect(compressTable(blocks(11), 1)).toHaveLength(1);
  });
});

describe("allocateKeys", () => {
  it("gives every sender a block of its own, aligned, with room for its atoms and colours", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 1, maxLength: 60 }), (sizes) => {
        const blocks = allocateKeys(sizes.map((atoms) => ({ atoms })));
        blocks.forEach(({ key, mask }, k) => {
          expect((key & ~mask) >>> 0).toBe(0);
          expect(2 ** 32 - mask).toBeGreaterThanOrEqual(sizes[k] * 2 ** COLOUR_BITS);
          for (let other = 0; other < k; other++) expect(intersects(blocks[k], blocks[other])).toBe(false);
        });
      }),
    );
  });
});
