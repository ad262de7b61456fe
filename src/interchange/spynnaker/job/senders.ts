/** Who sends which keys: neurons, Poisson and spike sources by the keys of their cores, delay extensions by those of the core whose spikes they hold back. */
import { damaged, WordReader } from "./word-reader.js";

/** Consecutive sources of one core, and the keys that they come by. */
export interface Sender {
  /** Global id of the first. */
  readonly firstId: number;
  readonly count: number;
  /** Of the first; the next follow by 2^colour bits. */
  readonly key: number;
  readonly colourBits: number;
  /** Ticks that the spikes have been held back. */
  readonly extraDelay: number;
}

export function keyOf({ key, colourBits }: Sender, source: number): number {
  return (key + source * 2 ** colourBits) >>> 0;
}

/**
 * What a delay extension sends: one sender a stage.
 *   has key | key | incoming key | incoming mask | neurons | stages | ticks a stage | drops late spikes | colour bits
 * Source: sPyNNaker 7.4.1, delay_extension_machine_vertex.py and delay_extension.c.
 */
export function delayedSenders(parameters: Uint32Array, senders: readonly Sender[], what: string): Sender[] {
  const reader = new WordReader(parameters, what);
  const [hasKey, key, incoming, , count, stages, ticks, , colourBits] = reader.take(9);
  if (hasKey === 0) return [];
  const source = senders.find((sender) => sender.key === incoming);
  if (source === undefined) return damaged(`the ${what} waits for a key that no core sends`);
  return Array.from({ length: stages }, (_, stage) => ({
    firstId: source.firstId,
    count: Math.min(count, source.count),
    key: (key + stage * count * 2 ** colourBits) >>> 0,
    colourBits,
    extraDelay: (stage + 1) * ticks,
  }));
}
