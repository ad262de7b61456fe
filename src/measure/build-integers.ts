/** An integer network beside the description that it was made of: both sides of a verification. */
import type { NetworkDescription } from "../description/types.js";
import { fail } from "../diagnostics/diagnostic.js";
import { compileIntegers } from "../families/of-integers.js";
import type { Integers } from "../interchange/integers/integers.js";
import type { LoihiIntegers } from "../interchange/integers/loihi-integers.js";
import { valueAt, type Network } from "../network/types.js";
import type { FamilyOptions } from "../options/option-tables.js";
import type { LoihiTarget } from "../targets/loihi/target.js";
import type { TargetSpec } from "../targets/target.js";
import { prepare, type Build, type BuildHooks } from "./build.js";
import { emulationWork } from "./forecast/run-work.js";

/**
 * The integers on the chip's side, and the description, drawn with the seed of `hooks`, on the float side. The integers have one set of synapses
 * for all seeds; what is drawn while they run, such as Poisson input, goes by the seed too.
 * @throws EquipoiseError `integers-against` where populations or time steps are not the same
 */
export function buildAgainst(
  integers: Integers,
  description: NetworkDescription,
  target: TargetSpec,
  options: FamilyOptions,
  hooks: BuildHooks = {},
): Build {
  const { network, floatModel, floatPrediction, sized } = prepare(description, target, options, hooks, "compile");
  mustBeTheSame(integers, network);
  const { seed, steps, burnInSteps } = network;
  const asDescribed = { ...integers, seed, steps, burnInSteps };
  const readable =
    asDescribed.family === "loihi" && target.family === "loihi"
      ? withReadback(asDescribed, network, target)
      : asDescribed;
  const compiled = compileIntegers(readable, target, sized, hooks, network);
  return { network, floatModel, floatPrediction, compiled, work: emulationWork(network, sized) };
}

function mustBeTheSame({ populations, dt }: Integers, network: Network): void {
  const listed = (of: readonly { readonly name: string; readonly size: number }[]) =>
    of.map(({ name, size }) => `${name} (${size})`).join(", ");
  const [ours, theirs] = [listed(populations), listed(network.populations)];
  if (ours !== theirs)
    fail(
      "integers-against",
      `the integer network has the populations ${ours}, and the description has ${theirs}: they must have the same names, sizes and order`,
      { hint: "rename or reorder the populations of one of the two" },
    );
  if (Math.abs(dt / network.dt - 1) > 1e-9)
    fail(
      "integers-against",
      `the time step of the integer network is ${dt} ms, and that of the description ${network.dt} ms`,
      {
        hint: "give both the same time step",
      },
    );
}

/** Where the integers do not say what an LSB of v is: the distance from reset to threshold of the description is that of the registers. */
function withReadback(integers: LoihiIntegers, network: Network, { widths }: LoihiTarget): LoihiIntegers {
  const { readback, neurons, size } = integers;
  if (readback.vLsb.length > 1 || readback.vLsb[0] !== 1 || readback.vOffset.length > 1 || readback.vOffset[0] !== 0)
    return integers;
  const [vLsb, vOffset] = [new Float64Array(size), new Float64Array(size)];
  for (const { first, size: own, parameters } of network.populations) {
    for (let i = 0; i < own; i++) {
      const reset = valueAt(parameters.V_reset, i);
      vOffset[first + i] = reset;
      const threshold = neurons.thresholdMantissa[first + i] * 2 ** widths.thresholdShift;
      vLsb[first + i] = threshold === 0 ? 1 : (valueAt(parameters.V_th, i) - reset) / threshold;
    }
  }
  return { ...integers, readback: { vLsb, vOffset } };
}
