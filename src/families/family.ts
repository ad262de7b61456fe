/** What a verification needs of a family of chips: how to compile for it, run what was compiled, and read its results in mV and pA. */
import type { CompileHooks } from "../../compiler/common/run-passes.js";
import type { Diagnostic, EquipoiseError } from "../diagnostics/diagnostic.js";
import type { LossEntry } from "../diagnostics/loss-ledger.js";
import type { NeuronModel } from "../models/neuron-model.js";
import type { Network } from "../network/types.js";
import type { ExecutionTarget } from "../program/execution-target.js";
import type { Program } from "../program/program.js";
import type { Utilisation } from "../program/loihi/utilisation.js";
import type { Probe, ProbedStateVariable } from "../description/probe.js";
import type { Recording } from "../recording/recording.js";
import type { Readout } from "../recording/state-probe.js";
import type { TargetSpec } from "../targets/target.js";
import type { OptionsFor } from "../options/option-tables.js";
import type { RealTimeForecast } from "./real-time.js";
import type { NeuronSample, SampledInputs } from "../analysis/sampled-inputs.js";
import type { ImageUse } from "./board-image.js";

/** A network run in float64 with one thing quantized. */
export interface VariantRun {
  readonly name: string;
  create(): ExecutionTarget;
}

/** The first variant where the chip's equations are not those of the reference: they, with nothing quantized. */
export const NEURON_MODEL = "neuron model";

export interface CompiledNetwork {
  readonly program: Program;
  readonly diagnostics: readonly Diagnostic[];
  /** The network as the chip has it, in the units of the description. */
  readonly onChip: Network;
  createEmulator(options?: { readonly workers?: number }): Promise<ExecutionTarget>;
  /** The recording with its voltages in mV of the description instead of the chip's units. */
  inMillivolts(recording: Recording): Recording;
  /** Input currents of sample neurons, or of those that are asked for; the recording's voltages are in the chip's units, or in mV. */
  inputsOnChip(recording: Recording, sample?: NeuronSample): SampledInputs;
  /** How what a run of the program reads becomes mV, pA and nS of the description; null where the chip has no such thing. */
  readoutOf(probe: Probe<ProbedStateVariable>): Readout | null;
  readonly variants: readonly VariantRun[];
  utilisation(): Utilisation;
  /** How full the board's memory image is; null where the target has none or, with `oversize`, does not hold it. */
  readonly imageUse: ImageUse | null;
  readonly realTime: RealTimeForecast;
}

/** Choices of a family's compiler that decide what is lost, as `check` shows them. */
export interface ForecastTable {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

/** As far as `check` goes: nothing run, and placed, routed and packed only for boards whose memory image decides. */
export interface Forecast {
  readonly onChip: Network;
  /** As of a compiled network: they need no program. */
  readonly variants: readonly VariantRun[];
  readonly ledger: readonly LossEntry[];
  /** null where it cannot be told. */
  readonly cores: number | null;
  readonly chips: number | null;
  readonly tables: readonly ForecastTable[];
  /** null where the target has no memory image, or it does not fit. */
  readonly imageUse: ImageUse | null;
  readonly realTime: RealTimeForecast;
  /** Why it does not fit, or null. */
  readonly misfit: EquipoiseError | null;
}

export interface Family<Target extends TargetSpec = TargetSpec, Options = OptionsFor<Target>> {
  readonly passes: readonly { readonly name: string; readonly summary: string }[];
  /** Why no chip of the target runs a neuron model, as the end of "…:"; null where it does. */
  whyNot(model: NeuronModel, target: Target): string | null;
  /** ms; the description's, unless an option moves it. `network` has no synapses. */
  timestep(network: Network, target: Target, options: Options): number;
  compile(network: Network, target: Target, options: Options, hooks: CompileHooks): CompiledNetwork;
  forecast(network: Network, target: Target, options: Options, hooks: CompileHooks): Forecast;
}
