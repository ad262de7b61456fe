/** From the columns of `bits` to maps, tables, figures and findings. */
import { meanOf } from "../src/numerics/sample-moments.js";
import type { Figure } from "../phenomena/experiment.js";
import type { Finding, StudyTable, VerdictMap } from "./study.js";
import type { Column, OwnResolution } from "./bits-column.js";
import { TAU, THRESHOLD } from "./bits-networks.js";
import { frozenResidual } from "./bits-theory.js";
import { boundaryLine, cellOf, isLost, largestShift, percent, rowsHeld, transposed, type Cell } from "./verdict-map.js";

/** Columns of one map, in ascending K. */
export interface Group {
  readonly key: string;
  readonly columns: readonly Column[];
}

const weightsName = (spread: number) => (spread === 0 ? "constant weights" : `normal weights, SD ${100 * spread} %`);
const nameOf = ({ target, mode, spread }: Column) => `${target}, ${mode}, ${weightsName(spread)}`;
const levelName = ({ family }: Column, level: number) =>
  family === "loihi" ? `${level} ${level === 1 ? "bit" : "bits"}` : `shift ${level}`;

function groupsOf(columns: readonly Column[]): Group[] {
  const groups = new Map<string, Column[]>();
  for (const column of columns) groups.set(nameOf(column), [...(groups.get(nameOf(column)) ?? []), column]);
  return [...groups].map(([key, own]) => ({ key, columns: own.sort((a, b) => a.K - b.K) }));
}

const heldBy = (column: Column) => rowsHeld(column.rows.map((row) => isLost(row.verdict)));
const isPredictedLost = (word: Column["predicted"][number] | undefined) => word !== "survives";
const heldInTheory = (column: Column) => rowsHeld(column.predicted.map(isPredictedLost));
/** The coarsest level that holds with all finer ones. */
const coarsest = (column: Column, held: number): number => (held === 0 ? NaN : column.levels[held - 1]);

function mapOf({ key, columns }: Group): VerdictMap {
  const [first] = columns;
  const grid =
    first.family === "loihi"
      ? "a grid relative to the projection's own maximum"
      : "a fixed LSB, one step = 2^(shift − 15) nA";
  return {
    title: key,
    caption: `Verdict and largest shift of a mean rate, on ${grid}. The line is the coarsest grid at which theory, from the integers alone, expects rates, fluctuations and the spread of rates within their margins.`,
    xLabel: "in-degree K",
    yLabel: first.family === "loihi" ? "bits of a weight" : "left shift of the ring buffer",
    xs: columns.map(({ K }) => String(K)),
    ys: first.levels.map((level) => levelName(first, level)),
    cells: transposed(columns.map((column) => column.rows.map(cellOf))),
    boundary: boundaryLine("theory from the integers", columns.map(heldInTheory)),
  };
}

/** The rows of a relative grid as rows of equal LSB: where the smallest K has b bits, K·4^j has b − j. */
function fixedLsbMap({ key, columns }: Group): VerdictMap | null {
  const [first] = columns;
  const lost = columns.map(({ K }) => Math.round(Math.log2(K / first.K) / 2));
  const wanted = first.levels.filter((level) =>
    columns.every((column, c) => level - lost[c] <= 0 || column.levels.includes(level - lost[c])),
  );
  if (columns.length < 2 || wanted.length === 0) return null;
  const cell = (column: Column, level: number): Cell => {
    const row = column.levels.indexOf(level);
    return row < 0 ? { word: "does not fit", note: "no bit left" } : cellOf(column.rows[row]);
  };
  const theory = columns.map((column, c) =>
    rowsHeld(wanted.map((level) => isPredictedLost(column.predicted[column.levels.indexOf(level - lost[c])]))),
  );
  return {
    title: `${key}: rows of equal LSB`,
    caption: `The same runs on a fixed LSB: a row has the LSB that leaves so many bits at K = ${first.K}; the weights shrink as 1/√K and lose ½·log₂(K/${first.K}) bits of it.`,
    xLabel: "in-degree K",
    yLabel: `LSB, as bits at K = ${first.K}`,
    xs: columns.map(({ K }) => String(K)),
    ys: wanted.map((level) => levelName(first, level)),
    cells: transposed(columns.map((column, c) => wanted.map((level) => cell(column, level - lost[c])))),
    boundary: boundaryLine("theory from the integers", theory),
  };
}

