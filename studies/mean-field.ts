/**
 * mean-field: does theory predict rates, and what quantization does to them, over a grid of (g, η, K)?
 *
 * The networks are Brunel's (2000) with J = 0.1 mV·√(1000/K), so that the fluctuations stay the same as K grows, and weights with a spread of 30 %,
 * which no choice of scale puts on a chip's grid. For each point: the self-consistent Siegert rates of the ideal network and of the one rebuilt from
 * the chip's integers, as `equipoise check` computes them; then the float64 reference and the emulator. A prediction fails here where a rate is
 * off by more than 10 % or the network turns out synchronous, which Siegert's asynchronous state is not. `check` is honest where every
 * failure carries a note.
 */
import { meanOf } from "../src/numerics/sample-moments.js";
import type { OptionChanges } from "../src/options/option-tables.js";
import { runTasks } from "../src/jobs/pool.js";
import { REFERENCE, type Figure, type FigurePoints, type Size } from "../phenomena/experiment.js";
import type { Finding, Study, StudyRequest, StudyResult, StudyTable } from "./study.js";
import type { GridPointResult, GridPointTask, MeasuredPoint } from "./grid-point.js";
import { gridPointJob } from "./jobs.js";
import { brunelNetwork } from "./study-networks.js";
import { tallyText } from "./tally.js";

interface Grid {
  readonly g: readonly number[];
  readonly eta: readonly number[];
  readonly K: readonly number[];
  readonly variants: readonly string[];
  readonly seeds: number;
}

const GRIDS: Readonly<Record<Size, Grid>> = {
  quick: {
    g: [3, 4.5, 6],
    eta: [0.9, 2],
    K: [100],
    variants: ["4 nearest network", "4 balance network", "2 nearest projection"],
    seeds: 1,
  },
  full: {
    g: [3, 4, 5, 6, 8],
    eta: [0.9, 2, 4],
    K: [100, 200, 400],
    variants: [
      "8 nearest network",
      "4 nearest network",
      "4 balance network",
      "3 nearest network",
      "3 nearest projection",
      "2 nearest projection",
      "2 balance projection",
    ],
    seeds: 1,
  },
};

/** Twice the change from which `check` speaks of drift. */
const LARGEST_ERROR = 0.1;
/** Hz; a network that is silent on both sides has no rate ratio. */
const SILENT = 0.05;

/** `4 nearest network`: weight bits, rounding, and whether one weight exponent holds for the network or each projection has its own. */
function optionsOf(variant: string): OptionChanges {
  const [bits, rounding, weightExponent] = variant.split(" ");
  return { weightBits: Number(bits), rounding, weightExponent };
}

export interface Parameters {
  readonly g: number;
  readonly eta: number;
  readonly K: number;
}

function descriptionOf({ g, eta, K }: Parameters): string {
  return brunelNetwork({
    C_E: K,
    size: Math.max(1000, 5 * K),
    J: Number((0.1 * Math.sqrt(1000 / K)).toPrecision(4)),
    g,
    eta,
    timestep: 0.5,
    duration: 600,
    sample: 20,
    spread: 0.3,
  });
}

/** One prediction of a network's rates beside its run. */
export interface Case {
  readonly predicted: readonly number[];
  readonly measured: MeasuredPoint;
  readonly caveats: readonly string[];
}

/** Largest |predicted/measured − 1| over populations; Infinity where one is silent and the other is not. */
export function rateError({ predicted, measured }: Case): number {
  return Math.max(
    ...predicted.map((rate, k) => {
      const other = measured.rates[k];
      if (rate < SILENT && other < SILENT) return 0;
      return rate < SILENT || other < SILENT ? Infinity : Math.abs(rate / other - 1);
    }),
  );
}

export const fails = (one: Case) => rateError(one) > LARGEST_ERROR || one.measured.state === "synchronous";

/** How failures and warnings go together. */
export function warningCounts(cases: readonly Case[]): {
  readonly caught: number;
  readonly missed: number;
  readonly falseWarnings: number;
  readonly quiet: number;
} {
  const count = (failed: boolean, warned: boolean) =>
    cases.filter((one) => fails(one) === failed && one.caveats.length > 0 === warned).length;
  return {
    caught: count(true, true),
    missed: count(true, false),
    falseWarnings: count(false, true),
    quiet: count(false, false),
  };
}

export interface Shift {
  /** Octaves: log2(rate after / rate before). */
  readonly predicted: number;
  readonly measured: number;
  readonly applies: boolean;
}

/** One entry a population that is active before and after, in theory and in the run. */
export function shiftsOf(result: Pick<GridPointResult, "predicted" | "measured" | "variants">): Shift[] {
  return result.variants.flatMap((variant) =>
    result.predicted.flatMap((before, k) => {
      const rates = [before, variant.predicted[k], result.measured.rates[k], variant.measured.rates[k]];
      if (rates.some((rate) => !(rate >= SILENT))) return [];
      return [
        {
          predicted: Math.log2(rates[1] / rates[0]),
          measured: Math.log2(rates[3] / rates[2]),
          applies: variant.caveats.length === 0,
        },
      ];
    }),
  );
}

