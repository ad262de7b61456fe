/** `equipoise compare A B`: where two recordings first differ, and how far their distributions are apart. */
import type { CommandModule } from "yargs";
import { compareMetrics } from "../../analysis/compare-metrics.js";
import { analyse } from "../../analysis/analyse.js";
import { counted } from "../../diagnostics/counted.js";
import { fail } from "../../diagnostics/diagnostic.js";
import { ExitCode } from "../../diagnostics/exit-codes.js";
import { decodeRecording } from "../../recording/codec.js";
import { firstDivergence } from "../../recording/compare.js";
import { readRunNpz } from "../../recording/read-run-npz.js";
import { rasterHash } from "../../recording/recording.js";
import { leftOut } from "../activity-tables.js";
import { burnInOption, BURN_IN_UNKNOWN, burnInOfOption } from "../burn-in-option.js";
import { readBytes } from "../files.js";
import { formatTable } from "../table.js";
import { Terminal } from "../terminal.js";

interface Arguments {
  first: string;
  second: string;
  burnIn?: number;
  json: boolean;
  quiet: boolean;
}

export const compareCommand: CommandModule<object, Arguments> = {
  builder: (argv) =>
    argv
      .positional("first", { type: "string", describe: "recording (.eqr)" })
      .positional("second", {
        type: "string",
        describe: "recording (.eqr), or what an exported script wrote (.npz)",
      })
      .option("burn-in", burnInOption()) as never,
  handler(args) {
    const terminal = new Terminal(args);
    const a = decodeRecording(readBytes(args.first), args.first);
    const bytes = readBytes(args.second);
    const b = args.second.endsWith(".npz") ? readRunNpz(bytes, args.second, a) : decodeRecording(bytes, args.second);
    const shape = (r: typeof a) => JSON.stringify([r.dt, r.populations]);
    if (shape(a) !== shape(b))
      fail("not-comparable", `${args.first} and ${args.second} differ in time step or populations`, {
        hint: "compare two runs of the same network",
      });
    for (const [path, { spikesOf }] of [
      [args.first, a],
      [args.second, b],
    ] as const)
      if (spikesOf !== undefined)
        fail("not-comparable", `${path} keeps the spikes of ${counted(spikesOf.length, "neuron")} only`, {
          hint: "record all spikes: --spikes all",
        });
    const divergence = firstDivergence(a, b);
    const { burnInSteps, fromStep, known } = burnInOfOption(terminal, args.burnIn, [a, b]);
    const options = { burnInSteps: fromStep };
    const rows = compareMetrics(analyse(a, options), analyse(b, options));
    process.exitCode = ExitCode.ok;
    if (args.json)
      return terminal.printJson({
        identical: divergence === null,
        rasterHash: [rasterHash(a), rasterHash(b)],
        firstDivergence: divergence,
        measuredFromStep: fromStep,
        metrics: rows,
      });
    terminal.print(
      divergence === null
        ? "the rasters are the same, spike for spike"
        : `first divergence: step ${divergence.step} (${(divergence.step * a.dt).toFixed(3)} ms), neuron ${divergence.neuron} of ${divergence.population} fired only in the ${divergence.firedIn} recording`,
    );
    const left = leftOut({ ...a, burnInSteps }, fromStep);
    if (left !== null || !known) terminal.print(left ?? BURN_IN_UNKNOWN);
    const number = (x: number) => (Number.isFinite(x) ? x.toPrecision(4) : "–");
    terminal.print(
      formatTable(
        ["population", "metric", "first", "second", "Kolmogorov–Smirnov", "Wasserstein", "unit"],
        rows.map((r) => [
          r.population,
          r.metric,
          number(r.first),
          number(r.second),
          number(r.kolmogorovSmirnov),
          number(r.wasserstein),
          r.unit,
        ]),
      ),
    );
  },
};
