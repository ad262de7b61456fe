/** Types that the doors compiler, emulator and bridge take and give: networks, programs, recordings, messages. */
export type { ConductanceMetrics } from "./analysis/metrics.js";
export type {
  CurrentVariable,
  PopulationRange,
  Probe,
  ProbeVariable,
  RecordedVariable,
  ProbedStateVariable,
} from "./description/probe.js";
export type { DescribedObject, ObjectPlaces } from "./description/object-places.js";
export type { ObjectPlace, Place, Severity, TextPlace } from "./diagnostics/diagnostic.js";
export type { CompileLossKind, RunLossKind } from "./diagnostics/loss-kinds.js";
export type { LossEntry, RunLoss } from "./diagnostics/loss-ledger.js";
export type { CounterMeaning } from "./diagnostics/run-counters.js";
export type { MachineMemory, Sha256, Thread, ThreadListener } from "./environment/environment.js";
export type { ExchangeLayout, OpenExchange, SlicePlaces } from "./environment/slice-places.js";
export type {
  MembraneParameter,
  ModelParameters,
  ModelState,
  ModelUnit,
  NeuronModel,
  NeuronModels,
  ParameterSpec,
  PynnModel,
  ReadParameter,
  SynapseKind,
} from "./models/neuron-model.js";
export type {
  CurrentInput,
  Network,
  NoiseInput,
  PerNeuron,
  Population,
  Projection,
  RoundedTimes,
  SpikeSource,
  StateTruncation,
} from "./network/types.js";
export type { ExecutionTarget, InjectedSpike, NeuronState, SpikeSink } from "./program/execution-target.js";
export type { ChipUtilisation, CoreUtilisation, Use } from "./program/loihi/utilisation.js";
export type { Kiss64Seed } from "./numerics/mars-kiss.js";
export type { RegisterLosses } from "./program/run-losses.js";
export type {
  NeuronModel as SpinnakerNeuronModel,
  NeuronParameters as SpinnakerNeuronParameters,
  OffsetChange,
  PoissonImage,
  Rounding as SpinnakerRounding,
  SpinnakerCore,
  SynapticBlock,
  WordLayout,
} from "./program/spinnaker/machine-image.js";
export type { RoutingTable, SenderKeys, SpinnakerMapping } from "./program/spinnaker/mapping.js";
export type {
  IntegersHeader,
  NeuronSeats,
  SynapseRows as IntegerSynapseRows,
} from "./interchange/integers/integers-header.js";
export type {
  LoihiIntegers,
  LoihiRegisters,
  LoihiSeat,
  LoihiSynapseRows,
} from "./interchange/integers/loihi-integers.js";
export type {
  SpinnakerIntegerPopulation,
  SpinnakerIntegers,
  SpinnakerSeat,
  SpinnakerSynapseRows,
} from "./interchange/integers/spinnaker-integers.js";
export type { InputPort, ProgramHeader, ProgramPopulation, SourceMapEntry } from "./program/header.js";
export type {
  BiasChange,
  CompartmentProfile,
  CoreImage,
  CoreNoise,
  InputRouting,
  LoihiProgram,
  Readback,
  SignMode,
  SynapseFormat,
  SynapseGroup,
} from "./program/loihi/program.js";
export type { Program } from "./program/program.js";
export type { SpinnakerProgram } from "./program/spinnaker/program.js";
export type { RecordedProbe } from "./recording/recorded-probe.js";
export type { RecordedPopulation } from "./recording/recording.js";
export type { Readout, StateProbe } from "./recording/state-probe.js";
export type { BoardSpec, ImageSpace, Limit } from "./targets/limit.js";
export type {
  BoardAccumulator,
  LoihiImageSpace,
  LoihiProfile,
  LoihiProfileSpec,
  LoihiTarget,
} from "./targets/loihi/target.js";
export type { HistogramBin, LogHistogram } from "./numerics/log-histogram.js";
