/** What does the work of the reference: the plain code, or WebAssembly (wasm-kernel.ts). The bits are the same. */
import type { Population, Projection } from "../../../src/network/types.js";
import { SourcePlayer, type SourcePlayerOptions } from "../../../src/network/source-player.js";
import { pushRows } from "../../../src/network/push-rows.js";
import { Arrivals } from "../arrivals.js";
import { Delivery, inPushOrder, type RowDelivery } from "../deliver.js";
import type { PopulationUpdate } from "../population-update.js";
import { OWN_ARRAYS, type Deferred, type ExchangeArrays, type FirstSums, type PlayCounts } from "../spike-exchange.js";

export const KERNEL_NAMES = ["wasm", "plain"] as const;
export type KernelName = (typeof KERNEL_NAMES)[number];

export interface Kernel {
  arrivals(population: Population, channels: number, longestDelay: number): Arrivals;
  /** For what is emitted. */
  readonly arrays: ExchangeArrays;
  /** Makes the update of a population; null: the kernel has none of this model, and the plain one does. */
  update(population: Population, dt: number, arrivals: Arrivals): PopulationUpdate | null;
  delivery(projection: Projection, arrivals: Arrivals): RowDelivery;
  /** What of the deliveries, all of those that were made, is had by counting. */
  firstSums(arrivals: readonly Arrivals[]): FirstSums[];
  /** What is delivered in the step in which it arrives; null: nothing. */
  readonly deferred: Deferred | null;
  player(options: SourcePlayerOptions): PlayCounts;
}

export const plainKernel: Kernel = {
  arrivals: ({ size }, channels, longestDelay) => new Arrivals(size, channels, longestDelay),
  arrays: OWN_ARRAYS,
  update: () => null,
  delivery(projection, arrivals) {
    const { start, target, order } = pushRows({ projections: [projection] }, 0);
    const { weight, delay, preFirst, preSize } = projection;
    return new Delivery(
      {
        preFirst,
        preSize,
        start,
        target,
        targetOffset: 0,
        weight: typeof weight === "number" ? weight : inPushOrder(weight, order),
        delay: typeof delay === "number" ? delay : inPushOrder(delay, order),
      },
      arrivals,
    );
  },
  firstSums: () => [],
  deferred: null,
  player: (options) => new SourcePlayer(options),
};
