/**
 * The rules that do not come row by row: (pre, post) pairs are made in an order of their own,
 * then brought into rows by counting sorts.
 */
import { fail } from "../diagnostics/diagnostic.js";
import { BulkStream } from "../numerics/bulk-stream.js";
import { requireCandidates } from "./connect-by-row.js";
import { DrawPurpose } from "./draw-purpose.js";
import { PairDraws } from "./pair-draws.js";
import { PairSet } from "./pair-set.js";
import { RowSorter } from "./row-sorter.js";
import { SubsetSampler } from "./subset-sampler.js";
import {
  type ConnectContext,
  PROGRESS_EVERY,
  requireCount,
  rowStarts,
  sourceArray,
  type SourceArray,
  type SynapseRows,
} from "./synapse-rows.js";

/** `outdegree` targets for every presynaptic neuron; item of the draw = the presynaptic neuron. */
export function connectFixedOutdegree(context: ConnectContext, outdegree: number): SynapseRows {
  const { name, preSize, postSize, skipSelf } = context;
  const candidates = skipSelf ? postSize - 1 : postSize;
  requireCandidates(name, "out-degree", outdegree, candidates, context.multapses);
  const target = sourceArray(requireCount(name, preSize * outdegree), postSize);
  const stream = new BulkStream(context.seed, context.stream);
  const subsets = context.multapses ? null : new SubsetSampler(candidates);
  const one = new Uint32Array(outdegree);
  let reported = 0;
  for (let pre = 0, at = 0; pre < preSize; pre++) {
    stream.reseat(pre, DrawPurpose.connectivity, outdegree);
    if (subsets === null) for (let i = 0; i < outdegree; i++) one[i] = stream.below(candidates);
    else subsets.draw(stream, outdegree, one);
    for (let i = 0; i < outdegree; i++) target[at++] = skipSelf && one[i] >= pre ? one[i] + 1 : one[i];
    if (at - reported >= PROGRESS_EVERY) context.progress((reported = at));
  }
  // Already ordered by pre, so a stable sort by post leaves every row ascending.
  const rowStart = rowStarts(countOf(target, postSize));
  const source = sourceArray(target.length, preSize);
  const cursor = rowStart.slice(0, postSize);
  for (let pre = 0, at = 0; pre < preSize; pre++)
    for (let i = 0; i < outdegree; i++) source[cursor[target[at++]]++] = pre;
  return { rowStart, source, entry: null };
}

/**
 * N synapses anywhere; item of the draw = its index. Without multapses a pair that is taken is drawn again from the same
 * item; above half of all pairs the absent ones are drawn instead, so that at most every second draw is repeated on average.
 */
export function connectFixedTotalNumber(context: ConnectContext, total: number): SynapseRows {
  const { name, preSize, postSize, skipSelf, multapses } = context;
  if (!Number.isInteger(total) || total < 0)
    fail("not-whole", `projection ${name}: the total number ${total} is not a whole number ≥ 0`, {
      hint: "give a whole number",
    });
  // Autapses are avoided on the post side: target c of neuron i stands for c + (c ≥ i).
  const targets = skipSelf ? postSize - 1 : postSize;
  const pairs = preSize * targets;
  if (total > 0 && pairs === 0)
    fail("no-candidates", `projection ${name}: there is no pair to draw from`, {
      hint: "allow autapses or enlarge the populations",
    });
  if (!multapses && total > pairs)
    fail("too-many-partners", `projection ${name}: ${total} different pairs are wanted, but there are ${pairs}`, {
      limit: { what: "synapses without multapses", used: total, max: pairs },
      hint: "allow multapses or lower the total",
    });
  requireCount(name, total);
  const complement = !multapses && total > pairs / 2;
  const drawn = complement ? pairs - total : total;
  const taken = multapses ? null : new PairSet(pairs, drawn);
  const pre = sourceArray(total, preSize);
  const post = sourceArray(total, postSize);
  const draws = new PairDraws(context.seed, context.stream, preSize, targets);
  for (let k = 0; k < drawn; k++) {
    do draws.next(k);
    while (taken !== null && !taken.add(draws.pre * targets + draws.target));
    if (!complement) {
      const { pre: i, target: c } = draws;
      pre[k] = i;
      post[k] = skipSelf && c >= i ? c + 1 : c;
    }
    if ((k + 1) % PROGRESS_EVERY === 0) context.progress(k + 1);
  }
  if (complement && taken !== null)
    for (let i = 0, at = 0; i < preSize; i++)
      for (let c = 0; c < targets; c++)
        if (!taken.has(i * targets + c)) {
          pre[at] = i;
          post[at++] = skipSelf && c >= i ? c + 1 : c;
        }
  return rowsOfDrawnPairs(context, pre, post);
}

