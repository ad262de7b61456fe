/** An integer network to a program of a Loihi-style chip: the back half of the pipeline, and nothing that would touch an integer. */
import { groupIndices } from "./group-indices.js";
import type { Diagnostic } from "../../src/diagnostics/diagnostic.js";
import { checkLoihiIntegers } from "../../src/interchange/integers/check-loihi.js";
import type { LoihiIntegers } from "../../src/interchange/integers/loihi-integers.js";
import type { Network } from "../../src/network/types.js";
import type { LoihiOptions } from "../../src/options/loihi.js";
import type { SourceMapEntry } from "../../src/program/header.js";
import type { LoihiTarget } from "../../src/targets/loihi/target.js";
import { gathered, networkOfIntegers } from "../common/network-of-integers.js";
import type { CompileHooks } from "../common/run-passes.js";
import { foreseeBoardOverflow } from "./scaling/board-accumulator.js";
import { enterArrivals } from "./scaling/enter-arrivals.js";
import type { CompileResult } from "./compile.js";
import { mapAndPack } from "./compile-quantized.js";
import { quantizedOf } from "./integer-network.js";
import { loihiModel } from "./lowering/models.js";
import { passContext } from "./pass-context.js";
import type { Quantized, QuantizedProjection } from "./stages.js";

/**
 * @param described what a description says of the populations, for reading results in its units
 * @throws EquipoiseError `integers-limit`, `integers-array`, and with exit code 5 where the network does not fit the board
 */
export function compileIntegersForLoihi(
  integers: LoihiIntegers,
  target: LoihiTarget,
  options: Partial<LoihiOptions> = {},
  hooks: CompileHooks = {},
  described?: Network,
): CompileResult {
  const diagnostics: Diagnostic[] = [];
  const context = passContext(target, options, hooks, diagnostics);
  checkLoihiIntegers({ ...integers, profile: context.profile.id }, target);
  const quantized = quantizedOfIntegers(integers, target, described);
  const board = foreseeBoardOverflow(quantized.scaled, quantized.projections, context, "integers");
  board?.arrivals.forEach((foreseen) => enterArrivals(foreseen, undefined, context));
  const { program, routed } = mapAndPack(quantized, context, hooks);
  const { readback } = integers;
  return { program: { ...program, readback, sourceMap: sourceMapOf(integers) }, routed, quantized, diagnostics };
}

/** Synapses by group: what an integer network knows of where they came from. */
function sourceMapOf({ groups, synapses: { group } }: LoihiIntegers): SourceMapEntry[] {
  const counts = new Float64Array(groups.length);
  for (let k = 0; k < group.length; k++) counts[group[k]]++;
  return groups.map(({ name }, g) => ({ object: `group ${name}`, groups: [g], synapses: counts[g] }));
}

function quantizedOfIntegers(integers: LoihiIntegers, { widths }: LoihiTarget, described?: Network): Quantized {
  const { neurons, groups, noises, vmin, vmax, synapses, biasChanges, readback, size } = integers;
  const { network, entries } = networkOfIntegers(integers, described);
  const projections = entries.map((of): QuantizedProjection => ({
    mantissa: gathered(synapses.mantissa, of, Int16Array),
    group: gathered(synapses.group, of, groupIndices(groups.length)),
    delay: gathered(synapses.delay, of, Uint8Array),
  }));
  const each = (values: Float64Array, i: number) => values[values.length === 1 ? 0 : i];
  return quantizedOf(
    {
      network,
      neurons: { ...neurons, noiseOf: neurons.noise },
      scale: Float64Array.from({ length: size }, (_, i) => 1 / each(readback.vLsb, i)),
      reset: Float64Array.from({ length: size }, (_, i) => each(readback.vOffset, i)),
      // A group may have synapses of several projections: the map of sources is by group (sourceMapOf), and nothing else asks.
      groups: groups.map((group) => ({ ...group, projection: 0 })),
      delayShiftOf: ({ post }) => (loihiModel(network.populations[post]).synapse === "delta" ? 1 : 0),
      ...{ projections, noises, vmin, vmax, biasChanges },
    },
    { widths },
  );
}
