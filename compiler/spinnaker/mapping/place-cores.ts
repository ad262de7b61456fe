/**
 * Cores onto chips: input cores on the Ethernet chip (the first), then slices in their order, so that populations stay together, each chip
 * filled before the next, chips by their distance from the first. A group of cores that share memory goes to the first chip that has seats
 * and SDRAM for all of it.
 */
import { fail } from "../../../src/diagnostics/diagnostic.js";
import { ExitCode } from "../../../src/diagnostics/exit-codes.js";
import type { SpinnakerTarget } from "../../../src/targets/spinnaker/target.js";
import { breadthFirst, type Machine } from "./machine.js";

/** Cores of one chip. */
export interface CoreGroup {
  readonly cores: readonly number[];
  /** Bytes of the chip's SDRAM. */
  readonly sdram: number;
}

export interface Placement {
  /** Chip of each core, and its number there; 0 is the monitor. */
  readonly chip: Uint32Array;
  readonly core: Uint8Array;
}

/** In the order of the groups. @throws EquipoiseError with exit code 5 where cores are left over */
export function placeCores(groups: readonly CoreGroup[], machine: Machine, { limits }: SpinnakerTarget): Placement {
  const perChip = limits.coresPerChip.value ?? Infinity;
  const memory = limits.sdramPerChip.value ?? Infinity;
  const { order } = breadthFirst(machine, 0);
  const total = groups.reduce((sum, { cores }) => sum + cores.length, 0);
  const chip = new Uint32Array(total);
  const core = new Uint8Array(total);
  const used = new Uint8Array(order.length);
  const bytes = new Float64Array(order.length);
  let open = 0;
  for (const { cores, sdram } of groups) {
    let at = open;
    while (at < order.length && (used[at] + cores.length > perChip || bytes[at] + sdram > memory)) at++;
    if (at === order.length) {
      fail(
        "placement-full",
        `No chip has room for core ${cores[0]} of ${total}: it needs ${cores.length} free on one chip and ${sdram.toLocaleString("en")} bytes of SDRAM.`,
        {
          exitCode: ExitCode.doesNotFit,
          limit: { what: "cores", used: total, max: perChip * order.length },
          hint: "choose a larger board; --oversize emulates the arithmetic anyway",
        },
      );
    }
    for (const c of cores) {
      chip[c] = order[at];
      core[c] = ++used[at];
    }
    bytes[at] += sdram;
    while (open < order.length && used[open] === perChip) open++;
  }
  return { chip, core };
}
