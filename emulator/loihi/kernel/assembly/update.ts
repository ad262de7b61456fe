// Neuron update, eight compartments in the lanes of two vectors, A and B, all steps of a block with their state in registers: while one
// vector waits for its products the other goes on. A step in which any lane would lose something is done by ./update-one, lane by lane:
// what is left here needs no clipping and no wrapping. Loops end with their condition, since engines take what is constant out of a
// loop only where each pass comes by it.

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

/** Noise of four compartments in a step; lanes beyond the last compartment have none. */
// @ts-ignore: decorator
@inline
function noiseOf(noise: usize, k: u32, i: u32): v128 {
  const valid = i32x4.lt_u(i32x4.add(i32x4.splat(i), i32x4(0, 1, 2, 3)), i32x4.splat(n));
  return v128.and(v128.load(noise + (<usize>(k * n + i) << 2)), valid);
}

/** Lanes in which the state or its limits are not small: whoever wrote the state may have left more in a register than a step does. */
// @ts-ignore: decorator
@inline
function notSmall(ui: v128, vi: v128, low: v128, high: v128, single: bool): v128 {
  const inV = v128.or(beyond(vi, SMALL_BITS), v128.or(beyond(low, SMALL_BITS), beyond(high, SMALL_BITS)));
  return single ? inV : v128.or(inV, beyond(ui, SMALL_BITS));
}

/**
 * @param usual decayBits is USUAL_DECAY_BITS, and u (in two's complement) and v are small
 * @param quick all input of the block is in narrow slots, and there is no noise
 */
