// A tick of all atoms of a core: what the ring buffers hold for it enters the synaptic states, then the neurons take it.
//
// With one step a tick and a rounding that draws nothing, four atoms go at a time, drain and update in one pass. Vectors wrap and saturate
// nothing: where a result of any of the four does not fit, all four are done by the specification (atom.ts) instead.

import { drainAtom, updateAtom } from "./atom";
import { COND_EXP, CoreRecord, CURR_DELTA, NEAREST, STOCHASTIC } from "./core-record";

/** Left shifts up to here cannot wrap: 65535 · 2^15 < 2^31. */
const LARGEST_SAFE_SHIFT: i32 = 15;

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

// Products of S16.15 in halves, 64 bits each: of the lower two lanes and of the upper two, floor or nearest.

// @ts-ignore: decorator
@inline
function lowerProducts(a: v128, b: v128, nearest: bool): v128 {
  const product = i64x2.extmul_low_i32x4_s(a, b);
  return nearest ? i64x2.add(product, i64x2.splat(0x4000)) : product;
}

// @ts-ignore: decorator
@inline
function upperProducts(a: v128, b: v128, nearest: bool): v128 {
  const product = i64x2.extmul_high_i32x4_s(a, b);
  return nearest ? i64x2.add(product, i64x2.splat(0x4000)) : product;
}

// @ts-ignore: decorator
@inline
function rounded(lower: v128, upper: v128): v128 {
  return lowWords(i64x2.shr_u(lower, 15), i64x2.shr_u(upper, 15));
}

/** Not 0 in lanes whose product does not fit: where bits 46 and above are not all the sign. */
// @ts-ignore: decorator
@inline
function beyond(lower: v128, upper: v128, result: v128): v128 {
  return v128.xor(i32x4.shr_s(highWords(lower, upper), 14), i32x4.shr_s(result, 31));
}

/** S16.15 · U0.32 */
// @ts-ignore: decorator
@inline
function decay(x: v128, u: v128, nearest: bool): v128 {
  let low = i64x2.extmul_low_i32x4_u(x, u);
  let high = i64x2.extmul_high_i32x4_u(x, u);
  if (nearest) {
    low = i64x2.add(low, i64x2.splat(0x80000000));
    high = i64x2.add(high, i64x2.splat(0x80000000));
  }
  // x was taken as unsigned: a negative one is 2^32 too large.
  return i32x4.sub(highWords(low, high), v128.and(i32x4.shr_s(x, 31), u));
}

/** Negative in lanes where a + b wrapped. */
// @ts-ignore: decorator
@inline
function sumWrapped(a: v128, b: v128, sum: v128): v128 {
  return v128.and(v128.xor(a, sum), v128.xor(b, sum));
}

/** Negative in lanes where a - b wrapped. */
// @ts-ignore: decorator
@inline
function differenceWrapped(a: v128, b: v128, difference: v128): v128 {
  return v128.and(v128.xor(a, b), v128.xor(a, difference));
}

/** All four lanes of `slot` at `at` by the specification. */
function fourAtoms(core: CoreRecord, slot: usize, at: usize, fired: usize): usize {
  for (let k: usize = 0; k < 4; k++) fired = oneAtom(core, slot, at + 4 * k, fired);
  return fired;
}

