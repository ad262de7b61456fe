/** Random networks in integers, for tests and benches of the back half: fixed in-degree from one population and one source pool. */
import { CounterStream } from "../../src/numerics/philox.js";
import type { SpikeSource } from "../../src/network/types.js";
import type { SynapseGroup } from "../../src/program/loihi/program.js";
import { LOIHI1 } from "../../src/targets/loihi/loihi1.js";
import { quantizedFromIntegers, type IntegerProjection } from "./integer-network.js";
import type { Quantized } from "./stages.js";

export interface RandomIntegerNetwork {
  readonly neurons: number;
  /** Recurrent inputs a neuron, drawn with replacement. */
  readonly indegree: number;
  /** Spike sources, and inputs a neuron has from them. */
  readonly sources?: number;
  readonly sourceIndegree?: number;
  readonly maxDelay?: number;
  readonly weightBits?: number;
  readonly profiles?: number;
  readonly seed?: number;
}

/** A fifth of the neurons inhibits: two groups by sign, and a third, mixed one for spike sources. */
export function randomQuantized(wanted: RandomIntegerNetwork): Quantized {
  const {
    neurons: n,
    indegree,
    sources = 0,
    sourceIndegree = 0,
    maxDelay = 0,
    weightBits = 8,
    profiles = 1,
    seed = 1,
  } = wanted;
  const excitatory = Math.ceil(n * 0.8);
  const groups: SynapseGroup[] = [
    { name: "E", weightExponent: 0, weightBits, signMode: "excitatory", graded: false, plasticity: null },
    { name: "I", weightExponent: 1, weightBits, signMode: "inhibitory", graded: false, plasticity: null },
    { name: "X", weightExponent: -1, weightBits, signMode: "mixed", graded: false, plasticity: null },
  ];
  const draw = new CounterStream(seed, 7);
  const rows = (
    name: string,
    preFirst: number,
    preSize: number,
    degree: number,
    preKind: "population" | "source",
  ): IntegerProjection => {
    const total = n * degree;
    const source = new Uint32Array(total);
    const mantissa = new Int16Array(total);
    const group = new Uint8Array(total);
    const delay = new Uint8Array(total);
    for (let k = 0; k < total; k++) {
      source[k] = draw.below(preSize);
      const magnitude = draw.below(2 ** weightBits) << (8 - weightBits);
      if (preKind === "source") {
        group[k] = 2;
        mantissa[k] = (draw.below(2 ** weightBits) - 2 ** (weightBits - 1)) << (9 - weightBits);
      } else {
        group[k] = source[k] < excitatory ? 0 : 1;
        mantissa[k] = group[k] === 0 ? magnitude : -magnitude;
      }
      delay[k] = draw.below(maxDelay + 1);
    }
    return {
      name,
      preFirst,
      preSize,
      preKind,
      rowStart: Uint32Array.from({ length: n + 1 }, (_, i) => i * degree),
      source,
      mantissa,
      group,
      delay,
    };
  };
  const pool: SpikeSource[] =
    sources === 0
      ? []
      : [
          {
            name: "pool",
            index: 0,
            first: n,
            size: sources,
            kind: "poisson",
            rate: 10,
            startStep: 0,
            stopStep: 1000,
            stream: 3,
            spikeSteps: new Uint32Array(),
            spikeIds: new Uint32Array(),
          },
        ];
  const constant = (value: number) => new Int32Array(n).fill(value);
  return quantizedFromIntegers(
    {
      seed,
      neurons: {
        du: constant(400),
        dv: Int32Array.from({ length: n }, (_, i) => 100 + (i % profiles)),
        thresholdMantissa: constant(1000),
        biasMantissa: Int32Array.from({ length: n }, (_, i) => (i % 100) - 50),
        biasExponent: constant(3),
        refractory: constant(3),
        u0: constant(0),
        v0: Int32Array.from({ length: n }, (_, i) => i),
      },
      vmin: -(2 ** 23) + 1,
      vmax: 2 ** 23 - 1,
      groups,
      projections: [
        ...(indegree > 0 ? [rows("recurrent", 0, n, indegree, "population")] : []),
        ...(sources > 0 ? [rows("input", n, sources, sourceIndegree, "source")] : []),
      ],
      sources: pool,
      steps: 1000,
    },
    LOIHI1,
  );
}

/** The same with one weight, group and delay for all synapses of a projection, where one group can have them all. */
export function withEqualSynapses(quantized: Quantized): Quantized {
  return {
    ...quantized,
    projections: quantized.projections.map(({ mantissa, group, delay }) => ({
      mantissa: typeof mantissa === "number" ? mantissa : (mantissa[0] ?? 0),
      group: typeof group === "number" ? group : (group[0] ?? 0),
      delay: typeof delay === "number" ? delay : (delay[0] ?? 0),
    })),
  };
}
