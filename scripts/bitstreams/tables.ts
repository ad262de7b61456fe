/** The tables of docs/ about size and speed of the FPGA boards, made of usage.json. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { replaceBlock } from "../../bench/side-by-side/generated-block.js";
import { ROOT } from "../python-environments.js";
import type { Board } from "./boards.js";
import { clockSkew, roundTrip, type Interval } from "./sdram-pads.js";
import { DSP_NS, KINDS, throughDsp, type Usage, type Usages } from "./usage.js";

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
    ...dspRows(
      boards.map(({ name }) => usages[name]),
      boards[0].mhz,
    ).map(row),
    ...sdramRows(boards.map(({ name }) => usages[name])).map(row),
    row(["seed", ...boards.map(({ name }) => String(usages[name].seed)), ""]),
  ].join("\n");
}

/** Into such a block, through it, and out of it again. */
function dspRows(usages: readonly Usage[], mhz: number): string[][] {
  const ways = usages.flatMap(({ dsp }) => (dsp === undefined ? [] : [dsp]));
  if (ways.length < usages.length) return [];
  const sum = (way: readonly [number, number]) =>
    `${way[0]} + ${DSP_NS} + ${way[1]} = ${throughDsp(way).toFixed(2)} ns, ${(1000 / throughDsp(way)).toFixed(1)} MHz`;
  return [["through a DSP block without registers", ...ways.map(sum), `${(1000 / mhz).toFixed(1)} ns`]];
}

/** What the pads' ways are, and what is left for what is not known. */
function sdramRows(usages: readonly Usage[]): string[][] {
  const ways = usages.flatMap(({ sdram }) => (sdram === undefined ? [] : [sdram]));
  if (ways.length < usages.length) return [];
  const interval = ([low, high]: Interval) => `${low.toFixed(2)} … ${high.toFixed(2)} ns`.replaceAll("-", "−");
  return [
    ["from a register to a pad of the SDRAM", ...ways.map((way) => interval(way.out)), ""],
    ["from a pad of it to a register", ...ways.map((way) => interval(way.in)), ""],
    ["may be: the clock's way to its pad (1)", ...ways.map((way) => interval(clockSkew(way))), ""],
    ["may be: (1), its pad and the data's together", ...ways.map((way) => interval(roundTrip(way))), ""],
  ];
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
