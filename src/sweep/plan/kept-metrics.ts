/** What of a run's metrics a result keeps: all numbers, and the distributions that verdicts compare. Time courses and spectra are most of the bytes. */
import type { Metrics, PopulationMetrics } from "../../analysis/metrics.js";
import type { VerifiedRun } from "../../verify/verification.js";

const NONE = new Float64Array(0);

function keptPopulation(p: PopulationMetrics): PopulationMetrics {
  return {
    ...p,
    lv: { ...p.lv, values: NONE },
    rateSeries: { ...p.rateSeries, values: NONE },
    rhythm: { ...p.rhythm, frequencies: NONE, power: NONE, background: NONE },
  };
}

/** Of all neurons together no distribution is compared. */
function keptNetwork(p: PopulationMetrics): PopulationMetrics {
  return {
    ...keptPopulation(p),
    rates: NONE,
    cv: { ...p.cv, values: NONE },
    correlation: { ...p.correlation, values: NONE },
  };
}

function keptMetrics(metrics: Metrics): Metrics {
  return { ...metrics, populations: metrics.populations.map(keptPopulation), network: keptNetwork(metrics.network) };
}

export function keptRun(run: VerifiedRun): VerifiedRun {
  return {
    ...run,
    reference: keptMetrics(run.reference),
    target: keptMetrics(run.target),
    referenceBlocks: run.referenceBlocks?.map(keptMetrics),
    targetBlocks: run.targetBlocks?.map(keptMetrics),
  };
}
