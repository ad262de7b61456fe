/** Real time on Loihi: the slowest core's neurons and synaptic events, by the chip's published times, and the barrier between steps. */
import type { CorePlan } from "../../../compiler/loihi/stages.js";
import type { Network } from "../../network/types.js";
import { LOIHI_TIMES } from "../../targets/board-speed.js";
import type { LoihiTarget } from "../../targets/loihi/target.js";
import { realTimeFrom, realTimeUnknown, type RealTimeForecast } from "../real-time.js";
import { eventsPerStep, type MeanRates } from "../mean-rates.js";

const NANOSECONDS_PER_MS = 1e6;

/** @param cores of the partition; null where the network does not fit */
export function loihiRealTime(
  network: Network,
  target: LoihiTarget,
  cores: readonly CorePlan[] | null,
  rates: MeanRates,
): RealTimeForecast {
  const times = LOIHI_TIMES[target.id] as (typeof LOIHI_TIMES)[string] | undefined;
  if (times === undefined)
    return realTimeUnknown(network.dt, "no figures for the times of its neurons and synapses are used here");
  if (cores === null) return realTimeUnknown(network.dt, "the network does not fit");
  const events = eventsPerStep(network, rates);
  const busiest = cores.reduce((most, { neurons }) => {
    const received = neurons.reduce((sum, id) => sum + events[id], 0);
    return Math.max(most, neurons.length * times.neuron.value + received * times.synapticEvent.value);
  }, 0);
  const ms = (busiest + times.barrier.value) / NANOSECONDS_PER_MS;
  return realTimeFrom(
    network.dt,
    { low: ms, high: ms },
    "busiest core, published times of the chip alone; spikes to and from a host not counted, which often decide",
  );
}
