/** What a run recorded: spikes ordered by (step, neuron), what probes read, counters. */
import type { RunLoss } from "../diagnostics/loss-ledger.js";
import { hex, sha256, startSha256 } from "../numerics/sha256.js";
import type { PopulationRange } from "../description/probe.js";
import type { RecordedProbe } from "./recorded-probe.js";

export type RecordedPopulation = PopulationRange;

export interface Recording {
  /** `reference`, `emulator:loihi1`, `board:…`. */
  readonly source: string;
  readonly network: string;
  readonly seed: number;
  /** ms */
  readonly dt: number;
  /** Steps recorded: startStep ≤ step < startStep + steps. */
  readonly startStep: number;
  readonly steps: number;
  /** Steps from step 0 on, which measures leave out as the description says; absent: not known, as in files of versions that did not keep it. */
  readonly burnInSteps?: number;
  readonly populations: readonly RecordedPopulation[];
  /** Global neuron ids. */
  readonly spikeSteps: Uint32Array;
  readonly spikeIds: Uint32Array;
  /** Ids, ascending, of the neurons whose spikes are kept; absent: of all. Measures of activity need all. */
  readonly spikesOf?: Uint32Array;
  readonly probes?: readonly RecordedProbe[];
  /** Overflow and loss counters by name, e.g. `v-clipped`. */
  readonly counters: Readonly<Record<string, number>>;
  /** What those counters count, by population and register, and neuron by neuron where the target keeps that; not saved. */
  readonly losses?: readonly RunLoss[];
}

/** Growable list of (step, neuron) pairs. */
export class SpikeLog {
  private stepBuffer = new Uint32Array(1 << 12);
  private idBuffer = new Uint32Array(1 << 12);
  length = 0;

  push(step: number, id: number): void {
    if (this.length === this.stepBuffer.length) {
      const steps = new Uint32Array(2 * this.length);
      const ids = new Uint32Array(2 * this.length);
      steps.set(this.stepBuffer);
      ids.set(this.idBuffer);
      this.stepBuffer = steps;
      this.idBuffer = ids;
    }
    this.stepBuffer[this.length] = step;
    this.idBuffer[this.length++] = id;
  }

  steps(): Uint32Array {
    return this.stepBuffer.slice(0, this.length);
  }

  ids(): Uint32Array {
    return this.idBuffer.slice(0, this.length);
  }
}

/** The hash of a raster, step by step. */
export class RasterHasher {
  private readonly hash = startSha256();
  count = 0;

  readonly spikes = (step: number, ids: ArrayLike<number>, count: number): void => {
    const bytes = new DataView(new ArrayBuffer(8 * count));
    for (let i = 0; i < count; i++) {
      bytes.setUint32(8 * i, step, true);
      bytes.setUint32(8 * i + 4, ids[i], true);
    }
    this.hash.update(new Uint8Array(bytes.buffer));
    this.count += count;
  };

  /** Once, at the end. */
  digest(): string {
    return hex(this.hash.digest());
  }
}

/** sha256 (hex) over the little-endian (step, id) pairs: two rasters are the same exactly if their hashes are. */
export function rasterHash(recording: Pick<Recording, "spikeSteps" | "spikeIds">): string {
  const n = recording.spikeSteps.length;
  const bytes = new DataView(new ArrayBuffer(8 * n));
  for (let i = 0; i < n; i++) {
    bytes.setUint32(8 * i, recording.spikeSteps[i], true);
    bytes.setUint32(8 * i + 4, recording.spikeIds[i], true);
  }
  return hex(sha256(new Uint8Array(bytes.buffer)));
}
