/**
 * The synaptic rows of all cores by source, so that a spike reads one stretch of memory: runs of words, one run for each block of a core,
 * in the order of cores and of their population tables. There is one table for each extra delay (delay-extension stage).
 *
 *   add  index = (word + (tick mod 2^D) << (T+N)) mod 2^(D+T+N);  sum > 65535: sum = 65535, and one saturation is counted
 *
 * The sums are the same in any order of rows. The count of saturations is not, so rows must come in the defined order.
 * Source: SpiNNaker spec §3.2, and §2 (5) for late spikes.
 */
import type { SpinnakerCore } from "../../../src/program/spinnaker/machine-image.js";
import type { RingBuffers } from "./ring-buffers.js";

const LARGEST = 0xffff;

/** What one spike did. */
export interface Delivered {
  events: number;
  saturations: number;
  /** Synapses whose slot was already past. */
  skipped: number;
}

export class SynapseTable {
  /** Runs of source s: runStart[s] .. runStart[s+1] - 1. */
  private readonly runStart: Uint32Array;
  /** Ring buffer into which run r goes. */
  private readonly runBuffer: Uint16Array;
  /** Words of run r: runFirst[r] .. runFirst[r+1] - 1. */
  private readonly runFirst: Uint32Array;
  private readonly words: Int32Array;

  /** @param extraDelay ticks for which spikes are held back before they reach these rows */
  constructor(
    cores: readonly SpinnakerCore[],
    sources: number,
    readonly extraDelay: number,
    private readonly rings: RingBuffers,
  ) {
    this.runStart = new Uint32Array(sources + 1);
    const wordStart = new Uint32Array(sources + 1);
    this.eachRow(cores, (source, _core, _buffer, from, to) => {
      this.runStart[source + 1]++;
      wordStart[source + 1] += to - from;
    });
    for (let s = 0; s < sources; s++) {
      this.runStart[s + 1] += this.runStart[s];
      wordStart[s + 1] += wordStart[s];
    }
    const runs = this.runStart[sources];
    this.runBuffer = new Uint16Array(runs);
    this.runFirst = new Uint32Array(runs + 1);
    this.runFirst[runs] = wordStart[sources];
    this.words = new Int32Array(wordStart[sources]);
    const nextRun = this.runStart.slice();
    this.eachRow(cores, (source, c, buffer, from, to) => {
      const run = nextRun[source]++;
      this.runBuffer[run] = buffer;
      this.runFirst[run] = wordStart[source];
      this.words.set(cores[c].words.subarray(from, to), wordStart[source]);
      wordStart[source] += to - from;
    });
  }

  private eachRow(
    cores: readonly SpinnakerCore[],
    visit: (source: number, core: number, buffer: number, from: number, to: number) => void,
  ): void {
    cores.forEach(({ blocks, rowStart }, c) => {
      for (const { firstSource, sources, firstRow, extraDelay, synapseCore } of blocks) {
        if (extraDelay !== this.extraDelay) continue;
        const buffer = this.rings.first[c] + synapseCore;
        for (let k = 0; k < sources; k++) {
          if (rowStart[firstRow + k] < rowStart[firstRow + k + 1])
            visit(firstSource + k, c, buffer, rowStart[firstRow + k], rowStart[firstRow + k + 1]);
        }
      }
    });
  }

  /** A spike of `source`, received in the tick in which it was sent. */
  deliver(source: number, tick: number, done: Delivered): void {
    const { runStart, runBuffer, runFirst, words } = this;
    const { ring, base, slotBits, delayMask } = this.rings;
    const firstRun = runStart[source];
    const lastRun = runStart[source + 1];
    for (let r = firstRun; r < lastRun; r++) {
      const b = runBuffer[r];
      const bits = slotBits[b];
      const slots = delayMask[b];
      const offset = (tick & slots) << bits;
      const mask = ((slots + 1) << bits) - 1;
      const start = base[b];
      const end = runFirst[r + 1];
      for (let k = runFirst[r]; k < end; k++) {
        const word = words[k];
        const at = start + ((word + offset) & mask);
        const sum = ring[at] + (word >>> 16);
        ring[at] = sum;
        if (sum > LARGEST) this.saturate(at, b, word, done);
      }
    }
    done.events += runFirst[lastRun] - runFirst[firstRun];
  }

  /**
   * A spike that was sent `late` ticks before `tick` (its colour tells): what would arrive in a past slot is skipped.
   * A delay field of 0, the longest delay, is never past.
   */
  deliverLate(source: number, tick: number, late: number, done: Delivered): void {
    const { runStart, runBuffer, runFirst, words, rings } = this;
    for (let r = runStart[source]; r < runStart[source + 1]; r++) {
      const b = runBuffer[r];
      const bits = rings.slotBits[b];
      const slots = rings.delayMask[b];
      for (let k = runFirst[r]; k < runFirst[r + 1]; k++) {
        const word = words[k];
        const field = (word >>> bits) & slots;
        if (field !== 0 && field <= late) {
          done.skipped++;
          continue;
        }
        const at = rings.base[b] + ((word + (((tick - late) & slots) << bits)) & (((slots + 1) << bits) - 1));
        const sum = rings.ring[at] + (word >>> 16);
        rings.ring[at] = sum;
        if (sum > LARGEST) this.saturate(at, b, word, done);
      }
      done.events += runFirst[r + 1] - runFirst[r];
    }
  }

  private saturate(at: number, buffer: number, word: number, done: Delivered): void {
    const { ring, saturations, lost, columnBase, slotBits } = this.rings;
    const column = columnBase[buffer] + (word & ((1 << slotBits[buffer]) - 1));
    // The slot has 16 bits: it holds what is left of the sum above LARGEST + 1.
    lost[column] += ring[at] + 1;
    ring[at] = LARGEST;
    saturations[column]++;
    done.saturations++;
  }
}

/** One table for each extra delay, ascending; the direct one is always there. */
export function buildSynapseTables(
  cores: readonly SpinnakerCore[],
  sources: number,
  rings: RingBuffers,
): SynapseTable[] {
  const delays = new Set([0, ...cores.flatMap((core) => core.blocks.map((block) => block.extraDelay))]);
  return [...delays].sort((a, b) => a - b).map((extraDelay) => new SynapseTable(cores, sources, extraDelay, rings));
}
