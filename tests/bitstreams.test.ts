/** What is committed about the FPGA boards fits together; `npm run bitstreams -- --check` holds it against the sources. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { boardNamed, GATEWARE, readBoards, sourcesOf } from "../scripts/bitstreams/boards.js";
import { difference } from "../scripts/bitstreams/compare.js";
import { pagesWithTables } from "../scripts/bitstreams/tables.js";
import { clockSkew, roundTrip } from "../scripts/bitstreams/sdram-pads.js";
import { readUsages, throughDsp } from "../scripts/bitstreams/usage.js";
import { ROOT } from "../scripts/python-environments.js";

const boards = readBoards();
const usages = readUsages();

/** Sync words at the head of a bitstream (Lattice TN1248 for iCE40, FPGA-TN-02039 for ECP5). */
const SYNC = { ice40: "7eaa997e", ecp5: "ffffbdb3" };
const HEAD_BYTES = 512;

describe.each(boards.map((board) => [board.name, board] as const))("the board %s", (name, board) => {
  it("has its sources, constraints and models, and a usage with the seed that it names, fast enough", () => {
    const files = [...sourcesOf(board), ...(board.simulation?.models ?? [])];
    if (board.constraints !== "none") files.push(board.constraints);
    for (const file of files) expect(existsSync(join(GATEWARE, file)), file).toBe(true);
    expect(usages[name].seed).toBe(board.seed);
    expect(usages[name].mhz).toBeGreaterThanOrEqual(board.mhz);
    const { dsp, sdram } = usages[name];
    expect(dsp !== undefined).toBe(board.family === "ice40");
    if (dsp !== undefined) expect(throughDsp(dsp)).toBeLessThan(1000 / board.mhz);
    expect(sdram !== undefined).toBe(board.family === "ecp5");
    // No way from the PLL to the pad, and pads of 0 to 10 ns: what the chip and the board take is right.
    for (const [low, high] of sdram === undefined ? [] : [clockSkew(sdram), roundTrip(sdram)]) {
      expect(low).toBeLessThan(0);
      expect(high).toBeGreaterThan(3);
    }
    for (const [used, there] of Object.values(usages[name].cells)) expect(used).toBeLessThanOrEqual(there);
  });
});

const withBitstream = boards.filter(({ bitstream }) => bitstream !== "none");

it.each(withBitstream.map((board) => [board.name, board] as const))("%s has a bitstream of its family", (_, board) => {
  const head = readFileSync(join(GATEWARE, board.bitstream)).subarray(0, HEAD_BYTES);
  expect(head.toString("hex")).toContain(SYNC[board.family]);
});

it("usage.json has these boards and no other", () => {
  expect(Object.keys(usages)).toEqual(boards.map(({ name }) => name));
});

it("the tables of docs/ are those of usage.json", () => {
  for (const [page, text] of pagesWithTables(boards, usages))
    expect(readFileSync(join(ROOT, "docs", page), "utf8"), `${page}: npm run bitstreams -- --write-docs`).toBe(text);
});

it("a board that there is not is named, with those that there are", () => {
  expect(() => boardNamed("spartan")).toThrow(/no board spartan: boards\.json has icebreaker, upduino/);
});

describe("the comparison of what is committed with what was built", () => {
  const bytes = fc.uint8Array({ maxLength: 40 });

  it("is silent exactly where both are the same", () => {
    fc.assert(
      fc.property(bytes, bytes, (a, b) => {
        expect(difference("x.bin", a, Uint8Array.from(a))).toBeNull();
        expect(difference("x.bin", a, b) === null).toBe(Buffer.compare(a, b) === 0);
      }),
    );
  });

  it("names the first byte, both values, the number of bytes and the sizes", () => {
    expect(difference("x.bin", Uint8Array.of(1, 2, 3), Uint8Array.of(1, 255, 4, 9))).toBe(
      "x.bin differs from what its sources give, first at byte 1: 0x02 is committed, 0xff was built; 3 bytes differ in all, " +
        "and 3 bytes are committed, 4 were built.",
    );
    expect(difference("x.bin", Uint8Array.of(1), Uint8Array.of(1, 2))).toMatch(/^x\.bin ends too early/);
    expect(difference("x.bin", Uint8Array.of(1, 2), Uint8Array.of(1))).toMatch(/^x\.bin ends too late/);
    expect(difference("x.bin", null, Uint8Array.of(1))).toBe("x.bin is not there.");
  });
});
