/**
 * The program: everything a chip is loaded with, and what is needed to read its results back in mV and pA. Programs of all families share
 * the header; the images are those of their family. program.proto is the same in protobuf; `encode.ts` / `decode.ts` convert.
 * Somebody who never had the compiler can run it.
 */
import type { LoihiProgram } from "./loihi/program.js";
import type { SpinnakerProgram } from "./spinnaker/program.js";

export type Program = LoihiProgram | SpinnakerProgram;
