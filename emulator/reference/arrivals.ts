/**
 * Arrivals: ring buffer of the synaptic input that is still on its way, one slot a time step.
 *
 * data[(step mod slots)·stride + channel·size + i] = sum of the weights that reach neuron i in `step`.
 * Channels are receptors (0 excitatory, 1 inhibitory); slots = longest delay + 1, so that the slot of the last
 * executed step stays readable until the next delivery. Where deliveries are deferred (kernel/deferred-delivery.ts) there is memory
 * for one slot only, which is filled when its step comes.
 */
import { newFloat64 } from "./allocate.js";

export class Arrivals {
  readonly slots: number;
  /** Entries of one slot. */
  readonly stride: number;
  readonly data: Float64Array;

  constructor(
    readonly size: number,
    readonly channels: number,
    longestDelay: number,
    allocate = newFloat64,
    private readonly held = longestDelay + 1,
  ) {
    this.slots = longestDelay + 1;
    this.stride = size * channels;
    this.data = allocate(held * this.stride);
  }

  /** Index of neuron 0, channel 0, in `step`. */
  offset(step: number): number {
    return (step % this.held) * this.stride;
  }

  /** Empties the slot of `step`, or one channel of it, which then belongs to step + slots. */
  clear(step: number, channel?: number): void {
    const offset = this.offset(step) + (channel ?? 0) * this.size;
    this.data.fill(0, offset, offset + (channel === undefined ? this.stride : this.size));
  }
}