// @ts-ignore: decorator
@inline
function updateAll(single: bool, usual: bool, quick: bool, step: u32, steps: u32): void {
  const bits = usual ? USUAL_DECAY_BITS : decayBits;
  const hasNarrow = quick || narrow != 0;
  const uOffset = i32x4.splat(single ? (1 << (uBits - 1)) - 1 : 1 << (uBits - 1));
  // Bits above those of u and of the accumulator; none where they have 32.
  const uBeyond = i32x4.splat(uBits < 32 ? -1 << uBits : 0);
  const sumOffset = i32x4.splat(1 << (accumulatorBits - 1));
  const sumBeyond = i32x4.splat(accumulatorBits < 32 ? -1 << accumulatorBits : 0);
  const unitLanes = i32x4.splat(unit);
  const shiftedUnit = i32x4.splat(unit << inputShift);
  const shifted = i32x4.splat(1 << inputShift);
  const zero = i32x4.splat(0);
  const one = i32x4.splat(1);
  for (let i: u32 = 0; i < n; i += 8) {
    const at: usize = <usize>i << 2;
    const fuA = v128.load(uFactor + at);
    const fuB = v128.load(uFactor + at, 16);
    const fvA = v128.load(vFactor + at);
    const fvB = v128.load(vFactor + at, 16);
    const biasA = v128.load(bias + at);
    const biasB = v128.load(bias + at, 16);
    const thresholdA = v128.load(threshold + at);
    const thresholdB = v128.load(threshold + at, 16);
    const lowA = v128.load(vmin + at);
    const lowB = v128.load(vmin + at, 16);
    const highA = v128.load(vmax + at);
    const highB = v128.load(vmax + at, 16);
    let uA = v128.load(u + at);
    let uB = v128.load(u + at, 16);
    let vA = v128.load(v + at);
    let vB = v128.load(v + at, 16);
    let restA = v128.load(refractory + at);
    let restB = v128.load(refractory + at, 16);
    const keepsU = v128.any_true(v128.or(fuA, fuB));
    const strange =
      usual &&
      v128.any_true(
        v128.or(notSmall(uA, vA, lowA, highA, single), notSmall(uB, vB, lowB, highB, single)),
      );
    let k: u32 = 0;
    do {
      const slot = (step + k) & slotMask;
      const narrowAt = hasNarrow ? narrowSlot(slot) + (<usize>i << 1) : 0;
      const wideAt = wideSlot(slot) + at;
      let lost = zero;
      let inputA: v128;
      let inputB: v128;
      if (quick) {
        inputA = i32x4.dot_i16x8_s(v128.load16x4_s(narrowAt), shiftedUnit);
        inputB = i32x4.dot_i16x8_s(v128.load16x4_s(narrowAt, 8), shiftedUnit);
      } else {
        inputA = v128.load(wideAt);
        inputB = v128.load(wideAt, 16);
        if (hasNarrow) {
          inputA = i32x4.add(inputA, i32x4.dot_i16x8_s(v128.load16x4_s(narrowAt), unitLanes));
          inputB = i32x4.add(inputB, i32x4.dot_i16x8_s(v128.load16x4_s(narrowAt, 8), unitLanes));
        }
        if (inputShift > 0) {
          lost = v128.or(beyond(inputA, 32 - inputShift), beyond(inputB, 32 - inputShift));
          inputA = i32x4.mul(inputA, shifted);
          inputB = i32x4.mul(inputB, shifted);
        }
        if (noiseU != 0) {
          inputA = i32x4.add(inputA, noiseOf(noiseU, k, i));
          inputB = i32x4.add(inputB, noiseOf(noiseU, k, i + 4));
        }
      }
      lost = v128.or(lost, v128.and(i32x4.add(inputA, sumOffset), sumBeyond));
      lost = v128.or(lost, v128.and(i32x4.add(inputB, sumOffset), sumBeyond));

      let newUA = inputA;
      let newUB = inputB;
      if (keepsU) {
        newUA = i32x4.add(decayed(uA, fuA, bits, usual && !single), inputA);
        newUB = i32x4.add(decayed(uB, fuB, bits, usual && !single), inputB);
      }
      let driveA = i32x4.add(newUA, biasA);
      let driveB = i32x4.add(newUB, biasB);
      if (!quick && noiseV != 0) {
        driveA = i32x4.add(driveA, noiseOf(noiseV, k, i));
        driveB = i32x4.add(driveB, noiseOf(noiseV, k, i + 4));
      }
      let wrapped = v128.or(i32x4.add(newUA, uOffset), i32x4.add(newUB, uOffset));
      if (!single) wrapped = v128.or(wrapped, v128.or(i32x4.add(driveA, uOffset), i32x4.add(driveB, uOffset)));
      lost = v128.or(lost, v128.and(wrapped, uBeyond));

      let newVA = i32x4.add(decayed(vA, fvA, bits, usual), driveA);
      let newVB = i32x4.add(decayed(vB, fvB, bits, usual), driveB);
      lost = v128.or(lost, v128.or(i32x4.gt_s(newVA, highA), i32x4.lt_s(newVA, lowA)));
      lost = v128.or(lost, v128.or(i32x4.gt_s(newVB, highB), i32x4.lt_s(newVB, lowB)));
      if (strange || v128.any_true(lost)) {
        v128.store(u + at, uA);
        v128.store(u + at, uB, 16);
        v128.store(v + at, vA);
        v128.store(v + at, vB, 16);
        v128.store(refractory + at, restA);
        v128.store(refractory + at, restB, 16);
        for (let j = i; j < min<u32>(i + 8, n); j++) updateOne(slot, k, j);
        uA = v128.load(u + at);
        uB = v128.load(u + at, 16);
        vA = v128.load(v + at);
        vB = v128.load(v + at, 16);
        restA = v128.load(refractory + at);
        restB = v128.load(refractory + at, 16);
      } else {
        uA = newUA;
        uB = newUB;
        const waitingA = i32x4.gt_s(restA, zero);
        const waitingB = i32x4.gt_s(restB, zero);
        restA = i32x4.add(restA, waitingA);
        restB = i32x4.add(restB, waitingB);
        newVA = v128.andnot(newVA, waitingA);
        newVB = v128.andnot(newVB, waitingB);
        const spikesA = i32x4.gt_s(newVA, thresholdA);
        const spikesB = i32x4.gt_s(newVB, thresholdB);
        vA = v128.andnot(newVA, spikesA);
        vB = v128.andnot(newVB, spikesB);
        if (v128.any_true(v128.or(spikesA, spikesB))) {
          // This step is the first of the period.
          const periodA = i32x4.max_s(i32x4.sub(v128.load(refractoryPeriod + at), one), zero);
          const periodB = i32x4.max_s(i32x4.sub(v128.load(refractoryPeriod + at, 16), one), zero);
          restA = v128.bitselect(periodA, restA, spikesA);
          restB = v128.bitselect(periodB, restB, spikesB);
          note(spikesA, k, i);
          note(spikesB, k, i + 4);
        }
      }
      if (hasNarrow) v128.store(narrowAt, zero);
      if (!quick) {
        v128.store(wideAt, zero);
        v128.store(wideAt, zero, 16);
      }
    } while (++k < steps);
    v128.store(u + at, uA);
    v128.store(u + at, uB, 16);
    v128.store(v + at, vA);
    v128.store(v + at, vB, 16);
    v128.store(refractory + at, restA);
    v128.store(refractory + at, restB, 16);
  }
}

/** Tells whether any slot of the block has sums of 32 bits. */
function hasWide(step: u32, steps: u32): bool {
  let used: u32 = 0;
  for (let k: u32 = 0; k < steps; k++) used |= load<u8>(slotUsed + ((step + k) & slotMask));
  return used != 0;
}

/** Executes `steps` steps, at least one, from `step` on for all compartments. */
export function update(step: u32, steps: u32): void {
  memory.fill(firedCount, 0, <usize>steps << 2);
  const usual = decayBits == USUAL_DECAY_BITS && uBits <= SMALL_BITS && vBits <= SMALL_BITS;
  const quick = narrow != 0 && noiseU == 0 && noiseV == 0 && !hasWide(step, steps);
  if (singleWrap) {
    if (!usual) updateAll(true, false, false, step, steps);
    else if (quick) updateAll(true, true, true, step, steps);
    else updateAll(true, true, false, step, steps);
  } else {
    if (!usual) updateAll(false, false, false, step, steps);
    else if (quick) updateAll(false, true, true, step, steps);
    else updateAll(false, true, false, step, steps);
  }
  for (let k: u32 = 0; k < steps; k++) store<u8>(slotUsed + ((step + k) & slotMask), 0);
}
