/** Rows so dense that the WebAssembly kernel has them as bitmaps: the spikes, states, saturations and losses of the plain kernel, whatever saturates. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createArena } from "../emulator/common/arena.js";
import { SpinnakerEmulator } from "../emulator/spinnaker/emulator.js";
import { BITMAP, bitmapArrays, BitmapClasses } from "../emulator/spinnaker/kernel/bitmap-classes.js";
import { PLAIN_KERNEL } from "../emulator/spinnaker/kernel/plain-kernel.js";
import { ringGroups } from "../emulator/spinnaker/kernel/ring-groups.js";
import { mostHalfWords, RowStream } from "../emulator/spinnaker/kernel/row-stream.js";
import { WASM_KERNEL } from "../emulator/spinnaker/kernel/wasm-kernel.js";
import { contentHash } from "../src/numerics/content-hash.js";
import { CounterStream } from "../src/numerics/philox.js";
import { hex } from "../src/numerics/sha256.js";
import type { MachineImage, SpinnakerCore } from "../src/program/spinnaker/machine-image.js";
import { encodeSynapse, FIELD_BITS } from "../src/program/spinnaker/synaptic-word.js";

interface Wanted {
  readonly seed: number;
  readonly cores: number;
  readonly atoms: number;
  readonly indexBits: number;
  readonly delayBits: number;
  /** Words of a row, for each atom of a core. */
  readonly density: number;
  readonly weights: readonly number[];
  /** Rows with one delay; others have any. */
  readonly oneDelay: boolean;
  /** Words of other weights in each row. */
  readonly strangers: number;
  readonly spikesATick: number;
  readonly anyLate: boolean;
}

const wanted = fc.record<Wanted>({
  seed: fc.nat(1000),
  cores: fc.integer({ min: 1, max: 5 }),
  atoms: fc.integer({ min: 65, max: 128 }),
  indexBits: fc.integer({ min: 7, max: 8 }),
  delayBits: fc.integer({ min: 1, max: 4 }),
  density: fc.constantFrom(0.05, 0.2, 0.6, 1.5),
  weights: fc.constantFrom([1], [300], [900, 901], [5000], [20_000, 7], [65_535]),
  oneDelay: fc.boolean(),
  strangers: fc.constantFrom(0, 0, 3),
  spikesATick: fc.constantFrom(1, 6, 20, 300),
  anyLate: fc.boolean(),
});

function machine({
  seed,
  cores,
  atoms,
  indexBits,
  delayBits,
  density,
  weights,
  oneDelay,
  strangers,
}: Wanted): MachineImage {
  const draw = new CounterStream(seed, 5);
  const size = cores * atoms;
  const layout = { indexBits, typeBits: 1, delayBits };
  const raw = (x: number) => Int32Array.of(Math.round(x * 32768));
  const shapes = Array.from({ length: size }, () => ({
    type: draw.below(2),
    weight: weights[draw.below(weights.length)],
    delay: 1 + draw.below(2 ** delayBits),
  }));
  return {
    size,
    dt: 1,
    dtRaw: 32768,
    rounding: "floor",
    seed,
    populations: [{ name: "A", first: 0, size }],
    cores: Array.from({ length: cores }, (_, c): SpinnakerCore => {
      const rowStart = [0];
      const words: number[] = [];
      for (const shape of shapes) {
        for (let k = Math.round(density * atoms); k > 0; k--) {
          const delay = oneDelay ? shape.delay : 1 + draw.below(2 ** delayBits);
          words.push(encodeSynapse({ ...shape, delay, index: draw.below(atoms) }, layout));
        }
        for (let k = strangers; k > 0; k--)
          words.push(encodeSynapse({ ...shape, weight: 100 + draw.below(50), index: draw.below(atoms) }, layout));
        rowStart.push(words.length);
      }
      return {
        model: "IF_curr_exp",
        neurons: Uint32Array.from({ length: atoms }, (_, i) => c * atoms + i),
        synapseCores: 1,
        stepsPerTick: 1,
        parameters: {
          vInit: Int32Array.from({ length: atoms }, () => 32768 * -(50 + draw.below(20))),
          vRest: raw(-65),
          vReset: raw(-65),
          vThreshold: raw(-50),
          tauM: raw(20),
          cM: raw(1),
          iOffset: raw(0.7),
          tRefractory: raw(2),
          refractoryInit: Int32Array.of(0),
          excitatoryInit: raw(0),
          inhibitoryInit: raw(0),
          tauExcitatory: raw(5),
          tauInhibitory: raw(8),
        },
        layout,
        leftShifts: [3, 4],
        blocks: [{ firstSource: 0, sources: size, firstRow: 0, extraDelay: 0, synapseCore: 0, plasticity: null }],
        rowStart: Uint32Array.from(rowStart),
        words: Uint32Array.from(words),
      };
    }),
    poissonCores: [],
    hostSources: [],
    offsetChanges: [],
  };
}

const TICKS = 12;

