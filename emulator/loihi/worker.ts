/** What runs in a worker thread: plans its slice, waits for what all slices agree on, then answers requests until it is terminated. */
import type { LoihiProgram } from "../../src/program/loihi/program.js";
import type { LoihiTarget } from "../../src/targets/loihi/target.js";
import { SharedExchange, type ExchangeSeat } from "../common/shared-exchange.js";
import { adoptModule } from "../common/wasm.js";
import { replyWith, type WorkerReply } from "../common/worker-link.js";
import { WASM_MODULE } from "./kernel/generated/wasm-module.js";
import { kernelNamed } from "./kernel/kernels.js";
import type { RunPlan } from "./run-plan.js";
import { SliceEngine } from "./slice-engine.js";
import { answer, type SliceRequest } from "./slice-runner.js";
import { planSlice, type NeuronRange, type SlicePlan } from "./slice-plan.js";

export interface WorkerStart {
  readonly program: LoihiProgram;
  readonly target: LoihiTarget;
  readonly range: NeuronRange;
  readonly self: number;
  /** Name of the kernel. */
  readonly kernel: string;
  /** Of the WebAssembly kernel, as `moduleForThreads` gives it. */
  readonly module: object | null;
}

export interface WorkerGo {
  readonly kind: "go";
  readonly run: RunPlan;
  readonly sizes: readonly number[];
  readonly seat: ExchangeSeat;
}

/**
 * Begins a slice and gives what takes every further message of its host.
 * @param post sends to the host; once at once, with the plan of the slice
 */
export function serveSlice(
  { program, target, range, self, kernel, module }: WorkerStart,
  post: (reply: WorkerReply) => void,
): (message: WorkerGo | SliceRequest) => void {
  /** Until the engine is made, which lets go of the synapses where its kernel has a copy. */
  let plan: SlicePlan | null = null;
  let engine: SliceEngine;

  adoptModule(WASM_MODULE, module);
  const reply = (work: () => unknown) => replyWith(work, post);
  reply(() => {
    const { minDelay, minNeuronDelay, maxDelay, inputsAhead, neurons } = (plan = planSlice(program, target, range));
    return { minDelay, minNeuronDelay, maxDelay, inputsAhead, size: neurons.length };
  });
  return (message) =>
    reply(() => {
      if (message.kind !== "go") return answer(engine, message);
      const { run, sizes, seat } = message;
      const exchange = new SharedExchange(seat, run.block, sizes, self);
      engine = new SliceEngine(program, target, plan!, run, exchange, kernelNamed(kernel));
      plan = null;
      return null;
    });
}
