/** An integer network to a program of a SpiNNaker-style machine: partition, mapping and packing, and nothing that would touch a word. */
import { fail, type Diagnostic } from "../../src/diagnostics/diagnostic.js";
import { checkSpinnakerIntegers } from "../../src/interchange/integers/check-spinnaker.js";
import type { SpinnakerIntegers } from "../../src/interchange/integers/spinnaker-integers.js";
import type { Network } from "../../src/network/types.js";
import { kdivui } from "../../src/numerics/s1615-division.js";
import type { SpinnakerOptions } from "../../src/options/spinnaker.js";
import { INHIBITORY } from "../../src/program/spinnaker/machine-image.js";
import type { SpinnakerTarget } from "../../src/targets/spinnaker/target.js";
import { gathered, networkOfIntegers } from "../common/network-of-integers.js";
import type { CompileHooks } from "../common/run-passes.js";
import { contextOf, mapAndPack, type SpinnakerCompileResult } from "./compile.js";
import { requireQuotients } from "./core-quotients.js";
import type { LoweredPopulation, SpinnakerLowered, SpinnakerProjection, SpinnakerQuantized } from "./stages.js";
import { CONDUCTANCE_SCALE, weightStep, type GlobalScale } from "./weights/ring-buffer-scale.js";
import type { RingBufferShift } from "./weights/ring-buffer-shifts.js";

/**
 * @param described what a description says of the populations, for reading results in its units
 * @throws EquipoiseError `integers-limit`, `integers-array`, `s1615-range`, and with exit code 5 where the network does not fit the board
 */
export function compileIntegersForSpinnaker(
  integers: SpinnakerIntegers,
  target: SpinnakerTarget,
  options: Partial<SpinnakerOptions> = {},
  hooks: CompileHooks = {},
  described?: Network,
): SpinnakerCompileResult {
  const diagnostics: Diagnostic[] = [];
  const context = contextOf(target, options, hooks, diagnostics);
  checkSpinnakerIntegers(integers, target);
  const { dtRaw, populations } = integers;
  for (const { name, parameters, stepsPerTick } of populations) {
    const step = kdivui(dtRaw, stepsPerTick);
    if (step < 1)
      fail("integers-limit", `population ${name}: a tick of ${dtRaw}/32768 ms in ${stepsPerTick} steps leaves no time`);
    requireQuotients(parameters, step, `population ${name}`);
  }
  return { ...mapAndPack(quantizedOfIntegers(integers, described), context, hooks), diagnostics };
}

function quantizedOfIntegers(integers: SpinnakerIntegers, described?: Network): SpinnakerQuantized {
  const { dtRaw, populations, synapses, offsetChanges } = integers;
  const { network, entries } = networkOfIntegers(integers, described);
  const lowered = populations.map(({ model, parameters, stepsPerTick }, p): LoweredPopulation => ({
    population: network.populations[p],
    ...{ model, parameters, toChip: 1, stepsPerTick },
    globalScale: model === "IF_cond_exp" ? CONDUCTANCE_SCALE : 1,
    // The chip adds arrivals before it updates V: delta synapses act a tick earlier in its own counting.
    delayShift: model === "IF_curr_delta" ? 0 : 1,
  }));
  const projections = entries.map((of): SpinnakerProjection => ({
    weight: gathered(synapses.weight, of, Uint16Array),
    type: gathered(synapses.type, of, Uint8Array),
    delay: gathered(synapses.delay, of, Uint16Array),
  }));
  const signed = network.projections.map((projection, k) => ({ ...projection, weight: signsOf(projections[k].type) }));
  const stage: SpinnakerLowered = {
    network: { ...network, projections: signed },
    ...{ dtRaw, populations: lowered, offsetChanges, hostSpikesPerSecond: 0 },
  };
  const shifts = populations.map(({ leftShifts: [excitatory, inhibitory] }, p) => ({
    excitatory: statedShift(excitatory, lowered[p].globalScale),
    inhibitory: statedShift(inhibitory, lowered[p].globalScale),
  }));
  return { shifted: { lowered: stage, shifts }, projections };
}

/** ±1: a weight of the description is negative where its synapse is inhibitory. */
function signsOf(type: SpinnakerProjection["type"]): number | Float32Array {
  const sign = (of: number) => (of === INHIBITORY ? -1 : 1);
  return typeof type === "number" ? sign(type) : Float32Array.from(type, sign);
}

/** Nobody chose it here, and what it costs is not known: that depends on weights in nA and on rates. */
function statedShift(shift: number, globalScale: GlobalScale): RingBufferShift {
  return {
    ...{ rule: "bounded-saturation", shift, step: weightStep(shift, globalScale) },
    ...{ saturationProbability: NaN, representable: true, bitsOfSmallest: NaN, bitsOfMean: NaN },
  };
}