async function trace(emulator: SpinnakerEmulator, { seed, cores, atoms, spikesATick, anyLate, delayBits }: Wanted) {
  const draw = new CounterStream(seed, 6);
  const found: unknown[] = [];
  const size = cores * atoms;
  for (let tick = 0; tick < TICKS; tick++) {
    const injected = Array.from({ length: spikesATick }, () => ({
      step: tick,
      id: draw.below(size),
      count: 1 + (draw.below(8) === 0 ? draw.below(3) : 0),
      ...(anyLate && draw.below(10) === 0 ? { late: draw.below(2 ** delayBits) } : {}),
    }));
    emulator.inject(injected);
    await emulator.advance(1, (step, ids, count) => found.push([step, ...ids.subarray(0, count)]));
    found.push(await emulator.counters(), hex(contentHash([await emulator.losses(), await emulator.checkpoint()])));
  }
  return found;
}

describe("dense rows", () => {
  it("give the spikes, counters, losses and states of the plain kernel", async () => {
    let saturations = 0;
    let calm = 0;
    await fc.assert(
      fc.asyncProperty(wanted, async (wish) => {
        const image = machine(wish);
        const plain = new SpinnakerEmulator(image, { kernel: PLAIN_KERNEL });
        const expected = await trace(plain, wish);
        expect(await trace(new SpinnakerEmulator(image, { kernel: WASM_KERNEL }), wish)).toEqual(expected);
        if (plain.machine.totals.saturations > 0) saturations++;
        else calm++;
      }),
      { numRuns: 60, seed: 16 },
    );
    // Both ways of adding were taken.
    expect(saturations).toBeGreaterThan(10);
    expect(calm).toBeGreaterThan(10);
  });

  it("keep every word, whatever form a row has", () => {
    let bitmaps = 0;
    fc.assert(
      fc.property(wanted, (wish) => {
        const { cores, size } = machine(wish);
        const groups = ringGroups(cores);
        const { arrays } = createArena({
          ...bitmapArrays(groups),
          stream: { kind: "uint16", length: mostHalfWords(cores) },
        });
        const classes = new BitmapClasses(groups, arrays.bitmapClasses);
        const stream = new RowStream(cores, groups, arrays.stream, classes);
        const starts = new Uint32Array(size + 1);
        stream.append(0, starts);
        expect(stream.length).toBeLessThanOrEqual(arrays.stream.length);
        for (let source = 0; source < size; source++) {
          const wantedWords = cores.flatMap(({ rowStart, words, layout }, c) =>
            [...words.subarray(rowStart[source], rowStart[source + 1])].map((word) => {
              const field = (word >>> (layout.indexBits + layout.typeBits)) & (2 ** layout.delayBits - 1);
              const column = word & (2 ** (layout.indexBits + layout.typeBits) - 1);
              return `core ${c} delay ${field} column ${column} weight ${word >>> FIELD_BITS}`;
            }),
          );
          const { words, found } = wordsOf(arrays.stream.subarray(starts[source], starts[source + 1]), starts[source]);
          bitmaps += found;
          expect(words.sort()).toEqual(wantedWords.sort());

          function wordsOf(row: Uint16Array, offset: number) {
            const words: string[] = [];
            let found = 0;
            for (let p = 0; p < row.length;) {
              const tell = (group: number, place: number, field: number, weight: number) => {
                const { firstBuffer, slotBits, delayBits } = groups[group];
                const core = firstBuffer + (place >>> (slotBits + delayBits));
                words.push(`core ${core} delay ${field} column ${place & (2 ** slotBits - 1)} weight ${weight}`);
              };
              if (row[p] & BITMAP) {
                found++;
                const [group, delay, weight, type, indexBits, , bytes] = arrays.bitmapClasses.subarray(
                  8 * (row[p] ^ BITMAP),
                  8 * (row[p] ^ BITMAP) + 8,
                );
                const { slotBits, delayBits } = groups[group];
                const from = Math.ceil((offset + p + 4) / 8) * 8 - offset;
                for (let bit = 0; bit < 8 * bytes; bit++)
                  if ((row[from + (bit >>> 4)] >>> (bit & 15)) & 1) {
                    const buffer = bit >>> indexBits;
                    tell(
                      group,
                      (buffer << (slotBits + delayBits)) | type | (bit & (2 ** indexBits - 1)),
                      delay,
                      weight,
                    );
                  }
                const again = from + bytes / 2;
                for (let k = 0; k < row[p + 2]; k++) tell(group, row[again + k], delay, weight);
                p = again + row[p + 2];
              } else {
                const [group, kind, n, weight] = row.subarray(p, p + 4);
                const { slotBits, delayBits } = groups[group];
                for (let k = 0; k < n; k++) {
                  const place = row[p + 4 + k];
                  const field = kind & 2 ? kind >>> 2 : (place >>> slotBits) & (2 ** delayBits - 1);
                  tell(group, place, field, kind & 1 ? weight : row[p + 4 + n + k]);
                }
                p += 4 + (kind & 1 ? n : 2 * n);
              }
            }
            return { words, found };
          }
        }
      }),
      { numRuns: 30, seed: 17 },
    );
    expect(bitmaps).toBeGreaterThan(1000);
  });
});
