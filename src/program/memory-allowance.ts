/**
 * What running a program may cost, by what backs it: some numbers in a file of a few kilobytes (sources that nobody lists, synapse lists that many
 * axons share, cores of synapses) claim memory that no bytes of it hold. Compiled programs stay far below; what goes beyond was made to go beyond.
 */
import { fail } from "../diagnostics/diagnostic.js";
import { environment } from "../environment/environment.js";

/** What any program may need, however small its file. */
const GRANTED = 64 * 2 ** 20;
/**
 * Bytes for a byte of the file. The most that a compiled program needs: on a core that is full of axons which share one list,
 * 4096 axons · 1024 synapses at 20 bytes over 4096 axons at 2 bytes and 1024 compartments at 21.
 */
const A_BYTE = 3000;
/** Bytes of a source on the way to an emulator. */
export const SOURCE_BYTES = 16;
/** Of this machine's memory. */
const SHARE = 0.5;
const MEGABYTE = 1e6;

/** Counts bytes that running a program will take, and ends where they are more than its file backs or this machine has. */
export class MemoryAllowance {
  private needed = 0;
  private readonly granted: number;
  private readonly machine = SHARE * (environment().memory?.total() ?? Infinity);

  /** @param fileBytes of the program */
  constructor(private readonly fileBytes: number) {
    this.granted = GRANTED + A_BYTE * fileBytes;
  }

  /** How many things of `bytes` each may still be taken. */
  left(bytes: number): number {
    return Math.floor((Math.min(this.granted, this.machine) - this.needed) / bytes);
  }

  /** @param what is counted, for the message @throws EquipoiseError `program-too-large` */
  take(count: number, bytes: number, what: string): void {
    this.needed += count * bytes;
    if (this.needed <= Math.min(this.granted, this.machine)) return;
    const limit = Math.min(this.granted, this.machine);
    const whose =
      limit === this.granted
        ? `a program file of ${this.fileBytes} bytes backs ${Math.round(limit / MEGABYTE)} MB`
        : `this machine carries ${Math.round(limit / MEGABYTE)} MB`;
    fail(
      "program-too-large",
      `The program cannot be run: with its ${what} it needs more than ${Math.floor(this.needed / MEGABYTE)} MB, and ${whose}.`,
      {
        hint: limit === this.granted ? "compile the description again" : "run it on a machine with more memory",
      },
    );
  }
}
