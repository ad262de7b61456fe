/**
 * bits: how many bits does balance need? K × resolution of the weights × rounding mode × target, a verdict in each cell, and the boundary that theory
 * draws before anything runs (bits-theory.ts derives it).
 *
 * Two kinds of grid:
 *   relative   Loihi-style chips: mantissas of b bits and an exponent for each projection, so that the grid follows the weights when they shrink as 1/√K.
 *   fixed LSB  SpiNNaker-style machines: the ring buffer's left shift s makes one step 2^(s-15) nA whatever the weights are. The axis is s (`leastShift`).
 *              The Loihi runs are read a second time on rows of equal LSB: K × 4 halves the weights, and b bits there are the LSB of b + 1 bits before.
 * K steps by factors of 4, so that ½·log₂K is a whole number of bits: the same integers then stand at (K, b) and at (4K, b), and the grid fitting
 * of the scale pass meets the same ratios at every K.
 */
import { parseDescription } from "../src/description/load-description.js";
import { fail } from "../src/diagnostics/diagnostic.js";
import { meanOf } from "../src/numerics/sample-moments.js";
import { sweepRows, type SweepRow, type SweepVariation } from "../src/sweep/sweep.js";
import { sweepSeedJob } from "../src/sweep/jobs.js";
import type { SweepTask } from "../src/sweep/sweep-seed.js";
import { largestBoard, targetById } from "../src/targets/registry.js";
import type { TargetSpec } from "../src/targets/target.js";
import { runTasks } from "../src/jobs/pool.js";
import { quantize } from "../src/measure/quantize.js";
import type { FamilyOptions } from "../src/options/option-tables.js";
import type { Study, StudyRequest, StudyResult } from "./study.js";
import type { Column, OwnResolution } from "./bits-column.js";
import { bitsNetwork, J, REFRACTORY, TAU, TAU_SYN, THRESHOLD, unitWeight } from "./bits-networks.js";
import { figuresOf, findingsOf, mapsOf, tablesOf } from "./bits-results.js";
import {
  idealOf,
  neededBits,
  neededBitsFitted,
  neededSteps,
  predictedWord,
  type Mode,
  type NetworkConstants,
} from "./bits-theory.js";
import { optionsWith } from "../src/options/check-options.js";

interface Plan {
  readonly Ks: readonly number[];
  readonly size: number;
  readonly duration: number;
  readonly seeds: number;
  /** Mantissa bits and left shifts, fine to coarse: around where theory has the boundary of each mode. */
  readonly levels: Readonly<Record<Job["target"]["family"], Readonly<Record<Mode, readonly number[]>>>>;
  readonly series: readonly { readonly spread: number; readonly modes: readonly Mode[] }[];
}

const PLANS: Readonly<Record<StudyRequest["size"], Plan>> = {
  quick: {
    Ks: [40, 160],
    size: 600,
    duration: 1300,
    seeds: 3,
    levels: {
      loihi: { nearest: [5, 4, 3], balance: [3, 2, 1], stochastic: [4, 3, 2] },
      spinnaker: { nearest: [6, 7, 8], balance: [11, 12, 13], stochastic: [8, 9, 10] },
    },
    series: [{ spread: 0, modes: ["nearest", "balance", "stochastic"] }],
  },
  full: {
    Ks: [40, 160, 640],
    size: 1000,
    duration: 1300,
    seeds: 6,
    levels: {
      loihi: { nearest: [5, 4, 3, 2], balance: [3, 2, 1], stochastic: [4, 3, 2] },
      spinnaker: { nearest: [3, 4, 5, 6, 7, 8], balance: [9, 10, 11, 12, 13], stochastic: [6, 7, 8, 9, 10] },
    },
    series: [
      { spread: 0, modes: ["nearest", "balance", "stochastic"] },
      { spread: 0.1, modes: ["nearest"] },
    ],
  },
};

/** The option that sets a level of a family. */
const OPTION = {
  loihi: (level: number) => ({ weightBits: level }),
  spinnaker: (level: number) => ({ leastShift: level }),
} as const;

const levelsOf = (plan: Plan, { family }: Job["target"], mode: Mode) => plan.levels[family][mode];
function optionsOf(target: TargetSpec): FamilyOptions {
  return optionsWith(target, { board: largestBoard(target).id, oversize: true });
}

const describe = (plan: Plan, K: number, spread: number) =>
  parseDescription(bitsNetwork({ K, spread, size: plan.size, duration: plan.duration }), "bits.yaml", () =>
    fail("bad-experiment", "the networks of bits read no files"),
  ).description;

interface Job {
  readonly target: TargetSpec & { readonly family: "loihi" | "spinnaker" };
  readonly K: number;
  readonly spread: number;
  readonly modes: readonly Mode[];
  readonly variations: readonly SweepVariation[];
}

