/** SpiNNaker-style machines. */
import { whyNotLowered } from "../../../compiler/common/lowerable.js";
import { SPINNAKER_MODELS } from "../../../compiler/spinnaker/models.js";
import { compileSpinnaker, spinnakerPasses, type SpinnakerCompileResult } from "../../../compiler/spinnaker/compile.js";
import { SYNAPSE_TYPES } from "../../../compiler/spinnaker/weights/incoming-weights.js";
import type { Shifted, Sliced, SpinnakerQuantized } from "../../../compiler/spinnaker/stages.js";
import { createTickForm } from "../../../emulator/reference/spinnaker-form.js";
import { createMachineEmulator } from "../../../emulator/spinnaker/emulator-in-workers.js";
import type { CompileHooks } from "../../../compiler/common/run-passes.js";
import type { Network } from "../../network/types.js";
import { S1615_ONE } from "../../numerics/s1615.js";
import type { ExecutionTarget } from "../../program/execution-target.js";
import { machineOf } from "../../program/spinnaker/machine-of-program.js";
import { spinnakerUtilisation } from "../../program/spinnaker/utilisation.js";
import type { SpinnakerProgram } from "../../program/spinnaker/program.js";
import type { Utilisation } from "../../program/loihi/utilisation.js";
import type { Probe, ProbedStateVariable } from "../../description/probe.js";
import type { Recording } from "../../recording/recording.js";
import type { Readout } from "../../recording/state-probe.js";
import type { SpinnakerTarget } from "../../targets/spinnaker/target.js";
import { firmwareRealTime } from "./firmware-time.js";
import type { RealTimeForecast } from "../real-time.js";
import { meanRatesOf } from "../mean-rates.js";
import { spinnakerRealTime } from "./real-time.js";
import { inputsOfReference, type NeuronSample, type SampledInputs } from "../../analysis/sampled-inputs.js";
import { spinnakerNetwork } from "./network-on-chip.js";
import type { SpinnakerOptions } from "../../options/spinnaker.js";
import { tickFormModel, tickQuantizations } from "./float-form.js";
import { readoutOfMachine } from "./readout.js";
import { mcuImageUseOf, type ImageUse } from "../board-image.js";
import {
  NEURON_MODEL,
  type CompiledNetwork,
  type Family,
  type Forecast,
  type ForecastTable,
  type VariantRun,
} from "../family.js";
import { compilePartly } from "../forecast.js";

export class CompiledForSpinnaker implements CompiledNetwork {
  private network: Network | undefined;

  constructor(
    private readonly result: SpinnakerCompileResult,
    private readonly target: SpinnakerTarget,
    private readonly options: SpinnakerOptions,
    private readonly image: ImageUse | null | undefined,
  ) {}

  get program(): SpinnakerProgram {
    return this.image === null ? { ...this.result.program, oversize: true } : this.result.program;
  }

  get imageUse(): ImageUse | null {
    return this.image ?? null;
  }

  get realTime(): RealTimeForecast {
    return realTimeOf(
      this.result.sliced.quantized,
      this.target,
      this.options,
      this.result.sliced,
      this.image === null ? null : this.program,
    );
  }

  get diagnostics() {
    return this.result.diagnostics;
  }

  get onChip(): Network {
    return (this.network ??= spinnakerNetwork(this.result.sliced.quantized, this.target.id));
  }

  async createEmulator({ workers }: { readonly workers?: number } = {}): Promise<ExecutionTarget> {
    return createMachineEmulator(machineOf(this.program), { workers });
  }

  inMillivolts(recording: Recording): Recording {
    return {
      ...recording,
      probes: recording.probes?.map((probe) =>
        probe.variable === "v" && probe.unit === "LSB"
          ? { ...probe, unit: "mV", values: probe.values.map((word) => word / S1615_ONE) }
          : probe,
      ),
    };
  }

  /** The machine has conductances of its own, so its inputs are reconstructed like the reference's, with its own weights and voltages. */
  inputsOnChip(recording: Recording, sample?: NeuronSample): SampledInputs {
    return inputsOfReference(this.onChip, this.inMillivolts(recording), sample);
  }

