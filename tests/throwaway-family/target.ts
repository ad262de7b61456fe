/** A chip that nobody built: decays are shifts, states are 16 bits and saturate, weights are 8 bits. */
import type { BoardSpec, Limit } from "../../src/targets/limit.js";

export interface ShiftTarget {
  readonly family: "shift";
  readonly id: string;
  readonly title: string;
  readonly boards: readonly BoardSpec[];
  readonly defaultBoard: string;
  readonly profiles: Readonly<
    Record<"shift", { readonly id: "shift"; readonly summary: string; readonly source: string }>
  >;
  readonly defaultProfile: "shift";
  readonly placementIsAccurate: boolean;
  readonly limits: { readonly coresPerChip: Limit; readonly neuronsPerCore: Limit; readonly maxDelay: Limit };
  /** Bits, with sign. */
  readonly widths: { readonly state: number; readonly weight: number };
}

const SOURCE = "tests/throwaway-family: invented";

export const SHIFT1: ShiftTarget = {
  family: "shift",
  id: "shift1",
  title: "Shift 1",
  boards: [{ id: "one", title: "one chip", chips: 1, source: SOURCE }],
  defaultBoard: "one",
  profiles: { shift: { id: "shift", summary: "v -= v >> k, 16 bits that saturate", source: SOURCE } },
  defaultProfile: "shift",
  placementIsAccurate: true,
  limits: {
    coresPerChip: { value: 8, source: SOURCE },
    neuronsPerCore: { value: 100, source: SOURCE },
    maxDelay: { value: 15, source: SOURCE },
  },
  widths: { state: 16, weight: 8 },
};
