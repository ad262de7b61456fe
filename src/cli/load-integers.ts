/** Integer networks as commands are given them: a folder with network.json, or that file; and the folder into which programs are dumped. */
import { statSync, type Stats } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fail } from "../diagnostics/diagnostic.js";
import { INTEGER_NETWORK } from "../diagnostics/file-kind.js";
import type { Integers } from "../interchange/integers/integers.js";
import { integersOf } from "../interchange/integers/of-program.js";
import { isIntegersText } from "../interchange/integers/read-document.js";
import { ARRAYS_FILE, NETWORK_FILE, readIntegers } from "../interchange/integers/read-integers.js";
import { writeIntegers } from "../interchange/integers/write-integers.js";
import { optionsWith } from "../options/check-options.js";
import { ON_COMMAND_LINE } from "../options/option-table.js";
import type { OptionsFor } from "../options/option-tables.js";
import type { Program } from "../program/program.js";
import { targetById } from "../targets/registry.js";
import type { TargetSpec } from "../targets/target.js";
import { compileFirst } from "./compile-first.js";
import { givenOptions, refuseForeignOptions, type CompileArguments } from "./compile-options.js";
import { readBytes } from "./files.js";
import { refuseIdleCompilerOptions, type Report } from "./obeyed-options.js";
import type { InputKind } from "./input-kind.js";
import { isProgramFile } from "./load.js";
import { OutputFolder } from "./outputs.js";
import { checkSeed } from "./program-seed.js";
import { oneTarget } from "./target-list.js";

/** Whether what is given is an integer network, by its content: a description may be JSON too. */
export function isIntegersInput(path: string): boolean {
  if (isFolder(path)) {
    if (!isFile(join(path, NETWORK_FILE)))
      fail("file-unreadable", `${path} is a folder without a ${NETWORK_FILE}`, {
        hint: "give a description, a program, or the folder of an integer network",
      });
    return true;
  }
  return path.endsWith(".json") && isFile(path) && isIntegersText(new TextDecoder().decode(readBytes(path)));
}

/** Tells by the name of a file, or by what a folder holds. */
export function kindOfInput(input: string): InputKind {
  if (isProgramFile(input)) return "program";
  return isIntegersInput(input) ? "integers" : "description";
}

/** @throws EquipoiseError as `readIntegers`, `file-unreadable` */
export function loadIntegers(path: string): Integers {
  const file = isFolder(path) ? join(path, NETWORK_FILE) : path;
  return readIntegers({
    text: new TextDecoder().decode(readBytes(file)),
    file: basename(file),
    arrays: (name) => readBytes(join(dirname(file), name)),
  });
}

/** Files that are read for an integer network, so that none of them is overwritten. */
export function filesOfIntegers(path: string): string[] {
  return isFolder(path) ? [join(path, NETWORK_FILE), join(path, ARRAYS_FILE)] : [path];
}

/**
 * Refuses an integer network where a program or another compiled file is needed; looks at nothing else.
 * @throws EquipoiseError `program-foreign`
 */
export function refuseIntegers(path: string, needed: string): void {
  const folder = isFolder(path) && isFile(join(path, NETWORK_FILE));
  if (folder || (!isFolder(path) && isIntegersInput(path)))
    fail("program-foreign", `${path} is ${INTEGER_NETWORK}, and ${needed} is needed here`, {
      hint: compileFirst(path),
    });
}

function isFolder(path: string): boolean {
  return statOf(path)?.isDirectory() ?? false;
}

function isFile(path: string): boolean {
  return statOf(path)?.isFile() ?? false;
}

/** Undefined also where the path cannot be looked at (too long, no permission): reading it says why, in a sentence. */
function statOf(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}

/**
 * The target and options of an integer network: its own, changed by what was given.
 * @throws EquipoiseError `integers-family`, `bad-option`, `board-unknown`, `profile-unknown`
 */
export function optionsOfIntegers(
  args: CompileArguments,
  integers: Integers,
  report: Report,
): { target: TargetSpec; options: OptionsFor<TargetSpec> } {
  const target = targetById(args.target === undefined ? integers.target : oneTarget(args.target));
  if (target.family !== integers.family)
    fail(
      "integers-family",
      `the integers of ${integers.name} are those of ${integers.target}, and ${target.id} is of another family of chips`,
      { hint: `leave --target out, or name one of family ${integers.family}` },
    );
  const { options, board, profile } = integers;
  // A board is one of its target's.
  const own = { ...(JSON.parse(options) as object), profile, board: target.id === integers.target ? board : undefined };
  const stated = { ...optionsWith(target, own) };
  refuseForeignOptions(args, target);
  refuseIdleCompilerOptions(args, { input: integers.name, kind: "integers" }, report);
  return { target, options: optionsWith(target, { ...stated, ...givenOptions(args) }, ON_COMMAND_LINE) };
}

/** The integers with the seed that was given, if one was. @throws EquipoiseError `seed-out-of-range` */
export function seeded(integers: Integers, seed: number | undefined): Integers {
  if (seed === undefined) return integers;
  checkSeed(seed);
  return { ...integers, seed };
}

/** The folder of `--dump`: looked at before a command begins, written at its end. */
export class Dump {
  private readonly folder: OutputFolder<string>;

  /** @throws EquipoiseError as `prepareOutputs` */
  constructor(path: string | undefined, inputs: readonly (string | undefined)[]) {
    this.folder = new OutputFolder("--dump", path, [NETWORK_FILE, ARRAYS_FILE], inputs);
  }

  /** Paths that were written. */
  get files(): readonly string[] {
    return this.folder.files;
  }

  write(program: Program): void {
    if (!this.folder.wanted) return;
    const { text, arrays } = writeIntegers(integersOf(program));
    this.folder.writePieces(ARRAYS_FILE, arrays());
    this.folder.write(NETWORK_FILE, text);
  }
}
