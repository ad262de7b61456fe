/** What Lava's fixed-point models have no place for, or compute otherwise than this network's chip. */
import { counted } from "../../diagnostics/counted.js";
import type { ExportLoss } from "../exporter.js";
import type { LoihiIntegers } from "../integers/loihi-integers.js";
import { effectiveWeight } from "../lava-weights.js";
import type { LavaConnection } from "./processes.js";

/** Lava clips v to ±(2^23 - 1). */
const V_LIMIT = 2 ** 23 - 1;

export function lavaLosses(integers: LoihiIntegers, connections: readonly LavaConnection[]): ExportLoss[] {
  return [
    ...hostInputs(integers),
    ...noise(integers),
    ...truncatedWeights(connections),
    ...(integers.profile === "hw" ? chipArithmetic(integers) : []),
  ];
}

function hostInputs({ inputs }: LoihiIntegers): ExportLoss[] {
  return inputs
    .filter(({ kind }) => kind === "host")
    .map(({ name }) => ({
      what: "host-input",
      where: `input ${name}`,
      note: `input ${name} is fed by a host while it runs; here it is silent: give its spikes as spike times`,
    }));
}

function noise({ neurons, populations }: LoihiIntegers): ExportLoss[] {
  return populations
    .filter(({ first, size }) => neurons.noise.subarray(first, first + size).some((index) => index >= 0))
    .map(({ name }) => ({
      what: "noise",
      where: `population ${name}`,
      note: `Lava's LIF has no noise of the core, so population ${name} runs without: compile with --poisson inject`,
    }));
}

function truncatedWeights(connections: readonly LavaConnection[]): ExportLoss[] {
  return connections.flatMap(({ group, name, weight, signMode, weightBits }) => {
    const changed = weight.reduce((n, w) => n + (effectiveWeight(w, signMode, weightBits) === w ? 0 : 1), 0);
    return changed === 0
      ? []
      : [
          {
            what: "weights",
            where: `group ${group}`,
            note: `${name}: ${counted(changed, "weight")} beyond what ${weightBits} bits ${signMode} hold, which Lava clips and truncates`,
          },
        ];
  });
}

function chipArithmetic({ vmin, vmax, groups, synapses }: LoihiIntegers): ExportLoss[] {
  const losses: ExportLoss[] = [
    {
      what: "overflow",
      where: "profile hw",
      note: "Lava's sum of input has no limit and its u wraps once, so the runs part where a register overflows: compile with --profile lava",
    },
  ];
  if (vmin > -V_LIMIT || vmax < V_LIMIT)
    losses.push({
      what: "voltage-limits",
      where: "profile hw",
      note: `Lava keeps v within ±${V_LIMIT}, not within ${vmin}..${vmax}: compile with --profile lava`,
    });
  const used = new Set(synapses.group);
  groups.forEach(({ name, weightExponent }, index) => {
    if (weightExponent < 0 && used.has(index))
      losses.push({
        what: "weight-exponent",
        where: `group ${name}`,
        note: `Lava shifts the sum of ${name} by ${weightExponent} and drops what is below 1, the chip shifts weights one by one and keeps it: compile with --profile lava`,
      });
  });
  return losses;
}
