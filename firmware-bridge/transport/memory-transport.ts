/** Two ends of a line in memory: what one writes the other receives, `latencyMs` later, in order. */
import type { Clock, Transport } from "./transport.js";

class MemoryEnd implements Transport {
  peer: MemoryEnd | null = null;
  private data: (bytes: Uint8Array) => void = () => {};
  private closed: () => void = () => {};

  constructor(
    readonly name: string,
    private readonly clock: Clock,
    private readonly latencyMs: number,
  ) {}

  write(bytes: Uint8Array): void {
    const copy = Uint8Array.from(bytes);
    const to = this.peer;
    if (to !== null) this.clock.after(this.latencyMs, () => void (to.peer !== null && to.data(copy)));
  }

  onData(listener: (bytes: Uint8Array) => void): void {
    this.data = listener;
  }

  onClose(listener: () => void): void {
    this.closed = listener;
  }

  close(): void {
    const other = this.peer;
    if (other === null) return;
    this.peer = null;
    other.peer = null;
    this.clock.after(0, () => {
      this.closed();
      other.closed();
    });
  }
}

/** @returns the host's end and the board's end */
export function memoryLine(clock: Clock, latencyMs = 1): readonly [host: Transport, board: Transport] {
  const host = new MemoryEnd("memory:host", clock, latencyMs);
  const board = new MemoryEnd("memory:board", clock, latencyMs);
  host.peer = board;
  board.peer = host;
  return [host, board];
}
