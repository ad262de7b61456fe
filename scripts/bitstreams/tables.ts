/** The tables of docs/ about size and speed of the FPGA boards, made of usage.json. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { replaceBlock } from "../../bench/side-by-side/generated-block.js";
import { ROOT } from "../python-environments.js";
import type { Board } from "./boards.js";
import { KINDS, type Usages } from "./usage.js";

const number = (value: number) => value.toLocaleString("en");

/** Returns the table of boards of one family: a row a kind of cell, a column a board. */
function usageTable(boards: readonly Board[], usages: Usages): string {
  const kinds = Object.entries(KINDS[boards[0].family]);
  const row = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [
    row(["after place and route", ...boards.map(({ title }) => title), "of"]),
    `|${"---|".repeat(boards.length + 2)}`,
    ...kinds.map(([kind, title]) => {
      const counts = boards.map(({ name }) => usages[name].cells[kind]);
      return row([title, ...counts.map(([used]) => number(used)), number(counts[0][1])]);
    }),
    row([
      "highest clock",
      ...boards.map(({ name }) => `${usages[name].mhz.toFixed(2)} MHz`),
      `${boards
        .map(({ mhz }) => mhz)
        .join(", ")
        .replace(/^(\d+)(, \1)+$/, "$1")} MHz needed`,
    ]),
    row(["seed", ...boards.map(({ name }) => String(usages[name].seed)), ""]),
  ].join("\n");
}

/** Returns each page of docs/ that has such tables, as it should be. */
export function pagesWithTables(boards: readonly Board[], usages: Usages): Map<string, string> {
  const pages = new Map<string, string>();
  for (const page of new Set(boards.map((board) => board.page))) {
    let text = readFileSync(join(ROOT, "docs", page), "utf8");
    const here = boards.filter((board) => board.page === page);
    for (const family of new Set(here.map((board) => board.family))) {
      const table = usageTable(
        here.filter((board) => board.family === family),
        usages,
      );
      text = replaceBlock(text, `bitstreams ${family}`, table);
    }
    pages.set(page, text);
  }
  return pages;
}

export function writeTables(boards: readonly Board[], usages: Usages): void {
  for (const [page, text] of pagesWithTables(boards, usages)) writeFileSync(join(ROOT, "docs", page), text);
}
