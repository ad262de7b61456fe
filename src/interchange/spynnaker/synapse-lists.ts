/** Synapses as sPyNNaker's FromListConnector takes them: one list for each source, population and synapse type. */
import { SYNAPSE_TYPES } from "../../program/spinnaker/machine-image.js";
import type { SpinnakerIntegers } from "../integers/spinnaker-integers.js";

export interface SynapseList {
  /** Index into the populations, or into the inputs. */
  readonly from: { readonly population: number } | { readonly input: number };
  readonly to: number;
  /** EXCITATORY or INHIBITORY. */
  readonly type: number;
  /** Local ids, ascending by (pre, post): sPyNNaker sizes its rows wrongly where a list is in another order. */
  readonly pre: Uint32Array;
  readonly post: Uint32Array;
  /** Words of the ring buffer. */
  readonly weight: Uint16Array;
  /** Ticks. */
  readonly delay: Uint16Array;
}

/** The neurons that a core of the machine will hold decide how long a row gets. */
interface Target {
  readonly first: number;
  readonly size: number;
  readonly neuronsPerCore: number;
}

/** Words of a row of one projection on one core, at most: more need a further projection. Source: SpiNNaker spec §3.1. */
const ROW_WORDS = 256;

export function synapseListsOf(integers: SpinnakerIntegers, targets: readonly Target[]): SynapseList[] {
  const senders = [
    ...targets.map(({ first, size }, population) => ({ first, size, from: { population } })),
    ...integers.inputs.map(({ first, size }, input) => ({ first, size, from: { input } })),
  ];
  const listOf = listOfSynapse(integers, targets);
  return senders.flatMap(({ first, size, from }) =>
    synapsesByList(integers, listOf, targets.length * SYNAPSE_TYPES, first, size).flatMap((synapses, list) => {
      const to = Math.floor(list / SYNAPSE_TYPES);
      return rowsThatFit(columnsOf(integers, synapses, first, targets[to].first), targets[to]).map((columns) => ({
        ...{ from, to, type: list % SYNAPSE_TYPES },
        ...columns,
      }));
    }),
  );
}

/** The number of the list, among those of its sender, into which a synapse goes. */
function listOfSynapse({ size, synapses }: SpinnakerIntegers, targets: readonly Target[]): (k: number) => number {
  const { post, type } = synapses;
  const target = new Uint32Array(size);
  targets.forEach(({ first, size: neurons }, t) => target.fill(t, first, first + neurons));
  return (k) => target[post[k]] * SYNAPSE_TYPES + type[k];
}

/** The synapses of one sender by list: indices, ascending by (pre, post). */
function synapsesByList(
  { synapses: { rowStart, post } }: SpinnakerIntegers,
  listOf: (k: number) => number,
  lists: number,
  first: number,
  size: number,
): Uint32Array[] {
  const counts = new Uint32Array(lists);
  for (let k = rowStart[first]; k < rowStart[first + size]; k++) counts[listOf(k)]++;
  const filled = new Uint32Array(lists);
  const byList = Array.from(counts, (count) => new Uint32Array(count));
  const rowFrom = new Uint32Array(lists);
  for (let id = first; id < first + size; id++) {
    rowFrom.set(filled);
    for (let k = rowStart[id]; k < rowStart[id + 1]; k++) {
      const list = listOf(k);
      byList[list][filled[list]++] = k;
    }
    byList.forEach((indices, list) => sortByPost(indices.subarray(rowFrom[list], filled[list]), post));
  }
  return byList;
}

/** Most rows are in order already. */
function sortByPost(row: Uint32Array, post: Uint32Array): void {
  for (let i = 1; i < row.length; i++)
    if (post[row[i]] < post[row[i - 1]]) {
      row.sort((a, b) => post[a] - post[b] || a - b);
      return;
    }
}

type Columns = Pick<SynapseList, "pre" | "post" | "weight" | "delay">;

function columnsOf({ synapses }: SpinnakerIntegers, order: Uint32Array, preFirst: number, postFirst: number): Columns {
  const { rowStart, post, weight, delay } = synapses;
  let id = preFirst;
  return {
    pre: order.map((k) => {
      while (rowStart[id + 1] <= k) id++;
      return id - preFirst;
    }),
    post: order.map((k) => post[k] - postFirst),
    weight: Uint16Array.from(order, (k) => weight[k]),
    delay: Uint16Array.from(order, (k) => delay[k]),
  };
}

/** Cuts off what is beyond ROW_WORDS of a source on one core, into further lists. */
function rowsThatFit({ pre, post, weight, delay }: Columns, { neuronsPerCore }: Target): Columns[] {
  const part = new Uint32Array(pre.length);
  let parts = pre.length === 0 ? 0 : 1;
  for (let k = 1, words = 1; k < pre.length; k++) {
    const sameRow =
      pre[k] === pre[k - 1] && Math.floor(post[k] / neuronsPerCore) === Math.floor(post[k - 1] / neuronsPerCore);
    words = sameRow ? words + 1 : 1;
    part[k] = Math.floor((words - 1) / ROW_WORDS);
    parts = Math.max(parts, part[k] + 1);
  }
  if (parts === 1) return [{ pre, post, weight, delay }];
  return Array.from({ length: parts }, (_, p) => {
    const isOf = (_: number, k: number) => part[k] === p;
    return { pre: pre.filter(isOf), post: post.filter(isOf), weight: weight.filter(isOf), delay: delay.filter(isOf) };
  });
}
