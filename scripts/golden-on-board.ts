/** Golden vectors on a board: which it runs, and why not the others. */
import { openLoihiBoard } from "../firmware-bridge/boards/loihi-board.js";
import { openSpinnakerBoard } from "../firmware-bridge/boards/spinnaker-board.js";
import { systemClock } from "../firmware-bridge/transport/system-clock.js";
import { boardLine, newSession, type BoardLine } from "../src/cli/board-line.js";
import { EquipoiseError } from "../src/diagnostics/diagnostic.js";
import { ExitCode } from "../src/diagnostics/exit-codes.js";
import {
  recordsNetwork,
  replayFile,
  type ReplayFileOptions,
  type ReplayReport,
} from "../tests/golden/replay/replay.js";

/** What a vector came to: the report of its replay, or why the board cannot run it. */
export type OnBoard = ReplayReport | { readonly file: string; readonly cannot: string };

/** Refusals that are about the program and not about the line, besides those that say that something does not fit. */
const ALSO_CANNOT: readonly string[] = ["board-overflow", "inject-count"];

/** @param where `simulated:pico`, `board:/dev/ttyUSB1` @throws EquipoiseError `bad-option` for what is no board */
export function replaysOnBoard(where: string): (file: string) => Promise<OnBoard> {
  const line = boardLine(where);
  return async (file) => {
    if (!recordsNetwork(file)) return { file, cannot: "a table of functions, no network" };
    try {
      return await replayFile(file, openers(line));
    } catch (error) {
      if (!(error instanceof EquipoiseError)) throw error;
      const [{ code, message }] = error.diagnostics;
      if (error.exitCode !== ExitCode.doesNotFit && !ALSO_CANNOT.includes(code)) throw error;
      return { file, cannot: message };
    }
  };
}

function openers({ name, dial, link }: BoardLine): ReplayFileOptions {
  const session = () => ({ ...link, session: newSession() });
  return {
    open: (program, target) => openLoihiBoard(program, target, dial, systemClock, session(), { name }),
    openMachine: (machine, ringAtStart) =>
      openSpinnakerBoard(machine, dial, systemClock, session(), { name, ringAtStart }),
  };
}
