/** The synapses of a projection with weights, gains and delays of their own, ready for push delivery. */
import { pushRows } from "../../src/network/push-rows.js";
import type { Projection } from "../../src/network/types.js";
import type { Arrivals } from "./arrivals.js";
import { Delivery, inPushOrder } from "./deliver.js";

/** Arrays lie along the projection's rows. */
export interface GivenRows {
  readonly projection: Projection;
  readonly weight: number | Float32Array | Float64Array;
  /** Factor on the weights of each postsynaptic neuron, local ids; absent: 1. */
  readonly rowGain?: Float64Array;
  /** Steps from emission to arrival, ≥ 1. */
  readonly delay: number | Uint8Array | Uint16Array;
}

export function deliveryOf({ projection, weight: given, rowGain, delay }: GivenRows, arrivals: Arrivals): Delivery {
  let weight = given;
  if (rowGain !== undefined && rowGain.length > 0) {
    const [first] = rowGain;
    const uniform = rowGain.every((gain) => gain === first);
    if (uniform && typeof weight === "number") weight *= first;
    else if (!uniform || first !== 1) weight = withGain(projection, weight, rowGain);
  }
  // these weights and delays decide whether an order is needed, not the projection's own
  const { start, target, order } = pushRows(
    { projections: [{ ...projection, weight: typeof weight === "number" ? weight : new Float32Array(0), delay }] },
    0,
  );
  return new Delivery(
    {
      preFirst: projection.preFirst,
      preSize: projection.preSize,
      start,
      target,
      targetOffset: projection.postFirst,
      weight: typeof weight === "number" ? weight : inPushOrder(weight, order),
      delay: typeof delay === "number" ? delay : inPushOrder(delay, order),
    },
    arrivals,
  );
}

/** Weights times the gain of their row. */
function withGain(
  projection: Projection,
  weight: number | Float32Array | Float64Array,
  gain: Float64Array,
): Float64Array {
  const { rowStart, postSize } = projection;
  const out = new Float64Array(projection.source.length);
  for (let i = 0; i < postSize; i++)
    for (let k = rowStart[i]; k < rowStart[i + 1]; k++)
      out[k] = (typeof weight === "number" ? weight : weight[k]) * gain[i];
  return out;
}
