/** JSON of plain data with typed arrays, which are base64 of their little-endian bytes, and with NaN and infinities, which JSON lacks. */
const arrays = { Uint8Array, Uint16Array, Uint32Array, Int16Array, Int32Array, Float32Array, Float64Array } as const;
type ArrayName = keyof typeof arrays;

const specialNumbers: Readonly<Record<string, number>> = { NaN: NaN, Infinity: Infinity, "-Infinity": -Infinity };

function pack(_key: string, value: unknown): unknown {
  if (typeof value === "number" && !Number.isFinite(value)) return { $number: String(value) };
  if (ArrayBuffer.isView(value)) {
    const name = value.constructor.name as ArrayName;
    if (!(name in arrays)) throw new TypeError(`cannot save a ${name}`);
    return { $array: name, base64: Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString("base64") };
  }
  return value;
}

function unpack(_key: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  const record = value as Record<string, unknown>;
  if (typeof record.$number === "string")
    return Object.hasOwn(specialNumbers, record.$number) ? specialNumbers[record.$number] : null;
  if (typeof record.$array === "string" && typeof record.base64 === "string") {
    if (!Object.hasOwn(arrays, record.$array)) return null;
    const bytes = Uint8Array.from(Buffer.from(record.base64, "base64"));
    return new arrays[record.$array as ArrayName](bytes.buffer);
  }
  return value;
}

export function packJson(value: unknown): string {
  return JSON.stringify(value, pack);
}

/** What `packJson` made; null for an array or a number that is none of its own. @throws SyntaxError, or RangeError for bytes that are no whole array */
export function unpackJson(text: string): unknown {
  return JSON.parse(text, unpack);
}
