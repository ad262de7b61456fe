/** The FPGA board, simulated: the gateware's RTL in Verilator, with a bit-level UART, as a program of this machine. */
import { processTransport } from "../transport/process-transport.js";
import type { Dialer } from "../transport/transport.js";
import { buildOnce } from "./cached-build.js";

/**
 * @param gateware folder of rtl/ and sim/
 * @returns path of the simulator
 * @throws EquipoiseError `simulator-build` where verilator, g++ or make is missing or fails
 */
export function buildFpgaSimulator(gateware: string, cache?: string): string {
  return buildOnce({ name: "equipoise-fpga", root: gateware, sources: ["rtl", "sim"], script: "sim/build.sh", packages: "verilator g++ make", what: "The simulated FPGA" }, cache);
}

/** Every dial starts a board of its own, with power just switched on. */
export function dialFpgaSimulator(program: string): Dialer {
  return () => Promise.resolve(processTransport(program));
}
