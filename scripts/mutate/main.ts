/**
 * `npm run mutate -- [--files PART…] [--sample N] [--seed S] [--tests N]`: mutation testing of the arithmetic. One small wrong change at a
 * time in a scratch copy of the tree; the tests nearest to the changed file must notice. What none of them notices is listed.
 */
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { CounterStream } from "../../src/numerics/philox.js";
import { ImportGraph } from "./import-graph.js";
import { mutantsOf, type Mutant } from "./mutants.js";
import { scopeOf, trackedFiles } from "./scope.js";
import { TestHost } from "./test-host.js";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
/** A mutant whose tests take so much longer than those of the source as it is never ends. */
const SLOWER = 10;
const LEAST_MS = 20_000;
const BASELINE_MS = 300_000;

const { values } = parseArgs({
  options: {
    files: { type: "string", multiple: true, default: [] },
    sample: { type: "string" },
    seed: { type: "string", default: "1" },
    tests: { type: "string", default: "8" },
  },
});
const whole = (option: "sample" | "seed" | "tests"): number | undefined => {
  const text = values[option];
  if (text !== undefined && !/^\d+$/.test(text)) refuse(`--${option} ${text} is no whole number`);
  return text === undefined ? undefined : Number(text);
};
const [sample, seed, most] = [whole("sample"), whole("seed")!, whole("tests")!];

const files = trackedFiles(ROOT);
const scope = scopeOf(files);
const sources = scope.sources.filter(
  (file) => values.files.length === 0 || values.files.some((part) => file.includes(part)),
);
if (sources.length === 0) refuse(`no source that is mutated has ${values.files.join(", ")} in its name`);
const textOf = (file: string) => readFileSync(join(ROOT, file), "utf8");
const all = sources.flatMap((file) => mutantsOf(file, textOf(file)));
const chosen = sample === undefined ? all : draw(all, sample, seed);
const graph = new ImportGraph(ROOT, scope.tests);

const scratch = mkdtempSync(join(tmpdir(), "equipoise-mutate-"));
const host = new TestHost(scratch);
for (const [signal, code] of [
  ["SIGINT", 130],
  ["SIGTERM", 143],
] as const)
  process.on(signal, () => process.exit(code));
process.on("exit", () => {
  host.end();
  rmSync(scratch, { recursive: true, force: true });
});
for (const file of files) {
  mkdirSync(join(scratch, dirname(file)), { recursive: true });
  copyFileSync(join(ROOT, file), join(scratch, file));
}
for (const linked of ["node_modules", "dist"]) symlinkSync(join(ROOT, linked), join(scratch, linked));

/** ms that a test file takes with the sources as they are; a red one says nothing. */
const baselines = new Map<string, number>();
async function baseline(test: string): Promise<number> {
  const known = baselines.get(test);
  if (known !== undefined) return known;
  const began = Date.now();
  const reply = await host.ask({ changed: [], tests: [test] }, BASELINE_MS);
  if (reply === null) throw new Error(`${test} has no end without any change`);
  if (reply.failed.length > 0 || reply.ran === 0)
    throw new Error(`${test} is red without any change: ${reply.failed.join("; ") || "it has no tests"}`);
  const ms = Date.now() - began;
  baselines.set(test, ms);
  return ms;
}

type Outcome = "killed" | "no end" | "survived" | "untested";

async function outcomeOf({ file, start, end, replacement }: Mutant): Promise<Outcome> {
  const tests = graph.testsOf(file, most);
  if (tests.length === 0) return "untested";
  const text = textOf(file);
  // The nearest alone, which notices most; then all others together, until the first that is red.
  for (const together of [tests.slice(0, 1), tests.slice(1)].filter(({ length }) => length > 0)) {
    let ms = 0;
    for (const test of together) ms += await baseline(test);
    writeFileSync(join(scratch, file), text.slice(0, start) + replacement + text.slice(end));
    const reply = await host.ask({ changed: [file], tests: together }, Math.max(LEAST_MS, SLOWER * ms));
    writeFileSync(join(scratch, file), text);
    if (reply === null) return "no end";
    if (reply.failed.length > 0) return "killed";
    // Compiled anew before the next baseline.
    await host.ask({ changed: [file], tests: [] }, LEAST_MS);
  }
  return "survived";
}

const counts: Record<Outcome, number> = { killed: 0, "no end": 0, survived: 0, untested: 0 };
let last: string | null = null;
for (const [number, mutant] of chosen.entries()) {
  // The file of the mutant before is as it was: told before its next use.
  if (last !== null) await host.ask({ changed: [last], tests: [] }, BASELINE_MS);
  last = mutant.file;
  const outcome = await outcomeOf(mutant);
  counts[outcome]++;
  if (outcome === "survived" || outcome === "untested")
    process.stdout.write(`${outcome}  ${mutant.file}:${mutant.line}  ${mutant.what}\n`);
  if (process.stderr.isTTY) process.stderr.write(`\r${number + 1} of ${chosen.length} `);
}
const noticed = counts.killed + counts["no end"];
process.stdout.write(
  `${chosen.length} of ${all.length} mutants in ${sources.length} files, seed ${seed}: ${counts.killed} killed, ` +
    `${counts["no end"]} without end, ${counts.survived} survived, ${counts.untested} under no test; ` +
    `score ${((100 * noticed) / chosen.length).toFixed(1)} %\n`,
);
process.exit(0);

/** So many of them without replacement, in their order. */
function draw(from: readonly Mutant[], number: number, of: number): Mutant[] {
  const stream = new CounterStream(of, 70);
  const places = from.map((_, k) => k);
  for (let k = 0; k < Math.min(number, places.length); k++) {
    const other = k + stream.below(places.length - k);
    [places[k], places[other]] = [places[other], places[k]];
  }
  return places
    .slice(0, number)
    .sort((a, b) => a - b)
    .map((k) => from[k]);
}

function refuse(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}
