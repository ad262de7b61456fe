/**
 * The fast kernel: WebAssembly with vectors (assembly/, from AssemblyScript), over the memory of its arena. What of a program goes which
 * way is decided when the kernel is made, from what is proved of it: narrow-slots.ts, wasm-rows.ts.
 */
import type { Arena, ArraysOf, ArraySpecs } from "../../common/arena.js";
import { hasSimd, instantiate, LARGEST_ARENA, wasmMemory } from "../../common/wasm.js";
import { WASM_MODULE } from "./generated/wasm-module.js";
import type { Kernel, KernelFactory } from "./kernel.js";
import type { KernelPlan } from "./kernel-plan.js";
import { alignedPort, narrowUnit, type AlignedPort } from "./narrow-slots.js";
import { neuronArrays, type KernelState } from "./neuron-arrays.js";
import type { PortPlan } from "./port-plan.js";
import { USUAL_OPTIONS, type WasmOptions } from "./wasm-options.js";
import {
  CLASS_ROWS,
  CLASS_WORDS,
  layOutRows,
  MOST_AT_ONCE,
  RUN_WORDS,
  STAGE_WORDS,
  writeRows,
  type RowLayout,
} from "./wasm-rows.js";

/** Compartments of a vector of bits. */
const VECTOR_BITS = 128;
/** Sources whose counts are drawn at once. */
const DRAWN_AT_ONCE = 16;
/** A sum of rows counts to 255. */
const PLANES = 8;

/** Numbers and arrays as assembly/memory.ts reads them. */
const TABLE_NUMBERS = 17;
const TABLE_ARRAYS = [
  ...["u", "v", "refractory", "uFactor", "vFactor", "bias", "threshold", "vmin", "vmax", "refractoryPeriod"],
  ...["population", "counters", "lossCounts", "lossAmounts", "lossPeaks", "noiseU", "noiseV", "fired", "firedCount"],
  ...["narrow", "wide", "slotUsed", "stages", "openStages", "stageOpen", "ids", "rowStart", "rowEvents", "runs"],
  ...["rowLists", "cursors", "lists", "bitmap", "classes", "classRows", "planes", "counts"],
] as const;

interface Exports {
  bind(table: number): void;
  setClasses(count: number): void;
  update(step: number, steps: number): void;
  deliver(step: number, count: number): number;
  deliverOne(step: number, source: number, count: number, worth: number): number;
  flush(step: number): void;
  forgetStages(): void;
  addCounts(step: number, delay: number, skip: number, size: number, first: number, weight: number): number;
  poissonCounts(
    step: number,
    seed: number,
    stream: number,
    first: number,
    blocks: number,
    thresholds: number,
    n: number,
    least: number,
    guide: number,
    shift: number,
    out: number,
  ): void;
}

/** What is decided before there is memory. */
interface Design {
  readonly slots: number;
  readonly stride: number;
  /** null: all sums have 32 bits. */
  readonly unit: number | null;
  readonly rows: RowLayout;
}

function design(plan: KernelPlan, options: WasmOptions): Design {
  const stride = Math.ceil(plan.n / VECTOR_BITS) * VECTOR_BITS;
  const unit = options.narrow === "never" ? null : narrowUnit(plan);
  return {
    slots: 2 ** Math.ceil(Math.log2(plan.maxDelay + 1 + plan.block)),
    stride,
    unit,
    rows: layOutRows(plan, stride, unit, options),
  };
}

function wasmArrays(plan: KernelPlan, { slots, stride, unit, rows }: Design) {
  const stages = plan.rows.stages.length;
  const sources = plan.rows.rowStart.length;
  const sum = (lengths: readonly number[]) => lengths.reduce((a, b) => a + b, 0);
  return {
    ...neuronArrays(plan),
    table: { kind: "uint32", length: TABLE_NUMBERS + TABLE_ARRAYS.length },
    narrow: { kind: "int16", length: unit === null ? 0 : slots * stride },
    wide: { kind: "int32", length: slots * stride + plan.rows.stageSize },
    slotUsed: { kind: "uint8", length: slots },
    stages: { kind: "int32", length: stages * STAGE_WORDS },
    openStages: { kind: "uint32", length: stages },
    stageOpen: { kind: "uint8", length: stages },
    ids: { kind: "uint32", length: MOST_AT_ONCE },
    rowStart: { kind: "uint32", length: sources },
    rowEvents: { kind: "uint32", length: sources - 1 },
    rowLists: { kind: "uint32", length: sources },
    runs: { kind: "int32", length: rows.runs * RUN_WORDS },
    cursors: { kind: "uint32", length: 2 * MOST_AT_ONCE },
    lists: { kind: "uint8", length: rows.listBytes },
    bitmap: { kind: "uint8", length: rows.bitmapBytes },
    classes: { kind: "int32", length: rows.classes.length * CLASS_WORDS },
    classRows: { kind: "uint32", length: rows.classes.length * CLASS_ROWS },
    planes: { kind: "uint8", length: (PLANES * stride) / 8 },
    counts: {
      kind: "uint16",
      length: Math.max(0, ...plan.drawn.map(({ port }) => port.to - port.from)) + 2 * DRAWN_AT_ONCE,
    },
    /** Tables of the ports that are drawn here, one after the other. */
    thresholds: { kind: "uint32", length: sum(plan.drawn.map(({ draw }) => draw.table.thresholds.length)) },
    guides: { kind: "uint16", length: sum(plan.drawn.map(({ draw }) => draw.table.guide.length)) },
  } as const satisfies ArraySpecs;
}

