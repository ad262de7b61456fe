/**
 * A balanced network of integers for boards: 4/5 excitatory, 1/5 inhibitory neurons, fixed in-degree, constant drive above threshold,
 * inhibition that dominates; a few Poisson sources on top. Everything a core can do is in use: delays, exponents, spread of every register.
 */
import { compileQuantized } from "../../compiler/loihi/compile-quantized.js";
import { quantizedFromIntegers, type IntegerProjection } from "../../compiler/loihi/integer-network.js";
import type { SpikeSource } from "../../src/network/types.js";
import { CounterStream } from "../../src/numerics/philox.js";
import type { LoihiProgram, SynapseGroup } from "../../src/program/loihi/program.js";
import { LOIHI1 } from "../../src/targets/loihi/loihi1.js";
import type { LoihiProfile, LoihiTarget } from "../../src/targets/loihi/target.js";

export interface BalancedNetwork {
  readonly seed: number;
  readonly neurons: number;
  /** Synapses a neuron receives from each of the two populations. */
  readonly inDegree: number;
  readonly profile: LoihiProfile;
  readonly steps: number;
  /** Poisson sources. */
  readonly sources?: number;
  /** Weights, drive and initial state so large that u and v overflow now and then. */
  readonly violent?: boolean;
  /** Neurons that a core holds at most; absent: as many as the chip's do. */
  readonly neuronsPerCore?: number;
  /** Of the weights of excitatory neurons, of inhibitory neurons and of sources. */
  readonly exponents?: readonly [number, number, number];
  /** Delays are drawn from 0 to this. */
  readonly longestDelay?: number;
  /** Registers of a neuron that differ from the usual ones. */
  readonly registers?: (i: number) => { dv: number; thresholdMantissa: number; refractory: number };
}

const LONGEST_DELAY = 14;

export function balancedIntegerNetwork({
  seed,
  neurons: n,
  inDegree,
  profile,
  steps,
  sources = 8,
  violent = false,
  neuronsPerCore,
  exponents,
  longestDelay = violent ? LONGEST_DELAY : 2,
  registers = (i) => ({
    dv: [200, 160, 4095, 0][violent ? i % 4 : i % 2],
    thresholdMantissa: [6000, 7000, 131071][violent ? i % 3 : i % 2],
    refractory: i % 4,
  }),
}: BalancedNetwork): { program: LoihiProgram; target: LoihiTarget } {
  const draw = new CounterStream(seed, 41);
  const between = (low: number, high: number) => low + draw.below(high - low + 1);
  const values = (low: number, high: number) => Int32Array.from({ length: n }, () => between(low, high));
  const excitatory = Math.round(0.8 * n);
  const inhibitory = n - excitatory;
  const lava = profile === "lava";
  // The board counts sums of lava that leave 16 bits as errors: stay below.
  const exponent = violent ? (lava ? 4 : 6) : 0;
  const [ofE, ofI, ofNoise] = exponents ?? [exponent, exponent + 1, exponent];
  const groups: SynapseGroup[] = [
    { name: "E→", weightExponent: ofE, weightBits: 8, signMode: "excitatory", graded: false, plasticity: null },
    {
      name: "I→",
      weightExponent: ofI,
      weightBits: 8,
      signMode: "inhibitory",
      graded: false,
      plasticity: null,
    },
    { name: "noise→", weightExponent: ofNoise, weightBits: 8, signMode: "mixed", graded: false, plasticity: null },
  ];
  const projection = (
    name: string,
    preFirst: number,
    preSize: number,
    preKind: "population" | "source",
    group: number,
    degree: number,
    weight: () => number,
  ): IntegerProjection => {
    const total = n * degree;
    return {
      name,
      preFirst,
      preSize,
      preKind,
      group,
      rowStart: Uint32Array.from({ length: n + 1 }, (_, i) => i * degree),
      source: Uint32Array.from({ length: total }, () => draw.below(preSize)),
      mantissa: Int32Array.from({ length: total }, weight),
      delay: Uint8Array.from({ length: total }, () => between(0, longestDelay)),
    };
  };
  const noise: SpikeSource = {
    name: "noise",
    index: 0,
    first: n,
    size: sources,
    kind: "poisson",
    rate: 50,
    startStep: 0,
    stopStep: steps,
    stream: 3,
    spikeSteps: new Uint32Array(),
    spikeIds: new Uint32Array(),
  };
  const limit = 2 ** 23 - 1;
  const compartmentsPerCore =
    neuronsPerCore === undefined
      ? LOIHI1.limits.compartmentsPerCore
      : { value: neuronsPerCore, source: "a test, for more than one core" };
  const target: LoihiTarget = { ...LOIHI1, limits: { ...LOIHI1.limits, compartmentsPerCore } };
  const quantized = quantizedFromIntegers(
    {
      seed,
      steps,
      groups,
      sources: sources > 0 ? [noise] : [],
      vmin: lava || violent ? -limit : -(2 ** 20) + 1,
      vmax: limit,
      projections: [
        projection("E→", 0, excitatory, "population", 0, inDegree, () => between(20, 60)),
        projection("I→", excitatory, inhibitory, "population", 1, inDegree, () => -between(50, 130)),
        ...(sources > 0
          ? [
              projection(
                "noise→",
                n,
                sources,
                "source",
                2,
                2,
                () => 2 * between(violent ? -128 : -20, violent ? 127 : 60),
              ),
            ]
          : []),
      ],
      neurons: {
        du: Int32Array.from({ length: n }, (_, i) => [1000, 4095, 0, 700][violent ? i % 4 : 0]),
        dv: Int32Array.from({ length: n }, (_, i) => registers(i).dv),
        thresholdMantissa: Int32Array.from({ length: n }, (_, i) => registers(i).thresholdMantissa),
        biasMantissa: values(violent ? -4095 : 3300, 4095),
        biasExponent: violent ? values(0, 7) : values(3, 3),
        refractory: Int32Array.from({ length: n }, (_, i) => (lava ? 0 : registers(i).refractory)),
        u0: values(violent ? -(2 ** 23) + 1 : -1000, violent ? limit : 1000),
        v0: values(violent ? -limit : 0, violent ? limit : 384_000),
      },
      noises: [],
    },
    target,
  );
  return { program: compileQuantized(quantized, target, { profile, oversize: true }).program, target };
}
