/**
 * Multicast keys: key = base | atom << 4 | colour, one block of 2^b keys a sender, aligned to its size. Blocks of the same size are laid in the order of
 * the senders, so that neighbouring slices of a population, which go to the same places, share table entries.
 * Source: SpiNNaker spec §5 (zoned_routing_info_allocator.py); four colour bits: §2.
 */
import { fail } from "../../../src/diagnostics/diagnostic.js";
import { ExitCode } from "../../../src/diagnostics/exit-codes.js";
import type { Sender } from "./sender.js";

export const COLOUR_BITS = 4;
const KEY_SPACE = 2 ** 32;

export interface KeyBlock {
  readonly key: number;
  /** Ones where all keys of the block agree. */
  readonly mask: number;
}

export function keyOf({ key }: KeyBlock, atom: number): number {
  return (key | (atom << COLOUR_BITS)) >>> 0;
}

/** @throws EquipoiseError with exit code 5 where 32 bits do not suffice */
export function allocateKeys(senders: readonly Pick<Sender, "atoms">[]): KeyBlock[] {
  const bits = senders.map(({ atoms }) => COLOUR_BITS + Math.ceil(Math.log2(Math.max(1, atoms))));
  const order = senders.map((_, k) => k).sort((a, b) => bits[b] - bits[a] || a - b);
  const blocks = new Array<KeyBlock>(senders.length);
  let next = 0;
  for (const k of order) {
    // Largest first: every block starts at a multiple of its own size.
    if (next + 2 ** bits[k] > KEY_SPACE) {
      fail("keys-exhausted", "The spikes of the network need more than 2^32 multicast keys.", {
        exitCode: ExitCode.doesNotFit,
        limit: { what: "keys", used: next + 2 ** bits[k], max: KEY_SPACE },
        hint: "use fewer neurons",
      });
    }
    blocks[k] = { key: next >>> 0, mask: (KEY_SPACE - 2 ** bits[k]) >>> 0 };
    next += 2 ** bits[k];
  }
  return blocks;
}
