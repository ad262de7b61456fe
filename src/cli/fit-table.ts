/** A table no wider than the terminal: cells with spaces are wrapped, the widest column first. */
import { formatTable } from "./table.js";

const GAP = 2;
/** A column is not made narrower than this. */
const NARROWEST = 8;
const DEFAULT_WIDTH = 80;

/** Columns of the terminal; 80 where stdout is none. */
export function tableWidth(): number {
  return process.stdout.isTTY ? (process.stdout.columns ?? DEFAULT_WIDTH) : DEFAULT_WIDTH;
}

export function fitTable(header: readonly string[], rows: readonly (readonly string[])[], width = tableWidth()): string {
  const all = [header, ...rows];
  const widths = header.map((_, c) => Math.max(...all.map((row) => lengthOf(row[c] ?? ""))));
  const least = header.map((_, c) => Math.max(NARROWEST, ...all.flatMap((row) => (row[c] ?? "").split(" ").map(lengthOf))));
  const total = () => widths.reduce((sum, w) => sum + w, GAP * (widths.length - 1));
  while (total() > width) {
    const candidates = widths.map((w, c) => (w > least[c] ? w : 0));
    const widest = candidates.indexOf(Math.max(...candidates));
    if (candidates[widest] === 0) break;
    widths[widest]--;
  }
  const lines = (row: readonly string[]): string[][] => {
    const cells = header.map((_, c) => wrap(row[c] ?? "", widths[c]));
    const height = Math.max(...cells.map((cell) => cell.length));
    return Array.from({ length: height }, (_, k) => cells.map((cell) => cell[k] ?? ""));
  };
  const [head, ...more] = lines(header);
  // A wrapped header has its further lines above the rule.
  const table = formatTable(head, [...more, ...rows.flatMap(lines)]).split("\n");
  return [table[0], ...table.slice(2, 2 + more.length), table[1], ...table.slice(2 + more.length)].join("\n");
}

const lengthOf = (text: string) => [...text].length;

/** Lines of at most so many characters, broken at spaces; a longer word has a line of its own. */
function wrap(text: string, width: number): string[] {
  const lines = [""];
  for (const word of text.split(" ")) {
    const last = lines[lines.length - 1];
    if (last === "") lines[lines.length - 1] = word;
    else if (lengthOf(last) + 1 + lengthOf(word) <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
