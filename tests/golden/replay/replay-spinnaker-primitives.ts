/** Vectors of SpiNNaker's arithmetic (`spinnaker1-primitives-v1`): tables of inputs and outputs, random sequences, Poisson sources. */
import { exponentialDraw } from "../../../src/numerics/kiss-exponential.js";
import { PoissonCore, poissonCount, poissonRegime } from "../../../emulator/spinnaker/kernel/poisson-source.js";
import { synapseConstants } from "../../../src/program/spinnaker/neuron-constants.js";
import type { PoissonImage } from "../../../src/program/spinnaker/machine-image.js";
import { fail } from "../../../src/diagnostics/diagnostic.js";
import { Kiss32, Kiss64, KISS64_DEFAULT_SEED, validKiss64Seed, type Kiss64Seed } from "../../../src/numerics/mars-kiss.js";
import { decayFloor, decayRounded, multiplyFloor, multiplySaturating } from "../../../src/numerics/s1615.js";
import { decayToU032, kdivk, kdivui } from "../../../src/numerics/s1615-division.js";
import { expk, expulr } from "../../../src/numerics/s1615-exp.js";
import { normalInverse } from "../../../src/numerics/s1615-normal-inverse.js";
import { rescaleDelay, rescaleWeight } from "../../../src/numerics/s1615-rescale.js";
import { sqrtk } from "../../../src/numerics/s1615-sqrt.js";
import type { Comparison } from "./difference.js";
import { matrixOf, numberOf, numbersOf, objectOf, objectsOf, onlyFields, type JsonObject } from "./vector.js";

const ROUND_HALF_S1615 = 2 ** 14;
const ROUND_HALF_U032 = 2 ** 31;

/** By name of the table: inputs in the order of its columns, then outputs. */
interface TableFunction {
  readonly columns: readonly string[];
  readonly outputs: number;
  readonly run: (...inputs: number[]) => readonly number[];
}

const TABLES: Readonly<Record<string, TableFunction>> = {
  kmul: one(["a", "b", "out"], multiplyFloor),
  kmul_round_nearest: one(["a", "b", "out"], (a, b) => multiplySaturating(a, b, ROUND_HALF_S1615)),
  kmul_u032_round_nearest: one(["a", "u", "out"], (a, u) => decayRounded(a, u, ROUND_HALF_U032)),
  decay_s1615: one(["x", "u", "out"], decayFloor),
  decay_s1615_to_u032: one(["x", "u", "out"], decayToU032),
  kdivk: one(["a", "b", "out"], kdivk),
  kdivui: one(["a", "b", "out"], kdivui),
  expk: one(["x", "out"], expk),
  expulr: one(["x", "out"], expulr),
  sqrtk: one(["x", "out"], sqrtk),
  norminv_urt: one(["u32", "out"], normalInverse),
  exp_synapse_init: {
    columns: ["tau", "dt", "nsub", "decay", "init"],
    outputs: 2,
    run: (tau, dt, steps) => {
      const { decay, init } = synapseConstants(tau, kdivui(dt, steps));
      return [decay, init];
    },
  },
  lif_exp_TC: one(["tau", "dt", "nsub", "exp_TC"], (tau, dt, steps) => expk(-kdivk(kdivui(dt, steps), tau))),
  rescale_weight: one(["w_s1615", "scale_int32", "scale_frac32", "out_u16"], rescaleWeight),
  rescale_delay: one(["delay_s1615", "ts_per_delay_s1615", "out_u16"], rescaleDelay),
};

function one(columns: readonly string[], run: (...inputs: number[]) => number): TableFunction {
  return { columns, outputs: 1, run: (...inputs) => [run(...inputs)] };
}

const SEQUENCES: Readonly<Record<string, (sequence: JsonObject, where: string, comparison: Comparison) => void>> = {
  mars_kiss64: replayKiss64,
  mars_kiss32: (sequence, where, comparison) => replayDraws(sequence, [], where, comparison, drawsOf(new Kiss32())),
  mars_kiss64_simp: (sequence, where, comparison) =>
    replayDraws(sequence, [], where, comparison, drawsOf(new Kiss64(KISS64_DEFAULT_SEED))),
  exponential_dist: (sequence, where, comparison) => {
    const random = new Kiss64(seedOf(sequence, "seed"));
    replayDraws(sequence, ["seed"], where, comparison, () => exponentialDraw(random));
  },
  poisson_dist: (sequence, where, comparison) => {
    const random = new Kiss64(seedOf(sequence, "seed"));
    const expMinusLambda = (expk(-numberOf(sequence, "lambda")) << 17) >>> 0;
    replayDraws(sequence, ["seed", "lambda"], where, comparison, () => poissonCount(random, expMinusLambda));
  },
  poisson_source: replayPoissonSource,
};