/** Pearson's r, the slope of the least-squares line of measured on predicted, and the root mean square difference of the two. */
export function agreement(shifts: readonly Shift[]): {
  readonly n: number;
  readonly r: number;
  readonly slope: number;
  readonly rms: number;
} {
  const [mx, my] = [meanOf(shifts.map((s) => s.predicted)), meanOf(shifts.map((s) => s.measured))];
  let [xx, xy, yy] = [0, 0, 0];
  for (const { predicted, measured } of shifts) {
    xx += (predicted - mx) ** 2;
    xy += (predicted - mx) * (measured - my);
    yy += (measured - my) ** 2;
  }
  return {
    n: shifts.length,
    r: xy / Math.sqrt(xx * yy),
    slope: xy / xx,
    rms: Math.sqrt(meanOf(shifts.map((s) => (s.measured - s.predicted) ** 2))),
  };
}

const short = (x: number, digits = 3) => (Number.isFinite(x) ? String(Number(x.toPrecision(digits))) : "–");
const percent = (x: number) => (Number.isFinite(x) ? `${Number((100 * x).toPrecision(2))} %` : "∞");

async function run(request: StudyRequest): Promise<StudyResult> {
  const grid = GRIDS[request.size];
  const target = request.targets[0] ?? "loihi1";
  const seeds = Array.from({ length: request.seeds ?? grid.seeds }, (_, k) => k + 1);
  const points = grid.K.flatMap((K) =>
    grid.g.flatMap((g) => grid.eta.flatMap((eta) => seeds.map((seed) => ({ K, g, eta, seed })))),
  );
  const variants = grid.variants.map((id) => ({ id, options: optionsOf(id) }));
  const tasks = points.map((point): GridPointTask => ({
    description: descriptionOf(point),
    seed: point.seed,
    target,
    variants,
  }));
  const phase = `${points.length} points of the grid`;
  const results = await runTasks(gridPointJob, tasks, request.jobs, phase, request.progress);

  const ideal: Case[] = results.map(({ predicted, measured, caveats }) => ({ predicted, measured, caveats }));
  const quantized: Case[] = results.flatMap((r) => r.variants);
  const shifts = results.flatMap(shiftsOf);
  return {
    id: meanField.id,
    title: meanField.title,
    question: meanField.question,
    theory:
      "Self-consistent Siegert rates at finite K (Amit & Brunel 1997; Brunel 2000) of the ideal network and of the one that the chip's integers make; Siegert holds in the asynchronous state with small jumps. " +
      "Where the linear response is unstable or finite size makes the network's own noise modulate the rate by more than 0.71 of its mean (Brunel & Hakim 1999; Lindner et al. 2005), check says so.",
    findings: [
      ...rateFindings(ideal),
      ...shiftFindings(shifts, target),
      ...warningFindings(ideal, quantized),
      summaryFinding(results),
    ],
    tables: [gridTable(points, results), variantTable(grid.variants, results)],
    maps: [],
    figures: [rateFigure(ideal), shiftFigure(shifts, target)],
    data: points.map((point, k) => ({ ...point, ...results[k] })),
  };
}

function rateFindings(ideal: readonly Case[]): Finding[] {
  const errors = (applies: boolean) => ideal.filter((one) => (one.caveats.length === 0) === applies).map(rateError);
  const text = (values: readonly number[]) =>
    `${values.length} points, mean error ${percent(meanOf(values))}, largest ${percent(Math.max(...values))}`;
  const [where, elsewhere] = [errors(true), errors(false)];
  return [
    {
      text: `Rates of the ideal network where check says that theory applies: ${text(where)}.`,
      agrees: where.length > 0 && Math.max(...where) <= LARGEST_ERROR,
    },
    ...(elsewhere.length > 0 ? [{ text: `Where check says that it may not: ${text(elsewhere)}.`, agrees: null }] : []),
  ];
}

function shiftFindings(shifts: readonly Shift[], target: string): Finding[] {
  const finding = (some: readonly Shift[], where: string, expected: boolean): Finding[] => {
    if (some.length < 3) return [];
    const { n, r, slope, rms } = agreement(some);
    return [
      {
        text: `Shift of the rate by quantization on ${target}, ${where}: Pearson r = ${short(r)}, slope ${short(slope)}, ${percent(2 ** rms - 1)} root mean square off, ${n} rates.`,
        agrees: expected ? r >= 0.95 && Math.abs(slope - 1) <= 0.1 : null,
      },
    ];
  };
  return [
    ...finding(
      shifts.filter((s) => s.applies),
      "where theory applies",
      true,
    ),
    ...finding(
      shifts.filter((s) => !s.applies),
      "where check says that it may not",
      false,
    ),
  ];
}

function warningFindings(ideal: readonly Case[], quantized: readonly Case[]): Finding[] {
  const finding = (cases: readonly Case[], what: string): Finding => {
    const { caught, missed, falseWarnings, quiet } = warningCounts(cases);
    return {
      text: `${what}: of ${caught + missed} predictions that fail (a rate off by more than ${percent(LARGEST_ERROR)}, or synchrony) check warns of ${caught} and misses ${missed}; of ${falseWarnings + quiet} that hold it warns of ${falseWarnings}.`,
      agrees: missed === 0,
    };
  };
  return [finding(ideal, "Ideal networks"), finding(quantized, "Quantized networks")];
}

