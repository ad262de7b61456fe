/** The FPGA boards of firmware-bridge/gateware/boards.json: what each one's bitstream is made of, and with which seed. */
import { readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../python-environments.js";

export const GATEWARE = join(ROOT, "firmware-bridge", "gateware");
export const BOARDS_FILE = join(GATEWARE, "boards.json");

export type Family = "ice40" | "ecp5";

/** Paths are those under gateware/. */
export interface Board {
  readonly name: string;
  /** Head of its column in the tables of docs/. */
  readonly title: string;
  readonly family: Family;
  /** Module. */
  readonly top: string;
  /** Files, and folders whose every .v file is one. */
  readonly sources: readonly string[];
  /** As nextpnr calls them: `up5k`, `sg48`. */
  readonly part: string;
  readonly package: string;
  /** Pins and clocks, `none` where the tool may choose. */
  readonly constraints: string;
  /** Clock that place-and-route has to reach. */
  readonly mhz: number;
  /** Of place-and-route. */
  readonly seed: number;
  /** `none` where only the size is wanted. */
  readonly bitstream: string;
  /** Of docs/, with the table that this board has a column in. */
  readonly page: string;
  /** How its cells are simulated; absent where those of another board of the family are. */
  readonly simulation?: Simulation;
}

export interface Simulation {
  /** Script that builds it: OUT_DIRECTORY BAUD … DIVIDER LIBRARY VERILOG…, as it says. */
  readonly build: string;
  /** Where they differ from those of the bitstream: module and its parameters. */
  readonly top?: string;
  readonly parameters?: Readonly<Record<string, number>>;
  /** What stands around the netlist, and models of cells that Yosys has not. */
  readonly models: readonly string[];
  readonly clockHz: number;
  /** Clocks a bit of its serial line. */
  readonly divider: number;
}

export const readBoards = (): readonly Board[] => JSON.parse(readFileSync(BOARDS_FILE, "utf8")) as Board[];

/** @throws Error with one sentence where there is none of that name */
export function boardNamed(name: string): Board {
  const boards = readBoards();
  const board = boards.find((one) => one.name === name);
  if (board) return board;
  throw new Error(`there is no board ${name}: boards.json has ${boards.map((one) => one.name).join(", ")}.`);
}

/** Returns every Verilog source, in the order in which it is read. */
export function sourcesOf(board: Board): string[] {
  return board.sources.flatMap((path) =>
    statSync(join(GATEWARE, path)).isDirectory()
      ? readdirSync(join(GATEWARE, path))
          .filter((name) => name.endsWith(".v"))
          .sort()
          .map((name) => `${path}/${name}`)
      : [path],
  );
}