export function mapsOf(columns: readonly Column[]): VerdictMap[] {
  const groups = groupsOf(columns);
  const fixed = groups.filter(({ columns: [c] }) => c.family === "loihi").map(fixedLsbMap);
  return [...groups.map(mapOf), ...fixed.filter((map) => map !== null)];
}

const show = (x: number, digits = 1) => (Number.isFinite(x) ? x.toFixed(digits) : "–");

function boundaryTable(groups: readonly Group[]): StudyTable {
  return {
    caption:
      "The coarsest grid that holds: closed form (a real number), theory from the integers, and measured (no cell down to it is lost: drifts, breaks, or has a metric shown outside its margin). Loihi: bits; SpiNNaker: left shift, coarser upwards.",
    header: [
      "target, rounding, weights",
      "K",
      "closed form",
      "from the integers",
      "measured",
      "cells decided",
      "of these as theory says",
    ],
    rows: groups.flatMap(({ key, columns }) =>
      columns.map((column) => {
        const { decided, right } = agreement([column]);
        return [
          key,
          String(column.K),
          show(column.closedForm),
          String(coarsest(column, heldInTheory(column))),
          String(coarsest(column, heldBy(column))),
          `${decided} of ${column.levels.length}`,
          String(right),
        ];
      }),
    ),
  };
}

function ratesTable(groups: readonly Group[]): StudyTable {
  return {
    caption:
      "Rates of E and I in Hz, and the residual that the rounded weights would leave at frozen rates, in units of the threshold.",
    header: [
      "target, rounding, weights",
      "K",
      "grid",
      "frozen residual / θ",
      "theory, ideal",
      "theory, quantized",
      "reference",
      "target",
      "largest shift",
      "theory's word",
      "verdict",
    ],
    rows: groups.flatMap(({ key, columns }) =>
      columns.flatMap((column) =>
        column.rows.map((row, k) => {
          const pair = (value: (r: (typeof row.rates)[number]) => number) =>
            row.rates.map((r) => show(value(r), 2)).join(" / ");
          return [
            key,
            String(column.K),
            levelName(column, column.levels[k]),
            show(frozenResidual(row.comparison, TAU) / THRESHOLD, 3),
            pair((r) => r.float),
            pair((r) => r.quantized),
            pair((r) => r.measuredReference),
            pair((r) => r.measuredTarget),
            percent(largestShift(row.rates)),
            column.predicted[k],
            row.verdict.verdict,
          ];
        }),
      ),
    ),
  };
}

function ownTable(own: readonly OwnResolution[]): StudyTable[] {
  if (own.length === 0) return [];
  return [
    {
      caption:
        "What a ring buffer's own rule leaves for the weights, nothing asked of it: the buffer must hold the sum of a tick.",
      header: ["target", "K", ...own[0].table.columns],
      rows: own.flatMap(({ target, K, table }) => table.rows.map((row) => [target, String(K), ...row.map(String)])),
    },
  ];
}

export function tablesOf(columns: readonly Column[], own: readonly OwnResolution[]): StudyTable[] {
  const groups = groupsOf(columns);
  return [boundaryTable(groups), ...ownTable(own), ratesTable(groups)];
}

/** Cells that survive or are lost, and how many of them are in line with theory. */
function agreement(columns: readonly Column[]): { decided: number; right: number } {
  let decided = 0;
  let right = 0;
  for (const column of columns) {
    column.rows.forEach(({ verdict }, k) => {
      if (verdict.verdict !== "survives" && !isLost(verdict)) return;
      decided++;
      if (isLost(verdict) === isPredictedLost(column.predicted[k])) right++;
    });
  }
  return { decided, right };
}

/** One for each group: does the boundary move with K as the kind of grid says? */
function boundaryFinding({ key, columns }: Group): Finding[] {
  const [first] = columns;
  const last = columns[columns.length - 1];
  if (columns.length < 2) return [];
  const [from, to] = [coarsest(first, heldBy(first)), coarsest(last, heldBy(last))];
  const expected = first.family === "loihi" ? 0 : -Math.log2(last.K / first.K) / 2;
  if (!Number.isFinite(from) || !Number.isFinite(to))
    return [
      { text: `${key}: no grid of this range holds at K = ${Number.isFinite(from) ? last.K : first.K}.`, agrees: null },
    ];
  // At either end of the axis the boundary itself is not seen.
  const seen = [first, last].every((column) => heldBy(column) < column.levels.length);
  const what = first.family === "loihi" ? "bits" : "left shift";
  const text = `${key}: the coarsest grid that holds goes from ${what} ${from} at K = ${first.K} to ${to} at K = ${last.K}; theory: a change of ${expected}`;
  return seen
    ? [{ text: `${text}.`, agrees: to - from === expected }]
    : [{ text: `${text}, but the end of the axis is reached, so that the boundary may lie beyond.`, agrees: null }];
}

