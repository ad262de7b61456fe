/**
 * npm run bitstreams -- [BOARD…] [--check] [--seeds N] [--write-docs]
 * Builds the bitstreams of firmware-bridge/gateware/boards.json from their sources with the tools of .python/fpga, and writes them, the
 * table usage.json of what they take, and the tables of docs/ that follow from it. The same bytes on every machine.
 *   --check        writes nothing, and fails where a committed byte differs from what the sources give
 *   --seeds N      first tries the seeds 1 … N of place-and-route, and keeps the one with the highest clock in boards.json
 *   --write-docs   builds nothing: only the tables of docs/, from usage.json
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { ROOT } from "../python-environments.js";
import { boardNamed, BOARDS_FILE, GATEWARE, readBoards, type Board } from "./boards.js";
import { place, synthesise, type Placed } from "./build.js";
import { difference } from "./compare.js";
import { pagesWithTables, writeTables } from "./tables.js";
import { readUsages, USAGE_FILE, type Usage } from "./usage.js";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { check: { type: "boolean" }, "write-docs": { type: "boolean" }, seeds: { type: "string" } },
});
try {
  await run();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}

async function run(): Promise<void> {
  const seeds = values.seeds === undefined ? 0 : Number(values.seeds);
  if (!Number.isInteger(seeds) || seeds < 0 || (values.seeds !== undefined && (seeds === 0 || values.check)))
    throw new Error("--seeds takes a number from 1, and goes without --check.");
  if (values["write-docs"]) {
    if (values.check || seeds > 0 || positionals.length > 0)
      throw new Error("--write-docs builds nothing: leave the rest out; without it the tables are written, too.");
    return writeTables(readBoards(), readUsages());
  }
  const names = positionals.length > 0 ? positionals : readBoards().map(({ name }) => name);
  const boards = names.map(boardNamed);
  const built = await inTurns(boards, (board) => build(board, seeds));
  if (values.check) check(boards, built);
  else write(boards, built);
}

async function build(board: Board, seeds: number): Promise<Placed> {
  const began = Date.now();
  const since = () => `${((Date.now() - began) / 1000).toFixed(0)} s`;
  const cells = await synthesise(board, true);
  console.log(`${board.name}: cells after ${since()}`);
  let best: Placed | null = null;
  for (const seed of seeds > 0 ? Array.from({ length: seeds }, (_, k) => k + 1) : [board.seed]) {
    try {
      const placed = await place({ ...board, seed }, cells);
      console.log(`${board.name}: seed ${seed}, ${placed.usage.mhz.toFixed(2)} MHz, after ${since()}`);
      if (best === null || placed.usage.mhz > best.usage.mhz) best = placed;
    } catch (error) {
      // A seed that misses the clock is no candidate; the only one has to reach it.
      if (seeds === 0) throw error;
      console.log(`${board.name}: seed ${seed} does not reach ${board.mhz} MHz, after ${since()}`);
    }
  }
  if (best === null) throw new Error(`${board.name}: no seed from 1 to ${seeds} reaches ${board.mhz} MHz.`);
  return best;
}

function write(boards: readonly Board[], built: readonly Placed[]): void {
  let text = readFileSync(BOARDS_FILE, "utf8");
  const usages: Record<string, Usage> = existsSync(USAGE_FILE) ? { ...readUsages() } : {};
  for (const [k, board] of boards.entries()) {
    const { usage, bitstream } = built[k];
    if (board.bitstream !== "none") writeFileSync(join(GATEWARE, board.bitstream), bitstream);
    usages[board.name] = usage;
    text = withSeed(text, board.name, usage.seed);
  }
  writeFileSync(BOARDS_FILE, text);
  const all = readBoards();
  // In the order of boards.json, and without boards that are gone.
  const known = all.flatMap(({ name }) => (name in usages ? [[name, usages[name]] as const] : []));
  writeFileSync(USAGE_FILE, usageText(Object.fromEntries(known)));
  if (known.length < all.length) console.log("the tables of docs/ wait for the other boards");
  else writeTables(all, usages);
}

function check(boards: readonly Board[], built: readonly Placed[]): void {
  const usages = readUsages();
  const wrong: string[] = [];
  for (const [k, board] of boards.entries()) {
    const { usage, bitstream } = built[k];
    const found = [];
    if (board.bitstream !== "none") {
      const path = join(GATEWARE, board.bitstream);
      found.push(difference(board.bitstream, existsSync(path) ? readFileSync(path) : null, bitstream));
    }
    const [committed, now] = [usages[board.name], usage].map((one) => JSON.stringify(one));
    if (committed !== now) found.push(`usage.json of ${board.name} says ${committed}, but it is ${now}.`);
    const errors = found.filter((one) => one !== null);
    if (errors.length === 0)
      console.log(`${board.name}: ${board.bitstream === "none" ? "size" : `${bitstream.length} bytes`} as committed`);
    wrong.push(...errors);
  }
  for (const [page, text] of pagesWithTables(readBoards(), usages))
    if (readFileSync(join(ROOT, "docs", page), "utf8") !== text)
      wrong.push(`the tables of docs/${page} are not those of usage.json.`);
  if (wrong.length > 0) throw new Error(`${wrong.join("\n")}\nbuild them anew and commit them: npm run bitstreams`);
}

/** Changes one number, and leaves the file's lines as they were. */
function withSeed(text: string, name: string, seed: number): string {
  const place = new RegExp(`("name": "${name}",[^}]*?"seed": )\\d+`);
  if (!place.test(text)) throw new Error(`boards.json has no seed of ${name}.`);
  return text.replace(place, `$1${seed}`);
}

/** One line a board. */
function usageText(usages: Readonly<Record<string, Usage>>): string {
  const lines = Object.entries(usages).map(([name, usage]) => `  ${JSON.stringify(name)}: ${JSON.stringify(usage)}`);
  return `{\n${lines.join(",\n")}\n}\n`;
}

/** As many at once as this machine has processors, the last first, which takes longest; each tool uses one. */
async function inTurns<In, Out>(all: readonly In[], work: (one: In) => Promise<Out>): Promise<Out[]> {
  const done = new Array<Out>(all.length);
  let left = all.length;
  const worker = async () => {
    while (left > 0) {
      const mine = --left;
      done[mine] = await work(all[mine]);
    }
  };
  await Promise.all(Array.from({ length: Math.min(all.length, availableParallelism()) }, worker));
  return done;
}
