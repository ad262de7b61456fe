/** Talks to the slices of a run: one in this thread, or several elsewhere, in worker threads or in other processes. */
import type { SlicePlaces } from "../../src/environment/slice-places.js";
import type { LoihiProgram } from "../../src/program/loihi/program.js";
import type { LoihiTarget } from "../../src/targets/loihi/target.js";
import { moduleForThreads } from "../common/wasm.js";
import type { ExchangeSeat } from "../common/shared-exchange.js";
import { SliceCrew } from "../common/slice-crew.js";
import { divideNeurons } from "./divide-neurons.js";
import { WASM_MODULE } from "./kernel/generated/wasm-module.js";
import type { KernelFactory } from "./kernel/kernel.js";
import { KERNELS } from "./kernel/kernels.js";
import { agree, type RunPlan } from "./run-plan.js";
import { SliceEngine } from "./slice-engine.js";
import { OwnSpikes } from "./spike-exchange.js";
import { answer, type SliceAnswers, type SliceRequest } from "./slice-runner.js";
import { planSlice, type NeuronRange, type SlicePlan } from "./slice-plan.js";
import type { WorkerGo, WorkerStart } from "./worker.js";

export interface SliceHost {
  readonly run: RunPlan;
  /** Whether slices do not work in this thread. */
  readonly elsewhere: boolean;
  /** Sends a request to every slice; the answers come in the order of the slices. `toFirst` replaces what the first slice gets. */
  ask<K extends SliceRequest["kind"]>(
    request: Extract<SliceRequest, { kind: K }>,
    toFirst?: Extract<SliceRequest, { kind: K }>,
  ): Promise<SliceAnswers[K][]>;
  close(): Promise<void>;
}

export function hostHere(program: LoihiProgram, target: LoihiTarget, kernel: KernelFactory): SliceHost {
  const plan = planSlice(program, target, { from: 0, to: program.size });
  const run = agree([plan]);
  const engine = new SliceEngine(program, target, plan, run, new OwnSpikes(), kernel);
  return {
    run,
    elsewhere: false,
    ask: async <K extends SliceRequest["kind"]>(request: Extract<SliceRequest, { kind: K }>, toFirst = request) => [
      answer(engine, toFirst) as SliceAnswers[K],
    ],
    close: async () => {},
  };
}

interface Planned extends Pick<SlicePlan, "minDelay" | "minNeuronDelay" | "maxDelay" | "inputsAhead"> {
  readonly size: number;
}

/** @throws Error for a kernel that is none of KERNELS: functions do not travel between threads, a worker looks its kernel up by name */
export async function hostInSlices(
  program: LoihiProgram,
  target: LoihiTarget,
  places: SlicePlaces,
  kernel: KernelFactory,
): Promise<SliceHost> {
  if (!KERNELS.includes(kernel)) throw new Error(`the kernel ${kernel.name} is not known to worker threads`);
  const crew = new SliceCrew(places);
  const shared = places.sharesMemory ? withSharedMemory(program) : null;
  const module = moduleForThreads(WASM_MODULE);
  const ranges = divideNeurons(program, Math.max(1, Math.min(places.slices, program.size)));
  crew.start(
    ranges.map((range, self): WorkerStart => ({
      ...{ program: shared ?? withMemoryOf(program, range), target, range, self, kernel: kernel.name, module },
    })),
  );
  const planned = await crew.next<Planned>();
  const run = agree(planned);
  const sizes = planned.map((p) => p.size);
  const seatOf = crew.openExchange({ block: run.block, sizes });
  await crew.ask((slice): WorkerGo => ({ kind: "go", run, sizes, seat: seatOf(slice) as ExchangeSeat }));
  return {
    run,
    elsewhere: true,
    ask: (request, toFirst = request) => crew.ask((slice) => (slice === 0 ? toFirst : request)),
    close: () => crew.close(),
  };
}

const NO_MEMORY = new Uint8Array(0);

/** The program with the synapse memory of the cores only that have neurons of a slice: no other is read. */
function withMemoryOf(program: LoihiProgram, { from, to }: NeuronRange): LoihiProgram {
  const cores = program.cores.map((core) =>
    core.neurons.some((id) => id >= from && id < to) ? core : { ...core, synapseMemory: NO_MEMORY },
  );
  return { ...program, cores };
}

/** Synapse memory is nearly all of a program: workers read one copy of it. */
function withSharedMemory(program: LoihiProgram): LoihiProgram {
  const share = (bytes: Uint8Array) => {
    const copy = new Uint8Array(new SharedArrayBuffer(bytes.length));
    copy.set(bytes);
    return copy;
  };
  return { ...program, cores: program.cores.map((core) => ({ ...core, synapseMemory: share(core.synapseMemory) })) };
}
