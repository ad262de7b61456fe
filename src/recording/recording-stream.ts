/**
 * A recording file written as the run goes on: what grows with the run lies in spools, not in memory, and the file is put together at its end.
 * The bytes are those of `encodeRecording`: the lengths of spikes and values stand before them, so that they must be known first.
 */
import { fail } from "../diagnostics/diagnostic.js";
import { startSha256 } from "../numerics/sha256.js";
import type { SpikeSink } from "../program/execution-target.js";
import type { RunHead, RunListener } from "./follow.js";
import { toLittleEndian } from "../program/little-endian.js";
import { equipoise } from "./generated/recording.js";
import { burnInOf, countersOf, MAGIC, probeHead } from "./codec.js";
import { type Probe, type RecordedVariable } from "../description/probe.js";
import { firstReadStep } from "./recorded-probe.js";
import { spikesOnlyOf } from "./spikes-only-of.js";
import { SpikePacker } from "./spike-packing.js";
import { ByteWriter } from "./varint.js";

/** Bytes kept outside of memory, to be read again in their order, as often as it takes. */
export interface Spool {
  readonly length: number;
  write(bytes: Uint8Array): void;
  pieces(): Iterable<Uint8Array>;
  close(): void;
}

/** What Node reads as one file. */
const LARGEST_FILE = 2 ** 31 - 1;
/** Tags of recording.proto: field number · 8 + 2 (bytes). */
const SPIKES = 9 * 8 + 2;
const PROBES = 12 * 8 + 2;
const SPIKES_OF = 13 * 8 + 2;
const PROBE_VALUES = 8 * 8 + 2;

/** A probe whose values are written to the file. */
export type WrittenProbe = Probe<RecordedVariable> & { readonly unit: string };

export interface StreamOptions {
  /** The first of the probes that the run follows; those beyond are not written. */
  readonly probes?: readonly WrittenProbe[];
  /** Ids, ascending, of the neurons whose spikes are kept; absent: of all. */
  readonly spikesOf?: Uint32Array;
}

export class RecordingStream implements RunListener {
  private readonly packed: Spool;
  private readonly values: readonly Spool[];
  private readonly packer: SpikePacker;
  private readonly rows: number[];
  private valueBytes = 0;
  private readonly probes: readonly WrittenProbe[];
  private readonly spikesOf: Uint32Array | undefined;
  /** @throws EquipoiseError `recording-too-large` */
  readonly spikes: SpikeSink;

  constructor(openSpool: () => Spool, { probes = [], spikesOf }: StreamOptions = {}) {
    this.packed = openSpool();
    this.values = probes.map(() => openSpool());
    this.rows = probes.map(() => 0);
    this.probes = probes;
    this.spikesOf = spikesOf;
    this.packer = new SpikePacker((bytes) => this.packed.write(bytes));
    this.spikes = spikesOnlyOf(spikesOf, (step, ids, count) => {
      this.packer.add(step, ids, count);
      this.mustFit();
    });
  }

  probed(probe: number, _step: number, values: Float64Array): void {
    if (probe >= this.values.length) return;
    this.values[probe].write(toLittleEndian(values.slice()));
    this.valueBytes += values.byteLength;
    this.rows[probe]++;
    this.mustFit();
  }

  /** Bytes in memory, whatever the length of the run. */
  get held(): number {
    return this.packer.held;
  }

  /** The file, piece by piece. */
  *file(head: RunHead): Generator<Uint8Array> {
    this.packer.finish();
    const hash = startSha256();
    for (const piece of this.body(head)) hash.update(piece);
    yield MAGIC;
    yield hash.digest();
    yield* this.body(head);
  }

  close(): void {
    for (const spool of [this.packed, ...this.values]) spool.close();
  }

  private *body({
    source,
    network,
    seed,
    dt,
    startStep,
    steps,
    populations,
    counters,
    burnInSteps,
  }: RunHead): Generator<Uint8Array> {
    const { Recording } = equipoise.recording;
    yield Recording.encode({
      source,
      network,
      seed,
      dt,
      startStep,
      steps,
      populations: populations.map((p) => ({ ...p })),
      spikeCount: this.packer.count,
    }).finish();
    yield tagged(SPIKES, this.packed.length);
    yield* this.packed.pieces();
    yield Recording.encode({ counters: countersOf(counters) }).finish();
    for (const [k, probe] of this.probes.entries()) {
      const spool = this.values[k];
      const head = { ...probe, fromStep: firstReadStep(probe.period, startStep), rows: this.rows[k] };
      const before = equipoise.recording.Probe.encode(probeHead(head)).finish();
      const values = tagged(PROBE_VALUES, spool.length);
      yield tagged(PROBES, before.length + values.length + spool.length);
      yield before;
      yield values;
      yield* spool.pieces();
    }
    if (this.spikesOf !== undefined) {
      yield tagged(SPIKES_OF, this.spikesOf.byteLength);
      yield new Uint8Array(this.spikesOf.slice().buffer);
    }
    yield Recording.encode(burnInOf({ burnInSteps })).finish();
  }

  private mustFit(): void {
    const used = this.packed.length + this.valueBytes;
    if (used > LARGEST_FILE)
      fail("recording-too-large", "the recording grows beyond what can be read as one file", {
        limit: { what: "bytes of a recording", used, max: LARGEST_FILE },
        hint: "run in parts (--checkpoint, --resume), probe fewer neurons or less often, or write the spikes with --csv",
      });
  }
}

/** What stands before the bytes of a field; fields without any are left out. */
function tagged(tag: number, length: number): Uint8Array {
  const out = new ByteWriter();
  if (length === 0) return out.finish();
  out.varint(tag);
  out.varint(length);
  return out.finish();
}
