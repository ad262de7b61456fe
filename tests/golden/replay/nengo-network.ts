/** Vectors of nengo-loihi's emulator (type `nengo-loihi-network`) as integers: the `hw` profile. */
import type { IntegerProjection } from "../../../compiler/loihi/integer-network.js";
import { fail } from "../../../src/diagnostics/diagnostic.js";
import type { SpikeSource } from "../../../src/network/types.js";
import type { SynapseGroup } from "../../../src/program/loihi/program.js";
import { LOIHI1 } from "../../../src/targets/loihi/loihi1.js";
import type { LoihiTarget } from "../../../src/targets/loihi/target.js";
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
  const inputs = objectsOf(vector, "inputs").map((input, k) => ({
    input,
    name: `inputs[${k}]`,
    weights: matrixOf(input, "effective_weights_axon_by_compartment"),
  }));
  const recurrent = has(vector, "recurrent_effective_weights_axon_by_compartment")
    ? [{ name: "recurrent", weights: matrixOf(vector, "recurrent_effective_weights_axon_by_compartment") }]
    : [];
  const groups = new WeightGroups([...inputs, ...recurrent]);
  const projections: IntegerProjection[] = [];
  const sources: SpikeSource[] = [];
  let next = size;
  inputs.forEach(({ input, name, weights }, k) => {
    const pre = { first: next, size: numberOf(input, "n"), kind: "source" as const };
    next += pre.size;
    sources.push(spikeSource(name, k, pre.first, pre.size, readEvents(input["events"], pre.size, steps, name)));
    projections.push(groups.projection(name, weights, size, pre));
  });
  for (const { name, weights } of recurrent)
    projections.push(groups.projection(name, weights, size, { first: 0, size, kind: "population" }));
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
      groups: groups.groups,
      projections,
      sources,
    },
    injected: [],
    expected: [expectedOf(objectOf(vector, "expected"), "compartments", { first: 0, size })],
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
    profiles: {
      ...profiles,
      hw: { ...hw, accumulatorBits: numberOf(accumulators, "Q_BITS", (hw.accumulatorBits ?? 32) - 1) + 1 },
    },
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
  return fail(
    "golden-format",
    `the bias ${bias} of compartment ${i} is no product of a ${biasMantissa}-bit mantissa and a power of two`,
  );
}

/**
 * Effective weights as mantissa·2^shift, shift = 6 + exponent, with as few shifts as possible: a core has few synapse formats.
 * A weight may take every shift between the one that brings it to 8 bits and its trailing zeros.
 */
class WeightGroups {
  readonly groups: SynapseGroup[] = [];
  private readonly shifts: number[] = [];
  private readonly known = new Map<number, number>();

  constructor(matrices: readonly { readonly name: string; readonly weights: readonly (readonly number[])[] }[]) {
    const ranges: { low: number; high: number }[] = [];
    for (const { name, weights } of matrices) {
      weights.forEach((row, j) =>
        row.forEach((weight, i) => {
          if (weight === 0) return;
          const { low, high } = shiftRange(weight);
          if (low > high)
            fail(
              "golden-format",
              `${name}[${j}][${i}]: the weight ${weight} needs more than ${LOIHI1.widths.weightMantissa} bits; synapse memory cannot hold it`,
            );
          ranges.push({ low, high });
        }),
      );
    }
    // The smallest set of points that hits every range: always the end of the first range not yet hit.
    ranges.sort((a, b) => a.high - b.high);
    for (const { low, high } of ranges)
      if (this.shifts.length === 0 || this.shifts[this.shifts.length - 1] < low) this.shifts.push(high);
  }

  projection(
    name: string,
    matrix: readonly (readonly number[])[],
    size: number,
    pre: { readonly first: number; readonly size: number; readonly kind: IntegerProjection["preKind"] },
  ): IntegerProjection {
    return projectionFromMatrix(name, size, pre, { first: 0, size }, (j, i) => {
      const weight = matrix[j][i];
      if (weight === 0) return null;
      const { low, high } = shiftRange(weight);
      const shift = this.shifts.find((s) => s >= low && s <= high)!;
      return { mantissa: weight / 2 ** shift, group: this.groupOf(weight, shift), delay: 0 };
    });
  }

  private groupOf(weight: number, shift: number): number {
    const { weightMantissa, weightShift } = LOIHI1.widths;
    const key = Math.sign(weight) * (shift + 1);
    let group = this.known.get(key);
    if (group === undefined) {
      this.known.set(key, (group = this.groups.length));
      const signMode = weight > 0 ? "excitatory" : "inhibitory";
      this.groups.push({
        name: `${signMode} 2^${shift}`,
        weightExponent: shift - weightShift,
        weightBits: weightMantissa,
        signMode,
        graded: false, plasticity: null,
      });
    }
    return group;
  }
}

function shiftRange(weight: number): { low: number; high: number } {
  const magnitude = Math.abs(weight);
  const bits = 32 - Math.clz32(magnitude);
  return { low: Math.max(0, bits - LOIHI1.widths.weightMantissa), high: 31 - Math.clz32(magnitude & -magnitude) };
}

function sameForAll(values: readonly number[], what: string): number {
  if (values.some((v) => v !== values[0]))
    fail("golden-format", `${what} differs between compartments; a core has one`);
  return values[0];
}
