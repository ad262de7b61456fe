/** What runs in a worker thread of the reference: the neurons of one range, block by block of the smallest delay. */
import { SharedExchange, type ExchangeSeat } from "../common/shared-exchange.js";
import type { SpikeChunk } from "../common/spike-chunks.js";
import type { BlockExchange } from "../common/block-exchange.js";
import { adoptModule } from "../common/wasm.js";
import { replyWith, type WorkerReply } from "../common/worker-link.js";
import type { InjectedSpike } from "../../src/program/execution-target.js";
import type { Network } from "../../src/network/types.js";
import { WASM_MODULE } from "./kernel/generated/wasm-module.js";
import type { KernelName } from "./kernel/kernel.js";
import type { NeuronRange } from "./network-slice.js";
import { ReferenceEngine, type ReadState } from "./reference-engine.js";

export interface ReferenceStart {
  readonly family: "reference";
  /** The part of the network in `range`. */
  readonly network: Network;
  readonly range: NeuronRange;
  /** Of what reaches each population of the whole network, in steps. */
  readonly longestDelays: readonly number[];
  readonly kernel: KernelName;
  /** Of the WebAssembly kernel, as `moduleForThreads` gives it. */
  readonly module: object | null;
  /** As EngineOptions has it. */
  readonly defers: boolean | undefined;
  /** Steps after which spikes must have been exchanged: at most the smallest delay. */
  readonly block: number;
  /** Neurons of every worker. */
  readonly sizes: readonly number[];
  readonly self: number;
  readonly seat: ExchangeSeat;
}

export type ReferenceRequest =
  | { readonly kind: "advance"; readonly steps: number; readonly injected: readonly InjectedSpike[] }
  | { readonly kind: "read"; readonly neurons: readonly number[] }
  | { readonly kind: "save"; readonly injected: readonly InjectedSpike[] }
  | { readonly kind: "judge"; readonly step: number; readonly arrays: readonly Float64Array[] }
  | { readonly kind: "load"; readonly step: number; readonly arrays: readonly Float64Array[] };

export interface ReferenceAnswers {
  advance: SpikeChunk & { readonly events: number };
  /** `index`: positions in the list that was asked for. */
  read: { readonly index: readonly number[]; readonly values: ReadState };
  save: Float64Array[];
  /** Why it cannot be a state; null where it can. */
  judge: string | null;
  load: null;
}

/** The first answer of a worker: the lengths of the arrays of its state, those of each population together. */
export interface ReferenceReady {
  readonly lengths: readonly (readonly number[])[];
  /** Why the plain code runs where the kernel was asked for. */
  readonly slowBecause: string | null;
}

/**
 * Begins the part of one worker and gives what takes every further request of its host.
 * @param post sends to the host; once at once, when the part is ready
 */
export function serveReferencePart(
  start: ReferenceStart,
  post: (reply: WorkerReply) => void,
): (request: ReferenceRequest) => void {
  let part: ReferencePart;
  adoptModule(WASM_MODULE, start.module);
  replyWith((): ReferenceReady => {
    part = new ReferencePart(start);
    const { updates, slowBecause } = part.engine;
    return { lengths: updates.map(({ state }) => state.map(({ length }) => length)), slowBecause };
  }, post);
  return (request) => replyWith(() => part.answer(request), post);
}

class ReferencePart {
  readonly engine: ReferenceEngine;
  private readonly exchange: BlockExchange;
  private readonly range: NeuronRange;
  private readonly block: number;
  private step = 0;

  constructor({ network, range, longestDelays, kernel, defers, block, sizes, self, seat }: ReferenceStart) {
    this.engine = new ReferenceEngine(network, { kernel, defers, longestDelays, releases: true });
    this.exchange = new SharedExchange(seat, block, sizes, self);
    this.range = range;
    this.block = block;
  }

  answer(request: ReferenceRequest): ReferenceAnswers[ReferenceRequest["kind"]] {
    const { engine } = this;
    switch (request.kind) {
      case "advance":
        engine.exchange.inject(request.injected);
        return this.advance(request.steps);
      case "read": {
        const index = [...request.neurons.keys()].filter((k) => this.has(request.neurons[k]));
        return { index, values: engine.read(index.map((k) => request.neurons[k])) };
      }
      case "save":
        engine.exchange.inject(request.injected);
        return engine.state();
      case "judge":
        return engine.whyNot(request.arrays, request.step);
      case "load":
        engine.restore(request.arrays, request.step);
        this.step = request.step;
        return null;
    }
  }

  private has(id: number): boolean {
    return id >= this.range.from && id < this.range.to;
  }

  private advance(steps: number): ReferenceAnswers["advance"] {
    const { engine, exchange, range } = this;
    const before = engine.exchange.synapticEvents;
    const counts = new Uint32Array(steps);
    const chunks: Uint32Array[] = [];
    const own = new Uint32Array(this.block * (range.to - range.from));
    for (let done = 0; done < steps;) {
      const length = Math.min(this.block, steps - done);
      let fired = 0;
      for (let k = 0; k < length; k++) {
        counts[done + k] = engine.update(this.step + k);
        own.set(engine.exchange.ids.subarray(0, counts[done + k]), fired);
        fired += counts[done + k];
      }
      const ids = own.slice(0, fired);
      chunks.push(ids);
      exchange.share(length, counts.subarray(done, done + length), ids);
      for (let k = 0; k < length; k++) this.deliver(k);
      done += length;
      this.step += length;
    }
    const all = new Uint32Array(chunks.reduce((sum, ids) => sum + ids.length, 0));
    chunks.reduce((at, ids) => (all.set(ids, at), at + ids.length), 0);
    return { counts, ids: all, events: engine.exchange.synapticEvents - before };
  }

  /** Delivers what everybody emitted in step k of the block; ranges ascend with the workers, and so do the ids. */
  private deliver(k: number): void {
    const { exchange } = this.engine;
    let fired = 0;
    this.exchange.each(k, (ids, from, to) => {
      exchange.ids.set(ids.subarray(from, to), fired);
      fired += to - from;
    });
    exchange.emit(this.step + k, fired);
    exchange.deliverAll(this.step + k);
  }
}
