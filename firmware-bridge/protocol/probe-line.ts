/** What a line says to HELLO, byte by byte, also where no board understands it: the bytes tell a wrong rate from noise, an echo, and a cable with one way. */
import { pause, type Clock, type Transport } from "../transport/transport.js";
import { CobsDecoder, cobsEncode } from "./cobs.js";
import { MessageType, NackReason, messageName } from "./codes.js";
import { LONGEST_FRAME, PROTOCOL_VERSION, decodeFrame, encodeFrame, type Frame } from "./frame.js";
import { decodeBody, encodeBody, type HelloReply } from "./messages.js";

export interface ProbeOptions {
  /** Not 0, and new. */
  readonly session: number;
  /** ms of listening before anything is asked. */
  readonly quietMs: number;
  /** ms that an answer may take. */
  readonly answerMs: number;
  /** Questions. */
  readonly attempts: number;
}

export interface Heard {
  /** null: no board answered. */
  readonly board: HelloReply | null;
  /** Version of a board that speaks another one; null: none does. */
  readonly otherVersion: number | null;
  /** Refusals of a frame that reached the board damaged. */
  readonly damagedAtBoard: number;
  /** Frames that came damaged. */
  readonly damaged: number;
  /** Before anything was asked. */
  readonly unasked: Uint8Array;
  /** Since. */
  readonly asked: Uint8Array;
  readonly sent: Uint8Array;
  /** The line closed meanwhile. */
  readonly closed: boolean;
}

/** Bytes kept for a judgement, each time. */
const KEPT = 4096;

/** Listens, then says HELLO until a board answers. The line stays open. */
export async function probeLine(
  line: Transport,
  clock: Clock,
  { session, quietMs, answerMs, attempts }: ProbeOptions,
): Promise<Heard> {
  let [board, otherVersion]: [HelloReply | null, number | null] = [null, null];
  let [damagedAtBoard, damaged] = [0, 0];
  let [asking, closed] = [false, false];
  const [unasked, asked, sent]: number[][] = [[], [], []];
  let answered: () => void = () => {};
  const judge = (frame: Frame) => {
    const name = messageName(frame.type);
    const refused = name === "NACK" ? decodeBody("NACK", frame.body) : null;
    if (refused?.reason === NackReason.DAMAGED) damagedAtBoard++;
    if (refused?.reason === NackReason.VERSION) otherVersion = refused.detail;
    else if (frame.version !== PROTOCOL_VERSION) otherVersion = frame.version;
    else if (name === "HELLO_REPLY" && frame.session === session) board = decodeBody("HELLO_REPLY", frame.body);
    if (board !== null || otherVersion !== null) answered();
  };
  const decoder = new CobsDecoder(
    LONGEST_FRAME,
    (bytes) => {
      const frame = decodeFrame(bytes);
      if (typeof frame === "string") damaged++;
      else judge(frame);
    },
    () => void damaged++,
  );
  line.onData((bytes) => {
    const kept = asking ? asked : unasked;
    for (const byte of bytes.subarray(0, KEPT - kept.length)) kept.push(byte);
    decoder.push(bytes);
  });
  line.onClose(() => {
    closed = true;
    answered();
  });
  await pause(clock, quietMs);
  asking = true;
  for (let k = 0; k < attempts && board === null && otherVersion === null && !closed; k++) {
    const frame = { type: MessageType.HELLO, session, sequence: 0x8000_0000 + k, body: encodeBody("HELLO", {}) };
    const question = cobsEncode(encodeFrame(frame));
    sent.push(...question);
    await new Promise<void>((resolve) => {
      const cancel = clock.after(answerMs, resolve);
      answered = () => {
        cancel();
        resolve();
      };
      line.write(question);
    });
  }
  const bytesOf = (list: number[]) => Uint8Array.from(list);
  return {
    board,
    otherVersion,
    damagedAtBoard,
    damaged,
    unasked: bytesOf(unasked),
    asked: bytesOf(asked),
    sent: bytesOf(sent),
    closed,
  };
}

/** What was heard, as far as bytes tell. */
export type LineVerdict =
  | "answers"
  | "other-version"
  | "hears-damage"
  | "closed"
  | "echo"
  | "held-low"
  | "noise"
  | "text"
  | "garbage"
  | "reset"
  | "silent";

/** Unasked bytes beyond these are noise, or somebody else who talks; a board says one empty frame when it starts. */
const FEW = 3;
/** Share of printable characters in what is a text. */
const PRINTABLE = 0.9;

export function judgeHeard({ board, otherVersion, damagedAtBoard, closed, unasked, asked, sent }: Heard): LineVerdict {
  if (board !== null) return "answers";
  if (otherVersion !== null) return "other-version";
  if (damagedAtBoard > 0) return "hears-damage";
  if (isEcho(asked, sent)) return "echo";
  const all = [...unasked, ...asked];
  const zeros = all.filter((byte) => byte === 0).length;
  if (all.length > FEW && zeros === all.length) return "held-low";
  if (all.length >= 8 && all.filter(isPrintable).length >= PRINTABLE * all.length) return "text";
  if (unasked.length > FEW) return "noise";
  if (all.length > zeros) return "garbage";
  if (zeros > 0) return "reset";
  return closed ? "closed" : "silent";
}

const isPrintable = (byte: number): boolean =>
  (byte >= 0x20 && byte < 0x7f) || byte === 0x0a || byte === 0x0d || byte === 0x09;

/** Everything that was said comes back, perhaps among other bytes of a program that echoes its input. */
function isEcho(asked: Uint8Array, sent: Uint8Array): boolean {
  const inner = sent.filter((byte) => byte !== 0);
  let k = 0;
  for (const byte of asked) if (k < inner.length && byte === inner[k]) k++;
  return inner.length > 0 && k === inner.length && asked.length <= 2 * sent.length;
}
