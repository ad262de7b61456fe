/** Where the network sits on the chips, and which resource is full. */
import { meshColumns } from "../../compiler/loihi/passes/place.js";
import type { CoreUtilisation } from "../program/loihi/utilisation.js";
import type { Verification } from "../verify/verification.js";
import { describeCore, shade, SHADES } from "./core-shade.js";
import { embeddedJson, html, isolated, type Html } from "./html.js";
import { formatNumber, formatPercent } from "./number-format.js";
import type { CoreMapData } from "./page-data.js";
import { plural, section, table } from "./section.js";

const CELL = 10;
/** Worth a sentence: cores that are nearly full of something while they hold less than half of their neurons. */
const FEW_NEURONS = 0.5;
const NEARLY_FULL = 0.75;

export interface ResourceSummary {
  readonly resource: string;
  readonly max: number | null;
  /** Of the fullest core. */
  readonly most: number;
  readonly mean: number;
  /** Index of the fullest core among the cores given. */
  readonly fullest: number;
}

/** In the order of the cores' own list; `max` is the largest stated, should cores differ. */
export function summariseResources(cores: readonly CoreUtilisation[]): ResourceSummary[] {
  return (cores[0]?.uses ?? []).map(({ resource }, r) => {
    let [most, sum, fullest] = [0, 0, 0];
    cores.forEach(({ uses }, c) => {
      sum += uses[r].used;
      if (uses[r].used > most) [most, fullest] = [uses[r].used, c];
    });
    return { resource, max: cores[0].uses[r].max, most, mean: sum / cores.length, fullest };
  });
}

/** The resource that is nearest to its limit on some core; null where no limit is known. Only the counted four can bind a partition. */
export function bindingResource(summaries: readonly ResourceSummary[]): ResourceSummary | null {
  const share = (s: ResourceSummary) => (s.max === null || s.max === 0 ? -1 : s.most / s.max);
  const best = summaries.reduce<ResourceSummary | null>((a, b) => (a === null || share(b) > share(a) ? b : a), null);
  return best === null || share(best) < 0 ? null : best;
}

export function coreMapSection(v: Verification): Html {
  const { cores, chips, axons } = v.detail.utilisation;
  const title = "Where it sits on the chips";
  if (cores.length === 0) return section("cores", title, "The program has no cores.", "");
  const summaries = summariseResources(cores);
  const binding = bindingResource(summaries);
  const shown = Math.max(0, binding === null ? 0 : summaries.indexOf(binding));
  const lead =
    binding === null
      ? html`${formatNumber(cores.length)} cores on ${formatNumber(chips.length)} chips; the limits of this target are not public.`
      : html`${formatNumber(cores.length)} ${plural(cores.length, "core")} on ${formatNumber(chips.length)} ${plural(chips.length, "chip")}. Nearest to its limit: <strong>${isolated(binding.resource)}</strong>, ${formatNumber(binding.most)} of ${formatNumber(binding.max ?? NaN)} (${formatPercent(binding.most / (binding.max ?? NaN), 3)}) on the fullest core.${whyManyCores(summaries, binding)}`;
  const data: CoreMapData = {
    resources: summaries.map(({ resource, max }) => ({ resource, max })),
    used: summaries.map((_, r) => cores.map((core) => core.uses[r].used)),
    names: cores.map((core) => coreName(core)),
  };
  // A few chips may be drawn larger than a rack of them.
  const magnification = chips.length <= 2 ? 2.4 : chips.length <= 8 ? 1.65 : 1;
  const geometry = gridOf(cores, v.target.coresPerChip);
  return section(
    "cores",
    title,
    lead,
    html`
<div class="toolbar"><label class="needs-script">Resource <select id="core-resource">${summaries.map(({ resource }, r) => (r === shown ? html`<option value="${r}" selected>${resource}</option>` : html`<option value="${r}">${resource}</option>`))}</select></label>
<div class="legend" aria-label="colour scale: share of the limit"><span>0 %</span><svg viewBox="0 0 ${SHADES * 18} 12" width="${SHADES * 18}" aria-hidden="true">${Array.from({ length: SHADES }, (_, k) => html`<rect class="u${k}" x="${k * 18 + 1}" y="1" width="16" height="10"/>`)}</svg><span>100 %</span>
<svg viewBox="0 0 16 12" width="16" aria-hidden="true"><rect class="u${SHADES}" y="1" width="16" height="10"/></svg><span>over the limit</span></div><output id="core-detail" aria-live="polite"></output></div>
<div class="chips" id="core-map">${chips.map(({ chip }) => chipBlock(chip, cores, shown, geometry, magnification))}</div>
<p class="note">Each square is a core, the darker the fuller, at its place in the mesh model of the placement (no floor plan is public); an empty place is a core that is not used. Hover or tap for the numbers. ${axons !== null && `${formatNumber(axons.all)} axons leave cores, ${formatNumber(axons.interChip)} of them to another chip; the host feeds ${formatNumber(axons.fromInputPorts)}.`}</p>
${table(
  "Resources of a core",
  [
    { title: "resource" },
    { title: "limit", numeric: true },
    { title: "fullest core", numeric: true },
    { title: "of the limit", numeric: true },
    { title: "mean over cores", numeric: true },
    { title: "where" },
  ],
  summaries.map((s) => [
    isolated(s.resource),
    s.max === null ? "not public" : formatNumber(s.max),
    formatNumber(s.most),
    s.max === null ? "–" : formatPercent(s.most / s.max, 3),
    formatNumber(s.mean),
    html`<span class="unbroken">${coreName(cores[s.fullest])}</span>`,
  ]),
  "compact",
)}
<script type="application/json" id="core-data">${embeddedJson(data)}</script>`,
  );
}

