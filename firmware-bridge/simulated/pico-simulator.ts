/**
 * The Raspberry Pi Pico, simulated in this process: the committed UF2 in rp2040js, from the second stage of its boot on, with its UART and its own
 * USB socket. Bytes come and go at the rate of the line in the board's own time, which stands still while the host thinks about a frame, and while
 * the board sleeps and nothing is due.
 */
import { readFileSync } from "node:fs";
import { Simulator, type RP2040 } from "rp2040js";
import { fail } from "../../src/diagnostics/diagnostic.js";
import { HangUp } from "../transport/hang-up.js";
import type { Dialer, Transport } from "../transport/transport.js";
import { UsbController } from "./usb-controller.js";
import { UsbHost } from "./usb-host.js";

const FLASH = 0x10000000;
const UF2_BLOCK = 512;
const UF2_MAGIC = 0x0a324655;
const UF2_PAYLOAD_AT = 32;
const CYCLE_NS = 8;
const BAUD = 1_000_000;
/** What fits a full-speed bus, 19 packets of 64 bytes in a frame of 1 ms, as ten bits a byte. */
const USB_BAUD = 19 * 64 * 1000 * 10;
/** Ten bits a byte, at 125 MHz. */
const CYCLES_A_BYTE = 1250;
/** Between two looks at what else this process has to do. */
const INSTRUCTIONS_A_TURN = 100_000;
/** Flag register of the PL011, its bits for full FIFOs, and how many bytes one holds. */
const UARTFR = 0x18;
const TX_FULL = 1 << 5;
const RX_FULL = 1 << 6;
const FIFO = 32;

/** Flash contents of a UF2 file, by address. @throws EquipoiseError `firmware-format` */
export function uf2Blocks(file: Uint8Array): { readonly address: number; readonly bytes: Uint8Array }[] {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  if (file.length === 0 || file.length % UF2_BLOCK !== 0)
    fail("firmware-format", `a UF2 file has blocks of ${UF2_BLOCK} bytes; this one has ${file.length} bytes`);
  return Array.from({ length: file.length / UF2_BLOCK }, (_, k) => {
    const at = k * UF2_BLOCK;
    if (view.getUint32(at, true) !== UF2_MAGIC)
      fail("firmware-format", `block ${k} of the UF2 file does not begin like one`);
    const length = view.getUint32(at + 16, true);
    return {
      address: view.getUint32(at + 12, true),
      bytes: file.subarray(at + UF2_PAYLOAD_AT, at + UF2_PAYLOAD_AT + length),
    };
  });
}

/** What a test may want otherwise. */
export interface PicoOptions {
  /** Bytes of each packet of the USB host, and µs between them: a busy host. */
  readonly packetBytes?: () => number;
  readonly pauseMicroseconds?: () => number;
  /** Sees the chip before it runs. */
  readonly prepare?: (chip: RP2040) => void;
}

/** Every dial starts a board of its own, with power just switched on. @param firmware the .uf2 that is flashed */
export function dialPicoSimulator(firmware: string): Dialer {
  const blocks = uf2Blocks(readFileSync(firmware));
  return () => Promise.resolve(new SimulatedPico(blocks).uart());
}

/** The same through the board's USB socket: each dial plugs in a board of its own, which is enumerated. */
export function dialPicoUsbSimulator(firmware: string): Dialer {
  const blocks = uf2Blocks(readFileSync(firmware));
  return async () => {
    const pico = new SimulatedPico(blocks);
    const line = await pico.usb();
    return { ...line, close: () => pico.end() };
  };
}

/** rp2040js goes to sleep even where an interrupt is pending already, which would never wake it; the chip does not. */
function asleep(core: RP2040["core"]): boolean {
  if (core.waiting && (core.pendingInterrupts & core.enabledInterrupts) !== 0) core.waiting = false;
  return core.waiting;
}

