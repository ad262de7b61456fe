/** verify: from a description to a verdict over several seeds, with attribution where it is wanted. */
import { counted } from "../diagnostics/counted.js";
import type { NetworkDescription } from "../description/types.js";
import { formatPlace, type Diagnostic, type DiagnosticSink, type ProgressSink } from "../diagnostics/diagnostic.js";
import { sumRunLosses } from "../program/run-losses.js";
import { version } from "../program/version.js";
import type { Integers } from "../interchange/integers/integers.js";
import { meanOf } from "../numerics/sample-moments.js";
import type { TargetSpec } from "../targets/target.js";
import { summariseAttribution, type AttributionSummary, type KnownLowering } from "../verdict/attribution.js";
import { decide } from "../verdict/decide.js";
import { remediesOf } from "../verdict/remedies.js";
import { seedPlan, type SeedPlan } from "../verdict/seed-plan.js";
import type { Verdict } from "../verdict/verdict.js";
import type { AttributionTask } from "./attribute-seed.js";
import { NEURON_MODEL } from "../families/family.js";
import type { FamilyOptions } from "../options/option-tables.js";
import { priceNetwork } from "../measure/price-network.js";
import { attributeSeedJob, verifySeedJob } from "./jobs.js";
import { acrossSeeds } from "./across-seeds.js";
import { lossFindings } from "./loss-finding.js";
import { runLossWarnings } from "../families/run-loss-warnings.js";
import { runTasks } from "../jobs/pool.js";
import { isDecided, openInAny, untilDecided, type SeedNote } from "./until-decided.js";
import type { PredictionSummary, VerifiedRun, Verification } from "./verification.js";
import type { SeedResult, SeedTask } from "./verify-seed.js";

export interface VerifyRequest {
  readonly description: NetworkDescription;
  /** Runs on the chip's side instead of the compiled description, whose populations it has; there is no attribution then. */
  readonly integers?: Integers;
  /** Where the description came from, and the command that asks; for the report. */
  readonly file: string;
  readonly command: string;
  readonly target: TargetSpec;
  readonly options: FamilyOptions;
  /** With a plan: its most seeds, of which the first ones run first. */
  readonly seeds: readonly number[];
  /** Where the number of seeds is left open; without, all seeds run and are judged once. */
  readonly plan?: SeedPlan;
  /** Worker threads. */
  readonly jobs: number;
  /** auto: only where the balance does not survive. */
  readonly attribution: "auto" | "always" | "never";
  readonly progress?: ProgressSink;
  /** Told what more seeds are for and what they cost. */
  readonly note?: (note: SeedNote) => void;
  readonly report?: DiagnosticSink;
}

/** Where one seed has to give the intervals, its record is divided into so many parts. */
export const BLOCKS_OF_ONE_SEED = 5;

/** The runs that count: a description in which nothing is drawn gives the same run for every seed, and that is one run, not many. */
function countedRuns(runs: readonly VerifiedRun[], report: DiagnosticSink): readonly VerifiedRun[] {
  if (runs.length === 1) return runs;
  const alike = runs.every((run) => run.referenceHash === runs[0].referenceHash);
  if (!alike) return runs.map((run) => ({ ...run, referenceBlocks: undefined, targetBlocks: undefined }));
  report({
    code: "seeds-alike",
    severity: "warning",
    message: `nothing in the description depends on the seed: the ${runs.length} seeds give the same reference run and count as one, with intervals over ${BLOCKS_OF_ONE_SEED} parts of its record`,
    hint: "draw the initial V_m, the weights or the connections at random, or record longer",
  });
  return runs.slice(0, 1);
}

export async function verify(request: VerifyRequest): Promise<Verification> {
  return (await verifyTogether([request]))[0];
}

