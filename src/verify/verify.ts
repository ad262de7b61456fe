/** verify: from a description to a verdict over several seeds, with attribution where it is wanted. */
import { counted } from "../diagnostics/counted.js";
import type { NetworkDescription } from "../description/types.js";
import type { Diagnostic, DiagnosticSink, ProgressSink } from "../diagnostics/diagnostic.js";
import { version } from "../program/version.js";
import { meanOf } from "../numerics/sample-moments.js";
import type { TargetSpec } from "../targets/types.js";
import { summariseAttribution, type AttributionSummary } from "../verdict/attribution.js";
import { decide } from "../verdict/decide.js";
import type { SeedVariants } from "./attribute-seed.js";
import { NEURON_MODEL, type AnyOptions } from "./families/family.js";
import { priceNetwork } from "./price-network.js";
import { runTasks, type Task } from "./task-pool.js";
import type { PredictionSummary, VerifiedRun, Verification } from "./verification.js";
import type { SeedResult } from "./verify-seed.js";

export interface VerifyRequest {
  readonly description: NetworkDescription;
  /** Where the description came from, and the command that asks; for the report. */
  readonly file: string;
  readonly command: string;
  readonly target: TargetSpec;
  readonly options: AnyOptions;
  readonly seeds: readonly number[];
  /** Worker threads. */
  readonly jobs: number;
  /** auto: only where the balance does not survive. */
  readonly attribution: "auto" | "always" | "never";
  readonly progress?: ProgressSink;
  readonly report?: DiagnosticSink;
}

/** Where one seed has to give the intervals, its record is divided into so many parts. */
export const BLOCKS_OF_ONE_SEED = 5;

/** The runs that count: a description in which nothing is drawn gives the same run for every seed, and that is one run, not many. */
export function countedRuns(runs: readonly VerifiedRun[], report: DiagnosticSink): readonly VerifiedRun[] {
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
  const { description, target, options, seeds, jobs } = request;
  priceNetwork(description, target, options, "compile", request.report, Math.max(1, Math.min(jobs, seeds.length)));
  const progress = request.progress ?? (() => {});
  const tasks = seeds.map((seed, index): Task => ({
    kind: "verify",
    task: { description, seed, target, options, detail: index === 0, blocks: index === 0 ? BLOCKS_OF_ONE_SEED : 0 },
  }));
  const results = (await runTasks(tasks, jobs, `verifying ${counted(seeds.length, "seed")}`, progress)) as SeedResult[];
  const diagnostics = distinct(results.flatMap((r) => r.diagnostics));
  const runs = countedRuns(results.map((r) => r.run), (d) => diagnostics.push(d));
  diagnostics.forEach((d) => request.report?.(d));

  const verdict = decide({ runs });
  const wanted = request.attribution === "always" || (request.attribution === "auto" && verdict.verdict !== "survives");
  const first = results[0];
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
    verdict,
    runs,
    prediction: beside(first, runs),
    attribution: wanted ? await attribute(request, runs, progress) : null,
    ledger: first.ledger,
    diagnostics,
    detail: { reference: detail.reference, target: detail.target, currents: detail.currents, utilisation: detail.utilisation },
  };
}

async function attribute(request: VerifyRequest, runs: readonly VerifiedRun[], progress: ProgressSink): Promise<AttributionSummary> {
  const { description, target, options, jobs } = request;
  const [single] = runs;
  const blocks = runs.length === 1 ? (single.referenceBlocks?.length ?? 0) : 0;
  const tasks = runs.map(({ seed }): Task => ({ kind: "attribute", task: { description, seed, target, options, blocks } }));
  const results = (await runTasks(tasks, jobs, `quantizing one thing at a time, ${counted(runs.length, "seed")}`, progress)) as SeedVariants[];
  const references = blocks > 0 ? single.referenceBlocks! : runs.map((run) => run.reference);
  const targets = blocks > 0 ? single.targetBlocks! : runs.map((run) => run.target);
  // Where lowering approximated the neuron model, every other variant has that approximation too: what it adds is held against it.
  const lowered = results[0].variants[0].name === NEURON_MODEL ? results.flatMap((r) => r.variants[0].metrics) : references;
  return summariseAttribution([
    { name: "everything", everything: true, variantMetricsPerSeed: targets, referenceMetricsPerSeed: references },
    ...results[0].variants.map(({ name }, k) => ({
      name,
      variantMetricsPerSeed: results.flatMap((r) => r.variants[k].metrics),
      referenceMetricsPerSeed: name === NEURON_MODEL ? references : lowered,
    })),
    { name: "time step", variantMetricsPerSeed: references, referenceMetricsPerSeed: results.flatMap((r) => r.halfStep) },
  ]);
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

function distinct(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const seen = new Map(diagnostics.map((d) => [`${d.code}\u0000${d.message}`, d]));
  return [...seen.values()];
}
