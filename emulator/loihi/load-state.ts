/** Fills the kernel's state from the core images of a slice. */
import type { CompartmentProfile, LoihiProgram } from "../../src/program/types.js";
import { profileOf } from "../../src/targets/registry.js";
import type { LoihiTarget } from "../../src/targets/loihi/target.js";
import { COUNTER_KINDS, type KernelArithmetic, type KernelState } from "./kernel/kernel.js";
import type { RunPlan } from "./slice-engine.js";
import { corrupt, type SlicePlan } from "./slice-plan.js";

/**
 * Sums of a step by delay, group and target, for the groups that shift them. With every delay in use there are as many a target as a
 * projection has delays (6 bits), each of which takes a synapse; a program with more was made to fill memory.
 */
const STAGES_GRANTED = 2 ** 22;
const STAGE_A_SYNAPSE = 64;

/** mantissa << exponent; a negative exponent (Lava only) shifts right with floor. */
export function biasValue(mantissa: number, exponent: number): number {
  return exponent >= 0 ? mantissa << exponent : mantissa >> Math.min(-exponent, 31);
}

export function loadState(
  program: LoihiProgram,
  target: LoihiTarget,
  plan: SlicePlan,
  arithmetic: KernelArithmetic,
  run: RunPlan,
): KernelState {
  const { neurons, coreOf, compartmentOf, rows } = plan;
  const { widths } = target;
  const spec = profileOf(target, program.profile);
  const n = neurons.length;
  const array = () => new Int32Array(n);
  if (rows.stageSize > STAGES_GRANTED + STAGE_A_SYNAPSE * rows.synapses)
    corrupt(`its groups with a negative exponent need ${rows.stageSize} sums for ${rows.synapses} synapses`);
  const slots = 2 ** Math.ceil(Math.log2(run.maxDelay + 1 + run.block));
  const populations = Math.max(1, program.populations.length);
  const state: KernelState = {
    n,
    arithmetic,
    u: array(),
    v: array(),
    refractory: array(),
    uFactor: array(),
    vFactor: array(),
    bias: array(),
    threshold: array(),
    vmin: array(),
    vmax: array(),
    refractoryPeriod: array(),
    population: new Uint16Array(n),
    counters: new Float64Array(COUNTER_KINDS.length * populations),
    populations,
    lossCounts: new Uint32Array(COUNTER_KINDS.length * n),
    lossAmounts: new Float64Array(COUNTER_KINDS.length * n),
    lossPeaks: new Float64Array(COUNTER_KINDS.length * n),
    ring: new Int32Array(slots * n + rows.stageSize),
    slotMask: slots - 1,
    noiseU: hasNoise(program, plan, "u") ? new Int32Array(run.block * n) : null,
    noiseV: hasNoise(program, plan, "v") ? new Int32Array(run.block * n) : null,
    fired: new Uint32Array(run.block * n),
    firedCount: new Uint32Array(run.block),
  };
  const one = 2 ** widths.decay;
  for (let i = 0, p = 0; i < n; i++) {
    const image = program.cores[coreOf[i]];
    const c = compartmentOf[i];
    const profile: CompartmentProfile | undefined = image.profiles[image.profileOf[c]];
    const threshold = image.thresholds[image.thresholdOf[c]];
    if (profile === undefined || threshold === undefined) corrupt("a compartment names a profile that does not exist");
    state.uFactor[i] = Math.max(0, one - profile.du - widths.uDecayOffset);
    state.vFactor[i] = Math.max(0, one - profile.dv - widths.vDecayOffset);
    state.bias[i] = biasValue(image.biasMantissa[c], image.biasExponent[c]);
    state.threshold[i] = threshold * 2 ** widths.thresholdShift - (target.comparator === ">=" ? 1 : 0);
    state.vmin[i] = image.vmin;
    state.vmax[i] = image.vmax;
    state.refractoryPeriod[i] = spec.refractory ? profile.refractory : 0;
    state.u[i] = image.u0[c];
    state.v[i] = image.v0[c];
    while (p + 1 < program.populations.length && neurons[i] >= program.populations[p + 1].first) p++;
    state.population[i] = p;
  }
  return state;
}

function hasNoise(program: LoihiProgram, plan: SlicePlan, target: "u" | "v"): boolean {
  return plan.coreOf.some((c) => program.cores[c].noise?.target === target);
}
