/**
 * Cores onto chips: input cores on the Ethernet chip (the first), then slices in their order, so that populations stay together, each chip
 * filled before the next, chips by their distance from the first. A core goes to the first chip that has a free seat and the SDRAM that it needs;
 * delay extensions follow the core whose spikes they hold back as closely.
 */
import { fail } from "../../../src/diagnostics/diagnostic.js";
import { ExitCode } from "../../../src/diagnostics/exit-codes.js";
import type { SpinnakerTarget } from "../../../src/targets/spinnaker-target.js";
import { breadthFirst, type Machine } from "./machine.js";

export interface CoreDemandOnChip {
  /** Bytes of the chip's SDRAM. */
  readonly sdram: number;
}

export interface Placement {
  /** Chip of each core, and its number there; 0 is the monitor. */
  readonly chip: Uint32Array;
  readonly core: Uint8Array;
}

/** @throws EquipoiseError with exit code 5 where cores are left over */
export function placeCores(cores: readonly CoreDemandOnChip[], first: readonly number[], machine: Machine, { limits }: SpinnakerTarget): Placement {
  const perChip = limits.coresPerChip.value!;
  const memory = limits.sdramPerChip.value!;
  const { order } = breadthFirst(machine, 0);
  const chip = new Uint32Array(cores.length);
  const core = new Uint8Array(cores.length);
  const used = new Uint8Array(order.length);
  const bytes = new Float64Array(order.length);
  let open = 0;
  const rest = cores.map((_, c) => c).filter((c) => !first.includes(c));
  for (const c of [...first, ...rest]) {
    let at = open;
    while (at < order.length && (used[at] === perChip || bytes[at] + cores[c].sdram > memory)) at++;
    if (at === order.length) {
      fail("placement-full", `No chip has room for core ${c} of ${cores.length}: it needs a free core and ${cores[c].sdram.toLocaleString("en")} bytes of SDRAM.`, {
        exitCode: ExitCode.doesNotFit, limit: { what: "cores", used: cores.length, max: perChip * order.length }, hint: "choose a larger board; --oversize emulates the arithmetic anyway",
      });
    }
    chip[c] = order[at];
    used[at]++;
    core[c] = used[at];
    bytes[at] += cores[c].sdram;
    while (open < order.length && used[open] === perChip) open++;
  }
  return { chip, core };
}
