import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readCsvMatrix } from "../description/csv-matrix.js";
import { ArrayFileError } from "./array-file-error.js";
import { readNpy } from "./npy.js";

const TYPES = {
  f4: [4, (v: DataView, o: number, x: number, le: boolean) => v.setFloat32(o, x, le)],
  f8: [8, (v: DataView, o: number, x: number, le: boolean) => v.setFloat64(o, x, le)],
  i1: [1, (v: DataView, o: number, x: number) => v.setInt8(o, x)],
  i2: [2, (v: DataView, o: number, x: number, le: boolean) => v.setInt16(o, x, le)],
  i4: [4, (v: DataView, o: number, x: number, le: boolean) => v.setInt32(o, x, le)],
  i8: [8, (v: DataView, o: number, x: number, le: boolean) => v.setBigInt64(o, BigInt(x), le)],
} as const;

interface Layout {
  readonly type: keyof typeof TYPES;
  readonly version: 1 | 2 | 3;
  readonly littleEndian: boolean;
  readonly fortran: boolean;
}

/** Encodes row-major `values` as numpy.save would. */
function npy(
  rows: number,
  columns: number,
  values: readonly number[],
  { type, version, littleEndian, fortran }: Layout,
): Uint8Array {
  const [bytes, set] = TYPES[type];
  const descr = `${bytes === 1 ? "|" : littleEndian ? "<" : ">"}${type}`;
  const prefix = version === 1 ? 10 : 12;
  let header = `{'descr': '${descr}', 'fortran_order': ${fortran ? "True" : "False"}, 'shape': (${rows}, ${columns}), }`;
  header = `${header.padEnd(Math.ceil((prefix + header.length + 1) / 64) * 64 - prefix - 1)}\n`;
  const out = new Uint8Array(prefix + header.length + values.length * bytes);
  const view = new DataView(out.buffer);
  out.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, version, 0]);
  if (version === 1) view.setUint16(8, header.length, true);
  else view.setUint32(8, header.length, true);
  out.set(new TextEncoder().encode(header), prefix);
  values.forEach((x, i) => {
    const [row, column] = [Math.floor(i / columns), i % columns];
    set(view, prefix + header.length + (fortran ? column * rows + row : i) * bytes, x, littleEndian);
  });
  return out;
}

const layout = fc.record<Layout>({
  type: fc.constantFrom("f4", "f8", "i1", "i2", "i4", "i8"),
  version: fc.constantFrom(1, 2, 3),
  littleEndian: fc.boolean(),
  fortran: fc.boolean(),
});
const C_ORDER: Layout = { type: "f8", version: 1, littleEndian: true, fortran: false };

describe("readNpy", () => {
  it("gives back every matrix in every type, version, byte order and memory order", () => {
    const matrix = fc
      .tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 6 }))
      .chain(([rows, columns]) =>
        fc.tuple(
          fc.constant(rows),
          fc.constant(columns),
          fc.array(fc.integer({ min: -128, max: 127 }), { minLength: rows * columns, maxLength: rows * columns }),
        ),
      );
    fc.assert(
      fc.property(matrix, layout, ([rows, columns, values], how) => {
        expect(readNpy(npy(rows, columns, values, how))).toEqual({ rows, columns, values: Float64Array.from(values) });
      }),
      { numRuns: 300 },
    );
  });

  it("only ever throws ArrayFileError for cut or damaged files", () => {
    const whole = npy(
      3,
      4,
      Array.from({ length: 12 }, (_, i) => i),
      C_ORDER,
    );
    fc.assert(
      fc.property(
        fc.nat(whole.length - 1),
        fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 4 }),
        fc.boolean(),
        (length, hits, cut) => {
          const bytes = cut ? whole.slice(0, length) : whole.slice();
          for (const [at, byte] of hits) if (at < bytes.length) bytes[at] = byte;
          try {
            expect(readNpy(bytes).values.every(Number.isFinite)).toBe(true);
          } catch (error) {
            expect(error).toBeInstanceOf(ArrayFileError);
          }
        },
      ),
      { numRuns: 2000 },
    );
  });

  it("refuses NaN, naming row and column", () => {
    expect(() => readNpy(npy(2, 2, [0, 1, NaN, 2], C_ORDER))).toThrow("NaN in row 1, column 0");
  });
});

describe("readCsvMatrix", () => {
  const read = (text: string) => readCsvMatrix(new TextEncoder().encode(text));

  it("reads commas, semicolons, tabs and spaces, and skips comments and empty lines", () => {
    expect(read("# W\n1, -2.5\r\n\n3;4e-1 # row 1\n5\t6\n")).toEqual({
      rows: 3,
      columns: 2,
      values: Float64Array.of(1, -2.5, 3, 0.4, 5, 6),
    });
  });

  it.each([
    ["1,2\n3\n", "has 1 values in line 2"],
    ["a,b\n", '"a" in line 1, column 1'],
    ["1,\n", "line 1, column 2"],
    ["", "no rows"],
    ["1e999", "line 1, column 1"],
  ])("refuses %j: %s", (text, message) => {
    expect(() => read(text)).toThrow(message);
  });
});