function oneAtom(core: CoreRecord, slot: usize, at: usize, fired: usize): usize {
  const excitation = load<u16>(slot + (at >> 1));
  const inhibition = load<u16>(slot + (<usize>2 << core.indexBits) + (at >> 1));
  if (excitation != 0)
    drainAtom(core, at, excitation, core.shiftExcitatory, core.excitatory, core.initExcitatory);
  if (inhibition != 0)
    drainAtom(core, at, inhibition, core.shiftInhibitory, core.inhibitory, core.initInhibitory);
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
  const zero = i32x4.splat(0);
  const scale = i32x4.splat(core.deltaScale);
  let drainedExcitatory = zero;
  let drainedInhibitory = zero;
  let at: usize = 0;
  for (; at < whole; at += 16) {
    const excitation = v128.load16x4_u(slot + (at >> 1));
    const inhibition = v128.load16x4_u(inhibitorySlot + (at >> 1));
    drainedExcitatory = i32x4.add(drainedExcitatory, excitation);
    drainedInhibitory = i32x4.add(drainedInhibitory, inhibition);
    let intoExcitatory = i32x4.shl(excitation, core.shiftExcitatory);
    let intoInhibitory = i32x4.shl(inhibition, core.shiftInhibitory);
    if (model != CURR_DELTA) {
      intoExcitatory = decay(intoExcitatory, v128.load(core.initExcitatory + at), nearest);
      intoInhibitory = decay(intoInhibitory, v128.load(core.initInhibitory + at), nearest);
    }
    const excBefore = v128.load(core.excitatory + at);
    const inhBefore = v128.load(core.inhibitory + at);
    const exc = i32x4.add(excBefore, intoExcitatory);
    const inh = i32x4.add(inhBefore, intoInhibitory);
    // Negative where a sum wrapped; not 0 where a product did not fit.
    let wrapped = v128.or(
      sumWrapped(excBefore, intoExcitatory, exc),
      sumWrapped(inhBefore, intoInhibitory, inh),
    );
    let misfits = zero;
    const before = v128.load(core.v + at);
    const dead = v128.load(core.refractory + at);
    let inward = exc;
    let outward = inh;
    if (model != 0) {
      let factorExc = exc;
      let factorInh = inh;
      let towardExcitatory = scale;
      let towardInhibitory = scale;
      if (model == COND_EXP) {
        const reversalExcitatory = v128.load(core.reversalExcitatory + at);
        const reversalInhibitory = v128.load(core.reversalInhibitory + at);
        factorExc = i32x4.shr_s(exc, 10);
        factorInh = i32x4.neg(i32x4.shr_s(inh, 10));
        towardExcitatory = i32x4.sub(reversalExcitatory, before);
        towardInhibitory = i32x4.sub(reversalInhibitory, before);
        wrapped = v128.or(wrapped, differenceWrapped(reversalExcitatory, before, towardExcitatory));
        wrapped = v128.or(wrapped, differenceWrapped(reversalInhibitory, before, towardInhibitory));
      }
      const lowerIn = lowerProducts(factorExc, towardExcitatory, nearest);
      const upperIn = upperProducts(factorExc, towardExcitatory, nearest);
      const lowerOut = lowerProducts(factorInh, towardInhibitory, nearest);
      const upperOut = upperProducts(factorInh, towardInhibitory, nearest);
      inward = rounded(lowerIn, upperIn);
      outward = rounded(lowerOut, upperOut);
      misfits = v128.or(beyond(lowerIn, upperIn, inward), beyond(lowerOut, upperOut, outward));
    }
    const alive = i32x4.le_s(dead, zero);
    const iOffset = v128.load(core.iOffset + at);
    const net = i32x4.sub(inward, outward);
    const current = i32x4.add(net, iOffset);
    const resistance = v128.load(core.resistance + at);
    const lowerDriven = lowerProducts(current, resistance, nearest);
    const upperDriven = upperProducts(current, resistance, nearest);
    const driven = rounded(lowerDriven, upperDriven);
    const vRest = v128.load(core.vRest + at);
    const alpha = i32x4.add(driven, vRest);
    const distance = i32x4.sub(alpha, before);
    // 0 ≤ expTC ≤ 1: this fits where the distance does, and V ends between its old value and alpha.
    const expTC = v128.load(core.expTC + at);
    const approached = i32x4.sub(
      alpha,
      rounded(lowerProducts(expTC, distance, nearest), upperProducts(expTC, distance, nearest)),
    );
    const wrappedAlive = v128.or(
      v128.or(differenceWrapped(inward, outward, net), sumWrapped(net, iOffset, current)),
      v128.or(sumWrapped(driven, vRest, alpha), differenceWrapped(alpha, before, distance)),
    );
    const misfitsAlive = beyond(lowerDriven, upperDriven, driven);
    const anyWrapped = i32x4.shr_s(v128.or(wrapped, v128.and(wrappedAlive, alive)), 31);
    if (v128.any_true(v128.or(v128.or(anyWrapped, misfits), v128.and(misfitsAlive, alive)))) {
      fired = fourAtoms(core, slot, at, fired);
      continue;
    }
    const potential = v128.bitselect(approached, before, alive);
    // A mask is -1: those that are dead have one step less.
    const left = i32x4.add(dead, v128.not(alive));
    const spikes = i32x4.ge_s(potential, v128.load(core.vThreshold + at));
    v128.store(core.v + at, v128.bitselect(v128.load(core.vReset + at), potential, spikes));
    v128.store(core.refractory + at, v128.bitselect(v128.load(core.refractoryPeriod + at), left, spikes));
    if (model == CURR_DELTA) {
      v128.store(core.excitatory + at, zero);
      v128.store(core.inhibitory + at, zero);
    } else {
      v128.store(core.excitatory + at, decay(exc, v128.load(core.decayExcitatory + at), nearest));
      v128.store(core.inhibitory + at, decay(inh, v128.load(core.decayInhibitory + at), nearest));
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
    drainAtom(core, at, weight, core.shiftExcitatory, core.excitatory, core.initExcitatory);
  }
  for (let at: usize = 0; at < end; at += 4) {
    const weight = load<u16>(inhibitorySlot + (at >> 1));
    if (weight == 0) continue;
    inhibitory += weight;
    drainAtom(core, at, weight, core.shiftInhibitory, core.inhibitory, core.initInhibitory);
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
  if (
    core.stepsPerTick != 1 ||
    core.rounding == STOCHASTIC ||
    core.shiftExcitatory > LARGEST_SAFE_SHIFT ||
    core.shiftInhibitory > LARGEST_SAFE_SHIFT
  )
    fired = oneByOne(core, slot, fired);
  else if (core.rounding == NEAREST) {
    if (core.model == CURR_DELTA) fired = fourAtATime(core, slot, fired, CURR_DELTA, true);
    else if (core.model == COND_EXP) fired = fourAtATime(core, slot, fired, COND_EXP, true);
    else fired = fourAtATime(core, slot, fired, 0, true);
  } else {
    if (core.model == CURR_DELTA) fired = fourAtATime(core, slot, fired, CURR_DELTA, false);
    else if (core.model == COND_EXP) fired = fourAtATime(core, slot, fired, COND_EXP, false);
    else fired = fourAtATime(core, slot, fired, 0, false);
  }
  clear(core, ring);
  return fired;
}
