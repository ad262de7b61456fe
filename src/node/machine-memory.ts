/** How much memory a network may take on this machine: a network that it cannot hold is refused before anything is drawn. */
import { totalmem } from "node:os";
import { fail } from "../diagnostics/diagnostic.js";

const GB = 1e9;
/** Where the system's answer is wrong, or less should be used: `EQUIPOISE_MEMORY_GB=64`. */
const OVERRIDE = "EQUIPOISE_MEMORY_GB";
export const HOW_TO_ALLOW_MORE = `${OVERRIDE}=N says that N GB may be used`;

/** Of a machine's memory; the rest is the system's and that of other programs. */
const SHARE = 0.75;

/** Bytes this machine, or the group of processes that we run in, may use. @throws EquipoiseError `bad-environment` */
export function machineMemory(environment: Readonly<Record<string, string | undefined>> = process.env): number {
  const told = environment[OVERRIDE];
  if (told !== undefined && told !== "") {
    const gigabytes = Number(told);
    if (!(gigabytes > 0 && Number.isFinite(gigabytes)))
      fail("bad-environment", `${OVERRIDE} is "${told}", which is no number of gigabytes`, {
        hint: `write ${OVERRIDE}=16`,
      });
    return gigabytes * GB;
  }
  // Without a limit it is undefined, 0 or a number beyond every machine.
  const limit = process.constrainedMemory?.() ?? 0;
  return SHARE * (limit > 0 ? Math.min(limit, totalmem()) : totalmem());
}
