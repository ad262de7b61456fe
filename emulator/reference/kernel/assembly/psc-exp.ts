// iaf_psc_exp, two neurons at a time, with the operations of ../../psc-exp-population.ts in their order.

import { append, appendPair, arrayAt, PAIR, pairOf } from "./neurons";

/**
 * Executes a step of a population; appends the ids of who fired, and gives the new length.
 * @param record words: u, excitatory, inhibitory, dead, then address and mask of decayEx, decayIn, decayV, gainEx, gainIn, drive,
 *   threshold, reset, deadSteps
 * @param first global id of neuron 0
 * @param arriving what arrives in this step, float64: the excitatory channel, then the inhibitory one
 */
export function pscExp(record: usize, first: u32, size: u32, arriving: usize, ids: usize, fired: u32): u32 {
  const u = arrayAt(record, 0);
  const excitatory = arrayAt(record, 1);
  const inhibitory = arrayAt(record, 2);
  const dead = arrayAt(record, 3);
  const decayEx = arrayAt(record, 4);
  const decayExMask = <u32>arrayAt(record, 5);
  const decayIn = arrayAt(record, 6);
  const decayInMask = <u32>arrayAt(record, 7);
  const decayV = arrayAt(record, 8);
  const decayVMask = <u32>arrayAt(record, 9);
  const gainEx = arrayAt(record, 10);
  const gainExMask = <u32>arrayAt(record, 11);
  const gainIn = arrayAt(record, 12);
  const gainInMask = <u32>arrayAt(record, 13);
  const drive = arrayAt(record, 14);
  const driveMask = <u32>arrayAt(record, 15);
  const threshold = arrayAt(record, 16);
  const thresholdMask = <u32>arrayAt(record, 17);
  const reset = arrayAt(record, 18);
  const resetMask = <u32>arrayAt(record, 19);
  const deadSteps = arrayAt(record, 20);
  const deadStepsMask = <u32>arrayAt(record, 21);
  const arrivingIn = arriving + ((<usize>size) << 3);
  const zero = f64x2.splat(0);
  const one = f64x2.splat(1);
  const end = (size >> 1) * PAIR;
  const masks =
    decayExMask | decayInMask | decayVMask | gainExMask | gainInMask | driveMask | thresholdMask | resetMask | deadStepsMask;
  let id = first;
  if (masks == 0 && end > 0) {
    // One value of each parameter for all: it is read once.
    const decayExOf = v128.load(decayEx);
    const decayInOf = v128.load(decayIn);
    const decayVOf = v128.load(decayV);
    const gainExOf = v128.load(gainEx);
    const gainInOf = v128.load(gainIn);
    const driveOf = v128.load(drive);
    const thresholdOf = v128.load(threshold);
    for (let at: u32 = 0; at < end; at += PAIR, id += 2) {
      const ex = v128.load(excitatory + at);
      const inh = v128.load(inhibitory + at);
      const held = v128.load(u + at);
      const waiting = v128.load(dead + at);
      const decayed = f64x2.mul(decayVOf, held);
      const withEx = f64x2.add(decayed, f64x2.mul(gainExOf, ex));
      const withBoth = f64x2.add(withEx, f64x2.mul(gainInOf, inh));
      let x = f64x2.add(withBoth, driveOf);
      // Few neurons wait at a time.
      if (v128.any_true(waiting)) {
        const live = f64x2.eq(waiting, zero);
        x = v128.bitselect(x, held, live);
        v128.store(dead + at, v128.bitselect(waiting, f64x2.sub(waiting, one), live));
      }
      v128.store(excitatory + at, f64x2.add(f64x2.mul(decayExOf, ex), v128.load(arriving + at)));
      v128.store(inhibitory + at, f64x2.add(f64x2.mul(decayInOf, inh), v128.load(arrivingIn + at)));
      const fires = f64x2.ge(x, thresholdOf);
      if (v128.any_true(fires)) {
        x = v128.bitselect(v128.load(reset), x, fires);
        v128.store(dead + at, v128.bitselect(v128.load(deadSteps), v128.load(dead + at), fires));
        fired = appendPair(i64x2.bitmask(fires), id, ids, fired);
      }
      v128.store(u + at, x);
    }
  } else
    for (let at: u32 = 0; at < end; at += PAIR, id += 2) {
      const ex = v128.load(excitatory + at);
      const inh = v128.load(inhibitory + at);
      const held = v128.load(u + at);
      const waiting = v128.load(dead + at);
      const live = f64x2.eq(waiting, zero);
      const decayed = f64x2.mul(pairOf(decayV, decayVMask, at), held);
      const withEx = f64x2.add(decayed, f64x2.mul(pairOf(gainEx, gainExMask, at), ex));
      const withBoth = f64x2.add(withEx, f64x2.mul(pairOf(gainIn, gainInMask, at), inh));
      let x = v128.bitselect(f64x2.add(withBoth, pairOf(drive, driveMask, at)), held, live);
      let wait = v128.bitselect(waiting, f64x2.sub(waiting, one), live);
      const nextEx = f64x2.add(f64x2.mul(pairOf(decayEx, decayExMask, at), ex), v128.load(arriving + at));
      const nextIn = f64x2.add(f64x2.mul(pairOf(decayIn, decayInMask, at), inh), v128.load(arrivingIn + at));
      const fires = f64x2.ge(x, pairOf(threshold, thresholdMask, at));
      if (v128.any_true(fires)) {
        x = v128.bitselect(pairOf(reset, resetMask, at), x, fires);
        wait = v128.bitselect(pairOf(deadSteps, deadStepsMask, at), wait, fires);
        fired = appendPair(i64x2.bitmask(fires), id, ids, fired);
      }
      v128.store(excitatory + at, nextEx);
      v128.store(inhibitory + at, nextIn);
      v128.store(u + at, x);
      v128.store(dead + at, wait);
    }
  if (size & 1) {
    const ex = load<f64>(excitatory + end);
    const inh = load<f64>(inhibitory + end);
    const waiting = load<f64>(dead + end);
    let x = load<f64>(u + end);
    if (waiting == 0)
      x =
        load<f64>(decayV + (end & decayVMask)) * x +
        load<f64>(gainEx + (end & gainExMask)) * ex +
        load<f64>(gainIn + (end & gainInMask)) * inh +
        load<f64>(drive + (end & driveMask));
    else store<f64>(dead + end, waiting - 1);
    store<f64>(excitatory + end, load<f64>(decayEx + (end & decayExMask)) * ex + load<f64>(arriving + end));
    store<f64>(inhibitory + end, load<f64>(decayIn + (end & decayInMask)) * inh + load<f64>(arrivingIn + end));
    if (x >= load<f64>(threshold + (end & thresholdMask))) {
      x = load<f64>(reset + (end & resetMask));
      store<f64>(dead + end, load<f64>(deadSteps + (end & deadStepsMask)));
      fired = append(id, ids, fired);
    }
    store<f64>(u + end, x);
  }
  return fired;
}
