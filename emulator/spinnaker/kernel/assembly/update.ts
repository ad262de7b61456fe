// A tick of all atoms of a core: what the ring buffers hold for it enters the synaptic states, then the neurons take it.
//
// With one step a tick and a rounding that draws nothing, four atoms go at a time, drain and update in one pass. Where all four are below the
// limits of ../vector-limits.ts nothing wraps or saturates, and most products are made of pieces of 32 bits. Beyond, all four are done by the
// specification (atom.ts) instead.

import { drainAtom, updateAtom } from "./atom";
import { COND_EXP, CoreRecord, CURR_DELTA, CURR_EXP, NEAREST } from "./core-record";

/** Bits that are not all the sign in what is 2^29 and more. */
const HIGH_BITS: i32 = 0xe0000000;
const FRACTION_BITS: i32 = 15;
const FRACTION: i32 = 0x7fff;
const HALF: i32 = 0x4000;

// @ts-ignore: decorator
@inline
function lowWords(a: v128, b: v128): v128 {
  return i8x16.shuffle(a, b, 0, 1, 2, 3, 8, 9, 10, 11, 16, 17, 18, 19, 24, 25, 26, 27);
}

// @ts-ignore: decorator
@inline
function highWords(a: v128, b: v128): v128 {
  return i8x16.shuffle(a, b, 4, 5, 6, 7, 12, 13, 14, 15, 20, 21, 22, 23, 28, 29, 30, 31);
}

/** Half of the last place, where results are rounded to the nearest. */
// @ts-ignore: decorator
@inline
function plusHalf(x: v128, nearest: bool, half: i32): v128 {
  return nearest ? i32x4.add(x, i32x4.splat(half)) : x;
}

/** a·b / 2^15 where that is below 2^31, b ≥ 0: of both factors the bits above the fraction and those of the fraction. */
// @ts-ignore: decorator
@inline
function multiply(a: v128, b: v128, nearest: bool): v128 {
  const whole = i32x4.shr_s(a, FRACTION_BITS);
  const fraction = v128.and(a, i32x4.splat(FRACTION));
  const below = i32x4.mul(fraction, v128.and(b, i32x4.splat(FRACTION)));
  return i32x4.add(
    i32x4.add(i32x4.mul(whole, b), i32x4.mul(fraction, i32x4.shr_s(b, FRACTION_BITS))),
    i32x4.shr_u(plusHalf(below, nearest, HALF), FRACTION_BITS),
  );
}

/** The same for 0 ≤ b ≤ 2^15. */
// @ts-ignore: decorator
@inline
function multiplyByFraction(a: v128, b: v128, nearest: bool): v128 {
  const below = i32x4.mul(v128.and(a, i32x4.splat(FRACTION)), b);
  return i32x4.add(
    i32x4.mul(i32x4.shr_s(a, FRACTION_BITS), b),
    i32x4.shr_u(plusHalf(below, nearest, HALF), FRACTION_BITS),
  );
}

/** (sum << shift)·scale / 2^15 where that is below 2^31, for a sum of the ring buffer (16 bits). */
// @ts-ignore: decorator
@inline
function scaleSum(sum: v128, shift: i32, scale: i32, nearest: bool): v128 {
  const whole = i32x4.mul(sum, i32x4.splat(scale >> FRACTION_BITS));
  const below = i32x4.mul(sum, i32x4.splat(scale & FRACTION));
  return i32x4.add(
    i32x4.shl(whole, shift),
    i32x4.shr_u(plusHalf(below, nearest, HALF >> shift), FRACTION_BITS - shift),
  );
}

/** x·u / 2^32, x ≥ 0 */
// @ts-ignore: decorator
@inline
function decay(x: v128, u: v128, nearest: bool): v128 {
  let low = i64x2.extmul_low_i32x4_u(x, u);
  let high = i64x2.extmul_high_i32x4_u(x, u);
  if (nearest) {
    low = i64x2.add(low, i64x2.splat(0x80000000));
    high = i64x2.add(high, i64x2.splat(0x80000000));
  }
  return highWords(low, high);
}

// Products of S16.15 in halves, 64 bits each: of the lower two lanes and of the upper two, floor or nearest.

// @ts-ignore: decorator
@inline
function lowerProducts(a: v128, b: v128, nearest: bool): v128 {
  const product = i64x2.extmul_low_i32x4_s(a, b);
  return nearest ? i64x2.add(product, i64x2.splat(HALF)) : product;
}