/** `nearest`, constant weights: the residual at frozen rates grows as √K, and the rates do not. */
function feedbackFinding({ key, columns }: Group): Finding[] {
  const [first] = columns;
  if (first.mode !== "nearest" || first.spread !== 0 || columns.length < 2) return [];
  const last = columns[columns.length - 1];
  const drop = first.family === "loihi" ? 0 : Math.round(Math.log2(last.K / first.K) / 2);
  const pairs = first.levels.flatMap((level, k) => {
    const other = last.levels.indexOf(level - drop);
    if (other < 0 || first.predicted[k] === "breaks" || last.predicted[other] === "breaks") return [];
    const [a, b] = [first.rows[k], last.rows[other]];
    const frozen = [frozenResidual(a.comparison, TAU), frozenResidual(b.comparison, TAU)];
    // Where nothing is lost there is no ratio to look at.
    if (!(frozen[0] > 0.02 * THRESHOLD) || !(Math.abs(largestShift(a.rates)) < 1)) return [];
    const expected = [a, b].map(({ comparison }) => comparison.worstShift);
    return [{ level, ratio: frozen[1] / frozen[0], shifts: [largestShift(a.rates), largestShift(b.rates)], expected }];
  });
  if (pairs.length === 0) return [];
  const root = Math.sqrt(last.K / first.K);
  const ratio = meanOf(pairs.map((p) => p.ratio));
  const list = pairs
    .map((p) => `${percent(p.shifts[0])} → ${percent(p.shifts[1])} (${levelName(first, p.level)})`)
    .join(", ");
  const growth = (key: "shifts" | "expected") =>
    Math.exp(meanOf(pairs.map((p) => Math.log(Math.abs(p[key][1] / p[key][0])))));
  const [measured, expected] = [growth("shifts"), growth("expected")];
  return [
    {
      text: `${key}: with the same integers the residual at frozen rates grows ${show(ratio, 2)} times from K = ${first.K} to ${last.K} (√K: ${show(root, 2)}).`,
      agrees: Math.abs(ratio / root - 1) < 0.15,
    },
    {
      text: `${key}: the shifts of the rates do not follow it, ${list}: they grow ${show(measured, 2)} times; the finite-K theory of the integers says ${show(expected, 2)} times, its limit 1, and frozen rates ${show(root, 2)}.`,
      agrees: Math.abs(Math.log(measured / expected)) < Math.abs(Math.log(measured / root)),
    },
  ];
}

function modesFinding(groups: readonly Group[]): Finding[] {
  const byNetwork = new Map<string, Group[]>();
  for (const group of groups) {
    const { target, spread } = group.columns[0];
    const name = `${target}, ${weightsName(spread)}`;
    byNetwork.set(name, [...(byNetwork.get(name) ?? []), group]);
  }
  return [...byNetwork].map(([name, own]): Finding => {
    // Modes have axes of their own: levels compare, numbers of rows do not. Fewer bits are coarser, and higher shifts.
    const coarseness = (mode: string) =>
      own
        .find((g) => g.columns[0].mode === mode)
        ?.columns.map((c) => (c.family === "loihi" ? -1 : 1) * coarsest(c, heldBy(c)));
    const [nearest, balance] = [coarseness("nearest"), coarseness("balance")];
    const list = own
      .map(({ columns }) => `${columns[0].mode} ${columns.map((c) => show(coarsest(c, heldBy(c)), 0)).join(" / ")}`)
      .join("; ");
    return {
      text: `${name}: coarsest grid that holds, by K = ${own[0].columns.map((c) => c.K).join(" / ")}: ${list}.`,
      agrees:
        nearest === undefined || balance === undefined ? null : balance.every((level, k) => !(level < nearest[k])),
    };
  });
}