/** What costs cores where it is not the number of neurons. */
function whyManyCores(summaries: readonly ResourceSummary[], binding: ResourceSummary): string {
  const neurons = summaries.find((s) => s.resource === "compartments");
  if (binding.max === null || binding.most < NEARLY_FULL * binding.max) return "";
  if (neurons === undefined || neurons.max === null || neurons === binding || neurons.mean > FEW_NEURONS * neurons.max)
    return "";
  return ` A core holds ${formatNumber(neurons.mean)} of at most ${formatNumber(neurons.max)} neurons: it is ${binding.resource}, not neurons, that cost cores.`;
}

function coreName(core: CoreUtilisation): string {
  return `chip ${core.chip}, core ${core.core}`;
}

interface Grid {
  readonly columns: number;
  readonly rows: number;
}

/** The mesh by which the compiler placed them, wider only where a core says so. */
function gridOf(cores: readonly CoreUtilisation[], coresPerChip: number): Grid {
  const extent = (pick: (core: CoreUtilisation) => number) => cores.reduce((m, core) => Math.max(m, pick(core) + 1), 0);
  const columns = Math.max(
    meshColumns(coresPerChip),
    extent((c) => c.x),
  );
  return {
    columns,
    rows: Math.max(
      Math.ceil(coresPerChip / columns),
      extent((c) => c.y),
    ),
  };
}

function chipBlock(
  chip: number,
  cores: readonly CoreUtilisation[],
  resource: number,
  { columns, rows }: Grid,
  magnification: number,
): Html {
  const squares = cores.flatMap((core, index) => {
    if (core.chip !== chip) return [];
    const { used, max } = core.uses[resource];
    return [
      html`<rect class="u${shade(used, max)}" data-core="${index}" x="${core.x * CELL + 0.5}" y="${core.y * CELL + 0.5}" width="${CELL - 1}" height="${CELL - 1}"><title>${describeCore(coreName(core), used, max)}</title></rect>`,
    ];
  });
  return html`<figure class="chip"><figcaption>chip ${chip} <span class="quiet">${formatNumber(squares.length)} ${plural(squares.length, "core")}</span></figcaption><svg viewBox="0 0 ${columns * CELL} ${rows * CELL}" width="${columns * CELL * magnification}" role="img" aria-label="cores of chip ${chip}"><rect class="floor" width="${columns * CELL}" height="${rows * CELL}"/>${squares}</svg></figure>`;
}
