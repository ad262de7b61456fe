/** Everything that was rounded, clipped, merged or dropped on the way to the chip, and what overflowed while it ran. */
import { atMost } from "../numerics/two-digits.js";
import { lossesByEffect } from "../program/losses-by-effect.js";
import { isRunLoss } from "../program/run-losses.js";
import type { Verification } from "../verify/verification.js";
import { overflowKinds, overflowParts, workKinds, type CounterKind } from "./counter-kinds.js";
import { html, isolated, type Html } from "./html.js";
import { formatNumber, formatPercent, withUnit } from "./number-format.js";
import { plural, section, table } from "./section.js";

export function lossesSection(v: Verification): Html {
  const entries = lossesByEffect(v.ledger);
  const lead =
    entries.length === 0
      ? "Nothing was lost: every value is represented exactly, and no register overflowed."
      : html`${formatNumber(entries.length)} ${plural(entries.length, "entry", "entries")} for seed ${v.runs[0].seed}${entries.some(isRunLoss) ? ", what registers lost while running (all seeds) first, then" : ","} the largest change of a mean input first.`;
  const columns = [
    { title: "what" },
    { title: "where" },
    { title: "values", numeric: true },
    { title: "share", numeric: true },
    { title: "largest error", numeric: true },
    { title: "mean input", numeric: true },
    { title: "note" },
  ];
  return section(
    "losses",
    "What was lost on the way",
    lead,
    html`
${
  entries.length > 0 &&
  table(
    "Loss ledger",
    columns,
    entries.map((e) => [
      html`<code>${e.kind}</code>`,
      isolated(e.where),
      html`${formatNumber(e.count)}<span class="quiet"> of ${formatNumber(e.of)}</span>`,
      formatPercent(e.of > 0 ? e.count / e.of : NaN, 3),
      withUnit(formatNumber(atMost(e.worst)), e.unit),
      Number.isFinite(e.meanInputChange) ? signedPercent(e.meanInputChange) : "–",
      isolated(e.note),
    ]),
    "ledger",
  )
}
${counters(v)}`,
  );
}

/** A change too small to be written keeps its sign beside the bound. */
export function signedPercent(change: number): string {
  const text = formatPercent(change);
  if (change === 0) return text;
  if (text.startsWith("<")) return change > 0 ? text : text.replace("< ", "> −");
  return change > 0 ? `+${text}` : text;
}

/** Overflows first, population by population; then how much work the runs were. */
function counters(v: Verification): Html {
  const all = v.runs.map((run) => run.counters);
  const overflows = overflowKinds(all);
  const work = workKinds(all);
  if (overflows.length + work.length === 0) return html`<p class="note">The target keeps no run-time counters.</p>`;
  const loud = overflows.filter(({ perRun }) => perRun.some((n) => n > 0));
  const quiet = overflows.filter((kind) => !loud.includes(kind));
  const columns = [{ title: "counter" }, ...v.runs.map((run) => ({ title: `seed ${run.seed}`, numeric: true }))];
  const lines = (kinds: readonly CounterKind[]) =>
    kinds.map(({ name, perRun }) => [html`<code>${name}</code>`, ...perRun.map((n) => formatNumber(n))]);
  return html`
${loud.length > 0 && table("Overflows while the target ran", columns, lines(loud.flatMap((kind) => [kind, ...overflowParts(all, kind.name)])), "compact")}
${quiet.length > 0 && html`<p>${loud.length === 0 ? "No register overflowed in any run" : "Zero in every run"}: ${quiet.map(({ name }, k) => html`${k > 0 && ", "}<code>${name}</code>`)}.</p>`}
${work.length > 0 && table("Work of the target's runs", columns, lines(work), "compact")}`;
}
