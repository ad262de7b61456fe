/** All commands, in the order of `--help`. A new command is one more entry here. */
import type { ListedCommand } from "./listed-command.js";

export const commands: readonly ListedCommand[] = [
  {
    command: "init [dir]",
    describe: "write starter files: a description that runs as it is",
    load: async () => (await import("./commands/init.js")).initCommand,
  },
  {
    command: "check <network>",
    describe: "predict rates, their shift on the chip, and whether a balanced state is left, before any run",
    load: async () => (await import("./commands/check.js")).checkCommand,
  },
  {
    command: "compile <network>",
    describe: "compile a description or an integer network to a program file (.eqp)",
    load: async () => (await import("./commands/compile.js")).compileCommand,
  },
  {
    command: "import <from> <job>",
    describe: "make a program of what another tool would load on a machine: sPyNNaker's ds.sqlite3",
    load: async () => (await import("./commands/import.js")).importCommand,
  },
  {
    command: "inspect <program>",
    describe: "show what is in a program file: cores, memory, axons, source map, losses",
    load: async () => (await import("./commands/inspect.js")).inspectCommand,
  },
  {
    command: "run <input>",
    describe: "run a description, a program or an integer network and record its spikes",
    load: async () => (await import("./commands/run.js")).runCommand,
  },
  {
    command: "verify <network>",
    describe: "compile, run beside the float64 reference over several seeds, and judge whether the balance survives",
    load: async () => (await import("./commands/verify.js")).verifyCommand,
  },
  {
    command: "compare-targets <network>",
    describe: "the verdict on several chips, side by side, in one report",
    load: async () => (await import("./commands/compare-targets.js")).compareTargetsCommand,
  },
  {
    command: "sweep <network>",
    describe: "verify every combination of compiler options against the same reference runs",
    load: async () => (await import("./commands/sweep.js")).sweepCommand,
  },
  {
    command: "phenomena",
    describe: "what is known of balanced networks, measured on the reference and on chips: list, run",
    load: async (words) => (await import("./commands/phenomena.js")).phenomenaCommand(words),
  },
  {
    command: "report <verification>",
    describe: "write the HTML report of a saved verification (.eqv)",
    load: async () => (await import("./commands/report.js")).reportCommand,
  },
  {
    command: "compare <first> <second>",
    describe: "compare two recordings: first divergence, distances of the distributions",
    load: async () => (await import("./commands/compare.js")).compareCommand,
  },
  {
    command: "export <network>",
    describe: "write a network's integers as files that another tool runs: Lava",
    load: async () => (await import("./commands/export.js")).exportCommand,
  },
  {
    command: "loop [network]",
    describe: "let a network control a plant, in lock step, on the emulator or a board",
    load: async () => (await import("./commands/loop.js")).loopCommand,
  },
  {
    command: "board",
    describe: "boards: list, info, simulate, selftest, deploy, run, monitor, lockstep, loopback",
    load: async (words) => (await import("./commands/board.js")).boardCommand(words),
  },
  {
    command: "nir",
    describe: "NIR files of trained networks: check, import, export",
    load: async (words) => (await import("./commands/nir.js")).nirCommand(words),
  },
  {
    command: "sonata",
    describe: "SONATA circuits of BMTK, NEST and PyNN: import, export, spikes",
    load: async (words) => (await import("./commands/sonata.js")).sonataCommand(words),
  },
  {
    command: "targets [id]",
    describe: "list the chips, their limits and where each number comes from",
    load: async () => (await import("./commands/targets.js")).targetsCommand,
  },
];
