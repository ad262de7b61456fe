/**
 * The library: what the command line is made of. docs/library.md shows each function in use.
 * Everything here is stable between minor versions; everything else is internal.
 */

// Descriptions and networks
export {
  loadDescription,
  parseDescription,
  type DescriptionOptions,
  type LoadedDescription,
  type ReadFile,
} from "./description/load-description.js";
export { starterTemplates, type StarterTemplate } from "./description/templates.js";
export type { NetworkDescription } from "./description/types.js";
export { drawNetwork } from "./network/draw-network.js";
export type { Network } from "./network/types.js";

// Neuron models; docs/add-a-model.md
export type { NeuronModel, NeuronModels, ParameterSpec, StateVariable } from "./models/neuron-model.js";
export { NEURON_MODELS, neuronModel } from "./models/registry.js";

// Theory
export { meanFieldOf, type MeanFieldModel } from "./theory/mean-field-model.js";
export { predictRates, type Prediction } from "./theory/finite-k.js";

// Chips and the compiler
export { allTargets, boardOf, profileOf, targetById } from "./targets/registry.js";
export type { SpinnakerTarget } from "./targets/spinnaker/target.js";
export type { LoihiTarget } from "./targets/loihi/target.js";
export type { TargetSpec } from "./targets/target.js";
export { compile, passes, type CompileHooks, type CompileResult } from "../compiler/loihi/compile.js";
export type { CompileOptions } from "../compiler/loihi/stages.js";
export { compileSpinnaker, spinnakerDefaults, type SpinnakerCompileResult } from "../compiler/spinnaker/compile.js";
export type { SpinnakerOptions } from "../compiler/spinnaker/stages.js";
export { defaultOptions } from "./families/registry.js";
export { build, type Build } from "./measure/build.js";

// The program, the one artefact
export { decodeProgram } from "./program/decode.js";
export { programDigest } from "./program/digest.js";
export { encodeProgram } from "./program/encode.js";
export { utilisation, type Utilisation } from "./program/loihi/utilisation.js";
export type { LoihiProgram, Program, SpinnakerProgram } from "./program/types.js";

// Running it
export type { ExecutionTarget, InjectedSpike, NeuronState, SpikeSink } from "./program/execution-target.js";
export { createEmulator, type EmulatorOptions } from "../emulator/loihi/emulator.js";
export { emulatorOf, utilisationOf } from "./families/of-program.js";
export { createReference, type Reference, type ReferenceOptions } from "../emulator/reference/reference.js";
export { record, type RecordOptions } from "./recording/record.js";
export { decodeRecording, encodeRecording } from "./recording/codec.js";
export { firstDivergence } from "./recording/compare.js";
export { rasterHash, type Recording } from "./recording/recording.js";

// A network in a loop with a plant
export { runClosedLoop, type LoopOptions, type LoopResult } from "./closed-loop/closed-loop.js";
export type { Acted, Plant, PlantFactory, PlantSetup, Sensed } from "./closed-loop/plant.js";

// Judging what ran
export { analyse, type AnalysisOptions } from "./analysis/analyse.js";
export type { Metrics } from "./analysis/metrics.js";
export { decide } from "./verdict/decide.js";
export type { Verdict } from "./verdict/verdict.js";
export { verify, type VerifyRequest } from "./verify/verify.js";
export type { Verification } from "./verify/verification.js";
export { decodeVerification, encodeVerification } from "./verify/codec.js";
export { sweep, type SweepRequest, type SweepRow } from "./sweep/sweep.js";
export { renderReport } from "./report/render-report.js";

// The phenomena of balance
export { experiments, experimentById } from "../phenomena/registry.js";
export { runPhenomena, type Phenomena, type PhenomenaRequest, type Phenomenon } from "../phenomena/run-phenomena.js";
export { studies } from "../phenomena/studies.js";
export type { Condition, Experiment, Quantity, Run } from "../phenomena/experiment.js";
export type { Study, StudyResult } from "../phenomena/study.js";
export { renderPhenomena } from "./report/render-phenomena.js";

// Messages
export {
  EquipoiseError,
  formatDiagnostic,
  type Diagnostic,
  type DiagnosticSink,
  type ProgressSink,
} from "./diagnostics/diagnostic.js";
export { ExitCode } from "./diagnostics/exit-codes.js";
export type { LossEntry } from "./diagnostics/loss-ledger.js";
