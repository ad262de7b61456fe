/** A board whose RTL is replaced by the cells that its bitstream is placed from, simulated behind the same serial line. */
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { FpgaSimulator } from "../../firmware-bridge/simulated/fpga-simulator.js";
import { GATEWARE, type Board, type Simulation } from "./boards.js";
import { synthesise } from "./build.js";
import { cellModels, runTool } from "./tools.js";

export type SimulatedBoard = Board & { readonly simulation: Simulation };

/** Returns the folder with the netlist that is simulated, and what else `synthesise` says. */
export const simulatedCells = (board: SimulatedBoard): Promise<string> => synthesise(board, false, board.simulation);

/**
 * Builds it where it is not there yet. Needs verilator, g++ and make.
 * @param netlist in place of the one that synthesis gives
 * @throws Error with what a tool said, where it fails
 */
export async function netlistSimulator(board: SimulatedBoard, netlist?: string): Promise<FpgaSimulator> {
  const cells = await simulatedCells(board);
  const { build, models, clockHz, divider } = board.simulation;
  const verilog = [netlist ?? join(cells, "netlist.v"), ...models.map((path) => join(GATEWARE, path))];
  const harness = ["sim/simulate.cpp", "sim/verilate.sh", "sim/board.h", "ulx3s/board.h", "ulx3s/sdram_model.h"];
  const hash = createHash("sha256");
  for (const file of [build, ...harness].map((path) => join(GATEWARE, path)).concat(verilog))
    hash.update(readFileSync(file));
  const folder = join(cells, `simulator-${hash.digest("hex").slice(0, 16)}`);
  const program = join(folder, SIMULATORS[dirname(build)]);
  if (!existsSync(program))
    await runTool(build, [folder, "netlist", String(divider), cellModels(board.family), ...verilog]);
  return { program, baud: clockHz / divider, clockHz };
}

/** What the scripts call what they build. */
const SIMULATORS: Readonly<Record<string, string>> = { sim: "equipoise-fpga", ulx3s: "equipoise-ulx3s" };
