/** A study as text: maps as grids of words, tables, findings as sentences. */
import type pc from "picocolors";
import { formatTable } from "../src/cli/table.js";
import type { StudyResult, VerdictMap } from "./study.js";

type Colors = ReturnType<typeof pc.createColors>;

function mapText({ title, xLabel, yLabel, xs, ys, cells, boundary }: VerdictMap): string {
  const table = formatTable(
    [`${yLabel} \\ ${xLabel}`, ...xs],
    ys.map((y, r) => [y, ...cells[r].map(({ word, note }) => (note === "" ? word : `${word} (${note})`))]),
  );
  return [title, table, ...(boundary === undefined ? [] : [`boundary: ${boundary.label}`])].join("\n");
}

export function studyText({ id, title, question, findings, maps, tables }: StudyResult, colors: Colors): string {
  const sign = (agrees: boolean | null) =>
    agrees === null ? colors.dim("·") : agrees ? colors.green("✓") : colors.red("✗");
  return [
    `${colors.bold(id)}: ${title}`,
    question,
    ...maps.map((map) => `\n${mapText(map)}`),
    ...tables.map(({ caption, header, rows }) => `\n${caption}\n${formatTable(header, rows)}`),
    "",
    ...findings.map(({ text, agrees }) => `${sign(agrees)} ${text}`),
  ].join("\n");
}
