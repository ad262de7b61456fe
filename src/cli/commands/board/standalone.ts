/** `equipoise board standalone INPUT --part … --out FILE`: one file to flash, with which a board runs the program by itself. */
import type { CommandModule } from "yargs";
import { flashBlock, flashFile, type Pin } from "../../../../firmware-bridge/boards/flash-program.js";
import { mcuImage } from "../../../../firmware-bridge/boards/mcu-image.js";
import { fail } from "../../../diagnostics/diagnostic.js";
import { build } from "../../../measure/build.js";
import type { PlayableSource } from "../../../network/source-player.js";
import type { Program } from "../../../program/program.js";
import { machineOf } from "../../../program/spinnaker/machine-of-program.js";
import type { SpinnakerProgram } from "../../../program/spinnaker/program.js";
import { targetById } from "../../../targets/registry.js";
import { prebuiltFirmware } from "../../board-line.js";
import { readBytes, writeWhole } from "../../files.js";
import { compileOptionsOf } from "../../compile-options.js";
import { isProgramFile, loadNetworkDescription, loadProgram } from "../../load.js";
import { pinTable } from "../../pin-table.js";
import { withSeed } from "../../program-seed.js";
import { STANDALONE_PARTS } from "../../standalone-parts.js";
import { Terminal } from "../../terminal.js";

interface Arguments {
  input: string;
  part: string;
  out: string;
  spikePins?: string;
  inputPins?: string;
  seed?: number;
  json: boolean;
  quiet: boolean;
}

const US_A_MS = 1000;

export const standaloneCommand: CommandModule<object, Arguments> = {
  builder: (argv) =>
    argv
      .positional("input", {
        type: "string",
        describe: "program (.eqp), or a description that is compiled for the part",
      })
      .option("part", {
        type: "string",
        demandOption: true,
        choices: Object.keys(STANDALONE_PARTS),
        describe: "the board that it is for",
      })
      .option("out", { type: "string", demandOption: true, describe: "the file to flash: .uf2 for rp2040, else .bin" })
      .option("spike-pins", {
        type: "string",
        describe: "NEURON=PIN,…: the pin is high for a step after each spike, e.g. 3=GP2",
      })
      .option("input-pins", {
        type: "string",
        describe: "PIN=SOURCE:INDEX,…: a rising edge is a spike of the source, e.g. GP10=stim:0",
      })
      .option("seed", { type: "number", describe: "instead of the description's seed" }) as never,
  handler(args) {
    const terminal = new Terminal(args);
    const part = STANDALONE_PARTS[args.part];
    const program = spinnakerProgram(programFor(args, terminal), args);
    const machine = machineOf(program);
    const pins = pinTable(args, part.pins, machine.size, machine.hostSources);
    needPins(machine.hostSources, pins);
    const image = mcuImage(machine, targetById(args.part as "rp2040").image!.bytes.value!).bytes;
    const block = flashBlock({ board: part.board, periodMicroseconds: periodOf(machine.dt), pins, image });
    const file = flashFile(readBytes(prebuiltFirmware(part.firmware)), part.kind, block);
    writeWhole(args.out, file);
    terminal.clearBar();
    const { size, dt } = machine;
    if (args.json) terminal.printJson({ out: args.out, part: args.part, neurons: size, dt, bytes: file.length });
    else
      terminal.print(
        `${args.out}: firmware of the ${args.part} and ${program.name}, ${size} neurons, a step each ${dt} ms; ${file.length.toLocaleString("en")} bytes`,
      );
  },
};

function programFor({ input, part, seed }: Arguments, terminal: Terminal): Program {
  if (isProgramFile(input)) return withSeed(loadProgram(input).program, seed, terminal);
  const description = loadNetworkDescription(input, terminal, { seed, takesPrograms: true });
  const { target, options } = compileOptionsOf({}, part);
  return build(description, target, options, { report: terminal.report, progress: terminal.progress }).compiled.program;
}

function spinnakerProgram(program: Program, { input, part }: Arguments): SpinnakerProgram {
  return program.family === "spinnaker" && program.target === part
    ? program
    : fail("bad-option", `${input} is compiled for ${program.target}, not for ${part}`, {
        hint: `compile it with --target ${part}, or give the description`,
      });
}

/** Nobody is there to play a source. */
function needPins(sources: readonly PlayableSource[], pins: readonly Pin[]): void {
  const served = new Set(pins.filter(({ input }) => input).map(({ id }) => id));
  for (const { name, first, size, kind } of sources)
    for (let k = 0; k < size; k++)
      if (!served.has(first + k))
        fail(
          "board-cannot",
          `source ${k} of the ${size} of "${name}" (${kind}) is on no pin, and a board by itself has no host that plays it`,
          { hint: "give each source a pin (--input-pins), or take background current in place of Poisson input" },
        );
}

function periodOf(dt: number): number {
  const period = dt * US_A_MS;
  return Number.isInteger(period)
    ? period
    : fail(
        "board-cannot",
        `a step of ${dt} ms is no whole number of microseconds, which a board by itself keeps time in`,
      );
}
