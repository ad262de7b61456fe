/** Vectors of nengo-loihi's emulator (type `nengo-loihi-network`) as integers: the `hw` profile. */
import type { IntegerProjection } from "../../compiler/integer-network.js";
import { fail } from "../diagnostics/diagnostic.js";
import type { SpikeSource } from "../network/types.js";
import type { SynapseGroup } from "../program/types.js";
import { LOIHI1 } from "../targets/loihi1.js";
import type { LoihiTarget } from "../targets/types.js";
import type { GoldenNetwork } from "./golden-network.js";
import { expectedOf } from "./lava-network.js";
import { readEvents, spikeSource } from "./spike-events.js";
import { projectionFromMatrix } from "./synapse-matrix.js";
import { has, matrixOf, numberOf, objectOf, objectsOf, perItemOf, stringOf, type JsonObject } from "./vector.js";

export function nengoNetwork(vector: JsonObject): GoldenNetwork {
  const compartments = objectOf(vector, "compartments");
  const size = numberOf(compartments, "n");
  const steps = numberOf(vector, "steps");
  const all = (key: string, fallback?: number) => perItemOf(compartments, key, size, fallback);
  const thresholds = all("vth");
  const target = targetOf(vector, compartments, thresholds);
  const biases = all("bias", 0).map((bias, i) => exactBias(bias, i));
  const groups: SynapseGroup[] = [];
  const projections: IntegerProjection[] = [];
  const sources: SpikeSource[] = [];
  const post = { first: 0, size };
  let next = size;
  objectsOf(vector, "inputs").forEach((input, k) => {
    const name = `inputs[${k}]`;
    const pre = { first: next, size: numberOf(input, "n"), kind: "source" as const };
    next += pre.size;
    sources.push(spikeSource(name, k, pre.first, pre.size, readEvents(input["events"], pre.size, steps, name)));
    projections.push(factored(name, matrixOf(input, "effective_weights_axon_by_compartment"), size, pre, post, groups));
  });
  if (has(vector, "recurrent_effective_weights_axon_by_compartment")) {
    const matrix = matrixOf(vector, "recurrent_effective_weights_axon_by_compartment");
    projections.push(factored("recurrent", matrix, size, { ...post, kind: "population" }, post, groups));
  }
  return {
    profile: "hw",
    target,
    integers: {
      name: stringOf(vector, "name"),
      steps,
      neurons: {
        du: all("decay_u"),
        dv: all("decay_v"),
        thresholdMantissa: thresholds.map((v) => v / 2 ** target.widths.thresholdShift),
        biasMantissa: biases.map((b) => b.mantissa),
        biasExponent: biases.map((b) => b.exponent),
        refractory: all("refract_delay", 1),
        u0: all("u0", 0),
        v0: all("v0", 0),
      },
      vmin: sameForAll(all("vmin"), "vmin"),
      vmax: sameForAll(all("vmax"), "vmax"),
      groups,
      projections,
      sources,
    },
    injected: [],
    expected: [expectedOf(objectOf(vector, "expected"), "compartments", post)],
  };
}

/** Widths as the vector states them. nengo-loihi's emulator takes any integer threshold; a coarser register would round it. */
function targetOf(vector: JsonObject, compartments: JsonObject, thresholds: readonly number[]): LoihiTarget {
  const { widths, profiles } = LOIHI1;
  const accumulators = has(vector, "accumulators") ? objectOf(vector, "accumulators") : {};
  const bits = widths.thresholdMantissa + widths.thresholdShift;
  let thresholdShift = widths.thresholdShift;
  while (thresholdShift > 0 && thresholds.some((v) => v % 2 ** thresholdShift !== 0)) thresholdShift--;
  const hw = profiles.hw!;
  return {
    ...LOIHI1,
    profiles: { ...profiles, hw: { ...hw, accumulatorBits: numberOf(accumulators, "Q_BITS", (hw.accumulatorBits ?? 32) - 1) + 1 } },
    widths: {
      ...widths,
      u: numberOf(accumulators, "U_BITS", widths.u - 1) + 1,
      uDecayOffset: numberOf(compartments, "decay_u_offset", widths.uDecayOffset),
      vDecayOffset: numberOf(compartments, "decay_v_offset", widths.vDecayOffset),
      thresholdShift,
      thresholdMantissa: bits - thresholdShift,
    },
  };
}

/** mantissa·2^exponent without loss. */
function exactBias(bias: number, i: number): { mantissa: number; exponent: number } {
  const { biasMantissa, biasExponentMax } = LOIHI1.widths;
  const limit = 2 ** (biasMantissa - 1) - 1;
  for (let exponent = 0; exponent <= biasExponentMax; exponent++) {
    const mantissa = bias / 2 ** exponent;
    if (Number.isInteger(mantissa) && Math.abs(mantissa) <= limit) return { mantissa, exponent };
  }
  return fail("golden-bias", `the bias ${bias} of compartment ${i} is no product of a ${biasMantissa}-bit mantissa and a power of two`);
}

/** Effective weights as mantissa·2^(6+exponent), one group for each sign and exponent; one exponent for all where that is exact. */
function factored(
  name: string, matrix: readonly (readonly number[])[], size: number,
  pre: { readonly first: number; readonly size: number; readonly kind: IntegerProjection["preKind"] },
  post: { readonly first: number; readonly size: number }, groups: SynapseGroup[],
): IntegerProjection {
  const { weightMantissa, weightShift } = LOIHI1.widths;
  const largest = 2 ** weightMantissa - 1;
  const magnitudes = matrix.flat().map(Math.abs).filter((w) => w > 0);
  let common = magnitudes.length === 0 ? 0 : Infinity;
  let top = 0;
  for (const w of magnitudes) {
    common = Math.min(common, 31 - Math.clz32(w & -w));
    top = Math.max(top, w);
  }
  const isCommon = top / 2 ** common <= largest;
  const known = new Map<string, number>();
  return projectionFromMatrix(name, size, pre, post, (j, i) => {
    const weight = matrix[j][i];
    if (weight === 0) return null;
    const magnitude = Math.abs(weight);
    const shift = isCommon ? common : Math.max(0, 32 - Math.clz32(magnitude) - weightMantissa);
    if (!Number.isInteger(magnitude / 2 ** shift))
      fail("golden-weight", `${name}[${j}][${i}]: the weight ${weight} needs more than ${weightMantissa} bits; synapse memory cannot hold it`);
    const key = `${Math.sign(weight)} ${shift}`;
    let group = known.get(key);
    if (group === undefined) {
      known.set(key, (group = groups.length));
      const signMode = weight > 0 ? "excitatory" : "inhibitory";
      groups.push({ name: `${name} ${signMode} 2^${shift}`, weightExponent: shift - weightShift, weightBits: weightMantissa, signMode, graded: false });
    }
    return { mantissa: weight / 2 ** shift, group, delay: 0 };
  });
}

function sameForAll(values: readonly number[], what: string): number {
  if (values.some((v) => v !== values[0])) fail("golden-format", `${what} differs between compartments; a core has one`);
  return values[0];
}
