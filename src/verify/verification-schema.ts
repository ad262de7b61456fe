/**
 * The shape of a saved verification: everything that a report reads is there, of its type, and as long as what it belongs to.
 * What is unknown is left alone: files of later versions may say more.
 */
import { MODEL_NAMES } from "../models/registry.js";
import { z } from "zod";
import type { NetworkState } from "../analysis/classify-state.js";
import { isCode } from "../diagnostics/codes.js";
import type { Severity } from "../diagnostics/diagnostic.js";
import { isLossKind } from "../diagnostics/loss-kinds.js";
import { isLossCounter } from "../diagnostics/run-counters.js";
import { InvalidRecording, validateRecording } from "../recording/validate-recording.js";
import type { Recording } from "../recording/recording.js";
import type { CauseRank } from "../verdict/attribution.js";
import type { MetricsOutcome, VerdictRow, VerdictWord } from "../verdict/verdict.js";
import type { Equivalence } from "../verdict/tost.js";

/** A word of one of the tables of codes, losses and counters. */
function wordOf<Word extends string>(isWord: (text: string) => text is Word, what: string) {
  return z.string().refine(isWord, { error: `it is no ${what} of this version` });
}

/** Keys of a record, so that the compiler complains when a word is added to a type and not here. */
function oneOf<Word extends string>(words: Readonly<Record<Word, true>>) {
  return z.enum(Object.keys(words) as [Word, ...Word[]]);
}

const verdictWord = oneOf<VerdictWord>({
  survives: true,
  drifts: true,
  breaks: true,
  "not-balanced": true,
  inconclusive: true,
});
const networkState = oneOf<NetworkState>({
  balanced: true,
  synchronous: true,
  regular: true,
  silent: true,
  saturated: true,
  unbalanced: true,
  undetermined: true,
});
const equivalence = oneOf<Equivalence>({ yes: true, no: true, undecided: true });
const severity = oneOf<Severity>({ error: true, warning: true, note: true });
const rowKind = oneOf<VerdictRow["kind"]>({ mean: true, ks: true, wasserstein: true });
const metricsOutcome = oneOf<MetricsOutcome>({ within: true, outside: true, undecided: true });
const causeRank = oneOf<CauseRank>({
  "loses the balance": true,
  "moves what decided": true,
  "outside elsewhere": true,
  seen: true,
  "not seen": true,
});
const rowRole = oneOf<VerdictRow["role"]>({ decides: true, informs: true });

/** Also NaN and infinities: what could not be measured is NaN. */
const measured = z.custom<number>((value) => typeof value === "number", "no number");
const count = z.number().int().min(0);
const positive = z.number().positive();
const text = z.string();
const flag = z.boolean();
const floats = z.instanceof(Float64Array);
const ids = z.instanceof(Uint32Array);
const counters = z.record(z.string(), z.number().min(0));
const interval = z.tuple([measured, measured]);

const distribution = { mean: measured, values: floats };
const currentMetrics = z.looseObject({
  unit: text,
  neurons: ids,
  excitatory: measured,
  inhibitory: measured,
  residual: measured,
  net: measured,
  fluctuation: measured,
  lag: measured,
  lagPeak: measured,
  driveOverThreshold: measured,
  residuals: floats,
});
const conductanceMetrics = z.looseObject({
  neurons: ids,
  excitatory: measured,
  inhibitory: measured,
  ratio: measured,
  vStar: measured,
  tauEff: measured,
  notExpressible: text,
});
const populationMetrics = z
  .looseObject({
    name: text,
    first: count,
    size: count,
    spikes: count,
    rate: measured,
    rates: floats,
    silentFraction: measured,
    cv: z.looseObject(distribution),
    lv: z.looseObject(distribution),
    intervals: count,
    fano: measured,
    modulation: measured,
    correlation: z.looseObject({
      ...distribution,
      binMs: positive,
      bins: count,
      neurons: count,
      standardError: measured,
      pairStandardError: measured,
    }),
    rateSeries: z.looseObject({ binMs: positive, values: floats }),
    rhythm: z.looseObject({
      peakHz: measured,
      prominence: measured,
      segments: count,
      resolutionHz: measured,
      frequencies: floats,
      power: floats,
      background: floats,
    }),
    chi: measured,
    currents: currentMetrics.optional(),
    conductances: conductanceMetrics.optional(),
  })
  .refine(({ size, rates }) => rates.length === size, "its rates are not those of its neurons")
  .refine(
    ({ rhythm: { frequencies, power, background } }) =>
      power.length === frequencies.length && background.length === frequencies.length,
    "its spectrum has unequal lengths",
  );
