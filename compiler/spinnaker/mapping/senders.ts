/**
 * Who sends spikes to whom: every core that emits keys, with the cores that have synapses for them.
 *
 *   neuron cores      one sender each
 *   input ports       one core each at the Ethernet chip, which turns the host's packets into spikes
 *   delay extensions  one core for each sender with synapses beyond the ring buffers; one sender a stage
 */
import { countRows, sourcesOfPart } from "../slice-rows.js";
import type { CoreSlice, SpinnakerQuantized } from "../stages.js";
import type { Sender, Senders } from "./sender.js";

/** Where a stretch of ids is sent from. */
interface Emitter {
  readonly firstId: number;
  readonly atoms: number;
  readonly core: number;
}

export function sendersOf(quantized: SpinnakerQuantized, slices: readonly CoreSlice[]): Senders {
  const { network, populations } = quantized.shifted.lowered;
  const emitters: Emitter[] = [
    ...slices.map(({ population, from, to }, core) => ({
      firstId: populations[population].population.first + from,
      atoms: to - from,
      core,
    })),
    ...network.sources.map(({ first, size }, k) => ({ firstId: first, atoms: size, core: slices.length + k })),
  ];
  const firstSynapseCore: number[] = [];
  let synapseCores = 0;
  for (const slice of slices) {
    firstSynapseCore.push(slices.length + network.sources.length + synapseCores);
    if (slice.synapseCores > 1) synapseCores += slice.synapseCores;
  }
  // By emitter and delay: cores with synapses for it.
  const reached = emitters.map(() => new Map<number, Set<number>>());
  slices.forEach((slice, target) => {
    const stages = slice.delayStages + 1;
    network.projections.forEach((projection, k) => {
      if (projection.post !== slice.population) return;
      const used = countRows(projection, quantized.projections[k], slice, slice.layout.delayBits, stages);
      emitters.forEach(({ firstId, atoms }, e) => {
        for (let part = 0; part < slice.synapseCores; part++) {
          const share = sourcesOfPart(projection.preSize, part, slice.synapseCores);
          const from = Math.max(share.from, firstId - projection.preFirst);
          const to = Math.min(share.to, firstId + atoms - projection.preFirst);
          for (let stage = 0; stage < stages && from < to; stage++) {
            if (!anySynapse(used, stage * projection.preSize + from, stage * projection.preSize + to)) continue;
            const extraDelay = stage << slice.layout.delayBits;
            const core = slice.synapseCores === 1 ? target : firstSynapseCore[target] + part;
            reached[e].set(extraDelay, (reached[e].get(extraDelay) ?? new Set()).add(core));
          }
        }
      });
    });
  });
  let delayCores = 0;
  const senders = emitters.flatMap(({ firstId, atoms, core }, e): Sender[] => {
    const delays = [...reached[e].keys()].filter((delay) => delay > 0).sort((a, b) => a - b);
    const direct = [...(reached[e].get(0) ?? [])];
    if (delays.length === 0)
      return direct.length === 0 ? [] : [{ firstId, atoms, extraDelay: 0, core, targets: ascending(direct) }];
    const delayCore = slices.length + network.sources.length + synapseCores + delayCores++;
    return [
      { firstId, atoms, extraDelay: 0, core, targets: ascending([...direct, delayCore]) },
      ...delays.map((extraDelay) => ({
        firstId,
        atoms,
        extraDelay,
        core: delayCore,
        targets: ascending([...reached[e].get(extraDelay)!]),
      })),
    ];
  });
  return { senders, slices: slices.length, inputCores: network.sources.length, synapseCores, delayCores };
}

function anySynapse(counts: Uint32Array, from: number, to: number): boolean {
  for (let r = from; r < to; r++) if (counts[r] > 0) return true;
  return false;
}

function ascending(values: readonly number[]): number[] {
  return [...values].sort((a, b) => a - b);
}
