/** Cables that are wrong, for tests: wires that are missing, noise, rates that differ. What goes in and what comes out may have nothing in common. */
import type { Transport } from "./transport.js";

export interface BadCable {
  /** What the board gets of what the host sends. */
  toBoard(bytes: Uint8Array): Uint8Array;
  /** What the host gets of what the board sends. */
  toHost(bytes: Uint8Array): Uint8Array;
}

export const GOOD: BadCable = { toBoard: (bytes) => bytes, toHost: (bytes) => bytes };
const NOTHING = new Uint8Array();
/** A broken or swapped wire. */
export const noWire = (): Uint8Array => NOTHING;

export function throughCable(inner: Transport, cable: BadCable): Transport {
  return {
    ...inner,
    name: `bad cable of ${inner.name}`,
    write: (bytes) => inner.write(cable.toBoard(bytes)),
    onData: (listener) =>
      inner.onData((bytes) => {
        const heard = cable.toHost(bytes);
        if (heard.length > 0) listener(heard);
      }),
    onClose: (listener) => inner.onClose(listener),
    close: () => inner.close(),
  };
}

const DATA_BITS = 8;
const FRAME_BITS = DATA_BITS + 2;

/**
 * What a receiver at `receiver` baud makes of bytes that were sent, without pauses, at `sender` baud: bit by bit, 8N1, each sampled in its middle.
 * A byte whose stop bit is 0 counts as a framing error and is handed on, as most drivers do.
 */
export function resampled(
  bytes: Uint8Array,
  sender: number,
  receiver: number,
): { readonly bytes: Uint8Array; readonly framingErrors: number } {
  const ends = bytes.length * FRAME_BITS;
  const level = (at: number): boolean => {
    const bit = Math.floor(at);
    if (bit < 0 || bit >= ends) return true;
    const [byte, place] = [bytes[Math.floor(bit / FRAME_BITS)], bit % FRAME_BITS];
    return place === FRAME_BITS - 1 || (place > 0 && ((byte >> (place - 1)) & 1) === 1);
  };
  // In bits of the sender.
  const width = sender / receiver;
  const heard: number[] = [];
  let framingErrors = 0;
  for (let at = 0; at < ends;) {
    // A start bit begins where a line that was high falls.
    if (level(at) || !level(at - 1e-9)) {
      at = level(at) ? Math.floor(at) + 1 : nextHigh(at, ends, level);
      continue;
    }
    if (level(at + width / 2)) {
      at = Math.floor(at) + 1;
      continue;
    }
    let byte = 0;
    for (let k = 0; k < DATA_BITS; k++) if (level(at + (1.5 + k) * width)) byte |= 1 << k;
    const stop = at + (FRAME_BITS - 0.5) * width;
    if (!level(stop)) framingErrors++;
    heard.push(byte);
    // The search goes on in the stop bit; edges of the sender lie on whole bits.
    at = level(stop) ? Math.max(Math.ceil(stop), at + 1) : nextHigh(stop, ends, level);
  }
  return { bytes: Uint8Array.from(heard), framingErrors };
}

function nextHigh(from: number, ends: number, level: (at: number) => boolean): number {
  let at = Math.floor(from) + 1;
  while (at < ends && !level(at)) at++;
  return at;
}
