/**
 * The RP2040's USB controller as a device sees a bus through it, transaction by transaction (datasheet, section 4.1), in the place of that of
 * rp2040js, which sends whatever it is offered at once, looks at no data sequence and knows no refusal. What no firmware may do is an error here:
 * offering a buffer in one write with its length, a packet out of sequence, one that is longer than its buffer.
 */
import { BasePeripheral, type RP2040 } from "rp2040js";

const IRQ = 5;
/** Where rp2040js has the registers: their address without its last 14 bits, in units of 4 KB. */
const PLACE = 0x50110;

const ADDRESS = 0x00;
const MAIN_CTRL = 0x40;
const SOF_RD = 0x48;
const SIE_CTRL = 0x4c;
const SIE_STATUS = 0x50;
const BUFF_STATUS = 0x58;
const EP_STALL_ARM = 0x68;
const USB_MUXING = 0x74;
const USB_PWR = 0x78;
const INTE = 0x90;
const INTS = 0x98;

const MAIN_ENABLE = 1 << 0;
const MUX_TO_PHY = 1 << 0;
const PULL_UP = 1 << 16;
const EP0_INTERRUPT = 1 << 29;
const POWERED = 3 << 2;

/** Of SIE_STATUS, and of the interrupts that each raises. */
const STATUS = { busReset: 1 << 19, setup: 1 << 17, resume: 1 << 11, suspended: 1 << 4 };
const INTERRUPT = {
  sof: 1 << 17,
  setup: 1 << 16,
  resume: 1 << 15,
  suspend: 1 << 14,
  busReset: 1 << 12,
  buffer: 1 << 4,
};

const EP0_BUFFER = 0x100;
const BUFFER_CONTROL = 0x80;
const BUFFER_CONTROL_END = 0x100;
const ENABLE = 1 << 31;
const INTERRUPT_EACH_BUFFER = 1 << 29;
const TYPE_SHIFT = 26;
const BULK = 2;
const ADDRESS_MASK = 0xffc0;
const FULL = 1 << 15;
const DATA1 = 1 << 13;
const STALL = 1 << 11;
const AVAILABLE = 1 << 10;
const LENGTH = 0x3ff;
/** One cycle of 48 MHz, in cycles of 125 MHz: sooner than that, the controller may see the last bit and not the others. */
const SETTLE_CYCLES = 3;
/** Of a frame, in cycles; packets offered to a host in its last fifth are what RP2040-E15 is about. Copying one takes a few µs. */
const E15_CYCLES = 125 * 830;
const FRAME_CYCLES = 125_000;

/** What a device answers to a token. */
export type Answer =
  | { readonly kind: "data"; readonly bytes: Uint8Array; readonly data1: boolean }
  | { readonly kind: "ack" | "nak" | "stall" | "silence" };

export class UsbController extends BasePeripheral {
  private readonly registers = new Map<number, number>();
  private status = 0;
  private buffers = 0;
  private frameStarted = false;
  private suspendChanged = false;
  private frame = 0;
  private frameAt = -Infinity;
  private readonly written = new Map<number, { readonly word: number; readonly at: number }>();
  /** Bulk packets that were offered to the host at the end of a frame. */
  lateOffers = 0;

  constructor(
    private readonly chip: RP2040,
    private readonly cycles: () => number,
  ) {
    super(chip, "USB");
    chip.peripherals[PLACE] = this;
    chip.usbCtrl.DPRAMUpdated = (offset, word) => this.bufferWritten(offset, word);
  }

  /** Whether a host sees that there is a device. */
  get pulledUp(): boolean {
    return (
      (this.register(MAIN_CTRL) & MAIN_ENABLE) !== 0 &&
      (this.register(SIE_CTRL) & PULL_UP) !== 0 &&
      (this.register(USB_MUXING) & MUX_TO_PHY) !== 0 &&
      (this.register(USB_PWR) & POWERED) === POWERED
    );
  }

  override readUint32(offset: number): number {
    switch (offset) {
      case SOF_RD:
        this.frameStarted = false;
        this.update();
        return this.frame;
      case SIE_STATUS:
        return this.status;
      case BUFF_STATUS:
        return this.buffers;
      case INTS:
        return this.raised & this.register(INTE);
      default:
        return this.register(offset);
    }
  }

  override writeUint32(offset: number, value: number): void {
    if (offset === SIE_STATUS) {
      // SUSPENDED itself follows the bus; writing it only ends the interrupt.
      this.status &= ~(value & ~STATUS.suspended);
      if ((value & STATUS.suspended) !== 0) this.suspendChanged = false;
    } else if (offset === BUFF_STATUS) {
      this.buffers &= ~value;
    } else {
      this.registers.set(offset, value);
    }
    this.update();
  }

  reset(): void {
    this.status |= STATUS.busReset;
    this.suspend(false);
  }

  startOfFrame(): void {
    this.frame = (this.frame + 1) & 0x7ff;
    this.frameStarted = true;
    this.frameAt = this.cycles();
    this.update();
  }

  suspend(on: boolean): void {
    if (on !== ((this.status & STATUS.suspended) !== 0)) this.suspendChanged = true;
    this.status = on ? this.status | STATUS.suspended : this.status & ~STATUS.suspended;
    this.update();
  }

  resume(): void {
    this.status |= STATUS.resume;
    this.suspend(false);
  }

