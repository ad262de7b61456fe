/** Readers of protobuf fields that refuse what has no meaning: a broken array, an unknown name. */
import { fromLittleEndian } from "./little-endian.js";

/** A field of a message that cannot be; `decodeProgram` says it with the name of the file. */
export class InvalidField extends Error {}

export function array<T>(
  type: { readonly BYTES_PER_ELEMENT: number; new (buffer: ArrayBuffer): T },
  bytes: Uint8Array | null | undefined,
  what: string,
): T {
  const values = fromLittleEndian(type, bytes ?? new Uint8Array());
  if (values === null) throw new InvalidField(`the ${what} have a broken length`);
  return values;
}

export function oneOf<V>(
  value: string | number | null | undefined,
  known: Readonly<Record<string | number, V>>,
  what: string,
): V {
  if (value === null || value === undefined || !Object.hasOwn(known, value))
    throw new InvalidField(`the ${what} is unknown`);
  return known[value];
}
