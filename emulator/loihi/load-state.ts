/** Makes the kernel of a slice and fills its arrays from the core images. */
import type { CompartmentProfile, LoihiProgram } from "../../src/program/loihi/program.js";
import { profileOf } from "../../src/targets/registry.js";
import type { LoihiTarget } from "../../src/targets/loihi/target.js";
import { createArena, layOut } from "../common/arena.js";
import type { Kernel, KernelFactory } from "./kernel/kernel.js";
import type { DrawnPort, KernelArithmetic, KernelPlan } from "./kernel/kernel-plan.js";
import { PLAIN_KERNEL } from "./kernel/plain-kernel.js";
import type { KernelState } from "./kernel/neuron-arrays.js";
import type { RunPlan } from "./run-plan.js";
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

export function arithmeticOf(program: LoihiProgram, target: LoihiTarget): KernelArithmetic {
  const profile = profileOf(target, program.profile);
  const { widths } = target;
  return {
    uOverflow: profile.uOverflow,
    uBits: widths.u,
    vBits: widths.v,
    accumulatorBits: profile.accumulatorBits ?? 32,
    inputShift: profile.negativeExponent === "shift-sum" ? widths.weightShift : 0,
    decayBits: widths.decay,
  };
}

export interface LoadedKernel {
  readonly kernel: Kernel;
  /** Why it is the plain one instead of that of the factory: a clause; null where it is the factory's. */
  readonly cannot: string | null;
}

/** A kernel before the first step. @throws EquipoiseError for a program made to fill memory, or with noise that the profile does not have */
export function loadKernel(
  program: LoihiProgram,
  target: LoihiTarget,
  slice: SlicePlan,
  run: RunPlan,
  factory: KernelFactory,
  drawn: readonly DrawnPort[] = [],
): LoadedKernel {
  const plan = planKernel(program, target, slice, run, drawn);
  const cannot = factory.cannot?.(layOut(factory.arrays(plan)).bytes) ?? null;
  const { arrays, allocate, create } = cannot === null ? factory : (PLAIN_KERNEL as KernelFactory);
  const kernel = create(plan, createArena(arrays(plan), allocate));
  loadState(program, target, slice, kernel.state);
  return { kernel, cannot };
}

function planKernel(
  program: LoihiProgram,
  target: LoihiTarget,
  slice: SlicePlan,
  run: RunPlan,
  drawn: readonly DrawnPort[],
): KernelPlan {
  const { rows, neurons } = slice;
  if (rows.stageSize > STAGES_GRANTED + STAGE_A_SYNAPSE * rows.synapses)
    corrupt(`its groups with a negative exponent need ${rows.stageSize} sums for ${rows.synapses} synapses`);
  const { noise, id } = profileOf(target, program.profile);
  if (!noise && program.cores.some((core) => core.noise !== null && core.profiles.some((profile) => profile.noise)))
    corrupt(`a compartment has noise, which the ${id} profile does not`);
  return {
    n: neurons.length,
    populations: Math.max(1, program.populations.length),
    arithmetic: arithmeticOf(program, target),
    rows,
    neuronIds: program.size,
    drawn,
    block: run.block,
    maxDelay: run.maxDelay,
    noise: { u: hasNoise(program, slice, "u"), v: hasNoise(program, slice, "v") },
  };
}

/** Writes constants and initial state. */
function loadState(program: LoihiProgram, target: LoihiTarget, slice: SlicePlan, state: KernelState): void {
  const { neurons, coreOf, compartmentOf } = slice;
  const { widths } = target;
  const spec = profileOf(target, program.profile);
  const one = 2 ** widths.decay;
  const largestV = 2 ** (widths.v - 1) - 1;
  for (let i = 0, p = 0; i < state.n; i++) {
    const image = program.cores[coreOf[i]];
    const c = compartmentOf[i];
    const profile: CompartmentProfile | undefined = image.profiles[image.profileOf[c]];
    const threshold = image.thresholds[image.thresholdOf[c]];
    if (profile === undefined || threshold === undefined) corrupt("a compartment names a profile that does not exist");
    state.uFactor[i] = Math.max(0, one - profile.du - widths.uDecayOffset);
    state.vFactor[i] = Math.max(0, one - profile.dv - widths.vDecayOffset);
    state.bias[i] = biasValue(image.biasMantissa[c], image.biasExponent[c]);
    state.threshold[i] = threshold * 2 ** widths.thresholdShift - (target.comparator === ">=" ? 1 : 0);
    state.vmin[i] = spec.voltageLimits ? image.vmin : -largestV;
    state.vmax[i] = spec.voltageLimits ? image.vmax : largestV;
    state.refractoryPeriod[i] = spec.refractory ? profile.refractory : 0;
    state.u[i] = image.u0[c];
    state.v[i] = image.v0[c];
    while (p + 1 < program.populations.length && neurons[i] >= program.populations[p + 1].first) p++;
    state.population[i] = p;
  }
}

function hasNoise(program: LoihiProgram, slice: SlicePlan, target: "u" | "v"): boolean {
  return slice.coreOf.some((c) => program.cores[c].noise?.target === target);
}
