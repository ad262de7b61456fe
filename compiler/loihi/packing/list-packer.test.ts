import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  droppedBits,
  SynapseMemoryWriter,
  synapseBits,
  weightField,
} from "../../../src/program/loihi/synapse-memory.js";
import type { SynapseGroup } from "../../../src/program/loihi/program.js";
import { LOIHI1 } from "../../../src/targets/loihi/loihi1.js";
import { longestBlock } from "../../../src/targets/loihi/target.js";
import { CoreLayoutWorkspace } from "../core-layout.js";
import type { CoreLayout } from "../stages.js";
import { IncomingSynapses } from "../incoming-synapses.js";
import { randomQuantized, withEqualSynapses } from "../random-integer-network.fixture.js";
import { AxonTables, ListPacker } from "./list-packer.js";

/** Every list written out block by block, bit by bit, and taken back where the slot of its hash has an equal one. */
function oneByOne(layout: CoreLayout, groups: readonly SynapseGroup[]) {
  const { listOf, start, compartment, mantissa, group, delay, base, formats, formatOf } = layout;
  const writer = new SynapseMemoryWriter(LOIHI1.synapse);
  const most = longestBlock(LOIHI1.synapse);
  const axons = layout.sources.length;
  const axonStart: number[] = [];
  const axonEnd: number[] = [];
  const known = new Int32Array(2 ** Math.ceil(Math.log2(4 * axons + 1))).fill(-1);
  for (let a = 0; a < axons; a++) {
    const firstWord = writer.words;
    const l = listOf[a];
    for (let k = start[l]; k < start[l + 1];) {
      const g = group[k];
      const format = formats[formatOf[g]];
      let run = k;
      while (run < start[l + 1] && group[run] === g && run < k + most) run++;
      writer.beginBlock(formatOf[g] + 1, run - k, synapseBits(format));
      for (; k < run; k++) {
        writer.put(
          weightField(mantissa[k], groups[g].signMode, droppedBits(groups[g], LOIHI1), format.weightBits),
          format.weightBits,
        );
        writer.put(delay[k], format.delayBits);
        if (format.indexBits > 0) writer.put(compartment[k] - base[l], format.indexBits);
      }
    }
    const words = writer.words - firstWord;
    const slot = writer.hashWords(firstWord, writer.words) % known.length;
    const same = known[slot];
    if (same < 0) known[slot] = a;
    const shared =
      same >= 0 && axonEnd[same] - axonStart[same] === words && writer.sameWords(axonStart[same], firstWord, words);
    if (shared) writer.truncate(firstWord);
    axonStart.push(shared ? axonStart[same] : firstWord);
    axonEnd.push(shared ? axonEnd[same] : writer.words);
  }
  return { axonStart, axonEnd, axonBase: Array.from(listOf, (l) => base[l]), synapseMemory: [...writer.image()] };
}

describe("ListPacker", () => {
  it("writes the words, and shares the lists, that writing them bit by bit gives, core after core", () => {
    fc.assert(
      fc.property(
        fc.record({
          neurons: fc.integer({ min: 2, max: 200 }),
          indegree: fc.integer({ min: 0, max: 120 }),
          sources: fc.integer({ min: 1, max: 5 }),
          sourceIndegree: fc.integer({ min: 0, max: 3 }),
          maxDelay: fc.constantFrom(0, 1, 5, 63),
          weightBits: fc.constantFrom(1, 2, 4, 8),
          seed: fc.integer({ min: 1, max: 1e6 }),
        }),
        fc.integer({ min: 1, max: 200 }),
        fc.boolean(),
        (wanted, perCore, equal) => {
          const drawn = randomQuantized(wanted);
          const quantized = equal ? withEqualSynapses(drawn) : drawn;
          const groups = quantized.scaled.groups;
          const workspace = new CoreLayoutWorkspace(new IncomingSynapses(quantized), groups, LOIHI1);
          const packer = new ListPacker(groups, LOIHI1);
          for (let first = 0; first < wanted.neurons; first += perCore) {
            const size = Math.min(perCore, wanted.neurons - first);
            const layout = workspace.layout(Uint32Array.from({ length: size }, (_, c) => first + c));
            const { axonStart, axonEnd, axonBase, synapseMemory } = packer.pack(
              layout,
              new AxonTables(layout.sources.length),
            );
            expect({
              axonStart: [...axonStart],
              axonEnd: [...axonEnd],
              axonBase: [...axonBase],
              synapseMemory: [...synapseMemory],
            }).toEqual(oneByOne(layout, groups));
          }
        },
      ),
      { numRuns: 40 },
    );
  });
});
