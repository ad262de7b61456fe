/** `equipoise compare-targets NET --target A,B`: the verdict on several chips, side by side. */
import type { CommandModule } from "yargs";
import { counted } from "../../diagnostics/counted.js";
import { renderComparison } from "../../report/render-comparison.js";
import { renderReport } from "../../report/render-report.js";
import { allTargets, targetById } from "../../targets/registry.js";
import { verdictTitle } from "../../verdict/verdict.js";
import { lossBeside } from "../../verify/loss-finding.js";
import type { Verification } from "../../verify/verification.js";
import { RUN_OVERFLOWED } from "../../families/run-loss-warnings.js";
import { verifyTogether, type VerifyRequest } from "../../verify/verify.js";
import { commandLine } from "../command-line.js";
import { familyOptionsOf, withFamilyOptions } from "../compile-options.js";
import { effectText, marginText, rateRows, significant } from "../describe-row.js";
import { loadNetworkDescription } from "../load.js";
import { OutputFolder } from "../outputs.js";
import { verificationSummary } from "../print-verification.js";
import { describeSeedNote, seedPlanOf, seedsOfPlan, withSeeds, type SeedArguments } from "../seed-options.js";
import { formatTable } from "../table.js";
import { splitTargets, TARGET_ALIASES } from "../target-list.js";
import { Terminal } from "../terminal.js";

interface Arguments extends SeedArguments {
  network: string;
  target: string;
  attribution: "auto" | "always" | "never";
  out?: string;
  json: boolean;
  quiet: boolean;
}

function targetIds(list: string): string[] {
  const ids = splitTargets(list);
  ids.forEach((id) => targetById(id));
  return ids;
}

function print(terminal: Terminal, verifications: readonly Verification[]): void {
  terminal.print(
    formatTable(
      ["target", "verdict", "cores", "rate", "reference", "target", "change [interval]", "margin"],
      verifications.flatMap((v) =>
        rateRows(v.verdict).map((row, k) => [
          ...(k === 0 ? [v.target.id, verdictTitle[v.verdict.verdict], String(v.target.coresUsed)] : ["", "", ""]),
          row.population,
          significant(row.reference.mean),
          significant(row.target.mean),
          effectText(row),
          marginText(row),
        ]),
      ),
    ),
  );
  terminal.print(`\nrates in Hz, ${counted(verifications[0].runs.length, "seed")}`);
  terminal.print();
  for (const v of verifications) {
    terminal.print(`${v.target.id}: ${v.verdict.reason}`);
    if (v.attribution !== null) terminal.print(`  ${v.attribution.summary}`);
    const finding = lossBeside(v);
    if (finding !== null) terminal.print(`  ${finding}`);
  }
}

export const compareTargetsCommand: CommandModule<object, Arguments> = {
  builder: (argv) =>
    withFamilyOptions(withSeeds(argv))
      .positional("network", { type: "string", describe: "description, YAML or JSON" })
      .option("target", {
        alias: TARGET_ALIASES,
        type: "string",
        default: "loihi1,spinnaker1",
        describe: `chips, on their default boards; an option must be one that all of them have: ${allTargets()
          .map((t) => t.id)
          .join(", ")}`,
      })
      .option("attribution", {
        type: "string",
        choices: ["auto", "always", "never"],
        default: "auto",
        describe: "also run with one thing quantized at a time; auto: where the balance does not survive",
      })
      .option("out", {
        alias: "o",
        type: "string",
        describe: "folder for comparison.html and the report of every target",
      })
      .epilogue(
        "Exit code 0 whatever the verdicts are: the table is the result; 1 bad input, 5 the network does not fit a target.",
      ) as never,
  async handler(args) {
    const terminal = new Terminal(args);
    const plan = seedPlanOf(args);
    const ids = targetIds(args.target);
    const out = new OutputFolder<string>(
      "--out",
      args.out,
      ["comparison.html", ...ids.map((id) => `report-${id}.html`)],
      [args.network],
    );
    const description = loadNetworkDescription(args.network, terminal, { duration: args.duration, seed: args.seed });
    const requests = ids.map((id): VerifyRequest => {
      const target = targetById(id);
      const options = familyOptionsOf(args, target);
      const progress: typeof terminal.progress = (phase, done, total) =>
        terminal.progress(`${id}: ${phase}`, done, total);
      return {
        description,
        file: args.network,
        command: commandLine(),
        target,
        options,
        seeds: seedsOfPlan(plan, description.seed),
        plan,
        jobs: args.jobs,
        attribution: args.attribution,
        progress,
        note: (note) => terminal.log(describeSeedNote(note)),
        report: (d) => d.code !== RUN_OVERFLOWED && terminal.report(d),
      };
    });
    const verifications = await verifyTogether(requests);
    const { files } = out;
    if (out.wanted) {
      out.write("comparison.html", renderComparison(verifications));
      for (const v of verifications) out.write(`report-${v.target.id}.html`, renderReport(v));
    }
    terminal.clearBar();
    if (args.json)
      terminal.printJson({
        network: description.name,
        seeds: verifications[0].runs.map((run) => run.seed),
        targets: verifications.map(verificationSummary),
        files,
      });
    else {
      print(terminal, verifications);
      if (files.length > 0) terminal.print(`\n${files.join("\n")}`);
      else terminal.log("--out DIR writes the reports");
    }
    for (const { target, diagnostics } of verifications) {
      for (const d of diagnostics)
        if (d.code === RUN_OVERFLOWED) terminal.report({ ...d, message: `${target.id}: ${d.message}` });
    }
  },
};
