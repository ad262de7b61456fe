/** `equipoise inspect PROGRAM`: cores, memory, axons, source map and loss ledger of a program file. */
import type { CommandModule } from "yargs";
import { counted } from "../../diagnostics/counted.js";
import { programDigest } from "../../program/digest.js";
import { utilisation, type Utilisation } from "../../program/utilisation.js";
import type { Program } from "../../program/types.js";
import { targetById } from "../../targets/registry.js";
import { loadProgram } from "../load.js";
import { printLedger } from "../print-ledger.js";
import { formatTable } from "../table.js";
import { Terminal } from "../terminal.js";

interface Arguments {
  program: string;
  cores: number;
  json: boolean;
  quiet: boolean;
}

/** Every limited resource: how full cores are on average and at most. */
function resourceRows(use: Utilisation): string[][] {
  const resources = use.cores[0]?.uses.map((u) => u.resource) ?? [];
  return resources.map((resource, r) => {
    const used = use.cores.map((core) => core.uses[r].used);
    const max = use.cores[0].uses[r].max;
    const most = Math.max(...used);
    const mean = used.reduce((a, b) => a + b, 0) / used.length;
    return [resource, mean.toFixed(1), String(most), max === null ? "unknown" : String(max), max === null ? "–" : `${((100 * most) / max).toFixed(1)} %`];
  });
}

function printProgram(terminal: Terminal, path: string, program: Program, use: Utilisation, shownCores: number): void {
  const { colors } = terminal;
  terminal.print(`${colors.bold(program.name)} for ${program.target} on ${program.board}, ${program.profile} arithmetic${program.oversize ? " (oversize: does not fit the board)" : ""}`);
  terminal.print(`digest ${programDigest(program)}, compiled by ${program.compiler}, file ${path}`);
  terminal.print(`${program.size} neurons, time step ${program.dt} ms, seed ${program.seed}, ${program.steps} steps of which ${program.burnInSteps} burn-in`);
  terminal.print(`${counted(use.cores.length, "core")} on ${counted(use.chips.length, "chip")}; ${counted(use.axons, "axon")}, ${use.interChipAxons} between chips, ${use.inputPortAxons} from input ports\n`);
  terminal.print(formatTable(["resource of a core", "mean", "most", "limit", "fullest"], resourceRows(use)));
  terminal.print();
  const rows = use.cores.slice(0, shownCores).map((c) => [`${c.chip}.${c.core}`, `(${c.x}, ${c.y})`, String(c.synapses), ...c.uses.map((u) => String(u.used))]);
  terminal.print(formatTable(["core", "place", "synapses", ...(use.cores[0]?.uses.map((u) => u.resource) ?? [])], rows));
  if (use.cores.length > shownCores) terminal.print(`… ${use.cores.length - shownCores} more cores; --cores ${use.cores.length} shows all`);
  terminal.print("\nsource map");
  terminal.print(
    formatTable(
      ["object", "synapses", "groups: exponent, bits, sign"],
      program.sourceMap.map((e) => [e.object, String(e.synapses), e.groups.map((g) => describeGroup(program, g)).join("; ")]),
    ),
  );
  printLedger(terminal, program.ledger);
}

function describeGroup(program: Program, index: number): string {
  const group = program.groups[index];
  return `${group.name}: 2^${group.weightExponent}, ${group.weightBits} bits, ${group.signMode}`;
}

export const inspectCommand: CommandModule<object, Arguments> = {
  command: "inspect <program>",
  describe: "show what is in a program file: cores, memory, axons, source map, losses",
  builder: (argv) =>
    argv
      .positional("program", { type: "string", describe: "program file (.eqp)" })
      .option("cores", { type: "number", default: 8, describe: "how many cores to list" }) as never,
  handler(args) {
    const terminal = new Terminal(args);
    const { program } = loadProgram(args.program);
    const use = utilisation(program, targetById(program.target));
    if (!args.json) return printProgram(terminal, args.program, program, use, args.cores);
    terminal.printJson({
      ...program,
      digest: programDigest(program),
      // The images themselves are for machines: counts and the utilisation say what a reader wants.
      cores: program.cores.length,
      inputRouting: program.inputRouting.length,
      biasChanges: program.biasChanges.length,
      utilisation: use,
    });
  },
};
