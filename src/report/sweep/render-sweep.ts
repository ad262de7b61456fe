/** renderSweep: a sweep as one HTML file that opens from disk: the verdicts, maps of them, and curves over what was swept. */
import { verdictTitle, type VerdictWord } from "../../verdict/verdict.js";
import { html, isolated, prose, visible, type Html, type HtmlValue } from "../html.js";
import { formatNumber } from "../number-format.js";
import { renderPage } from "../page.js";
import { plural, section, shorten, table, type Column } from "../section.js";
import { outcomeMark } from "../verdict-icon.js";
import { curvesSection } from "./sweep-curves.js";
import { mapsSection } from "./sweep-maps.js";
import type { SweepPage, SweepPagePoint } from "./sweep-page.js";
import { sweptAxis, type SweptAxis } from "./swept-axis.js";

/** Rows of a table on the page: the files beside it have all. */
const MOST_ROWS = 400;
const MOST_PROBLEMS = 200;
const WORDS: readonly VerdictWord[] = ["survives", "drifts", "breaks", "not-balanced", "inconclusive"];

export function renderSweep(page: SweepPage): string {
  const axes = page.axes.map(sweptAxis);
  const maps = mapsSection(axes, page.points, page.problems);
  return renderPage({
    title: `${shorten(visible(page.name), 60)}: sweep over ${page.axes.map(({ name }) => visible(name)).join(", ")}`,
    version: page.version,
    contents: [
      ["verdicts", "Verdicts"],
      ...(maps === null ? [] : [["maps", "Maps"] as const]),
      ["curves", "Curves"],
      ...(page.problems.length === 0 ? [] : [["tasks", "Not done"] as const]),
    ],
    first: { id: "verdicts", title: "the verdicts" },
    main: html`${verdictsSection(page, axes)}${maps}${curvesSection(axes, page.points)}${page.problems.length > 0 && problemsSection(page)}`,
  });
}

function verdictsSection(page: SweepPage, axes: readonly SweptAxis[]): Html {
  const { points, seeds, tasks, problems } = page;
  const counts = WORDS.map((word) => [word, points.filter(({ verdict }) => verdict?.verdict === word).length] as const)
    .filter(([, count]) => count > 0)
    .map(([word, count]) => `${formatNumber(count)} ${verdictTitle[word]}`);
  const none = points.filter(({ verdict }) => verdict === null).length;
  if (none > 0) counts.push(`${formatNumber(none)} without a result`);
  const done = tasks - problems.length;
  const lead = html`${isolated(page.name)} (${isolated(page.network)}): ${formatNumber(points.length)} ${plural(points.length, "point")}, ${formatNumber(seeds.length)} ${plural(seeds.length, "seed")} each: ${counts.join(", ")}.${problems.length > 0 && html` <strong class="flag">${formatNumber(done)} of ${formatNumber(tasks)} tasks are done.</strong>`}`;
  return section(
    "verdicts",
    "Does the balance survive?",
    lead,
    html`${verdictTable(page, axes)}
<div class="command"><p class="label" id="command-label">Reproduce</p>
<pre tabindex="0" aria-labelledby="command-label"><code>${page.command}</code></pre><button type="button" class="needs-script" data-copy="${page.command}">Copy</button></div>`,
  );
}

function verdictTable({ points, seeds }: SweepPage, axes: readonly SweptAxis[]): Html {
  const withTarget = axes.every(({ name }) => name !== "target");
  const columns: Column[] = [
    ...axes.map(({ label, names }) => ({ title: label, numeric: names === undefined })),
    ...(withTarget ? [{ title: "target" }] : []),
    { title: "verdict" },
    { title: "decided by" },
    { title: "change / margin", numeric: true },
    { title: "seeds", numeric: true },
    { title: "cores", numeric: true },
    { title: "why" },
  ];
  const rows = points
    .slice(0, MOST_ROWS)
    .map((point): HtmlValue[] => [
      ...axes.map((axis) => axis.text(point.values[axis.name] ?? null)),
      ...(withTarget ? [point.target] : []),
      point.verdict === null ? "–" : verdictTitle[point.verdict.verdict],
      decidedBy(point),
      marginsText(point),
      point.seeds === seeds.length ? String(point.seeds) : `${point.seeds} of ${seeds.length}`,
      point.use === null ? "–" : formatNumber(point.use.cores),
      point.verdict === null ? "no seed is done" : prose(shorten(point.verdict.reason, 220)),
    ]);
  const more = points.length - MOST_ROWS;
  return html`${table("Verdicts", columns, rows, "overview")}${more > 0 && html`<p class="note">${formatNumber(more)} more points are in verdicts.csv.</p>`}`;
}

function decidedBy({ deciding }: SweepPagePoint): HtmlValue {
  if (deciding === null) return "–";
  return html`${outcomeMark(deciding.equivalent)} ${deciding.metric}, ${isolated(deciding.population)}`;
}

function marginsText({ deciding }: SweepPagePoint): string {
  if (deciding === null) return "–";
  const { difference, interval, margin } = deciding;
  const [low, high] = interval;
  const text = formatNumber(difference / margin, 2);
  return Number.isFinite(low) && Number.isFinite(high)
    ? `${text} [${formatNumber(low / margin, 2)}, ${formatNumber(high / margin, 2)}]`
    : text;
}

function problemsSection({ problems, points }: SweepPage): Html {
  const rows = problems
    .slice(0, MOST_PROBLEMS)
    .map(({ task, point, seed, state, code, message }): HtmlValue[] => [
      html`<code>${task}</code>`,
      pointText(points[point]),
      String(seed),
      state,
      code === "" ? "" : html`${prose(message)} <code>${code}</code>`,
    ]);
  const more = problems.length - MOST_PROBLEMS;
  return section(
    "tasks",
    "What is not done",
    "Tasks without a result; a point's verdict is over the seeds that are done. `equipoise sweep run` goes on with those that are missing, and with --retry-failed tries those that failed again.",
    html`${table("Tasks without a result", [{ title: "task" }, { title: "point" }, { title: "seed", numeric: true }, { title: "state" }, { title: "why" }], rows, "compact")}${more > 0 && html`<p class="note">${formatNumber(more)} more tasks are in tasks.csv.</p>`}`,
  );
}

function pointText({ values }: SweepPagePoint): Html {
  return isolated(
    Object.entries(values)
      .map(([name, value]) => `${name} ${String(value)}`)
      .join(", "),
  );
}
