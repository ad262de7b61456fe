/** Where a board is, as it is written on the command line: `simulated:fpga`, `board:/dev/ttyUSB1`, `board:tcp:HOST:PORT`. */
import { randomInt } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { RealTimeRun } from "../../firmware-bridge/boards/real-time-run.js";
import { openLoihiBoard } from "../../firmware-bridge/boards/loihi-board.js";
import { openSpinnakerBoard } from "../../firmware-bridge/boards/spinnaker-board.js";
import { HostLink } from "../../firmware-bridge/protocol/host-link.js";
import { DEFAULT_LINK, type LinkOptions } from "../../firmware-bridge/protocol/link-options.js";
import { buildFirmwareHost, buildPtyRelay, dialFirmwareHost } from "../../firmware-bridge/simulated/firmware-host.js";
import {
  buildFpgaSimulator,
  buildUlx3sSimulator,
  dialFpgaSimulator,
  type FpgaSimulator,
} from "../../firmware-bridge/simulated/fpga-simulator.js";
import { NUCLEO_USART, dialMcuSimulator } from "../../firmware-bridge/simulated/mcu-simulator.js";
import { systemClock } from "../../firmware-bridge/transport/system-clock.js";
import { openTcp } from "../../firmware-bridge/transport/tcp-transport.js";
import type { Dialer } from "../../firmware-bridge/transport/transport.js";
import type { Code } from "../diagnostics/codes.js";
import { EquipoiseError, fail, type ProgressSink } from "../diagnostics/diagnostic.js";
import { ExitCode } from "../diagnostics/exit-codes.js";
import type { ExecutionTarget } from "../program/execution-target.js";
import { machineOf } from "../program/spinnaker/machine-of-program.js";
import type { Program } from "../program/program.js";
import { loihiTargetById } from "../targets/registry.js";
import { familyHint } from "./family-hint.js";
import type { InputKind } from "./input-kind.js";
import { wayOutOf } from "./port-obstacle.js";
import { portFacts } from "./serial-port-facts.js";

export interface BoardLine {
  /** As written. */
  readonly name: string;
  readonly dial: Dialer;
  readonly link: Omit<LinkOptions, "session">;
  /** What the command was given to run there, for the way out where it does not fit; a description unless told. */
  readonly runs?: InputKind;
}

/** A board that needs no hardware. */
export interface SimulatedBoard {
  readonly id: string;
  readonly summary: string;
  /** @param baud of its line; absent: its own. Only the FPGA has others. */
  readonly dial: (baud?: number) => Dialer;
}

/** Of every board's line as committed: gateware, firmware. */
export const DEFAULT_BAUD = 1_000_000;

/** Simulating a clock takes its time: silence means little. */
const SIMULATED_LINK = { ...DEFAULT_LINK, answerMs: 5000, stuckMs: 120_000 };

/** A folder of firmware-bridge: beside the package's dist folder; two steps up where the sources run themselves. */
function bridgeFolder(name: string): string {
  const folders = ["../../../firmware-bridge", "../../firmware-bridge"].map((path) =>
    fileURLToPath(new URL(`${path}/${name}`, import.meta.url)),
  );
  const found = folders.find((path) => ["rtl", "core"].some((part) => existsSync(join(path, part))));
  return (
    found ??
    fail("bridge-missing", `This installation has no ${name} to simulate.`, {
      hint: "install equipoise from its repository or package",
    })
  );
}

/** The simulated FPGA's program, built once for each state of its sources. */
export function fpgaSimulator(baud?: number): FpgaSimulator {
  return buildFpgaSimulator(bridgeFolder("gateware"), undefined, baud);
}

/** Image words of the simulated ULX3S: a million synapses, and an upload does not erase 16 MB clock by clock. */
const ULX3S_IMAGE_BITS = 20;

/** Likewise. @param imageBits as the simulator takes them */
export function ulx3sSimulator(imageBits = ULX3S_IMAGE_BITS): FpgaSimulator {
  return buildUlx3sSimulator(bridgeFolder("gateware"), imageBits);
}

