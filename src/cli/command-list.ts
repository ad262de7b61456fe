/** All commands, in the order of `--help`. A new command is one more entry here. */
import { groupOf, type ListedCommand } from "./listed-command.js";

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
    command: "import <file..>",
    describe: "make a description of a NIR graph or a SONATA circuit, or a program of a job of sPyNNaker",
    load: async () => (await import("./commands/import.js")).importCommand,
  },
  {
    command: "inspect <file>",
    describe: "show what is in a program or a recording: cores, memory, losses; rates, probes, and tables of them",
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
    command: "sweep [network]",
    describe: "verify every combination of compiler options; of anything, as a plan: plan, run, status, cancel, gather",
    load: async (words) => (await import("./commands/sweep.js")).sweepCommand(words),
  },
  {
    command: "phenomena",
    describe: "what is known of balanced networks, measured on the reference and on chips: list, run",
    load: async (words) => groupOf("phenomena", (await import("./commands/phenomena.js")).phenomenaSubcommands, words),
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
    describe: "write a network for another tool: its integers for Lava and sPyNNaker, as NIR, as a SONATA circuit",
    load: async () => (await import("./commands/export.js")).exportCommand,
  },
  {
    command: "loop [network]",
    describe: "let a network control a plant, in lock step, on the emulator or a board",
    load: async () => (await import("./commands/loop.js")).loopCommand,
  },
  {
    command: "board",
    describe:
      "boards: list, info, doctor, simulate, selftest, deploy, run, monitor, lockstep, standalone, loopback, speed",
    load: async (words) => groupOf("board", (await import("./commands/board.js")).boardSubcommands, words),
  },
  {
    command: "nir",
    describe: "NIR files of trained networks: check, import, export",
    load: async (words) => groupOf("nir", (await import("./commands/nir.js")).nirSubcommands, words),
  },
  {
    command: "sonata",
    describe: "SONATA circuits of BMTK, NEST and PyNN: import, export, spikes",
    load: async (words) => groupOf("sonata", (await import("./commands/sonata.js")).sonataSubcommands, words),
  },
  {
    command: "targets [id]",
    describe: "list the chips, their limits and where each number comes from",
    load: async () => (await import("./commands/targets.js")).targetsCommand,
  },
];
