/** What a board's design takes of its part and how fast it is, from the report of place-and-route. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { GATEWARE, type Board, type Family } from "./boards.js";
import { sdramWays, type NetTiming, type SdramWays } from "./sdram-pads.js";

export const USAGE_FILE = join(GATEWARE, "usage.json");

export interface Usage {
  readonly seed: number;
  /** Highest clock of the core, MHz, two digits. */
  readonly mhz: number;
  /** Kind of cell → used, there. */
  readonly cells: Readonly<Record<string, readonly [number, number]>>;
  /** Of an iCE40: the longest ways into a DSP block without registers, and out of one, ns. */
  readonly dsp?: readonly [number, number];
  /** Of an ECP5 with SDRAM: the ways of its pads. */
  readonly sdram?: SdramWays;
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

/**
 * Longest way through a DSP block of the UP5K without registers, ns: from B to the carry of a product with an addition (icestorm,
 * icefuzz/timings_up5k.txt, cell SB_MAC16_MAC_U_16X16_BYPASS: 11,232.5 ps).
 */
export const DSP_NS = 11.24;
/** What nextpnr calls the clock of DSP blocks that have none; it takes them for registered all the same. */
const NO_CLOCK = "$PACKER_GND_NET";

interface Report {
  readonly fmax: Readonly<Record<string, { readonly achieved: number; readonly constraint: number }>>;
  readonly utilization: Readonly<Record<string, { readonly used: number; readonly available: number }>>;
  /** The longest way from each clock to each other. */
  readonly critical_paths: readonly {
    readonly from: string;
    readonly to: string;
    readonly path: readonly { readonly delay: number }[];
  }[];
  /** With --detailed-timing-report. */
  readonly detailed_net_timings?: readonly NetTiming[];
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
  const usage = { seed: board.seed, mhz: Math.floor(100 * worst.achieved) / 100, cells: Object.fromEntries(cells) };
  return board.family === "ice40"
    ? { ...usage, dsp: waysOfDsp(report, board) }
    : { ...usage, sdram: sdramWays(report.detailed_net_timings ?? [], board.name) };
}

/** @throws Error where a way leads from one such block to another: the sum of both sides is then no bound */
function waysOfDsp({ critical_paths: paths }: Report, { name }: Board): [number, number] {
  const isBlock = (clock: string) => clock.includes(NO_CLOCK);
  if (paths.some(({ from, to }) => isBlock(from) && isBlock(to)))
    throw new Error(`${name} has a way from one DSP block without registers to another.`);
  const longest = (which: (path: Report["critical_paths"][number]) => boolean) =>
    Math.ceil(
      100 * Math.max(0, ...paths.filter(which).map(({ path }) => path.reduce((sum, { delay }) => sum + delay, 0))),
    ) / 100;
  return [longest(({ to }) => isBlock(to)), longest(({ from }) => isBlock(from))];
}

/** Returns what a signal takes at most from a register through a DSP block to the next register, ns. */
export const throughDsp = ([into, outOf]: readonly [number, number]): number => into + DSP_NS + outOf;

export const readUsages = (): Usages => JSON.parse(readFileSync(USAGE_FILE, "utf8")) as Usages;
