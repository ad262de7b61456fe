/**
 * A USB serial port with what a bus does to it, for tests: bytes go in packets of at most 64, each of which may be late, and nothing is lost, flipped
 * or overtaken while the port is there. But the port may vanish with all that is on its way, when the device is unplugged or enumerated anew, and
 * is gone for a while; and a host may stand still. What happens is drawn from Philox(seed, number of the line, number of the packet).
 */
import { philox4x32 } from "../../src/numerics/philox.js";
import type { Clock, Transport } from "./transport.js";

/** Probabilities a packet. */
export interface UsbSchedule {
  readonly seed: number;
  /** Packets are shorter than they need be: other devices share the bus. */
  readonly split: number;
  /** A packet, and all behind it, arrives up to `longestDelayMs` late. */
  readonly delay: number;
  readonly longestDelayMs: number;
  /** The host sleeps for `suspendMs`; then the bus goes on. */
  readonly suspend: number;
  readonly suspendMs: number;
  /** The device is enumerated anew: the port vanishes with what is on its way. */
  readonly vanish: number;
  /** How long the port is gone, at most. */
  readonly longestAbsenceMs: number;
}

const USB_PACKET = 64;
const KINDS = ["split", "delay", "suspend", "vanish"] as const;
const UNIT = 2 ** -32;

export class UsbTransport implements Transport {
  readonly name: string;
  /** How often each happened. */
  readonly happened: Record<(typeof KINDS)[number], number> = { split: 0, delay: 0, suspend: 0, vanish: 0 };
  private readonly random = new Uint32Array(4);
  private packets = 0;
  private freeAt = 0;
  private gone = false;

  /** @param line every connection, and each direction, has a schedule of its own @param onVanish told how long the port will be gone, ms */
  constructor(
    private readonly inner: Transport,
    private readonly clock: Clock,
    private readonly schedule: UsbSchedule,
    private readonly line: number,
    private readonly onVanish: (ms: number) => void,
  ) {
    this.name = `usb:${inner.name}`;
  }

  onData(listener: (bytes: Uint8Array) => void): void {
    this.inner.onData(listener);
  }

  onClose(listener: () => void): void {
    this.inner.onClose(listener);
  }

  close(): void {
    this.gone = true;
    this.inner.close();
  }

  write(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length && !this.gone;) at += this.packet(bytes.subarray(at, at + USB_PACKET));
  }

  /** @returns bytes that it took of those */
  private packet(bytes: Uint8Array): number {
    const packet = this.packets++;
    const draw = (kind: (typeof KINDS)[number]) => {
      philox4x32(this.random, this.schedule.seed, 0x05b, this.line, packet, KINDS.indexOf(kind), 0);
      const hit = this.random[0] * UNIT < this.schedule[kind];
      if (hit) this.happened[kind]++;
      return hit;
    };
    const pick = (below: number) => Math.floor(this.random[1] * UNIT * below);
    if (draw("vanish")) {
      this.onVanish(pick(this.schedule.longestAbsenceMs + 1));
      this.close();
      return bytes.length;
    }
    const length = draw("split") ? 1 + pick(bytes.length) : bytes.length;
    const now = this.clock.now;
    if (draw("delay")) this.freeAt = Math.max(this.freeAt, now) + pick(this.schedule.longestDelayMs + 1);
    if (draw("suspend")) this.freeAt = Math.max(this.freeAt, now) + this.schedule.suspendMs;
    const piece = bytes.slice(0, length);
    const wait = this.freeAt - now;
    if (wait <= 0) this.inner.write(piece);
    else this.clock.after(wait, () => void (this.gone || this.inner.write(piece)));
    return length;
  }
}
