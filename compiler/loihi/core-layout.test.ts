import fc from "fast-check";
import { expect, it } from "vitest";
import { listBits, synapseBits } from "../../src/program/loihi/synapse-memory.js";
import { LOIHI1 } from "../../src/targets/loihi/loihi1.js";
import { CoreLayoutWorkspace } from "./core-layout.js";
import { IncomingSynapses } from "./incoming-synapses.js";
import { randomQuantized, withEqualSynapses } from "./random-integer-network.fixture.js";

type Synapse = readonly [group: number, compartment: number, mantissa: number, delay: number];

/** By source, ascending: its synapses on these neurons, by group, then compartment. */
function listsOf(incoming: IncomingSynapses, neurons: Uint32Array): [source: number, list: Synapse[]][] {
  const lists = new Map<number, Synapse[]>();
  neurons.forEach((neuron, c) => {
    for (const { rowStart, postFirst, preFirst, source, mantissa, group, delay } of incoming.rowsOf(neuron)) {
      for (let k = rowStart[neuron - postFirst]; k < rowStart[neuron - postFirst + 1]; k++) {
        const of = (values: number | ArrayLike<number>) => (typeof values === "number" ? values : values[k]);
        const list = lists.get(preFirst + source[k]) ?? [];
        lists.set(preFirst + source[k], [...list, [of(group), c, of(mantissa), of(delay)]]);
      }
    }
  });
  const inOrder = (list: Synapse[]) => list.sort(([g, c], [h, d]) => g - h || c - d);
  return [...lists].sort(([a], [b]) => a - b).map(([source, list]) => [source, inOrder(list)]);
}

it("has the list of every source of any core, and counts the bits of all of them, whether lists are shared or not", () => {
  let shared = 0;
  fc.assert(
    fc.property(
      fc.record({
        neurons: fc.integer({ min: 2, max: 60 }),
        indegree: fc.integer({ min: 0, max: 40 }),
        sources: fc.integer({ min: 1, max: 5 }),
        sourceIndegree: fc.integer({ min: 0, max: 3 }),
        maxDelay: fc.constantFrom(0, 1, 5, 63),
        weightBits: fc.integer({ min: 1, max: 8 }),
        seed: fc.integer({ min: 1, max: 1e6 }),
      }),
      fc.boolean(),
      fc.array(fc.tuple(fc.integer({ min: 1, max: 60 }), fc.nat()), { minLength: 1, maxLength: 4 }),
      (wanted, equal, cores) => {
        const quantized = equal ? withEqualSynapses(randomQuantized(wanted)) : randomQuantized(wanted);
        const incoming = new IncomingSynapses(quantized);
        const workspace = new CoreLayoutWorkspace(incoming, quantized.scaled.groups, LOIHI1);
        for (const [most, offset] of cores) {
          const size = Math.min(most, wanted.neurons);
          const neurons = Uint32Array.from({ length: size }, (_, c) => (c + offset) % wanted.neurons);
          const { sources, listOf, start, group, compartment, mantissa, delay, formats, formatOf, bits } =
            workspace.layout(neurons);
          if (start.length - 1 < sources.length) shared++;
          const lists = Array.from(sources, (source, a) => {
            const list: Synapse[] = [];
            for (let k = start[listOf[a]]; k < start[listOf[a] + 1]; k++)
              list.push([group[k], compartment[k], mantissa[k], delay[k]]);
            return [source, list];
          });
          const expected = listsOf(incoming, neurons);
          expect(lists).toEqual(expected);
          let sum = 0;
          for (const [, list] of expected)
            for (const g of new Set(list.map(([of]) => of))) {
              const n = list.filter(([of]) => of === g).length;
              sum += listBits(n, synapseBits(formats[formatOf[g]]), LOIHI1.synapse);
            }
          expect(bits).toBe(sum);
        }
      },
    ),
    { numRuns: 100 },
  );
  expect(shared).toBeGreaterThan(10);
});
