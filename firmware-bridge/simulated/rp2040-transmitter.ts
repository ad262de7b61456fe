/**
 * The transmitter of a UART at the rate of its line. rp2040js sends in no time and interrupts for room always; here the FIFO of the PL011 is as full
 * as the line leaves it, and interrupts where it has fallen to an eighth (UARTIFLS 0, the level that the firmware asks for).
 */
import type { RP2040 } from "rp2040js";

type Uart = RP2040["uart"][number];

/** Flag register, and its bit for a full FIFO. */
const UARTFR = 0x18;
const TX_FULL = 1 << 5;
/** Of the interrupt registers. */
const TX_INTERRUPT = 1 << 5;
const FIFO = 32;
const INTERRUPT_LEVEL = FIFO / 8;

/** What of rp2040js's UART is not public. */
interface Insides {
  interruptStatus: number;
  interruptMask: number;
  checkInterrupts(): void;
}

export class PacedTransmitter {
  /** When the last byte to be sent has left, in clocks. */
  private sentAt = 0;
  /** When the FIFO has fallen to the level that interrupts; Infinity: it has, and has said so. */
  private roomAt = Infinity;

  /**
   * @param now clocks since power was switched on
   * @param send hears each byte, and when it will have left the line
   */
  constructor(
    private readonly chip: RP2040,
    private readonly uart: Uart,
    clocksAByte: number,
    private readonly now: () => number,
    send: (byte: number, due: number) => void,
  ) {
    uart.onByte = (byte) => {
      this.sentAt = Math.max(this.sentAt, now()) + clocksAByte;
      this.roomAt = this.sentAt - INTERRUPT_LEVEL * clocksAByte;
      send(byte, this.sentAt);
      this.interrupt();
    };
    const readRegister = uart.readUint32.bind(uart);
    uart.readUint32 = (offset) =>
      readRegister(offset) | (offset === UARTFR && this.sentAt - now() > FIFO * clocksAByte ? TX_FULL : 0);
    this.insides.checkInterrupts = () => this.interrupt();
  }

  /** To be called as time passes. */
  advance(): void {
    if (this.now() < this.roomAt) return;
    this.roomAt = Infinity;
    this.interrupt();
  }

  private get insides(): Insides {
    return this.uart as unknown as Insides;
  }

  private interrupt(): void {
    const { insides } = this;
    const room = this.roomAt === Infinity || this.now() >= this.roomAt;
    insides.interruptStatus = (insides.interruptStatus & ~TX_INTERRUPT) | (room ? TX_INTERRUPT : 0);
    this.chip.setInterrupt(this.uart.irq, (insides.interruptStatus & insides.interruptMask) !== 0);
  }
}
