// One atom by the specification (update-atom.ts, drainType of ring-buffers.ts, arithmetic.ts): any rounding, any model, every overflow counted.

import { COND_EXP, CoreRecord, CURR_DELTA, FLOOR, STOCHASTIC } from "./core-record";
import { kiss64 } from "./kiss64";

/** Of the atom at hand. */
let overflows: u32 = 0;

// @ts-ignore: decorator
@inline
function wrap(exact: i64): i32 {
  const kept = <i32>exact;
  overflows += u32(<i64>kept != exact);
  return kept;
}

/** S16.15 · S16.15 */
function multiply(core: CoreRecord, a: i32, b: i32): i32 {
  let product = <i64>a * <i64>b;
  if (core.rounding != FLOOR) {
    const below = core.rounding == STOCHASTIC ? <i64>(kiss64(core.random) & 0x7fff) : <i64>0x4000;
    product += below;
  }
  // A result fits where bits 46 and above are all the sign.
  const beyond = product >> 46;
  if (beyond == 0 || beyond == -1) return <i32>(product >> 15);
  overflows++;
  if (core.rounding == FLOOR) return <i32>(product >> 15);
  return beyond > 0 ? i32.MAX_VALUE : i32.MIN_VALUE;
}

/** S16.15 · U0.32, which always fits. */
function decay(core: CoreRecord, x: i32, u: u32): i32 {
  let product = <i64>x * <i64>u;
  if (core.rounding != FLOOR)
    product += core.rounding == STOCHASTIC ? <i64>kiss64(core.random) : <i64>0x80000000;
  return <i32>(product >> 32);
}

/** Adds `weight` ≠ 0 of the ring buffer to a synaptic state; `at` is the atom's offset in its arrays, `init` where its factor is. */
export function drainAtom(core: CoreRecord, at: usize, weight: u32, shift: i32, synapse: usize, init: usize): void {
  overflows = 0;
  let input = wrap(<i64>weight << shift);
  if (core.model != CURR_DELTA) input = decay(core, input, load<u32>(init));
  store<i32>(synapse + at, wrap(<i64>load<i32>(synapse + at) + <i64>input));
  if (overflows != 0) store<u32>(core.overflows + at, load<u32>(core.overflows + at) + overflows);
}

/** Returns the number of spikes. */
export function updateAtom(core: CoreRecord, at: usize): u32 {
  const model = core.model;
  const own = at & core.parameterMask;
  overflows = 0;
  let potential = load<i32>(core.v + at);
  let exc = load<i32>(core.excitatory + at);
  let inh = load<i32>(core.inhibitory + at);
  let dead = load<i32>(core.refractory + at);
  let spikes: u32 = 0;
  for (let step = core.stepsPerTick; step > 0; step--) {
    let inward = exc;
    let outward = inh;
    if (model == COND_EXP) {
      inward = multiply(core, exc >> 10, wrap(<i64>load<i32>(core.reversalExcitatory + own) - <i64>potential));
      outward = multiply(core, -(inh >> 10), wrap(<i64>load<i32>(core.reversalInhibitory + own) - <i64>potential));
    } else if (model == CURR_DELTA) {
      inward = multiply(core, exc, core.deltaScale);
      outward = multiply(core, inh, core.deltaScale);
    }
    if (dead <= 0) {
      const current = wrap(<i64>inward - <i64>outward + <i64>load<i32>(core.iOffset + at));
      const alpha = wrap(<i64>multiply(core, current, load<i32>(core.resistance + own)) + <i64>load<i32>(core.vRest + own));
      const distance = wrap(<i64>alpha - <i64>potential);
      potential = wrap(<i64>alpha - <i64>multiply(core, load<i32>(core.expTC + own), distance));
    } else dead--;
    if (potential >= load<i32>(core.vThreshold + own)) {
      potential = load<i32>(core.vReset + own);
      dead = load<i32>(core.refractoryPeriod + own);
      spikes++;
    }
    if (model == CURR_DELTA) {
      exc = 0;
      inh = 0;
    } else {
      exc = decay(core, exc, load<u32>(core.decayExcitatory + own));
      inh = decay(core, inh, load<u32>(core.decayInhibitory + own));
    }
  }
  store<i32>(core.v + at, potential);
  store<i32>(core.excitatory + at, exc);
  store<i32>(core.inhibitory + at, inh);
  store<i32>(core.refractory + at, dead);
  if (overflows != 0) store<u32>(core.overflows + at, load<u32>(core.overflows + at) + overflows);
  return spikes;
}
