/** Tests only: small networks of integers whose sums in one step are known, and what the compiler foresees of them. */
import { quantizedFromIntegers } from "../compiler/loihi/integer-network.js";
import { passContext } from "../compiler/loihi/pass-context.js";
import { foreseeBoardOverflow } from "../compiler/loihi/scaling/board-accumulator.js";
import { enterArrivals } from "../compiler/loihi/scaling/enter-arrivals.js";
import type { Quantized } from "../compiler/loihi/stages.js";
import type { Diagnostic } from "../src/diagnostics/diagnostic.js";
import type { SpikeSource } from "../src/network/types.js";
import type { SynapseGroup } from "../src/program/loihi/program.js";
import { ICE40UP5K } from "../src/targets/loihi/fpga-core.js";
import type { LoihiProfile, LoihiTarget } from "../src/targets/loihi/target.js";

export interface Synapse {
  readonly source: number;
  readonly post: number;
  /** Magnitude; the sign is the source's. */
  readonly mantissa: number;
  readonly delay: number;
}

/** Neurons of which the first half excites. */
export interface Net {
  readonly neurons: number;
  readonly exponents: readonly [number, number];
  readonly synapses: readonly Synapse[];
  readonly source?: Pick<SpikeSource, "kind" | "rate" | "spikeSteps" | "spikeIds">;
}

export const excites = ({ neurons }: Net, source: number) => source >= neurons || source < neurons / 2;

export function quantizedOf(net: Net): Quantized {
  const { neurons: n, exponents, synapses, source } = net;
  const each = (value: number) => new Int32Array(n).fill(value);
  const groups = (["excitatory", "inhibitory"] as const).map((signMode, g): SynapseGroup => ({
    ...{ name: signMode, signMode, weightExponent: exponents[g], weightBits: 8, graded: false, plasticity: null },
  }));
  const projection = (name: string, preFirst: number, preSize: number, preKind: "population" | "source") => {
    const rows = Array.from({ length: n }, (_, post) =>
      synapses.filter((s) => s.post === post && s.source >= preFirst && s.source < preFirst + preSize),
    );
    const all = rows.flat();
    const rowStart = Uint32Array.from([0, ...rows.map((_, i) => rows.slice(0, i + 1).flat().length)]);
    return {
      ...{ name, preFirst, preSize, preKind, rowStart },
      source: all.map((s) => s.source - preFirst),
      mantissa: all.map((s) => (excites(net, s.source) ? s.mantissa : -s.mantissa)),
      group: all.map((s) => (excites(net, s.source) ? 0 : 1)),
      delay: all.map((s) => s.delay),
    };
  };
  const sources =
    source === undefined
      ? []
      : [{ ...{ name: "s", index: 0, first: n, size: 1, startStep: 0, stopStep: 100, stream: 1 }, ...source }];
  return quantizedFromIntegers(
    {
      ...{ steps: 100, vmin: -(2 ** 23) + 1, vmax: 2 ** 23 - 1, groups, sources },
      projections: [
        projection("n", 0, n, "population"),
        ...(source === undefined ? [] : [projection("s", n, 1, "source")]),
      ],
      neurons: {
        ...{ du: each(4095), dv: each(4095), thresholdMantissa: each(2 ** 17 - 1), biasMantissa: each(0) },
        ...{ biasExponent: each(0), refractory: each(0), u0: each(0), v0: each(0) },
      },
    },
    ICE40UP5K,
  );
}

export function foreseen(net: Net, profile: LoihiProfile = "hw", target: LoihiTarget = ICE40UP5K) {
  const diagnostics: Diagnostic[] = [];
  const context = passContext(target, { profile }, {}, diagnostics);
  const quantized = quantizedOf(net);
  const board = foreseeBoardOverflow(quantized.scaled, quantized.projections, context, "integers");
  board?.arrivals.forEach((arrivals) => enterArrivals(arrivals, undefined, context));
  const entries = context.ledger.entries().filter(({ kind }) => kind === "overflow-possible");
  return { decides: board !== null, entries, warnings: diagnostics.filter(({ code }) => code === "overflow-likely") };
}

/** A source with one synapse on neuron 0 at 2^-1, whose spikes add up. */
export const withSource = (mantissa: number, source: Net["source"]): Net => ({
  neurons: 2,
  exponents: [-1, 7],
  synapses: [
    { source: 2, post: 0, mantissa, delay: 0 },
    { source: 0, post: 1, mantissa: 1, delay: 0 },
  ],
  source,
});

/** So many spikes in step 5. */
export const train = (times: number) => ({
  ...{ kind: "spike_times" as const, rate: 0 },
  ...{ spikeSteps: new Uint32Array(times).fill(5), spikeIds: new Uint32Array(times) },
});
