/**
 * npm run golden -- FILE|FOLDER…   replays golden vectors on the emulator.
 * One line a file; exit code 1 at any difference, with file, step, neuron, field and both values.
 * npm run golden -- --examples     rewrites the table of programs and rasters of all examples, tests/golden/examples.json.
 */
import { readdirSync, statSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { EquipoiseError } from "../src/diagnostics/diagnostic.js";
import { ExitCode } from "../src/diagnostics/exit-codes.js";
import { formatDifference } from "../tests/golden/replay/difference.js";
import { replayFile } from "../tests/golden/replay/replay.js";
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
const files = examples ? [] : process.argv.slice(2).flatMap(expand);
if (!examples && files.length === 0) {
  process.stderr.write("usage: npm run golden -- FILE|FOLDER…   (golden vectors, .json or .json.gz), or --examples\n");
  process.exitCode = ExitCode.badInput;
}
for (const file of files) {
  try {
    const { compared, difference } = await replayFile(file);
    const counts = Object.entries(compared)
      .map(([what, n]) => `${n} × ${what}`)
      .join(", ");
    if (difference === null) process.stdout.write(`same       ${file}: ${counts}\n`);
    else {
      process.stdout.write(`DIFFERENT  ${file}: ${formatDifference(difference)}\n`);
      process.exitCode = ExitCode.badInput;
    }
  } catch (error) {
    if (error instanceof EquipoiseError) process.stderr.write(`error      ${file}: ${error.message}\n`);
    else process.stderr.write(`internal   ${file}: ${error instanceof Error ? error.stack : String(error)}\n`);
    process.exitCode = error instanceof EquipoiseError ? error.exitCode : ExitCode.internal;
  }
}
