/**
 * Synapses as the matrices of Lava's connections, so that every sum that Lava shifts is a sum that the chip shifts.
 *
 * A shift to the left may be done part by part. One to the right drops what is below 1 of the whole sum of a group, so the group's sources go
 * side by side into one connection. A matrix has one entry for a pair of neurons: a second synapse of a pair is added to the first where delay
 * and range allow, else it goes into a matrix beside it.
 */
import type { SynapseGroup } from "../../program/loihi/program.js";
import type { LoihiIntegers } from "../integers/loihi-integers.js";
import { effectiveWeight } from "../lava-weights.js";
import { sizeOf, type LavaConnection, type LavaInput, type LavaNeurons, type LavaSource } from "./processes.js";
import type { PythonNames } from "./python-names.js";

/** Synapses of one group from one source to one LIF, by presynaptic neuron. */
interface Bundle {
  readonly group: number;
  readonly source: number;
  readonly target: number;
  readonly post: Uint32Array;
  readonly pre: Uint32Array;
  readonly weight: Int16Array;
  readonly delay: Uint8Array;
}

type Entries = Pick<LavaConnection, "post" | "pre" | "weight" | "delay">;

export function lavaConnections(
  integers: LoihiIntegers,
  neurons: readonly LavaNeurons[],
  inputs: readonly LavaInput[],
  names: PythonNames,
): LavaConnection[] {
  const sources: readonly LavaSource[] = [...neurons, ...inputs];
  const bundles = bundlesOf(integers, neurons, sources);
  return integers.groups.flatMap((group, g) =>
    neurons.flatMap((target, t) => {
      const parts = bundles
        .filter((bundle) => bundle.group === g && bundle.target === t)
        .flatMap((bundle) =>
          layersOf(bundle, group, target.ids.length).map((entries) => ({ source: sources[bundle.source], entries })),
        );
      // Dropping bits of each part would not be dropping them of the sum.
      const shares = group.weightExponent < 0 && parts.length > 1 ? [parts] : parts.map((part) => [part]);
      return shares.map((share) => connectionOf(share, group, target, names));
    }),
  );
}

interface Part {
  readonly source: LavaSource;
  readonly entries: Entries;
}

function connectionOf(
  parts: readonly Part[],
  { name: group, weightExponent, weightBits, signMode }: SynapseGroup,
  target: LavaNeurons,
  names: PythonNames,
): LavaConnection {
  const sources = parts.map(({ source }) => source);
  let columns = 0;
  const pre: number[][] = parts.map(({ source, entries }) => {
    const from = columns;
    columns += sizeOf(source);
    return Array.from(entries.pre, (j) => from + j);
  });
  const from = sources.length === 1 ? sources[0].name : "several";
  return {
    name: names.of(`${from}_to_${target.name}`),
    ...{ group, sources, columns, target, weightExponent, weightBits, signMode },
    counted: sources.some((source) => "port" in source && source.spikes.largestCount > 1),
    post: Uint32Array.from(parts.flatMap(({ entries }) => [...entries.post])),
    pre: Uint32Array.from(pre.flat()),
    weight: Int16Array.from(parts.flatMap(({ entries }) => [...entries.weight])),
    delay: Uint8Array.from(parts.flatMap(({ entries }) => [...entries.delay])),
  };
}

/** In the order of group, source, target; synapses without weight are left out. */
function bundlesOf(
  { synapses, groups, size }: LoihiIntegers,
  neurons: readonly LavaNeurons[],
  sources: readonly LavaSource[],
): Bundle[] {
  const { rowStart, post, mantissa, group, delay } = synapses;
  const partOf = new Uint32Array(size);
  const placeOf = new Uint32Array(size);
  neurons.forEach(({ ids }, part) =>
    ids.forEach((id, place) => {
      partOf[id] = part;
      placeOf[id] = place;
    }),
  );
  const keyOf = (source: number, k: number) => (group[k] * sources.length + source) * neurons.length + partOf[post[k]];
  const counts = new Float64Array(groups.length * sources.length * neurons.length);
  const eachSynapse = (visit: (key: number, k: number, pre: number) => void) =>
    sources.forEach((source, s) => {
      for (let j = 0; j < sizeOf(source); j++) {
        const id = "ids" in source ? source.ids[j] : source.port.first + j;
        for (let k = rowStart[id]; k < rowStart[id + 1]; k++) if (mantissa[k] !== 0) visit(keyOf(s, k), k, j);
      }
    });
  eachSynapse((key) => counts[key]++);
  const filled = new Map<number, { bundle: Bundle; next: number }>();
  counts.forEach((length, key) => {
    if (length === 0) return;
    const [target, rest] = [key % neurons.length, Math.floor(key / neurons.length)];
    const bundle: Bundle = {
      ...{ group: Math.floor(rest / sources.length), source: rest % sources.length, target },
      post: new Uint32Array(length),
      pre: new Uint32Array(length),
      weight: new Int16Array(length),
      delay: new Uint8Array(length),
    };
    filled.set(key, { bundle, next: 0 });
  });
  eachSynapse((key, k, pre) => {
    const entry = filled.get(key)!;
    const { bundle } = entry;
    const at = entry.next++;
    bundle.post[at] = placeOf[post[k]];
    bundle.pre[at] = pre;
    bundle.weight[at] = mantissa[k];
    bundle.delay[at] = delay[k];
  });
  return [...filled.values()].map(({ bundle }) => bundle);
}

/** The synapses in as many matrices as it takes. @param size of the target */
function layersOf(
  { post, pre, weight, delay }: Bundle,
  { signMode, weightBits }: SynapseGroup,
  size: number,
): Entries[] {
  const count = post.length;
  const sums = Int32Array.from(weight);
  const layer = new Uint16Array(count);
  const isMerged = new Uint8Array(count);
  /** The latest synapse of each target neuron, and the one of the same pair before each synapse. */
  const latest = new Int32Array(size).fill(-1);
  const before = new Int32Array(count).fill(-1);
  let layers = 1;
  for (let k = 0; k < count; k++) {
    const known = latest[post[k]];
    // Synapses come by presynaptic neuron, so another neuron's is of no pair with this one.
    if (known >= 0 && pre[known] === pre[k]) {
      let other = known;
      const fits = (sum: number) => effectiveWeight(sum, signMode, weightBits) === sum;
      while (other >= 0 && !(delay[other] === delay[k] && fits(sums[other] + sums[k]))) other = before[other];
      if (other >= 0) {
        sums[other] += sums[k];
        isMerged[k] = 1;
        continue;
      }
      before[k] = known;
      layer[k] = layer[known] + 1;
      layers = Math.max(layers, layer[k] + 1);
    }
    latest[post[k]] = k;
  }
  return Array.from({ length: layers }, (_, l) => {
    const chosen = Array.from(post.keys()).filter((k) => isMerged[k] === 0 && layer[k] === l && sums[k] !== 0);
    return {
      post: Uint32Array.from(chosen, (k) => post[k]),
      pre: Uint32Array.from(chosen, (k) => pre[k]),
      weight: Int16Array.from(chosen, (k) => sums[k]),
      delay: Uint8Array.from(chosen, (k) => delay[k]),
    };
  }).filter(({ post: entries }) => entries.length > 0);
}
