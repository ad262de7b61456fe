/**
 * The arrays of an integer network by name: liberal in types (any integers, floats that are whole), strict in lengths and values. Which ones
 * were asked for is noted, so that an array that nothing reads, often a name misspelt, is found.
 */
import { fail } from "../../diagnostics/diagnostic.js";
import { readNpz, type NpzEntry } from "../../recording/npz-reader.js";
import { isText, numberReader } from "../../recording/npz-values.js";

/** What may stand in an array. */
export interface Allowed {
  readonly min: number;
  readonly max: number;
  /** Of the largest value, for the message: "there are 500 neurons (0..499)". */
  readonly because?: string;
}

export type IntegerArray = Int8Array | Uint8Array | Int16Array | Uint16Array | Int32Array | Uint32Array;
type ArrayOf<T> = new (length: number) => T;

export class NamedArrays {
  private readonly entries: ReadonlyMap<string, NpzEntry>;
  private readonly read = new Set<string>();

  /** @param file its name in messages; @param bytes null where there is none @throws EquipoiseError `npz-format` */
  constructor(
    bytes: Uint8Array | null,
    private readonly file: string,
  ) {
    this.entries = bytes === null ? new Map<string, NpzEntry>() : readNpz(bytes, file);
  }

  has(name: string): boolean {
    return this.entries.has(name);
  }

  /** Entries of a list, of a name that is there. */
  lengthOf(name: string): number {
    const { shape } = this.entry(name);
    if (shape.length !== 1)
      this.refuse(`${name} has ${shape.length} dimensions`, `it is a list of values, one dimension`);
    return shape[0];
  }

  /** A place in messages. */
  place(name: string, k: number): string {
    return this.entries.get(name)?.shape.length === 0 ? `${this.file}: ${name}` : `${this.file}: ${name}[${k}]`;
  }

  /**
   * Integers of a list, or of one value that stands for all of them.
   * @throws EquipoiseError `integers-array` for a value outside `allowed`, or no integer
   */
  integers<T extends IntegerArray>(name: string, length: number, type: ArrayOf<T>, allowed: Allowed): T {
    const values = new type(length);
    const { min, max } = allowed;
    this.each(name, length, (value, k) => {
      if (!(value >= min && value <= max)) this.outside(name, k, value, allowed);
      if (!Number.isInteger(value)) this.refuse(`${this.entryName(name, k)} = ${value} is no integer`);
      values[k] = value;
    });
    return values;
  }

  /** Real numbers, finite. @throws EquipoiseError `integers-array` */
  reals(name: string, length: number): Float64Array {
    const values = new Float64Array(length);
    this.each(name, length, (value, k) => {
      if (!Number.isFinite(value)) this.refuse(`${this.entryName(name, k)} = ${value} is no finite number`);
      values[k] = value;
    });
    return values;
  }

  /** @throws EquipoiseError `integers-array` for an array that nobody has read */
  nothingLeft(known: readonly string[]): void {
    for (const name of this.entries.keys())
      if (!this.read.has(name))
        this.refuse(
          known.includes(name) ? `${name} is not used here` : `${name} is no array of an integer network`,
          `leave it out; the arrays are ${known.join(", ")}`,
        );
  }

  private entryName(name: string, k: number): string {
    return this.entries.get(name)?.shape.length === 0 ? name : `${name}[${k}]`;
  }

  private outside(name: string, k: number, value: number, { min, max, because }: Allowed): never {
    const reason = because ?? `it must be in ${min}..${max}`;
    return this.refuse(`${this.entryName(name, k)} = ${value}, but ${reason}`);
  }

  private refuse(problem: string, hint?: string): never {
    return fail("integers-array", `${this.file}: ${problem}`, hint === undefined ? {} : { hint });
  }

  private entry(name: string): NpzEntry {
    this.read.add(name);
    return (
      this.entries.get(name) ??
      fail("integers-array", `${this.file}: the array ${name} is missing`, {
        hint: "docs/integers.md lists the arrays",
      })
    );
  }

  private each(name: string, length: number, visit: (value: number, k: number) => void): void {
    const entry = this.entry(name);
    const { shape } = entry;
    if (isText(entry)) this.refuse(`${name} is text`, "save an array of numbers");
    const one = shape.length === 0 || (shape.length === 1 && shape[0] === 1);
    if (!one && (shape.length !== 1 || shape[0] !== length))
      this.refuse(
        `${name} has the shape (${shape.join(", ")}) where ${length} values are read`,
        "give one value for all, or a list of one dimension",
      );
    const value = numberReader(entry);
    if (one) {
      const first = value(0);
      for (let k = 0; k < length; k++) visit(first, k);
      return;
    }
    for (let k = 0; k < length; k++) visit(value(k), k);
  }
}
