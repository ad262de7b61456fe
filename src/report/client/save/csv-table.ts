/** A table of the page as CSV: headers and cells; the name of a group of rows goes before each of them. */
import { csvCell } from "../../saved-text.js";

/** What a reader sees in the cell: an icon becomes its word, a note follows a dash. */
function shownText(cell: HTMLTableCellElement): string {
  const copy = cell.cloneNode(true) as HTMLTableCellElement;
  for (const svg of copy.querySelectorAll("svg")) {
    const label = svg.closest(".outcome") === null ? null : svg.getAttribute("aria-label");
    svg.replaceWith(label === null ? "" : ` (${label})`);
  }
  for (const note of copy.querySelectorAll(".row-note, .hint")) note.prepend(" — ");
  return copy.textContent ?? "";
}

export function tableAsCsv(table: HTMLTableElement): string {
  const drawn = [...table.querySelectorAll("thead th")].map((th) => th.classList.contains("plot"));
  const grouped = table.querySelector("tr.group") !== null;
  const lines: string[] = [];
  let group = "";
  for (const row of table.rows) {
    if (row.classList.contains("group")) {
      group = csvCell(shownText(row.cells[0]));
      continue;
    }
    const cells = [...row.cells].filter((_, k) => !drawn[k]).map((cell) => csvCell(shownText(cell)));
    lines.push([...(grouped ? [row.closest("thead") ? "population" : group] : []), ...cells].join(","));
  }
  return `${lines.join("\r\n")}\r\n`;
}
