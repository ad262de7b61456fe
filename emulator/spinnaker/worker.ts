/** What runs in a worker thread of a SpiNNaker-style machine: the cores of one part, block by block of the smallest delay. */
import type { MachineImage } from "../../src/program/spinnaker/machine-image.js";
import { SharedExchange, type ExchangeSeat } from "../common/shared-exchange.js";
import type { SpikeChunk } from "../common/spike-chunks.js";
import type { BlockExchange } from "../common/block-exchange.js";
import { adoptModule } from "../common/wasm.js";
import { replyWith, type WorkerReply } from "../common/worker-link.js";
import { readNeurons, recordedSpikes, type SpinnakerState } from "./emulator.js";
import { WASM_MODULE } from "./kernel/generated/wasm-module.js";
import { kernelNamed } from "./kernel/kernels.js";
import { SpinnakerMachine, type MachineSpike, type MachineTotals } from "./machine.js";
import { neuronLosses, ringAmounts, type NeuronLosses, type RingAmounts } from "./machine-losses.js";
import { smallestDelay, type MachinePart } from "./machine-part.js";
import { putState, shapeOf, stateOf, type MachineState, type StateShape } from "./machine-state.js";

export interface MachineStart {
  readonly family: "spinnaker";
  /** Of the WebAssembly kernel, as `moduleForThreads` gives it. */
  readonly module: object | null;
}

/** The first request: not part of the start, which a thread keeps for as long as it lives. */
export interface MachineBegin {
  readonly kind: "begin";
  /** With the cores of the part only. */
  readonly image: MachineImage;
  readonly part: MachinePart;
  readonly self: number;
  /** Name of the kernel; null: the fastest that can run. */
  readonly kernel: string | null;
}

/** What the host needs to know of a part. */
export interface MachineReady {
  /** Ticks. */
  readonly smallestDelay: number;
  /** Spikes of a tick, at most. */
  readonly mostFired: number;
  readonly shape: StateShape;
  readonly slowBecause: string | null;
}

/** What all workers have agreed on. */
export interface MachineGo {
  readonly kind: "go";
  /** Ticks after which spikes must have been exchanged: at most the smallest delay. */
  readonly block: number;
  /** `mostFired` of every worker. */
  readonly sizes: readonly number[];
  readonly seat: ExchangeSeat;
}

export type MachineRequest =
  | MachineBegin
  | MachineGo
  | { readonly kind: "advance"; readonly ticks: number; readonly injected: readonly MachineSpike[] }
  | { readonly kind: "read"; readonly neurons: readonly number[] }
  | { readonly kind: "counted" }
  | { readonly kind: "lost" }
  | { readonly kind: "save"; readonly injected: readonly MachineSpike[] }
  | { readonly kind: "load"; readonly state: MachineState };

export interface MachineAnswers {
  begin: MachineReady;
  go: null;
  advance: SpikeChunk;
  /** `index`: positions in the list that was asked for. */
  read: { readonly index: readonly number[]; readonly values: SpinnakerState };
  counted: { readonly totals: MachineTotals; readonly losses: NeuronLosses };
  lost: { readonly losses: NeuronLosses; readonly amounts: RingAmounts };
  save: MachineState;
  load: null;
}

/** Gives what takes the requests of a host, the first of which begins a part. */
export function serveMachinePart(
  { module }: MachineStart,
  post: (reply: WorkerReply) => void,
): (request: MachineRequest) => void {
  adoptModule(WASM_MODULE, module);
  let worker: PartWorker;
  return (request) =>
    replyWith(() => {
      if (request.kind !== "begin") return worker.answer(request);
      worker = new PartWorker(request);
      return worker.ready;
    }, post);
}

class PartWorker {
  readonly ready: MachineReady;
  private readonly image: Pick<MachineImage, "size" | "cores">;
  private readonly machine: SpinnakerMachine;
  private readonly self: number;
  private exchange: BlockExchange | null = null;
  private block = 1;
  /** Own spikes of a block, and those of all in one tick. */
  private own = new Uint32Array(0);
  private all = new Uint32Array(0);

  constructor({ image, part, self, kernel }: MachineBegin) {
    this.machine = new SpinnakerMachine(image, kernel === null ? undefined : kernelNamed(kernel), part);
    this.self = self;
    const { fired, slowBecause } = this.machine;
    this.ready = {
      smallestDelay: smallestDelay(image.cores),
      mostFired: fired.length,
      shape: shapeOf(this.machine),
      slowBecause,
    };
    // The kernel has its own rows: the words of the image are let go, which most of a program is, unless it reads them.
    this.image = { size: image.size, cores: image.cores.map((core) => ({ ...core, words: new Uint32Array(0) })) };
  }

  answer(request: Exclude<MachineRequest, MachineBegin>): MachineAnswers[MachineRequest["kind"]] {
    const { machine, image } = this;
    switch (request.kind) {
      case "go": {
        const { block, sizes, seat } = request;
        this.exchange = new SharedExchange(seat, block, sizes, this.self);
        this.block = block;
        this.own = new Uint32Array(block * sizes[this.self]);
        this.all = new Uint32Array(sizes.reduce((a, b) => a + b, 0));
        return null;
      }
      case "advance":
        machine.inject(request.injected);
        return this.advance(request.ticks);
      case "read": {
        const index = [...request.neurons.keys()].filter((k) => machine.has(request.neurons[k]));
        return {
          index,
          values: readNeurons(
            machine,
            index.map((k) => request.neurons[k]),
          ),
        };
      }
      case "counted":
        return { totals: machine.totals, losses: neuronLosses(machine, image) };
      case "lost":
        return { losses: neuronLosses(machine, image), amounts: ringAmounts(machine, image) };
      case "save":
        machine.inject(request.injected);
        return stateOf(machine);
      case "load":
        putState(machine, request.state);
        return null;
    }
  }

  private advance(ticks: number): SpikeChunk {
    const recorded = new Uint32Array(ticks);
    const chunks: Uint32Array[] = [];
    for (let done = 0; done < ticks;) {
      const length = this.machine.ticksBeforeLate(Math.min(this.block, ticks - done));
      this.advanceBlock(length, recorded.subarray(done, done + length), chunks);
      done += length;
    }
    const ids = new Uint32Array(chunks.reduce((sum, { length }) => sum + length, 0));
    chunks.reduce((at, chunk) => (ids.set(chunk, at), at + chunk.length), 0);
    return { counts: recorded, ids };
  }

  /** Neurons take all ticks of the block, then everybody's spikes are delivered, tick by tick. */
  private advanceBlock(length: number, recorded: Uint32Array, chunks: Uint32Array[]): void {
    const { machine, own, all } = this;
    const exchange = this.exchange!;
    const counts = new Uint32Array(length);
    let filled = 0;
    for (let k = 0; k < length; k++) {
      machine.updateAhead(machine.tick + k);
      const { fired, firedCount } = machine;
      own.set(fired.subarray(0, firedCount), filled);
      filled += counts[k] = firedCount;
      const ids = recordedSpikes(machine);
      recorded[k] = ids.length;
      chunks.push(ids);
    }
    exchange.share(length, counts, own.subarray(0, filled));
    for (let k = 0; k < length; k++) {
      let fired = 0;
      // Workers have their cores in order, so this is the order of cores and atoms.
      exchange.each(k, (ids, from, to) => {
        all.set(ids.subarray(from, to), fired);
        fired += to - from;
      });
      machine.deliver(all.subarray(0, fired));
    }
  }
}
