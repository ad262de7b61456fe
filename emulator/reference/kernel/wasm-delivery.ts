/** The delivery of one projection by the kernel; what is given from outside, and lies in no kernel's memory, is delivered by the plain code. */
import type { Arrivals } from "../arrivals.js";
import { Delivery, type DeliveryRows, type RowDelivery } from "../deliver.js";
import type { KernelMemory } from "./kernel-memory.js";

export class WasmDelivery implements RowDelivery {
  readonly preFirst: number;
  readonly preEnd: number;
  readonly empty: boolean;
  readonly oneToOne: boolean;
  private readonly plain: Delivery;
  /** The address of target 0 for each delay, in the step being delivered; absent where one slot and channel take all. */
  private readonly slots: Uint32Array | null;
  /** The one delay of all synapses, where the kernel needs it in memory. */
  private readonly delay: Uint8Array | Uint16Array | null;

  /** @param rows in `memory`, as those of `arrivals` are */
  constructor(
    readonly rows: DeliveryRows,
    readonly arrivals: Arrivals,
    private readonly memory: KernelMemory,
  ) {
    const plain = new Delivery(rows, arrivals);
    this.plain = plain;
    this.preFirst = plain.preFirst;
    this.preEnd = plain.preEnd;
    this.empty = plain.empty;
    this.oneToOne = plain.oneToOne;
    const { delay } = rows;
    const oneSlot = typeof delay === "number" && plain.sign !== "mixed";
    this.slots = oneSlot ? null : memory.array(Uint32Array, arrivals.slots);
    this.delay = oneSlot ? null : typeof delay === "number" ? memory.array(Uint16Array, 1).fill(delay) : delay;
  }

  deliver(step: number, ids: Uint32Array, counts: Uint32Array, from: number, to: number): number {
    const { rows, memory } = this;
    if (!memory.holds(ids)) return this.plain.deliver(step, ids, counts, from, to);
    const { start, target, weight, preFirst } = rows;
    const wide = target.BYTES_PER_ELEMENT > 2;
    const { exports } = memory;
    const emitted = [ids.byteOffset + 4 * from, counts.byteOffset + 4 * from, to - from, preFirst] as const;
    if (this.slots === null) {
      const slot = this.slotAt(step);
      if (typeof weight === "number") {
        const add = wide ? exports.addConstant32 : exports.addConstant16;
        return add(slot, start.byteOffset, target.byteOffset, weight, ...emitted);
      }
      const add = wide ? exports.addWeighted32 : exports.addWeighted16;
      return add(slot, start.byteOffset, target.byteOffset, weight.byteOffset, ...emitted);
    }
    return this.deliverDelayed(step, this.slots, emitted);
  }

  /** One-to-one projections only; `counts` in the kernel's memory. */
  deliverCounts(step: number, counts: Uint16Array): number {
    const { rows, memory } = this;
    return memory.exports.addOneToOne(this.slotAt(step), rows.weight as number, counts.byteOffset, rows.preSize);
  }

  private deliverDelayed(
    step: number,
    slots: Uint32Array,
    emitted: readonly [ids: number, counts: number, entries: number, preFirst: number],
  ): number {
    const { rows, arrivals, memory, delay } = this;
    const { start, target, weight } = rows;
    const address = arrivals.data.byteOffset;
    for (let d = 0; d < slots.length; d++) slots[d] = address + 8 * arrivals.offset(step + d);
    const add = target.BYTES_PER_ELEMENT > 2 ? memory.exports.addDelayed32 : memory.exports.addDelayed16;
    return add(
      slots.byteOffset,
      arrivals.channels === 1 ? 0 : 8 * arrivals.size,
      start.byteOffset,
      target.byteOffset,
      typeof weight === "number" ? weight : 0,
      typeof weight === "number" ? 0 : weight.byteOffset,
      delay!.byteOffset,
      typeof rows.delay === "number" ? 0 : delay!.BYTES_PER_ELEMENT,
      delay!.BYTES_PER_ELEMENT > 1,
      ...emitted,
    );
  }

  /** The address of target 0, where all synapses have one delay and one channel. */
  private slotAt(step: number): number {
    const { arrivals, rows } = this;
    const channel = this.plain.sign === "negative" ? arrivals.size : 0;
    return arrivals.data.byteOffset + 8 * (arrivals.offset(step + (rows.delay as number)) + channel);
  }
}
