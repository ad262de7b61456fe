/** `equipoise import FILE`: what another tool wrote, recognised by its content and read by the same code as `nir import` and `sonata import`. */
import type { CommandModule } from "yargs";
import { fail } from "../../diagnostics/diagnostic.js";
import { recognise, TOOLS, WHAT, type Tool } from "../recognise.js";
import { Terminal } from "../terminal.js";
import { timeOption } from "../time-option.js";

interface Arguments {
  file: string[];
  out?: string;
  duration?: number;
  burnIn?: number;
  spikes?: string;
  timestep?: number;
  timeUnit?: string;
  inputRate?: number;
  json: boolean;
  quiet: boolean;
}

/** Options that not every tool's files have. */
const OPTIONS_OF: Readonly<Record<Tool, readonly (keyof Arguments)[]>> = {
  nir: ["spikes", "timestep", "timeUnit", "inputRate", "burnIn"],
  sonata: ["timestep", "burnIn"],
  spynnaker: ["spikes"],
};
const WRITTEN: Partial<Record<keyof Arguments, string>> = {
  timeUnit: "time-unit",
  inputRate: "input-rate",
  burnIn: "burn-in",
};
const SPIKES_OF_NIR = ["step", "impulse"];

export const importCommand: CommandModule<object, Arguments> = {
  builder: (argv) =>
    argv
      .positional("file", {
        type: "string",
        array: true,
        describe:
          "NIR graph, circuit_config.json or simulation_config.json of SONATA, or ds.sqlite3 of a run of sPyNNaker, also on a virtual board; before it, if wanted, the tool: nir, sonata, spynnaker",
      })
      .option("out", {
        alias: "o",
        type: "string",
        describe: "folder for the description of a NIR graph or a circuit; program of a job, job.eqp unless told",
      })
      .option("duration", timeOption("duration", "ms", { describe: "length of a run, instead of what the file says" }))
      .option(
        "burn-in",
        timeOption("burn-in", "ms", { describe: "NIR, SONATA: time at the beginning of a run that is not judged" }),
      )
      .option(
        "timestep",
        timeOption("timestep", "ms", { describe: "NIR, SONATA: time step, instead of what the file says" }),
      )
      .option("time-unit", {
        choices: ["s", "ms"] as const,
        describe: "NIR: of the file's times; inferred unless given",
      })
      .option("input-rate", { type: "number", describe: "NIR: Hz of each input as a Poisson source" })
      .option("spikes", {
        type: "string",
        describe:
          'NIR: what a spike is before its weight, step or impulse; sPyNNaker: spike times of SpikeSourceArrays, which the database lacks: JSON, {"label": [[ms, …], …]}',
      }) as never,
  async handler(args) {
    const { file, tool } = await whatIsMeant(args);
    for (const key of new Set(Object.values(OPTIONS_OF).flat()))
      if (args[key] !== undefined && !OPTIONS_OF[tool].includes(key))
        fail("bad-option", `--${WRITTEN[key] ?? key} has no meaning here: ${file} is ${WHAT[tool]}`, {
          hint: "leave it out",
        });
    if (tool === "spynnaker")
      return (await import("../import-job.js")).importSpynnaker({ ...args, file, spikes: args.spikes });
    const { out } = args;
    if (out === undefined)
      fail("bad-option", `--out is missing: ${file} is ${WHAT[tool]}, of which a description is made`, {
        hint: "give --out FOLDER",
      });
    if (tool === "sonata") {
      const { importSonataCommand } = await import("./sonata/import.js");
      return importSonataCommand.handler({ ...args, out, config: file });
    }
    const spikes = args.spikes ?? SPIKES_OF_NIR[0];
    if (!SPIKES_OF_NIR.includes(spikes))
      fail("bad-option", `--spikes ${spikes} is none of its choices for a NIR graph`, {
        hint: `choose one of ${SPIKES_OF_NIR.join(", ")}`,
      });
    const { importNirCommand } = await import("./nir/import.js");
    return importNirCommand.handler({ ...args, out, file, spikes } as never);
  },
};

/** The file, and the tool that was named or that its content tells. */
async function whatIsMeant({ file: words, json, quiet }: Arguments): Promise<{ file: string; tool: Tool }> {
  const named = words.length > 1 ? TOOLS.find((tool) => tool === words[0]) : undefined;
  if (words.length > 2 || (words.length === 2 && named === undefined))
    fail("usage", `${words.join(" ")}: one file is imported at a time`, {
      hint: `write equipoise import FILE, or first the tool that wrote it: ${TOOLS.join(", ")}`,
    });
  const file = words[words.length - 1];
  if (named !== undefined) return { file, tool: named };
  const tool = await recognise(file);
  new Terminal({ json, quiet }).report({
    code: "import-recognised",
    severity: "note",
    message: `${file} is ${WHAT[tool]}, and read as such`,
  });
  return { file, tool };
}
