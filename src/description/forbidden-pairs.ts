/** What a projection forbids and yet asks for: its own synapses onto the same neuron, or several between two. Said here, at its place, before anything is drawn. */
import type { Presynaptic } from "./connection-rule.js";
import { formatPath } from "./problems.js";
import type { DocumentPath } from "./problems.js";
import type { LoweringContext } from "./quantity.js";
import type { PopulationDescription, ProjectionDescription } from "./types.js";

/** Records what can be known without drawing. Too large degrees: `checkRoom` (projections.ts). */
export function checkForbiddenPairs(
  { problems }: LoweringContext,
  { connect, autapses, multapses }: ProjectionDescription,
  pre: Presynaptic,
  post: PopulationDescription,
  path: DocumentPath,
): void {
  const skipSelf = !autapses && pre.name === post.name;
  const where = formatPath(path);
  const at = [...path, "connect"];
  if (connect.rule === "one_to_one" && skipSelf)
    problems.error(
      "one-to-one-autapses",
      at,
      `${where}: one_to_one within a population makes only autapses, and autapses are forbidden`,
      "allow autapses or connect another population",
    );
  const degree =
    connect.rule === "fixed_indegree"
      ? connect.indegree
      : connect.rule === "fixed_outdegree"
        ? connect.outdegree
        : connect.rule === "fixed_total_number"
          ? connect.N
          : 0;
  // Without multapses there is too little room as well, which is said elsewhere.
  if (skipSelf && multapses && degree > 0 && post.size === 1)
    problems.error(
      "no-candidates",
      at,
      `${where}: there is no partner to draw from: ${post.name} has 1 neuron, and autapses are forbidden`,
      "allow autapses or enlarge the population",
    );
  if (connect.rule !== "explicit") return;
  const self = skipSelf ? connect.pre.findIndex((from, k) => from === connect.post[k]) : -1;
  if (self >= 0)
    problems.error(
      "forbidden-autapse",
      [...at, "synapses", self],
      `${where}: entry ${self} connects neuron ${connect.pre[self]} to itself, and autapses are forbidden`,
      "allow autapses or remove the entry",
    );
  const twice = multapses ? -1 : firstRepetition(connect.pre, connect.post, post.size);
  if (twice >= 0)
    problems.error(
      "forbidden-multapse",
      [...at, "synapses", twice],
      `${where}: entry ${twice}: neuron ${connect.pre[twice]} is listed twice as an input of neuron ${connect.post[twice]}, and multapses are forbidden`,
      "allow multapses or remove one of the entries",
    );
}

/** Index of the first pair that was listed before; -1 where all differ. */
function firstRepetition(pre: Uint32Array, post: Uint32Array, postSize: number): number {
  const seen = new Set<number>();
  for (let k = 0; k < pre.length; k++) {
    const pair = pre[k] * postSize + post[k];
    if (seen.has(pair)) return k;
    seen.add(pair);
  }
  return -1;
}
