/** Runs a network on an execution target for as long as its description says, and closes the target whatever happens. */
import type { ProgressSink } from "../diagnostics/diagnostic.js";
import type { Network } from "../network/types.js";
import type { ExecutionTarget } from "../program/execution-target.js";
import { record, type RecordOptions } from "../recording/record.js";
import type { Recording } from "../recording/recording.js";

export async function runAndClose(
  target: ExecutionTarget,
  network: Network,
  progress: ProgressSink,
  probes?: RecordOptions["probes"],
): Promise<Recording> {
  try {
    return await record(target, {
      network: network.name,
      seed: network.seed,
      steps: network.steps,
      burnInSteps: network.burnInSteps,
      populations: network.populations.map(({ name, first, size }) => ({ name, first, size })),
      probes,
      progress,
    });
  } finally {
    await target.close();
  }
}
