/** Collects the nonzero entries of a weight matrix as rows by postsynaptic neuron. */
import type { IntegerProjection } from "../../../compiler/loihi/integer-network.js";

export interface MatrixEntry {
  readonly mantissa: number;
  readonly group: number;
  readonly delay: number;
}

/**
 * @param neurons number of neurons of the whole network; @param post first and number of the postsynaptic ones
 * @param entry the synapse from local pre to local post, or null where there is none
 */
export function projectionFromMatrix(
  name: string,
  neurons: number,
  pre: { readonly first: number; readonly size: number; readonly kind: IntegerProjection["preKind"] },
  post: { readonly first: number; readonly size: number },
  entry: (pre: number, post: number) => MatrixEntry | null,
): IntegerProjection {
  const rowStart = new Uint32Array(neurons + 1);
  const source: number[] = [];
  const mantissa: number[] = [];
  const group: number[] = [];
  const delay: number[] = [];
  for (let i = 0; i < neurons; i++) {
    const local = i - post.first;
    for (let j = 0; local >= 0 && local < post.size && j < pre.size; j++) {
      const synapse = entry(j, local);
      if (synapse === null) continue;
      source.push(j);
      mantissa.push(synapse.mantissa);
      group.push(synapse.group);
      delay.push(synapse.delay);
    }
    rowStart[i + 1] = source.length;
  }
  return { name, preFirst: pre.first, preSize: pre.size, preKind: pre.kind, rowStart, source, mantissa, group, delay };
}
