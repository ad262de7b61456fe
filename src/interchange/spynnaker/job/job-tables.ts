/**
 * Rows of a database, no more than its file holds. A database is a program too: a view may count for ever, a generated column make a gigabyte of
 * a row, and rows that all match each other multiply.
 */
import type { Database, SqlValue } from "sql.js";
import { damaged } from "./word-reader.js";

/** In a file, of its values alone. */
const LEAST_BYTES_OF_ROW = 4;
/** Characters of a label that a query may give again for each of its cores. */
const SHORT_TEXT = 256;

export class JobTables {
  /** @param fileBytes of the database */
  constructor(
    private readonly database: Database,
    private readonly what: string,
    private readonly fileBytes: number,
  ) {}

  /** Finds out that tables hold what they give. @throws EquipoiseError `spynnaker-database` */
  mustBePlain(...names: readonly string[]): void {
    for (const name of names) {
      const made = this.rows(
        `SELECT type, sql FROM sqlite_master WHERE name = '${name}' COLLATE NOCASE AND type != 'index'`,
      );
      if (made.length === 0) damaged(`${this.what} has no table ${name}`);
      const [[type, sql]] = made;
      const computed = () => this.rows(`SELECT name FROM pragma_table_xinfo('${name}') WHERE hidden != 0`).length > 0;
      if (made.length > 1 || type !== "table" || /^\s*create\s+virtual/i.test(String(sql)) || computed())
        damaged(`${name} in ${this.what} is no plain table`);
    }
  }

  /** @throws EquipoiseError `spynnaker-database` once the rows have more than the file */
  rows(query: string): SqlValue[][] {
    const statement = this.database.prepare(query);
    try {
      const rows: SqlValue[][] = [];
      let bytes = 0;
      while (statement.step()) {
        const row = statement.get();
        bytes += row.reduce<number>((sum, value) => sum + bytesOf(value), LEAST_BYTES_OF_ROW);
        if (bytes > this.fileBytes) damaged(`${this.what} gives more rows than its ${this.fileBytes} bytes hold`);
        rows.push(row);
      }
      return rows;
    } finally {
      statement.free();
    }
  }
}

function bytesOf(value: SqlValue): number {
  if (value instanceof Uint8Array) return value.length;
  return typeof value === "string" ? Math.max(0, value.length - SHORT_TEXT) : 0;
}
