/**
 * The kernel in WebAssembly (assembly/): four atoms at a time, rows as compact runs (row-stream.ts), private input without rows
 * (source-lines.ts), Poisson sources drawn beside the buffers that they fill. The same bits as the others.
 */
import type { Arena } from "../../common/arena.js";
import { instantiate, wasmMemory } from "../../common/wasm.js";
import type { SpikeList } from "../spike-list.js";
import { BitmapClasses } from "./bitmap-classes.js";
import { placeCores, wholeVectors } from "./core-arrays.js";
import { placeParameters } from "./core-parameters.js";
import { RECORD_WORDS, writeRecord } from "./core-records.js";
import type { CoreState } from "./core-state.js";
import { WASM_MODULE } from "./generated/wasm-module.js";
import type { Kernel, KernelFactory, KernelPlan, RoundingState } from "./kernel.js";
import { PoissonCore } from "./poisson-source.js";
import { RingBuffers } from "./ring-buffers.js";
import { GROUP_WORDS, ringGroups } from "./ring-groups.js";
import { extraDelaysOf, RowStream } from "./row-stream.js";
import { LINE_WORDS, linesOf, reachOf } from "./source-lines.js";
import type { DirectInput, PoissonSources } from "./spike-input.js";
import type { Delivered } from "./synapse-table.js";
import {
  hostTables,
  inputStarts,
  KISS_WORDS,
  SPIKES_AT_ONCE,
  wasmArrays,
  type WasmArrays,
  type WasmArraysOf,
} from "./wasm-arrays.js";
import { poissonConstants, SOURCES_AT_ONCE, WasmHostInput, WasmPoissonCore, type DeliverLines } from "./wasm-inputs.js";

/** Functions of assembly/index.ts; arrays are told by their addresses. */
interface Exports {
  update(records: number, cores: number, tick: number, fired: number): number;
  drain(records: number, cores: number, tick: number): void;
  deliver(
    ...numbers: [
      n: number,
      ids: number,
      counts: number,
      lateness: number,
      tick: number,
      rows: number,
      stream: number,
      groups: number,
      ledger: number,
    ]
  ): void;
  setBitmaps(
    ...addresses: [classes: number, count: number, lists: number, planes: number, counters: number, empty: number]
  ): void;
  deliverLines(lines: number, n: number, tick: number, groups: number, ledger: number): void;
  playPoissonCore(
    ...numbers: [random: number, size: number, kinds: number, constants: number, times: number, counts: number]
  ): void;
  poissonCounts(
    ...numbers: [
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
    ]
  ): void;
}

/** Makes a kernel of this kind. @param bitmaps whether dense rows are bitmaps; the spikes are the same */
function wasmKernel(name: string, bitmaps: boolean): KernelFactory<WasmArrays> {
  return {
    name,
    arrays: (plan) => wasmArrays(plan, bitmaps),
    allocate: wasmMemory,
    create: (plan, arena) => new WasmKernel(plan, arena),
  };
}

export const WASM_KERNEL = wasmKernel("wasm", true);
/** What `npm run bench -- kernels spinnaker` holds the other against. */
export const LISTS_KERNEL = wasmKernel("wasm-lists", false);

class WasmKernel implements Kernel {
  readonly cores: readonly CoreState[];
  readonly rings: RingBuffers;
  readonly arithmetic: readonly RoundingState[];
  readonly poisson: readonly PoissonSources[];
  readonly direct: readonly (DirectInput | null)[];
  readonly extraDelays: readonly number[];
  readonly drainsInUpdate = true;
  private readonly arrays: WasmArraysOf;
  private readonly exports: Exports;
  /** Events, saturations and skipped synapses of the last call. */
  private readonly ledger: Float64Array;
  private readonly sources: number;
  private nextLine = 0;

