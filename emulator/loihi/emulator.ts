/**
 * The bit-exact emulator of a Loihi-style chip: runs the packed program, in one thread or in several, with the same bits.
 * State is in the chip's own units (LSB of u and v).
 */
import type { Diagnostic } from "../../src/diagnostics/diagnostic.js";
import type { RegisterLosses } from "../../src/program/run-losses.js";
import type { ExecutionTarget, InjectedSpike, NeuronState, SpikeSink } from "../../src/program/execution-target.js";
import { TargetFront } from "../../src/program/target-front.js";
import type { LoihiProgram } from "../../src/program/loihi/program.js";
import type { LoihiTarget } from "../../src/targets/loihi/target.js";
import type { SlicePlaces } from "../../src/environment/slice-places.js";
import { AHEAD, runInChunks } from "../common/chunks-ahead.js";
import { threadsHere } from "../common/slice-crew.js";
import { emitMerged } from "../common/spike-chunks.js";
import { plainKernelNote } from "../common/plain-kernel-note.js";
import type { KernelFactory } from "./kernel/kernel.js";
import type { KernelArithmetic } from "./kernel/kernel-plan.js";
import { COUNTER_KINDS } from "./kernel/neuron-arrays.js";
import { WASM_KERNEL } from "./kernel/wasm-kernel.js";
import { ofEachState, STATE_NAMES } from "./kernel/state-names.js";
import { decodeCheckpoint, encodeCheckpoint } from "./checkpoint.js";
import { programFingerprint } from "./program-fingerprint.js";
import { arithmeticOf } from "./load-state.js";
import type { NeuronLoss, SliceState } from "./slice-state.js";
import { hostHere, hostInSlices, type SliceHost } from "./slice-host.js";
import { sourceIdsOf } from "../../src/program/loihi/routes-by-core.js";

export interface EmulatorOptions {
  /** Threads; 1 unless told. Never more than there are neurons. The result is the same for any number. */
  readonly workers?: number;
  /** Where slices run instead: processes on several machines. The result is the same. */
  readonly places?: SlicePlaces;
  /**
   * What does the arithmetic; the WebAssembly one unless told, and the plain one where that cannot be had (`notes` says why).
   * The result is the same with any.
   */
  readonly kernel?: KernelFactory;
}

/** Steps a slice runs before its spikes are handed over: bounds memory and lets progress be shown. */
const CHUNK = 200;

/** @throws EquipoiseError where the program is damaged or wants an arithmetic that the target does not have */
export async function createEmulator(
  program: LoihiProgram,
  target: LoihiTarget,
  options: EmulatorOptions = {},
): Promise<ExecutionTarget> {
  const workers = Math.max(1, Math.min(options.workers ?? 1, program.size));
  const kernel = options.kernel ?? WASM_KERNEL;
  const places = options.places ?? (workers === 1 ? null : threadsHere("the emulator", workers));
  const host =
    places === null ? hostHere(program, target, kernel) : await hostInSlices(program, target, places, kernel);
  return new LoihiEmulator(program, target, host, registerLimits(arithmeticOf(program, target)));
}

/** The largest magnitude that each register holds, LSB. */
function registerLimits({
  uBits,
  vBits,
  accumulatorBits,
}: KernelArithmetic): Record<(typeof COUNTER_KINDS)[number], number> {
  const v = 2 ** (vBits - 1);
  return {
    "u-wrapped": 2 ** (uBits - 1),
    "accumulator-wrapped": 2 ** (accumulatorBits - 1),
    "v-clipped-high": v,
    "v-clipped-low": v,
  };
}

/** A count is multiplied with weights in 32 bits; that of a graded spike may be negative. */
const COUNTS = { least: -(2 ** 31), most: 2 ** 31 - 1 };

class LoihiEmulator extends TargetFront {
  readonly name = "emulator";
  readonly stateUnit = "LSB";
  step = 0;
  protected readonly sources: number;
  protected readonly countRange = COUNTS;
  private injected: InjectedSpike[] = [];

  constructor(
    private readonly program: LoihiProgram,
    private readonly target: LoihiTarget,
    private readonly host: SliceHost,
    private readonly limits: Readonly<Record<(typeof COUNTER_KINDS)[number], number>>,
  ) {
    super();
    this.sources = sourceIdsOf(program);
  }