/** Pairs as the user listed them; `entry` tells which list entry became which synapse. */
export function connectExplicit(context: ConnectContext, pre: Uint32Array, post: Uint32Array): SynapseRows {
  const { name, preSize, postSize, skipSelf } = context;
  if (pre.length !== post.length)
    fail("explicit-lengths", `projection ${name}: ${pre.length} presynaptic but ${post.length} postsynaptic indices`, {
      hint: "list as many of one as of the other",
    });
  for (let k = 0; k < pre.length; k++) {
    if (pre[k] >= preSize) failIndex(name, k, "presynaptic", pre[k], preSize);
    if (post[k] >= postSize) failIndex(name, k, "postsynaptic", post[k], postSize);
    if (skipSelf && pre[k] === post[k])
      fail(
        "forbidden-autapse",
        `projection ${name}: entry ${k} connects neuron ${pre[k]} to itself, and autapses are forbidden`,
        {
          hint: "allow autapses or remove the entry",
        },
      );
  }
  const rows = rowsOfListedPairs(context, pre, post);
  if (!context.multapses)
    for (let i = 0; i < postSize; i++)
      for (let s = rows.rowStart[i] + 1; s < rows.rowStart[i + 1]; s++)
        if (rows.source[s] === rows.source[s - 1])
          fail(
            "forbidden-multapse",
            `projection ${name}: neuron ${rows.source[s]} is listed twice as an input of neuron ${i}, and multapses are forbidden`,
            {
              hint: "allow multapses or remove one of the entries",
            },
          );
  return rows;
}

/** Drawn pairs: one counting sort by post, then every row is sorted on its own; equal pairs are interchangeable. */
function rowsOfDrawnPairs(context: ConnectContext, pre: SourceArray, post: SourceArray): SynapseRows {
  const { preSize, postSize } = context;
  const rowStart = rowStarts(countOf(post, postSize));
  const cursor = rowStart.slice(0, postSize);
  const source = sourceArray(pre.length, preSize);
  for (let k = 0; k < pre.length; k++) source[cursor[post[k]]++] = pre[k];
  const sorter = new RowSorter(preSize, 0);
  let row = new Uint32Array(0);
  for (let i = 0; i < postSize; i++) {
    const first = rowStart[i];
    const length = rowStart[i + 1] - first;
    if (row.length < length) row = new Uint32Array(2 * length);
    for (let j = 0; j < length; j++) row[j] = source[first + j];
    sorter.sort(row, length, source, first);
  }
  return { rowStart, source, entry: null };
}

/** Listed pairs: stable counting sort by pre, then by post, so that equal pairs keep their order and their values. */
function rowsOfListedPairs(context: ConnectContext, pre: Uint32Array, post: Uint32Array): SynapseRows {
  const byPre = new Uint32Array(pre.length);
  const preCursor = rowStarts(countOf(pre, context.preSize));
  for (let k = 0; k < pre.length; k++) byPre[preCursor[pre[k]]++] = k;
  const rowStart = rowStarts(countOf(post, context.postSize));
  const cursor = rowStart.slice(0, context.postSize);
  const source = sourceArray(pre.length, context.preSize);
  const entry = new Uint32Array(pre.length);
  for (let j = 0; j < byPre.length; j++) {
    const k = byPre[j];
    const at = cursor[post[k]]++;
    source[at] = pre[k];
    entry[at] = k;
  }
  return { rowStart, source, entry };
}

function countOf(ids: SourceArray, range: number): Uint32Array {
  const count = new Uint32Array(range);
  for (let k = 0; k < ids.length; k++) count[ids[k]]++;
  return count;
}

function failIndex(name: string, entry: number, side: string, index: number, size: number): never {
  fail(
    "explicit-index",
    `projection ${name}: entry ${entry} has ${side} index ${index}, but the population has ${size} neurons`,
    {
      limit: { what: `${side} index`, used: index, max: size - 1 },
      hint: "indices count from 0 within the population",
    },
  );
}
