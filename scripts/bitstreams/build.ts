/** From the sources of a board to the folder with its cells, and on to its bitstream. */
import { createHash } from "node:crypto";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FPGA, ROOT } from "../python-environments.js";
import { GATEWARE, sourcesOf, type Board } from "./boards.js";
import { runTool } from "./tools.js";
import { usageIn, type Usage } from "./usage.js";

/** Cells of every state of the sources for which they were made. */
const KEPT = join(ROOT, "out", "bitstreams");
/** Of place.sh, in its folder. */
const BITSTREAM = "placed.bitstream";

export interface Placed {
  readonly usage: Usage;
  readonly bitstream: Buffer;
}

/** The module that becomes cells. */
interface Top {
  readonly top: string;
  readonly parameters?: Readonly<Record<string, number>>;
}

/**
 * Turns the sources into cells. Returns the folder of core.json and netlist.v, which is kept.
 * @param anew also where it is there already
 * @param change another top than the bitstream's
 */
export async function synthesise(board: Board, anew = false, change: Partial<Top> = {}): Promise<string> {
  const top: Top = { top: change.top ?? board.top, parameters: change.parameters };
  const folder = join(KEPT, `${board.name}-${digestOf(board, top)}`);
  if (!anew && existsSync(folder)) return folder;
  mkdirSync(KEPT, { recursive: true });
  const unfinished = mkdtempSync(`${folder}.`);
  const parameters = Object.entries(top.parameters ?? {})
    .map(([name, value]) => `${name}=${value}`)
    .join(",");
  try {
    await runTool("synth.sh", [board.family, unfinished, top.top, parameters || "none", ...sourcesOf(board)]);
    rmSync(folder, { recursive: true, force: true });
    renameSync(unfinished, folder);
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
  return folder;
}

/**
 * Places and routes the cells and packs the bitstream.
 * @param cells folder that `synthesise` returned
 * @throws Error where the clock is not reached, or the part is too small
 */
export async function place(board: Board, cells: string): Promise<Placed> {
  const folder = mkdtempSync(join(tmpdir(), "equipoise-place-"));
  try {
    copyFileSync(join(cells, "core.json"), join(folder, "core.json"));
    const { family, part, package: pins, constraints, mhz, seed } = board;
    await runTool("place.sh", [family, folder, BITSTREAM, part, pins, constraints, String(mhz), String(seed)]);
    const usage = usageIn(folder, board);
    const bitstream = readFileSync(join(folder, BITSTREAM));
    return { usage, bitstream };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Of everything that the cells depend on: sources, script, tools. */
function digestOf(board: Board, top: Top): string {
  const headers = readdirSync(join(GATEWARE, "rtl")).filter((name) => name.endsWith(".vh"));
  const files = [
    ...sourcesOf(board),
    ...headers.sort().map((name) => `rtl/${name}`),
    "synth.sh",
    `${board.family}/family.sh`,
  ];
  const hash = createHash("sha256").update(JSON.stringify([top, files, FPGA]));
  for (const file of files) hash.update(readFileSync(join(GATEWARE, file)));
  return hash.digest("hex").slice(0, 16);
}
