/** `equipoise verify NET`: does the balance survive on this chip? */
import type { CommandModule } from "yargs";
import { encodeRecording } from "../../recording/codec.js";
import { renderReport } from "../../report/render-report.js";
import { encodeVerification } from "../../verify/codec.js";
import { RUN_OVERFLOWED } from "../../families/run-loss-warnings.js";
import { verify } from "../../verify/verify.js";
import { boardLine, SIMULATED_NAMES } from "../board-line.js";
import { commandLine } from "../command-line.js";
import { compileOptionsOf, withCompileOptions, type CompileArguments } from "../compile-options.js";
import { fail } from "../../diagnostics/diagnostic.js";
import type { Integers } from "../../interchange/integers/integers.js";
import { loadNetworkDescription } from "../load.js";
import { filesOfIntegers, isIntegersInput, loadIntegers, optionsOfIntegers } from "../load-integers.js";
import { refuseIdleOptions } from "../obeyed-options.js";
import { OutputFolder } from "../outputs.js";
import { printVerification, verificationSummary } from "../print-verification.js";
import { describeSeedNote, seedPlanOf, seedsOfPlan, withSeeds, type SeedArguments } from "../seed-options.js";
import { compileOptionsOnBoard } from "../target-on-board.js";
import { Terminal } from "../terminal.js";
import { verifyOnBoard } from "../verify-on-board.js";
import { BAUD_OPTION } from "./board/options.js";

interface Arguments extends CompileArguments, SeedArguments {
  network: string;
  against?: string;
  attribution: "auto" | "always" | "never";
  on?: string;
  baud?: number;
  out?: string;
  all: boolean;
  json: boolean;
  quiet: boolean;
}

/** null of a description. */
function integersGiven({ network, against, attribution, on }: Arguments): Integers | null {
  const given = isIntegersInput(network);
  if (given !== (against !== undefined))
    fail(
      "bad-option",
      given
        ? `${network} is an integer network, and says not what it should do`
        : `--against ${against} is for integer networks, and ${network} is none`,
      { hint: given ? "add --against DESCRIPTION" : "leave --against out" },
    );
  if (!given) return null;
  if (attribution === "always" || on !== undefined)
    fail("bad-option", `${on === undefined ? "--attribution always" : "--on"} is not for integer networks`, {
      hint:
        on === undefined ? "what quantized them is not known: leave it out" : "compile it, and use `board lockstep`",
    });
  return loadIntegers(network);
}

export const verifyCommand: CommandModule<object, Arguments> = {
  builder: (argv) =>
    withSeeds(withCompileOptions(argv))
      .positional("network", {
        type: "string",
        describe: "description, YAML or JSON, or an integer network (its folder or network.json) with --against",
      })
      .option("against", {
        type: "string",
        describe:
          "description of what the integer network should do: it runs on the float side, with the same populations",
      })
      .option("attribution", {
        type: "string",
        choices: ["auto", "always", "never"] as const,
        default: "auto" as const,
        describe: "also run with one thing quantized at a time; auto: where the balance does not survive",
      })
      .option("all", {
        type: "boolean",
        default: false,
        describe: "print every metric, every cause and the ledger, not only what is outside or undecided",
      })
      .option("on", {
        type: "string",
        describe: `a board that must give the emulator's spikes for every seed: ${SIMULATED_NAMES}, board:/dev/ttyUSB1 or board:tcp:HOST:PORT`,
      })
      .option("baud", BAUD_OPTION)
      .option("out", {
        alias: "o",
        type: "string",
        describe: "folder for report.html, verification.eqv and the recordings of the first seed",
      })
      .epilogue(
        "Exit code: 0 survives, 2 drifts, 3 breaks, 4 inconclusive or not balanced to begin with; 1 bad input, 5 does not fit the target, 6 trouble with a board.",
      ) as never,
  async handler(args) {
    const terminal = new Terminal(args);
    const plan = seedPlanOf(args);
    const out = new OutputFolder(
      "--out",
      args.out,
      ["report.html", "verification.eqv", "reference.eqr", "target.eqr"],
      [...filesOfIntegers(args.network), args.against],
    );
    refuseIdleOptions(args, { ...args, input: args.network, kind: "description" }, terminal.report);
    const line = args.on === undefined ? null : boardLine(args.on, args.baud);
    const integers = integersGiven(args);
    const { target, options } =
      integers === null
        ? line === null
          ? compileOptionsOf(args)
          : await compileOptionsOnBoard(args, line)
        : optionsOfIntegers(args, integers, terminal.report);
    const file = args.against ?? args.network;
    const description = loadNetworkDescription(file, terminal, { duration: args.duration, seed: args.seed });
    const verification = await verify({
      description,
      ...(integers === null ? {} : { integers }),
      file: args.network,
      command: commandLine(),
      target,
      options,
      seeds: seedsOfPlan(plan, description.seed),
      plan,
      jobs: args.jobs,
      attribution: args.attribution,
      progress: terminal.progress,
      note: (note) => terminal.log(describeSeedNote(note)),
      report: (d) => d.code !== RUN_OVERFLOWED && terminal.report(d),
    });
    const onBoard =
      line === null
        ? null
        : {
            name: line.name,
            spikes: await verifyOnBoard(verification, description, target, options, line, terminal.progress),
          };
    const { files } = out;
    if (out.wanted) {
      out.write("report.html", renderReport(verification));
      out.write("verification.eqv", encodeVerification(verification));
      out.write("reference.eqr", encodeRecording(verification.detail.reference));
      out.write("target.eqr", encodeRecording(verification.detail.target));
    }
    terminal.clearBar();
    if (args.json) terminal.printJson({ ...verificationSummary(verification), board: onBoard, files });
    else {
      printVerification(terminal, verification, { all: args.all });
      if (onBoard !== null)
        terminal.print(
          `\nOn ${onBoard.name} too: all ${onBoard.spikes.toLocaleString("en")} spikes of every seed are the emulator's.`,
        );
      if (files.length > 0) terminal.print(`\n${files.join("\n")}`);
      else terminal.print("\n--out DIR writes the report and keeps the recordings");
    }
    // Last, where it is read: what was lost while running.
    verification.diagnostics.filter(({ code }) => code === RUN_OVERFLOWED).forEach(terminal.report);
    process.exitCode = verification.verdict.exitCode;
  },
};
