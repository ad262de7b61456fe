/**
 * Recording files (.eqr): "EQR1", sha256 of the body (32 bytes), body = protobuf message of recording.proto.
 * The same recording gives the same bytes; any changed byte is refused, and so is what is whole but means nothing (validate-recording.ts).
 */
import { fail } from "../diagnostics/diagnostic.js";
import { sha256 } from "../numerics/sha256.js";
import { equipoise } from "./generated/recording.js";
import type { Recording, Traces } from "./recording.js";
import { packSpikes } from "./spike-packing.js";
import { validateRecording } from "./validate-recording.js";
import { ByteReader } from "./varint.js";

export const MAGIC = new TextEncoder().encode("EQR1");
const HEADER = MAGIC.length + 32;

function littleEndian(values: Uint32Array | Float64Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}

function unpackSpikes(bytes: Uint8Array, count: number): { steps: Uint32Array; ids: Uint32Array } {
  // Every spike takes at least one byte: a larger count is a lie that must not cost memory.
  if (count > bytes.length) throw new RangeError("spike count exceeds the data");
  const steps = new Uint32Array(count);
  const ids = new Uint32Array(count);
  const reader = new ByteReader(bytes);
  let step = 0;
  let at = 0;
  while (at < count) {
    step += reader.varint();
    if (step > 0xffffffff) throw new RangeError("a step exceeds 32 bits");
    const inStep = reader.varint();
    if (inStep === 0 || inStep > count - at) throw new RangeError("spike block exceeds the spike count");
    let id = 0;
    for (let k = 0; k < inStep; k++) {
      id += reader.varint();
      if (id > 0xffffffff) throw new RangeError("a neuron id exceeds 32 bits");
      steps[at] = step;
      ids[at++] = id;
    }
  }
  if (!reader.atEnd()) throw new RangeError("bytes left over after the last spike");
  return { steps, ids };
}

/** By name, ascending. */
export function countersOf(counters: Recording["counters"]): { name: string; value: number }[] {
  return Object.keys(counters)
    .sort()
    .map((name) => ({ name, value: counters[name] }));
}

export function encodeRecording(recording: Recording): Uint8Array {
  const traces = recording.traces;
  const body = equipoise.recording.Recording.encode({
    source: recording.source,
    network: recording.network,
    seed: recording.seed,
    dt: recording.dt,
    startStep: recording.startStep,
    steps: recording.steps,
    populations: recording.populations.map((p) => ({ ...p })),
    spikeCount: recording.spikeSteps.length,
    spikes: packSpikes(recording.spikeSteps, recording.spikeIds),
    traces: traces && {
      neurons: littleEndian(traces.neurons),
      fromStep: traces.fromStep,
      rows: traces.rows,
      u: littleEndian(traces.u),
      v: littleEndian(traces.v),
      unit: traces.unit,
    },
    counters: countersOf(recording.counters),
  }).finish();
  const file = new Uint8Array(HEADER + body.length);
  file.set(MAGIC);
  file.set(sha256(body), MAGIC.length);
  file.set(body, HEADER);
  return file;
}

function decodeTraces(message: equipoise.recording.ITraces): Traces {
  const { unit } = message;
  if (unit !== "mV" && unit !== "LSB") throw new RangeError("its traces are in an unknown unit");
  // Copies: the message's views need not be aligned. A broken length is a RangeError of the typed array.
  const neurons = new Uint32Array(Uint8Array.from(message.neurons ?? []).buffer);
  const u = new Float64Array(Uint8Array.from(message.u ?? []).buffer);
  const v = new Float64Array(Uint8Array.from(message.v ?? []).buffer);
  return { neurons, fromStep: message.fromStep ?? 0, rows: message.rows ?? 0, u, v, unit };
}

/** @throws EquipoiseError for a foreign, truncated or corrupted file, and for one that means nothing. */
export function decodeRecording(file: Uint8Array, name = "recording"): Recording {
  if (file.length < HEADER || MAGIC.some((byte, i) => file[i] !== byte))
    fail("not-a-recording", `${name} is not an equipoise recording`, {
      hint: "give a .eqr file that `equipoise run` or `verify` wrote",
    });
  const body = file.subarray(HEADER);
  if (sha256(body).some((byte, i) => file[MAGIC.length + i] !== byte))
    fail("recording-corrupt", `${name} is damaged: its checksum does not match`, {
      hint: "copy it again, or run again",
    });
  try {
    const message = equipoise.recording.Recording.decode(body);
    const { steps, ids } = unpackSpikes(message.spikes, message.spikeCount);
    const recording: Recording = {
      source: message.source,
      network: message.network,
      seed: message.seed,
      dt: message.dt,
      startStep: message.startStep,
      steps: message.steps,
      populations: message.populations.map((p) => ({ name: p.name ?? "", first: p.first ?? 0, size: p.size ?? 0 })),
      spikeSteps: steps,
      spikeIds: ids,
      traces: message.traces ? decodeTraces(message.traces) : undefined,
      counters: Object.fromEntries(message.counters.map((c) => [c.name ?? "", c.value ?? 0])),
    };
    validateRecording(recording);
    return recording;
  } catch (error) {
    return fail("recording-corrupt", `${name} is damaged: ${error instanceof Error ? error.message : String(error)}`);
  }
}
