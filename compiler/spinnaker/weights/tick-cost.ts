/**
 * Predicts whether a core keeps real time: cycles of a tick between two ends (src/targets/spinnaker/costs.ts),
 *
 *   atoms·(steps·update + types·slot) + rows·row + max(events·event, words·dma) + tick     against   clock·dt·factor
 *
 * DMA fills one row buffer while the core works on the other, hence the maximum. The time-scale factor slows the tick down:
 * `needed` is the least whole factor at the low end, `enough` at the high end. Between them only a measurement tells.
 */
import type { Diagnostic } from "../../../src/diagnostics/diagnostic.js";
import type { Cost, SpinnakerCosts } from "../../../src/targets/spinnaker/costs.js";
import type { CoreLoad } from "./core-load.js";

/** Cycles. */
export interface CycleRange {
  readonly low: number;
  readonly high: number;
}

export interface TickCost {
  readonly neurons: CycleRange;
  readonly rows: CycleRange;
  /** Synaptic events or their DMA, whichever is longer. */
  readonly synapses: CycleRange;
  readonly tick: CycleRange;
  readonly total: CycleRange;
}

export interface RealTime {
  /** yes: also at the high end; no: not even at the low end; unknown: the figures do not decide. */
  readonly holds: "yes" | "no" | "unknown";
  readonly cost: TickCost;
  /** Cycles in a tick at this time-scale factor. */
  readonly available: number;
  /** Least whole time-scale factors: no smaller one than `needed` can hold, `enough` will. */
  readonly needed: number;
  readonly enough: number;
}

const times = (n: number, { low, high }: Cost): CycleRange => ({ low: n * low.value, high: n * high.value });
const plus = (...ranges: readonly CycleRange[]): CycleRange => ({
  low: ranges.reduce((sum, range) => sum + range.low, 0),
  high: ranges.reduce((sum, range) => sum + range.high, 0),
});

export function tickCost(load: CoreLoad, c: SpinnakerCosts): TickCost {
  const neurons = plus(
    times(load.atoms * load.stepsPerTick, c.neuronUpdate[load.model]),
    times(load.atoms * load.synapseTypes, c.ringBufferSlot),
  );
  const rows = times(load.rowsRead, c.rowRead);
  const events = times(load.synapticEvents, c.synapticEvent);
  const words = times(load.wordsRead, c.dmaWord);
  const synapses = { low: Math.max(events.low, words.low), high: Math.max(events.high, words.high) };
  const tick = times(1, c.tick);
  return { neurons, rows, synapses, tick, total: plus(neurons, rows, synapses, tick) };
}

/** A tick with `sigmas` standard deviations more spikes than the mean, as of independent sources. */
export function busyTick(load: CoreLoad, sigmas: number): CoreLoad {
  const more = load.spikesReceived > 0 ? 1 + sigmas / Math.sqrt(load.spikesReceived) : 1;
  const { spikesReceived, rowsRead, synapticEvents, wordsRead } = load;
  return {
    ...load,
    spikesReceived: spikesReceived * more,
    rowsRead: rowsRead * more,
    synapticEvents: synapticEvents * more,
    wordsRead: wordsRead * more,
  };
}

/** Busy ticks are those that one in a thousand exceeds. */
const BUSY = 3.09;

/** @param dt ms @param sigmas by how much the tick judged is busier than the mean */
export function realTime(
  load: CoreLoad,
  costs: SpinnakerCosts,
  dt: number,
  { timeScaleFactor = 1, sigmas = BUSY } = {},
): RealTime {
  const cost = tickCost(busyTick(load, sigmas), costs);
  const perTick = (costs.clock.value * dt) / 1000;
  const available = perTick * timeScaleFactor;
  const factor = (cycles: number) => Math.max(1, Math.ceil(cycles / perTick));
  const holds = cost.total.high <= available ? "yes" : cost.total.low > available ? "no" : "unknown";
  return { holds, cost, available, needed: factor(cost.total.low), enough: factor(cost.total.high) };
}

const percent = (cycles: number, available: number): string =>
  `${Math.round((100 * cycles) / available).toLocaleString("en")} %`;

/** What to tell about a core that does not surely keep real time; undefined if it does. */
export function realTimeDiagnostic(
  core: number,
  { holds, cost, available, needed, enough }: RealTime,
): Diagnostic | undefined {
  if (holds === "yes") return undefined;
  const object = `core ${core}`;
  const range = `${percent(cost.total.low, available)} to ${percent(cost.total.high, available)} of the cycles of a busy tick`;
  return holds === "no"
    ? {
        code: "real-time-missed",
        severity: "warning",
        place: { object },
        message: `Core ${core} cannot keep real time: it needs ${range}.`,
        hint: `put fewer atoms on a core, or slow the machine down: a time-scale factor below ${needed} cannot hold, ${enough} will`,
      }
    : {
        code: "real-time-unknown",
        severity: "note",
        place: { object },
        message: `Whether core ${core} keeps real time cannot be told: it needs ${range}, by figures that are not measured.`,
        hint: `at a time-scale factor of ${enough} it holds by the highest of these figures`,
      };
}
