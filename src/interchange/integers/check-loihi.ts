/**
 * Do the integers fit a Loihi-style target as they are? What a register or a synapse cannot hold, or would hold changed, is an error with
 * its place: nothing is requantized.
 */
import { LARGEST_NOISE_EXPONENT, SMALLEST_NOISE_EXPONENT } from "../../program/loihi/core-noise.js";
import type { SynapseGroup } from "../../program/loihi/program.js";
import { droppedBits } from "../../program/loihi/synapse-memory.js";
import { longestDelayField, type LoihiProfileSpec, type LoihiTarget } from "../../targets/loihi/target.js";
import { profileOf } from "../../targets/registry.js";
import { checkRows, mustHave, refuseLimit, synapseOf, type PlaceOf } from "./check-rows.js";
import { idsOf } from "./integers-header.js";
import type { LoihiIntegers, LoihiRegisters, LoihiSynapseRows } from "./loihi-integers.js";
import { LOIHI_REGISTERS } from "./names.js";
import type { Allowed } from "./named-arrays.js";

/** Their indices have 8 bits in the arrays of a folder. */
const MOST_GROUPS = 2 ** 8;

/** What each register may hold. */
export function registerLimits(
  { widths, limits }: LoihiTarget,
  { uOverflow }: Pick<LoihiProfileSpec, "uOverflow">,
  noises: number,
): Record<keyof LoihiRegisters, Allowed> {
  const field = (bits: number): Allowed => ({ min: 0, max: 2 ** bits - 1, because: `the register has ${bits} bits` });
  const signed = (bits: number): Allowed => ({
    min: -(2 ** (bits - 1)),
    max: 2 ** (bits - 1) - 1,
    because: `the register has ${bits} bits with sign (${-(2 ** (bits - 1))}..${2 ** (bits - 1) - 1})`,
  });
  // The one wrap of the lava profile keeps +2^(bits - 1).
  const kept = uOverflow === "lava-single-wrap" ? { max: 2 ** (widths.u - 1) } : {};
  const most = Math.min(2 ** 8 - 1, limits.maxRefractory.value ?? Infinity);
  return {
    du: field(widths.decay),
    dv: field(widths.decay),
    thresholdMantissa: field(widths.thresholdMantissa),
    biasMantissa: signed(widths.biasMantissa),
    biasExponent: {
      min: -widths.biasExponentMax,
      max: widths.biasExponentMax,
      because: `the exponent is at most ${widths.biasExponentMax}`,
    },
    refractory: { min: 0, max: most, because: `the refractory field holds 0..${most}` },
    noise: {
      min: -1,
      max: noises - 1,
      because: noises === 0 ? "the network has no noises (-1: none)" : `it has ${noises} noises (-1: none)`,
    },
    u0: { ...signed(widths.u), ...kept },
    v0: signed(widths.v),
  };
}

type Grouped = Pick<LoihiIntegers, "groups" | "noises" | "vmin" | "vmax">;

/** @param file or thing that has them @throws EquipoiseError `integers-limit` */
export function checkLoihiSettings(
  { groups, noises, vmin, vmax }: Grouped,
  profile: LoihiProfileSpec,
  { widths }: LoihiTarget,
  file: string,
): void {
  if (groups.length > MOST_GROUPS)
    refuseLimit(file, `: it has ${groups.length} groups, at most ${MOST_GROUPS}`, "join groups that are alike");
  groups.forEach(({ weightExponent, weightBits }, g) => {
    const { minWeightExponent: min, maxWeightExponent: max } = profile;
    if (weightExponent < min || weightExponent > max)
      refuseLimit(
        `${file}: groups[${g}]`,
        `.weight_exponent = ${weightExponent}, but the profile ${profile.id} has ${min}..${max}`,
      );
    if (weightBits > widths.weightMantissa)
      refuseLimit(`${file}: groups[${g}]`, `.weight_bits = ${weightBits}, but a mantissa has ${widths.weightMantissa}`);
  });
  noises.forEach(({ exponent, mantissaOffset }, k) => {
    if (exponent < SMALLEST_NOISE_EXPONENT || exponent > LARGEST_NOISE_EXPONENT || Math.abs(mantissaOffset) > 127)
      refuseLimit(
        `${file}: noises[${k}]`,
        ` has exponent ${exponent} and offset ${mantissaOffset}; exponents ${SMALLEST_NOISE_EXPONENT}..${LARGEST_NOISE_EXPONENT} and offsets -127..127 are known`,
      );
  });
  if (noises.length > 0 && !profile.noise)
    refuseLimit(file, `: the profile ${profile.id} has no noise`, "leave noises out, or choose a profile that has it");
  const half = 2 ** (widths.v - 1);
  if (!(vmin <= 0 && vmax >= 0 && vmin >= -half && vmax <= half))
    refuseLimit(file, `: vmin ${vmin} and vmax ${vmax} must have 0 between them and lie in ${-half}..${half}`);
}