  constructor(plan: KernelPlan, arena: Arena<WasmArrays>) {
    const { images, cores, sources, arithmetic } = plan;
    const { arrays } = arena;
    this.arrays = arrays;
    this.sources = sources;
    this.exports = instantiate<Exports>(WASM_MODULE, arena);
    this.cores = placeCores(cores, arrays);
    this.rings = new RingBuffers(images, arrays);
    this.arithmetic = arithmetic.map((core, c) => {
      const words = arrays.random.subarray(KISS_WORDS * c, KISS_WORDS * (c + 1));
      const drawn = core.save().length;
      words.set(core.save());
      return { save: () => [...words.subarray(0, drawn)], load: (state) => words.set(state) };
    });
    this.ledger = new Float64Array(arena.buffer, arrays.ledger.byteOffset, 3);
    const { saturations, lost, scratch, columnBases } = arrays;
    arrays.ledger.set([saturations.byteOffset, lost.byteOffset, scratch.byteOffset], 6);
    columnBases.set(this.rings.columnBase);
    this.writeRecords(plan);
    this.extraDelays = extraDelaysOf(images);
    this.writeRows(plan);
    const { poisson, direct } = this.inputs(plan);
    this.poisson = poisson;
    this.direct = direct;
  }

  private writeRecords({ images, arithmetic }: KernelPlan): void {
    const { cores, rings, arrays } = this;
    const parameters = placeParameters(cores, arrays);
    let atom = 0;
    cores.forEach((core, c) => {
      const neurons = arrays.neurons.subarray(atom, atom + core.n);
      neurons.set(images[c].neurons);
      atom += wholeVectors(core.n);
      writeRecord(
        arrays.records.subarray(RECORD_WORDS * c, RECORD_WORDS * (c + 1)),
        {
          image: images[c],
          core,
          c,
          rounding: arithmetic[c].rounding,
          parameters: parameters[c],
          neurons,
          summed: arrays.summed,
          random: arrays.random.subarray(KISS_WORDS * c),
        },
        rings,
      );
    });
  }

  private writeRows({ images }: KernelPlan): void {
    const { arrays, rings, extraDelays, sources } = this;
    const groups = ringGroups(images);
    groups.forEach(({ firstBuffer, slotBits, delayBits }, g) => {
      const ring = arrays.ring.byteOffset + 2 * rings.base[firstBuffer];
      arrays.groups.set(
        [ring, slotBits, 2 ** delayBits - 1, arrays.columnBases.byteOffset + 4 * firstBuffer],
        GROUP_WORDS * g,
      );
    });
    const classes = new BitmapClasses(groups, arrays.bitmapClasses);
    const rows = new RowStream(images, groups, arrays.stream, classes);
    extraDelays.forEach((extraDelay, stage) =>
      rows.append(extraDelay, arrays.rows.subarray(stage * (sources + 1), (stage + 1) * (sources + 1))),
    );
    const { bitmapClasses, bitmapLists, bitmapPlanes, bitmapCounters, emptyBitmap } = arrays;
    this.exports.setBitmaps(
      bitmapClasses.byteOffset,
      classes.count,
      bitmapLists.byteOffset,
      bitmapPlanes.byteOffset,
      bitmapCounters.byteOffset,
      emptyBitmap.byteOffset,
    );
  }

  /** What the module plays, and for which of the inputs no list is needed. */
  private inputs(plan: KernelPlan): { poisson: PoissonSources[]; direct: (DirectInput | null)[] } {
    const { arrays, exports } = this;
    // Not the plan itself: what draws would keep all synaptic words of the images alive.
    const { poissonCores, hostSources, listsAll, seed } = plan;
    const starts = inputStarts(plan);
    const direct: (DirectInput | null)[] = [];
    let first = 0;
    const poisson = poissonCores.map((image, p) => {
      const { size } = image;
      const lines = this.lines(listsAll, image.first, size, starts[p])?.deliver ?? null;
      const constants = poissonConstants(image);
      const from = first;
      first += size;
      if (constants === null) {
        direct.push(null);
        return new PoissonCore(image);
      }
      const part = {
        random: arrays.poissonRandom.subarray(KISS_WORDS * p, KISS_WORDS * (p + 1)),
        kinds: arrays.poissonKinds.subarray(from, first),
        constants: arrays.poissonConstants.subarray(from, first),
        times: arrays.poissonTimes.subarray(from, first),
        counts: arrays.counts.subarray(starts[p], starts[p] + size),
      };
      const { random, kinds, times, counts } = part;
      const core = new WasmPoissonCore(
        image,
        constants,
        part,
        () =>
          exports.playPoissonCore(
            random.byteOffset,
            size,
            kinds.byteOffset,
            part.constants.byteOffset,
            times.byteOffset,
            counts.byteOffset,
          ),
        lines ?? (() => {}),
      );
      direct.push(lines === null ? null : core);
      return core;
    });
    let thresholdsAt = 0;
    let guideAt = 0;
    hostTables(plan).forEach((table, h) => {
      const source = hostSources[h];
      const start = starts[poissonCores.length + h];
      const lines = table === null ? null : this.lines(listsAll, source.first, source.size, start);
      if (table === null || lines === null) return void direct.push(null);
      arrays.thresholds.set(table.thresholds, thresholdsAt);
      arrays.guides.set(table.guide, guideAt);
      const thresholds = arrays.thresholds.byteOffset + 4 * thresholdsAt;
      const guide = arrays.guides.byteOffset + 2 * guideAt;
      thresholdsAt += table.thresholds.length;
      guideAt += table.guide.length;
      const { from, to } = lines.reach;
      const whole = Math.ceil(source.size / SOURCES_AT_ONCE);
      const out = arrays.counts.byteOffset + 2 * start;
      const draw = (tick: number, all: boolean) =>
        exports.poissonCounts(
          tick,
          seed,
          source.stream,
          all ? 0 : from,
          all ? whole : (to - from) / SOURCES_AT_ONCE,
          thresholds,
          table.thresholds.length,
          table.first,
          guide,
          table.shift,
          all ? out : out + 2 * from,
        );
      const counts = arrays.counts.subarray(start, start + source.size);
      direct.push(new WasmHostInput(source, counts, draw, lines.deliver));
    });
    return { poisson, direct };
  }