// @ts-ignore: decorator
@inline
function upperProducts(a: v128, b: v128, nearest: bool): v128 {
  const product = i64x2.extmul_high_i32x4_s(a, b);
  return nearest ? i64x2.add(product, i64x2.splat(HALF)) : product;
}

// @ts-ignore: decorator
@inline
function rounded(lower: v128, upper: v128): v128 {
  return lowWords(i64x2.shr_u(lower, FRACTION_BITS), i64x2.shr_u(upper, FRACTION_BITS));
}

/** All ones in lanes whose product does not fit: where bits 46 and above are not all the sign. */
// @ts-ignore: decorator
@inline
function misfits(lower: v128, upper: v128, result: v128): v128 {
  return i32x4.ne(i32x4.shr_s(highWords(lower, upper), 14), i32x4.shr_s(result, 31));
}

/** x, or -1 - x where x is negative. */
// @ts-ignore: decorator
@inline
function magnitude(x: v128): v128 {
  return v128.xor(x, i32x4.shr_s(x, 31));
}

/** All four lanes of `slot` at `at` by the specification. */
function fourAtoms(core: CoreRecord, slot: usize, at: usize, fired: usize): usize {
  for (let k: usize = 0; k < 4; k++) fired = oneAtom(core, slot, at + 4 * k, fired);
  return fired;
}

function oneAtom(core: CoreRecord, slot: usize, at: usize, fired: usize): usize {
  const excitation = load<u16>(slot + (at >> 1));
  const inhibition = load<u16>(slot + (<usize>2 << core.indexBits) + (at >> 1));
  const own = at & core.parameterMask;
  if (excitation != 0)
    drainAtom(core, at, excitation, core.shiftExcitatory, core.excitatory, core.initExcitatory + own);
  if (inhibition != 0)
    drainAtom(core, at, inhibition, core.shiftInhibitory, core.inhibitory, core.initInhibitory + own);
  return emit(core, at, updateAtom(core, at), fired);
}

function emit(core: CoreRecord, at: usize, spikes: u32, fired: usize): usize {
  for (; spikes > 0; spikes--, fired += 4) store<u32>(fired, load<u32>(core.neurons + at));
  return fired;
}

// @ts-ignore: decorator
@inline
function addDrained(core: CoreRecord, excitation: u32, inhibition: u32): void {
  store<f64>(core.drained, load<f64>(core.drained) + <f64>excitation);
  store<f64>(core.drained, load<f64>(core.drained, 8) + <f64>inhibition, 8);
}

// @ts-ignore: decorator
@inline
function sumOfLanes(x: v128): u32 {
  return i32x4.extract_lane(x, 0) + i32x4.extract_lane(x, 1) + i32x4.extract_lane(x, 2) + i32x4.extract_lane(x, 3);
}

