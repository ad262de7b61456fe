/** renderStudies: each study with what it found, its maps, figures and tables, as one HTML file that opens from disk. */
import type { Side, Size } from "../../phenomena/experiment.js";
import { markKey } from "../../src/report/sweep/side-marks.js";
import { html, type Html } from "../../src/report/html.js";
import { renderPage } from "../../src/report/page.js";
import { section } from "../../src/report/section.js";
import type { StudyResult } from "../study.js";
import { studySection } from "./study-section.js";

export interface StudiesRun {
  /** `equipoise 0.1.0` */
  readonly version: string;
  readonly command: string;
  readonly size: Size;
  /** The reference first. */
  readonly sides: readonly Side[];
  readonly studies: readonly StudyResult[];
}

export function renderStudies(run: StudiesRun): string {
  const { studies, sides } = run;
  const overview = { id: "overview", title: "the questions" };
  return renderPage({
    title: `Studies of balance on ${sides.join(", ")}`,
    version: run.version,
    contents: [[overview.id, "Overview"], ...studies.map(({ id, title }) => [id, title] as const)],
    first: overview,
    main: html`${overviewSection(run)}${studies.map((s) => studySection(s, sides))}`,
  });
}

function overviewSection({ studies, sides, size, command }: StudiesRun): Html {
  return section(
    "overview",
    "What was asked",
    html`Questions that take many verdicts to answer, on ${sides.join(", ")} (${size} size).`,
    html`
<ul>${studies.map(({ id, title, question }) => html`<li><a href="#${id}">${title}</a>: ${question}</li>`)}</ul>
${markKey(sides)}
<div class="command"><p class="label" id="command-label">Reproduce</p>
<pre tabindex="0" aria-labelledby="command-label"><code>${command}</code></pre><button type="button" class="needs-script" data-copy="${command}">Copy</button></div>`,
  );
}