const metrics = z.looseObject({
  source: text,
  seed: count,
  dt: positive,
  duration: positive,
  populations: z.array(populationMetrics),
  network: populationMetrics,
});

const sample = z.looseObject({ mean: measured, sd: measured, values: z.array(measured) });
const verdictRow = z.looseObject({
  id: text,
  metric: text,
  population: text,
  unit: text,
  kind: rowKind,
  reference: sample,
  target: sample,
  difference: measured,
  interval,
  margin: measured,
  marginFrom: text,
  equivalent: equivalence,
  role: rowRole,
  neededSeeds: z.number().nullable(),
  note: text,
});
const stateReport = z.looseObject({
  state: networkState,
  reasons: z.array(text),
  neededMs: measured.optional(),
  cancellationChecked: flag,
});
const rowRef = z.looseObject({ id: text, population: text, equivalent: equivalence, severity: measured });
const sideStates = z.looseObject({
  states: z.array(z.looseObject({ state: networkState, seeds: z.array(count), reasons: z.array(text) })),
  bistable: flag,
  // Absent from what older versions wrote, where `bistable` meant either.
  atLimit: flag.default(false),
});
const verdict = z
  .looseObject({
    verdict: verdictWord,
    exitCode: count,
    reason: text,
    runs: z.array(z.looseObject({ seed: count, reference: stateReport, target: stateReport })),
    rows: z.array(verdictRow),
    basis: text,
    alpha: z.number().positive().max(0.5),
    overallAlpha: z.number().positive().max(0.5),
    needed: z.looseObject({ seeds: measured, seconds: measured }).nullable(),
    cancellationChecked: flag,
    sides: z.looseObject({ reference: sideStates, target: sideStates }),
    metrics: metricsOutcome,
    deciding: z.array(rowRef),
  })
  .refine(
    ({ deciding, rows }) =>
      deciding.every((ref) => rows.some((row) => row.id === ref.id && row.population === ref.population)),
    "what decided is none of its rows",
  );

const contribution = z.looseObject({
  item: text,
  metric: text,
  metricTitle: text,
  population: text,
  unit: text,
  difference: measured,
  interval,
  margin: measured,
  weight: measured,
  equivalent: equivalence,
  p: measured,
  seen: flag,
  decided: flag,
});
const attribution = z.looseObject({
  contributions: z.array(contribution),
  ranking: z.array(
    z.looseObject({ item: text, worst: contribution.nullable(), weight: measured, rank: causeRank, sentence: text }),
  ),
  interactions: z.array(
    z.looseObject({ metric: text, population: text, unit: text, everything: measured, sumOfParts: measured }),
  ),
  untested: z.array(rowRef),
  findings: z.array(z.looseObject({ item: text, sentence: text })),
  summary: text,
});

const use = z.looseObject({ resource: text, used: z.number().min(0), max: z.number().nullable() });
const place = z.union([z.looseObject({ file: text, line: count, col: count }), z.looseObject({ object: text })]);
const diagnostic = z.looseObject({
  code: wordOf(isCode, "diagnostic code"),
  severity,
  message: text,
  place: place.optional(),
  limit: z.looseObject({ what: text, used: measured, max: measured }).optional(),
  hint: text.optional(),
});
const utilisation = z
  .looseObject({
    cores: z.array(
      z.looseObject({
        index: count,
        chip: count,
        core: count,
        x: count,
        y: count,
        synapses: count,
        uses: z.array(use),
      }),
    ),
    chips: z.array(z.looseObject({ chip: count, uses: z.array(use) })),
    axons: z.looseObject({ all: count, interChip: count, fromInputPorts: count }).nullable(),
  })
  .refine(
    ({ cores }) => cores.every((core) => core.uses.length === cores[0].uses.length),
    "its cores have unequal lists of resources",
  );

const recording = z
  .looseObject({
    source: text,
    network: text,
    seed: count,
    dt: positive,
    startStep: count,
    steps: count,
    burnInSteps: count.optional(),
    populations: z.array(z.looseObject({ name: text, first: count, size: count })),
    spikeSteps: ids,
    spikeIds: ids,
    counters,
    spikesOf: ids.optional(),
    probes: z
      .array(
        z.looseObject({
          population: text,
          neurons: ids,
          variable: text,
          period: count,
          unit: text,
          fromStep: count,
          rows: count,
          values: floats,
        }),
      )
      .optional(),
  })
  .superRefine((value, context) => {
    try {
      validateRecording(value as Recording);
    } catch (error) {
      if (!(error instanceof InvalidRecording)) throw error;
      context.addIssue({ code: "custom", message: error.message });
    }
  });
