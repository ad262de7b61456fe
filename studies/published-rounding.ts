/**
 * published-rounding: Dasbach, Tetzlaff, Diesmann & Senk (2021), Front. Neurosci. 15:757790, on networks like theirs. Their findings: a naive
 * discretization of normal weights distorts the firing statistics; one that keeps mean and variance of the total input leaves them unaffected; and
 * where in-degrees vary enough, even the mean weight for all does.
 *
 * Theory. A neuron's input has mean Σ w r and variance τ Σ w² r. Over the neurons of a population the mean differs by the sum of their weights:
 *   fixed in-degree K     Var(Σw) = K·s²                  s, m: SD and mean of the weights
 *   Bernoulli             Var(Σw) = K·s² + K(1 − p)·m²    m² is 25 times s² at s = 0.2·m
 * Naive bins of 2.5 s each side make s² 6.25 times as large: at fixed in-degree the SD of the sums grows 2.5 times and the distribution of rates
 * widens; the mean weight for all makes it collapse. With varying in-degrees the first term hardly counts. The variance in time, K(m² + s²), moves by
 * 5.25·s²/m² (naive, 1 bit) or −s²/m² (mean). Finite-K theory of each discretized network (src/theory: quenched spread) predicts SDs of the rates.
 *
 * Weights alone are discretized, in float64 (discretize-weights.ts); then the compilers' own rounding modes on the Brunel-type network. Measured by
 * the distributions the paper compares, rates, CVs and correlations, against margins that hold two seeds of the reference (src/verdict/margins.ts).
 */
import { parseDescription } from "../src/description/load-description.js";
import { fail } from "../src/diagnostics/diagnostic.js";
import type { SweepVariation } from "../src/sweep/sweep.js";
import { sweepRows } from "../src/sweep/sweep.js";
import { sweepSeedJob } from "../src/sweep/jobs.js";
import type { SweepTask } from "../src/sweep/sweep-seed.js";
import { largestBoard, targetById } from "../src/targets/registry.js";
import { decide } from "../src/verdict/decide.js";
import type { FamilyOptions } from "../src/options/option-tables.js";
import { familyOf } from "../src/families/registry.js";
import { prepare } from "../src/measure/build.js";
import { runTasks } from "../src/jobs/pool.js";
import type { Study, StudyRequest, StudyResult } from "./study.js";
import { brunelType, microcircuitType, type Connectivity } from "./published-networks.js";
import type { Discretization, WeightStatistics } from "./discretize-weights.js";
import { discretizationsJob } from "./jobs.js";
import { meanStatistics, type DiscretizationTask } from "./run-discretizations.js";
import { figuresOf, findingsOf, mapOf, tablesOf, type Compiled, type Series } from "./published-rounding-results.js";
import { optionsWith } from "../src/options/check-options.js";

interface Plan {
  readonly seeds: number;
  readonly brunel: {
    readonly neurons: number;
    readonly duration: number;
    readonly variants: readonly Discretization[];
  };
  readonly microcircuit: {
    readonly share: number;
    readonly duration: number;
    readonly variants: readonly Discretization[];
  };
  /** Loihi: weight bits; SpiNNaker: left shifts. */
  readonly levels: { readonly loihi: readonly number[]; readonly spinnaker: readonly number[] };
}

const variant = (scheme: Discretization["scheme"], bits: number): Discretization => ({ scheme, bits });
const FEW = [variant("mean", 0), variant("naive", 1), variant("sums", 1), variant("moments", 1)];

const PLANS: Readonly<Record<StudyRequest["size"], Plan>> = {
  quick: {
    seeds: 3,
    brunel: { neurons: 1000, duration: 1300, variants: FEW },
    microcircuit: {
      share: 0.025,
      duration: 1200,
      variants: [variant("mean", 0), variant("naive", 1), variant("moments", 1)],
    },
    levels: { loihi: [3, 2], spinnaker: [11] },
  },
  full: {
    seeds: 5,
    brunel: {
      neurons: 2000,
      duration: 2000,
      variants: [...FEW, variant("naive", 2), variant("naive", 3), variant("sums", 2), variant("moments", 2)],
    },
    microcircuit: { share: 0.04, duration: 5500, variants: FEW },
    levels: { loihi: [4, 3, 2], spinnaker: [8, 10, 11] },
  },
};

const CONNECTIVITY: readonly Connectivity[] = ["fixed in-degree", "varying in-degree"];

export interface Target {
  readonly target: string;
  readonly options: FamilyOptions;
  readonly variations: readonly SweepVariation[];
}

function targetsOf(plan: Plan, ids: readonly string[]): Target[] {
  return ids.map(targetById).flatMap((target) => {
    const { family } = target;
    if (family === "sized") return [];
    const option = (level: number) => (family === "loihi" ? { weightBits: level } : { leastShift: level });
    const options = optionsWith(target, { board: largestBoard(target).id, oversize: true });
    const variations = plan.levels[family].flatMap((level) =>
      (["nearest", "balance"] as const).map((rounding): SweepVariation => ({
        values: { resolution: family === "loihi" ? `${level} bits` : `shift ${level}`, rounding },
        options: { ...option(level), rounding },
      })),
    );
    return [{ target: target.id, options, variations }];
  });
}

