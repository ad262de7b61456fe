/** What a board's design takes of its part and how fast it is, from the report of place-and-route. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { GATEWARE, type Board, type Family } from "./boards.js";

export const USAGE_FILE = join(GATEWARE, "usage.json");

export interface Usage {
  readonly seed: number;
  /** Highest clock of the core, MHz, two digits. */
  readonly mhz: number;
  /** Kind of cell → used, there. */
  readonly cells: Readonly<Record<string, readonly [number, number]>>;
}
export type Usages = Readonly<Record<string, Usage>>;

/** Kinds of cells that are worth a row, as the tools call them, and as docs/ do. */
export const KINDS: Readonly<Record<Family, Readonly<Record<string, string>>>> = {
  ice40: {
    ICESTORM_LC: "logic cells",
    ICESTORM_RAM: "block RAMs",
    ICESTORM_SPRAM: "SPRAM blocks",
    ICESTORM_DSP: "DSP blocks",
  },
  ecp5: {
    TRELLIS_COMB: "LUT4 and carries",
    TRELLIS_FF: "flip-flops",
    DP16KD: "block RAMs",
    MULT18X18D: "multipliers 18 × 18",
  },
};

interface Report {
  readonly fmax: Readonly<Record<string, { readonly achieved: number; readonly constraint: number }>>;
  readonly utilization: Readonly<Record<string, { readonly used: number; readonly available: number }>>;
}

/**
 * Reads the usage out of the folder that place.sh left.
 * @throws Error where the report has no clock or lacks a kind of cell
 */
export function usageIn(folder: string, board: Board): Usage {
  const report = JSON.parse(readFileSync(join(folder, "report.json"), "utf8")) as Report;
  const clocks = Object.values(report.fmax);
  if (clocks.length === 0) throw new Error(`place-and-route of ${board.name} reports no clock.`);
  // Where there are several, the one that comes closest to its limit.
  const [worst] = clocks.sort((a, b) => a.achieved / a.constraint - b.achieved / b.constraint);
  const cells = Object.keys(KINDS[board.family]).map((kind) => {
    const counted = report.utilization[kind];
    if (!counted) throw new Error(`place-and-route of ${board.name} reports no ${kind}.`);
    return [kind, [counted.used, counted.available]] as const;
  });
  return { seed: board.seed, mhz: Math.floor(100 * worst.achieved) / 100, cells: Object.fromEntries(cells) };
}

export const readUsages = (): Usages => JSON.parse(readFileSync(USAGE_FILE, "utf8")) as Usages;
