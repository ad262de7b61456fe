/** Loihi-style chips. */
import { whyNotLowered } from "../../../compiler/common/lowerable.js";
import { LOIHI_MODELS, loihiModel } from "../../../compiler/loihi/lowering/models.js";
import { compile, passes, type CompileResult } from "../../../compiler/loihi/compile.js";
import type { CompileHooks } from "../../../compiler/common/run-passes.js";
import { fitTimestep } from "../../../compiler/loihi/scaling/decay-registers.js";
import type { Partitioned, Quantized } from "../../../compiler/loihi/stages.js";
import { createEmulator } from "../../../emulator/loihi/emulator.js";
import { createChipForm } from "../../../emulator/reference/loihi-form.js";
import { modelOf, valueAt, type Network, type PerNeuron } from "../../network/types.js";
import type { ExecutionTarget } from "../../program/execution-target.js";
import type { LoihiProgram } from "../../program/loihi/program.js";
import { utilisation, type Utilisation } from "../../program/loihi/utilisation.js";
import type { Probe, ProbedStateVariable } from "../../description/probe.js";
import type { Recording } from "../../recording/recording.js";
import type { Readout } from "../../recording/state-probe.js";
import { profileOf } from "../../targets/registry.js";
import type { LoihiTarget } from "../../targets/loihi/target.js";
import { quantizedNetwork } from "./network-on-chip.js";
import type { RealTimeForecast } from "../real-time.js";
import { fpgaRealTime } from "./fpga-time.js";
import { loihiRealTime } from "./real-time.js";
import { meanRatesOf } from "../mean-rates.js";
import type { NeuronSample, SampledInputs } from "../../analysis/sampled-inputs.js";
import { inputsOnChip, voltagesInMillivolts } from "./inputs-on-chip.js";
import type { LoihiOptions } from "../../options/loihi.js";
import { quantizations, variantModel } from "./float-form.js";
import { readoutOnChip } from "./readout.js";
import { fpgaImageOf, type ImageUse } from "../board-image.js";
import { NEURON_MODEL, type CompiledNetwork, type Family, type Forecast, type VariantRun } from "../family.js";
import { compilePartly } from "../forecast.js";

export class CompiledForLoihi implements CompiledNetwork {
  private network: Network | undefined;

  constructor(
    private readonly result: CompileResult,
    private readonly target: LoihiTarget,
    private readonly options: LoihiOptions,
    private readonly board: ReturnType<typeof fpgaImageOf>,
  ) {}

  get program(): LoihiProgram {
    return this.board === null ? { ...this.result.program, oversize: true } : this.result.program;
  }

  get imageUse(): ImageUse | null {
    return this.board?.use ?? null;
  }

  get realTime(): RealTimeForecast {
    return realTimeOf(this.quantized, this.target, this.options, this.result.routed.placed.partitioned, this.board);
  }

  get quantized(): Quantized {
    return this.result.quantized;
  }

  get diagnostics() {
    return this.result.diagnostics;
  }

  get onChip(): Network {
    return (this.network ??= quantizedNetwork(
      this.quantized,
      this.target,
      profileOf(this.target, this.options.profile),
    ));
  }

  async createEmulator(options: { readonly workers?: number } = {}): Promise<ExecutionTarget> {
    return createEmulator(this.program, this.target, options);
  }

  inMillivolts(recording: Recording): Recording {
    return voltagesInMillivolts(recording, this.quantized);
  }

  inputsOnChip(recording: Recording, sample?: NeuronSample): SampledInputs {
    return inputsOnChip(this.quantized.scaled.lowered.network, this.quantized, this.onChip, recording, sample);
  }

  readoutOf(probe: Probe<ProbedStateVariable>): Readout | null {
    return readoutOnChip(probe, this.quantized, this.onChip);
  }

  get variants(): readonly VariantRun[] {
    return variantsOf(this.quantized, this.target, this.options);
  }

  utilisation(): Utilisation {
    return utilisation(this.program, this.target);
  }
}

