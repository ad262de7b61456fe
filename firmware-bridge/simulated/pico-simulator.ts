/**
 * The Raspberry Pi Pico, simulated in this process: the committed UF2 in rp2040js, from the second stage of its boot on, with both cores, its UART,
 * its own USB socket, and its watchdog. Bytes come and go at the rate of the line in the board's own time, which stands still while the host thinks
 * about a frame, and while the board sleeps and nothing is due.
 */
import { readFileSync } from "node:fs";
import type { RP2040 } from "rp2040js";
import { HangUp } from "../transport/hang-up.js";
import type { Dialer, Transport } from "../transport/transport.js";
import { Rp2040Chip } from "./rp2040-chip.js";
import { BAUD, UartLine } from "./rp2040-uart-line.js";
import { uf2Blocks, type FlashBlock } from "../boards/uf2.js";
import { UsbController } from "./usb-controller.js";
import { UsbHost } from "./usb-host.js";

const CYCLE_NS = 8;
/** What fits a full-speed bus, 19 packets of 64 bytes in a frame of 1 ms, as ten bits a byte. */
const USB_BAUD = 19 * 64 * 1000 * 10;
/** Between two looks at what else this process has to do. */
const INSTRUCTIONS_A_TURN = 100_000;

/** What a test may want otherwise. */
export interface PicoOptions {
  /** Bytes of each packet of the USB host, and µs between them: a busy host. */
  readonly packetBytes?: () => number;
  readonly pauseMicroseconds?: () => number;
  /** Sees the chip before it runs: at power-up, and whenever the watchdog has reset it. */
  readonly prepare?: (chip: RP2040) => void;
}

/** Every dial starts a board of its own, with power just switched on. @param firmware the .uf2 that is flashed */
export function dialPicoSimulator(firmware: string, options: PicoOptions = {}): Dialer {
  const blocks = uf2Blocks(readFileSync(firmware));
  return () => Promise.resolve(new SimulatedPico(blocks, options).uart());
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

/** A device that breaks the rules of its bus while nobody waits for it: a fault of firmware or simulation, not of whoever uses them. */
function unheard(error: unknown): never {
  throw error;
}

/** A board with power of its own, so that cables come and go while it runs. */
export class SimulatedPico {
  controller!: UsbController;
  host!: UsbHost;
  private board!: Rp2040Chip;
  private cycles = 0;
  private readonly now = () => this.cycles;
  private readonly wire = new UartLine(this.now);
  private scheduled = false;
  private over = false;
  private readonly uartLines = new Set<HangUp>();
  private readonly usbLines = new Set<HangUp>();
  private plugged = false;
  /** The turn has given the host something to think about. */
  private pausing = false;
  private onBroken: (error: unknown) => void = unheard;

  constructor(
    private readonly blocks: readonly FlashBlock[],
    private readonly options: PicoOptions = {},
  ) {
    this.start();
    this.schedule();
  }

  /** Seconds of its own time. */
  seconds(): number {
    return (this.cycles * CYCLE_NS) / 1e9;
  }

  /** Its pins GP0 and GP1, at 1 Mbaud. Closing the line ends the board. */
  uart(): Transport {
    const hangUp = new HangUp();
    this.uartLines.add(hangUp);
    return {
      name: "simulated Raspberry Pi Pico",
      write: (bytes) => {
        this.wire.write(bytes);
        this.schedule();
      },
      onData: (listener) => void (this.wire.onData = listener),
      onClose: (listener) => hangUp.onClose(listener),
      close: () => this.end(),
      simulation: { baud: BAUD, seconds: () => this.seconds() },
    };
  }

  /**
   * Its USB socket: plugs it in where it is not, waits until the port is there, and opens it. The line ends when the cable is pulled, the bus or the
   * board reset; closing it closes the port, and the board goes on. @throws Error where the device does what USB forbids
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
    const hangUp = new HangUp();
    this.usbLines.add(hangUp);
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
        this.usbLines.delete(hangUp);
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
    for (const hangUp of [...this.uartLines, ...this.usbLines]) hangUp.notice();
  }

  /** Power-up, or a reset by the watchdog: then the device leaves the bus. */
  private start(before?: Rp2040Chip): void {
    this.board = new Rp2040Chip(this.blocks, before);
    const { chip, cores } = this.board;
    this.wire.attach(chip);
    this.controller = new UsbController(chip, this.now);
    const { packetBytes, pauseMicroseconds, prepare } = this.options;
    this.host = new UsbHost(this.controller, this.now, () => !cores.asleep, packetBytes, pauseMicroseconds);
    this.unplugged();
    prepare?.(chip);
  }

  private unplugged(): void {
    this.plugged = false;
    for (const hangUp of [...this.usbLines]) {
      this.usbLines.delete(hangUp);
      hangUp.notice();
    }
  }

  private pass(cycles: number): void {
    this.cycles += cycles;
    this.board.clock.tick(cycles * CYCLE_NS);
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
    this.pausing = false;
    for (let k = 0; k < INSTRUCTIONS_A_TURN && !this.pausing; k++) {
      if (this.wire.advance()) break;
      if (this.cycles >= this.host.due) this.host.run();
      if (this.board.cores.asleep) {
        // Asleep: nothing happens before the next byte comes or has left, or a USB host does something.
        const { due } = this;
        if (due === Infinity) break;
        this.pass(Math.max(0, due - this.cycles));
      } else {
        this.pass(this.board.cores.execute());
      }
      if (this.board.bitten) this.start(this.board);
    }
    this.wire.deliver();
    if (!this.board.cores.asleep || this.due < Infinity) this.schedule();
  }

  private get due(): number {
    return Math.min(this.wire.due, this.host.idle ? Infinity : this.host.due);
  }

  private schedule(): void {
    if (this.scheduled || this.over) return;
    this.scheduled = true;
    setImmediate(() => this.turn());
  }
}
