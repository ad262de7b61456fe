import { createHash } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { createReference } from "../../emulator/reference/reference.js";
import { drawNetwork } from "../../src/network/draw-network.js";
import { CounterStream } from "../../src/numerics/philox.js";
import type { ExecutionTarget } from "../../src/program/execution-target.js";
import { emulatorOf } from "../../src/families/of-program.js";
import { attempt, judge, changedBytes, changeFields, peakMegabytes, scrambled, type Tally } from "../fuzz/mutate.js";
import { smallDescription, smallProgram } from "../fuzz/programs.js";

const CASES = 10_000;
const CUT = 23;

/** magic, sha256 of the program, sha256 of the body | length of the header, header, arrays */
const HEAD = 8 + 32 + 32;

function same(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}

interface Parts {
  readonly head: Buffer;
  readonly header: Record<string, unknown>;
  readonly arrays: Uint8Array;
}

function taken(bytes: Uint8Array): Parts {
  const data = Buffer.from(bytes);
  const end = HEAD + 4 + data.readUInt32LE(HEAD);
  return {
    head: data.subarray(0, HEAD - 32),
    header: JSON.parse(data.subarray(HEAD + 4, end).toString()) as Record<string, unknown>,
    arrays: data.subarray(end),
  };
}

function sealed(head: Buffer, body: Uint8Array): Uint8Array {
  return new Uint8Array(Buffer.concat([head, createHash("sha256").update(body).digest(), body]));
}

function put({ head, header, arrays }: Parts): Uint8Array {
  const json = Buffer.from(JSON.stringify(header) ?? "null");
  const length = Buffer.alloc(4);
  length.writeUInt32LE(json.length);
  return sealed(head, Buffer.concat([length, json, arrays]));
}

function changedCheckpoint(bytes: Uint8Array, number: number): Uint8Array {
  const draw = new CounterStream(3, 50, number);
  const parts = taken(bytes);
  if (number % 4 === 0) return sealed(parts.head, scrambled(bytes.subarray(HEAD), draw));
  if (number % 4 === 1) return put({ ...parts, arrays: changedBytes(parts.arrays, draw) });
  changeFields(parts, draw);
  return put({ ...taken(bytes), header: parts.header });
}

/** Float64 words, the sixth of them 48 bits of their sha256. */
function changedReference(bytes: Uint8Array, number: number): Uint8Array {
  const draw = new CounterStream(4, 50, number);
  const extremes = [0, 1, -1, 0.5, 1e9, 2 ** 32, 2 ** 53, 1e300, NaN, Infinity, -Infinity];
  let words = new Float64Array(Uint8Array.from(bytes).buffer);
  if (number % 4 === 0)
    words = new Float64Array(
      Uint8Array.from(scrambled(bytes, draw))
        .slice(0, 8 * Math.floor(bytes.length / 8) - 8 * draw.below(2))
        .buffer.slice(0, 8 * (Math.floor(bytes.length / 8) - 14)),
    );
  for (let change = 1 + draw.below(3); change > 0; change--)
    words[draw.below(words.length)] = extremes[draw.below(extremes.length)];
  if (number % 4 === 1) words = words.slice(0, draw.below(words.length));
  if (words.length > 5) {
    words[5] = 0;
    words[5] = createHash("sha256").update(new Uint8Array(words.buffer)).digest().readUIntBE(0, 6);
  }
  return new Uint8Array(words.buffer);
}

interface Kind {
  readonly create: () => Promise<ExecutionTarget> | ExecutionTarget;
  readonly change: (bytes: Uint8Array, number: number) => Uint8Array;
}

const kinds: readonly [name: string, kind: Kind][] = [
  ["the Loihi emulator", { create: () => emulatorOf(smallProgram("loihi1")), change: changedCheckpoint }],
  ["the SpiNNaker emulator", { create: () => emulatorOf(smallProgram("spinnaker1")), change: changedCheckpoint }],
  [
    "the float64 reference",
    { create: () => createReference(drawNetwork(smallDescription())), change: changedReference },
  ],
];

