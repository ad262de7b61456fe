/**
 * The FPGA board, simulated: the gateware's RTL in Verilator, with a bit-level UART, as a program of this machine.
 * It is built once for each state of the sources, into the user's cache.
 */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { fail } from "../../src/diagnostics/diagnostic.js";
import { ExitCode } from "../../src/diagnostics/exit-codes.js";
import { processTransport } from "../transport/process-transport.js";
import type { Dialer } from "../transport/transport.js";

const PROGRAM = "equipoise-fpga";

/**
 * @param gateware folder of rtl/ and sim/
 * @returns path of the simulator
 * @throws EquipoiseError `simulator-build` where verilator, g++ or make is missing or fails
 */
export function buildFpgaSimulator(gateware: string, cache = join(homedir(), ".cache", "equipoise")): string {
  const sources = ["rtl", "sim"].flatMap((folder) => readdirSync(join(gateware, folder)).sort().map((name) => join(gateware, folder, name)));
  const hash = createHash("sha256");
  for (const path of sources) hash.update(readFileSync(path));
  const folder = join(cache, `fpga-${hash.digest("hex").slice(0, 16)}`);
  const program = join(folder, PROGRAM);
  if (existsSync(program)) return program;
  // Built aside and renamed, so that a build that was broken off, or runs twice, leaves nothing half done.
  const aside = `${folder}-${process.pid}`;
  mkdirSync(aside, { recursive: true });
  try {
    execFileSync("bash", [join(gateware, "sim", "build.sh"), aside], { stdio: "pipe" });
    if (!existsSync(program)) renameSync(aside, folder);
  } catch (error) {
    const text = error instanceof Error && "stderr" in error ? String(error.stderr).trim().split("\n").slice(-3).join("\n") : String(error);
    fail("simulator-build", `The simulated FPGA could not be built: ${text}`, { exitCode: ExitCode.device, hint: "install verilator, g++ and make (Debian: apt-get install verilator g++ make)" });
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
  return program;
}

/** Every dial starts a board of its own, with power just switched on. */
export function dialFpgaSimulator(program: string): Dialer {
  return () => Promise.resolve(processTransport(program));
}
