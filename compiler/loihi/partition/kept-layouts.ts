/**
 * What partition finds out about the synapses of a core, kept for pack: arrays of all cores one behind the other, since so many small ones
 * would cost more than what is in them.
 */
import type { CoreLayout } from "../stages.js";

export class KeptLayouts {
  private readonly sources: Uint32Array;
  /** Layouts that are kept have few lists (list-tree.ts). */
  private readonly listOf: Uint16Array;
  private used = 0;

  /** @param axons of all cores together */
  constructor(axons: number) {
    this.sources = new Uint32Array(axons);
    this.listOf = new Uint16Array(axons);
  }

  /** @returns the layout without views into the workspace that made it */
  keep(layout: CoreLayout): CoreLayout {
    const from = this.used;
    const to = (this.used += layout.sources.length);
    this.sources.set(layout.sources, from);
    this.listOf.set(layout.listOf, from);
    const synapses = layout.start[layout.start.length - 1];
    return {
      ...layout,
      sources: this.sources.subarray(from, to),
      listOf: this.listOf.subarray(from, to),
      compartment: layout.compartment.slice(0, synapses),
      mantissa: layout.mantissa.slice(0, synapses),
      group: layout.group.slice(0, synapses),
      delay: layout.delay.slice(0, synapses),
    };
  }
}
