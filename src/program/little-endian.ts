/** Typed arrays as little-endian bytes and back, on any host. */
const HOST_IS_LITTLE = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

export type NumberArray =
  Int8Array | Uint8Array | Int16Array | Uint16Array | Int32Array | Uint32Array | Float32Array | Float64Array;

/** A view where the host is little-endian, otherwise a swapped copy. */
export function toLittleEndian(values: NumberArray): Uint8Array {
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  return HOST_IS_LITTLE ? bytes : swapped(bytes, values.BYTES_PER_ELEMENT);
}

interface ArrayType<T> {
  readonly BYTES_PER_ELEMENT: number;
  new (buffer: ArrayBuffer): T;
}

/** A copy, aligned; null where the length is not a whole number of elements. */
export function fromLittleEndian<T>(type: ArrayType<T>, bytes: Uint8Array): T | null {
  if (bytes.length % type.BYTES_PER_ELEMENT !== 0) return null;
  const copy = HOST_IS_LITTLE ? new Uint8Array(bytes) : swapped(bytes, type.BYTES_PER_ELEMENT);
  return new type(copy.buffer as ArrayBuffer);
}

function swapped(bytes: Uint8Array, width: number): Uint8Array {
  const out = new Uint8Array(bytes.length);
  for (let k = 0; k < bytes.length; k++) out[k] = bytes[k - (k % width) + width - 1 - (k % width)];
  return out;
}
