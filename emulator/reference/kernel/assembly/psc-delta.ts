// iaf_psc_delta, two neurons at a time, with the operations of ../../psc-delta-population.ts in their order.

import { append, appendPair, arrayAt, PAIR, pairOf } from "./neurons";

/**
 * Executes a step of a population; appends the ids of who fired, and gives the new length.
 * @param record words: u, dead, then address and mask of decayV, drive, threshold, reset, deadSteps
 * @param first global id of neuron 0
 * @param arriving what arrives in this step, float64
 */
export function pscDelta(record: usize, first: u32, size: u32, arriving: usize, ids: usize, fired: u32): u32 {
  const u = arrayAt(record, 0);
  const dead = arrayAt(record, 1);
  const decay = arrayAt(record, 2);
  const decayMask = <u32>arrayAt(record, 3);
  const drive = arrayAt(record, 4);
  const driveMask = <u32>arrayAt(record, 5);
  const threshold = arrayAt(record, 6);
  const thresholdMask = <u32>arrayAt(record, 7);
  const reset = arrayAt(record, 8);
  const resetMask = <u32>arrayAt(record, 9);
  const deadSteps = arrayAt(record, 10);
  const deadStepsMask = <u32>arrayAt(record, 11);
  const zero = f64x2.splat(0);
  const one = f64x2.splat(1);
  const end = (size >> 1) * PAIR;
  let id = first;
  for (let at: u32 = 0; at < end; at += PAIR, id += 2) {
    const held = v128.load(u + at);
    const waiting = v128.load(dead + at);
    const live = f64x2.eq(waiting, zero);
    const decayed = f64x2.mul(pairOf(decay, decayMask, at), held);
    const x = f64x2.add(f64x2.add(decayed, pairOf(drive, driveMask, at)), v128.load(arriving + at));
    const fires = v128.and(live, f64x2.ge(x, pairOf(threshold, thresholdMask, at)));
    let next = v128.bitselect(x, held, live);
    let wait = v128.bitselect(waiting, f64x2.sub(waiting, one), live);
    if (v128.any_true(fires)) {
      next = v128.bitselect(pairOf(reset, resetMask, at), next, fires);
      wait = v128.bitselect(pairOf(deadSteps, deadStepsMask, at), wait, fires);
      fired = appendPair(i64x2.bitmask(fires), id, ids, fired);
    }
    v128.store(u + at, next);
    v128.store(dead + at, wait);
  }
  if (size & 1) {
    const waiting = load<f64>(dead + end);
    if (waiting != 0) store<f64>(dead + end, waiting - 1);
    else {
      const x =
        load<f64>(decay + (end & decayMask)) * load<f64>(u + end) +
        load<f64>(drive + (end & driveMask)) +
        load<f64>(arriving + end);
      if (x >= load<f64>(threshold + (end & thresholdMask))) {
        store<f64>(u + end, load<f64>(reset + (end & resetMask)));
        store<f64>(dead + end, load<f64>(deadSteps + (end & deadStepsMask)));
        fired = append(id, ids, fired);
      } else store<f64>(u + end, x);
    }
  }
  return fired;
}
