/**
 * Both processors of an RP2040. rp2040js has one; here a second one of the same kind shares its bus and memory, and what each has for itself in
 * the single-cycle IO block is added: CPUID and the FIFOs between the cores (datasheet 2.3.1). Core 1 starts as the boot ROM has it start, by words
 * through the FIFO (2.8.2). Deterministic: after each instruction of core 0, core 1 executes until it is as far. Neither waits for the other's
 * accesses to memory, as the chip's cores do when they want the same bank in the same clock.
 */
import type { RP2040 } from "rp2040js";

type Core = RP2040["core"];

const CPUID = 0x000;
const FIFO_STATUS = 0x050;
const FIFO_WRITE = 0x054;
const FIFO_READ = 0x058;
const VALID = 1 << 0;
const READY = 1 << 1;
/** Written where there was no room, read where there was nothing. */
const OVERFLOW = 1 << 2;
const UNDERFLOW = 1 << 3;
const FIFO_WORDS = 8;
const PSM = 0x40010;
const PSM_FORCE_OFF = 0x4;
const PSM_PROC1 = 1 << 16;
const SEV = 0xbf40;
/** What the boot ROM of core 1 waits for, before the address of a vector table, a stack pointer and an entry. */
const LAUNCH = [0, 0, 1] as const;
const LAUNCH_WORDS = 6;

/** The direction core 0 → core 1 is `toward[1]`. */
class Fifos {
  readonly toward: readonly [number[], number[]] = [[], []];
  private readonly faults: [number, number] = [0, 0];

  status(core: 0 | 1): number {
    const ready = this.toward[other(core)].length < FIFO_WORDS ? READY : 0;
    return this.faults[core] | ready | (this.toward[core].length > 0 ? VALID : 0);
  }

  clearFaults(core: 0 | 1): void {
    this.faults[core] = 0;
  }

  write(core: 0 | 1, word: number): void {
    const fifo = this.toward[other(core)];
    if (fifo.length < FIFO_WORDS) fifo.push(word >>> 0);
    else this.faults[core] |= OVERFLOW;
  }

  read(core: 0 | 1): number {
    const word = this.toward[core].shift();
    if (word === undefined) this.faults[core] |= UNDERFLOW;
    return word ?? 0;
  }
}

function other(core: 0 | 1): 0 | 1 {
  return core === 0 ? 1 : 0;
}

/** Both cores of a chip, of which core 0 is the one that rp2040js made. */
export class Rp2040Cores {
  private readonly cores: readonly [Core, Core];
  private readonly fifos = new Fifos();
  /** Whose instruction is under way. */
  private current: 0 | 1 = 0;
  /** Words of the launch that have come; all: core 1 runs. */
  private launched: number[] = [];
  /** Clocks that core 1 is ahead of core 0. */
  private ahead = 0;

  constructor(private readonly chip: RP2040) {
    // The class itself is not exported.
    const Processor = chip.core.constructor as new (chip: RP2040) => Core;
    this.cores = [chip.core, new Processor(chip)];
    const { sio } = chip;
    const readSio = sio.readUint32.bind(sio);
    const writeSio = sio.writeUint32.bind(sio);
    sio.readUint32 = (offset) => {
      if (offset === CPUID) return this.current;
      if (offset === FIFO_STATUS) return this.fifos.status(this.current);
      return offset === FIFO_READ ? this.fifos.read(this.current) : readSio(offset);
    };
    sio.writeUint32 = (offset, value) => {
      if (offset === FIFO_STATUS) this.fifos.clearFaults(this.current);
      else if (offset === FIFO_WRITE) this.fifos.write(this.current, value);
      else writeSio(offset, value);
    };
    const psm = chip.peripherals[PSM];
    const writePsm = psm.writeUint32.bind(psm);
    psm.writeUint32 = (offset, value) => {
      writePsm(offset, value);
      if (offset === PSM_FORCE_OFF && (value & PSM_PROC1) !== 0) this.powerOff();
    };
  }

  /** Whether nothing happens until an interrupt comes. */
  get asleep(): boolean {
    return isAsleep(this.cores[0]) && !this.secondRuns;
  }

  /**
   * Executes an instruction of core 0, and of core 1 what takes as long; where core 0 sleeps, one of core 1.
   * @returns clocks that have passed
   */
  execute(): number {
    if (isAsleep(this.cores[0])) {
      const clocks = this.step(1);
      this.ahead = 0;
      return clocks;
    }
    const clocks = this.step(0);
    if (this.launched.length < LAUNCH_WORDS) this.bootRom();
    this.ahead -= clocks;
    while (this.ahead < 0 && this.secondRuns) this.ahead += this.step(1);
    if (this.ahead < 0) this.ahead = 0;
    return clocks;
  }

  private get secondRuns(): boolean {
    return this.launched.length === LAUNCH_WORDS && !this.cores[1].waiting;
  }

  private step(core: 0 | 1): number {
    const processor = this.cores[core];
    const signals = this.chip.readUint16(processor.PC) === SEV;
    this.current = core;
    // The registers of a processor (NVIC, SysTick, vector table) are those of the one that asks.
    (this.chip as { core: Core }).core = processor;
    const clocks = processor.executeInstruction();
    (this.chip as { core: Core }).core = this.cores[0];
    this.current = 0;
    if (signals) for (const each of this.cores) signal(each);
    return clocks;
  }

  /** Core 1 in the ROM: every word is answered by itself, and one out of turn starts it over. */
  private bootRom(): void {
    const [, incoming] = this.fifos.toward;
    while (incoming.length > 0) {
      const word = this.fifos.read(1);
      const k = this.launched.length;
      if (k >= LAUNCH.length || word === LAUNCH[k]) this.launched.push(word);
      // More zeros than two are no fault.
      else this.launched = word === 0 ? this.launched.slice(0, 2) : [];
      this.fifos.write(1, word);
      signal(this.cores[0]);
      if (this.launched.length < LAUNCH_WORDS) continue;
      const [, second] = this.cores;
      [second.VTOR, second.SP, second.PC] = this.launched.slice(LAUNCH.length);
      second.PC &= ~1;
      second.waiting = false;
      this.ahead = 0;
      return;
    }
  }

  private powerOff(): void {
    this.launched = [];
    this.fifos.toward[0].length = 0;
    this.fifos.toward[1].length = 0;
  }
}

/** An event: ends a WFE, or the next one at once. */
function signal(core: Core): void {
  if (core.waiting) core.waiting = false;
  else core.eventRegistered = true;
}

/** rp2040js goes to sleep even where an interrupt is pending already, which would never wake it; the chip does not. */
function isAsleep(core: Core): boolean {
  if (core.waiting && (core.pendingInterrupts & core.enabledInterrupts) !== 0) core.waiting = false;
  return core.waiting;
}
