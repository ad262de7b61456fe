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
        ["type", "sql"],
        `sqlite_master WHERE name = '${name}' COLLATE NOCASE AND type != 'index'`,
      );
      if (made.length === 0) damaged(`${this.what} has no table ${name}`);
      const [[type, sql]] = made;
      const computed = () => this.rows(["name"], `pragma_table_xinfo('${name}') WHERE hidden != 0`).length > 0;
      if (made.length > 1 || type !== "table" || /^\s*create\s+virtual/i.test(String(sql)) || computed())
        damaged(`${name} in ${this.what} is no plain table`);
    }
  }

  /**
   * Returns columns of what stands behind FROM. They are measured before they are made: by SQL, since the optimizing compiler of Node 20
   * crashes in loops over a prepared statement's step().
   * @throws EquipoiseError `spynnaker-database` where the rows have more than the file
   */
  rows(columns: readonly string[], from: string): SqlValue[][] {
    const most = Math.floor(this.fileBytes / LEAST_BYTES_OF_ROW);
    const lengths = columns.map(lengthOf).join(" + ");
    const measure = `SELECT count(*), total(bytes) FROM (SELECT ${lengths} AS bytes FROM ${from} LIMIT ${most + 1})`;
    const [count, bytes] = this.database.exec(measure)[0].values[0].map(Number);
    if (LEAST_BYTES_OF_ROW * count + bytes > this.fileBytes)
      damaged(`${this.what} gives more rows than its ${this.fileBytes} bytes hold`);
    return this.database.exec(`SELECT ${columns.join()} FROM ${from} LIMIT ${most}`)[0]?.values ?? [];
  }
}

/** What a value takes of the file at least, as SQL. */
function lengthOf(column: string): string {
  return `CASE typeof(${column}) WHEN 'blob' THEN length(${column}) WHEN 'text' THEN max(0, length(${column}) - ${SHORT_TEXT}) ELSE 0 END`;
}
