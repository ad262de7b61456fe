/** What a run in real time needs to know of clocks, and the period of a board for a time step. */
import { fail } from "../../src/diagnostics/diagnostic.js";
import { Pace, type PaceReport } from "../protocol/pace.js";
import type { HelloReply } from "../protocol/messages.js";

export interface RealTimeRun {
  /** ms; of the board where it has a time of its own that can be read, which simulated ones have. */
  readonly now: () => number;
  /** Whether `now` is the board's own time. */
  readonly ofBoard: boolean;
  readonly progress?: (step: number, end: number) => void;
  /** Called when all steps have been executed and read. */
  readonly onEnd: (report: PaceReport) => void;
}

const US_PER_MS = 1000;
/** Two crystals of 100 ppm each. */
const CRYSTALS = 2e-4;
/** The STM32F405 runs from its internal oscillator, 1 % at room temperature (data sheet, table of HSI oscillator characteristics), so that any crystal will do. */
const INTERNAL_OSCILLATOR = 1e-2;
/** What such a board calls itself: F405. */
const F405 = 0x35303446;

/** @throws EquipoiseError `bad-option` where the time step is no whole number of microseconds */
export function paceOf(
  { now, ofBoard }: RealTimeRun,
  { board, clockHz }: HelloReply,
  first: number,
  steps: number,
  dt: number,
): { readonly pace: Pace; readonly periodUs: number } {
  const periodUs = Math.round(dt * US_PER_MS);
  if (periodUs < 1 || Math.abs(periodUs - dt * US_PER_MS) > 1e-6)
    fail("bad-option", `--real-time needs a time step of whole microseconds; this one has ${dt} ms`, {
      hint: "choose another time step, or leave out --real-time",
    });
  // The FPGA begins a step every period and one clock.
  const clock = clockHz > 0 ? 1e6 / (clockHz * periodUs) : 0;
  const tolerance = clock + (ofBoard ? 0 : board === F405 ? INTERNAL_OSCILLATOR : CRYSTALS);
  return { pace: new Pace(now, periodUs, first, steps, tolerance), periodUs };
}
