/**
 * `npm run fuzz -- [FORMAT…] [--seconds N] [--inputs N] [--seed S] [--heap MB] [--memory MB]`: changed inputs of every format, led by coverage;
 * faults are written to out/fuzz/ as entries for tests/fuzz/corpus/, each with the command that runs it again
 * (`FORMAT --input FOLDER [--change N --seed S]`). Ends with 1 where there was a fault.
 */
import { parseArgs } from "node:util";
import { FORMATS } from "./formats.js";
import { formatResults } from "./results.js";
import { repeat, supervise, type FuzzResult } from "./supervise.js";

const WORKER = new URL("./worker.js", import.meta.url);
const text = { type: "string" } as const;
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seconds: text, inputs: text, seed: text, heap: text, memory: text, change: text, input: text },
});
const known = FORMATS.map(({ name }) => name);
const number = (option: Exclude<keyof typeof values, "input">) => {
  const given = values[option];
  if (given === undefined) return undefined;
  if (!(Number(given) >= 0)) refuse(`--${option} ${given} is no number`);
  return Number(given);
};
const unknown = positionals.find((name) => !known.includes(name));
if (unknown !== undefined) refuse(`no format is called ${unknown}: give some of ${known.join(", ")}`);
const bounds = { heap: number("heap"), memory: number("memory") };
const seed = number("seed") ?? 1;
if (values.input !== undefined) await repeatOne(values.input);
else await fuzz();

async function repeatOne(input: string): Promise<void> {
  if (positionals.length !== 1) refuse("--input is a folder of one format: give its name, too");
  const [format] = positionals;
  const { said, fault } = await repeat(WORKER, { format, seed, input, change: number("change"), ...bounds });
  process.stdout.write(`${format}: ${input}: ${fault ?? said ?? "accepted"}\n`);
  if (fault !== null) process.exitCode = 1;
}

async function fuzz(): Promise<void> {
  const inputs = number("inputs");
  const seconds = number("seconds") ?? (inputs === undefined ? 30 : undefined);
  const results: FuzzResult[] = [];
  for (const format of positionals.length > 0 ? positionals : known) {
    const result = await supervise(WORKER, { format, seed, inputs, seconds, ...bounds });
    results.push(result);
    for (const { what, command } of result.faults) process.stdout.write(`${format}: ${what}\n  again: ${command}\n`);
  }
  process.stdout.write(formatResults(results));
  if (results.some(({ faults }) => faults.length > 0)) process.exitCode = 1;
}

function refuse(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}
