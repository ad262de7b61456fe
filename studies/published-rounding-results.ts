/** From the runs of `published-rounding` to its map, tables, figures and findings. */
import type { Metrics } from "../src/analysis/metrics.js";
import { deviationOf, meanOf } from "../src/numerics/sample-moments.js";
import type { SweepRow } from "../src/sweep/sweep.js";
import type { Verdict, VerdictRow } from "../src/verdict/verdict.js";
import type { Figure } from "../phenomena/experiment.js";
import type { Finding, StudyTable, VerdictMap } from "./study.js";
import type { Discretization, WeightStatistics } from "./discretize-weights.js";
import type { Connectivity } from "./published-networks.js";
import type { DiscretizedRun, PredictedSpread } from "./run-discretizations.js";
import { transposed, type Cell, type Word } from "./verdict-map.js";

/** One network with one connectivity; [variant][seed]. */
export interface Series {
  readonly network: string;
  readonly connectivity: Connectivity;
  readonly variants: readonly Discretization[];
  readonly reference: readonly Metrics[];
  readonly predicted: readonly PredictedSpread[];
  readonly runs: readonly (readonly DiscretizedRun[])[];
  readonly verdicts: readonly Verdict[];
}

/** The Brunel-type network on a target; weights by row. */
export interface Compiled {
  readonly connectivity: Connectivity;
  readonly target: string;
  readonly rows: readonly SweepRow[];
  readonly weights: readonly WeightStatistics[];
}

const variantName = ({ scheme, bits }: Discretization) =>
  scheme === "mean" ? "mean weight for all" : `${scheme}, ${bits} ${bits === 1 ? "bit" : "bits"}`;

/** What the paper compares: mean rates, and the distributions of rates, CVs and correlations. */
const COMPARED = new Set([
  "rate",
  "rates-ks",
  "rates-wasserstein",
  "cvs-ks",
  "cvs-wasserstein",
  "correlations-ks",
  "correlations-wasserstein",
]);

function compared({ rows }: Pick<Verdict, "rows">): VerdictRow[] {
  return rows.filter((row) => COMPARED.has(row.id) && row.role === "decides");
}

/**
 * survives: every compared row is equivalent; drifts: some row is shown not to be; breaks: the verdict's, where the reference itself is no other state
 * than balanced. A small microcircuit has populations too synchronous for that: then the distributions alone are compared, as the paper does.
 */
export function statisticsWord(verdict: Pick<Verdict, "rows" | "verdict" | "runs">): Word {
  if (
    verdict.verdict === "breaks" &&
    verdict.runs.every(({ reference }) => reference.state === "balanced" || reference.state === "undetermined")
  )
    return "breaks";
  const rows = compared(verdict);
  if (rows.some((row) => row.equivalent === "no")) return "drifts";
  return rows.length > 0 && rows.every((row) => row.equivalent === "yes") ? "survives" : "inconclusive";
}

/** How far the worst compared row is, in margins. */
export function worstRow(
  verdict: Pick<Verdict, "rows">,
): { readonly row: VerdictRow; readonly margins: number } | undefined {
  return compared(verdict)
    .map((row) => ({ row, margins: Math.abs(row.difference) / row.margin }))
    .filter(({ margins }) => Number.isFinite(margins))
    .reduce<{ row: VerdictRow; margins: number } | undefined>(
      (worst, next) => (worst === undefined || next.margins > worst.margins ? next : worst),
      undefined,
    );
}

const seriesName = ({ network, connectivity }: Pick<Series, "network" | "connectivity">) =>
  `${network}, ${connectivity}`;
const show = (x: number, digits = 2) => (Number.isFinite(x) ? x.toFixed(digits) : "–");

export function mapOf(series: readonly Series[]): VerdictMap {
  const names = [...new Set(series.flatMap((s) => s.variants.map(variantName)))];
  const columns = series.map((s) =>
    names.map((name): Cell => {
      const k = s.variants.findIndex((v) => variantName(v) === name);
      if (k < 0) return { word: "not run", note: "" };
      const worst = worstRow(s.verdicts[k]);
      return {
        word: statisticsWord(s.verdicts[k]),
        note: worst === undefined ? "" : `${show(worst.margins, 1)} margins`,
      };
    }),
  );
  return {
    title: "Firing statistics with few weights",
    caption:
      "Rates and the distributions of rates, CVs and correlations, against the undiscretized network of the same seeds; how far the worst of them is in margins. Weights alone are changed, in float64.",
    xLabel: "network",
    yLabel: "discretization",
    xs: series.map(seriesName),
    ys: names,
    cells: transposed(columns),
  };
}

