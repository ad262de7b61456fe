/** What a warning about overflows may recommend, of a network that was compiled here: its options and the scale that was chosen. */
import type { RunLossContext } from "../run-loss-warnings.js";
import type { AnyOptions, CompiledNetwork } from "./family.js";
import { CompiledForLoihi } from "./loihi.js";

export function lossContextOf(compiled: CompiledNetwork, options: AnyOptions): RunLossContext {
  if (!(compiled instanceof CompiledForLoihi)) return { options };
  const { scale, lowered } = compiled.quantized.scaled;
  return {
    options,
    scaleOf: (name) => {
      const population = lowered.network.populations.find((p) => p.name === name);
      return population === undefined ? undefined : scale[population.first];
    },
  };
}
