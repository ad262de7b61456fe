/** Every kind of input that is fuzzed. */
import type { FuzzFormat } from "./format.js";
import { arrays } from "./formats/arrays.js";
import { checkpoint } from "./formats/checkpoint.js";
import { description } from "./formats/description.js";
import { integers } from "./formats/integers.js";
import { nir } from "./formats/nir.js";
import { program } from "./formats/program.js";
import { recording } from "./formats/recording.js";
import { sonata } from "./formats/sonata.js";
import { verification } from "./formats/verification.js";
import { wire } from "./formats/wire.js";

export const FORMATS: readonly FuzzFormat[] = [
  ...[description, program, recording, checkpoint, verification],
  ...[wire, arrays, integers, nir, sonata],
];