/** Largest of the populations' distances of one kind. */
function largest(verdict: Verdict, id: string): string {
  const rows = verdict.rows.filter((row) => row.id === id && Number.isFinite(row.difference));
  if (rows.length === 0) return "–";
  const worst = rows.reduce((a, b) => (b.difference / b.margin > a.difference / a.margin ? b : a));
  return `${show(worst.difference)} (${show(worst.margin)})`;
}

const spreadOf = (metrics: readonly Metrics[], a: number) =>
  meanOf(metrics.map((m) => deviationOf(m.populations[a].rates)));

/** The SD of rates that a record alone gives to equal neurons is the same on both sides; theory's ratio knows nothing of it. */
function networkTable(series: Series): StudyTable {
  return {
    caption: `${seriesName(series)}: ${series.reference.length} seeds. KS distances of the population that is furthest off, margins in brackets; weights, and sums of each neuron's weights, over those drawn; rates of ${series.reference[0].populations[0].name}, SD over neurons.`,
    header: [
      "weights",
      "SD of weights",
      "SD of sums",
      "moved sums / their SD",
      "rate",
      "SD of rates",
      "theory: rate",
      "SD of rates, record's noise aside",
      "rates KS",
      "CVs KS",
      "correlations KS",
      "statistics",
    ],
    rows: [
      [
        "as drawn",
        "1",
        "1",
        "0",
        show(meanOf(series.reference.map((m) => m.populations[0].rate))),
        show(spreadOf(series.reference, 0)),
        show(series.predicted[0].rate),
        show(series.predicted[0].rateSd),
        "",
        "",
        "",
        "",
      ],
      ...series.variants.map((variant, k) => {
        const runs = series.runs[k];
        const { weights, predicted } = runs[0];
        const metrics = runs.map((r) => r.metrics);
        return [
          variantName(variant),
          show(weights.sd),
          show(weights.rowSumSd),
          show(weights.rowSumError),
          show(meanOf(metrics.map((m) => m.populations[0].rate))),
          show(spreadOf(metrics, 0)),
          show(predicted[0].rate),
          show(predicted[0].rateSd),
          largest(series.verdicts[k], "rates-ks"),
          largest(series.verdicts[k], "cvs-ks"),
          largest(series.verdicts[k], "correlations-ks"),
          statisticsWord(series.verdicts[k]),
        ];
      }),
    ],
  };
}

function compiledTable(compiled: readonly Compiled[]): StudyTable[] {
  if (compiled.length === 0) return [];
  return [
    {
      caption:
        "The Brunel-type network compiled. Means and SDs of the weights on the chip, and of each neuron's sum, over those drawn; rates of E in Hz.",
      header: [
        "target",
        "connectivity",
        "resolution",
        "rounding",
        "mean weight",
        "SD of weights",
        "SD of sums",
        "moved sums / their SD",
        "theory",
        "reference",
        "target's rate",
        "rates KS",
        "statistics",
        "verdict",
      ],
      rows: compiled.flatMap(({ target, connectivity, rows, weights }) =>
        rows.map((row, k) => [
          target,
          connectivity,
          row.values.resolution,
          row.values.rounding,
          show(weights[k].mean, 3),
          show(weights[k].sd),
          show(weights[k].rowSumSd),
          show(weights[k].rowSumError),
          show(row.rates[0].quantized),
          show(row.rates[0].measuredReference),
          show(row.rates[0].measuredTarget),
          largest(row.verdict, "rates-ks"),
          statisticsWord(row.verdict),
          row.verdict.verdict,
        ]),
      ),
    },
  ];
}

export function tablesOf(series: readonly Series[], compiled: readonly Compiled[]): StudyTable[] {
  return [...series.map(networkTable), ...compiledTable(compiled)];
}

/** true: as expected; false: shown to be otherwise; null: these runs do not tell. */
export function judged(word: Word, expected: "kept" | "distorted"): boolean | null {
  if (word === "inconclusive") return null;
  return (word === "survives") === (expected === "kept");
}

function describeCase(series: Series, k: number): string {
  const worst = worstRow(series.verdicts[k]);
  const where =
    worst === undefined
      ? ""
      : `, furthest: ${worst.row.metric} of ${worst.row.population}, ${show(Math.abs(worst.row.difference))}${worst.row.unit === "" ? "" : ` ${worst.row.unit}`} against a margin of ${show(worst.row.margin)}`;
  return `${seriesName(series)}, ${variantName(series.variants[k])}: ${statisticsWord(series.verdicts[k])}${where}.`;
}

