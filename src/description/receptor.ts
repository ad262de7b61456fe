/**
 * `receptor_type: excitatory | inhibitory`, as users of PyNN write it, against the sign that decides here (NEST's convention: a positive
 * weight acts through tau_syn_ex and E_ex, a negative one through tau_syn_in and E_in).
 *   currents      PyNN's rule: inhibitory weights are ≤ 0, excitatory ones ≥ 0; a weight of the other sign is an error
 *   conductances  PyNN's weights are ≥ 0; inhibitory ones become negative here; one that is negative already is, with a warning, inhibitory
 */
import { formatPath } from "./problems.js";
import type { DocumentPath } from "./problems.js";
import { scaleSpread, spreadMean } from "./quantity.js";
import type { LoweringContext } from "./quantity.js";
import type { ConnectionRule, PopulationDescription, Spread } from "./types.js";

export type ReceptorType = "excitatory" | "inhibitory";

interface Weights {
  readonly weight: Spread;
  readonly connect: ConnectionRule;
}

/** Weights whose sign is that of the receptor; without a receptor as they are. */
export function applyReceptor(
  ctx: LoweringContext,
  receptor: ReceptorType | undefined,
  weights: Weights,
  post: PopulationDescription,
  path: DocumentPath,
): Weights {
  if (receptor === undefined) return weights;
  const { weight, connect } = weights;
  const listed = connect.rule === "explicit" ? connect.weight : undefined;
  const [low, high] = listed === undefined ? [spreadMean(weight), spreadMean(weight)] : extremes(listed);
  const where = formatPath(path);
  if (receptor === "excitatory") {
    if (low < 0)
      ctx.problems.error(
        "wrong-sign",
        path,
        `${where}: a weight of ${low} is negative, and the receptor is excitatory`,
        "give a positive weight, or receptor_type: inhibitory",
      );
    return weights;
  }
  if (ctx.models[post.model].synapse !== "conductance") {
    if (high > 0)
      ctx.problems.error(
        "wrong-sign",
        path,
        `${where}: a weight of ${high} is positive, and the receptor is inhibitory: inhibitory currents have negative weights, in PyNN too`,
        "give a negative weight, or receptor_type: excitatory",
      );
    return weights;
  }
  if (low < 0 && high > 0) {
    ctx.problems.error(
      "wrong-sign",
      path,
      `${where}: conductances of both signs (${low} to ${high} nS) on an inhibitory receptor`,
      "give positive conductances: receptor_type says that they inhibit",
    );
    return weights;
  }
  if (low < 0) {
    ctx.problems.warn(
      "wrong-sign",
      path,
      `${where}: a conductance of ${low} nS on an inhibitory receptor is negative; it is taken as inhibitory`,
      "give a positive conductance: receptor_type says that it inhibits",
    );
    return weights;
  }
  return {
    weight: scaleSpread(weight, -1),
    connect:
      connect.rule === "explicit" && listed !== undefined ? { ...connect, weight: listed.map((w) => -w) } : connect,
  };
}

function extremes(values: Float32Array): [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) [low, high] = [Math.min(low, value), Math.max(high, value)];
  return values.length === 0 ? [0, 0] : [low, high];
}
