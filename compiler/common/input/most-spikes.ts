/** The most spikes that one source may send in a step: its counts come from a table that ends, or are listed. */
import type { Network, SpikeSource } from "../../../src/network/types.js";
import { LARGEST_POISSON_MEAN, PoissonTable } from "../../../src/numerics/poisson-table.js";

/** What a host sends is not known here: one spike. */
export function mostSpikesInAStep(
  { kind, rate, spikeSteps, spikeIds }: SpikeSource,
  { dt }: Pick<Network, "dt">,
): number {
  switch (kind) {
    case "poisson": {
      const highest = typeof rate === "number" ? rate : rate.reduce((most, hertz) => Math.max(most, hertz), 0);
      const { first, thresholds } = new PoissonTable(Math.min(LARGEST_POISSON_MEAN, (highest * dt) / 1000), 1);
      return first + thresholds.length;
    }
    case "spike_times": {
      let [most, run] = [0, 0];
      for (let k = 0; k < spikeSteps.length; k++) {
        const again = k > 0 && spikeSteps[k] === spikeSteps[k - 1] && spikeIds[k] === spikeIds[k - 1];
        run = again ? run + 1 : 1;
        most = Math.max(most, run);
      }
      return most;
    }
    case "host":
      return 1;
  }
}
