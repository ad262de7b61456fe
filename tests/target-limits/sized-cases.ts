/** Every field of a chip that is only sized: nothing is compiled, so a forecast must change or say that it does not fit. */
import type { Forecast } from "../../src/families/family.js";
import type { LimitCase } from "./case.js";
import { BUSY } from "./networks.js";

const UNCHECKED = "nothing is compiled, so that nothing can be checked";

export const sizedCases: Readonly<Record<string, LimitCase<Forecast>>> = {
  "limits.coresPerChip": {
    network: BUSY,
    // How many neurons a core holds is not public; were it, chips could be too few.
    first: { "limits.neuronsPerCore": 10 },
    second: 4,
    binds: "network-exceeds-board",
    unchecked: UNCHECKED,
  },
  "limits.neuronsPerCore": {
    network: BUSY,
    first: { "limits.neuronsPerCore": 10, "limits.coresPerChip": 5 },
    second: 9,
    binds: "network-exceeds-board",
    unchecked: UNCHECKED,
  },
  "limits.memoryPerCore": {
    network: BUSY,
    first: { "limits.memoryPerCore": 1000, "limits.coresPerChip": 5 },
    second: 100,
    binds: "network-exceeds-board",
    unchecked: UNCHECKED,
  },
  "limits.memoryPerChip": { network: BUSY, second: 1000, binds: "network-exceeds-board", unchecked: UNCHECKED },
  "limits.largestWeight": {
    network: BUSY,
    second: 7,
    binds: (before, after) => weights(after).size < weights(before).size,
    unchecked: UNCHECKED,
  },
};

function weights({ onChip }: Forecast): Set<number> {
  return new Set(onChip.projections.flatMap(({ weight }) => (typeof weight === "number" ? [weight] : [...weight])));
}
