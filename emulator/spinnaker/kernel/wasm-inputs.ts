/** Spike sources that the WebAssembly kernel plays: Poisson cores, and Poisson sources of the host, whose counts lie in its memory. */
import type { PlayableSource } from "../../../src/network/source-player.js";
import { PoissonTable } from "../../../src/numerics/poisson-table.js";
import type { PoissonImage } from "../../../src/program/spinnaker/machine-image.js";
import { PoissonCore, poissonRegime } from "./poisson-source.js";
import type { DirectInput, PoissonSources } from "./spike-input.js";
import type { Delivered } from "./synapse-table.js";

/** Kinds of sources, as assembly/poisson-core.ts numbers them. */
const SILENT = 0;
const SLOW = 1;
const FAST = 2;

const KISS_WORDS = 4;

/** Sources that the module draws at once. */
export const SOURCES_AT_ONCE = 16;

/** Adds the counts of a tick to the ring buffers. */
export type DeliverLines = (tick: number, done: Delivered) => void;

/** The sources that spiked, of the counts of all. */
function eachCount(counts: Uint16Array, size: number, first: number, emit: (id: number, count: number) => void): void {
  for (let i = 0; i < size; i++) if (counts[i] > 0) emit(first + i, counts[i]);
}

/** What of a Poisson core lies in the memory of the module. */
export interface PoissonArrays {
  readonly random: Uint32Array;
  readonly kinds: Uint8Array;
  readonly constants: Uint32Array;
  readonly times: Uint32Array;
  readonly counts: Uint16Array;
}

/** The constants by source; null where a source is so fast that its counts are not drawn by the module. */
export function poissonConstants(image: PoissonImage): { kind: number; constant: number }[] | null {
  const ofRate = Array.from(image.rates, (rate) => {
    const regime = poissonRegime(rate, image);
    if (regime.kind === "faster") return null;
    if (regime.kind === "slow")
      return { kind: regime.meanInterval === 0 ? SILENT : SLOW, constant: regime.meanInterval };
    return { kind: regime.expMinusLambda === 0 ? SILENT : FAST, constant: regime.expMinusLambda };
  });
  if (ofRate.includes(null)) return null;
  return Array.from({ length: image.size }, (_, i) => ofRate[ofRate.length === 1 ? 0 : i]!);
}

/** A Poisson core whose counts the module draws. */
export class WasmPoissonCore implements PoissonSources, DirectInput {
  private active = false;

  constructor(
    private readonly image: PoissonImage,
    constants: readonly { kind: number; constant: number }[],
    private readonly arrays: PoissonArrays,
    private readonly draw: () => void,
    private readonly deliver: DeliverLines,
  ) {
    constants.forEach(({ kind, constant }, i) => {
      arrays.kinds[i] = kind;
      arrays.constants[i] = constant;
    });
    this.load(new PoissonCore(image).save());
  }

  play(tick: number, emit: (source: number, count: number) => void): void {
    if (this.drawn(tick)) eachCount(this.arrays.counts, this.image.size, 0, emit);
  }

  playDirectly(tick: number, done: Delivered): void {
    if (this.drawn(tick)) this.deliver(tick, done);
  }

  each(emit: (id: number, count: number) => void): void {
    if (this.active) eachCount(this.arrays.counts, this.image.size, this.image.first, emit);
  }

  private drawn(tick: number): boolean {
    this.active = tick >= this.image.startTick && tick < this.image.stopTick;
    if (this.active) this.draw();
    return this.active;
  }

  save(): Uint32Array {
    return Uint32Array.from([...this.arrays.random, ...this.arrays.times]);
  }

  load(words: Uint32Array): void {
    this.arrays.random.set(words.subarray(0, KISS_WORDS));
    this.arrays.times.set(words.subarray(KISS_WORDS));
  }
}

/** The table of a host source that the module can draw: Poisson, of one rate. */
export function tableOfHost({ kind, rate }: PlayableSource, dt: number): PoissonTable | null {
  if (kind !== "poisson") return null;
  if (typeof rate !== "number" && rate.length !== 1) return null;
  return new PoissonTable(((typeof rate === "number" ? rate : rate[0]) * dt) / 1000);
}

export class WasmHostInput implements DirectInput {
  private last = -1;

  /** @param draw the counts of a tick, of all sources or only of those that reach a neuron here */
  constructor(
    private readonly source: PlayableSource,
    private readonly counts: Uint16Array,
    private readonly draw: (tick: number, all: boolean) => void,
    private readonly deliver: DeliverLines,
  ) {}

  playDirectly(tick: number, done: Delivered): void {
    this.last = tick;
    if (!this.active) return;
    this.draw(tick, false);
    this.deliver(tick, done);
  }

  /** Counts are a pure function of the tick: those of other parts of the machine are drawn only now. */
  each(emit: (id: number, count: number) => void): void {
    if (!this.active) return;
    this.draw(this.last, true);
    eachCount(this.counts, this.source.size, this.source.first, emit);
  }

  private get active(): boolean {
    return this.last >= this.source.startStep && this.last < this.source.stopStep;
  }
}
