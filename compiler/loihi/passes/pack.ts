/**
 * pack: memory images. Lays every core's synapses out in words (src/program/loihi/synapse-memory.ts) and collects registers,
 * axon tables, readback and ledger into the program. Identical lists on one core are stored once.
 */
import type { SourceMapEntry } from "../../../src/program/header.js";
import type {
  CoreImage,
  InputRouting,
  LoihiProgram,
  Readback,
  SynapseGroup,
} from "../../../src/program/loihi/program.js";
import { checkPacked } from "../checks/check-packed.js";
import { CoreLayoutWorkspace } from "../core-layout.js";
import { IncomingSynapses } from "../incoming-synapses.js";
import { AxonTables, ListPacker } from "../packing/list-packer.js";
import { internalFault } from "../../common/internal-fault.js";
import { programHeader } from "../../common/program-header.js";
import type { CorePlan, Pass, PassContext, Quantized, Routed } from "../stages.js";

export const packPass: Pass<Routed, LoihiProgram> = {
  name: "pack",
  summary: "Writes the memory images and everything else a chip is loaded with: the program.",
  run: pack,
  check: checkPacked,
};

function pack(routed: Routed, context: PassContext): LoihiProgram {
  const { target, board, profile, options, ledger, progress } = context;
  const { partitioned } = routed.placed;
  const { quantized } = partitioned;
  const { lowered } = quantized.scaled;
  const { network } = lowered;
  const groups = quantized.scaled.groups.map(
    ({ name, weightExponent, weightBits, signMode, graded, plasticity }): SynapseGroup => ({
      name,
      weightExponent,
      weightBits,
      signMode,
      graded,
      plasticity,
    }),
  );
  const incoming = new IncomingSynapses(quantized);
  const workspace = new CoreLayoutWorkspace(incoming, groups, target);
  const packer = new ListPacker(groups, target);
  const tables = new AxonTables(partitioned.cores.reduce((sum, { sources }) => sum + sources.length, 0));
  const outputs = outputAxons(partitioned.cores, routed);
  const cores = partitioned.cores.map((plan, index): CoreImage => {
    if (index % 64 === 0) progress("pack", index, partitioned.cores.length);
    const layout = plan.layout ?? workspace.layout(plan.neurons);
    return {
      chip: routed.placed.chip[index],
      core: routed.placed.core[index],
      x: routed.placed.x[index],
      y: routed.placed.y[index],
      neurons: plan.neurons,
      profiles: plan.profiles,
      profileOf: plan.profileOf,
      thresholds: plan.thresholds,
      thresholdOf: plan.thresholdOf,
      biasMantissa: Int16Array.from(plan.neurons, (id) => quantized.biasMantissa[id]),
      biasExponent: Int8Array.from(plan.neurons, (id) => quantized.biasExponent[id]),
      u0: Int32Array.from(plan.neurons, (id) => quantized.u0[id]),
      v0: Int32Array.from(plan.neurons, (id) => quantized.v0[id]),
      vmin: plan.vmin,
      vmax: plan.vmax,
      noise: plan.noise,
      formats: layout.formats,
      ...packer.pack(layout, tables),
      ...outputs[index],
    };
  });
  const perChip = target.limits.coresPerChip.value ?? Infinity;
  const sources = lowered.keptSources.map((k) => network.sources[k]);
  const oversize =
    cores.length > board.chips * perChip ||
    partitioned.cores.some((c) => Object.values(c.use).some((u) => u.used > u.max));
  return {
    ...programHeader(network, { target, board, oversize, sources, options, ledger }),
    family: "loihi",
    profile: profile.id,
    groups,
    cores,
    inputRouting: sources.map((source, port) => inputRouting(port, source, routed)),
    biasChanges: quantized.biasChanges,
    readback: readback(quantized),
    sourceMap: sourceMap(quantized),
  };
}

/** The output axons of every core: views of the routes, where those of its neurons lie one behind the other. */
function outputAxons(
  plans: readonly Pick<CorePlan, "neurons">[],
  { outStart, outEnd, outCore, outAxon }: Routed,
): Pick<CoreImage, "outStart" | "outCore" | "outAxon">[] {
  return plans.map(({ neurons }) => {
    const first = outStart[neurons[0]];
    const start = new Uint32Array(neurons.length + 1);
    let behind = first;
    for (let c = 0; c < neurons.length; c++) {
      if (outStart[neurons[c]] !== behind) internalFault(`the routes of neuron ${neurons[c]} are not with its core`);
      behind = outEnd[neurons[c]];
      start[c + 1] = behind - first;
    }
    return { outStart: start, outCore: outCore.subarray(first, behind), outAxon: outAxon.subarray(first, behind) };
  });
}

function inputRouting(
  port: number,
  source: { readonly first: number; readonly size: number },
  { outStart, outEnd, outCore, outAxon }: Routed,
): InputRouting {
  const { first, size } = source;
  const from = size === 0 ? 0 : outStart[first];
  const to = size === 0 ? 0 : outEnd[first + size - 1];
  return {
    port,
    start: Uint32Array.from({ length: size + 1 }, (_, s) => (s === 0 ? 0 : outEnd[first + s - 1] - from)),
    core: outCore.slice(from, to),
    axon: outAxon.slice(from, to),
  };
}

/** One value where all are the same. */
function shortest(values: Float64Array): Float64Array {
  return values.length > 0 && values.every((v) => v === values[0]) ? values.slice(0, 1) : values;
}

function readback({ scaled }: Quantized): Readback {
  return { vLsb: shortest(scaled.scale.map((s) => 1 / s)), vOffset: shortest(scaled.lowered.neurons.reset) };
}

function sourceMap({ scaled }: Quantized): SourceMapEntry[] {
  return scaled.lowered.projections.map(({ projection }, index) => ({
    object: `projection ${projection.name}`,
    groups: scaled.groups.flatMap((g, k) => (g.projection === index ? [k] : [])),
    synapses: projection.source.length,
  }));
}
