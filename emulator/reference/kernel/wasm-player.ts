/** Counts of Poisson sources of one rate, sixteen at a time; what the kernel does not draw, the plain player does (src/network/source-player.ts). */
import { SourcePlayer, type PlayableSource, type SourcePlayerOptions } from "../../../src/network/source-player.js";
import { PoissonTable } from "../../../src/numerics/poisson-table.js";
import type { PlayCounts } from "../spike-exchange.js";
import { bytesOf, type KernelMemory } from "./kernel-memory.js";

/** Sources that the kernel draws at once: it writes whole blocks. */
const BLOCK = 16;

/** Entries of an array of the counts of so many sources, from any source on. */
export function lengthOfCounts(sources: number): number {
  return BLOCK * (Math.ceil(sources / BLOCK) + 1);
}

/** Bytes for the table of a source. */
export function bytesOfTable(source: PlayableSource, dt: number): number {
  const rate = oneRateOf(source);
  if (rate === null) return 0;
  const { thresholds, guide } = new PoissonTable((rate * dt) / 1000);
  return bytesOf(thresholds.length, 4) + bytesOf(guide.length, 2);
}

interface TableInMemory {
  readonly thresholds: Uint32Array;
  readonly guide: Uint16Array;
  readonly first: number;
  readonly shift: number;
}

export class WasmPlayer implements PlayCounts {
  private readonly plain: SourcePlayer;
  private readonly tables: readonly (TableInMemory | null)[];

  /** @throws EquipoiseError as a SourcePlayer does */
  constructor(
    private readonly options: SourcePlayerOptions,
    private readonly memory: KernelMemory,
  ) {
    this.plain = new SourcePlayer(options);
    this.tables = options.sources.map((source) => {
      const rate = oneRateOf(source);
      if (rate === null) return null;
      const { thresholds, guide, first, shift } = new PoissonTable((rate * options.dt) / 1000);
      const inMemory = {
        thresholds: memory.array(Uint32Array, thresholds.length),
        guide: memory.array(Uint16Array, guide.length),
        first,
        shift,
      };
      inMemory.thresholds.set(thresholds);
      inMemory.guide.set(guide);
      return inMemory;
    });
  }

  counts(step: number, sourceIndex: number, from: number, to: number, out: Uint16Array): boolean {
    const { startStep, stopStep, stream } = this.options.sources[sourceIndex];
    const table = this.tables[sourceIndex];
    const drawn = table !== null && from % BLOCK === 0 && step >= startStep && step < stopStep;
    if (!drawn) return this.plain.counts(step, sourceIndex, from, to, out);
    this.memory.exports.poissonCounts(
      step,
      this.options.seed,
      stream,
      from,
      Math.ceil((to - from) / BLOCK),
      table.thresholds.byteOffset,
      table.thresholds.length,
      table.first,
      table.guide.byteOffset,
      table.shift,
      out.byteOffset,
    );
    return true;
  }
}

/** The rate above 0 of all Poisson sources of a group; null where they have many, or none. */
function oneRateOf({ kind, rate }: PlayableSource): number | null {
  if (kind !== "poisson") return null;
  const one = typeof rate === "number" ? rate : rate.length === 1 ? rate[0] : 0;
  return one > 0 ? one : null;
}
