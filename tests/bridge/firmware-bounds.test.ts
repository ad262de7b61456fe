/** Every bound of the firmware's image check, one step inside and one outside; and the ties of its rounding. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { mcuImage } from "../../firmware-bridge/boards/mcu-image.js";
import { randomMachine } from "../random-spinnaker-image.js";
import { firmware, withoutExtensions } from "./firmware-boards.js";

const scratch = mkdtempSync(join(tmpdir(), "equipoise-bounds-"));
const program = join(scratch, "bounds");
beforeAll(() => {
  execFileSync("gcc", [
    ...["-std=c99", "-Wall", "-Wextra", "-Werror", "-O1", "-fno-strict-aliasing", "-fsanitize=address,undefined"],
    ...[`-I${join(firmware, "core")}`, "-o", program],
    ...[join(firmware, "core/image.c"), join(import.meta.dirname, "image_bounds.c")],
  ]);
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const ask = (lines: readonly string[]): string[] =>
  execFileSync(program, { input: `${lines.join("\n")}\n` })
    .toString()
    .trim()
    .split("\n");

const BYTES = 16_384;
const { image } = randomMachine({
  seed: 4,
  model: "IF_curr_exp",
  rounding: "floor",
  stepsPerTick: 1,
  violent: false,
});
const whole = mcuImage(withoutExtensions(image), BYTES).bytes;
const at = (offset: number, bytes = whole) => new DataView(bytes.buffer, bytes.byteOffset).getUint32(offset, true);
/** Offsets of firmware/core/image.h. */
const HEAD = {
  ...{ magic: 0, rounding: 4, neurons: 8, sources: 12, cores: 16, coreTable: 20, rowTable: 24, rows: 28 },
  ...{ changes: 32, changeCount: 36, changing: 40, fired: 44, firedCapacity: 48 },
};
const CORE = {
  ...{ first: 0, n: 4, model: 8, stepsPerTick: 12, indexBits: 16, typeBits: 20, delayBits: 24 },
  ...{ shiftExcitatory: 28, shiftInhibitory: 32, ring: 40, state: 44, random: 48, parameter: 52 },
};
const table = at(HEAD.coreTable);
const CORE_BYTES = 4 * 26;
const PER_ATOM = 0x8000_0000;

/** What the check says of the image with these words changed; several changes at once where one alone would break another bound. */
function check(cases: readonly (readonly (readonly [offset: number, value: number])[])[], bytes = BYTES): string[] {
  return ask(
    cases.map((words, k) => {
      const changed = Uint8Array.from(whole.subarray(0, bytes));
      for (const [offset, value] of words) new DataView(changed.buffer).setUint32(offset, value >>> 0, true);
      const path = join(scratch, `${k}.bin`);
      writeFileSync(path, changed);
      return `image ${path}`;
    }),
  );
}

const head = (field: keyof typeof HEAD, value: number) => [HEAD[field], value] as const;
const core = (field: keyof typeof CORE, value: number) => [table + CORE[field], value] as const;

