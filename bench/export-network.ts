/** Writes a compiled network's integers to a folder of flat int32 files that any array language reads (see peers/dense_and_csr.py). */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { loadState } from "../emulator/loihi/load-state.js";
import { agree, arithmeticOf } from "../emulator/loihi/slice-engine.js";
import { planSlice } from "../emulator/loihi/slice-plan.js";
import type { Program } from "../src/program/types.js";
import type { LoihiTarget } from "../src/targets/types.js";

/** Programs of the lava profile without input ports, noise or bias changes. */
export function exportNetwork(folder: string, program: Program, target: LoihiTarget, steps: number): void {
  if (program.profile !== "lava" || program.inputs.length > 0 || program.biasChanges.length > 0)
    throw new Error("only programs of the lava profile without inputs can be exported");
  const plan = planSlice(program, target, { from: 0, to: program.size });
  const arithmetic = arithmeticOf(program, target);
  const state = loadState(program, target, plan, arithmetic, agree([plan]));
  const { rows } = plan;
  const list = () => new Int32Array(rows.synapses);
  const synapse = { source: list(), target: list(), weight: list(), delay: list(), stage: list() };
  for (let source = 0; source < program.size; source++) {
    for (let r = rows.rowStart[source]; r < rows.rowStart[source + 1]; r++) {
      for (let k = rows.runFirst[r]; k < rows.runFirst[r + 1]; k++) {
        synapse.source[k] = source;
        synapse.target[k] = rows.target[k];
        synapse.delay[k] = rows.runDelay[r];
        synapse.stage[k] = rows.runStage[r];
        synapse.weight[k] = rows.runScale[r] * (rows.runWeights[r] < 0 ? 1 : rows.weight[rows.runWeights[r] + k - rows.runFirst[r]]);
      }
    }
  }
  const { u, v, uFactor, vFactor, bias, threshold } = state;
  for (const [name, values] of Object.entries({ ...synapse, u, v, uFactor, vFactor, bias, threshold })) writeFileSync(join(folder, `${name}.i32`), values);
  const { uBits, vBits, decayBits, inputShift } = arithmetic;
  const stageShifts = rows.stages.map(({ shift }) => shift);
  writeFileSync(join(folder, "about.json"), JSON.stringify({ neurons: program.size, steps, maxDelay: plan.maxDelay, stageShifts, uBits, vBits, decayBits, inputShift }));
}
