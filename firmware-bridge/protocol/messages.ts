/**
 * Bodies of messages: typed objects ↔ protobuf bytes in the one layout that every board knows (the four rules in wire.proto).
 * A body is accepted only if encoding what was read gives the same bytes: no unknown, missing, repeated or reordered field passes.
 */
import { equipoise } from "./generated/wire.js";
import { LONGEST_DATA } from "./frame.js";
import type { MessageName } from "./codes.js";

const wire = equipoise.wire;

export interface HelloReply {
  /** Four ASCII letters, the first in the lowest byte. */
  readonly board: number;
  readonly state: number;
  readonly committed: number;
  readonly digest: number;
  readonly step: number;
  readonly imageBytes: number;
  readonly neurons: number;
  readonly sources: number;
  readonly maxData: number;
  readonly window: number;
  readonly logWords: number;
  readonly injectWords: number;
  readonly traceWords: number;
  readonly clockHz: number;
  readonly features: number;
}

/** The body of every message; field by field in wire.proto. */
export interface Bodies {
  readonly HELLO: object;
  readonly ERASE: object;
  readonly WRITE: { readonly address: number; readonly data: Uint8Array };
  readonly READBACK: { readonly address: number; readonly length: number };
  readonly ARM: { readonly digest: number };
  readonly RUN: { readonly until: number; readonly periodUs: number };
  readonly STEP: { readonly until: number; readonly from: number };
  readonly INJECT: { readonly step: number; readonly data: Uint8Array };
  readonly SPIKES: { readonly from: number };
  readonly TRACE: { readonly first: number; readonly count: number };
  readonly COUNTERS: object;
  readonly STOP: object;
  readonly HELLO_REPLY: HelloReply;
  readonly READBACK_REPLY: { readonly address: number; readonly data: Uint8Array };
  readonly SPIKES_REPLY: {
    readonly from: number;
    readonly head: number;
    readonly step: number;
    readonly data: Uint8Array;
  };
  readonly TRACE_REPLY: { readonly step: number; readonly first: number; readonly data: Uint8Array };
  readonly COUNTERS_REPLY: {
    readonly step: number;
    readonly stateSum: number;
    readonly framingErrors: number;
    readonly overruns: number;
    readonly data: Uint8Array;
  };
  readonly ACK: { readonly committed: number; readonly state: number };
  readonly NACK: { readonly expected: number; readonly reason: number; readonly detail: number };
}

/** What generated classes have in common, as far as a codec needs it. */
interface Generated {
  encode(fields: object): { finish(): Uint8Array };
  decode(bytes: Uint8Array): object;
}

interface Codec {
  readonly type: Generated | null;
  /** In ascending order of field numbers. */
  readonly fields: readonly string[];
}

const empty: Codec = { type: null, fields: [] };
const codecs: { readonly [Name in MessageName]: Codec } = {
  HELLO: empty,
  ERASE: empty,
  WRITE: { type: wire.Write, fields: ["address", "data"] },
  READBACK: { type: wire.Readback, fields: ["address", "length"] },
  ARM: { type: wire.Arm, fields: ["digest"] },
  RUN: { type: wire.Run, fields: ["until", "periodUs"] },
  STEP: { type: wire.Step, fields: ["until", "from"] },
  INJECT: { type: wire.Inject, fields: ["step", "data"] },
  SPIKES: { type: wire.Spikes, fields: ["from"] },
  TRACE: { type: wire.Trace, fields: ["first", "count"] },
  COUNTERS: empty,
  STOP: empty,
  HELLO_REPLY: {
    type: wire.HelloReply,
    fields: [
      "board",
      "state",
      "committed",
      "digest",
      "step",
      "imageBytes",
      "neurons",
      "sources",
      "maxData",
      "window",
      "logWords",
      "injectWords",
      "traceWords",
      "clockHz",
      "features",
    ],
  },
  READBACK_REPLY: { type: wire.ReadbackReply, fields: ["address", "data"] },
  SPIKES_REPLY: { type: wire.SpikesReply, fields: ["from", "head", "step", "data"] },
  TRACE_REPLY: { type: wire.TraceReply, fields: ["step", "first", "data"] },
  COUNTERS_REPLY: { type: wire.CountersReply, fields: ["step", "stateSum", "framingErrors", "overruns", "data"] },
  ACK: { type: wire.Ack, fields: ["committed", "state"] },
  NACK: { type: wire.Nack, fields: ["expected", "reason", "detail"] },
};

/** @throws RangeError where `data` is longer than one length byte can say (a fault of the caller, never of the user) */
export function encodeBody<Name extends MessageName>(name: Name, body: Bodies[Name]): Uint8Array {
  const { type, fields } = codecs[name];
  if (type === null) return new Uint8Array();
  const values: Record<string, unknown> = {};
  for (const field of fields) {
    const value: unknown = Reflect.get(body, field);
    if (value instanceof Uint8Array ? value.length > LONGEST_DATA : typeof value !== "number")
      throw new RangeError(
        `${name}.${field} is ${value instanceof Uint8Array ? `longer than ${LONGEST_DATA} bytes` : "missing"}`,
      );
    values[field] = value;
  }
  // Under Node the writer gives a Buffer, whose methods differ.
  return Uint8Array.from(type.encode(values).finish());
}

/** The body, or null where its bytes are not laid out as they must be. */
export function decodeBody<Name extends MessageName>(name: Name, bytes: Uint8Array): Bodies[Name] | null {
  const { type, fields } = codecs[name];
  if (type === null) return bytes.length === 0 ? ({} as Bodies[Name]) : null;
  const body: Record<string, unknown> = {};
  try {
    const read = type.decode(bytes);
    for (const field of fields) {
      const value: unknown = Reflect.get(read, field);
      if (value === null || value === undefined) return null;
      // Node's Buffer is a Uint8Array with other habits; a copy also outlives the receive buffer.
      body[field] = value instanceof Uint8Array ? Uint8Array.from(value) : value;
    }
    const again = encodeBody(name, body as unknown as Bodies[Name]);
    const same = again.length === bytes.length && again.every((byte, k) => byte === bytes[k]);
    return same ? (body as unknown as Bodies[Name]) : null;
  } catch {
    // protobufjs throws on truncated or impossible bytes, encodeBody on data that is too long.
    return null;
  }
}
