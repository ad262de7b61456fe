/** The integers of a Loihi-style chip from network.json and its arrays. */
import type { SynapseGroup } from "../../program/loihi/program.js";
import { longestDelayField, type LoihiProfile, type LoihiTarget } from "../../targets/loihi/target.js";
import { profileOf } from "../../targets/registry.js";
import { checkLoihiSettings, checkLoihiSynapses, registerLimits } from "./check-loihi.js";
import type { LoihiDocument } from "./document-schema.js";
import type { LoihiIntegers, LoihiRegisters, LoihiSynapseRows } from "./loihi-integers.js";
import type { IntegerArray } from "./named-arrays.js";
import { LOIHI_REGISTERS } from "./names.js";
import { changesOf, headerOf, idsBelow, neuronValues, populationsOf, seatsOf, type Reading } from "./read-common.js";
import { idsOf } from "./integers-header.js";
import { inOrder, sortSynapses } from "./synapse-rows.js";

const TYPES: Record<keyof LoihiRegisters, new (length: number) => IntegerArray> = {
  du: Uint16Array,
  dv: Uint16Array,
  thresholdMantissa: Uint32Array,
  biasMantissa: Int16Array,
  biasExponent: Int8Array,
  refractory: Uint8Array,
  noise: Int16Array,
  u0: Int32Array,
  v0: Int32Array,
};

export function readLoihiIntegers(document: LoihiDocument, reading: Reading<LoihiTarget>): LoihiIntegers {
  const { file, arrays, target } = reading;
  const populations = populationsOf(document, file);
  const header = headerOf(document, populations, reading);
  const profile = profileOf(target, (document.profile as LoihiProfile | undefined) ?? target.defaultProfile);
  const groups = document.groups.map(
    ({
      name,
      weight_exponent,
      weight_bits = target.widths.weightMantissa,
      sign_mode,
      graded = false,
    }): SynapseGroup => ({
      ...{ name, weightExponent: weight_exponent, weightBits: weight_bits, signMode: sign_mode, graded },
      plasticity: null,
    }),
  );
  const noises = (document.noises ?? []).map(({ target: onto, exponent, mantissa_offset }) => ({
    ...{ target: onto, exponent, mantissaOffset: mantissa_offset },
  }));
  const largest = 2 ** (target.widths.v - 1) - 1;
  const { vmin = -largest, vmax = largest } = document;
  checkLoihiSettings({ groups, noises, vmin, vmax }, profile, target, file);
  const registers = registerLimits(target, profile, noises.length);
  const neurons = Object.fromEntries(
    (Object.entries(LOIHI_REGISTERS) as [keyof LoihiRegisters, string][]).map(([key, name]) => {
      const constants = document.populations.map((p) => p.registers?.[name as keyof typeof p.registers]);
      return [key, neuronValues({ name, constants }, populations, TYPES[key], registers[key], reading, "registers")];
    }),
  ) as unknown as LoihiRegisters;
  const { size } = header;
  const { cores } = document;
  const seats = seatsOf(size, cores?.length ?? 0, reading);
  return {
    ...header,
    family: "loihi",
    ...{ profile: profile.id, populations, neurons, noises, vmin, vmax, groups },
    synapses: synapsesOf(size, idsOf(header), groups, reading),
    biasChanges: biasChangesOf(size, registers, reading),
    readback: {
      vLsb: arrays.has("v_lsb") ? shortest(arrays.reals("v_lsb", size)) : Float64Array.of(document.v_lsb ?? 1),
      vOffset: arrays.has("v_offset")
        ? shortest(arrays.reals("v_offset", size))
        : Float64Array.of(document.v_offset ?? 0),
    },
    ...(seats === undefined ? {} : { seats }),
    ...(cores === undefined ? {} : { cores }),
  };
}

function shortest(values: Float64Array): Float64Array {
  return values.every((value) => value === values[0]) ? values.slice(0, 1) : values;
}

function synapsesOf(
  size: number,
  ids: number,
  groups: readonly SynapseGroup[],
  { arrays, target }: Reading<LoihiTarget>,
): LoihiSynapseRows {
  const count = arrays.lengthOf("pre");
  const half = 2 ** 15;
  const most = longestDelayField(target);
  const pre = arrays.integers("pre", count, Uint32Array, idsBelow(ids, "neurons and sources"));
  const post = arrays.integers("post", count, Uint32Array, idsBelow(size, "neurons"));
  const mantissa = arrays.integers("mantissa", count, Int16Array, {
    ...{ min: -half, max: half - 1, because: `a mantissa has ${target.widths.weightMantissa} bits and a sign` },
  });
  const group =
    arrays.has("group") || groups.length !== 1
      ? arrays.integers("group", count, Uint16Array, idsBelow(groups.length, "groups"))
      : new Uint16Array(count);
  const delay = arrays.has("delay")
    ? arrays.integers("delay", count, Uint8Array, { min: 0, max: most, because: `the delay field holds 0..${most}` })
    : new Uint8Array(count);
  checkLoihiSynapses({ mantissa, group, delay }, groups, target, (column, k) => arrays.place(column, k));
  const { rowStart, order } = sortSynapses(pre, post, ids, size, [group, delay, mantissa]);
  return {
    rowStart,
    post: inOrder(post, order),
    mantissa: inOrder(mantissa, order),
    group: inOrder(group, order),
    delay: inOrder(delay, order),
  };
}

function biasChangesOf(
  size: number,
  limits: ReturnType<typeof registerLimits>,
  { arrays }: Reading,
): LoihiIntegers["biasChanges"] {
  return changesOf(size, [], arrays, (order, count) => {
    const mantissa = inOrder(arrays.integers("change_mantissa", count, Int16Array, limits.biasMantissa), order);
    const exponent = inOrder(arrays.integers("change_exponent", count, Int8Array, limits.biasExponent), order);
    return (from, to) => ({ mantissa: mantissa.slice(from, to), exponent: exponent.slice(from, to) });
  });
}
