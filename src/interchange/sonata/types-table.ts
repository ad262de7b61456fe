/** node_types.csv and edge_types.csv: columns parted by spaces, texts with spaces in quotes, NULL and NONE for what stands elsewhere. */
import { fail } from "../../diagnostics/diagnostic.js";

export type TypeRow = ReadonlyMap<string, string>;

const NOTHING = /^(null|none|nan|)$/i;

/**
 * Reads a table by its type ids.
 * @param kind whose column of ids it has
 * @throws EquipoiseError `sonata-invalid`
 */
export function readTypes(text: string, kind: "node" | "edge", path: string): Map<number, TypeRow> {
  const [head, ...lines] = text.split(/\r?\n/).filter((line) => line.trim() !== "");
  const columns = cellsOf(head ?? "");
  const id = `${kind}_type_id`;
  if (!columns.includes(id))
    fail("sonata-invalid", `${path} has no column ${id}`, {
      hint: "its columns are parted by spaces, and the first line names them",
    });
  const rows = new Map<number, TypeRow>();
  lines.forEach((line, k) => {
    const cells = cellsOf(line);
    if (cells.length !== columns.length)
      fail(
        "sonata-invalid",
        `${path}: line ${k + 2} has ${cells.length} columns, and the first has ${columns.length}`,
        {
          hint: "put texts with spaces in quotes",
        },
      );
    const row = new Map(
      columns.map((name, c): [string, string] => [name, cells[c]]).filter(([, cell]) => !NOTHING.test(cell)),
    );
    rows.set(Number(row.get(id)), row);
  });
  return rows;
}

/** Writes a table; what a row does not have is NULL. */
export function writeTypes(
  columns: readonly string[],
  rows: readonly Readonly<Record<string, string | number>>[],
): string {
  const cell = (value: string | number | undefined) => {
    const text = value === undefined ? "NULL" : String(value);
    return /[\s"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return [columns.join(" "), ...rows.map((row) => columns.map((name) => cell(row[name])).join(" "))].join("\n") + "\n";
}

function cellsOf(line: string): string[] {
  return Array.from(line.matchAll(/"((?:[^"]|"")*)"|[^\s"]+/g), ([whole, quoted]) =>
    quoted === undefined ? whole : quoted.replaceAll('""', '"'),
  );
}
