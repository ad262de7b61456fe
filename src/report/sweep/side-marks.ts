/** Each side of a comparison (the reference, a target) has a colour and a shape of its own, so that nothing rests on colour alone. */
import { coordinate } from "../axis-scale.js";
import { html, type Html } from "../html.js";

const CLASSES = ["side-reference", "c-e0", "c-i0", "c-e3", "c-i3", "c-e4", "c-i4", "c-e1"] as const;

export function sideClass(index: number): string {
  return CLASSES[index % CLASSES.length];
}

/** Centred on x, y; radius about 5. */
export function sideMark(index: number, x: number, y: number): Html {
  const [cx, cy] = [coordinate(x), coordinate(y)];
  switch (index % 4) {
    case 0:
      return html`<circle class="side-mark open" cx="${cx}" cy="${cy}" r="5"/>`;
    case 1:
      return html`<path class="side-mark" d="M${coordinate(x - 4.5)} ${coordinate(y - 4.5)}h9v9h-9z"/>`;
    case 2:
      return html`<path class="side-mark" d="M${cx} ${coordinate(y - 6)}l6 10.400h-12z"/>`;
    default:
      return html`<path class="side-mark" d="M${cx} ${coordinate(y - 6)}l6 6l-6 6l-6 -6z"/>`;
  }
}

/** What the marks of a page's plots, or of one plot, stand for. */
export function markKey(sides: readonly string[], theory = true): Html {
  return html`<ul class="key lines">${theory && html`<li><span class="line-key theory-key"></span>theory</li>`}${sides.map(
    (side, k) =>
      html`<li class="${sideClass(k)}"><svg class="mark-key" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">${sideMark(k, 8, 8)}</svg>${side}</li>`,
  )}</ul>`;
}
