/**
 * What a description will cost, before anything is drawn: memory of this machine for drawing and compiling, and the fewest cores that hold
 * its synapses. Refuses what neither this machine nor the board can carry; of a large network that both carry, says what it costs.
 */
import type { NetworkDescription } from "../description/types.js";
import { counted } from "../diagnostics/counted.js";
import { fail, type DiagnosticSink } from "../diagnostics/diagnostic.js";
import { ExitCode } from "../diagnostics/exit-codes.js";
import { inGigabytes, inMillions, networkNeed, requireMemory, type NetworkNeed } from "../network/memory-need.js";
import { programNeed } from "./program-need.js";
import type { BoardSpec } from "../targets/limit.js";
import type { TargetSpec } from "../targets/target.js";
import type { FamilyOptions } from "../options/option-tables.js";

/** What else a synapse takes at the peak, in bytes, beside its drawn form; measured on networks of 20 million synapses. */
const WORK = {
  /** Rows by presynaptic neuron. */
  reference: 6,
  /** Rounded weights, and the statistics of theory. */
  check: 10,
  /** Also packed cores, and the emulator's rows. */
  compile: 30,
  /** Packed cores to be written to a file; what gives its synapses back on the way takes less (program-need.ts). */
  program: 30,
} as const;
export type Work = keyof typeof WORK;
const DOING: Readonly<Record<Work, string>> = {
  reference: "drawing and running the reference",
  check: "drawing and rounding its weights",
  compile: "drawing and compiling",
  program: "drawing and compiling",
};

/** From here on a network says what it costs before it is drawn. */
const LARGE = 100_000_000;
/** A word of a synaptic row of SpiNNaker is a synapse. */
const BYTES_OF_SYNAPTIC_WORD = 4;

interface Room {
  /** Synapses that the synaptic memory of one core can hold at most, whatever else is there. */
  readonly perCore: number;
  readonly coresPerChip: number;
}

/** undefined where a limit is not public. */
function roomOf(target: TargetSpec, options: FamilyOptions): Room | undefined {
  const coresPerChip = target.limits.coresPerChip.value;
  if (coresPerChip === null) return undefined;
  if (target.family === "loihi" && options.family === "loihi") {
    const bits = target.limits.synapseMemoryBits.value;
    return bits === null ? undefined : { perCore: bits / options.weightBits, coresPerChip };
  }
  if (target.family === "spinnaker") {
    const bytes = target.limits.sdramPerChip.value;
    return bytes === null ? undefined : { perCore: bytes / BYTES_OF_SYNAPTIC_WORD / coresPerChip, coresPerChip };
  }
  return undefined;
}

interface BoardPrice {
  readonly cores: number;
  /** undefined: on none. */
  readonly smallest: BoardSpec | undefined;
  readonly board: BoardSpec;
  readonly most: number;
}

function priceOnBoard(
  { betweenNeurons }: NetworkNeed,
  target: TargetSpec,
  options: FamilyOptions,
): BoardPrice | undefined {
  const room = roomOf(target, options);
  const boards: readonly BoardSpec[] = target.boards;
  const board = boards.find(({ id }) => id === options.board);
  if (room === undefined || board === undefined) return undefined;
  const cores = Math.ceil(betweenNeurons / room.perCore);
  const most = board.chips * room.coresPerChip;
  return { cores, board, most, smallest: boards.find(({ chips }) => chips * room.coresPerChip >= cores) };
}

/** Whether compiling gives synapses back before the program is whole; other shift rules look at all of them for their advice. */
function givesBack(target: TargetSpec, options: FamilyOptions): boolean {
  return (
    target.family === "spinnaker" &&
    target.image === undefined &&
    options.family === "spinnaker" &&
    options.shiftRule === "bounded-saturation"
  );
}

/**
 * @param copies how many such networks are in memory at once
 * @throws EquipoiseError `network-too-large` (this machine), `network-exceeds-board` with exit code 5 (the board, unless --oversize)
 */
export function priceNetwork(
  description: NetworkDescription,
  target: TargetSpec,
  options: FamilyOptions,
  work: Work,
  report?: DiagnosticSink,
  copies = 1,
): void {
  const need = networkNeed(description);
  const price = priceOnBoard(need, target, options);
  const bytes =
    copies *
    (work === "program" && givesBack(target, options)
      ? programNeed(description)
      : need.bytes + WORK[work] * need.synapses);
  const cores =
    price === undefined
      ? ""
      : `at least ${counted(price.cores, "core")} of ${target.id}, where ${price.board.id} has ${price.most.toLocaleString("en")}`;
  requireMemory(
    need,
    bytes,
    `${DOING[work]}${copies > 1 ? `, ${copies} seeds at once` : ""}`,
    cores === "" ? "" : `; it would take ${cores}`,
  );
  // A smaller network is drawn all the same: `check` then says more of it than that it does not fit.
  if (
    price !== undefined &&
    price.cores > price.most &&
    need.synapses >= LARGE &&
    !options.oversize &&
    work !== "reference"
  ) {
    fail("network-exceeds-board", `the network has about ${inMillions(need.synapses)}, which take ${cores}`, {
      exitCode: ExitCode.doesNotFit,
      limit: { what: "cores", used: price.cores, max: price.most },
      hint:
        price.smallest === undefined
          ? "lower sizes or in-degrees"
          : `choose a larger board (--board ${price.smallest.id}), or lower sizes or in-degrees`,
    });
  }
  if (need.synapses >= LARGE) {
    report?.({
      code: "network-large",
      severity: "note",
      message: `about ${inMillions(need.synapses)}: about ${inGigabytes(bytes)} of memory here${cores === "" ? "" : `, ${cores}`}`,
    });
  }
}