/** What compareModels' sentence says of a balanced state, against the state that was measured. */
function summaryFinding(results: readonly GridPointResult[]): Finding {
  const variants = results.flatMap((r) => r.variants);
  const text = (applies: boolean) => {
    const some = variants.filter((v) => (v.caveats.length === 0) === applies);
    const states = (balanced: boolean) =>
      tallyText(some.filter((v) => v.balanced === balanced).map((v) => v.measured.state)) || "none";
    return `balanced predicted: ${states(true)}; none predicted: ${states(false)}`;
  };
  return {
    text: `What the summary of check says of the quantized network against the state of its run. Where theory applies, ${text(true)}. Where it may not, ${text(false)}.`,
    agrees: null,
  };
}

function gridTable(points: readonly Parameters[], results: readonly GridPointResult[]): StudyTable {
  return {
    caption:
      "The ideal network. Rates in Hz, E / I; modulation of the rate of E in 1 ms bins, predicted from finite size and measured.",
    header: [
      "K",
      "g",
      "η",
      "rates, theory",
      "rates, reference",
      "error",
      "modulation, theory",
      "measured",
      "state",
      "check",
    ],
    rows: results.map((r, k) => {
      const { K, g, eta } = points[k];
      const one: Case = r;
      return [
        String(K),
        String(g),
        String(eta),
        r.predicted.map((x) => short(x)).join(" / "),
        r.measured.rates.map((x) => short(x)).join(" / "),
        percent(rateError(one)),
        short(r.predictedModulations[0], 2),
        short(r.measured.modulations[0], 2),
        r.measured.state,
        r.caveats.length === 0 ? (fails(one) ? "applies: missed" : "applies") : r.caveats.join("; "),
      ];
    }),
  };
}

function variantTable(ids: readonly string[], results: readonly GridPointResult[]): StudyTable {
  return {
    caption:
      "By quantized form (weight bits, rounding, weight exponent of the network or of each projection), over the grid: predicted against measured shift of the rate in octaves, and the states of the runs.",
    header: ["form", "rates", "r", "slope", "off by, root mean square", "largest measured shift", "states"],
    rows: ids.map((id) => {
      const own = results.map((r) => ({ ...r, variants: r.variants.filter((v) => v.id === id) }));
      const shifts = own.flatMap(shiftsOf);
      const { n, r, slope, rms } = agreement(shifts);
      const largest = shifts.reduce((most, s) => (Math.abs(s.measured) > Math.abs(most) ? s.measured : most), 0);
      return [
        id,
        String(n),
        short(r),
        short(slope),
        percent(2 ** rms - 1),
        percent(2 ** largest - 1),
        tallyText(own.flatMap((o) => o.variants.map((v) => v.measured.state))),
      ];
    }),
  };
}

function identity(xs: readonly number[]): { label: string; xs: number[]; ys: number[] } {
  const ends = [Math.min(...xs), Math.max(...xs)];
  return { label: "identity", xs: ends, ys: ends };
}

function dots(label: string, pairs: readonly (readonly [x: number, y: number])[]): FigurePoints {
  const ys = pairs.map(([, y]) => y);
  return { label, side: REFERENCE, xs: pairs.map(([x]) => x), ys, lows: ys, highs: ys };
}

function rateFigure(ideal: readonly Case[]): Figure {
  const pairs = (applies: boolean) =>
    ideal
      .filter((one) => (one.caveats.length === 0) === applies)
      .flatMap((one) => one.predicted.map((x, k) => [x, one.measured.rates[k]] as const))
      .filter(([x, y]) => x >= SILENT && y >= SILENT);
  const [where, elsewhere] = [pairs(true), pairs(false)];
  return {
    title: "Rates of the ideal network",
    caption: "Every population of every point of the grid.",
    x: { label: "predicted rate, Hz", log: true },
    y: { label: "measured rate, Hz", log: true },
    curves: [identity([...where, ...elsewhere].map(([x]) => x))],
    points: [dots("theory applies", where), dots("check warns", elsewhere)],
  };
}

function shiftFigure(shifts: readonly Shift[], target: string): Figure {
  const pairs = (applies: boolean) =>
    shifts.filter((s) => s.applies === applies).map((s) => [s.predicted, s.measured] as const);
  return {
    title: "Shift of the rates by quantization",
    caption: `Predicted before any run from the integers of the program, measured between the reference and the emulator of ${target}; every population, point and quantized form.`,
    x: { label: "predicted shift, octaves" },
    y: { label: "measured shift, octaves" },
    curves: [identity(shifts.map((s) => s.predicted))],
    points: [dots("theory applies", pairs(true)), dots("check warns", pairs(false))],
  };
}

export const meanField: Study = {
  id: "mean-field",
  title: "Mean-field theory against simulation",
  question:
    "Over a grid of (g, η, K): are the rates, and their shift by quantization, what theory predicts, and does check say where theory does not apply?",
  run,
};
