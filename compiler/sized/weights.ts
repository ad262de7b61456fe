/**
 * Signed weights, one scale a population: the largest magnitude onto it becomes the largest number of the chip (127 on SpiNNaker 2). All that is public of how SpiNNaker 2 stores them; used by theory,
 * never run. Source: SpiNNaker spec §5 (s2_nir.py).
 */
import type { LossLedger } from "../../src/diagnostics/loss-ledger.js";
import type { Network, Projection } from "../../src/network/types.js";
import { roundHalfEven } from "../../src/numerics/round-half-even.js";

function largestOnto(network: Network, population: number): number {
  return network.projections.reduce((most, { post, weight, source }) => {
    if (post !== population || source.length === 0) return most;
    return typeof weight === "number"
      ? Math.max(most, Math.abs(weight))
      : weight.reduce((largest, w) => Math.max(largest, Math.abs(w)), most);
  }, 0);
}

function roundedTo(projection: Projection, step: number, largestWeight: number, ledger: LossLedger): Projection {
  const { weight, source, name } = projection;
  if (step === 0) return projection;
  const round = (w: number) => roundHalfEven(w / step) * step;
  const rounded = typeof weight === "number" ? round(weight) : weight.map(round);
  let [changed, toZero, worst, sum, error] = [0, 0, 0, 0, 0];
  for (let k = 0; k < source.length; k++) {
    const w = typeof weight === "number" ? weight : weight[k];
    const r = typeof rounded === "number" ? rounded : rounded[k];
    if (r !== w) changed++;
    if (r === 0 && w !== 0) toZero++;
    worst = Math.max(worst, Math.abs(r - w));
    sum += w;
    error += r - w;
  }
  const entry = {
    where: `projection ${name}`,
    of: source.length,
    worst,
    meanInputChange: sum === 0 ? NaN : error / sum,
  };
  ledger.add({
    ...entry,
    kind: "weight-rounded",
    count: changed,
    note: `nearest of ${largestWeight} steps of the largest weight onto the population`,
  });
  ledger.add({ ...entry, kind: "weight-rounded-to-zero", count: toZero });
  return { ...projection, weight: rounded };
}

export function withSizedWeights(network: Network, largestWeight: number, ledger: LossLedger): Network {
  const steps = network.populations.map(({ index }) => largestOnto(network, index) / largestWeight);
  return {
    ...network,
    projections: network.projections.map((projection) =>
      roundedTo(projection, steps[projection.post], largestWeight, ledger),
    ),
  };
}
