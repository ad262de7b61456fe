/** `equipoise export NET --to TOOL --out DIR`: the integers of a network as files that another tool runs; NIR and SONATA by their own commands. */
import { join } from "node:path";
import type { CommandModule } from "yargs";
import { fail } from "../../diagnostics/diagnostic.js";
import { ExitCode } from "../../diagnostics/exit-codes.js";
import type { ExportedFile, Exporter, ExportLoss } from "../../interchange/exporter.js";
import { exporters, exportWith } from "../../interchange/exporters.js";
import { integersOf } from "../../interchange/integers/of-program.js";
import type { Integers } from "../../interchange/integers/integers.js";
import { build } from "../../measure/build.js";
import type { Program } from "../../program/program.js";
import { npyNumbers, npzFile } from "../../recording/npz.js";
import { compileOptionsOf, withCompileOptions, type CompileArguments } from "../compile-options.js";
import { writePieces, writeWhole } from "../files.js";
import { filesOfIntegers, isIntegersInput, loadIntegers, seeded } from "../load-integers.js";
import { isProgramFile, loadNetworkDescription, loadProgram } from "../load.js";
import { refuseIdleCompilerOptions } from "../obeyed-options.js";
import { prepareOutputs } from "../outputs.js";
import { oneTarget } from "../target-list.js";
import { targetById } from "../../targets/registry.js";
import { stepsOfOption } from "../steps-of-option.js";
import { formatTable } from "../table.js";
import { Terminal } from "../terminal.js";
import { writeProgram } from "../write-program.js";
import { timeOption } from "../time-option.js";

interface Arguments extends CompileArguments {
  network: string;
  to: string;
  out: string;
  losses?: string;
  strict: boolean;
  seed?: number;
  duration?: number;
  json: boolean;
  quiet: boolean;
}

/** Beside what the exporter writes: the program whose run is compared with the other tool's, and what was lost. */
const PROGRAM = "program.eqp";
const LOSSES = "losses.json";

/** What is written from the described network, in its units. */
const DESCRIBED = ["nir", "sonata"] as const;

export const exportCommand: CommandModule<object, Arguments> = {
  builder: (argv) =>
    withCompileOptions(argv)
      .positional("network", {
        type: "string",
        describe: "description (YAML, JSON), program (.eqp) or integer network (its folder)",
      })
      .option("to", {
        choices: [...exporters.map(({ id }) => id), ...DESCRIBED],
        demandOption: true,
        describe: [
          ...exporters.map(({ id, describe }) => `${id}: ${describe}`),
          "nir, sonata: as `nir export` and `sonata export`, every synapse in float64, or as --target has it",
        ].join("; "),
      })
      .option("out", {
        alias: "o",
        type: "string",
        demandOption: true,
        describe: "folder for the files; for NIR, the file",
      })
      .option("losses", { type: "string", describe: "NIR: file for the list of what it could not carry (JSON)" })
      .option("strict", {
        type: "boolean",
        default: false,
        describe: "exit code 1 where anything could not be carried",
      })
      .option("seed", { type: "number", describe: "instead of the description's seed" })
      .option(
        "duration",
        timeOption("duration", "ms", { describe: "length of the run, instead of the description's" }),
      ) as never,
  async handler(args) {
    if (args.to === "nir") return (await import("./nir/export.js")).exportNirCommand.handler(args);
    if (args.losses !== undefined)
      fail("bad-option", `--losses is of NIR, and ${args.to} has ${LOSSES} in its folder`, { hint: "leave it out" });
    if (args.to === "sonata") return (await import("./sonata/export.js")).exportSonataCommand.handler(args);
    const terminal = new Terminal(args);
    const exporter = exporters.find(({ id }) => id === args.to)!;
    const at = (name: string) => join(args.out, name);
    prepareOutputs(
      [...exporter.fileNames, PROGRAM, LOSSES].map((name) => ({ option: "--out", path: at(name) })),
      isIntegersInput(args.network) ? filesOfIntegers(args.network) : [args.network],
    );
    const { integers, program } = integersFor(args, exporter, terminal);
    const { files, losses, command } = exportWith(exporter, integers);
    for (const file of files) writeFile(at(file.name), file);
    if (program !== null) writeProgram(at(PROGRAM), program);
    writeWhole(at(LOSSES), `${JSON.stringify(losses, null, 2)}\n`);
    if (args.strict && losses.length > 0) process.exitCode = ExitCode.badInput;
    const names = [...files.map(({ name }) => name), ...(program === null ? [] : [PROGRAM]), LOSSES];
    if (args.json) return terminal.printJson({ folder: args.out, files: names, command, losses });
    terminal.print(`${args.out}: ${names.join(", ")}`);
    terminal.print(`run it there with: ${command}`);
    printLosses(terminal, losses);
  },
};

/** @returns the program where it was compiled here, and is not yet a file */
function integersFor(
  args: Arguments,
  exporter: Exporter,
  terminal: Terminal,
): { integers: Integers; program: Program | null } {
  if (isProgramFile(args.network) || isIntegersInput(args.network))
    return { integers: compiledIntegers(args, terminal), program: null };
  const wanted = targetById(args.target === undefined ? exporter.target : oneTarget(args.target));
  if (wanted.family !== exporter.family)
    fail(
      "target-family",
      `${exporter.id} takes networks of the ${exporter.family} family, and ${wanted.id} is of another`,
      {
        hint: `leave --target out, or give --target ${exporter.target}`,
      },
    );
  const { target, options } = compileOptionsOf({ ...exporter.options, ...definedOf(args) }, exporter.target);
  const description = loadNetworkDescription(args.network, terminal, { seed: args.seed, duration: args.duration });
  try {
    const { compiled } = build(description, target, options, {
      report: terminal.report,
      progress: terminal.progress,
      releases: true,
      work: "program",
      destination: exporter.destination,
    });
    return { integers: integersOf(compiled.program), program: compiled.program };
  } finally {
    terminal.clearBar();
  }
}

/** Of a program or an integer network: nothing is compiled, so that no compiler option has a meaning. */
function compiledIntegers(args: Arguments, terminal: Terminal): Integers {
  const { network, duration, seed } = args;
  refuseIdleCompilerOptions(args, { input: network, kind: "program" }, terminal.report);
  const integers = seeded(
    isProgramFile(network) ? integersOf(loadProgram(network).program) : loadIntegers(network),
    seed,
  );
  return {
    ...integers,
    steps: duration === undefined ? integers.steps : stepsOfOption(terminal, "--duration", duration, integers.dt),
  };
}

/** Without options that were not given, so that they do not hide the exporter's. */
function definedOf<T extends object>(args: T): T {
  return Object.fromEntries(Object.entries(args).filter(([, value]) => value !== undefined)) as T;
}

function writeFile(path: string, file: ExportedFile): void {
  if ("text" in file) writeWhole(path, file.text);
  else writePieces(path, npzFile(file.arrays.map(({ name, values }) => npyNumbers(name, values))));
}

function printLosses(terminal: Terminal, losses: readonly ExportLoss[]): void {
  if (losses.length === 0)
    return terminal.print("everything was carried: its spikes, u and v are those of this program");
  terminal.print("\nwhat could not be carried");
  terminal.print(
    formatTable(
      ["what", "where"],
      losses.map(({ what, where }) => [what, where]),
      { below: losses.map(({ note }) => note) },
    ),
  );
}
