/** Looks at every frame of a line, both ways, and changes nothing. */
import type { Dialer } from "../transport/transport.js";
import { CobsDecoder } from "./cobs.js";
import { messageName, MessageType, nackReasonName } from "./codes.js";
import { decodeFrame, LONGEST_FRAME, type Frame } from "./frame.js";
import { decodeBody } from "./messages.js";

export type Direction = "to board" | "from board";
/** @param frame null: bytes between two delimiters that were no frame */
export type FrameSink = (direction: Direction, frame: Frame | null) => void;

export function sniffingDialer(dial: Dialer, see: FrameSink): Dialer {
  return async () => {
    const line = await dial();
    const decoder = (direction: Direction) =>
      new CobsDecoder(
        LONGEST_FRAME,
        (bytes) => {
          const frame = decodeFrame(bytes);
          see(direction, typeof frame === "string" ? null : frame);
        },
        () => see(direction, null),
      );
    const [out, back] = [decoder("to board"), decoder("from board")];
    return {
      ...line,
      write(bytes) {
        out.push(bytes);
        line.write(bytes);
      },
      onData: (listener) =>
        line.onData((bytes) => {
          back.push(bytes);
          listener(bytes);
        }),
    };
  };
}

/** A frame in one line: `INJECT #7 step 12 data 00 80 05 00`. */
export function describeFrame({ type, sequence, body }: Frame): string {
  const name = messageName(type);
  if (name === undefined) return `type ${type.toString(16)} #${sequence}`;
  const fields = decodeBody(name, body);
  if (fields === null) return `${name} #${sequence}, body not as it must be`;
  const words = Object.entries(fields).map(
    ([field, value]) =>
      `${field} ${value instanceof Uint8Array ? Buffer.from(value).toString("hex") : type === MessageType.NACK && field === "reason" ? nackReasonName(value as number) : String(value)}`,
  );
  return [name, `#${sequence}`, ...words].join(" ");
}