const describe = (text: string) =>
  parseDescription(text, "published.yaml", () => fail("bad-experiment", "the networks of a study read no files"))
    .description;

/** What the integers of each variation do to the weights, for the first seed. */
function onChipStatistics(text: string, { target, options, variations }: Target, seed: number): WeightStatistics[] {
  const spec = targetById(target);
  const { network, sized } = prepare(describe(text), spec, options, { seed });
  return variations.map((v) =>
    meanStatistics(
      network,
      familyOf(spec).forecast(network, spec, optionsWith(spec, { ...sized, ...v.options }), {}).onChip,
    ),
  );
}

export async function runPublishedRounding(request: StudyRequest, plan: Plan): Promise<StudyResult> {
  const seeds = Array.from({ length: request.seeds ?? plan.seeds }, (_, k) => k + 1);
  const networks = CONNECTIVITY.flatMap((connectivity) => [
    {
      network: "microcircuit-type",
      connectivity,
      variants: plan.microcircuit.variants,
      text: microcircuitType(connectivity, plan.microcircuit.share, plan.microcircuit.duration),
    },
    {
      network: "Brunel-type",
      connectivity,
      variants: plan.brunel.variants,
      text: brunelType(connectivity, plan.brunel.neurons, plan.brunel.duration),
    },
  ])
    .filter(({ variants }) => variants.length > 0)
    .sort((a, b) => (a.network < b.network ? -1 : a.network > b.network ? 1 : 0));
  const chips = CONNECTIVITY.flatMap((connectivity) =>
    targetsOf(plan, request.targets).map((target) => ({
      connectivity,
      target,
      text: brunelType(connectivity, plan.brunel.neurons, plan.brunel.duration),
    })),
  );
  const drawn = networks.flatMap(({ text, variants }) =>
    seeds.map((seed): DiscretizationTask => ({ description: text, seed, variants })),
  );
  const discretized = await runTasks(discretizationsJob, drawn, request.jobs, "discretized weights", request.progress);
  const lowered = chips.flatMap(({ text, target: { target, options, variations } }) =>
    seeds.map((seed): SweepTask => ({
      description: describe(text),
      seed,
      target: targetById(target),
      options,
      variants: variations.map((v) => v.options),
      blocks: 0,
    })),
  );
  const swept = await runTasks(sweepSeedJob, lowered, request.jobs, "the compiler's own rounding", request.progress);
  const take = <T>(results: readonly T[], k: number) => results.slice(k * seeds.length, (k + 1) * seeds.length);
  const series = networks.map(({ network, connectivity, variants }, k): Series => {
    const perSeed = take(discretized, k);
    return {
      network,
      connectivity,
      variants,
      reference: perSeed.map((r) => r.reference),
      predicted: perSeed[0].predicted,
      runs: variants.map((_, v) => perSeed.map((r) => r.variants[v])),
      verdicts: variants.map((_, v) =>
        decide({ runs: perSeed.map((r) => ({ seed: r.seed, reference: r.reference, target: r.variants[v].metrics })) }),
      ),
    };
  });
  const compiled = chips.map(({ connectivity, target, text }, k): Compiled => ({
    connectivity,
    target: target.target,
    rows: sweepRows(target.variations, take(swept, k)),
    weights: onChipStatistics(text, target, seeds[0]),
  }));
  const { id, title, question } = publishedRounding;
  return {
    id,
    title,
    question,
    theory:
      "Dasbach et al. 2021: naive discretization of normal weights distorts the firing statistics; keeping mean and variance of the total input keeps them; with sufficiently heterogeneous in-degrees " +
      "even one mean weight does. At fixed in-degree K the spread of rates comes from the weights, Var(Σw) = K·s²; with Bernoulli connectivity from the in-degrees, K(1 − p)·m².",
    findings: findingsOf(series, compiled),
    tables: tablesOf(series, compiled),
    maps: [mapOf(series)],
    figures: figuresOf(series),
    data: {
      seeds,
      networks: series.map(({ network, connectivity, variants, runs, verdicts }) => ({
        network,
        connectivity,
        variants: variants.map((v, k) => ({
          ...v,
          weights: runs[k][0].weights,
          predicted: runs[k][0].predicted,
          rows: verdicts[k].rows.map(({ id: row, population, difference, margin, equivalent, role }) => ({
            row,
            population,
            difference,
            margin,
            equivalent,
            role,
          })),
        })),
      })),
      compiled: compiled.map(({ connectivity, target, rows, weights }) => ({
        connectivity,
        target,
        rows: rows.map((row, k) => ({
          ...row.values,
          verdict: row.verdict.verdict,
          reason: row.verdict.reason,
          rates: row.rates,
          weights: weights[k],
        })),
      })),
    },
  };
}

export const publishedRounding: Study = {
  id: "published-rounding",
  title: "Few weights, the same firing statistics",
  question:
    "Does keeping mean and variance of the summed input keep the firing statistics, and does naive discretization not (Dasbach et al. 2021)?",
  run: (request) => runPublishedRounding(request, PLANS[request.size]),
};
