/** sweep: one verdict for every combination of compiler options, all held against the same reference runs. */
import type { NetworkDescription } from "../description/types.js";
import type { DiagnosticSink, ProgressSink } from "../diagnostics/diagnostic.js";
import type { RunLoss } from "../diagnostics/loss-ledger.js";
import { sumRunLosses } from "../program/run-losses.js";
import { meanOf } from "../numerics/sample-moments.js";
import type { TargetSpec } from "../targets/target.js";
import type { ModelComparison } from "../theory/compare-models.js";
import { seedPlan, type SeedPlan } from "../verdict/seed-plan.js";
import type { Verdict } from "../verdict/verdict.js";
import { runLossWarnings } from "../families/run-loss-warnings.js";
import { runTasks } from "../jobs/pool.js";
import { checkOptions, optionsWith } from "../options/check-options.js";
import type { FamilyOptions, OptionChanges } from "../options/option-tables.js";
import type { MeasuredRate } from "../verify/verification.js";
import { isDecided, openInAny, untilDecided, type SeedNote } from "../verify/until-decided.js";
import { BLOCKS_OF_ONE_SEED, judgeSeeds } from "../verify/verify.js";
import { sweepSeedJob } from "./jobs.js";
import type { SweptVariant } from "./drawn-once.js";
import type { SeedSweep, SweepTask } from "./sweep-seed.js";

/** One combination of options: what was varied, as written, and what it changes. `Variation` of the command line is one. */
export interface SweepVariation {
  readonly values: Readonly<Record<string, string>>;
  /** Checked against the target before anything runs. */
  readonly options: OptionChanges;
}

export interface SweepRequest {
  readonly description: NetworkDescription;
  readonly target: TargetSpec;
  /** Shared by all variants. */
  readonly options: FamilyOptions;
  readonly variations: readonly SweepVariation[];
  /** With a plan: its most seeds, of which the first ones run first. */
  readonly seeds: readonly number[];
  /** Where the number of seeds is left open: all variants run the same seeds, until every one is decided. */
  readonly plan?: SeedPlan;
  /** Worker threads; a worker does one seed with all its variants. */
  readonly jobs: number;
  readonly progress?: ProgressSink;
  readonly note?: (note: SeedNote) => void;
  readonly report?: DiagnosticSink;
}

export interface SweepRow {
  readonly values: Readonly<Record<string, string>>;
  readonly verdict: Verdict;
  /** Predicted for the first seed, measured as means over the seeds; Hz. */
  readonly rates: readonly MeasuredRate[];
  /** Theory of the first seed, ideal and quantized, from the integers alone. */
  readonly comparison: ModelComparison;
  /** Program of each seed. */
  readonly digests: readonly string[];
  /** What registers lost while the target ran, summed over the seeds. */
  readonly losses: readonly RunLoss[];
}

export async function sweep(request: SweepRequest): Promise<SweepRow[]> {
  const { description, target, options, variations, seeds, jobs, note } = request;
  const plan = request.plan ?? seedPlan(seeds.length, seeds.length);
  const variants = variations.map((v) => v.options);
  checkOptions(target, options);
  for (const changes of variants) optionsWith(target, { ...options, ...changes });
  const { results } = await untilDecided<SeedSweep, readonly SweepRow[]>({
    seeds,
    plan,
    note,
    run: (some, from) => {
      const tasks = some.map((seed, k): SweepTask => {
        const blocks = from + k === 0 ? BLOCKS_OF_ONE_SEED : 0;
        return { description, seed, target, options, variants, blocks };
      });
      return runTasks(sweepSeedJob, tasks, jobs, `sweeping ${variations.length} variants`, request.progress);
    },
    judge: (perSeed) => sweepRows(variations, perSeed, { plan }),
    decided: (rows) => rows.every(({ verdict }) => isDecided(verdict)),
    open: (rows) =>
      openInAny(
        rows.map(({ values, verdict }) => ({
          name: Object.entries(values)
            .map(([option, value]) => `${option} ${value}`)
            .join(", "),
          verdict,
        })),
      ),
  });
  return sweepRows(variations, results, { plan, report: request.report, shared: options });
}

interface Judging {
  readonly plan?: SeedPlan;
  readonly report?: DiagnosticSink;
  /** Options of all variations. */
  readonly shared?: object;
}

/** One row for each variation, from the seeds' sweeps of the same variations. */
export function sweepRows(
  variations: readonly SweepVariation[],
  perSeed: readonly SeedSweep[],
  judging: Judging = {},
): SweepRow[] {
  const { plan = seedPlan(perSeed.length, perSeed.length), report = () => {}, shared = {} } = judging;
  return variations.map(({ values, options }, k) => {
    const swept = perSeed.map((seed) => seed.variants[k]);
    const named = Object.entries(values)
      .map(([name, value]) => `${name} ${value}`)
      .join(", ");
    for (const d of runLossWarnings(
      swept.map(({ run }) => run.losses ?? []),
      { options: { ...shared, ...options }, ledger: swept.flatMap(({ foreseen }) => foreseen) },
    ))
      report({ ...d, message: `${named}: ${d.message}` });
    return rowOf(values, swept, report, plan);
  });
}

function rowOf(
  values: SweepRow["values"],
  swept: readonly SweptVariant[],
  report: DiagnosticSink,
  plan: SeedPlan,
): SweepRow {
  const { runs, verdict } = judgeSeeds(
    swept.map((s) => s.run),
    plan,
    report,
  );
  const measured = (side: "reference" | "target", population: string) =>
    meanOf(runs.map((run) => run[side].populations.find((p) => p.name === population)?.rate ?? NaN));
  return {
    values,
    verdict,
    rates: swept[0].predicted.map((rate) => ({
      ...rate,
      measuredReference: measured("reference", rate.population),
      measuredTarget: measured("target", rate.population),
    })),
    comparison: swept[0].comparison,
    digests: runs.map((run) => run.digest),
    losses: sumRunLosses(runs.map((run) => run.losses ?? [])),
  };
}
