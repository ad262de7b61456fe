/** `equipoise inspect FILE`: cores, memory, axons, source map and loss ledger of a program; rates, probes and tables of a recording. */
import type { CommandModule } from "yargs";
import { counted } from "../../diagnostics/counted.js";
import { fail } from "../../diagnostics/diagnostic.js";
import { largestOf } from "../../numerics/extrema.js";
import type { Utilisation } from "../../program/loihi/utilisation.js";
import type { InputRouting, LoihiProgram } from "../../program/loihi/program.js";
import type { Program } from "../../program/program.js";
import type { SpinnakerProgram } from "../../program/spinnaker/program.js";
import { utilisationOf } from "../../families/of-program.js";
import { burnInOption } from "../burn-in-option.js";
import { coresAsCsv, coresAsJson } from "../core-rows.js";
import { writeWhole } from "../files.js";
import { inspectRecording, isRecordingFile } from "../inspect-recording.js";
import { loadProgram } from "../load.js";
import { Dump, refuseIntegers } from "../load-integers.js";
import { prepareOutputs } from "../outputs.js";
import { printLedger } from "../print-ledger.js";
import { formatTable } from "../table.js";
import { Terminal } from "../terminal.js";

interface Arguments {
  file: string;
  cores?: number;
  dump?: string;
  burnIn?: number;
  csv?: string;
  npz?: string;
  parquet?: string;
  json: boolean;
  quiet: boolean;
}

/** Every limited resource: how full cores are on average and at most. */
function resourceRows(use: Utilisation): string[][] {
  const resources = use.cores[0]?.uses.map((u) => u.resource) ?? [];
  return resources.map((resource, r) => {
    const used = use.cores.map((core) => core.uses[r].used);
    const max = use.cores[0].uses[r].max;
    const most = largestOf(used);
    const mean = used.reduce((a, b) => a + b, 0) / used.length;
    return [
      resource,
      mean.toFixed(1),
      String(most),
      max === null ? "unknown" : String(max),
      max === null ? "–" : `${((100 * most) / max).toFixed(1)} %`,
    ];
  });
}

function printProgram(
  terminal: Terminal,
  { path, digest }: { readonly path: string; readonly digest: string },
  program: Program,
  use: Utilisation,
  shownCores: number,
): void {
  const { colors } = terminal;
  terminal.print(
    `${colors.bold(program.name)} for ${program.target} on ${program.board}, ${program.profile} arithmetic${program.oversize ? " (oversize: does not fit the board)" : ""}`,
  );
  terminal.print(`digest ${digest}, compiled by ${program.compiler}, file ${path}`);
  terminal.print(
    `${program.size} neurons, time step ${program.dt} ms, seed ${program.seed}, ${program.steps} steps of which ${program.burnInSteps} burn-in`,
  );
  terminal.print(
    `${counted(use.cores.length, "core")} on ${counted(use.chips.length, "chip")}${use.axons === null ? "" : `; ${counted(use.axons.all, "axon")}, ${use.axons.interChip} between chips, ${use.axons.fromInputPorts} from input ports`}\n`,
  );
  terminal.print(formatTable(["resource of a core", "mean", "most", "limit", "fullest"], resourceRows(use)));
  terminal.print();
  const rows = use.cores
    .slice(0, shownCores)
    .map((c) => [`${c.chip}.${c.core}`, `(${c.x}, ${c.y})`, String(c.synapses), ...c.uses.map((u) => String(u.used))]);
  terminal.print(
    formatTable(["core", "place", "synapses", ...(use.cores[0]?.uses.map((u) => u.resource) ?? [])], rows),
  );
  if (use.cores.length > shownCores)
    terminal.print(`… ${use.cores.length - shownCores} more cores; --cores ${use.cores.length} shows all`);
  terminal.print("\nsource map");
  const objects = program.sourceMap.map((e) => [
    e.object,
    String(e.synapses),
    ...(program.family === "loihi" ? [e.groups.map((g) => describeGroup(program, g)).join("; ")] : []),
  ]);
  terminal.print(
    formatTable(
      ["object", "synapses", ...(program.family === "loihi" ? ["groups: exponent, bits, sign"] : [])],
      objects,
    ),
  );
  if (program.family === "spinnaker") printShifts(terminal, program);
  printLedger(terminal, program.ledger);
}