type WasmArrays = ReturnType<typeof wasmArrays>;

/** @param name differs where the options do: kernels are found by name */
export function wasmKernel(name: string, changes: Partial<WasmOptions> = {}): KernelFactory<WasmArrays> {
  const designs = new WeakMap<KernelPlan, Design>();
  const designOf = (plan: KernelPlan) => {
    let made = designs.get(plan);
    if (made === undefined) designs.set(plan, (made = design(plan, { ...USUAL_OPTIONS, ...changes })));
    return made;
  };
  return {
    name,
    arrays: (plan) => wasmArrays(plan, designOf(plan)),
    allocate: wasmMemory,
    cannot: (bytes) =>
      !hasSimd()
        ? "this JavaScript engine has no WebAssembly with vectors"
        : bytes > LARGEST_ARENA
          ? `a thread would need ${(bytes / 2 ** 30).toFixed(1)} GiB, and WebAssembly has 4`
          : null,
    create: (plan, arena) => new WasmKernel(plan, designOf(plan), arena),
  };
}

export const WASM_KERNEL = wasmKernel("wasm");

/** A port whose counts are drawn here. */
interface Drawn {
  readonly aligned: AlignedPort | null;
  /** Draws the counts of a step; false: none of its sources spikes in it. */
  readonly draw: (step: number) => boolean;
  /** Entries of `counts` in front of those of the port. */
  readonly skip: number;
}

class WasmKernel implements Kernel {
  readonly state: KernelState & ArraysOf<WasmArrays>;
  private readonly exports: Exports;
  private readonly drawn: ReadonlyMap<PortPlan, Drawn>;
  private readonly unit: number;
  /** What of the plan is needed later: not its synapses, which lie in the arena. */
  private readonly plan: Pick<KernelPlan, "n" | "neuronIds" | "maxDelay">;

  constructor(
    plan: KernelPlan,
    private readonly design: Design,
    private readonly arena: Arena<WasmArrays>,
  ) {
    const { n, populations, arithmetic, neuronIds, maxDelay } = plan;
    const { slots, stride, rows } = design;
    this.plan = { n, neuronIds, maxDelay };
    this.state = { n, populations, arithmetic, ...arena.arrays };
    this.unit = design.unit ?? 1;
    writeRows(plan, rows, design.unit, slots * stride, arena.arrays);
    this.exports = instantiate<Exports>(WASM_MODULE, arena);
    this.writeTable(plan);
    this.exports.bind(this.addressOf("table"));
    this.exports.setClasses(rows.classes.length);
    this.drawn = this.prepareDraws(plan);
  }

  update(step: number, steps: number): void {
    this.exports.update(step, steps);
  }

  deliver(step: number, ids: Uint32Array, from: number, to: number): number {
    let events = 0;
    for (let at = from; at < to; at += MOST_AT_ONCE) {
      const end = Math.min(to, at + MOST_AT_ONCE);
      this.state.ids.set(ids.subarray(at, end));
      events += this.exports.deliver(step, end - at);
    }
    return events;
  }

  deliverOne(step: number, source: number, count: number): number {
    return this.exports.deliverOne(step, source, count, source < this.plan.neuronIds ? this.unit : 1);
  }

