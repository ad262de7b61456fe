/**
 * npm run golden -- FILE|FOLDER…   replays golden vectors on the emulator.
 * One line a file; exit code 1 at any difference, with file, step, neuron, field and both values.
 * npm run golden -- --on simulated:pico FILE|FOLDER…   replays them on a board; what it cannot run is listed with the reason.
 * npm run golden -- --examples     rewrites the table of programs and rasters of all examples, tests/golden/examples.json.
 */
import { readdirSync, statSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { parseArgs } from "node:util";
import { EquipoiseError } from "../src/diagnostics/diagnostic.js";
import { ExitCode } from "../src/diagnostics/exit-codes.js";
import { formatDifference } from "../tests/golden/replay/difference.js";
import { replayFile } from "../tests/golden/replay/replay.js";
import { replaysOnBoard, type OnBoard } from "./golden-on-board.js";
import { examplesTable } from "./examples-table.js";

const EXAMPLES_TABLE = join("tests", "golden", "examples.json");

function expand(path: string): string[] {
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) =>
      statSync(join(path, name)).isDirectory()
        ? expand(join(path, name))
        : /\.json(\.gz)?$/.test(name) && name !== basename(EXAMPLES_TABLE)
          ? [join(path, name)]
          : [],
    );
}

const examples = process.argv[2] === "--examples";
if (examples) {
  const table = await examplesTable("examples", (name) => void process.stdout.write(`${name}\n`));
  writeFileSync(EXAMPLES_TABLE, `${JSON.stringify(table, null, 2)}\n`);
  process.stdout.write(`wrote ${EXAMPLES_TABLE}\n`);
}
const { values, positionals } = parseArgs({
  args: process.argv.slice(examples ? 3 : 2),
  options: { on: { type: "string" } },
  allowPositionals: true,
});
const files = positionals.flatMap(expand);
if (!examples && files.length === 0) {
  process.stderr.write(
    "usage: npm run golden -- FILE|FOLDER…   (golden vectors, .json or .json.gz), with --on BOARD on a board; or --examples\n",
  );
  process.exitCode = ExitCode.badInput;
}

/** How many came to what. */
const tally = { same: 0, different: 0, cannot: 0, error: 0 };
const replay: (file: string) => Promise<OnBoard> = values.on === undefined ? replayFile : replaysOnBoard(values.on);
for (const file of files) {
  try {
    const outcome = await replay(file);
    if ("cannot" in outcome) {
      tally.cannot++;
      process.stdout.write(`cannot     ${file}: ${outcome.cannot}\n`);
      continue;
    }
    const { compared, difference } = outcome;
    tally[difference === null ? "same" : "different"]++;
    const counts = Object.entries(compared)
      .map(([what, n]) => `${n} × ${what}`)
      .join(", ");
    if (difference === null) process.stdout.write(`same       ${file}: ${counts}\n`);
    else {
      process.stdout.write(`DIFFERENT  ${file}: ${formatDifference(difference)}\n`);
      process.exitCode = ExitCode.badInput;
    }
  } catch (error) {
    tally.error++;
    if (error instanceof EquipoiseError) process.stderr.write(`error      ${file}: ${error.message}\n`);
    else process.stderr.write(`internal   ${file}: ${error instanceof Error ? error.stack : String(error)}\n`);
    process.exitCode = error instanceof EquipoiseError ? error.exitCode : ExitCode.internal;
  }
}
if (values.on !== undefined && files.length > 0) {
  const { same, different, cannot, error } = tally;
  process.stdout.write(
    `${values.on}: ${same} the same, ${different} different, ${error} failed, ${cannot} that it cannot run\n`,
  );
  // A board that runs none of them has proved nothing.
  if (same === 0) process.exitCode ??= ExitCode.doesNotFit;
}
