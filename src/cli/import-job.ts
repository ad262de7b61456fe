/** `equipoise import ds.sqlite3 -o job.eqp`: a program of what sPyNNaker would load on a machine. */
import { existsSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { z } from "zod";
import { counted } from "../diagnostics/counted.js";
import { fail } from "../diagnostics/diagnostic.js";
import { importJob, type SpikeTimes } from "../interchange/spynnaker/job/import-job.js";
import { readJobDatabase } from "../interchange/spynnaker/job/read-database.js";
import { readBytes } from "./files.js";
import { prepareOutputs } from "./outputs.js";
import { formatTable } from "./table.js";
import { Terminal } from "./terminal.js";
import { writeProgram } from "./write-program.js";

export interface JobArguments {
  /** ds.sqlite3. */
  readonly file: string;
  readonly out?: string;
  /** ms */
  readonly duration?: number;
  /** A JSON file. */
  readonly spikes?: string;
  readonly json: boolean;
  readonly quiet: boolean;
}

/** What sPyNNaker keeps beside the job if it is told to. */
const NAMES = "input_output_database.sqlite3";

const spikeTimesSchema = z.record(z.string(), z.array(z.array(z.number().min(0))));

function spikeTimesOf(path: string): SpikeTimes {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder().decode(readBytes(path)));
  } catch (error) {
    if (error instanceof SyntaxError) fail("spynnaker-spikes", `${path} is not JSON: ${error.message}`, WRITE);
    throw error;
  }
  const parsed = spikeTimesSchema.safeParse(value);
  return parsed.success
    ? parsed.data
    : fail("spynnaker-spikes", `${path} has no spike times by label and source`, WRITE);
}

const WRITE = { hint: 'write {"label": [[1.0, 5.0], [2.0]]}: for each source of a SpikeSourceArray its times in ms' };

/** Makes the program of a job. @throws EquipoiseError as `importJob`, `prepareOutputs` */
export async function importSpynnaker(args: JobArguments): Promise<void> {
  const terminal = new Terminal(args);
  const out = args.out ?? "job.eqp";
  const beside = join(dirname(args.file), NAMES);
  const names = existsSync(beside) ? beside : undefined;
  prepareOutputs([{ option: "--out", path: out }], [args.file, names, args.spikes]);
  if (args.duration !== undefined && !(args.duration > 0 && Number.isFinite(args.duration)))
    fail("bad-option", `--duration ${args.duration} ms is no time to run`, { hint: "give a number above 0" });
  const database = await readJobDatabase(readBytes(args.file), names === undefined ? undefined : readBytes(names));
  const { program, losses } = importJob(database, {
    name: basename(dirname(dirname(resolve(args.file)))),
    runTime: args.duration,
    spikeTimes: args.spikes === undefined ? undefined : spikeTimesOf(args.spikes),
  });
  for (const loss of losses) terminal.report(loss);
  const { digest, bytes } = writeProgram(out, program);
  const { populations, inputs, cores, sourceMap, steps, dt } = program;
  const synapses = cores.reduce((sum, { words }) => sum + words.length, 0);
  if (args.json)
    return terminal.printJson({
      program: out,
      digest,
      bytes,
      populations,
      sources: inputs.map(({ name, size }) => ({ name, size })),
      synapses,
      steps,
      dt,
      diagnostics: terminal.diagnostics,
    });
  terminal.print(
    `${out}: ${counted(cores.length, "core")} of neurons, ${counted(synapses, "synapse")}, ${steps} steps of ${dt} ms, digest ${digest}`,
  );
  terminal.print(
    formatTable(
      ["population or source", "size"],
      [...populations, ...inputs].map(({ name, size }) => [name, String(size)]),
    ),
  );
  terminal.print();
  terminal.print(
    formatTable(
      ["object", "synapses"],
      sourceMap.map((entry) => [entry.object, String(entry.synapses)]),
    ),
  );
}