function jobsOf(plan: Plan, targets: readonly string[]): Job[] {
  return targets.map(targetById).flatMap((target) => {
    const { family } = target;
    if (family === "sized") return [];
    const own = target;
    const variation = (rounding: Mode, level: number): SweepVariation => ({
      values: { rounding, level: String(level) },
      options: { ...OPTION[family](level), rounding },
    });
    return plan.series.flatMap(({ spread, modes }) =>
      plan.Ks.map((K): Job => ({
        target: own,
        K,
        spread,
        modes,
        variations: modes.flatMap((mode) => levelsOf(plan, own, mode).map((level) => variation(mode, level))),
      })),
    );
  });
}

const BURN_IN = 300; // ms, of bitsNetwork
const secondsOf = ({ duration }: Plan) => (duration - BURN_IN) / 1000;

function constantsOf(plan: Plan, K: number): NetworkConstants {
  return {
    K,
    unitJump: J / Math.sqrt(K),
    tau: TAU,
    threshold: THRESHOLD,
    refractory: REFRACTORY,
    tauSyn: TAU_SYN,
    seconds: secondsOf(plan),
  };
}

function columnsOf({ target, K, spread, modes }: Job, plan: Plan, rows: readonly SweepRow[]): Column[] {
  const ideal = idealOf(rows[0].comparison.before, constantsOf(plan, K));
  return modes
    .filter((mode) => levelsOf(plan, target, mode).length > 0)
    .map((mode): Column => {
      const levels = levelsOf(plan, target, mode);
      const own = rows.filter((row) => row.values.rounding === mode);
      // One step of shift s is 2^(s-15) nA: s at which the unit weight has as many steps as are needed.
      const shiftAt = (steps: number) => Math.log2((unitWeight(K) / 1000) * 2 ** 15) - Math.log2(steps);
      return {
        target: target.id,
        family: target.family,
        mode,
        spread,
        K,
        levels,
        rows: own,
        predicted: own.map((row) => predictedWord(row.comparison, secondsOf(plan))),
        closedForm:
          target.family === "loihi"
            ? mode === "nearest" && spread === 0
              ? neededBitsFitted(ideal)
              : neededBits(mode, ideal, spread)
            : shiftAt(neededSteps(mode, ideal, spread)),
      };
    });
}

function ownResolutions(plan: Plan, targets: readonly string[]): OwnResolution[] {
  return targets.map(targetById).flatMap((target) =>
    plan.Ks.flatMap((K): OwnResolution[] => {
      if (target.family !== "spinnaker") return [];
      const { tables } = quantize(describe(plan, K, 0), target, optionsOf(target), { seed: 1 });
      return tables.slice(0, 1).map((table) => ({ target: target.id, K, table }));
    }),
  );
}

const THEORY =
  "The balance equations make rates a function of weight ratios, δr/r = S·ε with a sensitivity S that has no K: on a grid relative to the weights themselves the bits " +
  "needed do not depend on K; on a fixed LSB the weights, ∝ 1/√K, lose ½·log₂K of them (van Vreeswijk & Sompolinsky 1998). At frozen rates a shared error ε would move the " +
  "residual by ε√K and cost `nearest` another ½·log₂K; the loop cancels it. `balance` keeps the sums and needs x ≥ 1 or so; `stochastic` keeps them on average and leaves " +
  "a quenched spread of order one in K.";

export async function runBits(request: StudyRequest, plan: Plan): Promise<StudyResult> {
  const seeds = Array.from({ length: request.seeds ?? plan.seeds }, (_, k) => k + 1);
  const jobs = jobsOf(plan, request.targets);
  const tasks = jobs.flatMap(({ target, K, spread, variations }) => {
    const description = describe(plan, K, spread);
    return seeds.map((seed): SweepTask => ({
      description,
      seed,
      target,
      options: optionsOf(target),
      variants: variations.map((v) => v.options),
      blocks: 0,
    }));
  });
  const results = await runTasks(sweepSeedJob, tasks, request.jobs, "bits", request.progress);
  const columns = jobs.flatMap((job, k) =>
    columnsOf(job, plan, sweepRows(job.variations, results.slice(k * seeds.length, (k + 1) * seeds.length))),
  );
  const own = ownResolutions(plan, request.targets);
  return {
    id: bits.id,
    title: bits.title,
    question: bits.question,
    theory: THEORY,
    findings: findingsOf(columns, own),
    tables: tablesOf(columns, own),
    maps: mapsOf(columns),
    figures: figuresOf(columns),
    data: {
      seeds,
      network: { size: plan.size, duration: plan.duration, J, tau: TAU },
      cells: columns.flatMap(({ target, mode, spread, K, levels, rows, predicted, closedForm }) =>
        rows.map((row, k) => ({
          target,
          mode,
          spread,
          K,
          level: levels[k],
          verdict: row.verdict.verdict,
          reason: row.verdict.reason,
          predicted: predicted[k],
          closedForm,
          rates: row.rates,
          meanShift: meanOf(row.rates.map((r) => r.measuredTarget / r.measuredReference - 1)),
        })),
      ),
    },
  };
}

export const bits: Study = {
  id: "bits",
  title: "How many bits does balance need?",
  question:
    "How fine must a weight grid be for the balanced state to survive, and how does that depend on K, on the rounding and on what the grid is tied to?",
  run: (request) => runBits(request, PLANS[request.size]),
};
