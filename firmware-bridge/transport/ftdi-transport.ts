/**
 * What an FTDI chip does to a line, for tests: bytes to the host wait in the chip until a USB packet of 62 is full, until the latency timer has run out
 * since bytes were last handed on, or until the event character comes (FTDI, application note AN232B-04). Bytes to the board go through at once.
 */
import type { Clock, Transport } from "./transport.js";

export interface FtdiOptions {
  /** ms: 16 unless somebody set it, 1 with low latency. */
  readonly latencyTimerMs: number;
  /** 0 … 255, which hands on at once what there is up to it; null: none. */
  readonly eventCharacter: number | null;
}

/** Of a full-speed packet of 64 bytes two are the state of modem and line. */
const PACKET = 62;

export function throughFtdi(
  inner: Transport,
  clock: Clock,
  { latencyTimerMs, eventCharacter }: FtdiOptions,
): Transport {
  let hear: (bytes: Uint8Array) => void = () => {};
  let waiting: number[] = [];
  let handedOnAt = clock.now;
  let stopTimer: (() => void) | null = null;
  const handOn = () => {
    stopTimer?.();
    stopTimer = null;
    handedOnAt = clock.now;
    const bytes = Uint8Array.from(waiting);
    waiting = [];
    hear(bytes);
  };
  inner.onData((bytes) => {
    for (const byte of bytes) {
      waiting.push(byte);
      if (waiting.length >= PACKET || byte === eventCharacter) handOn();
    }
    if (waiting.length === 0 || stopTimer !== null) return;
    // The timer runs on whether or not there is anything to hand on.
    const since = (clock.now - handedOnAt) % latencyTimerMs;
    stopTimer = clock.after(latencyTimerMs - since, handOn);
  });
  return {
    name: `FTDI ${inner.name}`,
    write: (bytes) => inner.write(bytes),
    onData: (listener) => void (hear = listener),
    onClose: (listener) => inner.onClose(listener),
    close: () => inner.close(),
  };
}
