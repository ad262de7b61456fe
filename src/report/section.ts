/** The parts that sections share: a headed block, a table that scrolls sideways on a phone, a caption, a plot's key. */
import { html, type Html, type HtmlValue } from "./html.js";

export function section(id: string, title: string, lead: HtmlValue, body: HtmlValue): Html {
  return html`
<section id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${title}</h2>
<p class="lead">${lead}</p>
${body}
</section>`;
}

export interface Column {
  readonly title: HtmlValue;
  /** Numbers are set flush right with figures of one width. */
  readonly numeric?: boolean;
}

/** The first cell of each row is its header. */
export function table(
  caption: string,
  columns: readonly Column[],
  rows: readonly (readonly HtmlValue[])[],
  className = "",
): Html {
  const kind = (k: number) => (columns[k].numeric ? "number" : "text");
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${caption}"><table class="${className}"><caption>${caption}</caption>
<thead><tr>${columns.map(({ title }, k) => html`<th scope="col" class="${kind(k)}">${title}</th>`)}</tr></thead>
<tbody>${rows.map((cells) => html`<tr>${cells.map((cell, k) => (k === 0 ? html`<th scope="row" class="${kind(k)}">${cell}</th>` : html`<td class="${kind(k)}">${cell}</td>`))}</tr>`)}</tbody>
</table></div>`;
}

/** What makes a figure: plot, caption, nothing else. */
export function figure(content: HtmlValue, caption: HtmlValue, className = ""): Html {
  return html`<figure class="${className}">${content}<figcaption>${caption}</figcaption></figure>`;
}

/** Names are cut to fit a plot; the whole stands in the title beside it. */
export function shorten(text: string, length: number): string {
  const letters = [...text];
  return letters.length <= length ? text : `${letters.slice(0, length - 1).join("")}…`;
}

export function plural(count: number, noun: string, nouns = `${noun}s`): string {
  return count === 1 ? noun : nouns;
}
