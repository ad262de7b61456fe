/** Experiments as text: a table of quantities, and the verdicts. */
import type pc from "picocolors";
import type { Cell, Row } from "../../../phenomena/conclude.js";
import type { Phenomena, Phenomenon } from "../../../phenomena/run-phenomena.js";
import { shownDigits } from "../../../phenomena/shown-digits.js";
import { formatTable } from "../table.js";

type Colors = ReturnType<typeof pc.createColors>;

const SIGN: Readonly<Record<Cell["outcome"], string>> = {
  holds: "✓",
  fails: "✗",
  undecided: "?",
  "not expressible": "",
};

function valueText(cell: Cell): string {
  const { value } = cell;
  const { half, decimals, bound } = shownDigits(cell);
  if (!Number.isFinite(value)) return "–";
  return half > 0
    ? `${value.toFixed(decimals)} ± ${bound ?? half.toFixed(decimals)}`
    : String(Number(value.toPrecision(4)));
}

function cellText(cell: Cell): string {
  if (cell.outcome === "not expressible") return "not expressible";
  return `${valueText(cell)} ${SIGN[cell.outcome]}`;
}

function theoryText({ cells }: Row): string {
  return Number.isFinite(cells[0].theory) ? String(Number(cells[0].theory.toPrecision(4))) : "bound";
}

/** The table of one experiment, and below it one line a side with its verdict and reason. */
export function phenomenonText(
  { id, title, claim, rows, conclusions }: Phenomenon,
  sides: readonly string[],
  colors: Colors,
): string {
  const table = formatTable(
    ["quantity", "theory", "tolerance", ...sides],
    rows.map((row) => [
      row.unit === "" ? row.label : `${row.label}, ${row.unit}`,
      theoryText(row),
      row.tolerance,
      ...sides.map((side) => cellText(row.cells.find((c) => c.side === side)!)),
    ]),
  );
  const paint = (word: string) =>
    word === "holds" || word === "preserved"
      ? colors.green(word)
      : word === "fails" || word === "lost"
        ? colors.red(word)
        : colors.yellow(word);
  const verdicts = conclusions.map(({ side, verdict, reason }) => `${side}: ${paint(verdict)}: ${reason}`);
  return [`${colors.bold(id)}: ${title}`, claim, "", table, "", ...verdicts].join("\n");
}

export function overviewTable({ phenomena, sides }: Phenomena): string {
  return formatTable(
    ["phenomenon", ...sides],
    phenomena.map(({ id, conclusions }) => [
      id,
      ...sides.map((side) => conclusions.find((c) => c.side === side)!.verdict),
    ]),
  );
}

/** What --json prints: everything but the figures. */
export function phenomenaSummary({ version, command, size, sides, seeds, phenomena }: Phenomena): object {
  return {
    version,
    command,
    size,
    sides,
    seeds,
    phenomena: phenomena.map(({ id, title, claim, theory, rows, conclusions, notes, overflows, cores, runs }) => ({
      id,
      title,
      claim,
      theory,
      rows,
      conclusions,
      notes,
      overflows,
      cores,
      runs,
    })),
  };
}