const DESCRIPTIVE = ["format", "note", "name", "description", "provenance"];

export function replaySpinnakerPrimitives(vector: JsonObject, comparison: Comparison): void {
  onlyFields(vector, [...DESCRIPTIVE, ...Object.keys(TABLES), ...Object.keys(SEQUENCES)], "the vector");
  for (const name of Object.keys(vector)) {
    if (TABLES[name] !== undefined) replayTable(objectOf(vector, name), name, TABLES[name], comparison);
    else if (SEQUENCES[name] !== undefined)
      objectsOf(vector, name).forEach((sequence, k) => SEQUENCES[name](sequence, `${name}[${k}]`, comparison));
  }
}

function replayTable(
  table: JsonObject,
  name: string,
  { columns, outputs, run }: TableFunction,
  comparison: Comparison,
): void {
  onlyFields(table, ["columns", "rows"], name);
  const found = table["columns"] as readonly string[];
  if (found.join() !== columns.join())
    fail("golden-format", `the table ${name} has the columns ${found.join(", ")}, not ${columns.join(", ")}`);
  const inputs = columns.length - outputs;
  matrixOf(table, "rows").forEach((row, r) => {
    const results = run(...row.slice(0, inputs));
    results.forEach((result, k) =>
      comparison.equal(
        row[inputs + k],
        result,
        `value of ${name}`,
        `${name}[${r}] (${row.slice(0, inputs).join(", ")}) ${columns[inputs + k]}`,
      ),
    );
  });
}

function drawsOf(random: { next(): number }): () => number {
  return () => random.next();
}

function seedOf(sequence: JsonObject, key: string): Kiss64Seed {
  const words = numbersOf(sequence, key);
  if (words.length !== 4) fail("golden-format", `the field ${key} is not a seed of four words`);
  return [words[0], words[1], words[2], words[3]];
}

function replayDraws(
  sequence: JsonObject,
  fields: readonly string[],
  where: string,
  comparison: Comparison,
  draw: () => number,
): void {
  onlyFields(sequence, [...fields, "out"], where);
  numbersOf(sequence, "out").forEach((expected, k) =>
    comparison.equal(expected, draw(), `value of ${where.replace(/\[.*/, "")}`, `${where}.out[${k}]`),
  );
}

function replayKiss64(sequence: JsonObject, where: string, comparison: Comparison): void {
  const valid = validKiss64Seed(seedOf(sequence, "seed_raw"));
  seedOf(sequence, "validated").forEach((word, k) =>
    comparison.equal(word, valid[k], "validated seed", `${where}.validated[${k}]`),
  );
  replayDraws(sequence, ["seed_raw", "validated"], where, comparison, drawsOf(new Kiss64(valid)));
}

const POISSON_FIELDS = [
  "rate_hz",
  "sec_per_tick_u032",
  "ticks_per_ms_u1616",
  "seed",
  "fast",
  "exp_minus_lambda",
  "sqrt_lambda",
  "mean_isi",
  "first_time_to_spike",
  "counts",
];
/** 0.01 and 10 spikes a tick, as the host writes them (half to even). */
const SLOW_CUTOFF = 328;
const FAST_CUTOFF = 327680;

function replayPoissonSource(source: JsonObject, where: string, comparison: Comparison): void {
  onlyFields(source, POISSON_FIELDS, where);
  const counts = numbersOf(source, "counts");
  const image: PoissonImage = {
    first: 0,
    size: 1,
    startTick: 0,
    stopTick: counts.length,
    rates: Uint32Array.of(numberOf(source, "rate_hz") * 65536),
    seed: seedOf(source, "seed"),
    secondsPerTick: numberOf(source, "sec_per_tick_u032"),
    ticksPerMs: numberOf(source, "ticks_per_ms_u1616"),
    slowCutoff: SLOW_CUTOFF,
    fastCutoff: FAST_CUTOFF,
  };
  const regime = poissonRegime(image.rates[0], image);
  const core = new PoissonCore(image);
  const constant = (key: string, value: number) =>
    comparison.equal(numberOf(source, key), value, "constant of a Poisson source", `${where}.${key}`);
  constant("fast", regime.kind === "slow" ? 0 : 1);
  constant("exp_minus_lambda", regime.kind === "fast" ? regime.expMinusLambda : 0);
  constant("sqrt_lambda", regime.kind === "faster" ? regime.sqrtLambda : 0);
  constant("mean_isi", regime.kind === "slow" ? regime.meanInterval : 0);
  constant("first_time_to_spike", core.save()[4]);
  counts.forEach((expected, tick) => {
    let count = 0;
    core.play(tick, (_, n) => (count = n));
    comparison.equal(expected, count, "count of a Poisson source", where, tick);
  });
}
