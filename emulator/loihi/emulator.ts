/**
 * The bit-exact emulator of a Loihi-style chip: runs the packed program, in one thread or in several, with the same bits.
 * State is in the chip's own units (LSB of u and v).
 */
import { fail } from "../../src/diagnostics/diagnostic.js";
import type { ExecutionTarget, InjectedSpike, NeuronState, SpikeSink } from "../../src/program/execution-target.js";
import type { LoihiProgram } from "../../src/program/types.js";
import type { LoihiTarget } from "../../src/targets/types.js";
import { decodeCheckpoint, encodeCheckpoint, LARGEST_PAYLOAD } from "./checkpoint.js";
import { programFingerprint } from "./program-fingerprint.js";
import type { SliceState, SpikeChunk } from "./slice-engine.js";
import { hostHere, hostInWorkers, type SliceHost } from "./slice-host.js";
import { sourceIdsOf } from "./slice-plan.js";

export interface EmulatorOptions {
  /** Threads; 1 unless told. Never more than there are neurons. The result is the same for any number. */
  readonly workers?: number;
}

/** Steps a slice runs before its spikes are handed over: bounds memory and lets progress be shown. */
const CHUNK = 200;

/** @throws EquipoiseError where the program is damaged or wants an arithmetic that the target does not have */
export async function createEmulator(program: LoihiProgram, target: LoihiTarget, options: EmulatorOptions = {}): Promise<ExecutionTarget> {
  const workers = Math.max(1, Math.min(options.workers ?? 1, program.size));
  const host = workers === 1 ? hostHere(program, target) : await hostInWorkers(program, target, workers);
  return new LoihiEmulator(program, target, host);
}

class LoihiEmulator implements ExecutionTarget {
  readonly name = "emulator";
  step = 0;
  private readonly sources: number;
  private injected: InjectedSpike[] = [];
  private closed = false;

  constructor(
    private readonly program: LoihiProgram,
    private readonly target: LoihiTarget,
    private readonly host: SliceHost,
  ) {
    this.sources = sourceIdsOf(program);
  }

  get size(): number {
    return this.program.size;
  }

  get dt(): number {
    return this.program.dt;
  }

  inject(spikes: readonly InjectedSpike[]): void {
    for (const spike of spikes) {
      if (!Number.isInteger(spike.step) || spike.step < this.step)
        fail("inject-late", `a spike was injected for step ${spike.step}, but step ${this.step} is the next`, { hint: "inject before the step is executed" });
      if (!Number.isInteger(spike.id) || spike.id < 0 || spike.id >= this.sources)
        fail("inject-unknown", `a spike was injected for source ${spike.id}, but ids go from 0 to ${this.sources - 1}`);
      if (!Number.isInteger(spike.count) || Math.abs(spike.count) > LARGEST_PAYLOAD) fail("inject-count", `a spike was injected with the count ${spike.count}, which is not an integer of 32 bits`);
    }
    this.injected.push(...spikes);
  }

  async advance(steps: number, sink: SpikeSink): Promise<void> {
    if (!Number.isInteger(steps) || steps < 0) fail("advance-steps", `cannot advance by ${steps} steps`);
    for (let left = steps; left > 0; ) {
      const length = Math.min(left, CHUNK);
      const end = this.step + length;
      const due = this.injected.filter((s) => s.step < end);
      this.injected = this.injected.filter((s) => s.step >= end);
      const chunks = await this.host.ask({ kind: "advance", steps: length, injected: due });
      emitMerged(chunks, this.step, length, sink);
      this.step = end;
      left -= length;
    }
  }

  async readState(neurons: ArrayLike<number>): Promise<NeuronState> {
    for (let k = 0; k < neurons.length; k++) {
      if (!(neurons[k] >= 0 && neurons[k] < this.size)) fail("state-unknown", `the network has no neuron ${neurons[k]}; ids go from 0 to ${this.size - 1}`);
    }
    const state: NeuronState = {
      u: new Float64Array(neurons.length),
      v: new Float64Array(neurons.length),
      refractory: new Float64Array(neurons.length),
    };
    for (const part of await this.host.ask({ kind: "readState", neurons: Uint32Array.from(neurons) })) {
      part.index.forEach((k, i) => {
        state.u[k] = part.u[i];
        state.v[k] = part.v[i];
        state.refractory[k] = part.refractory[i];
      });
    }
    return state;
  }

  async counters(): Promise<Record<string, number>> {
    const totals: Record<string, number> = {};
    for (const part of await this.host.ask({ kind: "counters" })) {
      for (const [name, value] of Object.entries(part)) totals[name] = (totals[name] ?? 0) + value;
    }
    return totals;
  }

  async checkpoint(): Promise<Uint8Array> {
    const { size } = this;
    const horizon = this.host.run.maxDelay + 1;
    const state: SliceState = {
      neurons: Uint32Array.from({ length: size }, (_, i) => i),
      u: new Int32Array(size),
      v: new Int32Array(size),
      refractory: new Int32Array(size),
      pending: new Int32Array(horizon * size),
    };
    for (const part of await this.host.ask({ kind: "save" })) {
      part.neurons.forEach((id, i) => {
        state.u[id] = part.u[i];
        state.v[id] = part.v[i];
        state.refractory[id] = part.refractory[i];
        for (let d = 0; d < horizon; d++) state.pending[d * size + id] = part.pending[d * part.neurons.length + i];
      });
    }
    const counters = await this.counters();
    return encodeCheckpoint({ step: this.step, counters, injected: this.injected, state }, programFingerprint(this.program));
  }

  async restore(bytes: Uint8Array): Promise<void> {
    const { program, target } = this;
    const frame = { program, target, horizon: this.host.run.maxDelay + 1, counterNames: Object.keys(await this.counters()) };
    const { step, counters, injected, state } = decodeCheckpoint(bytes, programFingerprint(program), frame);
    await this.host.ask({ kind: "load", step, state, counters: {} }, { kind: "load", step, state, counters });
    this.step = step;
    this.injected = [...injected];
  }

  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    await this.host.close();
  }
}

/** Merges the ascending lists of all slices, step by step. */
function emitMerged(chunks: readonly SpikeChunk[], step: number, steps: number, sink: SpikeSink): void {
  const at = chunks.map(() => 0);
  for (let k = 0; k < steps; k++) {
    const count = chunks.reduce((sum, chunk) => sum + chunk.counts[k], 0);
    if (count === 0) continue;
    const merged = new Uint32Array(count);
    let filled = 0;
    chunks.forEach((chunk, c) => {
      merged.set(chunk.ids.subarray(at[c], at[c] + chunk.counts[k]), filled);
      at[c] += chunk.counts[k];
      filled += chunk.counts[k];
    });
    if (chunks.length > 1) merged.sort();
    sink(step + k, merged, count);
  }
}
