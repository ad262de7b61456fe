/** Reads the words of a region one after another; a region that ends too early is a damaged job, not a fault of ours. */
import { fail } from "../../../diagnostics/diagnostic.js";

export class WordReader {
  private next = 0;

  /**
   * @param words little-endian words of the region
   * @param what names the region in messages: `ConnectorBuilderRegion of core 3 of chip 0, 0`
   */
  constructor(
    private readonly words: Uint32Array,
    readonly what: string,
  ) {}

  /** Words that have been read. */
  get position(): number {
    return this.next;
  }

  /** Unsigned. @throws EquipoiseError `spynnaker-database` past the end */
  word(): number {
    if (this.next >= this.words.length) damaged(`the ${this.what} ends after ${this.words.length} words`);
    return this.words[this.next++];
  }

  /** Two's complement: S16.15 or int32. */
  signed(): number {
    return this.word() | 0;
  }

  take(count: number): Uint32Array {
    if (this.next + count > this.words.length) damaged(`the ${this.what} ends after ${this.words.length} words`);
    this.next += count;
    return this.words.slice(this.next - count, this.next);
  }

  skipTo(position: number): void {
    this.next = position;
  }
}

/** @throws EquipoiseError `spynnaker-database` */
export function damaged(what: string): never {
  return fail("spynnaker-database", `The database is not what sPyNNaker writes: ${what}.`, {
    hint: "run the script again with keep_dataspec_database = True, and give the ds.sqlite3 of its last run",
  });
}

/** @throws EquipoiseError `spynnaker-not-done`: what of sPyNNaker is not carried, where, and the way out */
export function notDone(where: string, what: string, hint: string): never {
  return fail("spynnaker-not-done", `${where}: ${what}`, { hint });
}
