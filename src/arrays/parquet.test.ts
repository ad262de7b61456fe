import fc from "fast-check";
import { parquetMetadata, parquetReadObjects } from "hyparquet";
import { describe, expect, it } from "vitest";
import { ParquetTable, ROWS_OF_GROUP, writeParquet, type ParquetColumn } from "./parquet.js";

const fileOf = (bytes: Uint8Array) => bytes.slice().buffer;

/** Rows as a reader of another author gives them; int64 as numbers. */
async function read(bytes: Uint8Array): Promise<Record<string, unknown>[]> {
  const rows = await parquetReadObjects({ file: fileOf(bytes) });
  return rows.map((row) =>
    Object.fromEntries(Object.entries(row).map(([k, v]) => [k, typeof v === "bigint" ? Number(v) : v])),
  );
}

const row = fc.record({
  flag: fc.boolean(),
  count: fc.nat(2 ** 32 - 1),
  whole: fc.maxSafeInteger(),
  value: fc.oneof(fc.double(), fc.constantFrom(0, -0, 1.5)),
  name: fc.oneof(fc.constantFrom("E", "I"), fc.string({ unit: "binary" })),
  perhaps: fc.option(fc.double({ noNaN: true })),
});

describe("Parquet", () => {
  it("gives back every value of every type, 0 and -0 apart, whatever the rows are", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 40 }), async (rows) => {
        const column = <K extends keyof (typeof rows)[0]>(name: K) => rows.map((one) => one[name]);
        const bytes = writeParquet([
          { name: "flag", type: "boolean", data: column("flag") },
          { name: "count", type: "uint32", data: Uint32Array.from(column("count")) },
          { name: "whole", type: "int64", data: column("whole") },
          { name: "value", type: "double", data: Float64Array.from(column("value")) },
          { name: "name", type: "string", data: column("name") },
          { name: "perhaps", type: "double", nullable: true, data: column("perhaps") },
        ]);
        const back = await read(bytes);
        expect(back).toHaveLength(rows.length);
        back.forEach((one, k) => {
          for (const [name, value] of Object.entries(rows[k]))
            expect(Object.is(one[name] ?? null, value), `${name} of row ${k}: ${String(one[name])}`).toBe(true);
        });
      }),
    );
  });

  it("writes row groups, and the same bytes for the same rows added in the same parts", async () => {
    const rows = 2 * ROWS_OF_GROUP + 5;
    const id = Uint32Array.from({ length: rows }, (_, k) => (k * 7919) % 12500);
    const columns: ParquetColumn[] = [
      { name: "id", type: "uint32", data: id },
      { name: "time_ms", type: "double", data: Float64Array.from(id, (_, k) => Math.floor(k / 100) / 10) },
    ];
    const bytes = writeParquet(columns);
    expect(writeParquet(columns)).toEqual(bytes);
    const { row_groups: groups } = parquetMetadata(fileOf(bytes));
    expect(groups.map((g) => Number(g.num_rows))).toEqual([ROWS_OF_GROUP, ROWS_OF_GROUP, 5]);
    const back = await read(bytes);
    expect(back.map((one) => one.id)).toEqual([...id]);
  });

  it("hands on every part at once: nothing of the rows is held until the end", () => {
    const sizes: number[] = [];
    const table = new ParquetTable([{ name: "id", type: "uint32" }], ({ length }) => sizes.push(length));
    const part = Uint32Array.from({ length: ROWS_OF_GROUP }, (_, k) => (k * 2654435761) >>> 0);
    for (let k = 0; k < 8; k++) table.add([part]);
    expect(sizes).toHaveLength(8);
    const last = sizes.at(-1)!;
    table.finish();
    expect(sizes.at(-1)).toBeLessThan(last / 50);
  });

  it("has columns where there are no rows", () => {
    const { schema, num_rows: rows } = parquetMetadata(
      fileOf(writeParquet([{ name: "step", type: "uint32", data: [] }])),
    );
    expect(schema.map(({ name }) => name)).toEqual(["root", "step"]);
    expect(Number(rows)).toBe(0);
  });

  it("refuses columns of different lengths or one name, and values that their column cannot hold", () => {
    const column = (name: string, data: (number | null)[]): ParquetColumn => ({ name, type: "uint32", data });
    expect(() => writeParquet([column("a", [1]), column("b", [])])).toThrow(/differ in length/);
    expect(() => writeParquet([column("a", [1]), column("a", [1])])).toThrow(/same name/);
    expect(() => writeParquet([column("a", [2 ** 32])])).toThrow(
      "column a of a table cannot hold 4294967296 as uint32",
    );
    expect(() => writeParquet([column("a", [null])])).toThrow("cannot hold null");
  });
});
