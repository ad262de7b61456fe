/** The firmware as a program of this machine, under the address and undefined-behaviour sanitizers: the same C as on the microcontrollers. */
import { processTransport } from "../transport/process-transport.js";
import type { Dialer } from "../transport/transport.js";
import { buildOnce } from "./cached-build.js";

/**
 * @param firmware folder of core/ and ports/
 * @returns path of the program
 * @throws EquipoiseError `simulator-missing`, `simulator-build` where gcc is missing or fails
 */
export function buildFirmwareHost(firmware: string, cache?: string): string {
  return buildOnce({ name: "equipoise-firmware", root: firmware, sources: ["core", "ports/host"], script: "build-host.sh", needs: { gcc: "gcc libc6-dev" }, what: "The firmware for this machine" }, cache);
}

/** Every dial starts a board of its own, with power just switched on. */
export function dialFirmwareHost(program: string): Dialer {
  return () => Promise.resolve(processTransport(program));
}