function variantsOf(quantized: Quantized, target: LoihiTarget, options: LoihiOptions): readonly VariantRun[] {
  const profile = profileOf(target, options.profile);
  const names = [
    ...(wasApproximated(quantized.scaled.lowered.network, options) ? [NEURON_MODEL] : []),
    ...quantizations,
  ];
  return names.map((name) => ({
    name,
    create: () =>
      createChipForm(
        variantModel(
          quantized,
          target,
          profile,
          new Set(name === NEURON_MODEL ? [] : [name as (typeof quantizations)[number]]),
        ),
      ),
  }));
}

function realTimeOf(
  { scaled }: Quantized,
  target: LoihiTarget,
  { expectedRates }: LoihiOptions,
  partitioned: Partitioned | null,
  board: ReturnType<typeof fpgaImageOf>,
): RealTimeForecast {
  const { network } = scaled.lowered;
  const rates = meanRatesOf(network, expectedRates);
  return target.image === undefined
    ? loihiRealTime(network, target, partitioned?.cores ?? null, rates)
    : fpgaRealTime(network, target, board?.image ?? null, rates);
}

/** Compiles, and makes the board's memory image where the target has one. */
function compileForBoard(network: Network, target: LoihiTarget, options: LoihiOptions, hooks: CompileHooks) {
  const result = compile(network, target, options, hooks);
  return { result, board: fpgaImageOf(result.program, target, options, hooks.report) };
}

/** True where lowering was no identity: conductances, two synaptic time constants, Poisson input as noise, synapses one step early. */
function wasApproximated(network: Network, options: LoihiOptions): boolean {
  const differ = (a: unknown, b: unknown) => JSON.stringify(a) !== JSON.stringify(b);
  return (
    options.poisson === "noise" ||
    options.synapticLatency !== "exact" ||
    network.populations.some(
      (p) =>
        // Delta synapses have no time constants, and so no difference.
        loihiModel(p).atOperatingPoint || differ(p.parameters.tau_syn_ex, p.parameters.tau_syn_in),
    )
  );
}

function mean(values: PerNeuron, size: number): number {
  if (typeof values === "number") return values;
  let sum = 0;
  for (let i = 0; i < size; i++) sum += valueAt(values, i);
  return sum / size;
}

export const loihiFamily: Family<LoihiTarget, LoihiOptions> = {
  passes,

  whyNot: (model) => whyNotLowered(model, LOIHI_MODELS),

  timestep(network, { widths }, { fitTimestep: most }) {
    const { populations, dt } = network;
    if (most === 0) return dt;
    const taus = populations.flatMap((p) => [
      mean(p.parameters.tau_m, p.size),
      ...(modelOf(network, p).synapse === "delta" ? [] : [mean(p.parameters.tau_syn_ex, p.size)]),
    ]);
    return fitTimestep(taus, dt, most, widths.decay);
  },

  compile(network: Network, target: LoihiTarget, options: LoihiOptions, hooks: CompileHooks): CompiledForLoihi {
    const { result, board } = compileForBoard(network, target, options, hooks);
    return new CompiledForLoihi(result, target, options, board);
  },

  forecast(network, target, options, hooks): Forecast {
    const { quantized, partitioned, whole, ledger, misfit } = compilePartly<
      Quantized,
      Partitioned,
      ReturnType<typeof compileForBoard>
    >((all) => compileForBoard(network, target, options, all), hooks, target.image !== undefined);
    const cores = partitioned?.cores.length ?? 0;
    const perChip = target.limits.coresPerChip.value ?? cores;
    return {
      onChip: quantizedNetwork(quantized, target, profileOf(target, options.profile)),
      variants: variantsOf(quantized, target, options),
      ledger,
      cores,
      chips: Math.ceil(cores / Math.max(1, perChip)),
      tables: [],
      misfit,
      imageUse: whole?.board?.use ?? null,
      realTime: realTimeOf(quantized, target, options, partitioned, whole?.board),
    };
  },
};