  readoutOf(probe: Probe<ProbedStateVariable>): Readout | null {
    return readoutOfMachine(probe, this.program);
  }

  get variants(): readonly VariantRun[] {
    return variantsOf(this.result.sliced.quantized);
  }

  utilisation(): Utilisation {
    return spinnakerUtilisation(this.program, this.target);
  }
}

/** @param program null where it does not fit, or was not made */
function realTimeOf(
  { shifted }: SpinnakerQuantized,
  target: SpinnakerTarget,
  options: SpinnakerOptions,
  sliced: Sliced | null,
  program: SpinnakerProgram | null,
): RealTimeForecast {
  const { network } = shifted.lowered;
  if (target.image === undefined) return spinnakerRealTime(network.dt, sliced?.slices ?? null, options.timeScaleFactor);
  return firmwareRealTime(network, target, program && machineOf(program), meanRatesOf(network, options.expectedRates));
}

/** Compiles, and makes the board's memory image where the target has one. */
function compileForBoard(network: Network, target: SpinnakerTarget, options: SpinnakerOptions, hooks: CompileHooks) {
  const result = compileSpinnaker(network, target, options, hooks);
  return { result, image: mcuImageUseOf(result.program, target, options, hooks.report) };
}

/** What each left shift leaves of the weights, and how likely a slot overflows. */
function shiftTable({ lowered, shifts }: Shifted): ForecastTable {
  const bits = (x: number) => (Number.isFinite(x) ? Number(x.toFixed(1)) : "–");
  return {
    title:
      "ring buffers: bits that are left for the weights, and the bound on the probability that a slot overflows in a tick",
    columns: ["population", "synapses", "left shift", "one step", "bits of smallest", "bits of mean", "overflow ≤"],
    rows: lowered.populations.flatMap(({ population, globalScale }, p) =>
      SYNAPSE_TYPES.map((type) => {
        const { shift, step, bitsOfSmallest, bitsOfMean, saturationProbability } = shifts[p][type];
        return [
          population.name,
          type,
          shift,
          `${Number(step.toPrecision(3))} ${globalScale === 1 ? "nA" : "µS"}`,
          bits(bitsOfSmallest),
          bits(bitsOfMean),
          Number(saturationProbability.toPrecision(2)),
        ];
      }),
    ),
  };
}

function variantsOf(quantized: SpinnakerQuantized): readonly VariantRun[] {
  return [NEURON_MODEL, ...tickQuantizations].map((name) => ({
    name,
    create: () =>
      createTickForm(
        tickFormModel(quantized, new Set(name === NEURON_MODEL ? [] : [name as (typeof tickQuantizations)[number]])),
      ),
  }));
}

export const spinnakerFamily: Family<SpinnakerTarget, SpinnakerOptions> = {
  passes: spinnakerPasses,
  whyNot: (model) => whyNotLowered(model, SPINNAKER_MODELS),
  timestep: ({ dt }) => dt,
  compile(network, target, options, hooks) {
    const { result, image } = compileForBoard(network, target, options, hooks);
    return new CompiledForSpinnaker(result, target, options, image);
  },
  forecast(network, target, options, hooks): Forecast {
    const { quantized, partitioned, whole, ledger, misfit } = compilePartly<
      SpinnakerQuantized,
      Sliced,
      ReturnType<typeof compileForBoard>
    >((all) => compileForBoard(network, target, options, all), hooks, target.image !== undefined);
    const cores =
      partitioned === null
        ? 0
        : partitioned.slices.length +
          partitioned.senders.inputCores +
          partitioned.senders.synapseCores +
          partitioned.senders.delayCores;
    return {
      onChip: spinnakerNetwork(quantized, target.id),
      variants: variantsOf(quantized),
      ledger,
      cores,
      chips: Math.ceil(cores / (target.limits.coresPerChip.value ?? cores)),
      tables: [shiftTable(quantized.shifted)],
      misfit,
      imageUse: whole?.image ?? null,
      realTime: realTimeOf(quantized, target, options, partitioned, whole?.image ? whole.result.program : null),
    };
  },
};