/** The firmware as a program of this machine, built likewise. */
function firmwareHost(): string {
  return buildFirmwareHost(bridgeFolder("firmware"));
}

/** What gives boards on pipes a pseudo-terminal; likewise. */
export function ptyRelay(): string {
  return buildPtyRelay(bridgeFolder("firmware"));
}

/** A committed image of the firmware. */
export function prebuiltFirmware(name: string): string {
  return join(bridgeFolder("firmware"), "prebuilt", name);
}

/** The processor's simulator is loaded by those who dial it only: most commands name boards in their help and never reach one. */
function dialPico(image: string): Dialer {
  return async () => (await import("../../firmware-bridge/simulated/pico-simulator.js")).dialPicoSimulator(image)();
}

/** Likewise, through the board's own USB socket. */
function dialPicoUsb(image: string): Dialer {
  return async () => (await import("../../firmware-bridge/simulated/pico-simulator.js")).dialPicoUsbSimulator(image)();
}

/** Likewise. A port that does not open is looked at, and the way out is that of what keeps it. */
function dialSerialPort(path: string, baud: number): Dialer {
  return async () => {
    const { openSerialPort } = await import("../../firmware-bridge/transport/serial-port-transport.js");
    return openSerialPort(path, baud).catch((error: unknown) => {
      throw withHint(error, "serial-open", (said) => wayOutOf(portFacts(path), said));
    });
  };
}

/** The same error with another hint, where it has that code and there is a better hint. */
function withHint(error: unknown, code: Code, hint: (message: string) => string | undefined): unknown {
  if (!(error instanceof EquipoiseError) || error.code !== code) return error;
  const better = hint(error.message);
  if (better === undefined) return error;
  const diagnostics = error.diagnostics.map((d) => ({ ...d, hint: better }));
  return new EquipoiseError(diagnostics, error.exitCode);
}

export const SIMULATED_BOARDS: readonly SimulatedBoard[] = [
  {
    id: "fpga",
    summary: "the iCE40 gateware at register-transfer level, in Verilator",
    dial: (baud) => dialFpgaSimulator(fpgaSimulator(baud)),
  },
  {
    id: "ulx3s",
    summary: "the gateware of the ULX3S, eight cores and SDRAM, likewise",
    dial: () => dialFpgaSimulator(ulx3sSimulator()),
  },
  {
    id: "mcu",
    summary: "the STM32F405 firmware in QEMU",
    dial: () => dialMcuSimulator(prebuiltFirmware("stm32f405.bin")),
  },
  {
    id: "nucleo",
    summary: "the NUCLEO-F446RE firmware in QEMU",
    dial: () => dialMcuSimulator(prebuiltFirmware("nucleo-f446.bin"), NUCLEO_USART),
  },
  {
    id: "pico",
    summary: "the Raspberry Pi Pico firmware in rp2040js",
    dial: () => dialPico(prebuiltFirmware("rp2040.uf2")),
  },
  {
    id: "pico-usb",
    summary: "the same through its USB socket, enumerated by a simulated host",
    dial: () => dialPicoUsb(prebuiltFirmware("rp2040.uf2")),
  },
  {
    id: "host",
    summary: "the firmware as a program of this machine, under sanitizers",
    dial: () => dialFirmwareHost(firmwareHost()),
  },
];

/** For help and hints. */
export const SIMULATED_NAMES = SIMULATED_BOARDS.map(({ id }) => `simulated:${id}`).join(", ");

/** What a board calls itself in HELLO → the target whose programs fit it. */
const TARGET_OF_BOARD: Readonly<Record<string, string>> = {
  UP5K: "ice40up5k",
  ECP5: "ecp5-85f",
  F405: "stm32f405",
  F446: "nucleo-f446",
  "2040": "rp2040",
  HOST: "rp2040",
};

export function isBoard(where: string): boolean {
  return where.startsWith("board:") || where.startsWith("simulated:");
}

/**
 * @param baud what was asked for, if anything
 * @throws EquipoiseError `bad-option` for an address that means nothing, or a rate that its line cannot have
 */
