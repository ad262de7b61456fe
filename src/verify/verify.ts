/** verify: from a description to a verdict over several seeds, with attribution where it is wanted. */
import type { CompileOptions } from "../../compiler/stages.js";
import type { NetworkDescription } from "../description/types.js";
import type { Diagnostic, DiagnosticSink, ProgressSink } from "../diagnostics/diagnostic.js";
import { version } from "../program/version.js";
import { meanOf } from "../numerics/sample-moments.js";
import type { LoihiTarget } from "../targets/types.js";
import { summariseAttribution, type AttributionSummary } from "../verdict/attribution.js";
import { decide } from "../verdict/decide.js";
import type { SeedVariants } from "./attribute-seed.js";
import { runTasks, type Task } from "./task-pool.js";
import type { PredictionSummary, VerifiedRun, Verification } from "./verification.js";
import type { SeedResult } from "./verify-seed.js";

export interface VerifyRequest {
  readonly description: NetworkDescription;
  /** Where the description came from, and the command that asks; for the report. */
  readonly file: string;
  readonly command: string;
  readonly target: LoihiTarget;
  readonly options: CompileOptions;
  readonly seeds: readonly number[];
  /** Worker threads. */
  readonly jobs: number;
  /** auto: only where the balance does not survive. */
  readonly attribution: "auto" | "always" | "never";
  readonly progress?: ProgressSink;
  readonly report?: DiagnosticSink;
}

/** A single seed is divided into so many parts, which give its intervals. */
const BLOCKS_OF_ONE_SEED = 5;

export async function verify(request: VerifyRequest): Promise<Verification> {
  const { description, target, options, seeds, jobs } = request;
  const progress = request.progress ?? (() => {});
  const tasks = seeds.map((seed, index): Task => ({
    kind: "verify",
    task: { description, seed, target, options, detail: index === 0, blocks: seeds.length === 1 ? BLOCKS_OF_ONE_SEED : 0 },
  }));
  const results = (await runTasks(tasks, jobs, `verifying ${seeds.length} seeds`, progress)) as SeedResult[];
  const diagnostics = distinct(results.flatMap((r) => r.diagnostics));
  diagnostics.forEach((d) => request.report?.(d));

  const runs = results.map((r) => r.run);
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
  const { description, target, options, seeds, jobs } = request;
  const tasks = seeds.map((seed): Task => ({ kind: "attribute", task: { description, seed, target, options } }));
  const results = (await runTasks(tasks, jobs, `quantizing one thing at a time, ${seeds.length} seeds`, progress)) as SeedVariants[];
  const references = runs.map((run) => run.reference);
  return summariseAttribution([
    { name: "everything", everything: true, variantMetricsPerSeed: runs.map((run) => run.target), referenceMetricsPerSeed: references },
    ...results[0].variants.map(({ name }, k) => ({
      name,
      variantMetricsPerSeed: results.map((r) => r.variants[k].metrics),
      referenceMetricsPerSeed: references,
    })),
    { name: "time step", variantMetricsPerSeed: references, referenceMetricsPerSeed: results.map((r) => r.halfStep) },
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
