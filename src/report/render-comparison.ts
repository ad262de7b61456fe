/** renderComparison: the verdicts of one network on several targets, side by side, as one HTML file. */
import type { Contribution } from "../verdict/attribution.js";
import { verdictTitle, type VerdictRow } from "../verdict/verdict.js";
import type { Verification } from "../verify/verification.js";
import { advice } from "./advice.js";
import { decidingRows } from "./deciding-rows.js";
import { overflowKinds } from "./counter-kinds.js";
import { html, isolated, prose, visible, type Html, type HtmlValue } from "./html.js";
import { picturesSection } from "./comparison-pictures.js";
import { glossary } from "./metric-glossary.js";
import {
  decimalsFor,
  formatFixed,
  formatMs,
  formatNumber,
  formatPercent,
  formatPlain,
  withUnit,
} from "./number-format.js";
import { renderPage } from "./page.js";
import { plural, section, shorten, table, type Column } from "./section.js";
import { outcomeMark, verdictIcon } from "./verdict-icon.js";

const CONTENTS: readonly (readonly [id: string, title: string])[] = [
  ["targets", "Targets"],
  ["pictures", "Pictures"],
  ["metrics", "Metrics"],
  ["prediction", "Theory"],
  ["causes", "Causes"],
  ["losses", "Losses"],
];

/** One verification a target, of the same description and seeds. */
export function renderComparison(verifications: readonly Verification[]): string {
  const [{ network, version }] = verifications;
  const words = verifications.map((v) => `${v.target.id} ${verdictTitle[v.verdict.verdict]}`).join(", ");
  return renderPage({
    title: `${shorten(visible(network.name), 60)}: ${words}`,
    version,
    contents: CONTENTS,
    first: { id: "targets", title: "the verdicts" },
    main: html`${targetsSection(verifications)}${picturesSection(verifications, haveSameReference(verifications))}${metricsSection(verifications)}${predictionSection(verifications)}${causesSection(verifications)}${lossesSection(verifications)}`,
  });
}

function targetsSection(verifications: readonly Verification[]): Html {
  const [{ network, runs }] = verifications;
  const neurons = network.populations.reduce((sum, p) => sum + p.size, 0);
  const lead = html`${isolated(network.name)}: ${formatNumber(neurons)} neurons, ${formatNumber(network.synapses)} synapses, ${formatMs(network.duration)} at dt ${formatPlain(network.dt)} ms, ${runs.length} ${plural(runs.length, "seed")}. Every target gets the same drawn networks and the same input spikes.`;
  return section(
    "targets",
    "Does the balance survive?",
    lead,
    html`<div class="cards">${verifications.map(card)}</div>
<div class="command"><p class="label" id="command-label">Reproduce</p>
<pre tabindex="0" aria-labelledby="command-label"><code>${verifications[0].command}</code></pre></div>`,
  );
}

function card(v: Verification): Html {
  const { target, verdict } = v;
  return html`<article class="card verdict verdict-${verdict.verdict}">
<div class="verdict-head">${verdictIcon(verdict.verdict)}<div><p class="kicker">${isolated(target.title)} <span class="quiet">(${isolated(target.id)})</span></p><h3>${verdictTitle[verdict.verdict]}</h3></div></div>
<p class="reason">${prose(verdict.reason)}</p>
${decidingRows(verdict)}
${advice(v).map((sentence) => html`<p>${prose(sentence)}</p>`)}
<p class="quiet">${isolated(target.board)}, ${isolated(target.profile)} arithmetic: ${formatNumber(target.coresUsed)} ${plural(target.coresUsed, "core")} on ${formatNumber(target.chipsUsed)} ${plural(target.chipsUsed, "chip")}${target.oversize ? html` <strong class="flag">oversize: does not fit this board</strong>` : ""}</p>
</article>`;
}

/** Columns of numbers, one or more a target. */
function perTarget(verifications: readonly Verification[], titles: readonly string[]): Column[] {
  return verifications.flatMap(({ target }) =>
    titles.map((title) => ({ title: html`${isolated(target.id)}${title === "" ? "" : ` ${title}`}`, numeric: true })),
  );
}

/** Targets with a time step of their own have a reference of their own. */
function haveSameReference(verifications: readonly Verification[]): boolean {
  return verifications.every((v) =>
    v.runs.every((run, k) => run.referenceHash === verifications[0].runs[k]?.referenceHash),
  );
}