describe("the firmware's check of an image", () => {
  it("finds a compiled one sound", () => expect(check([[]])).toEqual(["sound"]));

  it.each([
    ["rounding", head("rounding", 2), head("rounding", 3), HEAD.rounding],
    ["changing, the end of the image", null, head("changing", BYTES + 4), HEAD.changing],
    ["changing, whole words", null, head("changing", at(HEAD.changing) + 2), HEAD.changing],
    ["sources, at least the neurons", null, head("sources", at(HEAD.neurons) - 1), HEAD.neurons],
    ["sources, at most 32,768", null, head("sources", 32_769), HEAD.neurons],
    ["cores, at most 32", null, head("cores", 33), HEAD.coreTable],
    ["the table of cores, after the header", null, head("coreTable", 48), HEAD.coreTable],
    ["the table of cores, before what changes", null, head("coreTable", at(HEAD.changing) - 4), HEAD.coreTable],
    ["the list of spikes, as long as all may fire", null, head("firedCapacity", at(HEAD.neurons) - 1), HEAD.fired],
    ["the list of spikes, among what changes", null, head("fired", at(HEAD.changing) - 2), HEAD.fired],
    [
      "the list of spikes, within the image",
      head("fired", BYTES - 2 * at(HEAD.firedCapacity)),
      head("fired", BYTES - 2 * at(HEAD.firedCapacity) + 2),
      HEAD.fired,
    ],
    ["the list of spikes, whole half-words", null, head("fired", at(HEAD.fired) + 1), HEAD.fired],
    ["changes of a bias, before what changes", null, head("changes", at(HEAD.changing) - 12), HEAD.changes],
    ["the table of rows, after the header", null, head("rowTable", 48), HEAD.rowTable],
    [
      "the table of rows, before what changes",
      null,
      head("rowTable", at(HEAD.changing) - 4 * at(HEAD.sources)),
      HEAD.rowTable,
    ],
    ["rows, after the header", null, head("rows", 50), HEAD.rowTable],
    ["rows, before what changes", null, head("rows", at(HEAD.changing) + 2), HEAD.rowTable],
    ["model", core("model", 2), core("model", 3), table],
    ["steps a tick, at least 1", null, core("stepsPerTick", 0), table],
    ["steps a tick, at most 255", null, core("stepsPerTick", 256), table],
    ["atoms, at least 1", null, core("n", 0), table],
    ["atoms, within the neurons", null, core("first", at(HEAD.neurons) - at(table + CORE.n) + 1), table],
    [
      "bits of the index, enough for the atoms",
      null,
      core("indexBits", Math.ceil(Math.log2(at(table + CORE.n))) - 1),
      table,
    ],
    ["bits of the type, at least 1", null, core("typeBits", 0), table],
    ["all bits, at most 16", null, core("delayBits", 16 - at(table + CORE.indexBits)), table],
    ["shift of excitation", core("shiftExcitatory", 31), core("shiftExcitatory", 32), table],
    ["shift of inhibition", core("shiftInhibitory", 31), core("shiftInhibitory", 32), table],
    ["ring buffers, among what changes", core("ring", at(HEAD.changing)), core("ring", at(HEAD.changing) - 4), table],
    ["ring buffers, whole words", null, core("ring", at(table + CORE.ring) + 2), table],
    ["states, among what changes", core("state", at(HEAD.changing)), core("state", at(HEAD.changing) - 4), table],
    [
      "states, within the image",
      core("state", BYTES - 16 * at(table + CORE.n)),
      core("state", BYTES - 16 * at(table + CORE.n) + 4),
      table,
    ],
    [
      "random numbers, among what changes",
      core("random", at(HEAD.changing)),
      core("random", at(HEAD.changing) - 4),
      table,
    ],
    ["random numbers, within the image", core("random", BYTES - 16), core("random", BYTES - 12), table],
    ["a parameter of all atoms, within the image", core("parameter", BYTES - 4), core("parameter", BYTES), table],
    ["a parameter, after the header", core("parameter", 52), core("parameter", 48), table],
    [
      "a parameter of each atom, within the image",
      core("parameter", PER_ATOM + BYTES - 4 * at(table + CORE.n)),
      core("parameter", PER_ATOM + BYTES - 4 * at(table + CORE.n) + 4),
      table,
    ],
  ] as const)("holds the bound of %s", (_what, inside, outside, where) => {
    if (inside !== null) expect(check([[inside]])).toEqual(["sound"]);
    expect(check([[outside]])).toEqual([String(where)]);
  });

  it("holds the bounds of every change of a bias", () => {
    const change = at(HEAD.changes);
    expect(at(HEAD.changeCount)).toBeGreaterThan(1);
    const of = at(change + 4);
    const record = table + of * CORE_BYTES;
    const atoms = at(record + CORE.n);
    const bias = record + CORE.parameter + 4 * 3;
    expect(
      check([
        [[change + 8, atoms - 1]],
        [[change + 8, atoms]],
        [[change + 4, at(HEAD.cores)]],
        // A bias that changes has a word an atom, among what changes.
        [[bias, at(bias) - PER_ATOM]],
        [[bias, PER_ATOM + at(HEAD.changing) - 4]],
      ]),
    ).toEqual(["sound", ...[0, 1, 2, 3].map(() => String(change))]);
  });

  it("holds the bounds of every row", () => {
    const rowTable = at(HEAD.rowTable);
    const rows = at(HEAD.rows);
    const most = (at(HEAD.changing) - rows) / 2;
    const sources = at(HEAD.sources);
    const last = rowTable + 4 * (sources - 1);
    const first = Array.from({ length: sources }, (_, s) => s).find(
      (s) => at(rowTable + 4 * s) < at(rowTable + 4 * (s + 1)),
    )!;
    const row = rows + 2 * at(rowTable + 4 * first);
    const half = (offset: number, value: number) =>
      [
        offset & ~3,
        offset & 2 ? (at(offset & ~3) & 0xffff) | (value << 16) : (at(offset & ~3) & 0xffff0000) | value,
      ] as const;
    expect(
      check([
        // Beyond what changes; then a row that ends before it begins.
        [[last + 4, most + 1]],
        [[rowTable + 4 * first, at(rowTable + 4 * (first + 1)) + 1]],
        // A run of no synapses, of a core that is not there, and one that is longer than its row.
        [half(row, 0)],
        [half(row, (at(HEAD.cores) << 10) | 1)],
        [half(row, 0x3ff)],
      ]),
    ).toEqual([String(last), expect.stringMatching(/^\d+$/), ...[0, 1, 2].map(() => String(row))]);
  });

  /** One group whose ring buffers have all the bits; a record of a second one lies behind the table, which has one entry. */
  interface Handmade {
    readonly n: number;
    readonly bits: readonly [index: number, type: number, delay: number];
    readonly stepsPerTick?: number;
    /** Group that a change of a bias names. */
    readonly changeOf?: number;
  }

  function handmade({ n, bits, stepsPerTick = 1, changeOf }: Handmade): Uint8Array {
    const SIZE = 160_000;
    const image = new DataView(new ArrayBuffer(SIZE));
    const put = (offset: number, ...words: readonly number[]) =>
      words.forEach((word, k) => image.setUint32(offset + 4 * k, word, true));
    const coreTable = 52;
    const constant = coreTable + 2 * CORE_BYTES;
    const changes = constant + 4;
    const rowTable = changes + 16;
    // Rows of no length lie where the image begins to change.
    const changing = rowTable + 4 * (n + 1);
    const ring = changing;
    const state = ring + 2 * 2 ** bits.reduce((sum, each) => sum + each);
    const random = state + 16 * n;
    const bias = random + 16;
    const fired = bias + 4 * n;
    put(0, at(HEAD.magic), 0, n, n, 1, coreTable, rowTable, changing);
    put(HEAD.changes, changes, changeOf === undefined ? 0 : 1, changing, fired, n * stepsPerTick);
    for (const record of [coreTable, coreTable + CORE_BYTES]) {
      put(record, 0, n, 0, stepsPerTick, ...bits, 0, 0, 0, ring, state, random);
      for (let k = 0; k < 13; k++) put(record + CORE.parameter + 4 * k, k === 3 ? PER_ATOM + bias : constant);
    }
    put(changes, 0, changeOf ?? 0, 0, 0);
    return new Uint8Array(image.buffer);
  }

  it.each([
    ["a group of all neurons, as many as its index has", { n: 2, bits: [1, 1, 1] }],
    ["15 bits of index, 16 in all", { n: 2, bits: [15, 1, 0] }],
    ["15 bits of type", { n: 2, bits: [1, 15, 0] }],
    ["15 bits of delay", { n: 1, bits: [0, 1, 15] }],
    ["255 steps a tick", { n: 2, bits: [1, 1, 1], stepsPerTick: 255 }],
    ["a change of the last group", { n: 2, bits: [1, 1, 1], changeOf: 0 }],
  ] as const)("takes %s", (_what, machine) => {
    const path = join(scratch, "handmade.bin");
    writeFileSync(path, handmade(machine));
    expect(ask([`image ${path}`])).toEqual(["sound"]);
  });

  it("does not take the record behind the table for a group", () => {
    const path = join(scratch, "handmade.bin");
    const image = handmade({ n: 2, bits: [1, 1, 1], changeOf: 1 });
    writeFileSync(path, image);
    expect(ask([`image ${path}`])).toEqual([String(at(HEAD.changes, image))]);
  });

  it("takes a blank image for a machine without neurons, but no other that has not its mark", () => {
    const blank = Array.from({ length: 13 }, (_, k) => [4 * k, 0] as const);
    expect(check([blank, [...blank.slice(0, 12), [48, 0x0100_0000]], [[0, at(0) + 1]]])).toEqual(["sound", "0", "0"]);
    expect(check([[]], 48)).toEqual(["0"]);
  });
});

