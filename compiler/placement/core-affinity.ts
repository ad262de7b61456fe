/**
 * How strongly cores talk: axons[a → b] = sources of core a with an input axon on core b. Symmetric view, sparse rows.
 */
import { IncomingSynapses, SourceScratch } from "../incoming-synapses.js";
import type { Partitioned } from "../stages.js";

export interface CoreAffinity {
  /** Partners of core c: partner[start[c]] .. ; weight = axons in both directions. The core itself is left out. */
  readonly start: Float64Array;
  readonly partner: Uint32Array;
  readonly weight: Uint32Array;
}

export function coreAffinity(partitioned: Partitioned): CoreAffinity {
  const { cores, coreOf, quantized } = partitioned;
  const incoming = new IncomingSynapses(quantized);
  const scratch = new SourceScratch(incoming.ids);
  const n = cores.length;
  // Directed rows first: per destination core, axons by source core.
  const rows: { partner: Uint32Array; weight: Uint32Array }[] = [];
  const count = new Uint32Array(n);
  const degree = new Float64Array(n + 1);
  for (let to = 0; to < n; to++) {
    const touched: number[] = [];
    for (const id of incoming.distinctSources(cores[to].neurons, scratch)) {
      if (id >= incoming.size) continue;
      const from = coreOf[id];
      if (from === to) continue;
      if (count[from]++ === 0) touched.push(from);
    }
    const partner = Uint32Array.from(touched);
    rows.push({ partner, weight: partner.map((c) => count[c]) });
    for (const from of partner) {
      degree[from + 1]++;
      count[from] = 0;
    }
    degree[to + 1] += partner.length;
  }
  for (let c = 0; c < n; c++) degree[c + 1] += degree[c];
  const fill = degree.slice(0, n);
  const partner = new Uint32Array(degree[n]);
  const weight = new Uint32Array(degree[n]);
  rows.forEach((row, to) => {
    row.partner.forEach((from, k) => {
      partner[fill[to]] = from;
      weight[fill[to]++] = row.weight[k];
      partner[fill[from]] = to;
      weight[fill[from]++] = row.weight[k];
    });
  });
  return { start: degree, partner, weight };
}
