/** Parts of the page by selector and type, and the data that it carries. */
import type { PageData } from "../page-data.js";

/** @throws Error where the page has no such element: its sections and its script are of two minds. */
export function required<E extends Element>(selector: string, type: new () => E, parent: ParentNode = document): E {
  const found = parent.querySelector(selector);
  if (!(found instanceof type)) throw new Error(`the page has no ${type.name} at ${selector}`);
  return found;
}

/** null where the page has no such section. */
export function embedded<K extends keyof PageData>(id: K): PageData[K] | null {
  const source = document.getElementById(id);
  return source === null ? null : (JSON.parse(source.textContent ?? "") as PageData[K]);
}

/** An element of an SVG with attributes and, where given, text. */
export function svgElement(
  name: "path" | "rect" | "text",
  attributes: Readonly<Record<string, string | number>>,
  text?: string,
): SVGElement {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  if (text !== undefined) element.textContent = text;
  return element;
}
