/**
 * Programs and networks that run, and what they did, in Node and in a page of a browser alike: nothing here reads files or asks for Node.
 * An emulator runs in one thread unless the environment starts others (`useEnvironment`); the spikes are the same.
 */

// Running it
export { createEmulator, type EmulatorOptions } from "../emulator/loihi/emulator.js";
export { emulatorOf, utilisationOf } from "./families/of-program.js";
export {
  createReference,
  startReference,
  type Reference,
  type ReferenceOptions,
  type StartReferenceOptions,
} from "../emulator/reference/reference.js";

// The program that runs
export { decodeProgram } from "./program/decode.js";
export { programDigest } from "./program/digest.js";

// What it did
export { record, type RecordOptions } from "./recording/record.js";
export { decodeRecording, encodeRecording } from "./recording/codec.js";
export { firstDivergence } from "./recording/compare.js";
export { rasterHash, type Recording } from "./recording/recording.js";
export { analyse, type AnalysisOptions } from "./analysis/analyse.js";
export type { Metrics } from "./analysis/metrics.js";

// A network in a loop with a plant
export { runClosedLoop, type LoopOptions, type LoopResult } from "./closed-loop/closed-loop.js";
export {
  LoopSchedule,
  type BlockTimes,
  type LatePolicy,
  type LoopScheduleOptions,
  type LoopScheduleReport,
} from "./closed-loop/real-time.js";
export { connectPlant, type PlantLine, type RemotePlantOptions } from "./closed-loop/remote-plant.js";
export type { Acted, Plant, PlantFactory, PlantPart, PlantSetup, PlantSummary, Sensed } from "./closed-loop/plant.js";

// The place where it runs
export { useEnvironment, type Environment } from "./environment/environment.js";

// Messages
export { EquipoiseError, formatDiagnostic, type Diagnostic } from "./diagnostics/diagnostic.js";
export { ExitCode } from "./diagnostics/exit-codes.js";

// Types that the functions above take and give
export type {
  CorrelationMetrics,
  CurrentMetrics,
  Distribution,
  PopulationMetrics,
  RhythmMetrics,
} from "./analysis/metrics.js";
export type { Arrivals } from "../emulator/reference/arrivals.js";
export type { PopulationUpdate } from "../emulator/reference/population-update.js";
export type { CreateUpdate, PopulationUpdates } from "../emulator/reference/population-updates.js";
export type { ProgressSink } from "./diagnostics/diagnostic.js";
export type { LossKind } from "./diagnostics/loss-ledger.js";
export type { Utilisation } from "./program/loihi/utilisation.js";
export type { Divergence } from "./recording/compare.js";
export type {
  Arena,
  ArenaLayout,
  ArenaMemory,
  ArrayKind,
  ArraySpec,
  ArraySpecs,
  ArraysOf,
} from "../emulator/common/arena.js";
export type { AllocateFloat64 } from "../emulator/reference/allocate.js";
export type { KernelName as ReferenceKernelName } from "../emulator/reference/kernel/kernel.js";
export type { UniformDraw } from "./network/source-player.js";
export type { PoissonTable } from "./numerics/poisson-table.js";
export type { Kernel as LoihiKernel, KernelFactory as LoihiKernelFactory } from "../emulator/loihi/kernel/kernel.js";
export type {
  KernelArithmetic as LoihiKernelArithmetic,
  DrawnPort as LoihiDrawnPort,
  KernelPlan as LoihiKernelPlan,
} from "../emulator/loihi/kernel/kernel-plan.js";
export type { KernelState as LoihiKernelState } from "../emulator/loihi/kernel/neuron-arrays.js";
export type { PortPlan } from "../emulator/loihi/kernel/port-plan.js";
export type { Stage as SynapseStage, SynapseRows } from "../emulator/loihi/kernel/synapse-rows.js";
export type { Code } from "./diagnostics/codes.js";
export type { LossCounter } from "./diagnostics/run-counters.js";
export type * from "./shared-types.js";
