/** Loihi-style chips. */
import { compile, passes, type CompileResult } from "../../../compiler/compile.js";
import { defaultOptions, type CompileHooks } from "../../../compiler/run-passes.js";
import { fitTimestep } from "../../../compiler/scaling/decay-registers.js";
import type { CompileOptions, Partitioned, Quantized } from "../../../compiler/stages.js";
import { createEmulator } from "../../../emulator/loihi/emulator.js";
import { createChipForm } from "../../../emulator/reference/chip-form.js";
import { valueAt, type Network, type PerNeuron } from "../../network/types.js";
import type { ExecutionTarget } from "../../program/execution-target.js";
import type { LoihiProgram } from "../../program/types.js";
import { utilisation, type Utilisation } from "../../program/utilisation.js";
import type { Recording } from "../../recording/recording.js";
import { profileOf } from "../../targets/registry.js";
import type { LoihiTarget } from "../../targets/types.js";
import { quantizedNetwork } from "../quantized-network.js";
import { inputsOnChip, tracesInMillivolts, type SampledInputs } from "../sampled-inputs.js";
import { quantizations, variantModel } from "../variants.js";
import { NEURON_MODEL, type CompiledNetwork, type Family, type Forecast, type VariantRun } from "./family.js";
import { compilePartly } from "./forecast.js";

export class CompiledForLoihi implements CompiledNetwork {
  private network: Network | undefined;

  constructor(
    private readonly result: CompileResult,
    private readonly target: LoihiTarget,
    private readonly options: CompileOptions,
  ) {}

  get program(): LoihiProgram {
    return this.result.program;
  }

  get quantized(): Quantized {
    return this.result.quantized;
  }

  get diagnostics() {
    return this.result.diagnostics;
  }

  get onChip(): Network {
    return (this.network ??= quantizedNetwork(this.quantized, this.target, profileOf(this.target, this.options.profile)));
  }

  async createEmulator(options: { readonly workers?: number } = {}): Promise<ExecutionTarget> {
    return createEmulator(this.program, this.target, options);
  }

  inMillivolts(recording: Recording): Recording {
    return tracesInMillivolts(recording, this.quantized);
  }

  inputsOnChip(recording: Recording): SampledInputs {
    return inputsOnChip(this.quantized.scaled.lowered.network, this.quantized, this.onChip, recording);
  }

  get variants(): readonly VariantRun[] {
    const profile = profileOf(this.target, this.options.profile);
    const names = [...(wasApproximated(this.quantized.scaled.lowered.network, this.options) ? [NEURON_MODEL] : []), ...quantizations];
    return names.map((name) => ({
      name,
      create: () => createChipForm(variantModel(this.quantized, this.target, profile, new Set(name === NEURON_MODEL ? [] : [name as (typeof quantizations)[number]]))),
    }));
  }

  utilisation(): Utilisation {
    return utilisation(this.program, this.target);
  }
}

/** True where lowering was no identity: conductances, two synaptic time constants, Poisson input as noise, synapses one step early. */
function wasApproximated(network: Network, options: CompileOptions): boolean {
  const differ = (a: unknown, b: unknown) => JSON.stringify(a) !== JSON.stringify(b);
  return (
    options.poisson === "noise" ||
    options.synapticLatency !== "exact" ||
    network.populations.some((p) => p.model === "iaf_cond_exp" || (p.model === "iaf_psc_exp" && differ(p.parameters.tau_syn_ex, p.parameters.tau_syn_in)))
  );
}

function mean(values: PerNeuron, size: number): number {
  if (typeof values === "number") return values;
  let sum = 0;
  for (let i = 0; i < size; i++) sum += valueAt(values, i);
  return sum / size;
}

export const loihiFamily: Family<LoihiTarget, CompileOptions> = {
  passes,
  defaultOptions,

  timestep({ populations, dt }, { widths }, { fitTimestep: most }) {
    if (most === 0) return dt;
    const taus = populations.flatMap((p) => [mean(p.parameters.tau_m, p.size), ...(p.model === "iaf_psc_delta" ? [] : [mean(p.parameters.tau_syn_ex, p.size)])]);
    return fitTimestep(taus, dt, most, widths.decay);
  },

  compile(network: Network, target: LoihiTarget, options: CompileOptions, hooks: CompileHooks): CompiledForLoihi {
    return new CompiledForLoihi(compile(network, target, options, hooks), target, options);
  },

  forecast(network, target, options, hooks): Forecast {
    const { quantized, partitioned, ledger, misfit } = compilePartly<Quantized, Partitioned>((all) => compile(network, target, options, all), hooks);
    const cores = partitioned?.cores.length ?? 0;
    const perChip = target.limits.coresPerChip.value ?? cores;
    return { onChip: quantizedNetwork(quantized, target, profileOf(target, options.profile)), ledger, cores, chips: Math.ceil(cores / Math.max(1, perChip)), tables: [], misfit };
  },
};
