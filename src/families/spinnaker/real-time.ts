/** Real time on SpiNNaker: that of the slowest core, which the partition has forecast for a busy tick. */
import type { CoreSlice } from "../../../compiler/spinnaker/stages.js";
import { realTimeFrom, realTimeUnknown, type RealTimeForecast } from "../real-time.js";

/** @param dt ms @param timeScaleFactor by how much the machine runs slower than biology */
export function spinnakerRealTime(
  dt: number,
  slices: readonly CoreSlice[] | null,
  timeScaleFactor: number,
): RealTimeForecast {
  if (slices === null || slices.length === 0) return realTimeUnknown(dt, "the network does not fit");
  const ms = (end: "low" | "high") =>
    Math.max(
      ...slices.map(({ realTime: { cost, available } }) => (dt * timeScaleFactor * cost.total[end]) / available),
    );
  return realTimeFrom(
    dt,
    { low: ms("low"), high: ms("high") },
    "busiest core in a busy tick, between what compiled code takes at least and what published statements allow",
  );
}
