/**
 * One projection: which pairs (rule), then weights, then delays. Everything is keyed by (seed, projection name), so a
 * projection keeps its synapses when others are added, removed or reordered.
 */
import type { ProjectionDescription } from "../description/types.js";
import { streamOf } from "../numerics/philox.js";
import { connectExplicit, connectFixedOutdegree, connectFixedTotalNumber } from "./connect-by-pair.js";
import { connectAllToAll, connectFixedIndegree, connectOneToOne, connectPairwiseBernoulli } from "./connect-by-row.js";
import { drawDelays, drawWeights, type DrawnDelays, type DrawnWeights } from "./draw-synapse-values.js";
import type { ConnectContext, SynapseRows } from "./synapse-rows.js";
import type { Projection } from "./types.js";

export interface DrawnProjection {
  readonly projection: Projection;
  readonly weights: DrawnWeights;
  readonly delays: DrawnDelays;
}

/** What the drawing needs to know about the two ends. */
export type ProjectionEnds = Pick<
  Projection,
  "index" | "preKind" | "pre" | "preFirst" | "preSize" | "post" | "postFirst" | "postSize"
>;

export function drawProjection(
  description: ProjectionDescription,
  ends: ProjectionEnds,
  seed: number,
  dt: number,
  progress: (drawn: number) => void,
): DrawnProjection {
  const context: ConnectContext = {
    name: description.name,
    seed,
    stream: streamOf(description.name),
    preSize: ends.preSize,
    postSize: ends.postSize,
    skipSelf: !description.autapses && ends.preKind === "population" && ends.pre === ends.post,
    multapses: description.multapses,
    progress,
  };
  const rows = connect(context, description);
  const weights = drawWeights(context, description, rows);
  const delays = drawDelays(context, description, rows, dt);
  const { rowStart, source } = rows;
  return {
    projection: {
      name: description.name,
      ...ends,
      rowStart,
      source,
      weight: weights.weight,
      delay: delays.delay,
      plasticity: null,
    },
    weights,
    delays,
  };
}

function connect(context: ConnectContext, description: ProjectionDescription): SynapseRows {
  const rule = description.connect;
  switch (rule.rule) {
    case "fixed_indegree":
      return connectFixedIndegree(context, rule.indegree);
    case "fixed_outdegree":
      return connectFixedOutdegree(context, rule.outdegree);
    case "pairwise_bernoulli":
      return connectPairwiseBernoulli(context, rule.p);
    case "fixed_total_number":
      return connectFixedTotalNumber(context, rule.N);
    case "one_to_one":
      return connectOneToOne(context);
    case "all_to_all":
      return connectAllToAll(context);
    case "explicit":
      return connectExplicit(context, rule.pre, rule.post);
  }
}

/** Synapses to expect, for progress. */
export function expectedSynapses(description: ProjectionDescription, preSize: number, postSize: number): number {
  const rule = description.connect;
  switch (rule.rule) {
    case "fixed_indegree":
      return rule.indegree * postSize;
    case "fixed_outdegree":
      return rule.outdegree * preSize;
    case "pairwise_bernoulli":
      return Math.round(rule.p * preSize * postSize);
    case "fixed_total_number":
      return rule.N;
    case "one_to_one":
      return postSize;
    case "all_to_all":
      return preSize * postSize;
    case "explicit":
      return rule.pre.length;
  }
}