  get size(): number {
    return this.program.size;
  }

  get dt(): number {
    return this.program.dt;
  }

  protected take(spikes: readonly InjectedSpike[]): void {
    this.injected = this.injected.concat(spikes);
  }

  protected async execute(steps: number, sink: SpikeSink): Promise<void> {
    const { host, step: begin } = this;
    await runInChunks({
      ...{ steps, most: CHUNK, underWay: host.elsewhere ? AHEAD : 1 },
      ask: (from, length) => {
        const end = begin + from + length;
        const due = this.injected.filter((s) => s.step < end);
        this.injected = this.injected.filter((s) => s.step >= end);
        return host.ask({ kind: "advance", steps: length, injected: due });
      },
      take: (chunks, length) => {
        this.mustBeOpen();
        emitMerged(chunks, this.step, length, sink);
        this.step += length;
      },
    });
  }

  protected async read(neurons: ArrayLike<number>): Promise<NeuronState> {
    const state: NeuronState = ofEachState(() => new Float64Array(neurons.length));
    for (const part of await this.host.ask({ kind: "readState", neurons: Uint32Array.from(neurons) })) {
      part.index.forEach((k, i) => {
        for (const name of STATE_NAMES) state[name][k] = part.values[name][i];
      });
    }
    return state;
  }

  protected async tally(): Promise<Record<string, number>> {
    const totals: Record<string, number> = {};
    for (const part of await this.host.ask({ kind: "counters" })) {
      for (const [name, value] of Object.entries(part)) totals[name] = (totals[name] ?? 0) + value;
    }
    return totals;
  }

  /** In LSB of the register. */
  protected override async lostByNeuron(): Promise<RegisterLosses[]> {
    const found = COUNTER_KINDS.map((counter) => ({
      counter,
      counts: new Float64Array(this.size),
      amounts: new Float64Array(this.size),
      peaks: new Float64Array(this.size),
      limit: this.limits[counter],
      unit: "LSB",
    }));
    for (const part of await this.host.ask({ kind: "losses" })) {
      for (const [neuron, kind, count, amount, peak] of part) {
        found[kind].counts[neuron] += count;
        found[kind].amounts[neuron] += amount;
        found[kind].peaks[neuron] = Math.max(found[kind].peaks[neuron], peak);
      }
    }
    return found;
  }

  async notes(): Promise<Diagnostic[]> {
    const reason = (await this.host.ask({ kind: "cannot" })).find((cannot) => cannot !== null);
    return reason === undefined || reason === null ? [] : [plainKernelNote("the emulator", reason)];
  }

  protected async save(): Promise<Uint8Array> {
    const { size } = this;
    const horizon = this.host.run.maxDelay + 1;
    const state: SliceState = {
      neurons: Uint32Array.from({ length: size }, (_, i) => i),
      arrays: ofEachState(() => new Int32Array(size)),
      pending: new Int32Array(horizon * size),
      losses: [],
    };
    const losses: NeuronLoss[] = [];
    for (const part of await this.host.ask({ kind: "save" })) {
      for (const loss of part.losses) losses.push(loss);
      part.neurons.forEach((id, i) => {
        for (const name of STATE_NAMES) state.arrays[name][id] = part.arrays[name][i];
        for (let d = 0; d < horizon; d++) state.pending[d * size + id] = part.pending[d * part.neurons.length + i];
      });
    }
    // As one slice has them: the bytes do not tell how the neurons were divided.
    losses.sort((a, b) => a[1] - b[1] || a[0] - b[0]);
    const counters = await this.tally();
    return encodeCheckpoint(
      { step: this.step, counters, injected: this.injected, state: { ...state, losses } },
      programFingerprint(this.program, this.step),
    );
  }

  protected async load(bytes: Uint8Array): Promise<void> {
    const { program, target } = this;
    const frame = {
      program,
      target,
      horizon: this.host.run.maxDelay + 1,
      counterNames: Object.keys(await this.tally()),
    };
    const { step, counters, injected, state } = decodeCheckpoint(bytes, (at) => programFingerprint(program, at), frame);
    await this.host.ask({ kind: "load", step, state, counters: {} }, { kind: "load", step, state, counters });
    this.step = step;
    this.injected = [...injected];
  }

  protected end(): Promise<void> {
    return this.host.close();
  }
}
