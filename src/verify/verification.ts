/** Verification: everything `verify` found, in one value; the report is a picture of it and `--json` prints its summary. */
import type { Metrics } from "../analysis/metrics.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { LossEntry, RunLoss } from "../diagnostics/loss-ledger.js";
import type { Recording } from "../recording/recording.js";
import type { AttributionSummary } from "../verdict/attribution.js";
import type { SeedPlan } from "../verdict/seed-plan.js";
import type { Verdict } from "../verdict/verdict.js";
import type { Utilisation } from "../program/loihi/utilisation.js";
import type { FamilyOptions } from "../options/option-tables.js";

/** One seed: the same network and the same input spikes on both sides. */
export interface VerifiedRun {
  readonly seed: number;
  /** Content digest of the program. */
  readonly digest: string;
  readonly referenceHash: string;
  readonly targetHash: string;
  readonly reference: Metrics;
  readonly target: Metrics;
  /** Parts of the two records, where a single seed must give intervals. */
  readonly referenceBlocks?: readonly Metrics[];
  readonly targetBlocks?: readonly Metrics[];
  readonly counters: Readonly<Record<string, number>>;
  /** What those counters count, by population and register; absent in files from before they were kept. */
  readonly losses?: readonly RunLoss[];
}

export interface PredictedRate {
  readonly population: string;
  /** Hz; NaN where no fixed point exists. */
  readonly float: number;
  readonly quantized: number;
}

export interface MeasuredRate extends PredictedRate {
  /** Hz, means over the seeds. */
  readonly measuredReference: number;
  readonly measuredTarget: number;
}

/** What theory says of one drawn network and its quantized form, before anything runs. */
export interface PredictedShift {
  readonly rates: readonly PredictedRate[];
  /** One sentence, e.g. "rates move from 11.4 to 16.3 Hz (E)". */
  readonly summary: string;
  readonly conditionNumber: number;
  readonly balancedStateFloat: boolean;
  readonly balancedStateQuantized: boolean;
  /** Why the prediction may not apply; empty where it does. */
  readonly caveats: readonly string[];
}

/** The prediction for the first seed, beside what was measured. */
export interface PredictionSummary extends Omit<PredictedShift, "rates"> {
  readonly rates: readonly MeasuredRate[];
}

export interface NetworkSummary {
  readonly name: string;
  readonly populations: readonly { readonly name: string; readonly size: number; readonly model: string }[];
  readonly projections: readonly { readonly name: string; readonly synapses: number; readonly indegree: number }[];
  readonly synapses: number;
  /** ms */
  readonly dt: number;
  readonly duration: number;
  readonly burnIn: number;
}

/** Input currents of one sample neuron, one value a step; both sides in the same unit. */
export interface SampleCurrents {
  readonly neuron: number;
  readonly population: string;
  readonly unit: string;
  readonly fromStep: number;
  readonly referenceE: Float32Array;
  readonly referenceI: Float32Array;
  readonly targetE: Float32Array;
  readonly targetI: Float32Array;
}

export interface Verification {
  /** `equipoise 0.1.0` */
  readonly version: string;
  /** The exact command that makes this result again. */
  readonly command: string;
  readonly network: NetworkSummary & { readonly file: string };
  readonly target: {
    readonly id: string;
    readonly title: string;
    readonly board: string;
    readonly profile: string;
    readonly oversize: boolean;
    readonly chipsUsed: number;
    readonly coresUsed: number;
    readonly coresPerChip: number;
  };
  readonly options: FamilyOptions;
  /** After how many seeds the verdict could be given; `runs` holds those that it took. */
  readonly seedPlan: SeedPlan;
  readonly verdict: Verdict;
  readonly runs: readonly VerifiedRun[];
  readonly prediction: PredictionSummary;
  /** null where attribution was not asked for. */
  readonly attribution: AttributionSummary | null;
  /** What the compiler lost for the first seed; then what registers lost while the target ran, summed over the seeds (`when: "run"`). */
  readonly ledger: readonly LossEntry[];
  readonly diagnostics: readonly Diagnostic[];
  /** Of the first seed. */
  readonly detail: {
    readonly reference: Recording;
    readonly target: Recording;
    readonly currents: readonly SampleCurrents[];
    readonly utilisation: Utilisation;
  };
}
