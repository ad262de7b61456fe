/** Runs an execution target and collects its raster; `afterStep` sees the target after every step. */
import type { ExecutionTarget } from "../../src/program/execution-target.js";
import { SpikeLog } from "../../src/recording/recording.js";

export async function runRaster(
  target: ExecutionTarget,
  steps: number,
  afterStep?: (step: number) => Promise<void> | void,
): Promise<{ spikeSteps: Uint32Array; spikeIds: Uint32Array }> {
  const log = new SpikeLog();
  const sink = (step: number, ids: Uint32Array, count: number) => {
    for (let k = 0; k < count; k++) log.push(step, ids[k]);
  };
  if (afterStep === undefined) await target.advance(steps, sink);
  else
    for (let k = 0; k < steps; k++) {
      await target.advance(1, sink);
      await afterStep(target.step - 1);
    }
  return { spikeSteps: log.steps(), spikeIds: log.ids() };
}