/** Several verifications over the same seeds, e.g. of one network on several chips: more seeds are added to all until every one is decided. */
export async function verifyTogether(requests: readonly VerifyRequest[]): Promise<Verification[]> {
  const [{ seeds, plan = wholePlan(seeds), note }] = requests;
  for (const { description, target, options, report, jobs } of requests)
    priceNetwork(description, target, options, "compile", report, Math.max(1, Math.min(jobs, seeds.length)));
  const { results: perSeed } = await untilDecided<readonly SeedResult[], readonly Verdict[]>({
    seeds,
    plan,
    note,
    run: async (some, from) => {
      const perRequest: SeedResult[][] = [];
      for (const request of requests) perRequest.push(await runSeeds(request, some, from));
      return some.map((_, k) => perRequest.map((results) => results[k]));
    },
    judge: (perSeed) =>
      requests.map(
        (_, r) =>
          judgeSeeds(
            perSeed.map((results) => results[r].run),
            plan,
            () => {},
          ).verdict,
      ),
    decided: (verdicts) => verdicts.every(isDecided),
    open: (verdicts) =>
      openInAny(verdicts.map((verdict, r) => ({ name: requests.length > 1 ? requests[r].target.id : "", verdict }))),
  });
  const verifications: Verification[] = [];
  for (const [r, request] of requests.entries())
    verifications.push(
      await conclude(
        request,
        plan,
        perSeed.map((results) => results[r]),
      ),
    );
  return verifications;
}

const wholePlan = (seeds: readonly number[]): SeedPlan => seedPlan(seeds.length, seeds.length);

async function runSeeds(
  { description, integers, target, options, jobs, progress }: VerifyRequest,
  seeds: readonly number[],
  from: number,
): Promise<SeedResult[]> {
  const tasks = seeds.map((seed, k): SeedTask => {
    const first = from + k === 0;
    const blocks = first ? BLOCKS_OF_ONE_SEED : 0;
    return { description, integers, seed, target, options, detail: first, blocks };
  });
  return runTasks(verifySeedJob, tasks, jobs, `verifying ${counted(seeds.length, "seed")}`, progress);
}

/** The verdict over some seeds, at the level that the plan leaves for one look. */
export function judgeSeeds(
  all: readonly VerifiedRun[],
  plan: SeedPlan,
  report: DiagnosticSink,
): { readonly runs: readonly VerifiedRun[]; readonly verdict: Verdict } {
  const runs = countedRuns(all, report);
  // One run is looked at once, however many seeds were to come.
  const { alpha, overallAlpha } =
    runs.length === 1 ? { alpha: plan.overallAlpha, overallAlpha: plan.overallAlpha } : plan;
  return { runs, verdict: decide({ runs, alpha, overallAlpha }) };
}

async function conclude(request: VerifyRequest, plan: SeedPlan, results: readonly SeedResult[]): Promise<Verification> {
  const { target, options } = request;
  const diagnostics = acrossSeeds(results.map((r) => r.diagnostics));
  const { runs, verdict } = judgeSeeds(
    results.map((r) => r.run),
    plan,
    (d) => diagnostics.push(d),
  );
  diagnostics.forEach((d) => request.report?.(d));
  // A network that was never balanced is still worth a cause where the chip moves it.
  const settled =
    verdict.verdict === "survives" || (verdict.verdict === "not-balanced" && verdict.metrics === "within");
  // What quantized the integers of an integer network is not known.
  const wanted =
    request.integers === undefined &&
    (request.attribution === "always" || (request.attribution === "auto" && !settled));
  const first = results[0];
  const ofIntegers = request.integers !== undefined;
  const lossesOfRuns = runs.map((run) => run.losses ?? []);
  for (const warning of runLossWarnings(lossesOfRuns, { options, ofIntegers, ledger: first.ledger })) {
    diagnostics.push(warning);
    request.report?.(warning);
  }

  const detail = first.detail!;
  return {
    version: `equipoise ${version}`,
    command: request.command,
    network: { ...first.network, file: request.file },
    target: {
      id: target.id,
      title: target.title,
      board: options.board,
      profile: options.profile,
      oversize: options.oversize,
      chipsUsed: detail.utilisation.chips.length,
      coresUsed: detail.utilisation.cores.length,
      coresPerChip: target.limits.coresPerChip.value ?? detail.utilisation.cores.length,
    },
    options,
    seedPlan: plan,
    verdict,
    runs,
    prediction: beside(first, runs),
    attribution: wanted ? await attribute(request, runs, verdict, first) : null,
    ledger: [...first.ledger, ...sumRunLosses(lossesOfRuns)],
    diagnostics,
    detail: {
      reference: detail.reference,
      target: detail.target,
      currents: detail.currents,
      utilisation: detail.utilisation,
    },
  };
}

