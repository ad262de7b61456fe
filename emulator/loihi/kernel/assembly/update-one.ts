// One step of one compartment as ../update.ts has it, in scalars: where a lane of a vector loses something.

import {
  accumulatorBits,
  bias,
  counters,
  decayBits,
  fired,
  firedCount,
  inputShift,
  lossAmounts,
  lossCounts,
  lossPeaks,
  n,
  narrow,
  narrowSlot,
  noiseU,
  noiseV,
  population,
  populations,
  refractory,
  refractoryPeriod,
  singleWrap,
  threshold,
  u,
  uBits,
  uFactor,
  unit,
  v,
  vFactor,
  vmax,
  vmin,
  wideSlot,
} from "./memory";

// Indices into COUNTER_KINDS of ../neuron-arrays.ts.
const U_WRAPPED: u32 = 0;
const ACCUMULATOR_WRAPPED: u32 = 1;
const V_CLIPPED_HIGH: u32 = 2;
const V_CLIPPED_LOW: u32 = 3;

function noteLoss(kind: u32, i: u32, given: f64, kept: f64): void {
  const counter = counters + ((<usize>(kind * populations + load<u16>(population + (<usize>i << 1)))) << 3);
  store<f64>(counter, load<f64>(counter) + 1);
  const at: usize = kind * n + i;
  store<u32>(lossCounts + (at << 2), load<u32>(lossCounts + (at << 2)) + 1);
  store<f64>(lossAmounts + (at << 3), load<f64>(lossAmounts + (at << 3)) + abs<f64>(given - kept));
  store<f64>(lossPeaks + (at << 3), max<f64>(load<f64>(lossPeaks + (at << 3)), abs<f64>(given)));
}

function decay(x: i32, factor: i32): i32 {
  const sign = x >> 31;
  const y: u32 = (x ^ sign) - sign;
  const kept: i32 = (y >> decayBits) * factor + (((y & ((1 << decayBits) - 1)) * factor) >> decayBits);
  return (kept ^ sign) - sign;
}

// @ts-ignore: decorator
@inline
function wrap(x: i32, bits: i32): i32 {
  return bits < 32 ? (x << (32 - bits)) >> (32 - bits) : x;
}

/** Does not empty the slot. */
export function updateOne(slot: u32, k: u32, i: u32): void {
  const at: usize = <usize>i << 2;
  const noiseAt: usize = <usize>(k * n + i) << 2;
  let arrived = load<i32>(wideSlot(slot) + at);
  if (narrow != 0) arrived += <i32>load<i16>(narrowSlot(slot) + (<usize>i << 1)) * unit;
  const noise = noiseU != 0 ? load<i32>(noiseU + noiseAt) : 0;
  const q = wrap((arrived << inputShift) + noise, accumulatorBits);
  if ((q - noise) >> inputShift != arrived)
    noteLoss(ACCUMULATOR_WRAPPED, i, <f64>arrived * <f64>(1 << inputShift) + <f64>noise, <f64>q);

  let ui = decay(load<i32>(u + at), load<i32>(uFactor + at)) + q;
  let drive: i32;
  if (singleWrap) {
    const half = 1 << (uBits - 1);
    const given = ui;
    if (ui > half) ui -= 1 << uBits;
    else if (ui <= -half) ui += 1 << uBits;
    // What was lost is told in exact numbers, even where the sum of 32 bits went round.
    if (given > half) noteLoss(U_WRAPPED, i, <f64>given, <f64>given - <f64>(<i64>1 << uBits));
    else if (given <= -half) noteLoss(U_WRAPPED, i, <f64>given, <f64>given + <f64>(<i64>1 << uBits));
    drive = ui + load<i32>(bias + at);
    if (noiseV != 0) drive += load<i32>(noiseV + noiseAt);
  } else {
    let given = ui;
    ui = wrap(given, uBits);
    if (ui != given) noteLoss(U_WRAPPED, i, <f64>given, <f64>ui);
    given = ui + load<i32>(bias + at);
    if (noiseV != 0) given += load<i32>(noiseV + noiseAt);
    drive = wrap(given, uBits);
    if (drive != given) noteLoss(U_WRAPPED, i, <f64>given, <f64>drive);
  }

  let vi = decay(load<i32>(v + at), load<i32>(vFactor + at)) + drive;
  const high = load<i32>(vmax + at);
  const low = load<i32>(vmin + at);
  if (vi > high) {
    noteLoss(V_CLIPPED_HIGH, i, <f64>vi, <f64>high);
    vi = high;
  } else if (vi < low) {
    noteLoss(V_CLIPPED_LOW, i, <f64>vi, <f64>low);
    vi = low;
  }
  let countdown = load<i32>(refractory + at);
  if (countdown > 0) {
    vi = 0;
    countdown--;
  }
  if (vi > load<i32>(threshold + at)) {
    vi = 0;
    countdown = max<i32>(load<i32>(refractoryPeriod + at) - 1, 0);
    const count = firedCount + (<usize>k << 2);
    const place = load<u32>(count);
    store<u32>(fired + (<usize>(k * n + place) << 2), i);
    store<u32>(count, place + 1);
  }
  store<i32>(u + at, ui);
  store<i32>(v + at, vi);
  store<i32>(refractory + at, countdown);
}
