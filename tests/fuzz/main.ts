/**
 * `npm run fuzz -- [FORMAT…] [--seconds N] [--inputs N] [--seed S]`: changed inputs of every format, led by coverage; faults are written to
 * out/fuzz/ as entries for tests/fuzz/corpus/. Ends with 1 where there was a fault.
 */
import { createHash } from "node:crypto";
import { parseArgs } from "node:util";
import { keep } from "./corpus.js";
import { FORMATS } from "./formats.js";
import { formatResults } from "./results.js";
import { supervise, type FuzzResult } from "./supervise.js";

const WORKER = new URL("./worker.js", import.meta.url);
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seconds: { type: "string" }, inputs: { type: "string" }, seed: { type: "string", default: "1" } },
});
const known = FORMATS.map(({ name }) => name);
const number = (option: "seconds" | "inputs" | "seed") => {
  const text = values[option];
  if (text === undefined) return undefined;
  if (!(Number(text) >= 0)) refuse(`--${option} ${text} is no number`);
  return Number(text);
};
const unknown = positionals.find((name) => !known.includes(name));
if (unknown !== undefined) refuse(`no format is called ${unknown}: give some of ${known.join(", ")}`);

const inputs = number("inputs");
const seconds = number("seconds") ?? (inputs === undefined ? 30 : undefined);
const results: FuzzResult[] = [];
for (const format of positionals.length > 0 ? positionals : known) {
  const result = await supervise(WORKER, { format, seed: number("seed")!, inputs, seconds });
  results.push(result);
  for (const { files, what } of result.faults) {
    const name = createHash("sha256").update(what.split("\n")[0]).digest("hex").slice(0, 12);
    process.stdout.write(`${format}: ${keep(`out/fuzz/${format}`, name, files)}: ${what}\n`);
  }
}
process.stdout.write(formatResults(results));
if (results.some(({ faults }) => faults.length > 0)) process.exitCode = 1;

function refuse(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}
