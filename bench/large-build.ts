/**
 * `npm run bench -- build --large`: 10^8 synapses, Brunel's network with 32,000 cells and a tenth of all as inputs of each, from the file to the
 * first step; each in a process of its own, with the most memory that it had.
 *
 *   --on reference,spinnaker1   unless told; loihi1 is possible, too   --write-docs   the table into docs/performance.md
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BenchArguments } from "./arguments.js";
import { machineLine } from "./machine-line.js";
import { writeBlock } from "./side-by-side/generated-block.js";
import { markdownTable } from "./side-by-side/markdown-table.js";
import { runOurs } from "./side-by-side/simulators.js";
import { significant } from "./timings.js";
import { BRUNEL } from "./workloads.js";

/** examples/brunel.yaml has 10,000 + 2,500 cells and C_E = 1,000; each number stands there once. */
const LARGER: readonly (readonly [string, string])[] = [
  ["C_E: 1000", "C_E: 2500"],
  ["size: 10000", "size: 25600"],
  ["size: 2500", "size: 6400"],
];
const GB = 1e9;

export function benchLargeBuild(args: BenchArguments): void {
  const forms = (args.text("--on") ?? "reference,spinnaker1").split(",");
  const folder = mkdtempSync(join(tmpdir(), "equipoise-large-"));
  try {
    const file = join(folder, "large.yaml");
    writeFileSync(file, largerBrunel());
    const rows = forms.map((on) => {
      const { costs } = runOurs(on, folder, { network: file, on, threads: 1, steps: 1 });
      process.stderr.write(`${on}\n`);
      return [
        on,
        costs.synapses.toLocaleString("en"),
        significant(costs.build),
        (costs.peakBytes / GB).toFixed(2),
        (costs.peakBytes / costs.synapses).toFixed(1),
      ];
    });
    const table = markdownTable(["on", "synapses", "to the first step, s", "peak GB", "bytes a synapse"], rows);
    console.log(`\n${table}`);
    if (args.has("--write-docs")) writeBlock("large-build", [machineLine(), table].join("\n\n"));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function largerBrunel(): string {
  return LARGER.reduce(
    (text, [from, to]) => {
      if (text.split(from).length !== 2) throw new Error(`examples/brunel.yaml has "${from}" not once`);
      return text.replace(from, to);
    },
    readFileSync(BRUNEL, "utf8"),
  );
}
