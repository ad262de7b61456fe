/** Codes of boards, simulated or real, and of the line to them. */
import type { CodeTable } from "./entry.js";

export const BOARD = {
  "board-answer": {
    severity: "error",
    exit: "device",
    when: "A board answers what cannot be so: program it with the image of this release, or check the line.",
  },
  "board-cannot": {
    severity: "error",
    exit: "doesNotFit",
    when: "The board lacks something that the program needs, e.g. noise: compile with other options, or use the emulator.",
  },
  "board-checkpoint": {
    severity: "error",
    exit: "device",
    when: "The state of a board cannot be saved, since the spikes under way cannot be read: save it in the emulator.",
  },
  "board-closed": {
    severity: "error",
    exit: "device",
    when: "The connection to the board is not open, or was closed: connect again.",
  },
  "board-differs": {
    severity: "error",
    exit: "device",
    when: "The spikes of the board are not those of the emulator, so that the verdict does not hold for it: run `equipoise board lockstep` to find the first difference.",
  },
  "board-digest": {
    severity: "error",
    exit: "device",
    when: "The memory of the board has not the digest of the image that was sent: send it again; if that does not help, check the board.",
  },
  "board-does-not-fit": {
    severity: "error",
    exit: "doesNotFit",
    when: "The program needs more than the board's core or firmware has: use a smaller network.",
  },
  "board-family": {
    severity: "error",
    exit: "doesNotFit",
    when: "The board runs programs of the other family of chips: compile for its target, or use a board of the program's family.",
  },
  "board-image-too-large": {
    severity: "error",
    exit: "doesNotFit",
    when: "The memory image is larger than the memory of the board: use a smaller network.",
  },
  "board-inject": {
    severity: "error",
    exit: "doesNotFit",
    when: "A step has more spikes from outside than the board's queue holds: lower the rate or number of sources.",
  },
  "board-late": {
    severity: "error",
    exit: "device",
    when: "With --real-time, input from the host reached the board after its step had begun: use fewer sources, a faster line or a longer time step.",
  },
  "board-line-errors": {
    severity: "warning",
    when: "Bytes reached the board with a wrong stop bit, or found its buffer full, and were sent again, as over a bad cable or at a wrong rate: run `equipoise board doctor`.",
  },
  "board-log": {
    severity: "error",
    exit: "device",
    when: "The spike log of the board does not go on where it was read last: run the command again.",
  },
  "board-lost": {
    severity: "error",
    exit: "device",
    when: "The line to the board was lost and did not come back: check the cable and run the command again.",
  },
  "board-memory": {
    severity: "error",
    exit: "device",
    when: "A byte of the board's memory does not read back as it was written: send it again; if that does not help, check the board.",
  },
  "board-name": {
    severity: "error",
    exit: "device",
    when: "The board calls itself a name that this version does not know: program it with the image of this release.",
  },
  "board-overflow": {
    severity: "error",
    exit: "device",
    when: "Sums of input left the 16 bits of the board's accumulator, which the profile's would hold: compile with --weight-exponent network or fewer --weight-bits, so that weights have fewer bits of fraction; in the profile lava for a smaller --scale or with --profile hw.",
  },
  "board-queue-short": {
    severity: "warning",
    when: "A step has, is expected to have, or gets from the plant of a loop, more spikes from outside than the queue of the target's board holds: the emulator runs the program, a run on the board ends there.",
  },
  "board-refused": {
    severity: "error",
    exit: "device",
    when: "The board refused a command, for the reason named: run it again; if that does not help, program the board with the image of this release.",
  },
  "board-restarted": {
    severity: "error",
    exit: "device",
    when: "The board was restarted, or another program took it over: run the command again.",
  },
  "board-stuck": {
    severity: "error",
    exit: "device",
    when: "The board answers but does not get on with what it was told: restart it and run the command again.",
  },
  "board-unreachable": {
    severity: "error",
    exit: "device",
    when: "No board answered: check the cable, the port, the baud rate and that the board is programmed.",
  },
  "board-version": {
    severity: "error",
    exit: "device",
    when: "The board speaks another version of the protocol: program it with the image of this release.",
  },
  "bridge-missing": {
    severity: "error",
    when: "This installation lacks the part that would be simulated: install the whole package, or use a real board.",
  },
  "deadline-missed": {
    severity: "warning",
    when: "With --real-time, steps or answers came after their deadline: use a smaller network, a faster line or a longer time step.",
  },
  "firmware-format": {
    severity: "error",
    when: "The firmware to simulate is no UF2 file: build it again.",
  },
  "serial-open": {
    severity: "error",
    exit: "device",
    when: "The serial port cannot be opened: check its name, that nothing else uses it, and that you may.",
  },
  "simulator-build": {
    severity: "error",
    exit: "device",
    when: "A simulated board could not be built or kept: the message has the words of the compiler or of the file system.",
  },
  "simulator-missing": {
    severity: "error",
    exit: "device",
    when: "A simulated board needs tools that this machine lacks: install those that the message names.",
  },
  "simulator-start": {
    severity: "error",
    exit: "device",
    when: "A simulated board ended before it had a serial port: run the command again, and read what it said.",
  },
  "tcp-open": {
    severity: "error",
    exit: "device",
    when: "There is no connection to that host and port: check both, and that the board listens.",
  },
} satisfies CodeTable;