// @ts-ignore: decorator
@inline
function fourAtATime(core: CoreRecord, slot: usize, fired: usize, model: i32, nearest: bool): usize {
  const inhibitorySlot = slot + (<usize>2 << core.indexBits);
  const whole: usize = (<usize>core.n >> 2) << 4;
  const end: usize = <usize>core.n << 2;
  const mask = core.parameterMask;
  const zero = i32x4.splat(0);
  const mostExcitatory = i32x4.splat(core.mostExcitatory);
  const mostInhibitory = i32x4.splat(core.mostInhibitory);
  const mostCurrent = i32x4.splat(core.mostCurrent);
  let drainedExcitatory = zero;
  let drainedInhibitory = zero;
  let at: usize = 0;
  for (; at < whole; at += 16) {
    const own = at & mask;
    const excitation = v128.load16x4_u(slot + (at >> 1));
    const inhibition = v128.load16x4_u(inhibitorySlot + (at >> 1));
    drainedExcitatory = i32x4.add(drainedExcitatory, excitation);
    drainedInhibitory = i32x4.add(drainedInhibitory, inhibition);
    const before = v128.load(core.v + at);
    const iOffset = v128.load(core.iOffset + at);
    let exc = v128.load(core.excitatory + at);
    let inh = v128.load(core.inhibitory + at);
    // Bits of HIGH_BITS are set in lanes beyond the limits.
    let beyond = v128.or(magnitude(before), magnitude(iOffset));
    let inward: v128;
    let outward: v128;
    if (model == CURR_DELTA) {
      // Nothing is left of a tick before, but what a core was started with.
      beyond = v128.or(beyond, i32x4.ne(v128.or(exc, inh), zero));
      beyond = v128.or(beyond, i32x4.gt_s(excitation, mostExcitatory));
      beyond = v128.or(beyond, i32x4.gt_s(inhibition, mostInhibitory));
      inward = scaleSum(excitation, core.shiftExcitatory, core.deltaScale, nearest);
      outward = scaleSum(inhibition, core.shiftInhibitory, core.deltaScale, nearest);
    } else {
      const intoExcitatory = i32x4.shl(excitation, core.shiftExcitatory);
      const intoInhibitory = i32x4.shl(inhibition, core.shiftInhibitory);
      exc = i32x4.add(exc, decay(intoExcitatory, v128.load(core.initExcitatory + own), nearest));
      inh = i32x4.add(inh, decay(intoInhibitory, v128.load(core.initInhibitory + own), nearest));
      // What is added is not negative: a sum that wrapped is.
      beyond = v128.or(beyond, v128.or(exc, inh));
      inward = exc;
      outward = inh;
    }
    if (model == COND_EXP) {
      const factorExc = i32x4.shr_s(exc, 10);
      const factorInh = i32x4.neg(i32x4.shr_s(inh, 10));
      const towardExcitatory = i32x4.sub(v128.load(core.reversalExcitatory + own), before);
      const towardInhibitory = i32x4.sub(v128.load(core.reversalInhibitory + own), before);
      const lowerIn = lowerProducts(factorExc, towardExcitatory, nearest);
      const upperIn = upperProducts(factorExc, towardExcitatory, nearest);
      const lowerOut = lowerProducts(factorInh, towardInhibitory, nearest);
      const upperOut = upperProducts(factorInh, towardInhibitory, nearest);
      inward = rounded(lowerIn, upperIn);
      outward = rounded(lowerOut, upperOut);
      beyond = v128.or(beyond, v128.or(magnitude(inward), magnitude(outward)));
      beyond = v128.or(beyond, v128.or(misfits(lowerIn, upperIn, inward), misfits(lowerOut, upperOut, outward)));
    }
    const current = i32x4.add(i32x4.sub(inward, outward), iOffset);
    beyond = v128.or(beyond, i32x4.gt_s(i32x4.abs(current), mostCurrent));
    if (v128.any_true(v128.and(beyond, i32x4.splat(HIGH_BITS)))) {
      fired = fourAtoms(core, slot, at, fired);
      continue;
    }
    const dead = v128.load(core.refractory + at);
    const alive = i32x4.le_s(dead, zero);
    const driven = multiply(current, v128.load(core.resistance + own), nearest);
    const alpha = i32x4.add(driven, v128.load(core.vRest + own));
    const distance = i32x4.sub(alpha, before);
    const approached = i32x4.sub(alpha, multiplyByFraction(distance, v128.load(core.expTC + own), nearest));
    const potential = v128.bitselect(approached, before, alive);
    // A mask is -1: those that are dead have one step less.
    const left = i32x4.add(dead, v128.not(alive));
    const spikes = i32x4.ge_s(potential, v128.load(core.vThreshold + own));
    v128.store(core.v + at, v128.bitselect(v128.load(core.vReset + own), potential, spikes));
    v128.store(core.refractory + at, v128.bitselect(v128.load(core.refractoryPeriod + own), left, spikes));
    if (model != CURR_DELTA) {
      v128.store(core.excitatory + at, decay(exc, v128.load(core.decayExcitatory + own), nearest));
      v128.store(core.inhibitory + at, decay(inh, v128.load(core.decayInhibitory + own), nearest));
    }
    for (let bits = i32x4.bitmask(spikes); bits != 0; bits &= bits - 1, fired += 4)
      store<u32>(fired, load<u32>(core.neurons + at + (<usize>ctz(bits) << 2)));
  }
  let excitatory = sumOfLanes(drainedExcitatory);
  let inhibitory = sumOfLanes(drainedInhibitory);
  for (; at < end; at += 4) {
    excitatory += load<u16>(slot + (at >> 1));
    inhibitory += load<u16>(inhibitorySlot + (at >> 1));
    fired = oneAtom(core, slot, at, fired);
  }
  addDrained(core, excitatory, inhibitory);
  return fired;
}

