/** The short cut of updateCore against the specification updateAtom, with words around every edge of int32. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createArithmetic } from "./arithmetic.js";
import type { NeuronModel } from "../../../src/program/spinnaker/machine-image.js";
import type { CoreState } from "./core-state.js";
import { updateAtom } from "./update-atom.js";
import { updateCore } from "./update-core.js";

const small = fc.integer({ min: -5_000_000, max: 5_000_000 });
const word = fc.oneof(
  fc.constantFrom(0, 1, -1, 32768, -32768, 0x7fffffff, -0x80000000, 0x40000000, -0x40000000),
  fc.integer({ min: -0x80000000, max: 0x7fffffff }),
  fc.integer({ min: 0x7fffffff - 3_000_000, max: 0x7fffffff }),
  fc.integer({ min: -0x80000000, max: -0x80000000 + 3_000_000 }),
  small,
);
const fraction = fc.oneof(fc.constantFrom(0, 1, 0xffffffff), fc.integer({ min: 0, max: 0xffffffff }));

const atoms = fc.record({
  model: fc.constantFrom<NeuronModel>("IF_curr_exp", "IF_curr_delta", "IF_cond_exp"),
  v: word,
  excitatory: word,
  inhibitory: word,
  vRest: word,
  vReset: small,
  vThreshold: word,
  iOffset: word,
  refractory: fc.constantFrom(0, 0, -1, 2),
  resistance: fc.oneof(fc.constant(32768), fc.integer({ min: 0, max: 0x7fffffff })),
  expTC: fc.integer({ min: 0, max: 32768 }),
  decayExcitatory: fraction,
  decayInhibitory: fraction,
  reversalExcitatory: word,
  reversalInhibitory: word,
  deltaScale: fc.constantFrom(32768, 327_570, 16_384),
});

type Atom = typeof atoms extends fc.Arbitrary<infer T> ? T : never;

function stateOf(atom: Atom): CoreState {
  const { model, deltaScale, decayExcitatory, decayInhibitory, ...words } = atom;
  const arrays = Object.fromEntries(
    Object.entries(words).map(([name, value]) => [name, Int32Array.of(value)]),
  ) as unknown as Record<keyof typeof words, Int32Array>;
  return {
    n: 1,
    model,
    stepsPerTick: 1,
    deltaScale,
    ...arrays,
    refractoryPeriod: Int32Array.of(3),
    decayExcitatory: Uint32Array.of(decayExcitatory),
    decayInhibitory: Uint32Array.of(decayInhibitory),
    initExcitatory: new Uint32Array(1),
    initInhibitory: new Uint32Array(1),
    leftShifts: [0, 0],
    indexBits: 1,
    overflows: new Uint32Array(1),
  };
}

describe("updateCore", () => {
  it("gives the words, spikes and overflow counts of the specification for any words", () => {
    let overflows = 0;
    fc.assert(
      fc.property(atoms, (atom) => {
        const [fast, exact] = [stateOf(atom), stateOf(atom)];
        const spikes = updateCore(fast, createArithmetic("floor", 0, 0), new Uint32Array(1));
        expect(spikes).toBe(updateAtom(exact, 0, createArithmetic("floor", 0, 0)));
        expect(fast).toEqual(exact);
        overflows += exact.overflows[0];
      }),
      { numRuns: 6000 },
    );
    expect(overflows).toBeGreaterThan(500);
  });
});