async function attribute(
  request: VerifyRequest,
  runs: readonly VerifiedRun[],
  verdict: Verdict,
  { ledger, diagnostics }: Pick<SeedResult, "ledger" | "diagnostics">,
): Promise<AttributionSummary> {
  const { description, target, options, jobs, progress } = request;
  const [single] = runs;
  const blocks = runs.length === 1 ? (single.referenceBlocks?.length ?? 0) : 0;
  const tasks = runs.map(({ seed }): AttributionTask => ({ description, seed, target, options, blocks }));
  const phase = `quantizing one thing at a time, ${counted(runs.length, "seed")}`;
  const results = await runTasks(attributeSeedJob, tasks, jobs, phase, progress);
  const references = blocks > 0 ? single.referenceBlocks! : runs.map((run) => run.reference);
  const targets = blocks > 0 ? single.targetBlocks! : runs.map((run) => run.target);
  // Where lowering approximated the neuron model, every other variant has that approximation too: what it adds is held against it.
  const lowered =
    results[0].variants[0].name === NEURON_MODEL ? results.flatMap((r) => r.variants[0].metrics) : references;
  const items = [
    { name: "everything", everything: true, variantMetricsPerSeed: targets, referenceMetricsPerSeed: references },
    ...results[0].variants.map(({ name }, k) => ({
      name,
      variantMetricsPerSeed: results.flatMap((r) => r.variants[k].metrics),
      referenceMetricsPerSeed: name === NEURON_MODEL ? references : lowered,
    })),
    {
      name: "time step",
      variantMetricsPerSeed: references,
      referenceMetricsPerSeed: results.flatMap((r) => r.halfStep),
    },
  ];
  const losses = sumRunLosses(runs.map((run) => run.losses ?? []));
  return summariseAttribution(items, {
    alpha: verdict.alpha,
    verdict,
    remedies: remediesOf({ target, options }),
    lowerings: loweringsOf(description, diagnostics),
    findings: (ranking) => lossFindings(losses, ranking, options, ledger),
  });
}

/** Warnings of the compiler that the neuron model became another one. */
const LOWERED: readonly Diagnostic["code"][] = ["conductance-lowered", "synaptic-times-merged"];

function loweringsOf(description: NetworkDescription, diagnostics: readonly Diagnostic[]): KnownLowering[] {
  const warnings = diagnostics.filter(({ code }) => LOWERED.includes(code));
  return description.populations.flatMap(({ name }) =>
    warnings
      .filter(({ place }) => place !== undefined && formatPlace(place) === `population ${name}`)
      .map(({ message }) => ({ population: name, sentence: message })),
  );
}

function beside(result: SeedResult, runs: readonly VerifiedRun[]): PredictionSummary {
  const measured = (side: "reference" | "target", population: string) =>
    meanOf(runs.map((run) => run[side].populations.find((p) => p.name === population)?.rate ?? NaN));
  return {
    ...result.prediction,
    rates: result.prediction.rates.map((rate) => ({
      ...rate,
      measuredReference: measured("reference", rate.population),
      measuredTarget: measured("target", rate.population),
    })),
  };
}
