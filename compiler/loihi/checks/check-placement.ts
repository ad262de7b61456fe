/** Every core has a seat of its own on a chip that exists, and the mesh coordinates are those of the seat. */
import type { Partitioned, PassContext, Placed } from "../stages.js";
import { internalFault } from "../../common/internal-fault.js";

export function checkPlacement(input: Partitioned, output: Placed, context: PassContext): void {
  const { chip, core, x, y } = output;
  const n = input.cores.length;
  const perChip = context.target.limits.coresPerChip.value ?? Infinity;
  if (chip.length !== n || core.length !== n || x.length !== n || y.length !== n)
    internalFault("place: a core has no place");
  const seats = new Set<string>();
  const points = new Set<string>();
  for (let c = 0; c < n; c++) {
    if (core[c] >= perChip) internalFault(`place: core ${c} sits on seat ${core[c]} of a chip with ${perChip}`);
    if (chip[c] >= context.board.chips && !context.options.oversize)
      internalFault(`place: core ${c} sits on chip ${chip[c]} of ${context.board.chips}`);
    seats.add(`${chip[c]} ${core[c]}`);
    points.add(`${chip[c]} ${x[c]} ${y[c]}`);
  }
  if (seats.size !== n || points.size !== n) internalFault("place: two cores share a seat");
  const { axons, interChipAxons } = output.traffic;
  if (interChipAxons > axons) internalFault("place: more axons cross chips than there are");
}