/** @throws EquipoiseError `integers-limit` */
function checkLoihiRegisters(neurons: LoihiRegisters, limits: Record<string, Allowed>, place: PlaceOf): void {
  for (const [key, name] of Object.entries(LOIHI_REGISTERS) as [keyof LoihiRegisters, string][]) {
    const { min, max, because } = limits[key];
    const values = neurons[key];
    for (let i = 0; i < values.length; i++)
      if (!(values[i] >= min && values[i] <= max))
        refuseLimit(place(name, i), ` = ${values[i]}, but ${because ?? `it must be in ${min}..${max}`}`);
  }
}

type Synapses = Pick<LoihiSynapseRows, "mantissa" | "group" | "delay">;

/** @throws EquipoiseError `integers-limit` */
export function checkLoihiSynapses(
  { mantissa, group, delay }: Synapses,
  groups: readonly SynapseGroup[],
  target: LoihiTarget,
  place: PlaceOf,
): void {
  const most = longestDelayField(target);
  const bound = 1 << target.widths.weightMantissa;
  const kept = groups.map((of) => {
    const dropped = droppedBits(of, target);
    const [min, max] =
      of.signMode === "mixed" ? [-bound, bound - 1] : of.signMode === "excitatory" ? [0, bound - 1] : [1 - bound, 0];
    return { ...of, dropped, mask: (1 << dropped) - 1, min, max };
  });
  for (let k = 0; k < mantissa.length; k++) {
    const of = kept[group[k]];
    const m = mantissa[k];
    if (of === undefined) refuseLimit(place("group", k), ` = ${group[k]}, but there are ${groups.length} groups`);
    if (m < of.min || m > of.max)
      refuseLimit(
        place("mantissa", k),
        ` = ${m}, but group ${of.name} (${of.signMode}) holds ${of.min}..${of.max}`,
        "put it into a group of another sign mode, or with a larger weight_exponent",
      );
    if ((m & of.mask) !== 0)
      refuseLimit(
        place("mantissa", k),
        ` = ${m}, but group ${of.name} keeps ${of.weightBits} bits${of.signMode === "mixed" ? " with sign" : ""}: multiples of ${of.mask + 1}`,
        "round it yourself, or give the group more weight_bits",
      );
    if (delay[k] > most) refuseLimit(place("delay", k), ` = ${delay[k]}, but the delay field holds 0..${most}`);
  }
}

/**
 * Of integers in memory, whoever made them.
 * @throws EquipoiseError `integers-limit`, `integers-array` where a column has a wrong length or names a neuron that does not exist
 */
export function checkLoihiIntegers(integers: LoihiIntegers, target: LoihiTarget): void {
  const { neurons, noises, groups, synapses, size, name } = integers;
  const what = `the integer network ${name}`;
  const profile = profileOf(target, integers.profile);
  checkLoihiSettings(integers, profile, target, what);
  for (const [key, column] of Object.entries(LOIHI_REGISTERS) as [keyof LoihiRegisters, string][])
    mustHave(neurons[key].length, size, column, what);
  checkLoihiRegisters(
    neurons,
    registerLimits(target, profile, noises.length),
    (column, i) => `${column} of neuron ${i}`,
  );
  checkRows(synapses, size, idsOf(integers), what);
  for (const column of ["mantissa", "group", "delay"] as const)
    mustHave(synapses[column].length, synapses.post.length, column, what);
  checkLoihiSynapses(synapses, groups, target, (column, k) => `${column} of ${synapseOf(synapses, k)}`);
}
