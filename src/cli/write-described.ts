/** What an import makes, as files: `network.json`, `network.npz` where it has arrays, and `losses.json`. */
import { join } from "node:path";
import type { NumericArray } from "../arrays/npy.js";
import { fail } from "../diagnostics/diagnostic.js";
import { ARRAYS, type DescribedNetwork } from "../interchange/described-network.js";
import type { Loss } from "../interchange/losses.js";
import { toLittleEndian } from "../program/little-endian.js";
import { npzFile, type NpzArray } from "../recording/npz.js";
import { writePieces, writeWhole } from "./files.js";
import { prepareOutputs } from "./outputs.js";
import { formatTable } from "./table.js";
import type { Terminal } from "./terminal.js";

const DESCRIPTION = "network.json";
export const LOSSES = "losses.json";

/** Looks at the files before any work. @throws EquipoiseError as `prepareOutputs` */
export function prepareDescribed(folder: string, inputs: readonly string[]): void {
  prepareOutputs(
    [DESCRIPTION, ARRAYS, LOSSES].map((name) => ({ option: "--out", path: join(folder, name) })),
    inputs,
  );
}

/**
 * Looks at `--burn-in` of an import. That it is shorter than the run is looked at where the description is read, as `--duration` of
 * another command may come in between.
 *
 * @throws EquipoiseError `bad-option` below 0
 */
export function checkBurnIn(burnIn: number | undefined): void {
  if (burnIn !== undefined && !(burnIn >= 0 && Number.isFinite(burnIn)))
    fail("bad-option", `--burn-in ${burnIn} is below 0`, { hint: "give a number of ms such as 200" });
}

/** @returns the names of the files that were written */
export function writeDescribed(folder: string, { document, arrays, losses }: DescribedNetwork): string[] {
  writeWhole(join(folder, DESCRIPTION), `${JSON.stringify(document, null, 1)}\n`);
  if (arrays.size > 0) writePieces(join(folder, ARRAYS), npzFile(npzArrays(arrays)));
  writeLosses(folder, losses);
  return [DESCRIPTION, ...(arrays.size > 0 ? [ARRAYS] : []), LOSSES];
}

export function writeLosses(folder: string, losses: readonly Loss[]): void {
  writeWhole(join(folder, LOSSES), `${JSON.stringify(losses, null, 2)}\n`);
}

/** Prints the loss list of a door, or that nothing is in it. */
export function printLosses(terminal: Terminal, losses: readonly Loss[]): void {
  if (losses.length === 0) return terminal.print("everything was carried");
  terminal.print();
  terminal.print(
    formatTable(
      ["", "where"],
      losses.map(({ kind, where }) => [kind, where]),
      { below: losses.map(({ what }) => what) },
    ),
  );
}

/** The arrays as those of a .npz file. */
export function npzArrays(arrays: DescribedNetwork["arrays"]): NpzArray[] {
  return [...arrays].map(([name, values]) => npzOf(name, values));
}

function npzOf(name: string, values: NumericArray): NpzArray {
  const kind = values instanceof Float64Array || values instanceof Float32Array ? "f" : isUnsigned(values) ? "u" : "i";
  const bytes = toLittleEndian(values.slice());
  return {
    name,
    type: `${values.BYTES_PER_ELEMENT === 1 ? "|" : "<"}${kind}${values.BYTES_PER_ELEMENT}`,
    shape: [values.length],
    length: bytes.length,
    pieces: () => [bytes],
  };
}

function isUnsigned(values: NumericArray): boolean {
  return values instanceof Uint32Array || values instanceof Uint16Array || values instanceof Uint8Array;
}