/** What the paper says of a case; undefined: nothing that these runs could be held against. */
export function expectation(
  connectivity: Connectivity,
  { scheme, bits }: Discretization,
): "kept" | "distorted" | undefined {
  if (scheme === "moments") return "kept";
  if (scheme === "naive" && bits === 1) return connectivity === "fixed in-degree" ? "distorted" : undefined;
  if (scheme === "mean") return connectivity === "fixed in-degree" ? "distorted" : "kept";
  return undefined;
}

/** SDs of rates over neurons: theory's change of variance against the measured one, which leaves the record's noise out. */
function spreadFinding(series: readonly Series[]): Finding[] {
  const pairs = series.flatMap((s) =>
    s.variants.map((_, k) => ({
      expected: s.runs[k][0].predicted[0].rateSd ** 2 - s.predicted[0].rateSd ** 2,
      measured:
        spreadOf(
          s.runs[k].map((r) => r.metrics),
          0,
        ) **
          2 -
        spreadOf(s.reference, 0) ** 2,
    })),
  );
  if (pairs.length < 3) return [];
  const [mx, my] = [meanOf(pairs.map((p) => p.expected)), meanOf(pairs.map((p) => p.measured))];
  const sum = (f: (p: (typeof pairs)[number]) => number) => pairs.reduce((total, p) => total + f(p), 0);
  const r =
    sum((p) => (p.expected - mx) * (p.measured - my)) /
    Math.sqrt(sum((p) => (p.expected - mx) ** 2) * sum((p) => (p.measured - my) ** 2));
  return [
    {
      text: `Change of the variance of rates over neurons of the first population, theory of the discretized weights against measurement: correlation ${show(r)} over ${pairs.length} cases.`,
      agrees: r > 0.8,
    },
  ];
}

export function findingsOf(series: readonly Series[], compiled: readonly Compiled[]): Finding[] {
  const cases = series.flatMap((s) =>
    s.variants.map((variant, k): Finding => {
      const expected = expectation(s.connectivity, variant);
      const text = describeCase(s, k);
      return expected === undefined
        ? { text, agrees: null }
        : {
            text: `${text} Published: ${expected === "kept" ? "kept" : "distorted"}.`,
            agrees: judged(statisticsWord(s.verdicts[k]), expected),
          };
    }),
  );
  const chips = compiled.flatMap(({ target, connectivity, rows }) => {
    const coarsest = rows[rows.length - 1].values.resolution;
    const word = (rounding: string) =>
      rows.find((row) => row.values.resolution === coarsest && row.values.rounding === rounding)!;
    const [nearest, balance] = [word("nearest"), word("balance")];
    const rate = ({ rates }: SweepRow) => `${show(rates[0].measuredReference)} → ${show(rates[0].measuredTarget)} Hz`;
    return [
      {
        text: `${target}, ${connectivity}, ${coarsest}: nearest ${rate(nearest)} (${statisticsWord(nearest.verdict)}), balance ${rate(balance)} (${statisticsWord(balance.verdict)}).`,
        agrees:
          Math.abs(Math.log(balance.rates[0].measuredTarget / balance.rates[0].measuredReference)) <
          Math.abs(Math.log(nearest.rates[0].measuredTarget / nearest.rates[0].measuredReference)),
      },
    ];
  });
  return [...cases, ...spreadFinding(series), ...chips];
}

/** Share of neurons at or below each rate, of all seeds. */
function cumulative(metrics: readonly Metrics[], a: number): { xs: number[]; ys: number[] } {
  const rates = metrics.flatMap((m) => [...m.populations[a].rates]).sort((x, y) => x - y);
  const points = 100;
  const at = Array.from({ length: points + 1 }, (_, k) =>
    Math.min(rates.length - 1, Math.round((k / points) * (rates.length - 1))),
  );
  return { xs: at.map((k) => rates[k]), ys: at.map((k) => (k + 1) / rates.length) };
}

export function figuresOf(series: readonly Series[]): Figure[] {
  return series.map((s): Figure => ({
    title: `Rates of ${s.reference[0].populations[0].name}: ${seriesName(s)}`,
    caption: "Share of neurons that fire at this rate or below, all seeds together.",
    x: { label: "rate, Hz" },
    y: { label: "share of neurons" },
    curves: [
      { label: "as drawn", ...cumulative(s.reference, 0) },
      ...s.variants.flatMap((variant, k) =>
        variant.bits <= 1
          ? [
              {
                label: variantName(variant),
                ...cumulative(
                  s.runs[k].map((r) => r.metrics),
                  0,
                ),
              },
            ]
          : [],
      ),
    ],
    points: [],
  }));
}
