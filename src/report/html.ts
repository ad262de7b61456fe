/**
 * html: a template tag that escapes every value put into it, so that names from descriptions and files can only ever be text.
 * The same tag writes SVG. Markup is a value of its own class; a string is never taken for markup.
 */
export class Html {
  constructor(readonly markup: string) {}
}

export type HtmlValue = Html | string | number | null | undefined | false | readonly HtmlValue[];

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
  "`": "&#96;",
};

/** Characters that break lines or steer the text direction or the terminal: shown as U+FFFD, so that a name cannot rearrange the text around it. */
const STEERING =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** Escaped for text and for quoted attributes, otherwise unchanged. */
export function escapeExactly(text: string): string {
  return text.replace(/[&<>"'`]/g, (c) => ENTITIES[c]);
}

/** Escaped, with steering characters made visible and lone surrogates replaced. */
export function escapeText(text: string): string {
  return escapeExactly(visible(text));
}

/** Without characters that could rearrange their surroundings. */
export function visible(text: string): string {
  return text.replace(STEERING, "\ufffd").replace(LONE_SURROGATE, "\ufffd");
}

function render(value: HtmlValue): string {
  if (value instanceof Html) return value.markup;
  if (value === null || value === undefined || value === false) return "";
  if (typeof value === "object") return value.map(render).join("");
  return escapeText(String(value));
}

export function html(strings: TemplateStringsArray, ...values: HtmlValue[]): Html {
  let out = strings[0];
  values.forEach((value, k) => (out += render(value) + strings[k + 1]));
  return new Html(out);
}

/** A name that somebody else wrote: isolated, so that right-to-left letters stay in their place. */
export function isolated(text: string): Html {
  return html`<bdi>${text}</bdi>`;
}

/** A sentence of the program, which may hold names: isolated, with what stands in `backquotes` and command-line --options set as code. */
export function prose(text: string): Html {
  return html`<bdi>${text.split(/(`[^`]+`|(?<![\w-])--[a-z][a-z-]*)/).map((part) => (/^`[^`]+`$|^--[a-z]/.test(part) ? html`<code>${part.replaceAll("`", "")}</code>` : part))}</bdi>`;
}

const UNSAFE_IN_SCRIPT = new RegExp(`[<>&]|${STEERING.source}`, "g");

/**
 * JSON that can stand inside a script element: no `<`, `>` or `&`, no line separators, nothing that steers. Numbers that JSON lacks become null.
 */
export function embeddedJson(value: unknown): Html {
  return new Html(
    JSON.stringify(value).replace(UNSAFE_IN_SCRIPT, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`),
  );
}
