/**
 * From a description to a program, in Node and in a page of a browser alike: nothing here reads files, starts threads or asks for Node.
 * What a program does is run by emulator.ts; what the place offers, memory and a faster hash, is given with `useEnvironment`.
 */

// Descriptions and networks
export type { ReadFile } from "./description/file-beside.js";
export { parseDescription, type DescriptionOptions, type LoadedDescription } from "./description/load-description.js";
export { starterTemplates, type StarterTemplate } from "./description/templates.js";
export type { NetworkDescription } from "./description/types.js";
export { drawNetwork } from "./network/draw-network.js";

// Neuron models; docs/add-a-model.md
export { NEURON_MODELS, neuronModel } from "./models/registry.js";

// Theory
export { meanFieldOf, type MeanFieldModel } from "./theory/mean-field-model.js";
export { predictRates, type Prediction } from "./theory/finite-k.js";

// Chips and the compiler
export { allTargets, boardOf, profileOf, targetById } from "./targets/registry.js";
export type { SpinnakerTarget } from "./targets/spinnaker/target.js";
export type { Cost, SpinnakerCosts } from "./targets/spinnaker/costs.js";
export type { SpinnakerMemory, WordsByModel } from "./targets/spinnaker/memory.js";
export type { Evidence, Figure } from "./targets/figure.js";
export type { TargetSpec } from "./targets/target.js";
export { compile, passes, type CompileHooks, type CompileResult } from "../compiler/loihi/compile.js";
export { compileSpinnaker, type SpinnakerCompileResult } from "../compiler/spinnaker/compile.js";
export { defaultOptions, optionsWith } from "./options/check-options.js";
export type { LoihiOptions } from "./options/loihi.js";
export type { FamilyOptions, OptionsFor } from "./options/option-tables.js";
export type { SizedOptions } from "./options/sized.js";
export type { ShiftRule, SpinnakerOptions } from "./options/spinnaker.js";
export type { RoundingMode } from "./options/shared-options.js";
export { build, type Build } from "./measure/build.js";
export { forecastRun, type RunForecast } from "./measure/forecast/forecast-run.js";
export type { Runner, RunWork } from "./measure/forecast/run-work.js";

// The program, the one artefact
export { decodeProgram } from "./program/decode.js";
export { programDigest } from "./program/digest.js";
export { encodeProgram } from "./program/encode.js";
export { utilisation, type Utilisation } from "./program/loihi/utilisation.js";
export { utilisationOf } from "./families/of-program.js";
export { version } from "./program/version.js";

// The place where it runs
export { environment, useEnvironment, type Environment } from "./environment/environment.js";

// Messages
export {
  EquipoiseError,
  formatDiagnostic,
  type Diagnostic,
  type DiagnosticSink,
  type ProgressSink,
} from "./diagnostics/diagnostic.js";
export { CODES, type Code } from "./diagnostics/codes.js";
export { ExitCode } from "./diagnostics/exit-codes.js";
export { COMPILE_LOSSES, RUN_LOSSES, type LossKind } from "./diagnostics/loss-kinds.js";
export { LOSS_COUNTERS, WORK_COUNTERS, type LossCounter, type RunCounter } from "./diagnostics/run-counters.js";