  deliverCounts(step: number, { first, from, to, single }: PortPlan, counts: Uint16Array): number {
    let events = 0;
    if (single === null) {
      for (let i = 0; i < to - from; i++)
        if (counts[i] !== 0) events += this.deliverOne(step, first + from + i, counts[i]);
      return events;
    }
    const { target, weight, delay } = single;
    const { slots, stride } = this.design;
    const slot = (step + 1 + delay) & (slots - 1);
    const { wide, slotUsed } = this.state;
    slotUsed[slot] = 1;
    for (let i = 0; i < to - from; i++) {
      if (counts[i] === 0 || weight[i] === 0) continue;
      wide[slot * stride + target[i]] += Math.imul(weight[i], counts[i]);
      events++;
    }
    return events;
  }

  deliverDrawn(step: number, port: PortPlan): number | null {
    const drawn = this.drawn.get(port);
    if (drawn === undefined) return null;
    const { aligned, draw, skip } = drawn;
    if (!draw(step)) return 0;
    if (aligned === null) return this.deliverCounts(step, port, this.state.counts.subarray(skip));
    const { delay, first, weight } = aligned;
    return this.exports.addCounts(step, delay, skip, port.to - port.from, first, weight / this.unit);
  }

  flush(step: number): void {
    this.exports.flush(step);
  }

  readPending(step: number, into: Int32Array): void {
    const { n, maxDelay } = this.plan;
    const { slots, stride } = this.design;
    const { narrow, wide } = this.state;
    for (let d = 0; d <= maxDelay; d++) {
      const slot = ((step + d) & (slots - 1)) * stride;
      into.set(wide.subarray(slot, slot + n), d * n);
      if (narrow.length > 0) for (let i = 0; i < n; i++) into[d * n + i] += Math.imul(narrow[slot + i], this.unit);
    }
  }

  writePending(step: number, from: Int32Array): void {
    const { n, maxDelay } = this.plan;
    const { slots, stride } = this.design;
    const { narrow, wide, slotUsed, stageOpen } = this.state;
    narrow.fill(0);
    wide.fill(0);
    stageOpen.fill(0);
    this.exports.forgetStages();
    for (let d = 0; d <= maxDelay; d++) {
      const slot = (step + d) & (slots - 1);
      wide.set(from.subarray(d * n, (d + 1) * n), slot * stride);
      slotUsed[slot] = 1;
    }
  }

  private addressOf(name: keyof WasmArrays): number {
    return this.arena.base + this.arena.layout.offsets[name];
  }

  private writeTable({ n, populations, arithmetic, rows: { target } }: KernelPlan): void {
    const { slots, stride, unit, rows } = this.design;
    const { byDelay, firstDelay, lastDelay, atOnce } = rows.order;
    const { uOverflow, uBits, vBits, accumulatorBits, inputShift, decayBits } = arithmetic;
    const longTargets = target instanceof Uint32Array;
    const numbers = [
      ...[n, stride, slots - 1, unit ?? 0, Number(uOverflow === "lava-single-wrap"), uBits, vBits, accumulatorBits],
      ...[inputShift, decayBits, populations, Number(longTargets), stride / 8],
      ...[Number(byDelay), firstDelay, lastDelay, atOnce],
    ];
    const absent = new Set<string>((["noiseU", "noiseV", "narrow"] as const).filter((x) => this.state[x].length === 0));
    this.state.table.set([...numbers, ...TABLE_ARRAYS.map((name) => (absent.has(name) ? 0 : this.addressOf(name)))]);
  }

  private prepareDraws(plan: KernelPlan): Map<PortPlan, Drawn> {
    const { thresholds, guides } = this.state;
    let thresholdsUsed = 0;
    let guidesUsed = 0;
    const found = new Map<PortPlan, Drawn>();
    for (const each of plan.drawn) {
      const { port, draw } = each;
      const { table, seed, stream, startStep, stopStep } = draw;
      const thresholdsAt = this.addressOf("thresholds") + 4 * thresholdsUsed;
      const guideAt = this.addressOf("guides") + 2 * guidesUsed;
      thresholds.set(table.thresholds, thresholdsUsed);
      guides.set(table.guide, guidesUsed);
      thresholdsUsed += table.thresholds.length;
      guidesUsed += table.guide.length;
      const skip = port.from % DRAWN_AT_ONCE;
      const first = port.from - skip;
      const blocks = Math.ceil((port.to - first) / DRAWN_AT_ONCE);
      const numbers = [thresholdsAt, table.thresholds.length, table.first, guideAt, table.shift] as const;
      const out = this.addressOf("counts");
      found.set(port, {
        aligned: alignedPort(each),
        skip,
        draw: (step) => {
          if (step < startStep || step >= stopStep) return false;
          this.exports.poissonCounts(step, seed, stream, first, blocks, ...numbers, out);
          return true;
        },
      });
    }
    return found;
  }
}