/** Left shifts of the ring buffers, which the cores of a population share. */
function printShifts(terminal: Terminal, { populations, cores, mapping }: SpinnakerProgram): void {
  terminal.print("\nring buffers and routing");
  const rows = populations.map(({ name, first, size }) => {
    const own = cores.filter(({ neurons }) => neurons.some((id) => id >= first && id < first + size));
    const [excitatory, inhibitory] = own[0].leftShifts;
    return [
      name,
      own[0].model,
      String(own.length),
      String(excitatory),
      String(inhibitory),
      String(2 ** own[0].layout.delayBits),
    ];
  });
  if (mapping !== null) {
    const entries = mapping.tables.map(({ keys }) => keys.length);
    terminal.print(
      `${counted(mapping.senders.length, "sender")} of multicast keys; routing tables on ${counted(entries.length, "chip")} with at most ${largestOf(entries, 0)} entries\n`,
    );
  }
  terminal.print(
    formatTable(["population", "model", "cores", "left shift, excitatory", "inhibitory", "delay slots"], rows),
  );
}

function describeGroup(program: LoihiProgram, index: number): string {
  const group = program.groups[index];
  return `${group.name}: 2^${group.weightExponent}, ${group.weightBits} bits, ${group.signMode}`;
}

function routeCount({ port, core }: InputRouting): object {
  return { port, axons: core.length };
}

/** Cores that are listed unless told. */
const CORES = 8;

export const inspectCommand: CommandModule<object, Arguments> = {
  builder: (argv) =>
    argv
      .positional("file", { type: "string", describe: "program (.eqp) or recording (.eqr)" })
      .option("cores", { type: "number", describe: `how many cores of a program to list; ${CORES} unless told` })
      .option("dump", {
        type: "string",
        describe: "write the program's integers into this folder: network.json and arrays.npz (docs/integers.md)",
      })
      .option("csv", {
        type: "string",
        describe: "a row for each core of a program, with all its resources; of a recording, what `run` writes so",
      })
      .option("burn-in", burnInOption())
      .option("npz", { type: "string", describe: "of a recording, as `run --npz`" })
      .option("parquet", { type: "string", describe: "of a recording, as `run --parquet`" }) as never,
  async handler(args) {
    const terminal = new Terminal(args);
    const { file, csv, npz, parquet, dump, cores, json, burnIn } = args;
    refuseIntegers(file, "a program or a recording");
    if (!isRecordingFile(file)) {
      mustNotBeGiven(
        { npz, parquet, "burn-in": burnIn },
        `${file} is a program`,
        "it is of a recording: give a .eqr file",
      );
      return inspectProgram(args, terminal);
    }
    mustNotBeGiven({ dump, cores }, `${file} is a recording`, "it is of a program: give a .eqp file");
    return inspectRecording(file, { csv, npz, parquet }, { json, burnIn }, terminal);
  },
};

function mustNotBeGiven(options: Readonly<Record<string, unknown>>, what: string, hint: string): void {
  const given = Object.entries(options).find(([, value]) => value !== undefined);
  if (given !== undefined) fail("bad-option", `--${given[0]} does not go with this file: ${what}`, { hint });
}

function inspectProgram({ file, dump: folder, csv, cores, json }: Arguments, terminal: Terminal): void {
  const dump = new Dump(folder, [file]);
  prepareOutputs([{ option: "--csv", path: csv }], [file]);
  const { program, digest } = loadProgram(file);
  const use = utilisationOf(program);
  dump.write(program);
  if (csv !== undefined) writeWhole(csv, coresAsCsv(program, use));
  const files = [...dump.files, ...(csv === undefined ? [] : [csv])];
  if (!json) {
    printProgram(terminal, { path: file, digest }, program, use, cores ?? CORES);
    if (files.length > 0) terminal.print(`\n${files.join("\n")}`);
    return;
  }
  terminal.printJson({
    ...program,
    digest,
    cores: coresAsJson(program, use),
    // Routes are for machines: how many there are says what a reader wants.
    ...(program.family === "loihi" ? { inputRouting: program.inputRouting.map(routeCount) } : {}),
    utilisation: { chips: use.chips, axons: use.axons },
    ...(files.length > 0 ? { files } : {}),
  });
}
