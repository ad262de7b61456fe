// Neuron update, four compartments in the lanes of a vector, all steps of a block with their state in registers. A step in which any
// lane would lose something is done by ./update-one, lane by lane: what is left here needs no clipping and no wrapping.

import {
  accumulatorBits,
  bias,
  decayBits,
  fired,
  firedCount,
  inputShift,
  n,
  narrow,
  narrowSlot,
  noiseU,
  noiseV,
  refractory,
  refractoryPeriod,
  singleWrap,
  slotMask,
  slotUsed,
  threshold,
  u,
  uBits,
  uFactor,
  unit,
  v,
  vBits,
  vFactor,
  vmax,
  vmin,
  wideSlot,
} from "./memory";
import { updateOne } from "./update-one";

/** Shifts by a constant are several times as fast: the width of decays on all chips so far. Others take shifts by a variable. */
const USUAL_DECAY_BITS: i32 = 12;
/** Products of 16-bit halves serve for decays of numbers below 2^15 · 2^12. */
const SMALL_BITS: i32 = 15 + USUAL_DECAY_BITS + 1;

/**
 * x·f / 2^bits, toward zero: floor((x·f + (2^bits - 1 where x < 0)) / 2^bits), with x split at `bits` bits.
 * @param small |x| is below 2^(SMALL_BITS - 1)
 */
// @ts-ignore: decorator
@inline
function decayed(x: v128, factor: v128, bits: i32, small: bool): v128 {
  const ones = i32x4.splat((1 << bits) - 1);
  const upward = v128.and(i32x4.shr_s(x, 31), ones);
  const high = i32x4.shr_s(x, bits);
  const low = v128.and(x, ones);
  // The upper half of a lane of `factor` is 0: the product of 16-bit halves is that of the lower ones.
  return small
    ? i32x4.add(
        i32x4.dot_i16x8_s(high, factor),
        i32x4.shr_u(i32x4.add(i32x4.dot_i16x8_s(low, factor), upward), bits),
      )
    : i32x4.add(i32x4.mul(high, factor), i32x4.shr_u(i32x4.add(i32x4.mul(low, factor), upward), bits));
}

/** Bits of the result are set in lanes beyond -2^(bits-1) .. 2^(bits-1) - 1. */
// @ts-ignore: decorator
@inline
function beyond(x: v128, bits: i32): v128 {
  return v128.and(i32x4.add(x, i32x4.splat(1 << (bits - 1))), i32x4.splat(-1 << bits));
}

// @ts-ignore: decorator
@inline
function note(lanes: v128, k: u32, i: u32): void {
  const count = firedCount + (<usize>k << 2);
  let place = load<u32>(count);
  for (let mask = i32x4.bitmask(lanes); mask != 0; mask &= mask - 1) {
    store<u32>(fired + (<usize>(k * n + place) << 2), i + ctz(mask));
    place++;
  }
  store<u32>(count, place);
}

