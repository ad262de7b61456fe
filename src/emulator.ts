/**
 * Programs and networks that run, and what they did, in Node and in a page of a browser alike: nothing here reads files or asks for Node.
 * An emulator runs in one thread unless the environment starts others (`useEnvironment`); the spikes are the same.
 */

// Running it
export type { ExecutionTarget, InjectedSpike, NeuronState, SpikeSink } from "./program/execution-target.js";
export { createEmulator, type EmulatorOptions } from "../emulator/loihi/emulator.js";
export { emulatorOf, utilisationOf } from "./families/of-program.js";
export { createReference, type Reference, type ReferenceOptions } from "../emulator/reference/reference.js";

// The program that runs
export { decodeProgram } from "./program/decode.js";
export { programDigest } from "./program/digest.js";
export type { LoihiProgram, Program, SpinnakerProgram } from "./program/types.js";

// What it did
export { record, type RecordOptions } from "./recording/record.js";
export { decodeRecording, encodeRecording } from "./recording/codec.js";
export { firstDivergence } from "./recording/compare.js";
export { rasterHash, type Recording } from "./recording/recording.js";
export { analyse, type AnalysisOptions } from "./analysis/analyse.js";
export type { Metrics } from "./analysis/metrics.js";

// A network in a loop with a plant
export { runClosedLoop, type LoopOptions, type LoopResult } from "./closed-loop/closed-loop.js";
export type { Acted, Plant, PlantFactory, PlantSetup, Sensed } from "./closed-loop/plant.js";

// The place where it runs
export { useEnvironment, type Environment } from "./environment/environment.js";

// Messages
export { EquipoiseError, formatDiagnostic, type Diagnostic } from "./diagnostics/diagnostic.js";
export { ExitCode } from "./diagnostics/exit-codes.js";

// Types that the functions above take and give
export type {
  ConductanceMetrics,
  CorrelationMetrics,
  CurrentMetrics,
  Distribution,
  PopulationMetrics,
  RhythmMetrics,
} from "./analysis/metrics.js";
export type {
  MembraneParameter,
  ModelParameters,
  ModelUnit,
  NeuronModel,
  NeuronModels,
  ParameterSpec,
  PynnModel,
  ReadParameter,
  StateVariable,
  SynapseKind,
} from "./models/neuron-model.js";
export type { Arrivals } from "../emulator/reference/arrivals.js";
export type { PopulationUpdate } from "../emulator/reference/population-update.js";
export type { CreateUpdate, PopulationUpdates } from "../emulator/reference/population-updates.js";
export type { ObjectPlace, Place, ProgressSink, Severity, TextPlace } from "./diagnostics/diagnostic.js";
export type { LossEntry, LossKind, RunLoss } from "./diagnostics/loss-ledger.js";
export type { MachineMemory, Sha256, Thread, ThreadListener } from "./environment/environment.js";
export type {
  CurrentInput,
  Network,
  NoiseInput,
  PerNeuron,
  Population,
  Projection,
  RoundedTimes,
  SpikeSource,
} from "./network/types.js";
export type { ChipUtilisation, CoreUtilisation, Use, Utilisation } from "./program/loihi/utilisation.js";
export type { RegisterLosses } from "./program/run-losses.js";
export type {
  NeuronModel as SpinnakerNeuronModel,
  NeuronParameters as SpinnakerNeuronParameters,
  OffsetChange,
  Rounding as SpinnakerRounding,
  SpinnakerCore,
  SynapticBlock,
  WordLayout,
} from "./program/spinnaker/machine-image.js";
export type { RoutingTable, SenderKeys, SpinnakerMapping } from "./program/spinnaker/mapping.js";
export type {
  BiasChange,
  CompartmentProfile,
  CoreImage,
  CoreNoise,
  InputPort,
  InputRouting,
  ProgramHeader,
  ProgramPopulation,
  Readback,
  SignMode,
  SourceMapEntry,
  SynapseFormat,
  SynapseGroup,
} from "./program/types.js";
export type { Divergence } from "./recording/compare.js";
export type { RecordedPopulation, Traces } from "./recording/recording.js";
export type { BoardSpec, ImageSpace, Limit } from "./targets/limit.js";
export type { LoihiProfile, LoihiProfileSpec, LoihiTarget } from "./targets/loihi/target.js";
export type {
  Arena,
  ArenaLayout,
  ArenaMemory,
  ArrayKind,
  ArraySpec,
  ArraySpecs,
  ArraysOf,
} from "../emulator/common/arena.js";
export type { Kernel as LoihiKernel, KernelFactory as LoihiKernelFactory } from "../emulator/loihi/kernel/kernel.js";
export type {
  KernelArithmetic as LoihiKernelArithmetic,
  KernelPlan as LoihiKernelPlan,
} from "../emulator/loihi/kernel/kernel-plan.js";
export type { KernelState as LoihiKernelState } from "../emulator/loihi/kernel/neuron-arrays.js";
export type { PortPlan } from "../emulator/loihi/kernel/port-plan.js";
export type { Stage as SynapseStage, SynapseRows } from "../emulator/loihi/kernel/synapse-rows.js";
export type { Code } from "./diagnostics/codes.js";
export type { CompileLossKind, RunLossKind } from "./diagnostics/loss-kinds.js";
export type { CounterMeaning, LossCounter } from "./diagnostics/run-counters.js";
