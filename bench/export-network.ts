/** Writes a compiled network's integers to a folder of flat int32 files that any array language reads (see peers/dense_and_csr.py). */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { PLAIN_KERNEL } from "../emulator/loihi/kernel/plain-kernel.js";
import { loadKernel } from "../emulator/loihi/load-state.js";
import { agree } from "../emulator/loihi/run-plan.js";
import { planSlice, type SlicePlan } from "../emulator/loihi/slice-plan.js";
import { SourcePlayer } from "../src/network/source-player.js";
import type { LoihiProgram } from "../src/program/loihi/program.js";
import type { LoihiTarget } from "../src/targets/loihi/target.js";

/** Programs without noise and bias changes, whose sources have one synapse each. */
export function exportNetwork(folder: string, program: LoihiProgram, target: LoihiTarget, steps: number): void {
  if (program.biasChanges.length > 0 || program.cores.some((core) => core.noise !== null))
    throw new Error("only programs without noise and bias changes can be exported");
  const plan = planSlice(program, target, { from: 0, to: program.size });
  const { state } = loadKernel(program, target, plan, agree([plan]), PLAIN_KERNEL).kernel;
  const { u, v, uFactor, vFactor, bias, threshold, vmin, vmax, refractoryPeriod } = state;
  const files = {
    ...synapsesOf(plan, program.size),
    u,
    v,
    uFactor,
    vFactor,
    bias,
    threshold,
    vmin,
    vmax,
    refractoryPeriod,
    input: inputOf(program, plan, steps),
  };
  for (const [name, values] of Object.entries(files)) writeFileSync(join(folder, `${name}.i32`), values);
  const { uBits, vBits, accumulatorBits, decayBits, inputShift } = state.arithmetic;
  const stageShifts = plan.rows.stages.map(({ shift }) => shift);
  const about = {
    profile: program.profile,
    neurons: program.size,
    steps,
    maxDelay: plan.maxDelay,
    stageShifts,
    uBits,
    vBits,
    accumulatorBits,
    decayBits,
    inputShift,
  };
  writeFileSync(join(folder, "about.json"), JSON.stringify(about));
}

/** Synapses between neurons, by ascending source, as lists of equal length. */
export function synapsesOf(
  { rows }: SlicePlan,
  neurons: number,
): Record<"source" | "target" | "weight" | "delay" | "stage", Int32Array> {
  const synapses = rows.runFirst[rows.rowStart[neurons]];
  const list = () => new Int32Array(synapses);
  const synapse = { source: list(), target: list(), weight: list(), delay: list(), stage: list() };
  for (let source = 0; source < neurons; source++) {
    for (let r = rows.rowStart[source]; r < rows.rowStart[source + 1]; r++) {
      for (let k = rows.runFirst[r]; k < rows.runFirst[r + 1]; k++) {
        synapse.source[k] = source;
        synapse.target[k] = rows.target[k];
        synapse.delay[k] = rows.runDelay[r];
        synapse.stage[k] = rows.runStage[r];
        synapse.weight[k] =
          rows.runScale[r] * (rows.runWeights[r] < 0 ? 1 : rows.weight[rows.runWeights[r] + k - rows.runFirst[r]]);
      }
    }
  }
  return synapse;
}

/** What the sources add to each neuron, steps × neurons, in the step in which it arrives; empty without sources. */
function inputOf(program: LoihiProgram, { ports }: SlicePlan, steps: number): Int32Array {
  if (ports.length === 0) return new Int32Array(0);
  const n = program.size;
  const input = new Int32Array(steps * n);
  const player = new SourcePlayer({ seed: program.seed, dt: program.dt, sources: program.inputs });
  for (const { port, from, to, single } of ports) {
    if (single === null) throw new Error("only sources with one synapse each can be exported");
    const counts = new Uint16Array(to - from);
    for (let step = 0; step + 1 + single.delay < steps; step++) {
      if (!player.counts(step, port, from, to, counts)) continue;
      const row = (step + 1 + single.delay) * n;
      for (let i = 0; i < counts.length; i++) input[row + single.target[i]] += single.weight[i] * counts[i];
    }
  }
  return input;
}
