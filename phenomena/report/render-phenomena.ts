/** renderPhenomena: the claims of balance on the reference and on every target, as one HTML file that opens from disk. */
import type { Phenomena } from "../run-phenomena.js";
import { html, type Html } from "../../src/report/html.js";
import { formatNumber } from "../../src/report/number-format.js";
import { renderPage } from "../../src/report/page.js";
import { outcomeWord, phenomenonSection } from "./phenomenon-section.js";
import { plural, section, shorten, table } from "../../src/report/section.js";
import { markKey } from "../../src/report/sweep/side-marks.js";

/** Characters of a reason in the overview: its section has the whole. */
const REASON_LENGTH = 150;

export function renderPhenomena(run: Phenomena): string {
  const { phenomena, sides } = run;
  const overview = { id: "overview", title: "the verdicts" };
  return renderPage({
    title: `The phenomena of balance on ${sides.join(", ")}`,
    version: run.version,
    contents: [[overview.id, "Overview"], ...phenomena.map(({ id, title }) => [id, title] as const)],
    first: overview,
    main: html`${overviewSection(run)}${phenomena.map((p) => phenomenonSection(p, sides))}`,
  });
}

function overviewSection({ phenomena, sides, seeds, size, command }: Phenomena): Html {
  const lead = html`What is known of balanced networks, measured on ${sides.join(", ")} with ${formatNumber(seeds.length)} ${plural(seeds.length, "seed")} (${size} size). The reference either meets theory or does not; a target preserves what the reference has, or loses it.`;
  const columns = [{ title: "phenomenon" }, ...sides.map((side) => ({ title: side })), { title: "why" }];
  const rows = phenomena.map(({ id, title, conclusions }) => {
    // What a reader looks for is what went wrong; where nothing did, what the reference says.
    const worst = conclusions.find((c) => !["holds", "preserved"].includes(c.verdict)) ?? conclusions[0];
    return [
      html`<a href="#${id}">${title}</a> <span class="quiet">${id}</span>`,
      ...sides.map((side) => outcomeWord(conclusions.find((c) => c.side === side)!.verdict)),
      html`<span class="quiet">${worst.side}:</span> ${shorten(worst.reason.split(". ")[0], REASON_LENGTH)}`,
    ];
  });
  return section(
    "overview",
    "Does balance show what it should?",
    lead,
    html`
${table("Verdicts", columns, rows, "overview")}
${markKey(sides)}
<div class="command"><p class="label" id="command-label">Reproduce</p>
<pre tabindex="0" aria-labelledby="command-label"><code>${command}</code></pre><button type="button" class="needs-script" data-copy="${command}">Copy</button></div>`,
  );
}
