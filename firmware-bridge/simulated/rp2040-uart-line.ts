/** The wire between a host and UART0 of a simulated RP2040, at 1 Mbaud in the chip's own time; it outlasts resets of the chip. */
import type { RP2040 } from "rp2040js";
import { PacedTransmitter } from "./rp2040-transmitter.js";

export const BAUD = 1_000_000;
/** Ten bits a byte, at 125 MHz. */
const CYCLES_A_BYTE = 1250;
/** Flag register of the PL011, and its bit for a full FIFO. */
const UARTFR = 0x18;
const RX_FULL = 1 << 6;

export class UartLine {
  onData: (bytes: Uint8Array) => void = () => {};
  private readonly incoming: number[] = [];
  private next = 0;
  private nextByteAt = 0;
  /** Bytes on their way to the host, and when each will have left the line, in cycles. */
  private outgoing: { readonly byte: number; readonly due: number }[] = [];
  private arrived = 0;
  private uart!: RP2040["uart"][number];
  private transmitter!: PacedTransmitter;

  /** @param now cycles of the board since power was switched on */
  constructor(private readonly now: () => number) {}

  /** Ties it to a chip that has just been reset. */
  attach(chip: RP2040): void {
    this.uart = chip.uart[0];
    this.transmitter = new PacedTransmitter(
      chip,
      this.uart,
      CYCLES_A_BYTE,
      this.now,
      (byte, due) => void this.outgoing.push({ byte, due }),
    );
  }

  write(bytes: Uint8Array): void {
    // The first byte after a pause takes its time, too.
    if (this.next === this.incoming.length) this.nextByteAt = Math.max(this.nextByteAt, this.now() + CYCLES_A_BYTE);
    for (const byte of bytes) this.incoming.push(byte);
  }

  /** Cycles at which the next byte comes or has left; Infinity: none is under way. */
  get due(): number {
    return Math.min(
      this.next < this.incoming.length ? this.nextByteAt : Infinity,
      this.outgoing[this.arrived]?.due ?? Infinity,
    );
  }

  /** Moves what is due. @returns whether a frame has ended: the host may have something to say */
  advance(): boolean {
    this.feed();
    this.transmitter.advance();
    const first = this.outgoing[this.arrived];
    if (first === undefined || first.due > this.now()) return false;
    this.arrived++;
    return first.byte === 0;
  }

  /** Gives the host what has arrived. */
  deliver(): void {
    if (this.arrived === 0) return;
    const bytes = Uint8Array.from(this.outgoing.slice(0, this.arrived), ({ byte }) => byte);
    this.outgoing = this.outgoing.slice(this.arrived);
    this.arrived = 0;
    this.onData(bytes);
  }

  private feed(): void {
    if (this.next === this.incoming.length || this.now() < this.nextByteAt) return;
    if ((this.uart.readUint32(UARTFR) & RX_FULL) !== 0) return;
    this.uart.feedByte(this.incoming[this.next++]);
    this.nextByteAt = this.now() + CYCLES_A_BYTE;
    if (this.next === this.incoming.length) {
      this.incoming.length = 0;
      this.next = 0;
    }
  }
}
