/**
 * The rules that draw the inputs of each postsynaptic neuron on its own: item of every draw = the postsynaptic neuron.
 *
 * Forbidden autapses: the candidates of neuron i are the preSize - 1 others; candidate c stands for c + (c ≥ i).
 */
import { fail } from "../diagnostics/diagnostic.js";
import { BulkStream } from "../numerics/bulk-stream.js";
import { DrawPurpose } from "./draw-purpose.js";
import { RowSorter } from "./row-sorter.js";
import { SubsetSampler } from "./subset-sampler.js";
import {
  type ConnectContext,
  equalRowStarts,
  PROGRESS_EVERY,
  requireCount,
  rowStarts,
  sourceArray,
  type SourceArray,
  type SynapseRows,
} from "./synapse-rows.js";

/** `indegree` inputs for every neuron, with or without repetition. */
export function connectFixedIndegree(context: ConnectContext, indegree: number): SynapseRows {
  const { name, preSize, postSize, skipSelf } = context;
  const candidates = skipSelf ? preSize - 1 : preSize;
  requireCandidates(name, "in-degree", indegree, candidates, context.multapses);
  const source = sourceArray(requireCount(name, postSize * indegree), preSize);
  const stream = new BulkStream(context.seed, context.stream);
  const sorter = new RowSorter(preSize, indegree);
  const subsets = context.multapses ? null : new SubsetSampler(candidates);
  const row = new Uint32Array(indegree);
  let reported = 0;
  for (let post = 0, at = 0; post < postSize; post++) {
    stream.reseat(post, DrawPurpose.connectivity, indegree);
    if (subsets === null) for (let i = 0; i < indegree; i++) row[i] = stream.below(candidates);
    else subsets.draw(stream, indegree, row);
    if (skipSelf) for (let i = 0; i < indegree; i++) if (row[i] >= post) row[i]++;
    sorter.sort(row, indegree, source, at);
    at += indegree;
    if (at - reported >= PROGRESS_EVERY) context.progress((reported = at));
  }
  return { rowStart: equalRowStarts(postSize, indegree), source, entry: null };
}

/**
 * Every ordered pair is a synapse with probability p, at most once. Misses between two hits are geometric:
 * floor(ln u / ln(1-p)), so the cost is one draw a synapse.
 */
export function connectPairwiseBernoulli(context: ConnectContext, p: number): SynapseRows {
  const { name, preSize, postSize, skipSelf } = context;
  if (!(p >= 0 && p <= 1))
    fail("probability-out-of-range", `projection ${name}: the connection probability ${p} is outside 0..1`, {
      hint: "give p between 0 and 1",
    });
  const candidates = skipSelf ? preSize - 1 : preSize;
  const mean = p * candidates * postSize;
  // Six standard deviations of head-room: growing is then practically never needed.
  let source = sourceArray(requireCount(name, Math.ceil(mean + 6 * Math.sqrt(mean * (1 - p)) + 16)), preSize);
  const lengths = new Uint32Array(postSize);
  const stream = new BulkStream(context.seed, context.stream);
  const logMiss = Math.log1p(-p);
  const expected = p * candidates + 1;
  let at = 0;
  let reported = 0;
  for (let post = 0; p > 0 && post < postSize; post++) {
    stream.reseat(post, DrawPurpose.connectivity, expected);
    const rowFirst = at;
    for (let candidate = -1; ;) {
      candidate += 1 + (p === 1 ? 0 : Math.floor(Math.log(stream.uniform()) / logMiss));
      if (candidate >= candidates) break;
      if (at === source.length) source = grown(name, source, preSize);
      source[at++] = skipSelf && candidate >= post ? candidate + 1 : candidate;
    }
    lengths[post] = at - rowFirst;
    if (at - reported >= PROGRESS_EVERY) context.progress((reported = at));
  }
  return { rowStart: rowStarts(lengths), source: source.slice(0, at), entry: null };
}

/** Neuron i of pre to neuron i of post. */
export function connectOneToOne(context: ConnectContext): SynapseRows {
  const { name, preSize, postSize } = context;
  if (preSize !== postSize)
    fail(
      "one-to-one-sizes",
      `projection ${name}: one_to_one needs equal sizes, but pre has ${preSize} and post ${postSize}`,
      {
        hint: "make the sizes equal or use another rule",
      },
    );
  if (context.skipSelf)
    fail(
      "one-to-one-autapses",
      `projection ${name}: one_to_one within a population makes only autapses, and autapses are forbidden`,
      {
        hint: "allow autapses or connect another population",
      },
    );
  const source = sourceArray(postSize, preSize);
  for (let i = 0; i < postSize; i++) source[i] = i;
  return { rowStart: equalRowStarts(postSize, 1), source, entry: null };
}

/** Every neuron of pre to every neuron of post. */
export function connectAllToAll(context: ConnectContext): SynapseRows {
  const { name, preSize, postSize, skipSelf } = context;
  const length = skipSelf ? preSize - 1 : preSize;
  const source = sourceArray(requireCount(name, postSize * length), preSize);
  for (let post = 0, at = 0; post < postSize; post++)
    for (let pre = 0; pre < preSize; pre++) if (!(skipSelf && pre === post)) source[at++] = pre;
  return { rowStart: equalRowStarts(postSize, length), source, entry: null };
}

/** A whole degree, and enough candidates for it. */
export function requireCandidates(
  name: string,
  degree: "in-degree" | "out-degree",
  k: number,
  candidates: number,
  multapses: boolean,
): void {
  if (!Number.isInteger(k) || k < 0)
    fail("not-whole", `projection ${name}: the ${degree} ${k} is not a whole number ≥ 0`, {
      hint: "give a whole number",
    });
  if (k > 0 && candidates <= 0)
    fail("no-candidates", `projection ${name}: there is no partner to draw from`, {
      hint: "allow autapses or enlarge the population",
    });
  if (!multapses && k > candidates)
    fail("too-many-partners", `projection ${name}: ${k} different partners are wanted, but there are ${candidates}`, {
      limit: { what: `${degree} without multapses`, used: k, max: candidates },
      hint: `allow multapses, or lower the ${degree}`,
    });
}

function grown(name: string, source: SourceArray, preSize: number): SourceArray {
  const wider = sourceArray(requireCount(name, Math.ceil(source.length * 1.25)), preSize);
  wider.set(source);
  return wider;
}