/** Type 0 of all atoms, then type 1, by the specification. */
function drainAll(core: CoreRecord, slot: usize): void {
  const end: usize = <usize>core.n << 2;
  const inhibitorySlot = slot + (<usize>2 << core.indexBits);
  let excitatory: u32 = 0;
  let inhibitory: u32 = 0;
  for (let at: usize = 0; at < end; at += 4) {
    const weight = load<u16>(slot + (at >> 1));
    if (weight == 0) continue;
    excitatory += weight;
    drainAtom(core, at, weight, core.shiftExcitatory, core.excitatory, core.initExcitatory + (at & core.parameterMask));
  }
  for (let at: usize = 0; at < end; at += 4) {
    const weight = load<u16>(inhibitorySlot + (at >> 1));
    if (weight == 0) continue;
    inhibitory += weight;
    drainAtom(core, at, weight, core.shiftInhibitory, core.inhibitory, core.initInhibitory + (at & core.parameterMask));
  }
  addDrained(core, excitatory, inhibitory);
}

/** In the order of the specification, which the draws of stochastic rounding follow. */
function oneByOne(core: CoreRecord, slot: usize, fired: usize): usize {
  drainAll(core, slot);
  const end: usize = <usize>core.n << 2;
  for (let at: usize = 0; at < end; at += 4) fired = emit(core, at, updateAtom(core, at), fired);
  return fired;
}

/** Sums the slots of several synapse cores as 32-bit words, as the neuron core does; what carries is counted. */
function sumSlots(core: CoreRecord, slot: usize): usize {
  const bytes: usize = <usize>2 << core.slotBits;
  const ringBytes = <usize>(core.delayMask + 1) << (core.slotBits + 1);
  for (let at: usize = 0; at < bytes; at += 4) {
    let word: u32 = 0;
    for (let b = 0; b < core.buffers; b++) {
      const added = load<u32>(slot + <usize>b * ringBytes + at);
      const low = (word & 0xffff) + (added & 0xffff);
      const high = (word >> 16) + (added >> 16) + (low >> 16);
      const carries = core.carries + 2 * at;
      store<u32>(carries, load<u32>(carries) + (low >> 16));
      store<u32>(carries, load<u32>(carries, 4) + (high >> 16), 4);
      word += added;
    }
    store<u32>(core.summed + at, word);
  }
  return core.summed;
}

// @ts-ignore: decorator
@inline
function slotOf(core: CoreRecord, tick: u32): usize {
  return core.ring + (<usize>(tick & core.delayMask) << (core.slotBits + 1));
}

function clear(core: CoreRecord, slot: usize): void {
  const ringBytes = <usize>(core.delayMask + 1) << (core.slotBits + 1);
  for (let b = 0; b < core.buffers; b++) memory.fill(slot + <usize>b * ringBytes, 0, <usize>2 << core.slotBits);
}

/** What the slot of `tick` holds enters the synaptic states; nothing is left for `updateCore`. */
export function drainCore(core: CoreRecord, tick: u32): void {
  const slot = slotOf(core, tick);
  drainAll(core, core.buffers == 1 ? slot : sumSlots(core, slot));
  clear(core, slot);
}

/** Drains the slot of `tick` and updates all atoms; writes the ids that fired to `fired` and returns where they end. */
export function updateCore(core: CoreRecord, tick: u32, fired: usize): usize {
  const ring = slotOf(core, tick);
  const slot = core.buffers == 1 ? ring : sumSlots(core, ring);
  if (core.fourAtATime == 0) fired = oneByOne(core, slot, fired);
  else if (core.rounding == NEAREST) {
    if (core.model == CURR_DELTA) fired = fourAtATime(core, slot, fired, CURR_DELTA, true);
    else if (core.model == COND_EXP) fired = fourAtATime(core, slot, fired, COND_EXP, true);
    else fired = fourAtATime(core, slot, fired, CURR_EXP, true);
  } else {
    if (core.model == CURR_DELTA) fired = fourAtATime(core, slot, fired, CURR_DELTA, false);
    else if (core.model == COND_EXP) fired = fourAtATime(core, slot, fired, COND_EXP, false);
    else fired = fourAtATime(core, slot, fired, CURR_EXP, false);
  }
  clear(core, ring);
  return fired;
}
