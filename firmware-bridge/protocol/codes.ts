/** The numbers on the wire: types of frames, states of a board, reasons of a refusal, features. Names as in docs/wire-protocol.md. */

export const MessageType = {
  HELLO: 0x01,
  ERASE: 0x02,
  WRITE: 0x03,
  READBACK: 0x04,
  ARM: 0x05,
  RUN: 0x06,
  STEP: 0x07,
  INJECT: 0x08,
  SPIKES: 0x09,
  TRACE: 0x0a,
  COUNTERS: 0x0b,
  STOP: 0x0c,
  HELLO_REPLY: 0x81,
  READBACK_REPLY: 0x84,
  SPIKES_REPLY: 0x89,
  TRACE_REPLY: 0x8a,
  COUNTERS_REPLY: 0x8b,
  ACK: 0x90,
  NACK: 0x91,
} as const;
export type MessageName = keyof typeof MessageType;

/** Commands change the board; they carry sequence numbers and are executed once. The other requests only read. */
export const COMMANDS = ["ERASE", "WRITE", "ARM", "RUN", "STEP", "INJECT", "STOP"] as const;
export type CommandName = (typeof COMMANDS)[number];
export const READS = ["READBACK", "SPIKES", "TRACE", "COUNTERS"] as const;
export type ReadName = (typeof READS)[number];

/** Commands that may follow each other unanswered, up to the board's window. Before and after all others the host waits. */
export const STREAMED: readonly CommandName[] = ["WRITE", "INJECT"];

export const BoardState = {
  /** No image, or one that has run. */
  IDLE: 0,
  /** Erased; takes WRITE. */
  LOADING: 1,
  /** The image is verified; no step is due. */
  ARMED: 2,
  /** Executing steps. */
  RUNNING: 3,
} as const;
export type BoardStateName = keyof typeof BoardState;

export const NackReason = {
  /** The frame was damaged. */
  DAMAGED: 1,
  /** detail: the board's protocol version. */
  VERSION: 2,
  TYPE: 3,
  /** detail: the board's session. */
  SESSION: 4,
  /** A frame before this one is missing. */
  SEQUENCE: 5,
  /** The body is not laid out as it must be. */
  LAYOUT: 6,
  /** Not in this state; detail: the board's state. */
  STATE: 7,
  /** An address, neuron, word or length outside the board's limits; detail: the limit. */
  RANGE: 8,
  /** detail: the digest that the board computed. */
  DIGEST: 9,
  /** The queue is full; try again later. */
  BUSY: 10,
  /** Injected for a step that has been executed; detail: the next step. */
  LATE: 11,
} as const;
export type NackReasonName = keyof typeof NackReason;

export const Feature = { LAVA_PROFILE: 1, HW_PROFILE: 2, SPINNAKER: 4 } as const;

const nameIn = <Name extends string>(table: Readonly<Record<Name, number>>) => {
  const names = new Map(Object.entries<number>(table).map(([name, code]) => [code, name as Name]));
  return (code: number): Name | undefined => names.get(code);
};
export const messageName = nameIn<MessageName>(MessageType);
export const stateName = nameIn<BoardStateName>(BoardState);
export const nackReasonName = nameIn<NackReasonName>(NackReason);
