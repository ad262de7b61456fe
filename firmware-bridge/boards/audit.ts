/** What a target says of a run at no cost: its counters and the sum of its states. Boards keep both; of an emulator the sum is made step by step. */
import type { ExecutionTarget, SpikeSink } from "../../src/program/execution-target.js";
import type { LineErrors } from "../protocol/board-endpoint.js";
import { stateSumOfStep } from "./state-sum.js";

export interface Audit {
  readonly counters: Readonly<Record<string, number>>;
  /** Over every state word of every step so far. */
  readonly stateSum: number;
}

export interface BoardAudit extends Audit {
  /** What the board's receiver lost since power-up. */
  readonly line: LineErrors;
}

/** A target that keeps the sum itself. */
export interface Audited {
  audit(): Promise<BoardAudit>;
  /** Where a counter stops: a larger count shows as this one. */
  readonly counterLimits: Readonly<Record<string, number>>;
}

export function isAudited(target: object): target is Audited {
  return "audit" in target && typeof target.audit === "function";
}

/** A target whose steps are summed. */
export interface SummedTarget {
  readonly target: ExecutionTarget;
  /** Of every counter that stops. */
  readonly limits: Readonly<Record<string, number>>;
  advance(steps: number, sink: SpikeSink): Promise<void>;
  audit(): Promise<Audit>;
}

/** Sums what a target does from its first step on; one that keeps no sum is read after every step. */
export function summed(target: ExecutionTarget): SummedTarget {
  if (isAudited(target))
    return {
      target,
      limits: target.counterLimits,
      advance: (steps, sink) => target.advance(steps, sink),
      audit: () => target.audit(),
    };
  const all = Uint32Array.from({ length: target.size }, (_, id) => id);
  let stateSum = 0;
  return {
    target,
    limits: {},
    async advance(steps, sink) {
      for (let k = 0; k < steps; k++) {
        const { step } = target;
        await target.advance(1, sink);
        stateSum = (stateSum + stateSumOfStep(step, await target.readState(all))) >>> 0;
      }
    },
    audit: async () => ({ counters: await target.counters(), stateSum }),
  };
}
