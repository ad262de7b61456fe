/**
 * What cancellation leaves: for each population and side the mean excitation as a bar to the right, the mean inhibition as the bar that
 * comes back, and what is left of both. Without balance the last bar is as long as the first.
 */
import type { CurrentMetrics } from "../analysis/metrics.js";
import type { Verification } from "../verify/verification.js";
import { coordinate, extent, linearScale, ticks, type Scale } from "./axis-scale.js";
import { html, type Html } from "./html.js";
import { formatNumber, formatPercent, formatPlain } from "./number-format.js";
import { shorten } from "./section.js";

export interface Drives {
  readonly population: string;
  readonly reference: CurrentMetrics;
  readonly target: CurrentMetrics;
}

const WIDTH = 600;
const [LEFT, RIGHT, TOP, BOTTOM] = [150, 140, 6, 36];
const BAR = 7;
const SIDE = 3 * BAR + 8;
/** Baseline of the text beside three bars. */
const MIDDLE = 14;
const GAP = 12;

/** Of the first seed; populations whose currents both sides have. */
export function drivesOf({ runs }: Verification): Drives[] {
  const { reference, target } = runs[0];
  return reference.populations.flatMap(({ name, currents }, k) => {
    const other = target.populations[k].currents;
    return currents === undefined || other === undefined
      ? []
      : [{ population: name, reference: currents, target: other }];
  });
}

/** Populations share the axis, hence the unit; null where there is nothing to draw. */
export function cancellationBars(drives: readonly Drives[]): Html | null {
  if (drives.length === 0) return null;
  const { unit } = drives[0].reference;
  const rows = drives.flatMap(
    (d) =>
      [
        { name: d.population, side: "reference", currents: d.reference },
        { name: "", side: "target", currents: d.target },
      ] as const,
  );
  const tops = rows.map((_, k) => TOP + k * SIDE + Math.floor(k / 2) * GAP);
  const height = tops[tops.length - 1] + SIDE + BOTTOM;
  const ends = rows.flatMap(({ currents }) => [
    currents.excitatory,
    currents.excitatory + currents.inhibitory,
    currents.net,
  ]);
  const [low, high] = extent(ends);
  const x = linearScale([Math.min(0, low), Math.max(0, high)], [LEFT, WIDTH - RIGHT]);
  return html`<svg class="cancellation" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="mean excitation, inhibition and what is left, for ${drives.length} populations on both sides">
${ticks(x.domain, 6).map((t) => html`<path class="grid" d="M${coordinate(x(t))} ${TOP}V${height - BOTTOM}"/><text x="${coordinate(x(t))}" y="${height - BOTTOM + 15}" text-anchor="middle">${formatPlain(t)}</text>`)}
${rows.map(({ name, side, currents }, k) => html`${name !== "" && html`<text class="name" x="0" y="${tops[k] + MIDDLE}">${shorten(name, 12)}<title>${name}</title></text>`}<text class="quiet-text" x="${LEFT - 8}" y="${tops[k] + MIDDLE}" text-anchor="end">${side}</text>${bars(currents, x, tops[k], unit)}`)}
<path class="zero" d="M${coordinate(x(0))} ${TOP}V${height - BOTTOM}"/><text x="${(LEFT + WIDTH - RIGHT) / 2}" y="${height - 4}" text-anchor="middle">mean input (${unit})</text></svg>`;
}

function bars({ excitatory, inhibitory, net, residual }: CurrentMetrics, x: Scale, top: number, unit: string): Html {
  const bar = (from: number, to: number, y: number, className: string) => {
    const [a, b] = [x(from), x(to)].sort((p, q) => p - q);
    return (
      Number.isFinite(a) &&
      Number.isFinite(b) &&
      html`<rect class="${className}" x="${coordinate(a)}" y="${y}" width="${coordinate(Math.max(1, b - a))}" height="${BAR - 1}"/>`
    );
  };
  const kept = Number.isFinite(residual) ? ` (${formatPercent(residual)})` : "";
  return html`${bar(0, excitatory, top, "bar c-e0")}${bar(excitatory, excitatory + inhibitory, top + BAR, "bar c-i0")}${bar(0, net, top + 2 * BAR, "bar-net")}
<text x="${WIDTH - RIGHT + 12}" y="${top + MIDDLE}">${formatNumber(net)} ${unit}${kept}</text>`;
}
