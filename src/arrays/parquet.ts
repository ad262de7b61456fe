/**
 * Tables as Apache Parquet, through hyparquet-writer: typed columns, packed with Snappy, in row groups, so that a table may be longer than
 * memory. The same rows give the same bytes: nothing of a clock is kept.
 */
import { ByteWriter, ParquetWriter, type ColumnSource } from "hyparquet-writer";

/** `int64` holds whole numbers to 2^53; a `double` may be NaN; `string` is UTF-8. */
export type ParquetType = "boolean" | "uint32" | "int64" | "double" | "string";

/** As many as the column has rows; null, where a column is `nullable`, is a missing value. */
export type ParquetData = ArrayLike<boolean | number | string | null>;

export interface ParquetField {
  readonly name: string;
  readonly type: ParquetType;
  /** Whether values may be null. */
  readonly nullable?: boolean;
}

export interface ParquetColumn extends ParquetField {
  readonly data: ParquetData;
}

/** Rows of a row group, which readers load at once. */
export const ROWS_OF_GROUP = 1 << 16;
/** Bytes of different values beyond which no dictionary pays: a look at every value is what writing takes longest for. */
const LARGEST_DICTIONARY = 1 << 14;
const CREATED_BY = "equipoise";

type SchemaElement = ConstructorParameters<typeof ParquetWriter>[0]["schema"][number];

const PHYSICAL: Readonly<Record<ParquetType, Partial<SchemaElement>>> = {
  boolean: { type: "BOOLEAN" },
  uint32: { type: "INT32", converted_type: "UINT_32" },
  int64: { type: "INT64" },
  double: { type: "DOUBLE" },
  string: { type: "BYTE_ARRAY", converted_type: "UTF8" },
};

/**
 * Makes the bytes of a table that is in memory.
 * @throws RangeError where columns differ in length or share a name, or a value is not of its column's type
 */
export function writeParquet(columns: readonly ParquetColumn[]): Uint8Array {
  const pieces: Uint8Array[] = [];
  const table = new ParquetTable(columns, (bytes) => pieces.push(bytes));
  table.add(columns.map(({ data }) => data));
  table.finish();
  const out = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    out.set(piece, at);
    at += piece.length;
  }
  return out;
}

/** Writes a table part by part; what was added has left memory, but for some bytes on each row group. */
export class ParquetTable {
  private readonly buffer: Buffered;
  private readonly writer: ParquetWriter;

  /** @param write gets the file, piece by piece; the pieces are its own */
  constructor(
    private readonly fields: readonly ParquetField[],
    write: (bytes: Uint8Array) => void,
  ) {
    if (new Set(fields.map(({ name }) => name)).size < fields.length)
      throw new RangeError("two columns of a table have the same name");
    this.buffer = new Buffered(write);
    const schema: SchemaElement[] = [
      { name: "root", num_children: fields.length },
      ...fields.map(({ name, type, nullable = false }): SchemaElement => ({
        name,
        ...PHYSICAL[type],
        repetition_type: nullable ? "OPTIONAL" : "REQUIRED",
      })),
    ];
    this.writer = new ParquetWriter({ writer: this.buffer, schema, createdBy: CREATED_BY });
  }

  /** Writes rows, as groups of at most `ROWS_OF_GROUP`. @param data of each column. @throws RangeError as `writeParquet` */
  add(data: readonly ParquetData[]): void {
    const rows = data[0]?.length ?? 0;
    if (data.length !== this.fields.length || data.some(({ length }) => length !== rows))
      throw new RangeError("the columns of a table differ in length");
    for (let from = 0; from < rows; from += ROWS_OF_GROUP) {
      const to = Math.min(rows, from + ROWS_OF_GROUP);
      const columnData = this.fields.map((field, k) => columnOf(field, data[k], from, to));
      // Of a writer that flushes at once, so that nothing is to be awaited.
      void this.writer.write({ columnData, rowGroupSize: ROWS_OF_GROUP, dictionarySize: LARGEST_DICTIONARY });
    }
  }

  /** Writes the end of the file, once. */
  finish(): void {
    void this.writer.finish();
  }
}

/** Hands on what was written at every row group. */
class Buffered extends ByteWriter {
  constructor(private readonly write: (bytes: Uint8Array) => void) {
    super();
  }

  flush(): void {
    this.write(this.getBytes().slice());
    this.index = 0;
  }

  override finish(): void {
    this.flush();
  }
}

function columnOf(field: ParquetField, data: ParquetData, from: number, to: number): ColumnSource {
  const values = Array.from({ length: to - from }, (_, k) => valueOf(field, data[from + k]));
  // A dictionary would take -0 for 0.
  const plain = field.type === "double" && values.some((value) => Object.is(value, -0));
  return { name: field.name, data: values, ...(plain ? { encoding: "PLAIN" } : {}) };
}

function valueOf({ name, type, nullable = false }: ParquetField, value: boolean | number | string | null): unknown {
  if (value === null && nullable) return null;
  const fits =
    type === "boolean" || type === "string"
      ? typeof value === type
      : typeof value === "number" &&
        (type === "double" || (Number.isSafeInteger(value) && (type === "int64" || (value >= 0 && value < 2 ** 32))));
  if (!fits) throw new RangeError(`column ${name} of a table cannot hold ${String(value)} as ${type}`);
  return type === "int64" ? BigInt(value as number) : value;
}
