/** What an exporter is: it writes an integer network as files for another tool, and says what these could not carry. */
import type { NumberArray } from "../program/little-endian.js";
import type { Integers } from "./integers/integers.js";

/** Something of the network that the other tool has no place for, or computes otherwise. */
export interface ExportLoss {
  /** Kebab-case: `noise`, `voltage-limits`. */
  readonly what: string;
  /** `population E`, `group E→I`. */
  readonly where: string;
  /** One sentence: what the other tool does instead, and what helps. */
  readonly note: string;
}

export interface ExportedArray {
  readonly name: string;
  readonly values: NumberArray;
}

/** A text, or arrays that become one .npz file. */
export type ExportedFile =
  | { readonly name: string; readonly text: string }
  | { readonly name: string; readonly arrays: readonly ExportedArray[] };

export interface Exported {
  readonly files: readonly ExportedFile[];
  /** Empty: the other tool gets everything, bit for bit. */
  readonly losses: readonly ExportLoss[];
  /** What runs it, as typed in the folder of the files. */
  readonly command: string;
}

export interface Exporter<Network extends Integers = Integers> {
  /** As in `export --to ID`. */
  readonly id: string;
  /** Of `--help`. */
  readonly describe: string;
  readonly family: Network["family"];
  /** What a description is compiled for unless told: target, and compiler options by name. */
  readonly target: string;
  readonly options: Readonly<Record<string, string | number | boolean>>;
  /** The tool by its name, and what it lacks that the target's chip has: ways out leave that aside. */
  readonly destination: { readonly name: string; readonly lacks: readonly "noise"[] };
  /** Every file that `write` may make. */
  readonly fileNames: readonly string[];
  /** @throws EquipoiseError where the other tool cannot run the network at all */
  write(integers: Network): Exported;
}