  /** Delivers the counts from counts[start] on as lines; null where the sources have none, or every spike must be in a list. */
  private lines(
    listsAll: boolean,
    first: number,
    size: number,
    start: number,
  ): { readonly deliver: DeliverLines; readonly reach: ReturnType<typeof reachOf> } | null {
    const { arrays, exports, ledger } = this;
    const found = listsAll ? null : linesOf(first, size, arrays.rows, arrays.stream);
    if (found === null) return null;
    arrays.weights.set(found.weights, start);
    const at = LINE_WORDS * this.nextLine;
    found.lines.forEach(({ first: from, sources, group, place, delay }, k) => {
      const entry = 2 * (start + from);
      arrays.lines.set(
        [group, place, delay, sources, arrays.counts.byteOffset + entry, arrays.weights.byteOffset + entry],
        at + LINE_WORDS * k,
      );
    });
    this.nextLine += found.lines.length;
    const lines = arrays.lines.byteOffset + 4 * at;
    return {
      reach: reachOf(found.lines, SOURCES_AT_ONCE),
      deliver: (tick, done) => {
        exports.deliverLines(lines, found.lines.length, tick, arrays.groups.byteOffset, ledger.byteOffset);
        this.settle(done);
      },
    };
  }

  drain(tick: number): void {
    this.exports.drain(this.arrays.records.byteOffset, this.cores.length, tick);
  }

  update(tick: number, fired: Uint32Array): number {
    const { arrays } = this;
    const count = this.exports.update(arrays.records.byteOffset, this.cores.length, tick, arrays.fired.byteOffset);
    for (let k = 0; k < count; k++) fired[k] = arrays.fired[k];
    return count;
  }

  deliver(stage: number, tick: number, spikes: SpikeList, from: number, done: Delivered): void {
    const { arrays, exports, ledger, sources } = this;
    const { spikeIds, spikeCounts, spikeLateness, rows, stream, groups } = arrays;
    for (let at = from; at < spikes.length; at += SPIKES_AT_ONCE) {
      const n = Math.min(SPIKES_AT_ONCE, spikes.length - at);
      let anyLate = 0;
      for (let k = 0; k < n; k++) {
        spikeIds[k] = spikes.ids[at + k];
        spikeCounts[k] = spikes.counts[at + k];
        // Delay-extension cores send on in their own tick: what they release is never late.
        anyLate |= spikeLateness[k] = stage === 0 ? spikes.late[at + k] : 0;
      }
      exports.deliver(
        n,
        spikeIds.byteOffset,
        spikeCounts.byteOffset,
        anyLate === 0 ? 0 : spikeLateness.byteOffset,
        tick,
        rows.byteOffset + 4 * stage * (sources + 1),
        stream.byteOffset,
        groups.byteOffset,
        ledger.byteOffset,
      );
    }
    this.settle(done);
  }

  private settle(done: Delivered): void {
    const { ledger } = this;
    done.events += ledger[0];
    done.saturations += ledger[1];
    done.skipped += ledger[2];
    ledger.fill(0);
  }
}
