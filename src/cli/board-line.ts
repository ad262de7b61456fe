/** Where a board is, as it is written on the command line: `simulated:fpga`, `board:/dev/ttyUSB1`, `board:tcp:HOST:PORT`. */
import { randomInt } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openLoihiBoard } from "../../firmware-bridge/boards/loihi-board.js";
import { DEFAULT_LINK, HostLink, type LinkOptions } from "../../firmware-bridge/protocol/host-link.js";
import { buildFpgaSimulator, dialFpgaSimulator } from "../../firmware-bridge/simulated/fpga-simulator.js";
import { openSerialPort } from "../../firmware-bridge/transport/serial-port-transport.js";
import { systemClock } from "../../firmware-bridge/transport/system-clock.js";
import { openTcp } from "../../firmware-bridge/transport/tcp-transport.js";
import type { Dialer } from "../../firmware-bridge/transport/transport.js";
import { fail, type ProgressSink } from "../diagnostics/diagnostic.js";
import type { ExecutionTarget } from "../program/execution-target.js";
import type { Program } from "../program/types.js";
import { loihiTargetById } from "../targets/registry.js";

export interface BoardLine {
  /** As written. */
  readonly name: string;
  readonly dial: Dialer;
  readonly link: Omit<LinkOptions, "session">;
}

/** Simulating a clock takes its time: silence means little. */
const SIMULATED_LINK = { ...DEFAULT_LINK, answerMs: 5000 };
/** Beside the package's dist folder; two steps up where the sources run themselves. */
const GATEWARE = ["../../../firmware-bridge/gateware", "../../firmware-bridge/gateware"].map((path) => fileURLToPath(new URL(path, import.meta.url))).find((path) => existsSync(join(path, "rtl")));

export function isBoard(where: string): boolean {
  return where.startsWith("board:") || where.startsWith("simulated:");
}

/** The simulated FPGA's program, built once for each state of its sources. */
export function fpgaSimulator(): string {
  return buildFpgaSimulator(GATEWARE ?? fail("gateware-missing", "This installation has no gateware to simulate.", { hint: "install equipoise from its repository or package" }));
}

/** @throws EquipoiseError `bad-option` for an address that means nothing */
export function boardLine(where: string, baud: number): BoardLine {
  if (where === "simulated:fpga") return { name: where, dial: dialFpgaSimulator(fpgaSimulator()), link: SIMULATED_LINK };
  const tcp = /^board:tcp:(.+):(\d{1,5})$/.exec(where);
  if (tcp !== null) return { name: where, dial: () => openTcp(tcp[1], Number(tcp[2])), link: DEFAULT_LINK };
  const port = /^board:(.+)$/.exec(where);
  if (port !== null) return { name: where, dial: () => openSerialPort(port[1], baud), link: DEFAULT_LINK };
  return fail("bad-option", `"${where}" names no board`, { hint: "write simulated:fpga, board:/dev/ttyUSB1 or board:tcp:HOST:PORT" });
}

/** Not 0, and new for every conversation. */
export function newSession(): number {
  return randomInt(1, 2 ** 31);
}

/** Uploads the program and arms the board. @throws EquipoiseError for a program that is not for such a board */
export async function openBoard(program: Program, line: BoardLine, progress: ProgressSink): Promise<ExecutionTarget> {
  if (program.family !== "loihi") fail("board-family", `The board at ${line.name} runs Loihi-style programs, not those of ${program.target}.`, { hint: "compile with --target ice40up5k" });
  return openLoihiBoard(program, loihiTargetById(program.target), line.dial, systemClock, { ...line.link, session: newSession() }, { name: line.name, onProgress: progress });
}

/** A link without a program, for questions. */
export async function openLink(line: BoardLine): Promise<HostLink> {
  const link = new HostLink(line.dial, systemClock, { ...line.link, session: newSession() });
  await link.open();
  return link;
}
