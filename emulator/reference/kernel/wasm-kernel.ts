/** The kernel in WebAssembly: rows, arrivals and states lie in one memory of its own. */
import { modelOf, type Network } from "../../../src/network/types.js";
import { hasSimd, LARGEST_ARENA } from "../../common/wasm.js";
import { bytesOfCounts, CountedSums, countedGroups, countedProjection } from "./counted-sums.js";
import { bytesOfBitmaps } from "./bitmap-rows.js";
import type { Kernel } from "./kernel.js";
import { bytesOf, KernelMemory } from "./kernel-memory.js";
import { bytesOfRows, rowsInMemory } from "./rows-in-memory.js";
import { WasmDelivery } from "./wasm-delivery.js";
import { bytesOfTable, lengthOfCounts, WasmPlayer } from "./wasm-player.js";
import { bytesOfUpdate, hasWasmUpdate, wasmUpdate } from "./wasm-population.js";

/**
 * Makes the kernel of a network, or tells why it cannot be had, as the end of a sentence: then the plain code does the same work.
 * @param longestDelays of what reaches each population, in steps
 */
export function wasmKernel(
  network: Network,
  longestDelays: readonly number[],
  simd = hasSimd(),
): Kernel | { readonly cannot: string } {
  if (!simd) return { cannot: "this engine has no WebAssembly with vectors (SIMD)" };
  const bytes = bytesOfNetwork(network, longestDelays);
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
    network.projections.filter(({ post }) => post === index).map(countedProjection),
  );
  const deliveries: WasmDelivery[] = [];
  return {
    float64: (length) => memory.array(Float64Array, length),
    arrays: {
      ids: (length) => memory.array(Uint32Array, length),
      counts: (length) => memory.array(Uint16Array, lengthOfCounts(length)),
    },
    update: (population, dt, arrivals) =>
      hasWasmUpdate(population.model) ? wasmUpdate(population, dt, arrivals, memory) : null,
    delivery(projection, arrivals) {
      const delivery = new WasmDelivery(rowsInMemory(projection, memory), arrivals, memory);
      deliveries[projection.index] = delivery;
      return delivery;
    },
    firstSums: (arrivals) =>
      network.populations.flatMap(({ index }) =>
        countedGroups(incoming[index], arrivals[index], (projection) => deliveries[projection.index].oneToOne).map(
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

/** Bytes of all that the kernel may be asked for. */
function bytesOfNetwork(network: Network, longestDelays: readonly number[]): number {
  const { populations, projections, sources, size, sourceSize, dt } = network;
  const slots = longestDelays.map((delay) => delay + 1);
  let bytes = 2 * bytesOf(size + sourceSize, 4);
  for (const population of populations) {
    const channels = modelOf(network, population).synapse === "delta" ? 1 : 2;
    bytes +=
      bytesOf(slots[population.index] * population.size * channels, 8) +
      bytesOfUpdate(population) +
      channels * bytesOfCounts(population.size);
  }
  for (const { source, weight, delay, preSize, postSize } of projections)
    if (typeof weight === "number" && typeof delay === "number")
      bytes += bytesOfBitmaps(source.length, preSize, postSize);
  for (const projection of projections)
    bytes += bytesOfRows(projection) + bytesOf(slots[projection.post], 4) + bytesOf(1, 2);
  // At most: sources of several projections have one table, and one list of counts.
  for (const { preKind, pre, preSize } of projections)
    if (preKind === "source") bytes += bytesOf(lengthOfCounts(preSize), 2) + bytesOfTable(sources[pre], dt);
  return bytes;
}
