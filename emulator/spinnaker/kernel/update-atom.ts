/**
 * One tick of an atom, in `stepsPerTick` steps (exc, inh: synaptic states; every operation as the core's rounding has it):
 *
 *   current      I = exc - inh + I_offset
 *   delta        I = exc·(1/step) - inh·(1/step) + I_offset
 *   conductance  g = state >> 10;  I = g_e·(E_e - V) - (-g_i)·(E_i - V) + I_offset
 *   refractory ≤ 0:  alpha = I·R + V_rest;  V ← alpha - expTC·(alpha - V)          else refractory--
 *   V ≥ threshold:   V ← V_reset, refractory ← period, spike  (also tested while refractory)
 *   exc, inh ← exc·decay, inh·decay;  delta synapses: 0
 *
 * This is the specification; update-core.ts does the same faster where nothing overflows. Source: SpiNNaker spec §2, §2.1–2.3.
 */
import type { Arithmetic } from "./arithmetic.js";
import type { CoreState } from "./core-state.js";

/** The host scales conductances by 2^10 for the ring buffers. */
export const CONDUCTANCE_SHIFT = 10;

/** Returns the number of spikes, which can exceed 1 with several steps a tick. */
export function updateAtom(state: CoreState, i: number, arithmetic: Arithmetic): number {
  const { model, stepsPerTick } = state;
  const before = arithmetic.overflows;
  let potential = state.v[i];
  let exc = state.excitatory[i];
  let inh = state.inhibitory[i];
  let dead = state.refractory[i];
  let spikes = 0;
  for (let step = 0; step < stepsPerTick; step++) {
    let inward = exc;
    let outward = inh;
    if (model === "IF_cond_exp") {
      inward = arithmetic.multiply(exc >> CONDUCTANCE_SHIFT, arithmetic.wrap(state.reversalExcitatory[i] - potential));
      outward = arithmetic.multiply(
        -(inh >> CONDUCTANCE_SHIFT),
        arithmetic.wrap(state.reversalInhibitory[i] - potential),
      );
    } else if (model === "IF_curr_delta") {
      inward = arithmetic.multiply(exc, state.deltaScale);
      outward = arithmetic.multiply(inh, state.deltaScale);
    }
    if (dead <= 0) {
      const current = arithmetic.wrap(inward - outward + state.iOffset[i]);
      const alpha = arithmetic.wrap(arithmetic.multiply(current, state.resistance[i]) + state.vRest[i]);
      potential = arithmetic.wrap(alpha - arithmetic.multiply(state.expTC[i], arithmetic.wrap(alpha - potential)));
    } else dead--;
    if (potential >= state.vThreshold[i]) {
      potential = state.vReset[i];
      dead = state.refractoryPeriod[i];
      spikes++;
    }
    if (model === "IF_curr_delta") {
      exc = 0;
      inh = 0;
    } else {
      exc = arithmetic.decay(exc, state.decayExcitatory[i]);
      inh = arithmetic.decay(inh, state.decayInhibitory[i]);
    }
  }
  state.v[i] = potential;
  state.excitatory[i] = exc;
  state.inhibitory[i] = inh;
  state.refractory[i] = dead;
  state.overflows[i] += arithmetic.overflows - before;
  return spikes;
}
