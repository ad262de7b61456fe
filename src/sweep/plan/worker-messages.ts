/** What the process that computes tasks is told and what it answers. */
import type { PlanHeader, PlanTask } from "./plan.js";

export type WorkerRequest =
  | { readonly type: "plan"; readonly planFile: string; readonly header: PlanHeader }
  /** Tasks of one network and one seed. */
  | { readonly type: "group"; readonly tasks: readonly PlanTask[] };

export type WorkerAnswer =
  | { readonly type: "begin"; readonly task: string }
  /** @param bytes of the result's file */
  | { readonly type: "done"; readonly task: string; readonly bytes: Uint8Array }
  | { readonly type: "failed"; readonly task: string; readonly code: string; readonly message: string }
  | { readonly type: "over" };
