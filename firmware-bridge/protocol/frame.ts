/**
 * A frame: a fixed header of 16 bytes and a protobuf body. All numbers are little-endian.
 *
 *   0 version | 1 type | 2–3 body length | 4–7 session | 8–11 sequence | 12–15 CRC-32 | body
 *
 * The CRC covers bytes 0–11 and the body. It is checked before anything else of the frame is believed.
 */
import { crc32 } from "../../src/numerics/crc32.js";

export const PROTOCOL_VERSION = 2;
export const HEADER_BYTES = 16;
const LENGTH_AT = 2;
const SESSION_AT = 4;
const SEQUENCE_AT = 8;
const CRC_AT = 12;

/** `data` is at most 127 bytes, so that its length is one byte; three fixed32 fields are the most that stand before it. */
export const LONGEST_DATA = 127;
const LONGEST_BODY = 3 * 5 + 2 + LONGEST_DATA;
export const LONGEST_FRAME = HEADER_BYTES + LONGEST_BODY;

export interface Frame {
  readonly version: number;
  readonly type: number;
  readonly session: number;
  readonly sequence: number;
  readonly body: Uint8Array;
}

export type FrameFault = "short" | "length" | "crc";

export function encodeFrame(frame: Omit<Frame, "version"> & { readonly version?: number }): Uint8Array {
  const { version = PROTOCOL_VERSION, type, session, sequence, body } = frame;
  const bytes = new Uint8Array(HEADER_BYTES + body.length);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, version);
  view.setUint8(1, type);
  view.setUint16(LENGTH_AT, body.length, true);
  view.setUint32(SESSION_AT, session, true);
  view.setUint32(SEQUENCE_AT, sequence, true);
  bytes.set(body, HEADER_BYTES);
  view.setUint32(CRC_AT, frameCrc(bytes), true);
  return bytes;
}

/** The frame, or what is wrong with it. A frame of another version is whole: its sender deserves an answer. */
export function decodeFrame(bytes: Uint8Array): Frame | FrameFault {
  if (bytes.length < HEADER_BYTES) return "short";
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(CRC_AT, true) !== frameCrc(bytes)) return "crc";
  if (view.getUint16(LENGTH_AT, true) !== bytes.length - HEADER_BYTES) return "length";
  return {
    version: bytes[0],
    type: bytes[1],
    session: view.getUint32(SESSION_AT, true),
    sequence: view.getUint32(SEQUENCE_AT, true),
    body: bytes.subarray(HEADER_BYTES),
  };
}

function frameCrc(bytes: Uint8Array): number {
  return crc32(bytes.subarray(HEADER_BYTES), crc32(bytes.subarray(0, CRC_AT)));
}
