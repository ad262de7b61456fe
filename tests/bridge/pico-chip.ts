/** A Raspberry Pi Pico for tests that look at registers and pins: the simulated chip alone, in its own time, which goes on while it sleeps. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { RP2040 } from "rp2040js";
import { Rp2040Chip } from "../../firmware-bridge/simulated/rp2040-chip.js";
import { uf2Blocks, type FlashBlock } from "../../firmware-bridge/boards/uf2.js";
import { firmware } from "./firmware-boards.js";

const CYCLE_NS = 8;
const NS_A_US = 1000;

export interface RegisterWrite {
  /** Of the register itself; aliases that set or clear bits are told by `address & 0x3000`. */
  readonly address: number;
  readonly value: number;
}

export class PicoChip {
  readonly writes: RegisterWrite[] = [];
  /** Bytes that the chip has sent. */
  readonly sent: number[] = [];
  /** What a register reads instead of what it would; tests plant hardware that does not start. */
  read: (address: number) => number | undefined = () => undefined;
  /** Looks on after every instruction. */
  watch: () => void = () => {};
  /** Resets by the watchdog. */
  resets = 0;
  private board!: Rp2040Chip;
  private readonly blocks: readonly FlashBlock[];

  constructor(file: Uint8Array = readFileSync(join(firmware, "prebuilt/rp2040.uf2"))) {
    this.blocks = uf2Blocks(file);
    this.start();
  }

  get chip(): RP2040 {
    return this.board.chip;
  }

  /** µs since power-up or the last reset. */
  get now(): number {
    return this.board.clock.nanos / NS_A_US;
  }

  pin(number: number): boolean {
    return this.chip.gpio[number].outputValue;
  }

  /** Runs for so many µs of the chip's time, or until something has happened. */
  run(us: number, until: () => boolean = () => false): void {
    let left = us * NS_A_US;
    while (left > 0 && !until()) {
      const { clock, cores } = this.board;
      const ns = cores.asleep ? Math.min(left, Math.max(clock.nanosToNextAlarm, CYCLE_NS)) : cores.execute() * CYCLE_NS;
      clock.tick(ns);
      left -= ns;
      if (this.board.bitten) this.start(this.board);
      this.watch();
    }
  }

  private start(before?: Rp2040Chip): void {
    this.board = new Rp2040Chip(this.blocks, before);
    if (before !== undefined) this.resets++;
    this.chip.uart[0].onByte = (byte) => void this.sent.push(byte);
    const [readUint32, writeUint32] = [this.chip.readUint32.bind(this.chip), this.chip.writeUint32.bind(this.chip)];
    this.chip.readUint32 = (address) => this.read(address >>> 0) ?? readUint32(address);
    this.chip.writeUint32 = (address, value) => {
      if (address >>> 28 >= 4) this.writes.push({ address: address >>> 0, value: value >>> 0 });
      writeUint32(address, value);
    };
  }
}