const trace = z.instanceof(Float32Array);
const currents = z
  .looseObject({
    neuron: count,
    population: text,
    unit: text,
    fromStep: count,
    referenceE: trace,
    referenceI: trace,
    targetE: trace,
    targetI: trace,
  })
  .refine(
    ({ referenceE, referenceI, targetE, targetI }) =>
      [referenceI, targetE, targetI].every((other) => other.length === referenceE.length),
    "its traces have unequal lengths",
  );

/** Of the compiler, or of the runs with what only these know. */
const lossEntry = z
  .looseObject({
    kind: wordOf(isLossKind, "kind of loss"),
    where: text,
    count: measured,
    of: measured,
    worst: measured,
    unit: text,
    meanInputChange: measured,
    note: text,
    fittingScale: positive.optional(),
    when: z.enum(["run"]).optional(),
    register: text.optional(),
    counter: wordOf(isLossCounter, "counter of losses").optional(),
    population: text.nullable().optional(),
    lost: measured.optional(),
    inputShare: measured.optional(),
    demand: measured.optional(),
    neurons: z
      .looseObject({ count: measured, of: measured, worst: z.array(z.looseObject({ neuron: count, count: measured })) })
      .nullable()
      .optional(),
  })
  .refine(
    (entry) =>
      entry.when === undefined ||
      (entry.register !== undefined &&
        entry.counter !== undefined &&
        entry.population !== undefined &&
        entry.lost !== undefined &&
        entry.inputShare !== undefined &&
        entry.demand !== undefined &&
        entry.neurons !== undefined),
    "a loss of a run does not say where it happened",
  );

const run = z.looseObject({
  seed: count,
  digest: text,
  referenceHash: text,
  targetHash: text,
  reference: metrics,
  target: metrics,
  referenceBlocks: z.array(metrics).optional(),
  targetBlocks: z.array(metrics).optional(),
  counters,
  losses: z.array(lossEntry).optional(),
});

const network = z
  .looseObject({
    name: text,
    file: text,
    synapses: count,
    dt: positive,
    duration: positive,
    burnIn: z.number().min(0),
    populations: z.array(z.looseObject({ name: text, size: count, model: z.enum(MODEL_NAMES) })).min(1),
    projections: z.array(z.looseObject({ name: text, synapses: count, indegree: z.number().min(0) })),
  })
  .refine(({ duration, burnIn }) => burnIn < duration, "its burn-in is not shorter than its run");

export const verificationSchema = z
  .looseObject({
    version: text,
    command: text,
    network,
    target: z.looseObject({
      id: text,
      title: text,
      board: text,
      profile: text,
      oversize: flag,
      chipsUsed: count,
      coresUsed: count,
      coresPerChip: count,
    }),
    options: z.looseObject({}),
    verdict,
    seedPlan: z.looseObject({ looks: z.array(count).min(1), overallAlpha: measured, alpha: measured }),
    runs: z.array(run).min(1),
    prediction: z.looseObject({
      rates: z.array(
        z.looseObject({
          population: text,
          float: measured,
          quantized: measured,
          measuredReference: measured,
          measuredTarget: measured,
        }),
      ),
      summary: text,
      conditionNumber: measured,
      balancedStateFloat: flag,
      balancedStateQuantized: flag,
      caveats: z.array(text),
    }),
    attribution: attribution.nullable(),
    ledger: z.array(lossEntry),
    diagnostics: z.array(diagnostic),
    detail: z.looseObject({ reference: recording, target: recording, currents: z.array(currents), utilisation }),
  })
  .superRefine(({ network: { populations }, runs, detail }, context) => {
    const same = (other: readonly { readonly name: string; readonly size: number }[]) =>
      other.length === populations.length &&
      other.every(({ name, size }, k) => name === populations[k].name && size === populations[k].size);
    const all = [
      detail.reference,
      detail.target,
      ...runs.flatMap((r) => [r.reference, r.target, ...(r.referenceBlocks ?? []), ...(r.targetBlocks ?? [])]),
    ];
    if (!all.every((part) => same(part.populations)))
      context.addIssue({ code: "custom", message: "not every part of it is about the same populations" });
  });
