/** Random integer networks with what Lava's connections differ in: exponents of both signs, widths, sign modes, delays, second synapses of a pair. */
import type { LoihiIntegers } from "../../../src/interchange/integers/loihi-integers.js";
import { CounterStream } from "../../../src/numerics/philox.js";
import type { InputPort } from "../../../src/program/header.js";
import type { SignMode, SynapseGroup } from "../../../src/program/loihi/program.js";

export interface RandomGroup {
  readonly signMode: SignMode;
  readonly exponent: number;
  readonly bits?: number;
  /** Index of a population, or `input`. */
  readonly from: number | "input";
  readonly to: number;
  /** Synapses a target neuron; sources are drawn with replacement. */
  readonly indegree: number;
  readonly maxDelay?: number;
  /** Of the magnitude; 0..1 of the largest. */
  readonly strength?: number;
}

export interface RandomIntegers {
  readonly seed: number;
  readonly sizes: readonly number[];
  readonly groups: readonly RandomGroup[];
  readonly steps: number;
  /** Poisson sources of 60 Hz at 1 ms; with 900 Hz a source often fires twice in a step. */
  readonly sources?: number;
  readonly rate?: number;
  /** Different du, dv and threshold in a population. */
  readonly registerSets?: number;
  readonly bias?: number;
  readonly threshold?: number;
}

export function randomIntegers(wanted: RandomIntegers): LoihiIntegers {
  const { seed, sizes, steps, sources = 0, rate = 60, registerSets = 1, bias = 400, threshold = 900 } = wanted;
  const draw = new CounterStream(seed, 41);
  const firsts = sizes.map((_, p) => sizes.slice(0, p).reduce((a, b) => a + b, 0));
  const size = sizes.reduce((a, b) => a + b, 0);
  const port: InputPort = {
    ...{ name: "input", first: size, size: sources, kind: "poisson", rate: Float64Array.of(rate), startStep: 0 },
    ...{ stopStep: steps, stream: 9, spikeSteps: new Uint32Array(), spikeIds: new Uint32Array() },
  };
  const rows: { pre: number; post: number; mantissa: number; group: number; delay: number }[] = [];
  const groups = wanted.groups.map((of, group): SynapseGroup => {
    const { signMode, exponent, bits = 8, from, to, indegree, maxDelay = 0, strength = 1 } = of;
    const dropped = 8 - bits + (signMode === "mixed" ? 1 : 0);
    const levels = Math.ceil(2 ** bits * strength);
    const [first, count] = from === "input" ? [size, sources] : [firsts[from], sizes[from]];
    for (let i = 0; i < sizes[to]; i++)
      for (let k = 0; k < indegree; k++) {
        const magnitude = draw.below(levels);
        const level =
          signMode === "mixed" ? magnitude - levels / 2 : signMode === "inhibitory" ? -magnitude : magnitude;
        rows.push({
          ...{ pre: first + draw.below(count), post: firsts[to] + i, mantissa: Math.floor(level) << dropped, group },
          delay: draw.below(maxDelay + 1),
        });
      }
    return {
      ...{ name: `${from}→${to} ${signMode}`, weightExponent: exponent, weightBits: bits, signMode },
      ...{ graded: false, plasticity: null },
    };
  });
  rows.sort(
    (a, b) => a.pre - b.pre || a.post - b.post || a.group - b.group || a.delay - b.delay || a.mantissa - b.mantissa,
  );
  const rowStart = new Uint32Array(size + sources + 1);
  for (const { pre } of rows) rowStart[pre + 1]++;
  for (let id = 0; id < size + sources; id++) rowStart[id + 1] += rowStart[id];
  const each = <T>(
    type: { from(source: { length: number }, of: (x: unknown, i: number) => number): T },
    of: (i: number) => number,
  ) => type.from({ length: size }, (_, i) => of(i));
  return {
    family: "loihi",
    profile: "lava",
    ...{ name: `random ${seed}`, target: "loihi1", board: "nahuku32", dt: 1, seed, steps, burnInSteps: 0, size },
    inputs: sources === 0 ? [] : [port],
    options: "{}",
    populations: sizes.map((n, p) => ({ name: `P${p}`, first: firsts[p], size: n })),
    neurons: {
      du: each(Uint16Array, (i) => 300 + 900 * (i % registerSets)),
      dv: each(Uint16Array, (i) => 80 + 30 * (i % registerSets)),
      thresholdMantissa: each(Uint32Array, (i) => threshold + 100 * (i % registerSets)),
      biasMantissa: each(Int16Array, () => draw.below(2 * bias + 1) - Math.floor(bias / 2)),
      biasExponent: each(Int8Array, (i) => i % 3),
      refractory: new Uint8Array(size),
      noise: new Int16Array(size).fill(-1),
      u0: each(Int32Array, () => draw.below(20_001) - 10_000),
      v0: each(Int32Array, () => draw.below(60_001) - 30_000),
    },
    noises: [],
    ...{ vmin: -(2 ** 23) + 1, vmax: 2 ** 23 - 1, groups },
    synapses: {
      rowStart,
      post: Uint32Array.from(rows, ({ post }) => post),
      mantissa: Int16Array.from(rows, ({ mantissa }) => mantissa),
      group: Uint16Array.from(rows, ({ group }) => group),
      delay: Uint8Array.from(rows, ({ delay }) => delay),
    },
    biasChanges: [],
    readback: { vLsb: Float64Array.of(1), vOffset: Float64Array.of(0) },
  };
}
