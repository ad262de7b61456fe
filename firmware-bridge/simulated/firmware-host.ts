/** The firmware as a program of this machine, under the address and undefined-behaviour sanitizers: the same C as on the microcontrollers. */
import { dirname, join } from "node:path";
import { processTransport } from "../transport/process-transport.js";
import type { Dialer } from "../transport/transport.js";
import { buildOnce } from "./cached-build.js";

const HOST_BUILD = {
  name: "equipoise-firmware",
  sources: ["core", "ports/host"],
  script: "build-host.sh",
  needs: { gcc: "gcc libc6-dev" },
};

/**
 * @param firmware folder of core/ and ports/
 * @returns path of the program
 * @throws EquipoiseError `simulator-missing`, `simulator-build` where gcc is missing or fails
 */
export function buildFirmwareHost(firmware: string, cache?: string): string {
  return buildOnce(
    {
      ...HOST_BUILD,
      root: firmware,
      what: "The firmware for this machine",
      instead: "use simulated:pico, which needs nothing",
    },
    cache,
  );
}

/** What gives boards on pipes a pseudo-terminal; likewise. */
export function buildPtyRelay(firmware: string, cache?: string): string {
  return join(
    dirname(
      buildOnce(
        {
          ...HOST_BUILD,
          root: firmware,
          what: "The relay to a pseudo-terminal",
          instead: "give a command --on simulated:pico, which needs neither",
        },
        cache,
      ),
    ),
    "equipoise-pty",
  );
}

/** Every dial starts a board of its own, with power just switched on. */
export function dialFirmwareHost(program: string): Dialer {
  return () => Promise.resolve(processTransport(program));
}
