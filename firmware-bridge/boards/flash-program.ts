/**
 * A program that a microcontroller runs by itself from power-up on: the block behind the firmware in its flash (firmware/core/flash_program.c;
 * docs/firmware.md has it byte by byte), and the file that is flashed.
 */
import { crc32 } from "../../src/numerics/crc32.js";
import { uf2Blocks, uf2File } from "./uf2.js";

const MAGIC = 0x31415145;
const WORD = 4;
const INPUT = 1 << 24;
/** Of a run of words, either kind. */
const LONGEST_RUN = 0xffff;
/** From the beginning of the flash; the firmware is linked to end before. */
const OFFSET = 0x1_0000;
const RP2040_FLASH = 0x1000_0000;
const ERASED = 0xff;

/** The firmware's table holds so many. */
export const MOST_PINS = 32;

export interface Pin {
  /** As the port numbers its pins. */
  readonly pin: number;
  /** The neuron whose spikes it shows, or the source whose spikes come from it. */
  readonly id: number;
  readonly input: boolean;
}

export interface FlashProgram {
  /** What the board calls itself, four ASCII letters. */
  readonly board: string;
  readonly periodMicroseconds: number;
  readonly pins: readonly Pin[];
  /** As long as the board's image space. */
  readonly image: Uint8Array;
}

/** The block: magic, length, board, period, pins, words of the image, the table, runs of zeros and words, CRC-32 of all before. */
export function flashBlock({ board, periodMicroseconds, pins, image }: FlashProgram): Uint8Array {
  const view = new DataView(image.buffer, image.byteOffset, image.byteLength);
  const words = Array.from({ length: image.length / WORD }, (_, k) => view.getUint32(k * WORD, true));
  const name = [...board].reduce((word, letter, k) => word + letter.charCodeAt(0) * 2 ** (8 * k), 0);
  const table = pins.map(({ pin, id, input }) => (input ? INPUT : 0) + (pin << 16) + id);
  const body = [...table, ...packed(words)];
  const length = (6 + body.length + 1) * WORD;
  const bytes = new Uint8Array(length);
  const out = new DataView(bytes.buffer);
  [MAGIC, length, name, periodMicroseconds, pins.length, words.length, ...body].forEach((word, k) =>
    out.setUint32(k * WORD, word, true),
  );
  out.setUint32(length - WORD, crc32(bytes.subarray(0, length - WORD)), true);
  return bytes;
}

/** Runs: a word of `zeros | literals << 16`, then the literals. A zero between others is a literal: a run costs as much. */
function packed(words: readonly number[]): number[] {
  const out: number[] = [];
  for (let at = 0; at < words.length;) {
    let end = at;
    while (end < words.length && end - at < LONGEST_RUN && words[end] === 0) end++;
    const zeros = end - at;
    while (end < words.length && end - at - zeros < LONGEST_RUN && (words[end] !== 0 || words[end + 1] !== 0)) end++;
    out.push(zeros + (end - at - zeros) * 2 ** 16, ...words.slice(at + zeros, end));
    at = end;
  }
  return out;
}

/** The firmware and the block behind it, as .uf2 or .bin, whichever the firmware is. @param firmware the committed image */
export function flashFile(firmware: Uint8Array, kind: "uf2" | "bin", block: Uint8Array): Uint8Array {
  if (kind === "uf2") return uf2File([...uf2Blocks(firmware), { address: RP2040_FLASH + OFFSET, bytes: block }]);
  const file = new Uint8Array(OFFSET + block.length).fill(ERASED);
  file.set(firmware);
  file.set(block, OFFSET);
  return file;
}