/** A device that breaks the rules of its bus while nobody waits for it: a fault of firmware or simulation, not of whoever uses them. */
function unheard(error: unknown): never {
  throw error;
}

/** A board with power of its own, so that cables come and go while it runs. */
export class SimulatedPico {
  readonly controller: UsbController;
  readonly host: UsbHost;
  private readonly chip: RP2040;
  private readonly clock: Simulator["clock"];
  private readonly incoming: number[] = [];
  private next = 0;
  /** Bytes on their way to the host, and when each will have left the line, in cycles. */
  private outgoing: { readonly byte: number; readonly due: number }[] = [];
  private cycles = 0;
  private nextByteAt = 0;
  private scheduled = false;
  private over = false;
  private onUartData: (bytes: Uint8Array) => void = () => {};
  /** When the last byte to be sent has left, in cycles. */
  private sentAt = 0;
  private readonly hangUps = new Set<HangUp>();
  private plugged = false;
  /** The turn has given the host something to think about. */
  private pausing = false;
  private onBroken: (error: unknown) => void = unheard;

  constructor(blocks: ReturnType<typeof uf2Blocks>, options: PicoOptions = {}) {
    const { rp2040: chip, clock } = new Simulator();
    [this.chip, this.clock] = [chip, clock];
    for (const { address, bytes } of blocks) chip.flash.set(bytes, address - FLASH);
    // The boot ROM would copy the second stage to RAM and call it there; it runs as well where it lies.
    chip.core.PC = FLASH;
    chip.logger = { debug() {}, info() {}, warn() {}, error() {} };
    const uart = chip.uart[0];
    uart.onByte = (byte) => {
      this.sentAt = Math.max(this.sentAt, this.cycles) + CYCLES_A_BYTE;
      this.outgoing.push({ byte, due: this.sentAt });
    };
    // rp2040js sends in no time; here its transmitter is full as long as the line would take.
    const readRegister = uart.readUint32.bind(uart);
    uart.readUint32 = (offset) =>
      readRegister(offset) | (offset === UARTFR && this.sentAt - this.cycles > FIFO * CYCLES_A_BYTE ? TX_FULL : 0);
    const now = () => this.cycles;
    this.controller = new UsbController(chip, now);
    this.host = new UsbHost(
      this.controller,
      now,
      () => !chip.core.waiting,
      options.packetBytes,
      options.pauseMicroseconds,
    );
    options.prepare?.(chip);
    this.schedule();
  }

  /** Seconds of its own time. */
  seconds(): number {
    return (this.cycles * CYCLE_NS) / 1e9;
  }

  /** Its pins GP0 and GP1, at 1 Mbaud. Closing the line ends the board. */
  uart(): Transport {
    const hangUp = this.hangUp();
    return {
      name: "simulated Raspberry Pi Pico",
      write: (bytes) => {
        // The first byte after a pause takes its time, too.
        if (this.next === this.incoming.length)
          this.nextByteAt = Math.max(this.nextByteAt, this.cycles + CYCLES_A_BYTE);
        for (const byte of bytes) this.incoming.push(byte);
        this.schedule();
      },
      onData: (listener) => void (this.onUartData = listener),
      onClose: (listener) => hangUp.onClose(listener),
      close: () => this.end(),
      simulation: { baud: BAUD, seconds: () => this.seconds() },
    };
  }