// Types that the functions above take and give
export type {
  CoreLayout,
  CorePlan,
  CoreResource,
  ForeseenAtScale,
  Lowered,
  LoweredBiasChange,
  LoweredNeurons,
  LoweredNoise,
  LoweredProjection,
  Partitioned,
  Placed,
  Quantized,
  QuantizedProjection,
  Routed,
  Scaled,
  ScaledGroup,
} from "../compiler/loihi/stages.js";
export type { ProgramDestination } from "../compiler/common/run-passes.js";
export type { GroupIndices } from "../compiler/loihi/group-indices.js";
export type { KeyBlock } from "../compiler/spinnaker/mapping/keys.js";
export type { Machine as SpinnakerMachine } from "../compiler/spinnaker/mapping/machine.js";
export type { Placement as SpinnakerPlacement } from "../compiler/spinnaker/mapping/place-cores.js";
export type { TableEntry } from "../compiler/spinnaker/mapping/routing-tables.js";
export type { Sender, Senders } from "../compiler/spinnaker/mapping/sender.js";
export type { Placed as SpinnakerPlaced, Routed as SpinnakerRouted } from "../compiler/spinnaker/passes/map.js";
export type {
  CoreSlice,
  LoweredPopulation as SpinnakerLoweredPopulation,
  Shifted as SpinnakerShifted,
  Sliced as SpinnakerSliced,
  SpinnakerLowered,
  SpinnakerProjection,
  SpinnakerQuantized,
} from "../compiler/spinnaker/stages.js";
export type { CoreMemory, MemoryUse, WordBits } from "../compiler/spinnaker/weights/core-memory.js";
export type { SynapseType } from "../compiler/spinnaker/weights/incoming-weights.js";
export type { GlobalScale } from "../compiler/spinnaker/weights/ring-buffer-scale.js";
export type { RingBufferShift } from "../compiler/spinnaker/weights/ring-buffer-shifts.js";
export type { CycleRange, RealTime, TickCost } from "../compiler/spinnaker/weights/tick-cost.js";
export type { FpgaImage } from "../firmware-bridge/boards/fpga-program.js";
export type { InputCurrents } from "./analysis/input-currents.js";
export type {
  ConnectionRule,
  CurrentDescription,
  PopulationDescription,
  ProbeDescription,
  ProjectionDescription,
  SpikeSourceDescription,
  Spread,
} from "./description/types.js";
export type { ImageUse, OversizeOptions } from "./families/board-image.js";
export type { CompiledNetwork, VariantRun } from "./families/family.js";
export type { CompiledForLoihi } from "./families/loihi/family.js";
export type { Range, RealTimeForecast } from "./families/real-time.js";
export type { BuildHooks } from "./measure/build.js";
export type { SampledInputs } from "./analysis/sampled-inputs.js";
export type { DrawOptions } from "./network/draw-network.js";
export type { DriveEpoch } from "./network/drive-epochs.js";
export type { Complex } from "./numerics/linear-algebra.js";
export type { Recording } from "./recording/recording.js";
export type { SizedTarget } from "./targets/sized/target.js";
export type { SpinnakerBoard, SpinnakerProfileSpec } from "./targets/spinnaker/target.js";
export type { FixedPoint, PopulationPrediction, PredictionOptions } from "./theory/finite-k.js";
export type { MeanFieldInput, MeanFieldPopulation, MeanFieldTruncation } from "./theory/mean-field-model.js";
export type { OscillationCriterion } from "./theory/oscillation.js";
export type { WorkCounter } from "./diagnostics/run-counters.js";
export type {
  ChoiceOption,
  Described as DescribedOption,
  FlagOption,
  NumberOption,
  Option as CompilerOption,
  Range as OptionRange,
  RatesOption,
  ValuesOf,
  Wrong as WrongValue,
} from "./options/option.js";
export type { OptionTable, Spelling as OptionSpelling, TaggedOptions } from "./options/option-table.js";
export type { OptionChanges, OptionsIn } from "./options/option-tables.js";
export type * from "./shared-types.js";
export type { NeuronSample } from "./analysis/sampled-inputs.js";

// Integer networks: programs as plain integers, and back
export type { Integers } from "./interchange/integers/integers.js";
export { integersOf } from "./interchange/integers/of-program.js";
export { readIntegers, type IntegersFiles } from "./interchange/integers/read-integers.js";
export { writeIntegers, type WrittenIntegers } from "./interchange/integers/write-integers.js";
export { compileIntegersForLoihi } from "../compiler/loihi/compile-integers.js";
export { compileIntegersForSpinnaker } from "../compiler/spinnaker/compile-integers.js";
