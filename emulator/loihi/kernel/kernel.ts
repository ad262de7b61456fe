/**
 * What a hot kernel is: the compartments of a slice, their synapses and everything on its way to them, and a few operations.
 *
 * Time order inside a block of `steps` ≤ 1 + (smallest synaptic delay) steps: nothing emitted in the block acts inside it, so
 *   1. update(step, steps)    every compartment takes all steps of the block, its state in registers
 *   2. deliver…(step, …)      spikes of each step are pushed along the rows of their sources into later slots
 *   3. flush(step)            groups with a negative exponent shift the sum of that step (floor) and add it
 *
 * Whoever drives a kernel reads and writes the arrays of `state`. How input waits for its step is the kernel's own affair: any width,
 * any layout, as long as deliver, readPending and writePending mean the same. All that changes lies in the arena; synapses, which do
 * not, may lie there too (a kernel with a memory of its own declares arrays for them and copies them from the plan).
 */
import type { Arena, ArenaMemory, ArraySpecs } from "../../common/arena.js";
import type { KernelState } from "./neuron-arrays.js";
import type { PortPlan } from "./port-plan.js";
import type { KernelPlan } from "./kernel-plan.js";

export interface Kernel {
  readonly state: KernelState;
  /** Executes `steps` steps from `step` on for all compartments; fills state.fired. */
  update(step: number, steps: number): void;
  /** The sources ids[from] .. ids[to - 1] emit one spike each in `step`. Returns the synaptic events. */
  deliver(step: number, ids: Uint32Array, from: number, to: number): number;
  /** One source emits `count` spikes, or a payload that may be negative, in `step`. Returns the synaptic events. */
  deliverOne(step: number, source: number, count: number): number;
  /** Source port.first + port.from + i emits counts[i] spikes in `step`. Returns the synaptic events. */
  deliverCounts(step: number, port: PortPlan, counts: Uint16Array): number;
  /** The same for a port of `plan.drawn`, whose counts the kernel draws itself; null: it leaves this to the driver. */
  deliverDrawn?(step: number, port: PortPlan): number | null;
  /** To be called after the last delivery of `step`. */
  flush(step: number): void;
  /** Writes the input of compartment i in step + d, modulo 2^32, to into[d·n + i], for all d up to maxDelay. */
  readPending(step: number, into: Int32Array): void;
  /** The reverse; what was pending before is forgotten. */
  writePending(step: number, from: Int32Array): void;
}

/** Makes kernels of one kind. The same program gives the same bits on all kinds. */
export interface KernelFactory<Specs extends ArraySpecs = ArraySpecs> {
  readonly name: string;
  /** Why no such kernel can be had here, or with an arena of so many bytes: a clause; null where it can. The plain one is used instead. */
  cannot?(bytes: number): string | null;
  /** The arrays that a kernel for this plan has in its arena. */
  arrays(plan: KernelPlan): Specs;
  /** Gives the memory of an arena; absent: an ArrayBuffer. */
  readonly allocate?: (bytes: number) => ArenaMemory;
  /** @param arena with `arrays(plan)`, all 0 */
  create(plan: KernelPlan, arena: Arena<Specs>): Kernel;
}
