/**
 * What moved when the network was drawn, for the lists of exports of described networks: these write the drawn network, whose times are whole
 * steps and whose weights have the sign of their projection. Parameters, refractory periods among them, are written as they were given.
 */
import { modelOf, type Network } from "../network/types.js";
import { WEIGHT_UNIT } from "../models/neuron-model.js";
import { atMost } from "../numerics/two-digits.js";
import { formatTime } from "../numerics/time-grid.js";
import type { LossList } from "./losses.js";

/** Adds one `lost` for each place and kind: how many values moved, of how many, and by how much at most. */
export function sayWhatDrawingMoved(losses: LossList, network: Network): void {
  const { dt, projections, populations, delayRounding, timeRounding = [], weightClipping = [] } = network;
  for (const { projection, count, worst } of delayRounding) {
    const of = projections.find(({ name }) => name === projection)?.source.length ?? count;
    losses.add(
      "lost",
      `projection ${projection}`,
      `${share(count, of)} delays moved to whole steps of ${formatTime(dt)}, as the network runs with, by up to ${atMost(worst)} ms`,
    );
  }
  for (const { where, what, count, of, note } of timeRounding)
    if (what !== "refractory period") losses.add("lost", where, of === 1 ? note : `${share(count, of)}: ${note}`);
  for (const { projection, count, of, worst } of weightClipping) {
    const { post } = projections.find(({ name }) => name === projection)!;
    const unit = WEIGHT_UNIT[modelOf(network, populations[post]).synapse];
    losses.add(
      "lost",
      `projection ${projection}`,
      `${share(count, of)} weights, drawn with the sign opposite to the mean, stand as 0, by up to ${atMost(worst)} ${unit}`,
    );
  }
}

function share(count: number, of: number): string {
  return `${count.toLocaleString("en")} of ${of.toLocaleString("en")}`;
}