/** @param usual decayBits is USUAL_DECAY_BITS, and u (in two's complement) and v are small */
// @ts-ignore: decorator
@inline
function updateAll(single: bool, hasNarrow: bool, usual: bool, step: u32, steps: u32): void {
  const bits = usual ? USUAL_DECAY_BITS : decayBits;
  const uOffset = i32x4.splat(single ? (1 << (uBits - 1)) - 1 : 1 << (uBits - 1));
  // Bits above those of u; none where u has 32.
  const uBeyond = i32x4.splat(uBits < 32 ? -1 << uBits : 0);
  const unitLanes = i32x4.splat(unit);
  const shiftedUnit = i32x4.splat(unit << inputShift);
  const shifted = i32x4.splat(1 << inputShift);
  const zero = i32x4.splat(0);
  for (let i: u32 = 0; i < n; i += 4) {
    const at: usize = <usize>i << 2;
    const valid = i32x4.lt_u(i32x4.add(i32x4.splat(i), i32x4(0, 1, 2, 3)), i32x4.splat(n));
    const fu = v128.load(uFactor + at);
    const fv = v128.load(vFactor + at);
    const b = v128.load(bias + at);
    const theta = v128.load(threshold + at);
    const low = v128.load(vmin + at);
    const high = v128.load(vmax + at);
    let ui = v128.load(u + at);
    let vi = v128.load(v + at);
    let countdown = v128.load(refractory + at);
    const keepsU = v128.any_true(fu);
    // Whoever wrote the state may have left more in a register than a step does: all steps one by one, then.
    let strange = zero;
    if (usual) {
      strange = v128.or(v128.or(beyond(vi, SMALL_BITS), beyond(low, SMALL_BITS)), beyond(high, SMALL_BITS));
      if (!single) strange = v128.or(strange, beyond(ui, SMALL_BITS));
    }
    for (let k: u32 = 0; k < steps; k++) {
      const slot = (step + k) & slotMask;
      const narrowAt = hasNarrow ? narrowSlot(slot) + (<usize>i << 1) : 0;
      const wideAt = wideSlot(slot) + at;
      let lost = strange;
      let given: v128;
      const inWide = !hasNarrow || load<u8>(slotUsed + slot) != 0;
      if (inWide) {
        given = v128.load(wideAt);
        if (hasNarrow) given = i32x4.add(given, i32x4.dot_i16x8_s(v128.load16x4_s(narrowAt), unitLanes));
        if (inputShift > 0) {
          lost = v128.or(lost, beyond(given, 32 - inputShift));
          given = i32x4.mul(given, shifted);
        }
      } else given = i32x4.dot_i16x8_s(v128.load16x4_s(narrowAt), shiftedUnit);
      if (noiseU != 0) given = i32x4.add(given, v128.and(v128.load(noiseU + (<usize>(k * n + i) << 2)), valid));
      if (accumulatorBits < 32) lost = v128.or(lost, beyond(given, accumulatorBits));

      const newU = keepsU ? i32x4.add(decayed(ui, fu, bits, usual && !single), given) : given;
      let wrapped = i32x4.add(newU, uOffset);
      let drive = i32x4.add(newU, b);
      if (noiseV != 0) drive = i32x4.add(drive, v128.and(v128.load(noiseV + (<usize>(k * n + i) << 2)), valid));
      if (!single) wrapped = v128.or(wrapped, i32x4.add(drive, uOffset));
      lost = v128.or(lost, v128.and(wrapped, uBeyond));

      let newV = i32x4.add(decayed(vi, fv, bits, usual), drive);
      lost = v128.or(lost, v128.or(i32x4.gt_s(newV, high), i32x4.lt_s(newV, low)));
      if (v128.any_true(lost)) {
        v128.store(u + at, ui);
        v128.store(v + at, vi);
        v128.store(refractory + at, countdown);
        for (let j = i; j < min<u32>(i + 4, n); j++) updateOne(slot, k, j);
        ui = v128.load(u + at);
        vi = v128.load(v + at);
        countdown = v128.load(refractory + at);
      } else {
        ui = newU;
        const waiting = i32x4.gt_s(countdown, zero);
        countdown = i32x4.add(countdown, waiting);
        newV = v128.andnot(newV, waiting);
        const spikes = i32x4.gt_s(newV, theta);
        vi = v128.andnot(newV, spikes);
        if (v128.any_true(spikes)) {
          // This step is the first of the period.
          const rest = i32x4.max_s(i32x4.sub(v128.load(refractoryPeriod + at), i32x4.splat(1)), zero);
          countdown = v128.bitselect(rest, countdown, spikes);
          note(spikes, k, i);
        }
      }
      if (hasNarrow) store<u64>(narrowAt, 0);
      if (inWide) v128.store(wideAt, zero);
    }
    v128.store(u + at, ui);
    v128.store(v + at, vi);
    v128.store(refractory + at, countdown);
  }
}

/** Executes `steps` steps from `step` on for all compartments. */
export function update(step: u32, steps: u32): void {
  memory.fill(firedCount, 0, <usize>steps << 2);
  const usual = decayBits == USUAL_DECAY_BITS && uBits <= SMALL_BITS && vBits <= SMALL_BITS;
  const hasNarrow = narrow != 0;
  if (singleWrap) {
    if (!usual) updateAll(true, hasNarrow, false, step, steps);
    else if (hasNarrow) updateAll(true, true, true, step, steps);
    else updateAll(true, false, true, step, steps);
  } else {
    if (!usual) updateAll(false, hasNarrow, false, step, steps);
    else if (hasNarrow) updateAll(false, true, true, step, steps);
    else updateAll(false, false, true, step, steps);
  }
  for (let k: u32 = 0; k < steps; k++) store<u8>(slotUsed + ((step + k) & slotMask), 0);
}
