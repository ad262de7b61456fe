/** Warnings, options, and each seed with its states and hashes: what somebody needs who doubts the result. */
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { formatPlace } from "../diagnostics/diagnostic.js";
import type { StateReport } from "../analysis/classify-state.js";
import type { Verification } from "../verify/verification.js";
import { html, isolated, type Html } from "./html.js";
import { formatNumber } from "./number-format.js";
import { labelledOptions } from "./option-labels.js";
import { plural, section, table } from "./section.js";

export function runsSection(v: Verification): Html {
  const count = v.diagnostics.length;
  const lead =
    count === 0
      ? "The compiler had nothing to warn of."
      : html`${formatNumber(count)} ${plural(count, "message")} from the compiler.`;
  return section(
    "runs",
    "Messages, options and seeds",
    lead,
    html`
${count > 0 && html`<ul class="diagnostics">${v.diagnostics.map(message)}</ul>`}
${table(
  "One line a seed: the state of each side and what identifies the result",
  [
    { title: "seed", numeric: true },
    { title: "reference" },
    { title: "target" },
    { title: "program digest" },
    { title: "raster, reference" },
    { title: "raster, target" },
  ],
  v.runs.map((run, k) => [
    String(run.seed),
    state(v.verdict.runs[k]?.reference),
    state(v.verdict.runs[k]?.target),
    hash(run.digest),
    hash(run.referenceHash),
    hash(run.targetHash),
  ]),
  "compact hashes",
)}
<details><summary>What each state rests on</summary><dl class="reasons">${v.verdict.runs.map((run) => html`<div><dt>seed ${run.seed}</dt><dd><strong>reference</strong> ${reasons(run.reference)}<br><strong>target</strong> ${reasons(run.target)}</dd></div>`)}</dl></details>
<details><summary>Compiler options</summary><dl class="options">${labelledOptions(v).map(({ label, help, value }) => html`<div><dt title="${help ?? ""}">${label}</dt><dd>${isolated(value)}</dd></div>`)}</dl></details>
${table(
  "Projections as drawn with the first seed",
  [{ title: "projection" }, { title: "synapses", numeric: true }, { title: "mean in-degree", numeric: true }],
  v.network.projections.map((p) => [isolated(p.name), formatNumber(p.synapses), formatNumber(p.indegree)]),
  "compact",
)}`,
  );
}

function message(d: Diagnostic): Html {
  return html`<li class="${d.severity}"><span class="severity">${d.severity}</span> ${isolated(d.message)}${d.limit !== undefined && html` <span class="quiet">(${isolated(d.limit.what)}: ${formatNumber(d.limit.used)} used, at most ${formatNumber(d.limit.max)})</span>`} <code>${d.code}</code>${d.place !== undefined && html` <span class="quiet">${isolated(formatPlace(d.place))}</span>`}${d.hint !== undefined && html`<span class="hint">${isolated(d.hint)}</span>`}</li>`;
}

function state(report: StateReport | undefined): string {
  return report?.state ?? "–";
}

function reasons(report: StateReport): Html {
  return html`${report.state}: ${isolated(report.reasons.join("; "))}`;
}

function hash(text: string): Html {
  return html`<code class="digest" title="${text}">${text}</code>`;
}
