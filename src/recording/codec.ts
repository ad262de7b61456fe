/**
 * Recording files (.eqr): "EQR2", sha256 of the body (32 bytes), body = protobuf message of recording.proto.
 * Files that begin with "EQR1" are read too: of their neurons u and v were recorded after every step, by ids in the network.
 * The same recording gives the same bytes; any changed byte is refused, and so is what is whole but means nothing (validate-recording.ts).
 */
import { fromLittleEndian, toLittleEndian } from "../program/little-endian.js";
import { fail } from "../diagnostics/diagnostic.js";
import { fileKindOf } from "../diagnostics/file-kind.js";
import { sha256 } from "../numerics/sha256.js";
import { equipoise } from "./generated/recording.js";
import { MOST_PROBES, probesOfIds, type RecordedVariable } from "../description/probe.js";
import { type RecordedProbe } from "./recorded-probe.js";
import type { RecordedPopulation, Recording } from "./recording.js";
import { packSpikes } from "./spike-packing.js";
import { validateRecording } from "./validate-recording.js";
import { ByteReader } from "./varint.js";

export const MAGIC: Uint8Array = new TextEncoder().encode("EQR2");
const FORMAT = MAGIC.length - 1;
/** The last byte of the magic: formats that are read. */
const FIRST_FORMAT = "1".charCodeAt(0);
const LAST_FORMAT = MAGIC[FORMAT];
const HEADER = MAGIC.length + 32;

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

/** The burn-in where it is known: 0 is, too. */
export function burnInOf({ burnInSteps }: { readonly burnInSteps?: number | null }): { readonly burnInSteps?: number } {
  return typeof burnInSteps === "number" ? { burnInSteps } : {};
}

/** By name, ascending. */
export function countersOf(counters: Recording["counters"]): { name: string; value: number }[] {
  return Object.keys(counters)
    .sort()
    .map((name) => ({ name, value: counters[name] }));
}

/** All fields of a probe but its values. */
export function probeHead(probe: Omit<RecordedProbe, "values">): equipoise.recording.IProbe {
  const { population, neurons, variable, unit, period, fromStep, rows } = probe;
  return { population, neurons: toLittleEndian(neurons.slice()), variable, unit, period, fromStep, rows };
}

export function encodeRecording(recording: Recording): Uint8Array {
  const { probes, spikesOf } = recording;
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
    counters: countersOf(recording.counters),
    probes: probes?.map((probe) => ({ ...probeHead(probe), values: toLittleEndian(probe.values) })),
    ...(spikesOf && { spikesOf: toLittleEndian(spikesOf) }),
    ...burnInOf(recording),
  }).finish();
  const file = new Uint8Array(HEADER + body.length);
  file.set(MAGIC);
  file.set(sha256(body), MAGIC.length);
  file.set(body, HEADER);
  return file;
}

function uint32(bytes: Uint8Array | null | undefined): Uint32Array {
  return fromLittleEndian(Uint32Array, bytes ?? new Uint8Array(0)) ?? broken();
}

function float64(bytes: Uint8Array | null | undefined): Float64Array {
  return fromLittleEndian(Float64Array, bytes ?? new Uint8Array(0)) ?? broken();
}

function broken(): never {
  throw new RangeError("an array ends in the middle of a number");
}

function decodeProbe(message: equipoise.recording.IProbe): RecordedProbe {
  return {
    population: message.population ?? "",
    neurons: uint32(message.neurons),
    variable: (message.variable ?? "") as RecordedVariable,
    period: message.period ?? 0,
    unit: message.unit ?? "",
    fromStep: message.fromStep ?? 0,
    rows: message.rows ?? 0,
    values: float64(message.values),
  };
}

