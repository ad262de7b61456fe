/** `equipoise compile NET`: description → program file. */
import type { CommandModule } from "yargs";
import { Stopped } from "../../../compiler/common/run-passes.js";
import { counted } from "../../diagnostics/counted.js";
import { fail } from "../../diagnostics/diagnostic.js";
import { describeForecast, forecastRun } from "../../measure/forecast/forecast-run.js";
import { build, type BuildHooks } from "../../measure/build.js";
import { programWork } from "../../measure/forecast/program-work.js";
import type { RunWork } from "../../measure/forecast/run-work.js";
import { familyOf } from "../../families/registry.js";
import type { CompiledNetwork, Family } from "../../families/family.js";
import { compileIntegers } from "../../families/of-integers.js";
import { loihiFamily } from "../../families/loihi/family.js";
import { spinnakerFamily } from "../../families/spinnaker/family.js";
import { describeRealTime } from "../../families/real-time.js";
import { programFileOf } from "../compile-first.js";
import { compileOptionsOf, withCompileOptions, type CompileArguments } from "../compile-options.js";
import { describeStage } from "../describe-stage.js";
import { loadNetworkDescription } from "../load.js";
import { Dump, filesOfIntegers, isIntegersInput, loadIntegers, optionsOfIntegers, seeded } from "../load-integers.js";
import { prepareOutputs } from "../outputs.js";
import { PassTimer } from "../pass-timer.js";
import { writeProgram } from "../write-program.js";
import { printLedger } from "../print-ledger.js";
import { formatTable } from "../table.js";
import { Terminal } from "../terminal.js";
import { noteUnplayed } from "../unplayed-inputs.js";

interface Arguments extends CompileArguments {
  network: string;
  out?: string;
  dump?: string;
  seed?: number;
  printAfter?: string;
  stopAfter?: string;
  timePasses: boolean;
  json: boolean;
  quiet: boolean;
}

/** Of every family; a pass that the target's family does not have is refused when it is known. */
const passNames = [...new Set([...loihiFamily.passes, ...spinnakerFamily.passes].map((p) => p.name))];

function passList({ passes }: Pick<Family, "passes">): string {
  return passes.map((p) => `  ${p.name.padEnd(10)} ${p.summary}`).join("\n");
}

function compiledIntegers(...of: Parameters<typeof compileIntegers>): {
  readonly compiled: CompiledNetwork;
  readonly work: RunWork | null;
} {
  const compiled = compileIntegers(...of);
  return { compiled, work: programWork(compiled.program) };
}

export const compileCommand: CommandModule<object, Arguments> = {
  builder: (argv) =>
    withCompileOptions(argv)
      .positional("network", {
        type: "string",
        describe: "description, YAML or JSON, or an integer network: its folder or network.json",
      })
      .option("out", {
        alias: "o",
        type: "string",
        describe: "program file; default: the description's name with .eqp",
      })
      .option("dump", {
        type: "string",
        describe: "write the program's integers into this folder too: network.json and arrays.npz (docs/integers.md)",
      })
      .option("seed", { type: "number", describe: "instead of the description's seed" })
      .option("print-after", { type: "string", choices: passNames, describe: "print what this pass made" })
      .option("stop-after", {
        type: "string",
        choices: passNames,
        describe: "stop after this pass; no file is written",
      })
      .option("time-passes", { type: "boolean", default: false, describe: "print the time each pass took" })
      .epilogue(
        `Passes for Loihi-style targets, in order:\n${passList(loihiFamily)}\n\nfor SpiNNaker-style targets:\n${passList(spinnakerFamily)}`,
      ) as never,
  handler(args) {
    const terminal = new Terminal(args);
    const out = args.out ?? programFileOf(args.network.replace(/\.(ya?ml|json)$/i, ""));
    const inIntegers = isIntegersInput(args.network);
    const inputs = inIntegers ? filesOfIntegers(args.network) : [args.network];
    if (args.stopAfter === undefined) prepareOutputs([{ option: "--out", path: out }], inputs);
    const dump = new Dump(args.dump, inputs);
    const integers = inIntegers ? loadIntegers(args.network) : null;
    const { target, options } =
      integers === null ? compileOptionsOf(args) : optionsOfIntegers(args, integers, terminal.report);
    const { seed } = args;
    const description = integers === null ? loadNetworkDescription(args.network, terminal, { seed }) : null;
    for (const name of [args.printAfter, args.stopAfter]) {
      const { passes } = familyOf(target);
      if (name !== undefined && !passes.some((p) => p.name === name))
        fail("bad-option", `${target.id} has no pass \`${name}\``, {
          hint: `choose one of ${passes.map((p) => p.name).join(", ")}`,
        });
    }
    const timer = new PassTimer();
    const stage = (name: string, value: unknown) => {
      timer.after(name);
      if (args.printAfter === name) terminal.print(describeStage(name, value));
    };
    // What is printed, or what it stopped at, is the drawn network as well.
    const releases = args.printAfter === undefined && args.stopAfter === undefined;
    try {
      const hooks: BuildHooks = {
        report: terminal.report,
        progress: terminal.progress,
        beforePass: (name) => timer.before(name),
        afterPass: stage,
        stopAfter: args.stopAfter,
        releases,
        work: releases ? "program" : "compile",
      };
      const { compiled, work } =
        description === null
          ? compiledIntegers(seeded(integers!, seed), target, options, hooks)
          : build(description, target, options, hooks);
      const { program } = compiled;
      const { digest, bytes } = writeProgram(out, program);
      dump.write(program);
      noteUnplayed(program.inputs, terminal.report);
      const use = compiled.utilisation();
      const emulation = work === null ? null : forecastRun(work);
      if (args.json)
        return terminal.printJson({
          program: out,
          digest,
          bytes,
          cores: use.cores.length,
          chips: use.chips.length,
          image: compiled.imageUse,
          realTime: compiled.realTime,
          emulation,
          ledger: program.ledger,
          ...(args.dump === undefined ? {} : { dump: dump.files }),
        });
      terminal.print(
        `${out}: ${counted(use.cores.length, "core")} on ${counted(use.chips.length, "chip")} of ${options.board}, digest ${digest}`,
      );
      const { imageUse } = compiled;
      if (imageUse !== null)
        terminal.print(
          `memory image: ${imageUse.used.toLocaleString("en")} of ${imageUse.max.toLocaleString("en")} ${imageUse.what}`,
        );
      terminal.print(describeRealTime(target.id, compiled.realTime));
      if (emulation !== null) terminal.print(describeForecast(emulation, program.steps * program.dt));
      printLedger(terminal, program.ledger);
      if (dump.files.length > 0) terminal.print(`\n${dump.files.join("\n")}`);
    } catch (error) {
      if (!(error instanceof Stopped)) throw error;
      terminal.log(`stopped after ${error.pass}; no program was written`);
    } finally {
      terminal.clearBar();
      if (args.timePasses) terminal.print(formatTable(["pass", "ms"], timer.rows()));
    }
  },
};
