/** Buttons that save any picture as SVG or PNG and any table as CSV. */
import { fileNames } from "../../saved-text.js";
import { tableAsCsv } from "./csv-table.js";
import { canvasesAsPng, standaloneSvg, svgAsPng } from "./pictures.js";

/** ms after which the browser has surely read what it was given. */
const KEPT_MS = 60_000;

/** Pictures that are marks in a text and not figures. */
const MARKS = "table, .key, .key-line, .legend, .findings, .reasons, .outcome, .verdict-head";

export function startSaving(): void {
  const nextName = fileNames();
  const nameOf = (element: Element, label: string) =>
    nextName(document.title.split(":")[0], element.closest("section")?.id ?? "", label);
  for (const table of document.querySelectorAll<HTMLTableElement>("main table")) addToTable(table, nameOf);
  for (const svg of document.querySelectorAll<SVGSVGElement>('main svg[role="img"]'))
    if (svg.closest(MARKS) === null) addToPicture(svg, nameOf);
}

type NameOf = (element: Element, label: string) => string;

function addToTable(table: HTMLTableElement, nameOf: NameOf): void {
  const what = table.caption?.textContent?.split(".")[0] ?? "this table";
  const frame = table.closest(".scroll");
  const name = nameOf(table, frame?.getAttribute("aria-label") ?? what);
  const csv = button("CSV", what, () => save(new Blob([tableAsCsv(table)], { type: "text/csv" }), `${name}.csv`));
  frame?.after(bar(csv));
}

function addToPicture(svg: SVGSVGElement, nameOf: NameOf): void {
  const label = svg.getAttribute("aria-label") ?? "this picture";
  const heading = svg.closest("figure, .panel")?.querySelector(".figure-title, figcaption strong")?.textContent;
  const name = nameOf(svg, heading ?? label.split(/[:.]/)[0]);
  const canvases = [...(svg.closest("figure")?.querySelectorAll("canvas") ?? [])];
  // Where the live picture is a canvas, it is saved as it is zoomed.
  const png = () => (canvases.length > 0 ? canvasesAsPng(canvases) : svgAsPng(standaloneSvg(svg)));
  const place = svg.closest(".still")?.parentElement?.lastElementChild ?? svg;
  place.after(
    bar(
      button("SVG", label, () => save(new Blob([standaloneSvg(svg).text], { type: "image/svg+xml" }), `${name}.svg`)),
      button("PNG", label, () => void png().then((blob) => save(blob, `${name}.png`))),
    ),
  );
}

function save(blob: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), KEPT_MS);
}

function button(word: string, what: string, act: () => void): HTMLButtonElement {
  const element = document.createElement("button");
  element.type = "button";
  element.textContent = word;
  element.setAttribute("aria-label", `save ${what} as ${word}`);
  element.addEventListener("click", act);
  return element;
}

function bar(...buttons: readonly HTMLButtonElement[]): HTMLDivElement {
  const element = document.createElement("div");
  element.className = "save needs-script";
  element.append(...buttons);
  return element;
}
