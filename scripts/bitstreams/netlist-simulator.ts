/** A board whose RTL is replaced by the cells that its bitstream is placed from, simulated behind the same serial line. */
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { FpgaSimulator } from "../../firmware-bridge/simulated/fpga-simulator.js";
import { GATEWARE, type Board } from "./boards.js";
import { synthesise } from "./build.js";
import { cellModels, runTool } from "./tools.js";

/** What sim/simulate.cpp calls a second. */
const CLOCK_HZ = 24_000_000;

/**
 * Builds it where it is not there yet. Needs verilator, g++ and make.
 * @param netlist in place of the one that synthesis gives
 * @throws Error with what a tool said, where it fails
 */
export async function netlistSimulator(board: Board, netlist?: string): Promise<FpgaSimulator> {
  const cells = await synthesise(board);
  const own = ["sim/build.sh", "sim/simulate.cpp", ...board.simulation].map((path) => join(GATEWARE, path));
  const verilog = [netlist ?? join(cells, "netlist.v"), ...own.slice(2)];
  const hash = createHash("sha256");
  for (const file of [...own, verilog[0]]) hash.update(readFileSync(file));
  const folder = join(cells, `simulator-${hash.digest("hex").slice(0, 16)}`);
  const program = join(folder, "equipoise-fpga");
  const baud = CLOCK_HZ / board.divider;
  if (!existsSync(program))
    await runTool("sim/build.sh", [folder, String(baud), String(board.divider), cellModels(board.family), ...verilog]);
  return { program, baud, clockHz: CLOCK_HZ };
}
