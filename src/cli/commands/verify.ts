/** `equipoise verify NET`: does the balance survive on this chip? */
import { availableParallelism } from "node:os";
import { join } from "node:path";
import type { CommandModule } from "yargs";
import { fail } from "../../diagnostics/diagnostic.js";
import { encodeRecording } from "../../recording/codec.js";
import { renderReport } from "../../report/render-report.js";
import { encodeVerification } from "../../verify/codec.js";
import { verify } from "../../verify/verify.js";
import { commandLine } from "../command-line.js";
import { compileOptionsOf, withCompileOptions, type CompileArguments } from "../compile-options.js";
import { writeWhole } from "../files.js";
import { loadNetworkDescription } from "../load.js";
import { printVerification, verificationSummary } from "../print-verification.js";
import { Terminal } from "../terminal.js";

interface Arguments extends CompileArguments {
  network: string;
  seeds: number;
  seed?: number;
  duration?: number;
  attribution: "auto" | "always" | "never";
  jobs: number;
  out?: string;
  json: boolean;
  quiet: boolean;
}

export const verifyCommand: CommandModule<object, Arguments> = {
  command: "verify <network>",
  describe: "compile, run beside the float64 reference over several seeds, and judge whether the balance survives",
  builder: (argv) =>
    withCompileOptions(argv)
      .positional("network", { type: "string", describe: "description, YAML or JSON" })
      .option("seeds", { type: "number", default: 3, describe: "how many seeds; each draws another network" })
      .option("seed", { type: "number", describe: "first seed, instead of the description's" })
      .option("duration", { type: "number", describe: "ms of every run, burn-in included" })
      .option("attribution", {
        type: "string",
        choices: ["auto", "always", "never"] as const,
        default: "auto" as const,
        describe: "also run with one thing quantized at a time; auto: where the balance does not survive",
      })
      .option("jobs", { type: "number", default: availableParallelism(), describe: "seeds that run at the same time" })
      .option("out", { alias: "o", type: "string", describe: "folder for report.html, verification.eqv and the recordings of the first seed" })
      .epilogue("Exit code: 0 survives, 2 drifts, 3 breaks, 4 inconclusive; 1 bad input, 5 does not fit the target.") as never,
  async handler(args) {
    const terminal = new Terminal(args);
    for (const [name, value, max] of [["seeds", args.seeds, 1000], ["jobs", args.jobs, 256]] as const)
      if (!Number.isInteger(value) || value < 1 || value > max) fail("bad-option", `--${name} ${value} is not a whole number from 1 to ${max}`);
    const { target, options } = compileOptionsOf(args);
    const description = loadNetworkDescription(args.network, terminal, { duration: args.duration, seed: args.seed });
    const seeds = Array.from({ length: args.seeds }, (_, k) => description.seed + k);
    const verification = await verify({
      description,
      file: args.network,
      command: commandLine(),
      target,
      options,
      seeds,
      jobs: args.jobs,
      attribution: args.attribution,
      progress: terminal.progress,
      report: terminal.report,
    });
    const files: string[] = [];
    if (args.out !== undefined) {
      const write = (name: string, content: Uint8Array | string) => {
        const path = join(args.out!, name);
        writeWhole(path, content);
        files.push(path);
      };
      write("report.html", renderReport(verification));
      write("verification.eqv", encodeVerification(verification));
      write("reference.eqr", encodeRecording(verification.detail.reference));
      write("target.eqr", encodeRecording(verification.detail.target));
    }
    terminal.clearBar();
    if (args.json) terminal.printJson({ ...verificationSummary(verification), files });
    else {
      printVerification(terminal, verification);
      if (files.length > 0) terminal.print(`\n${files.join("\n")}`);
      else terminal.log("--out DIR writes the report and keeps the recordings");
    }
    process.exitCode = verification.verdict.exitCode;
  },
};
