/** Random programs for the emulator's property tests: everything the format can say, on many small cores. */
import { compileQuantized } from "../compiler/loihi/compile-quantized.js";
import { quantizedFromIntegers, type IntegerProjection } from "../compiler/loihi/integer-network.js";
import { CounterStream } from "../src/numerics/philox.js";
import type { SpikeSource } from "../src/network/types.js";
import type { InjectedSpike } from "../src/program/execution-target.js";
import type { LoihiProgram, SignMode, SynapseGroup } from "../src/program/loihi/program.js";
import { LOIHI1 } from "../src/targets/loihi/loihi1.js";
import type { LoihiProfile, LoihiTarget } from "../src/targets/loihi/target.js";

export interface RandomProgram {
  readonly program: LoihiProgram;
  readonly target: LoihiTarget;
  readonly injected: readonly InjectedSpike[];
  readonly steps: number;
}

export interface Wanted {
  readonly seed: number;
  readonly profile: LoihiProfile;
  readonly neurons: number;
  readonly maxDelay: number;
  readonly minDelay: number;
  /** Weights large enough that u, the accumulator and v overflow now and then. */
  readonly violent: boolean;
}

/** Small cores, so that a small network has many. */
const TARGET: LoihiTarget = {
  ...LOIHI1,
  limits: { ...LOIHI1.limits, compartmentsPerCore: { value: 5, source: "test" } },
};
const SIGNS: readonly SignMode[] = ["excitatory", "inhibitory", "mixed"];

export function randomProgram({ seed, profile, neurons: n, maxDelay, minDelay, violent }: Wanted): RandomProgram {
  const draw = new CounterStream(seed, 99);
  const between = (low: number, high: number) => low + draw.below(high - low + 1);
  const values = (low: number, high: number) => Int32Array.from({ length: n }, () => between(low, high));
  const lava = profile === "lava";
  const groups: SynapseGroup[] = [];
  const projection = (
    name: string,
    preFirst: number,
    preSize: number,
    preKind: "population" | "source",
    constant: boolean,
  ): IntegerProjection => {
    const signMode = SIGNS[draw.below(3)];
    const weightBits = between(2, 8);
    const dropped = 8 - weightBits + (signMode === "mixed" ? 1 : 0);
    const group = groups.length;
    const exponent = lava ? between(-4, violent ? 7 : 2) : between(-6, violent ? 6 : 0);
    groups.push({
      name,
      weightExponent: exponent,
      weightBits,
      signMode,
      graded: preKind === "source",
      plasticity: null,
    });
    const weight = () => {
      const field = draw.below(2 ** weightBits);
      return signMode === "mixed"
        ? (field - 2 ** (weightBits - 1)) << dropped
        : (signMode === "inhibitory" ? -1 : 1) * (field << dropped);
    };
    const one = weight();
    const delayOf = () => (constant ? minDelay : between(minDelay, maxDelay));
    const rowStart = new Uint32Array(n + 1);
    const source: number[] = [];
    const mantissa: number[] = [];
    const delay: number[] = [];
    for (let i = 0; i < n; i++) {
      for (let k = between(0, 8); k > 0; k--) {
        source.push(draw.below(preSize));
        mantissa.push(constant ? one : weight());
        delay.push(delayOf());
      }
      rowStart[i + 1] = source.length;
    }
    return { name, preFirst, preSize, preKind, rowStart, source, mantissa, group, delay };
  };
  const none = new Uint32Array();
  const poisson: SpikeSource = {
    name: "poisson",
    index: 0,
    first: n,
    size: 6,
    kind: "poisson",
    rate: 300,
    startStep: 3,
    stopStep: 70,
    stream: 5,
    spikeSteps: none,
    spikeIds: none,
  };
  const times: SpikeSource = {
    name: "times",
    index: 1,
    first: n + 6,
    size: 3,
    kind: "spike_times",
    rate: 0,
    startStep: 0,
    stopStep: 0,
    stream: 0,
    spikeSteps: Uint32Array.of(0, 4, 4, 4, 31),
    spikeIds: Uint32Array.of(1, 0, 2, 2, 1),
  };
  const oneToOne: IntegerProjection = {
    name: "drive",
    preFirst: n,
    preSize: 6,
    preKind: "source",
    rowStart: Uint32Array.from({ length: n + 1 }, (_, i) => Math.min(i, 6)),
    source: [...Array(Math.min(n, 6)).keys()],
    mantissa: 64,
    group: 0,
    delay: minDelay,
  };
  groups.push({
    name: "drive",
    weightExponent: 1,
    weightBits: 8,
    signMode: "excitatory",
    graded: false,
    plasticity: null,
  });
  const projections = [
    oneToOne,
    projection("a", 0, n, "population", false),
    projection("b", 0, n, "population", true),
    projection("c", n, 6, "source", false),
    projection("d", n + 6, 3, "source", false),
  ];
  const steps = 90;
  const limit = lava ? 2 ** 23 - 1 : 2 ** between(16, 23) - 1;
  const quantized = quantizedFromIntegers(
    {
      seed,
      groups,
      projections,
      sources: [poisson, times],
      steps,
      vmin: -limit,
      vmax: 2 ** 23 - 1,
      neurons: {
        du: values(0, 4095).map((d, i) => (i % 3 === 0 ? 4095 : d)),
        dv: values(0, 2000),
        thresholdMantissa: Int32Array.from({ length: n }, (_, i) => [20, 300, 4000][i % 3]),
        biasMantissa: values(-500, 900),
        biasExponent: values(0, 3),
        refractory: values(0, lava ? 0 : 5),
        u0: values(-100_000, 100_000),
        v0: values(-100_000, 100_000),
        noiseOf: lava ? undefined : Int32Array.from({ length: n }, (_, i) => (i % 4) - 1),
      },
      noises: lava
        ? []
        : [
            { target: "u", exponent: 12, mantissaOffset: 1 },
            { target: "v", exponent: 9, mantissaOffset: -1 },
            { target: "v", exponent: 6, mantissaOffset: 0 },
          ],
    },
    LOIHI1,
  );
  const compiled = compileQuantized(quantized, TARGET, { profile, oversize: true }).program;
  const some = Uint32Array.from({ length: Math.ceil(n / 2) }, (_, i) => 2 * i).filter((id) => id < n);
  const program: LoihiProgram = {
    ...compiled,
    biasChanges: [7, 8, 50].map((step) => ({
      step,
      neurons: some,
      mantissa: Int16Array.from(some, () => between(-900, 900)),
      exponent: Int8Array.from(some, () => between(0, 3)),
    })),
  };
  const injected = Array.from({ length: 25 }, () => ({
    step: draw.below(steps),
    id: draw.below(n + 9),
    count: between(1, 40),
  }));
  return { program, target: TARGET, injected, steps };
}