  setup(address: number, bytes: Uint8Array): Answer {
    if (!this.hears(address)) return { kind: "silence" };
    this.chip.usbDPRAM.set(bytes, 0);
    this.registers.set(EP_STALL_ARM, 0);
    this.status |= STATUS.setup;
    this.update();
    return { kind: "ack" };
  }

  in(address: number, endpoint: number): Answer {
    const found = this.buffer(address, endpoint, false);
    if ("kind" in found) return found;
    const { word, at, buffer } = found;
    if ((word & FULL) === 0) throw new Error(`endpoint ${endpoint} offers the host a buffer without data`);
    const bytes = this.chip.usbDPRAM.slice(buffer, buffer + (word & LENGTH));
    this.done(endpoint, false, at, word & ~(AVAILABLE | FULL));
    return { kind: "data", bytes, data1: (word & DATA1) !== 0 };
  }

  out(address: number, endpoint: number, bytes: Uint8Array, data1: boolean): Answer {
    const found = this.buffer(address, endpoint, true);
    if ("kind" in found) return found;
    const { word, at, buffer } = found;
    if (data1 !== ((word & DATA1) !== 0))
      throw new Error(`endpoint ${endpoint} waits for the other data sequence than the host sends`);
    if (bytes.length > (word & LENGTH))
      throw new Error(`endpoint ${endpoint} has room for ${word & LENGTH} bytes, the host sends ${bytes.length}`);
    this.chip.usbDPRAM.set(bytes, buffer);
    this.done(endpoint, true, at, (word & ~(AVAILABLE | LENGTH)) | FULL | bytes.length);
    return { kind: "ack" };
  }

  private hears(address: number): boolean {
    return this.pulledUp && (this.register(ADDRESS) & 0x7f) === address;
  }

  private register(offset: number): number {
    return this.registers.get(offset) ?? 0;
  }

  private endpointControl(endpoint: number, out: boolean): number {
    return this.chip.usbDPRAMView.getInt32(8 * endpoint + (out ? 4 : 0), true);
  }

  private buffer(
    address: number,
    endpoint: number,
    out: boolean,
  ): Answer | { readonly word: number; readonly at: number; readonly buffer: number } {
    if (!this.hears(address)) return { kind: "silence" };
    const control = endpoint === 0 ? ENABLE : this.endpointControl(endpoint, out);
    if ((control & ENABLE) === 0) return { kind: "silence" };
    const at = BUFFER_CONTROL + 8 * endpoint + (out ? 4 : 0);
    const word = this.chip.usbDPRAMView.getUint32(at, true);
    const armed = endpoint !== 0 || (this.register(EP_STALL_ARM) & (out ? 2 : 1)) !== 0;
    if ((word & STALL) !== 0 && armed) return { kind: "stall" };
    // A new SETUP is answered before anything else is.
    if (endpoint === 0 && (this.status & STATUS.setup) !== 0) return { kind: "nak" };
    if ((word & AVAILABLE) === 0) return { kind: "nak" };
    return { word, at, buffer: endpoint === 0 ? EP0_BUFFER : control & ADDRESS_MASK };
  }

  private done(endpoint: number, out: boolean, at: number, word: number): void {
    this.chip.usbDPRAMView.setUint32(at, word, true);
    this.written.set(at, { word, at: this.cycles() });
    const tells =
      endpoint === 0
        ? (this.register(SIE_CTRL) & EP0_INTERRUPT) !== 0
        : (this.endpointControl(endpoint, out) & INTERRUPT_EACH_BUFFER) !== 0;
    if (tells) this.buffers |= 1 << (2 * endpoint + (out ? 1 : 0));
    this.update();
  }

  private bufferWritten(offset: number, word: number): void {
    if (offset < BUFFER_CONTROL || offset >= BUFFER_CONTROL_END) return;
    const before = this.written.get(offset) ?? { word: 0, at: -Infinity };
    const now = this.cycles();
    this.written.set(offset, { word, at: now });
    if ((word & AVAILABLE) === 0) return;
    if ((before.word | AVAILABLE) !== word || now - before.at < SETTLE_CYCLES)
      throw new Error(`buffer control ${offset.toString(16)}: AVAILABLE is set before what it makes valid has settled`);
    const endpoint = (offset - BUFFER_CONTROL) >> 3;
    const out = (offset & 4) !== 0;
    const bulk = endpoint !== 0 && ((this.endpointControl(endpoint, out) >>> TYPE_SHIFT) & 3) === BULK;
    const since = now - this.frameAt;
    if (bulk && !out && since > E15_CYCLES && since < FRAME_CYCLES) this.lateOffers++;
  }

  private get raised(): number {
    const when = (condition: boolean, bit: number) => (condition ? bit : 0);
    return (
      when((this.status & STATUS.busReset) !== 0, INTERRUPT.busReset) |
      when((this.status & STATUS.setup) !== 0, INTERRUPT.setup) |
      when((this.status & STATUS.resume) !== 0, INTERRUPT.resume) |
      when(this.suspendChanged, INTERRUPT.suspend) |
      when(this.frameStarted, INTERRUPT.sof) |
      when(this.buffers !== 0, INTERRUPT.buffer)
    );
  }

  private update(): void {
    this.chip.setInterrupt(IRQ, (this.raised & this.register(INTE)) !== 0);
  }
}