export function boardLine(where: string, baud?: number): BoardLine {
  if (baud !== undefined && !(Number.isInteger(baud) && baud > 0))
    fail("bad-option", `--baud ${baud} is not a whole number of at least 1`);
  const simulated = SIMULATED_BOARDS.find(({ id }) => where === `simulated:${id}`);
  if (simulated !== undefined) {
    if (simulated.id !== "fpga" && baud !== undefined && baud !== DEFAULT_BAUD)
      fail(
        "bad-option",
        simulated.id === "pico-usb"
          ? `the line of ${where} is USB and has no baud rate`
          : `the line of ${where} has ${DEFAULT_BAUD.toLocaleString("en")} baud and no other rate`,
        { hint: "leave out the baud rate, or use simulated:fpga" },
      );
    return { name: where, dial: simulated.dial(baud), link: SIMULATED_LINK };
  }
  const tcp = /^board:tcp:(.+):(\d+)$/.exec(where);
  if (tcp !== null && Number(tcp[2]) > HIGHEST_PORT)
    fail("bad-option", `"${where}" has the port ${tcp[2]}; ports go to ${HIGHEST_PORT.toLocaleString("en")}`);
  if (tcp !== null && baud !== undefined)
    fail("bad-option", `the line of ${where} is TCP and has no baud rate`, {
      hint: "leave it out, and set it where the board is",
    });
  if (tcp !== null) return { name: where, dial: () => openTcp(tcp[1], Number(tcp[2])), link: DEFAULT_LINK };
  const port = /^board:(.+)$/.exec(where);
  if (port !== null) return { name: where, dial: dialSerialPort(port[1], baud ?? DEFAULT_BAUD), link: DEFAULT_LINK };
  return fail("bad-option", `"${where}" names no board`, {
    hint: `write ${SIMULATED_NAMES}, board:/dev/ttyUSB1 or board:tcp:HOST:PORT`,
  });
}

const HIGHEST_PORT = 65_535;

/** Not 0, and new for every conversation. */
export function newSession(): number {
  return randomInt(1, 2 ** 31);
}

/** Four ASCII letters, the first in the lowest byte. */
export function boardName(word: number): string {
  return String.fromCharCode(...[0, 8, 16, 24].map((shift) => (word >>> shift) & 0xff));
}

/** The target whose programs fit a board that calls itself so; undefined for one that this version does not know. */
export function targetNameOfBoard(word: number): string | undefined {
  return TARGET_OF_BOARD[boardName(word)];
}

/** The target of the board at the other end, as it says itself. @throws EquipoiseError for a board that this version does not know */
export async function targetOfBoard(line: BoardLine): Promise<string> {
  const link = await openLink(line);
  link.close();
  return targetOfHello(link.board, line);
}

/** Likewise, of what it said. */
export function targetOfHello({ board }: { readonly board: number }, line: BoardLine): string {
  const name = boardName(board);
  return (
    TARGET_OF_BOARD[name] ??
    fail("board-name", `The board at ${line.name} calls itself ${name}, which this version does not know.`, {
      exitCode: ExitCode.device,
      hint: "name the target of its programs (--target)",
    })
  );
}

/** Uploads the program and arms the board. @throws EquipoiseError for a program that is not for such a board */
export async function openBoard(
  program: Program,
  line: BoardLine,
  progress: ProgressSink,
  realTime?: RealTimeRun,
): Promise<ExecutionTarget> {
  const link = { ...line.link, session: newSession() };
  const options = { name: line.name, onProgress: progress, realTime };
  const opened =
    program.family === "loihi"
      ? openLoihiBoard(program, loihiTargetById(program.target), line.dial, systemClock, link, options)
      : openSpinnakerBoard(machineOf(program), line.dial, systemClock, link, options);
  return opened.catch((error: unknown) => {
    throw withHint(error, "board-family", () => familyHint(line.runs ?? "description", program.family));
  });
}

/** A link without a program, for questions. */
export async function openLink(line: BoardLine): Promise<HostLink> {
  const link = new HostLink(line.dial, systemClock, { ...line.link, session: newSession() });
  await link.open();
  return link;
}
