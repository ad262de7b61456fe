/** The requests that a slice answers, whether it lives in this thread or in a worker. */
import type { InjectedSpike } from "../../src/program/execution-target.js";
import type { SliceEngine } from "./slice-engine.js";
import type { NeuronLoss, SliceState, SpikeChunk } from "./slice-state.js";

export type SliceRequest =
  | { readonly kind: "advance"; readonly steps: number; readonly injected: readonly InjectedSpike[] }
  | { readonly kind: "readState"; readonly neurons: Uint32Array }
  | { readonly kind: "counters" }
  | { readonly kind: "losses" }
  | { readonly kind: "cannot" }
  | { readonly kind: "save" }
  | {
      readonly kind: "load";
      readonly step: number;
      readonly state: SliceState;
      readonly counters: Readonly<Record<string, number>>;
    };

export interface SliceAnswers {
  advance: SpikeChunk;
  readState: ReturnType<SliceEngine["readState"]>;
  counters: Record<string, number>;
  losses: NeuronLoss[];
  cannot: string | null;
  save: SliceState;
  load: null;
}

export function answer(engine: SliceEngine, request: SliceRequest): SliceAnswers[keyof SliceAnswers] {
  switch (request.kind) {
    case "advance":
      engine.inject(request.injected);
      return engine.advance(request.steps);
    case "readState":
      return engine.readState(request.neurons);
    case "counters":
      return engine.counters();
    case "losses":
      return engine.losses();
    case "cannot":
      return engine.cannot;
    case "save":
      return engine.save();
    case "load":
      engine.load(request.step, request.state, request.counters);
      return null;
  }
}