/** The traces of an old file as probes. Their u had no unit of its own where v was in mV: pA, or mV of delta synapses. */
function decodeTraces(
  message: equipoise.recording.ITraces,
  populations: readonly RecordedPopulation[],
): RecordedProbe[] {
  const { unit } = message;
  if (unit !== "mV" && unit !== "LSB") throw new RangeError("its traces are in an unknown unit");
  const ids = uint32(message.neurons);
  const [u, v] = [float64(message.u), float64(message.v)];
  const rows = message.rows ?? 0;
  if (u.length !== rows * ids.length || v.length !== u.length) throw new RangeError("its traces have a wrong length");
  const probes = probesOfIds(populations, ids, ["v", "u"]);
  if (probes.reduce((sum, { neurons }) => sum + neurons.length, 0) !== 2 * ids.length)
    throw new RangeError("it has traces of a neuron that does not exist");
  const columns = new Map(populations.map(({ name }) => [name, [] as number[]]));
  ids.forEach((id, column) => {
    const owner = populations.find(({ first, size }) => id >= first && id < first + size);
    if (owner !== undefined) columns.get(owner.name)?.push(column);
  });
  return probes.map((probe) => {
    const from = probe.variable === "v" ? v : u;
    const own = columns.get(probe.population) ?? [];
    const values = new Float64Array(rows * own.length);
    for (let row = 0; row < rows; row++)
      own.forEach((column, k) => (values[row * own.length + k] = from[row * ids.length + column]));
    return {
      ...probe,
      unit: probe.variable === "v" || unit === "LSB" ? unit : "",
      fromStep: message.fromStep ?? 0,
      rows,
      values,
    };
  });
}

function decodeProbes({ probes, traces, populations }: equipoise.recording.Recording): RecordedProbe[] | undefined {
  if (probes.length > MOST_PROBES) throw new RangeError(`it has more than ${MOST_PROBES} probes`);
  const ranges = populations.map((p) => ({ name: p.name ?? "", first: p.first ?? 0, size: p.size ?? 0 }));
  const all = [...(traces ? decodeTraces(traces, ranges) : []), ...probes.map(decodeProbe)];
  return all.length > 0 ? all : undefined;
}

/** Whether bytes begin as a recording of any version does. */
export function isRecording(bytes: Uint8Array): boolean {
  return bytes.length > FORMAT && MAGIC.every((byte, i) => i === FORMAT || bytes[i] === byte);
}

/** @throws EquipoiseError for a foreign, truncated or corrupted file, and for one that means nothing. */
export function decodeRecording(file: Uint8Array, name = "recording"): Recording {
  const format = file[FORMAT];
  const foreign = file.length < HEADER || MAGIC.some((byte, i) => i !== FORMAT && file[i] !== byte);
  if (!foreign && format > LAST_FORMAT && format <= "9".charCodeAt(0))
    fail("recording-newer", `${name} was written by a newer equipoise`, { hint: "read it with that one" });
  if (foreign || format < FIRST_FORMAT || format > LAST_FORMAT) {
    const kind = fileKindOf(file);
    const what =
      kind === null || isRecording(file) ? "is not an equipoise recording" : `is ${kind.what}, not a recording`;
    fail("not-a-recording", `${name} ${what}`, { hint: "give a .eqr file that `equipoise run` or `verify` wrote" });
  }
  const body = file.subarray(HEADER);
  if (sha256(body).some((byte, i) => file[MAGIC.length + i] !== byte))
    fail("recording-corrupt", `${name} is damaged: its checksum does not match`, {
      hint: "copy it again, or run again",
    });
  try {
    const message = equipoise.recording.Recording.decode(body);
    const { steps, ids } = unpackSpikes(message.spikes, message.spikeCount);
    const probes = decodeProbes(message);
    const recording: Recording = {
      source: message.source,
      network: message.network,
      seed: message.seed,
      dt: message.dt,
      startStep: message.startStep,
      steps: message.steps,
      ...burnInOf(message),
      populations: message.populations.map((p) => ({ name: p.name ?? "", first: p.first ?? 0, size: p.size ?? 0 })),
      spikeSteps: steps,
      spikeIds: ids,
      ...(message.spikesOf.length > 0 && { spikesOf: uint32(message.spikesOf) }),
      ...(probes && { probes }),
      counters: Object.fromEntries(message.counters.map((c) => [c.name ?? "", c.value ?? 0])),
    };
    validateRecording(recording);
    return recording;
  } catch (error) {
    return fail("recording-corrupt", `${name} is damaged: ${error instanceof Error ? error.message : String(error)}`);
  }
}