  /**
   * Its USB socket: plugs it in where it is not, waits until the port is there, and opens it. The line ends when the cable is pulled or the bus reset;
   * closing it closes the port, and the board goes on. @throws Error where the device does what USB forbids
   */
  async usb(): Promise<Transport> {
    const { host } = this;
    if (this.plugged) this.unplugged();
    this.plugged = true;
    host.reading = true;
    let hear: (bytes: Uint8Array) => void = () => {};
    host.onData = (bytes) => {
      this.pausing = true;
      hear(bytes);
    };
    const hangUp = this.hangUp();
    await new Promise<void>((resolve, reject) => {
      host.onOpened = resolve;
      this.onBroken = reject;
      hangUp.onClose(() => reject(new Error("the cable was pulled")));
      host.plug();
      this.schedule();
    }).finally(() => (this.onBroken = unheard));
    return {
      name: "simulated Raspberry Pi Pico, USB",
      write: (bytes) => {
        if (hangUp.happened) return;
        host.send(bytes);
        this.schedule();
      },
      onData: (listener) => void (hear = listener),
      onClose: (listener) => hangUp.onClose(listener),
      close: () => {
        if (hangUp.happened) return;
        host.setControlLines(false);
        host.reading = false;
        hangUp.notice();
        this.hangUps.delete(hangUp);
        this.schedule();
      },
      simulation: { baud: USB_BAUD, seconds: () => this.seconds() },
    };
  }

  /** Pulls the USB cable. */
  unplug(): void {
    this.host.unplug();
    this.unplugged();
    this.schedule();
  }

  /** Whoever has changed what the host is about to do lets the board's time go on. */
  stir(): void {
    this.schedule();
  }

  /** Switches it off. */
  end(): void {
    this.over = true;
    for (const hangUp of this.hangUps) hangUp.notice();
  }

  private unplugged(): void {
    this.plugged = false;
    for (const hangUp of [...this.hangUps]) {
      this.hangUps.delete(hangUp);
      hangUp.notice();
    }
  }

  private hangUp(): HangUp {
    const hangUp = new HangUp();
    this.hangUps.add(hangUp);
    return hangUp;
  }

  private feed(): void {
    const uart = this.chip.uart[0];
    if (this.next === this.incoming.length || this.cycles < this.nextByteAt) return;
    if ((uart.readUint32(UARTFR) & RX_FULL) !== 0) return;
    uart.feedByte(this.incoming[this.next++]);
    this.nextByteAt = this.cycles + CYCLES_A_BYTE;
    if (this.next === this.incoming.length) {
      this.incoming.length = 0;
      this.next = 0;
    }
  }

  private pass(cycles: number): void {
    this.cycles += cycles;
    this.clock.tick(cycles * CYCLE_NS);
  }

  private turn(): void {
    this.scheduled = false;
    if (this.over) return;
    try {
      this.execute();
    } catch (error) {
      this.end();
      return this.onBroken(error);
    }
  }

  private execute(): void {
    const { chip, host } = this;
    let arrived = 0;
    this.pausing = false;
    for (let k = 0; k < INSTRUCTIONS_A_TURN && !this.pausing; k++) {
      this.feed();
      if (arrived < this.outgoing.length && this.outgoing[arrived].due <= this.cycles) {
        // The end of a frame: the host may have something to say.
        if (this.outgoing[arrived++].byte === 0) break;
      }
      if (this.cycles >= host.due) host.run();
      if (asleep(chip.core)) {
        // Asleep: nothing happens before the next byte comes or has left, or a USB host does something.
        const due = Math.min(this.uartDue(arrived), this.usbDue());
        if (due === Infinity) break;
        this.pass(Math.max(0, due - this.cycles));
        continue;
      }
      this.pass(chip.core.executeInstruction());
    }
    if (arrived > 0) {
      const bytes = Uint8Array.from(this.outgoing.slice(0, arrived), ({ byte }) => byte);
      this.outgoing = this.outgoing.slice(arrived);
      this.onUartData(bytes);
    }
    if (!asleep(chip.core) || this.uartDue(0) < Infinity || this.usbDue() < Infinity) this.schedule();
  }

  private uartDue(arrived: number): number {
    return Math.min(
      this.next < this.incoming.length ? this.nextByteAt : Infinity,
      this.outgoing[arrived]?.due ?? Infinity,
    );
  }

  private usbDue(): number {
    return this.host.idle ? Infinity : this.host.due;
  }

  private schedule(): void {
    if (this.scheduled || this.over) return;
    this.scheduled = true;
    setImmediate(() => this.turn());
  }
}