describe("the firmware's rounding", () => {
  it("of a product is down, or to the nearest with ties upward, on both sides of every tie", () => {
    const HALF = 1 << 14;
    const cases = [-3, -1, 0, 1, 5].flatMap((whole) =>
      [HALF - 1, HALF, HALF + 1].map((rest) => ({ x: 1, y: whole * 2 ** 15 + rest, whole, rest })),
    );
    const asked = cases.flatMap(({ x, y }) => [`multiply 0 ${x} ${y}`, `multiply 1 ${x} ${y}`]);
    const due = cases.flatMap(({ whole, rest }) => [`${whole} 0`, `${whole + (rest >= HALF ? 1 : 0)} 0`]);
    expect(ask(asked)).toEqual(due);
  });

  it("of a product saturates or wraps at the ends of 32 bits", () => {
    const top = 2 ** 31 - 1;
    // (2^31 - 1)·2^15 / 2^15 is the last that fits; half a unit more is rounded beyond it.
    expect(ask([`multiply 1 ${top} 32768`, `multiply 1 ${top} 32769`, `multiply 1 ${-top - 1} 32769`])).toEqual([
      `${top} 0`,
      `${top} 1`,
      `${-top - 1} 1`,
    ]);
    expect(ask([`multiply 0 ${top} 32769`])).toEqual([`${-(2 ** 31) + 65_534} 1`]);
  });

  it("of a decay is down, or to the nearest with ties upward", () => {
    const HALF = 2 ** 31;
    const cases = [-7, -1, 1, 3].flatMap((x) => [HALF - 1, HALF, HALF + 1].map((u) => ({ x, u })));
    const floor = (n: bigint) => n >> 32n;
    expect(ask(cases.flatMap(({ x, u }) => [`decay 0 ${x} ${u}`, `decay 1 ${x} ${u}`]))).toEqual(
      cases.flatMap(({ x, u }) => {
        const exact = BigInt(x) * BigInt(u);
        return [`${floor(exact)} 0`, `${floor(exact + (1n << 31n))} 0`];
      }),
    );
  });
});