function ratesFinding(columns: readonly Column[]): Finding[] {
  const errors = columns.flatMap((column) =>
    column.rows.flatMap((row, k) =>
      column.predicted[k] === "breaks" || row.verdict.verdict === "breaks"
        ? []
        : row.rates.map((r) => Math.abs(r.measuredTarget / r.measuredReference - r.quantized / r.float)),
    ),
  );
  if (errors.length === 0) return [];
  const sorted = [...errors].sort((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)];
  const high = sorted[Math.floor(0.9 * sorted.length)];
  return [
    {
      text: `Relative rate shifts predicted from the integers differ from the measured ones by ${percent(median)} (median) and ${percent(high)} (9 of 10) over ${errors.length} rates of cells that stay balanced.`,
      agrees: median < 0.02,
    },
  ];
}

export function findingsOf(columns: readonly Column[], own: readonly OwnResolution[]): Finding[] {
  const groups = groupsOf(columns);
  const { decided, right } = agreement(columns);
  const cells = columns.reduce((sum, c) => sum + c.levels.length, 0);
  return [
    ...groups.flatMap(boundaryFinding),
    ...groups.flatMap(feedbackFinding),
    ...modesFinding(groups),
    ...ratesFinding(columns),
    ...(decided === 0
      ? []
      : [
          {
            text: `${right} of ${decided} decided cells survive or do not as theory says of their integers; ${cells - decided} of ${cells} cells are inconclusive.`,
            agrees: right / decided >= 0.8,
          },
        ]),
    ...ownFinding(own),
  ];
}

/** Bits of the mean weight against K where the buffer's own rule chooses the shift. */
function ownFinding(own: readonly OwnResolution[]): Finding[] {
  if (own.length < 2) return [];
  const bitsOf = ({ table }: OwnResolution) =>
    Math.min(...table.rows.map((row) => Number(row[table.columns.indexOf("bits of mean")])).filter(Number.isFinite));
  const [a, b] = [own[0], own[own.length - 1]];
  const lost = bitsOf(a) - bitsOf(b);
  const least = Math.log2(b.K / a.K) / 2;
  return [
    {
      text: `${a.target}: its own rule leaves ${show(bitsOf(a))} bits for the mean weight at K = ${a.K} and ${show(bitsOf(b))} at K = ${b.K}, ${show(lost)} fewer; theory: ${least} from the weights, and up to as many again where a buffer must hold the growing sum of a tick.`,
      agrees: lost >= least - 0.1 && lost <= 2 * least + 1,
    },
  ];
}

export function figuresOf(columns: readonly Column[]): Figure[] {
  return groupsOf(columns.filter((c) => c.mode === "nearest")).map(({ key, columns: own }): Figure => {
    const [first] = own;
    const curve = (column: Column, value: (k: number) => number) => {
      const kept = column.levels.map((level, k) => [level, value(k)] as const).filter(([, y]) => Math.abs(y) < 1);
      return { xs: kept.map(([x]) => x), ys: kept.map(([, y]) => 100 * y) };
    };
    return {
      title: `Shift of the rate of E: ${key}`,
      caption:
        "Lines: theory from the rounded weights. Points: measured, mean over seeds with 90 % intervals. Shifts beyond ±100 % are left out.",
      x: { label: first.family === "loihi" ? "bits of a weight" : "left shift" },
      y: { label: "shift of the rate, %" },
      curves: own.map((column) => ({
        label: `theory, K = ${column.K}`,
        ...curve(column, (k) => column.rows[k].comparison.shifts[0].relative),
      })),
      points: own.map((column) => {
        const rate = (k: number) =>
          column.rows[k].verdict.rows.find((row) => row.id === "rate" && row.population === "E");
        const relative = (value: (row: NonNullable<ReturnType<typeof rate>>) => number) => (k: number) => {
          const row = rate(k);
          return row === undefined ? NaN : value(row) / row.reference.mean;
        };
        const middle = relative((row) => row.difference);
        const keep = column.levels.map((_, k) => k).filter((k) => Math.abs(middle(k)) < 1);
        const all = (value: (k: number) => number) => keep.map((k) => 100 * value(k));
        return {
          label: `K = ${column.K}`,
          side: column.target,
          xs: keep.map((k) => column.levels[k]),
          ys: all(middle),
          lows: all(relative((r) => r.interval[0])),
          highs: all(relative((r) => r.interval[1])),
        };
      }),
    };
  });
}
