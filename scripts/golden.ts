/**
 * npm run golden -- FILE|FOLDER…   replays golden vectors on the emulator.
 * One line a file; exit code 1 at any difference, with file, step, neuron, field and both values.
 */
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { EquipoiseError } from "../src/diagnostics/diagnostic.js";
import { ExitCode } from "../src/diagnostics/exit-codes.js";
import { formatDifference } from "../tests/golden/replay/difference.js";
import { replayFile } from "../tests/golden/replay/replay.js";

function expand(path: string): string[] {
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) =>
      statSync(join(path, name)).isDirectory()
        ? expand(join(path, name))
        : /\.json(\.gz)?$/.test(name)
          ? [join(path, name)]
          : [],
    );
}

const files = process.argv.slice(2).flatMap(expand);
if (files.length === 0) {
  process.stderr.write("usage: npm run golden -- FILE|FOLDER…   (golden vectors, .json or .json.gz)\n");
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
