/** The verdict first: the word, why, what to do, the numbers behind it, of what, and the command that gives it again. */
import type { Verification } from "../verify/verification.js";
import { verdictTitle } from "../verdict/verdict.js";
import { advice } from "./advice.js";
import { decidingRows } from "./deciding-rows.js";
import { glanceTable } from "./glance-table.js";
import { escapeExactly, Html, html, isolated, prose } from "./html.js";
import { formatMs, formatNumber, formatPlain } from "./number-format.js";
import { quantizationOf } from "./option-labels.js";
import { plural } from "./section.js";
import { verdictIcon } from "./verdict-icon.js";

const BASIS = {
  seeds: "the seeds",
  "blocks of one seed": "blocks of the one seed",
  nothing: "nothing: a single run has no spread",
} as const;

export function verdictSection(v: Verification): Html {
  const { verdict, network, target } = v;
  const digests = [...new Set(v.runs.map((run) => run.digest))];
  const neurons = network.populations.reduce((sum, p) => sum + p.size, 0);
  const facts: readonly (readonly [string, Html])[] = [
    [
      "Network",
      html`${isolated(network.name)}, ${formatNumber(neurons)} ${plural(neurons, "neuron")} in ${network.populations.length} ${plural(network.populations.length, "population")}, ${formatNumber(network.synapses)} synapses <span class="quiet">(${isolated(network.file)})</span>`,
    ],
    [
      "Run",
      html`${formatMs(network.duration)} at dt ${formatPlain(network.dt)} ms, of which ${formatMs(network.burnIn)} burn-in`,
    ],
    [
      "Target",
      html`${isolated(target.title)} <span class="quiet">(${isolated(target.id)})</span>, ${isolated(target.board)}, ${isolated(target.profile)} arithmetic: ${formatNumber(target.coresUsed)} ${plural(target.coresUsed, "core")} on ${formatNumber(target.chipsUsed)} ${plural(target.chipsUsed, "chip")}${target.oversize ? html` <strong class="flag">oversize: does not fit this board</strong>` : ""}`,
    ],
    ["Quantization", html`${isolated(quantizationOf(v) ?? "as the options below say")}`],
    ["Seeds", html`${v.runs.map((run) => run.seed).join(", ")}`],
    [
      "Test",
      html`two one-sided tests at α = ${formatPlain(verdict.alpha)}; ${formatPlain(100 * (1 - 2 * verdict.alpha))} % intervals over ${BASIS[verdict.basis]}`,
    ],
    [
      "Program",
      html`<code class="digest">${digests[0] ?? "–"}</code>${digests.length > 1 ? html` <span class="quiet">and ${digests.length - 1} more, one a seed</span>` : ""}`,
    ],
  ];
  return html`
<section id="verdict" class="verdict verdict-${verdict.verdict}" aria-labelledby="verdict-title">
<div class="verdict-head">${verdictIcon(verdict.verdict)}
<div><p class="kicker">Does the balance survive?</p>
<h1 id="verdict-title"><span id="verdict-word">${verdictTitle[verdict.verdict]}</span></h1></div></div>
<p class="reason">${prose(verdict.reason)}</p>
${decidingRows(verdict)}
<div class="advice"><h2>What to do</h2>${advice(v).map((sentence) => html`<p>${prose(sentence)}</p>`)}</div>
${glanceTable(v)}
${verdict.cancellationChecked ? "" : html`<p class="note">Some run has no input currents: whether excitation is cancelled was judged from the spikes alone.</p>`}
<dl class="facts">${facts.map(([term, value]) => html`<div><dt>${term}</dt><dd>${value}</dd></div>`)}</dl>
<div class="command"><p class="label" id="command-label">Reproduce</p>
<pre tabindex="0" aria-labelledby="command-label"><code>${v.command}</code></pre>
${new Html(`<button type="button" class="needs-script" data-copy="${escapeExactly(v.command)}">Copy</button>`)}</div>
</section>`;
}