function metricsSection(verifications: readonly Verification[]): Html {
  const rows = verifications[0].verdict.rows.filter((row) => row.kind === "mean");
  const lead = haveSameReference(verifications)
    ? html`Means of the reference, and what each target adds, with its ${formatPlain(100 * (1 - 2 * verifications[0].verdict.alpha))} % interval.`
    : html`The targets run at time steps of their own, so each is held against a reference of its own; the reference column is that of ${isolated(verifications[0].target.id)}.`;
  const cell = (v: Verification, row: VerdictRow): HtmlValue => {
    const own = v.verdict.rows.find((r) => r.id === row.id && r.population === row.population);
    return own === undefined
      ? "–"
      : html`<span class="unbroken">${difference(own)} ${own.role === "decides" && outcomeMark(own.equivalent)}</span>`;
  };
  const columns: Column[] = [
    { title: "metric" },
    { title: "population" },
    { title: "reference", numeric: true },
    ...perTarget(verifications, [""]),
  ];
  return section(
    "metrics",
    "What each target changes",
    lead,
    html`${table(
      "Difference from the reference",
      columns,
      rows.map((row) => [
        row.metric,
        isolated(row.population),
        withUnit(formatFixed(row.reference.mean, decimalsFor(row.margin)), row.unit),
        ...verifications.map((v) => cell(v, row)),
      ]),
    )}${glossary(rows)}`,
  );
}

function difference({ difference: d, interval: [low, high], margin }: VerdictRow): string {
  const fixed = (x: number) => `${x > 0 ? "+" : ""}${formatFixed(x, decimalsFor(margin))}`;
  return Number.isFinite(low) && Number.isFinite(high) ? `${fixed(d)} [${fixed(low)}, ${fixed(high)}]` : fixed(d);
}

function predictionSection(verifications: readonly Verification[]): Html {
  const [first] = verifications;
  const rate = (x: number) => (Number.isFinite(x) ? formatFixed(x, 2) : "–");
  const columns: Column[] = [
    { title: "population" },
    { title: "theory, ideal", numeric: true },
    { title: "reference", numeric: true },
    ...perTarget(verifications, ["theory", "measured"]),
  ];
  const rows = first.prediction.rates.map((r, k) => [
    isolated(r.population),
    rate(r.float),
    rate(r.measuredReference),
    ...verifications.flatMap((v) => [
      rate(v.prediction.rates[k].quantized),
      rate(v.prediction.rates[k].measuredTarget),
    ]),
  ]);
  const caveats = [...new Set(verifications.flatMap((v) => v.prediction.caveats))];
  return section(
    "prediction",
    "Predicted and measured",
    "Rates in Hz, from theory before any run, and as measured.",
    html`${table("Rates in Hz", columns, rows, "compact")}
${caveats.length > 0 && html`<p class="note">${prose(caveats.join("; "))}</p>`}`,
  );
}

function causesSection(verifications: readonly Verification[]): Html {
  const items = [...new Set(verifications.flatMap((v) => v.attribution?.ranking.map((cause) => cause.item) ?? []))];
  if (items.length === 0)
    return section(
      "causes",
      "Which quantization does it",
      "Attribution was not asked for: --attribution always runs every target with one thing quantized at a time.",
      "",
    );
  const worst = (v: Verification, item: string): HtmlValue => {
    if (v.attribution === null) return "not run";
    const cause = v.attribution.ranking.find((c) => c.item === item);
    return cause === undefined ? "–" : cause.worst === null || cause.weight === 0 ? "not seen" : seen(cause.worst);
  };
  return section(
    "causes",
    "Which quantization does it",
    "The effect of each thing quantized alone on the metric that it moves most, where it stands out from chance; in margins.",
    table(
      "Effects of single quantizations",
      [{ title: "quantized" }, ...perTarget(verifications, [""])],
      items.map((item) => [item, ...verifications.map((v) => worst(v, item))]),
      "compact",
    ),
  );
}

function seen({ metricTitle, population, weight }: Contribution): Html {
  return html`${formatNumber(weight)} <span class="quiet">(${metricTitle}, ${isolated(population)})</span>`;
}

function lossesSection(verifications: readonly Verification[]): Html {
  const kinds = [...new Set(verifications.flatMap((v) => v.ledger.map((entry) => entry.kind)))].sort();
  const count = (v: Verification, kind: string): HtmlValue => {
    const own = v.ledger.filter((entry) => entry.kind === kind);
    const touched = own.reduce((sum, entry) => sum + entry.count, 0);
    const change = own
      .map((entry) => entry.meanInputChange)
      .filter(Number.isFinite)
      .reduce((most, x) => (Math.abs(x) > Math.abs(most) ? x : most), 0);
    return touched === 0
      ? "–"
      : html`${formatNumber(touched)}${change !== 0 && html` <span class="quiet">(mean input ${formatPercent(change)})</span>`}`;
  };
  const overflows = verifications.map((v) =>
    overflowKinds(v.runs.map((run) => run.counters)).reduce(
      (sum, kind) => sum + kind.perRun.reduce((a, b) => a + b, 0),
      0,
    ),
  );
  const rows: HtmlValue[][] = kinds.map((kind) => [
    html`<code>${kind}</code>`,
    ...verifications.map((v) => count(v, kind)),
  ]);
  return section(
    "losses",
    "What was lost on the way",
    "Values touched by each kind of loss, and the largest change of a mean input; the reports of the targets have the whole ledgers.",
    table(
      "Losses",
      [{ title: "what" }, ...perTarget(verifications, [""])],
      [...rows, ["overflows while running, all seeds", ...overflows.map((n) => formatNumber(n))]],
      "compact",
    ),
  );
}
