/**
 * A recording file written as the run goes on: what grows with the run lies in spools, not in memory, and the file is put together at its end.
 * The bytes are those of `encodeRecording`: the lengths of spikes and traces stand before them, so that they must be known first.
 */
import { fail } from "../diagnostics/diagnostic.js";
import { startSha256 } from "../numerics/sha256.js";
import type { RecordOptions, RunHead, RunListener } from "./follow.js";
import { equipoise } from "./generated/recording.js";
import { countersOf, MAGIC } from "./codec.js";
import type { Traces } from "./recording.js";
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
const TRACES = 10 * 8 + 2;
const TRACE_U = 4 * 8 + 2;
const TRACE_V = 5 * 8 + 2;

export class RecordingStream implements RunListener {
  private readonly packed: Spool;
  private readonly u: Spool;
  private readonly v: Spool;
  private readonly packer: SpikePacker;
  private rows = 0;

  constructor(
    openSpool: () => Spool,
    private readonly trace?: RecordOptions["trace"] & Pick<Traces, "unit">,
  ) {
    [this.packed, this.u, this.v] = [openSpool(), openSpool(), openSpool()];
    this.packer = new SpikePacker((bytes) => this.packed.write(bytes));
  }

  /** @throws EquipoiseError `recording-too-large` */
  readonly spikes = (step: number, ids: Uint32Array, count: number): void => {
    this.packer.add(step, ids, count);
    this.mustFit();
  };

  traced(u: Float64Array, v: Float64Array): void {
    this.u.write(new Uint8Array(u.slice().buffer));
    this.v.write(new Uint8Array(v.slice().buffer));
    this.rows++;
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
    for (const spool of [this.packed, this.u, this.v]) spool.close();
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
    if (this.trace !== undefined) {
      const { neurons, unit } = this.trace;
      const { Traces } = equipoise.recording;
      const before = Traces.encode({
        neurons: new Uint8Array(neurons.slice().buffer),
        fromStep: startStep,
        rows: this.rows,
      }).finish();
      const [u, v] = [tagged(TRACE_U, this.u.length), tagged(TRACE_V, this.v.length)];
      const after = Traces.encode({ unit }).finish();
      yield tagged(TRACES, before.length + u.length + this.u.length + v.length + this.v.length + after.length);
      yield before;
      yield u;
      yield* this.u.pieces();
      yield v;
      yield* this.v.pieces();
      yield after;
    }
    yield Recording.encode({ counters: countersOf(counters) }).finish();
  }

  private mustFit(): void {
    if (this.packed.length + this.u.length + this.v.length > LARGEST_FILE)
      fail("recording-too-large", "the recording grows beyond what can be read as one file", {
        limit: {
          what: "bytes of a recording",
          used: this.packed.length + this.u.length + this.v.length,
          max: LARGEST_FILE,
        },
        hint: "run in parts (--checkpoint, --resume), or write the spikes with --csv",
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
