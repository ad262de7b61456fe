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

/** The output axons of every core: views of one array of all. */
function outputAxons(
  plans: readonly Pick<CorePlan, "neurons">[],
  { outStart, outCore, outAxon }: Routed,
): Pick<CoreImage, "outStart" | "outCore" | "outAxon">[] {
  const total = plans.reduce(
    (sum, { neurons }) => neurons.reduce((axons, id) => axons + outStart[id + 1] - outStart[id], sum),
    0,
  );
  const cores = new Uint32Array(total);
  const axons = new Uint16Array(total);
  let behind = 0;
  return plans.map(({ neurons }) => {
    const first = behind;
    const start = new Uint32Array(neurons.length + 1);
    neurons.forEach((id, c) => {
      cores.set(outCore.subarray(outStart[id], outStart[id + 1]), behind);
      axons.set(outAxon.subarray(outStart[id], outStart[id + 1]), behind);
      behind += outStart[id + 1] - outStart[id];
      start[c + 1] = behind - first;
    });
    return { outStart: start, outCore: cores.subarray(first, behind), outAxon: axons.subarray(first, behind) };
  });
}

function inputRouting(
  port: number,
  source: { readonly first: number; readonly size: number },
  { outStart, outCore, outAxon }: Routed,
): InputRouting {
  const from = outStart[source.first];
  const to = outStart[source.first + source.size];
  return {
    port,
    start: outStart.slice(source.first, source.first + source.size + 1).map((k) => k - from),
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
