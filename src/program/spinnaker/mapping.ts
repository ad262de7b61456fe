/** Where the cores of a SpiNNaker-style machine sit, which keys they send, and the routing tables that bring the spikes to their targets. */

/** Keys that a core sends: key | atom << 4 | colour, for ids firstId .. firstId + atoms - 1. */
export interface SenderKeys {
  readonly firstId: number;
  readonly atoms: number;
  /** Ticks that the spikes have been held back; 0 but for delay-extension cores. */
  readonly extraDelay: number;
  /** Index into the seats. */
  readonly core: number;
  readonly key: number;
  readonly mask: number;
}

/** First match wins; what matches nothing goes straight on. Route bits: links 0..5 anticlockwise from east, then core p at bit 6 + p. */
export interface RoutingTable {
  readonly x: number;
  readonly y: number;
  readonly keys: Uint32Array;
  readonly masks: Uint32Array;
  readonly routes: Uint32Array;
}

/** Seats: the program's cores in their order, then one core for each input, then synapse cores of their own, then delay extensions. */
export interface SpinnakerMapping {
  readonly chipX: Uint16Array;
  readonly chipY: Uint16Array;
  /** Core number on the chip; 0 is the monitor. */
  readonly core: Uint8Array;
  readonly senders: readonly SenderKeys[];
  readonly tables: readonly RoutingTable[];
}