describe.each(kinds)("a checkpoint of %s", (name, { create, change }) => {
  let target: ExecutionTarget;
  let bytes: Uint8Array;
  beforeAll(async () => {
    target = await create();
    await target.advance(CUT, () => {});
    target.inject([{ step: CUT + 2, id: 1, count: 2 }]);
    bytes = await target.checkpoint();
  });

  it("10,000 changed ones are refused with a sentence, or give a state that runs and is saved again as it was read", async () => {
    const tally: Tally = { accepted: 0, refused: 0 };
    for (let number = 0; number < CASES; number++) {
      const bad = change(bytes, number);
      await attempt(tally, number, async () => {
        await target.restore(bad);
        const again = await target.checkpoint();
        await target.advance(4, () => {});
        await target.restore(again);
        expect(same(await target.checkpoint(), again)).toBe(true);
      });
    }
    expect(judge(`checkpoints of ${name}`, tally)).toEqual({ refused: true, accepted: true });
    await target.restore(bytes);
    expect(same(await target.checkpoint(), bytes)).toBe(true);
    expect(peakMegabytes()).toBeLessThan(1000);
  });

  it("a refused one leaves the state as it was", async () => {
    await target.restore(bytes);
    for (let number = 0; number < 200; number++) {
      let refused = false;
      await target.restore(change(bytes, number)).catch(() => (refused = true));
      if (refused) expect(same(await target.checkpoint(), bytes)).toBe(true);
      else await target.restore(bytes);
    }
  });
});

describe("a checkpoint of an emulator with one wrong number", () => {
  const wrong: [string, string, (header: Record<string, unknown>) => void][] = [
    ["loihi1", "a step of the past", (h) => (h.step = -1)],
    ["loihi1", "a step that was not run", (h) => (h.step = CUT + 1)],
    ["loihi1", "a horizon of its own", (h) => (h.horizon = 1)],
    ["loihi1", "fewer neurons", (h) => (h.size = 1)],
    ["loihi1", "spikes that are no list", (h) => (h.injected = "no")],
    ["loihi1", "a spike of the past", (h) => (h.injected = [{ step: 2, id: 0, count: 1 }])],
    ["loihi1", "a counter that is none", (h) => (h.counters = { ...(h.counters as object), spikes: -1 })],
    ["spinnaker1", "a tick that was not run", (h) => (h.tick = CUT + 1)],
    ["spinnaker1", "spikes beyond counting", (h) => (h.injected = [{ step: CUT, id: 0, count: 1e15, late: 0 }])],
    ["spinnaker1", "no spikes under way", (h) => (h.sent = [])],
  ];
  it.each(wrong)("%s: refuses %s", async (id, _what, spoil) => {
    const target = await emulatorOf(smallProgram(id));
    await target.advance(CUT, () => {});
    const parts = taken(await target.checkpoint());
    await target.restore(put(parts));
    spoil(parts.header);
    await expect(target.restore(put(parts))).rejects.toThrow(/checkpoint-(invalid|foreign)/);
  });

  it.each(["loihi1", "spinnaker1"])(
    "%s: reads one without a place for weights, and refuses weights that learned",
    async (id) => {
      const target = await emulatorOf(smallProgram(id));
      await target.advance(CUT, () => {});
      const bytes = await target.checkpoint();
      const parts = taken(bytes);
      const { weights, ...older } = parts.header;
      expect(weights).toEqual([]);
      await target.restore(put({ ...parts, header: older }));
      expect(same(await target.checkpoint(), bytes)).toBe(true);
      const learned = put({
        ...parts,
        header: { ...older, weights: [2] },
        arrays: Buffer.concat([parts.arrays, Buffer.alloc(8)]),
      });
      await expect(target.restore(learned)).rejects.toThrow(/this version has no plasticity .*checkpoint-format/);
      await expect(target.restore(put({ ...parts, header: { ...older, weights: "no" } }))).rejects.toThrow(
        /weights are no list/,
      );
      expect(same(await target.checkpoint(), bytes)).toBe(true);
    },
  );

  it.each(["loihi1", "spinnaker1"])("%s: refuses arrays that are too short or too long", async (id) => {
    const target = await emulatorOf(smallProgram(id));
    const parts = taken(await target.checkpoint());
    await expect(target.restore(put({ ...parts, arrays: parts.arrays.subarray(4) }))).rejects.toThrow(/fewer neurons/);
    await expect(
      target.restore(put({ ...parts, arrays: Buffer.concat([parts.arrays, Buffer.alloc(4)]) })),
    ).rejects.toThrow(/follow its end/);
  });
});
