/**
 * The Raspberry Pi Pico, simulated in this process: the committed UF2 in rp2040js, from the second stage of its boot on. Bytes come and go at the
 * rate of the line in the board's own time, which stands still while the host thinks about a frame, and while the board sleeps and nothing is due.
 */
import { readFileSync } from "node:fs";
import { Simulator } from "rp2040js";
import { fail } from "../../src/diagnostics/diagnostic.js";
import { HangUp } from "../transport/hang-up.js";
import type { Dialer, Transport } from "../transport/transport.js";
import { Rp2040Cores } from "./rp2040-cores.js";
import { PacedTransmitter } from "./rp2040-transmitter.js";

const FLASH = 0x10000000;
const UF2_BLOCK = 512;
const UF2_MAGIC = 0x0a324655;
const UF2_PAYLOAD_AT = 32;
const CYCLE_NS = 8;
const BAUD = 1_000_000;
/** Ten bits a byte, at 125 MHz. */
const CYCLES_A_BYTE = 1250;
/** Between two looks at what else this process has to do. */
const INSTRUCTIONS_A_TURN = 100_000;
/** Flag register of the PL011, and its bit for a full FIFO. */
const UARTFR = 0x18;
const RX_FULL = 1 << 6;

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

/** Every dial starts a board of its own, with power just switched on. @param firmware the .uf2 that is flashed */
export function dialPicoSimulator(firmware: string): Dialer {
  const blocks = uf2Blocks(readFileSync(firmware));
  return () => Promise.resolve(startPico(blocks));
}

function startPico(blocks: ReturnType<typeof uf2Blocks>): Transport {
  const { rp2040: chip, clock } = new Simulator();
  for (const { address, bytes } of blocks) chip.flash.set(bytes, address - FLASH);
  // The boot ROM would copy the second stage to RAM and call it there; it runs as well where it lies.
  chip.core.PC = FLASH;
  chip.logger = { debug() {}, info() {}, warn() {}, error() {} };
  const cores = new Rp2040Cores(chip);
  const uart = chip.uart[0];
  const incoming: number[] = [];
  let next = 0;
  /** Bytes on their way to the host, and when each will have left the line, in cycles. */
  let outgoing: { readonly byte: number; readonly due: number }[] = [];
  let cycles = 0;
  let nextByteAt = 0;
  let scheduled = false;
  let onData: (bytes: Uint8Array) => void = () => {};
  const hangUp = new HangUp();
  const transmitter = new PacedTransmitter(
    chip,
    uart,
    CYCLES_A_BYTE,
    () => cycles,
    (byte, due) => void outgoing.push({ byte, due }),
  );

  const feed = () => {
    if (next === incoming.length || cycles < nextByteAt || (uart.readUint32(UARTFR) & RX_FULL) !== 0) return;
    uart.feedByte(incoming[next++]);
    nextByteAt = cycles + CYCLES_A_BYTE;
    if (next === incoming.length) {
      incoming.length = 0;
      next = 0;
    }
  };
  const turn = () => {
    scheduled = false;
    if (hangUp.happened) return;
    let arrived = 0;
    for (let k = 0; k < INSTRUCTIONS_A_TURN; k++) {
      feed();
      transmitter.advance();
      if (arrived < outgoing.length && outgoing[arrived].due <= cycles) {
        // The end of a frame: the host may have something to say.
        if (outgoing[arrived++].byte === 0) break;
      }
      if (cores.asleep) {
        // Asleep: nothing happens before the next byte comes or has left.
        const due = Math.min(next < incoming.length ? nextByteAt : Infinity, outgoing[arrived]?.due ?? Infinity);
        if (due === Infinity) break;
        cycles = Math.max(cycles, due);
        continue;
      }
      const used = cores.execute();
      cycles += used;
      clock.tick(used * CYCLE_NS);
    }
    if (arrived > 0) {
      const bytes = Uint8Array.from(outgoing.slice(0, arrived), ({ byte }) => byte);
      outgoing = outgoing.slice(arrived);
      onData(bytes);
    }
    if (!cores.asleep || next < incoming.length || outgoing.length > 0) schedule();
  };
  const schedule = () => {
    if (scheduled) return;
    scheduled = true;
    setImmediate(turn);
  };
  schedule();
  return {
    name: "simulated Raspberry Pi Pico",
    write(bytes) {
      // The first byte after a pause takes its time, too.
      if (next === incoming.length) nextByteAt = Math.max(nextByteAt, cycles + CYCLES_A_BYTE);
      for (const byte of bytes) incoming.push(byte);
      schedule();
    },
    onData: (listener) => void (onData = listener),
    onClose: (listener) => hangUp.onClose(listener),
    close: () => hangUp.notice(),
    simulation: { baud: BAUD, seconds: () => (cycles * CYCLE_NS) / 1e9 },
  };
}
