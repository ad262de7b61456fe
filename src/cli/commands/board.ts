/** `equipoise board …`: real and simulated boards. */
import type { ListedCommand } from "../listed-command.js";

/** In the order of `--help`. */
export const boardSubcommands: readonly ListedCommand[] = [
  {
    command: "list",
    describe: "serial ports of this machine, and boards that can be simulated",
    load: async () => (await import("./board/list.js")).listCommand,
  },
  {
    command: "info",
    describe: "limits and state, as the board tells them",
    load: async () => (await import("./board/info.js")).infoCommand,
  },
  {
    command: "doctor",
    describe: "why a board does not answer, or answers badly: port, rights, cable, baud rate, errors, delays",
    load: async () => (await import("./board/doctor.js")).doctorCommand,
  },
  {
    command: "simulate <board>",
    describe: "start a simulated board and print the name of its serial port",
    load: async () => (await import("./board/simulate.js")).simulateCommand,
  },
  {
    command: "selftest",
    describe: "200 steps of a small balanced network, every spike and state word against the emulator",
    load: async () => (await import("./board/selftest.js")).selftestCommand,
  },
  {
    command: "deploy <input>",
    describe: "upload a program, compare the digest of the board's memory, and arm it",
    load: async () => (await import("./board/deploy.js")).deployCommand,
  },
  {
    command: "run <input>",
    describe: "run a program on the board: spikes, rates, recording, as `equipoise run --on …`",
    load: async () => (await import("./board/run.js")).boardRunCommand,
  },
  {
    command: "monitor <input>",
    describe: "run a program on the board and watch it: rates, losses, bytes on the line",
    load: async () => (await import("./board/monitor.js")).monitorCommand,
  },
  {
    command: "lockstep <input>",
    describe: "board and emulator step together; stops at the first difference and names it",
    load: async () => (await import("./board/lockstep.js")).lockstepCommand,
  },
  {
    command: "standalone <input>",
    describe: "one file to flash, with which a microcontroller runs the program by itself",
    load: async () => (await import("./board/standalone.js")).standaloneCommand,
  },
  {
    command: "loopback",
    describe: "random bytes to the board's memory and back, and its spike log: errors and speed of the line",
    load: async () => (await import("./board/loopback.js")).loopbackCommand,
  },
  {
    command: "speed",
    describe: "what a step, a neuron, a spike and an event take, and how large a network keeps real time",
    load: async () => (await import("./board/speed.js")).speedCommand,
  },
];
