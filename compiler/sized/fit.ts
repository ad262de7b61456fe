/**
 * Whether a network surely exceeds a chip that is only sized. How its software lays a network out is not public, so only what no layout can
 * undercut is counted: a weight of b bits takes b bits, and neurons go onto cores by what is public of a core.
 *
 *   bits of a weight = ⌈log2(2·largest + 1)⌉;   cores ≥ neurons / neurons of a core, and ≥ bytes / bytes of a core
 */
import { EquipoiseError } from "../../src/diagnostics/diagnostic.js";
import { ExitCode } from "../../src/diagnostics/exit-codes.js";
import type { Network } from "../../src/network/types.js";
import type { SizedOptions } from "../../src/options/sized.js";
import { boardOf } from "../../src/targets/registry.js";
import type { SizedTarget } from "../../src/targets/sized/target.js";

/** Bytes of the weights of a network alone. */
function weightBytes({ synapses }: Pick<Network, "synapses">, { limits }: SizedTarget): number {
  const bits = Math.ceil(Math.log2(2 * (limits.largestWeight.value ?? 1) + 1));
  return Math.ceil((synapses * bits) / 8);
}

/** The refusal, with exit code 5; null where it may fit, or where `oversize` lets it exceed the board. */
export function misfitOf(
  network: Pick<Network, "synapses" | "size">,
  target: SizedTarget,
  options: SizedOptions,
): EquipoiseError | null {
  if (options.oversize) return null;
  const { limits } = target;
  const board = boardOf(target, options.board);
  const bytes = weightBytes(network, target);
  const least = Math.max(
    network.size / (limits.neuronsPerCore.value ?? Infinity),
    bytes / (limits.memoryPerCore.value ?? Infinity),
  );
  const needs: readonly (readonly [what: string, used: number, perChip: number | null])[] = [
    ["bytes of memory for weights alone", bytes, limits.memoryPerChip.value],
    ["cores", Math.ceil(least), limits.coresPerChip.value],
  ];
  for (const [what, used, perChip] of needs) {
    const max = (perChip ?? Infinity) * board.chips;
    if (used <= max) continue;
    return new EquipoiseError(
      [
        {
          code: "network-exceeds-board",
          severity: "error",
          message: `The network needs at least ${used.toLocaleString("en")} ${what}, and board ${board.id} of ${target.title} has ${max.toLocaleString("en")}.`,
          limit: { what, used, max },
          hint: "choose a larger board, or lower sizes or in-degrees; --oversize lets it exceed the board",
        },
      ],
      ExitCode.doesNotFit,
    );
  }
  return null;
}
