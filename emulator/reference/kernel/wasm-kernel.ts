/** The kernel in WebAssembly: rows, arrivals and states lie in one memory of its own. */
import { modelOf, type Network } from "../../../src/network/types.js";
import { hasSimd, LARGEST_ARENA } from "../../common/wasm.js";
import { Arrivals } from "../arrivals.js";
import { bytesOfKeptCounts, bytesOfLists, DeferredDelivery } from "./deferred-delivery.js";
import { planDeferred, type DeferredPlan } from "./deferred-plan.js";
import { bytesOfDeferredRows, DeferredRows } from "./deferred-rows.js";
import { bytesOfCounts, CountedSums, countedGroups, countedProjection } from "./counted-sums.js";
import { bytesOfBitmaps } from "./bitmap-rows.js";
import type { Kernel } from "./kernel.js";
import { bytesOf, KernelMemory } from "./kernel-memory.js";
import { bytesOfRows, rowsInMemory } from "./rows-in-memory.js";
import { WasmDelivery } from "./wasm-delivery.js";
import { bytesOfTable, lengthOfCounts, WasmPlayer } from "./wasm-player.js";
import { bytesOfUpdate, hasWasmUpdate, wasmUpdate } from "./wasm-population.js";

export interface WasmKernelOptions {
  /** Absent: what the engine has. */
  readonly simd?: boolean;
  /** Whether input is deferred where it can be, or nowhere; absent: where it pays. */
  readonly defers?: boolean;
}

/**
 * Makes the kernel of a network, or tells why it cannot be had, as the end of a sentence: then the plain code does the same work.
 * @param longestDelays of what reaches each population, in steps
 */
export function wasmKernel(
  network: Network,
  longestDelays: readonly number[],
  { simd = hasSimd(), defers }: WasmKernelOptions = {},
): Kernel | { readonly cannot: string } {
  if (!simd) return { cannot: "this engine has no WebAssembly with vectors (SIMD)" };
  const plan = defers === false ? null : planDeferred(network, longestDelays, defers);
  const bytes = bytesOfNetwork(network, longestDelays, plan);
  const gigabytes = `${(bytes / 1e9).toFixed(1)} GB`;
  if (bytes > LARGEST_ARENA) return { cannot: `it needs ${gigabytes}, and WebAssembly has 4` };
  let memory: KernelMemory;
  try {
    memory = new KernelMemory(bytes);
  } catch (error) {
    if (error instanceof RangeError) return { cannot: `it needs ${gigabytes} in one piece, which are not free` };
    throw error;
  }
  const incoming = network.populations.map(({ index }) =>
    plan?.populations[index] ? [] : network.projections.filter(({ post }) => post === index).map(countedProjection),
  );
  const deliveries: WasmDelivery[] = [];
  const rows = plan === null ? null : new DeferredRows(network.projections, plan, memory);
  const deferred = plan === null || rows === null ? null : new DeferredDelivery(plan, rows, memory);
  return {
    arrivals({ index, size }, channels, longestDelay) {
      const place = plan?.populations[index] ?? null;
      return place === null || deferred === null
        ? new Arrivals(size, channels, longestDelay, (length) => memory.array(Float64Array, length))
        : new Arrivals(size, channels, longestDelay, () => deferred.arrivalsOf(place), 1);
    },
    deferred,
    arrays: {
      ids: (length) => memory.array(Uint32Array, length),
      counts: (length) => memory.array(Uint16Array, lengthOfCounts(length)),
    },
    update: (population, dt, arrivals) =>
      hasWasmUpdate(population.model) ? wasmUpdate(population, dt, arrivals, memory) : null,
    delivery(projection, arrivals) {
      if (plan !== null && plan.partsOf[projection.index] !== null) {
        rows?.fill(projection);
        return deferred!.addRows(projection);
      }
      const delivery = new WasmDelivery(rowsInMemory(projection, memory), arrivals, memory);
      deliveries[projection.index] = delivery;
      const place = plan?.populations[projection.post] ?? null;
      const { weight, delay } = projection;
      if (place !== null && !delivery.empty) deferred?.addVector(delivery, weight as number, delay as number, place);
      return delivery;
    },
    firstSums: (arrivals) =>
      network.populations.flatMap(({ index }) =>
        countedGroups(incoming[index], arrivals[index], (projection) => givesAll(deliveries[projection.index])).map(
          ({ rows, last }) =>
            new CountedSums(
              rows.map((k) => deliveries[k]),
              last === null ? null : deliveries[last],
              arrivals[index],
              memory,
            ),
        ),
      ),
    player: (options) => new WasmPlayer(options, memory),
  };
}

/** Tells whether a projection is one-to-one onto all neurons of its population: then its counts are as many as there are sums. */
function givesAll({ oneToOne, rows, arrivals }: WasmDelivery): boolean {
  return oneToOne && rows.preSize === arrivals.size;
}

/** Bytes of all that the kernel may be asked for. */
function bytesOfNetwork(network: Network, longestDelays: readonly number[], plan: DeferredPlan | null): number {
  const { populations, projections, sources, size, sourceSize, dt } = network;
  const slots = longestDelays.map((delay) => delay + 1);
  let bytes = 2 * bytesOf(size + sourceSize, 4);
  for (const population of populations) {
    bytes += bytesOfUpdate(population);
    if (plan?.populations[population.index]) continue;
    const channels = modelOf(network, population).synapse === "delta" ? 1 : 2;
    bytes +=
      bytesOf(slots[population.index] * population.size * channels, 8) + channels * bytesOfCounts(population.size);
  }
  if (plan !== null) bytes += bytesOfDeferredRows(plan, projections) + bytesOfLists(plan);
  for (const projection of projections) {
    const { index, source, weight, delay, preSize, postSize, post } = projection;
    if (plan !== null && plan.partsOf[index] !== null) continue;
    bytes += bytesOfRows(projection) + bytesOf(slots[post], 4) + bytesOf(1, 2);
    if (plan?.populations[post]) bytes += bytesOfKeptCounts(preSize, delay as number);
    else if (typeof weight === "number" && typeof delay === "number")
      bytes += bytesOfBitmaps(source.length, preSize, postSize);
  }
  // At most: sources of several projections have one table, and one list of counts.
  for (const { preKind, pre, preSize } of projections)
    if (preKind === "source") bytes += bytesOf(lengthOfCounts(preSize), 2) + bytesOfTable(sources[pre], dt);
  return bytes;
}
