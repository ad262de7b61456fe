/** Placement, keys and routing tables of a sliced network; what is only routed for the numbers is not kept. */
import { fail } from "../../../src/diagnostics/diagnostic.js";
import { ExitCode } from "../../../src/diagnostics/exit-codes.js";
import { largestOf } from "../../../src/numerics/extrema.js";
import type { SpinnakerMapping } from "../../../src/program/spinnaker/mapping.js";
import type { SpinnakerBoard, SpinnakerTarget } from "../../../src/targets/spinnaker/target.js";
import { internalFault } from "../../common/internal-fault.js";
import type { Sliced } from "../stages.js";
import { checkRoutes } from "../checks/check-routes.js";
import { compressTable } from "../mapping/compress-table.js";
import { allocateKeys, type KeyBlock } from "../mapping/keys.js";
import { machineOf, type Machine } from "../mapping/machine.js";
import { placeCores, type CoreGroup, type Placement } from "../mapping/place-cores.js";
import { meanHops, routingTables, type TableEntry } from "../mapping/routing-tables.js";

export interface Placed {
  readonly sliced: Sliced;
  readonly machine: Machine;
  readonly placement: Placement;
  /** Links between a sender and a chip of its targets, mean. */
  readonly meanHops: number;
}

export interface Routed {
  readonly placed: Placed;
  readonly keys: readonly KeyBlock[];
  /** By chip. */
  readonly tables: readonly (readonly Pick<TableEntry, "key" | "mask" | "route">[])[];
  /** Entries before compression, the most of one chip. */
  readonly uncompressed: number;
}

/** Inputs, slices with their synapse cores, delay extensions. */
function groupsOf({ slices, senders }: Sliced): CoreGroup[] {
  const alone = (from: number, count: number) =>
    Array.from({ length: count }, (_, k) => ({ cores: [from + k], sdram: 0 }));
  const firstSynapseCore = slices.length + senders.inputCores;
  let next = firstSynapseCore;
  const withSynapses = slices.map(({ synapseCores, memory }, k): CoreGroup => {
    const own = synapseCores === 1 ? [] : Array.from({ length: synapseCores }, () => next++);
    return { cores: [k, ...own], sdram: memory.sdram.bytes };
  });
  return [
    ...alone(slices.length, senders.inputCores),
    ...withSynapses,
    ...alone(firstSynapseCore + senders.synapseCores, senders.delayCores),
  ];
}

/** @throws EquipoiseError with exit code 5 where the board is too small */
export function place(sliced: Sliced, board: SpinnakerBoard, target: SpinnakerTarget): Placed {
  const machine = machineOf(board);
  const { senders } = sliced;
  const placement = placeCores(groupsOf(sliced), machine, target);
  return { sliced, machine, placement, meanHops: meanHops(senders.senders, placement, machine) };
}

/** @throws EquipoiseError with exit code 5 where a routing table stays too long */
export function route(placed: Placed, target: SpinnakerTarget): Routed {
  const {
    sliced: { senders },
    placement,
    machine,
  } = placed;
  const limit = target.limits.routerEntries.value ?? Infinity;
  const keys = allocateKeys(senders.senders);
  const full = routingTables(senders.senders, keys, placement, machine);
  const tables = full.map((table, chip) => {
    const short = compressTable(table, limit);
    if (short.length > limit) {
      fail(
        "routing-table-full",
        `The routing table of chip (${machine.x[chip]}, ${machine.y[chip]}) has ${short.length} entries after compression.`,
        {
          exitCode: ExitCode.doesNotFit,
          limit: { what: "entries of a routing table", used: short.length, max: limit },
          hint: "put more atoms on a core (--atoms-per-core), which makes fewer senders; --oversize emulates the arithmetic anyway",
        },
      );
    }
    return short;
  });
  return { placed, keys, tables, uncompressed: largestOf(full.map((table) => table.length)) };
}

/** @throws an internal fault where a spike goes astray, or a router holds more entries than it can */
export function checkRouted({ placed, keys, tables }: Routed, { limits }: SpinnakerTarget): void {
  const {
    sliced: { senders },
    placement,
    machine,
  } = placed;
  const most = limits.routerEntries.value ?? Infinity;
  tables.forEach((table, chip) => {
    if (table.length > most) internalFault(`route: the table of chip ${chip} has ${table.length} entries`);
  });
  checkRoutes(senders.senders, keys, placement, machine, tables);
}

/** What a chip holds more of than it can; null where all is well. */
export function checkPlaced({ sliced, placement }: Placed, { limits }: SpinnakerTarget): string | null {
  const seats = new Set<number>();
  const bytes = new Map<number, number>();
  for (let c = 0; c < placement.chip.length; c++) {
    const seat = placement.chip[c] * 32 + placement.core[c];
    if (seats.has(seat)) return `two cores share seat ${placement.core[c]} of chip ${placement.chip[c]}`;
    seats.add(seat);
    if (placement.core[c] < 1 || placement.core[c] > (limits.coresPerChip.value ?? Infinity))
      return `core ${c} has seat ${placement.core[c]}`;
    bytes.set(placement.chip[c], (bytes.get(placement.chip[c]) ?? 0) + (sliced.slices[c]?.memory.sdram.bytes ?? 0));
  }
  const full = [...bytes].find(([, used]) => used > (limits.sdramPerChip.value ?? Infinity));
  return full === undefined ? null : `chip ${full[0]} needs ${full[1]} bytes of SDRAM`;
}

/** What the program keeps. */
export function mappingOf({ placed, keys, tables }: Routed): SpinnakerMapping {
  const {
    sliced: { senders },
    placement,
    machine,
  } = placed;
  return {
    chipX: Uint16Array.from(placement.chip, (chip) => machine.x[chip]),
    chipY: Uint16Array.from(placement.chip, (chip) => machine.y[chip]),
    core: placement.core,
    senders: senders.senders.map(({ firstId, atoms, extraDelay, core }, s) => ({
      firstId,
      atoms,
      extraDelay,
      core,
      ...keys[s],
    })),
    tables: tables.flatMap((table, chip) =>
      table.length === 0
        ? []
        : [
            {
              x: machine.x[chip],
              y: machine.y[chip],
              keys: Uint32Array.from(table, (e) => e.key),
              masks: Uint32Array.from(table, (e) => e.mask),
              routes: Uint32Array.from(table, (e) => e.route),
            },
          ],
    ),
  };
}
