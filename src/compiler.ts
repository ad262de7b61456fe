/**
 * From a description to a program, in Node and in a page of a browser alike: nothing here reads files, starts threads or asks for Node.
 * What a program does is run by emulator.ts; what the place offers, memory and a faster hash, is given with `useEnvironment`.
 */

// Descriptions and networks
export { parseDescription, type LoadedDescription, type ReadFile } from "./description/load-description.js";
export { starterTemplates, type StarterTemplate } from "./description/templates.js";
export type { NetworkDescription } from "./description/types.js";
export { drawNetwork } from "./network/draw-network.js";
export type { Network } from "./network/types.js";

// Theory
export { meanFieldOf, type MeanFieldModel } from "./theory/mean-field-model.js";
export { predictRates, type Prediction } from "./theory/finite-k.js";

// Chips and the compiler
export { allTargets, boardOf, profileOf, targetById } from "./targets/registry.js";
export type { SpinnakerTarget } from "./targets/spinnaker/target.js";
export type { LoihiTarget, TargetSpec } from "./targets/target.js";
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
export { utilisationOf } from "./families/of-program.js";
export { version } from "./program/version.js";

// The place where it runs
export { useEnvironment, type Environment } from "./environment/environment.js";

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
