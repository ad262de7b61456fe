/**
 * Reads a protobuf message that is too long to be in memory at once: its long repeated fields are handed on message by message, and of the others
 * the bytes are kept for the decoder.
 */
import { joinBytes } from "../numerics/join-bytes.js";
import { MalformedBody, type BodyReader } from "./program-file.js";

/** What to do with fields (by number) that hold messages: take their bytes, good until it returns, or read them from the body. */
export interface LongField {
  readonly take?: (message: Uint8Array) => void;
  readonly read?: (end: number) => void;
}

const VARINT = 0;
const FIXED64 = 1;
const BYTES = 2;
const FIXED32 = 5;

/**
 * @param end position in the body behind the message
 * @param scalar is told the numbers of the message
 * @param goesOn asked before each field; where it says no, the rest is not read
 * @returns the bytes of all fields that are not long
 * @throws MalformedBody
 */
export function readMessage(
  body: BodyReader,
  end: number,
  long: Readonly<Record<number, LongField | undefined>>,
  scalar: (field: number, value: number) => void = () => {},
  goesOn: () => boolean = () => true,
): Uint8Array {
  const kept: Uint8Array[] = [];
  while (body.position < end && goesOn()) {
    const tag = varint(body);
    const field = Math.floor(tag.value / 8);
    const type = tag.value % 8;
    const longField = type === BYTES ? long[field] : undefined;
    if (type === BYTES) {
      const length = varint(body);
      if (body.position + length.value > end) throw new MalformedBody("a field runs over the end of its message");
      if (longField === undefined) kept.push(tag.bytes, length.bytes, body.bytes(length.value).slice());
      else if (longField.take !== undefined) longField.take(body.bytes(length.value));
      else longField.read?.(body.position + length.value);
    } else if (type === VARINT) {
      const number = varint(body);
      kept.push(tag.bytes, number.bytes);
      scalar(field, number.value);
    } else if (type === FIXED64 || type === FIXED32) kept.push(tag.bytes, body.bytes(type === FIXED64 ? 8 : 4).slice());
    else throw new MalformedBody(`a field has the unknown type ${type}`);
  }
  if (goesOn() && body.position !== end) throw new MalformedBody("a field runs over the end of its message");
  return joinBytes(kept);
}

function varint(body: BodyReader): { value: number; bytes: Uint8Array } {
  const bytes: number[] = [];
  let value = 0;
  for (let scale = 1; bytes.length < 10; scale *= 128) {
    const byte = body.byte();
    bytes.push(byte);
    value += (byte & 0x7f) * scale;
    if (byte < 0x80) return { value, bytes: Uint8Array.from(bytes) };
  }
  throw new MalformedBody("a number has more than ten bytes");
}
