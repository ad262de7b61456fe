/**
 * One tick of all atoms of a core. With `floor` and one step a tick, most atoms take a short cut: the equations of update-atom.ts in
 * float64, which is exact below 2^53, with a check that every result fits int32. Where one does not, the atom is done again by
 * the specification, which wraps and counts.
 */
import { decayFloor, S1615_ONE } from "../../../src/numerics/s1615.js";
import type { Arithmetic } from "./arithmetic.js";
import type { CoreState } from "./core-state.js";
import { CONDUCTANCE_SHIFT, updateAtom } from "./update-atom.js";

const LSB = 1 / S1615_ONE;

/** Writes the atoms that fired to `fired`, ascending (one with several spikes in a tick several times); returns how many. */
export function updateCore(state: CoreState, arithmetic: Arithmetic, fired: Uint32Array): number {
  const simple = arithmetic.rounding === "floor" && state.stepsPerTick === 1;
  return simple ? updateByShortCut(state, arithmetic, fired) : updateAtoms(state, arithmetic, fired);
}

function updateAtoms(state: CoreState, arithmetic: Arithmetic, fired: Uint32Array): number {
  let spikes = 0;
  for (let i = 0; i < state.n; i++) {
    for (let count = updateAtom(state, i, arithmetic); count > 0; count--) fired[spikes++] = i;
  }
  return spikes;
}

function fits(x: number): boolean {
  return (x | 0) === x;
}

function updateByShortCut(state: CoreState, arithmetic: Arithmetic, fired: Uint32Array): number {
  const {
    n,
    model,
    v,
    excitatory,
    inhibitory,
    refractory,
    vRest,
    vReset,
    vThreshold,
    iOffset,
    resistance,
    expTC,
    refractoryPeriod,
  } = state;
  const { decayExcitatory, decayInhibitory, reversalExcitatory, reversalInhibitory, deltaScale } = state;
  const delta = model === "IF_curr_delta";
  const conductance = model === "IF_cond_exp";
  let spikes = 0;
  for (let i = 0; i < n; i++) {
    const exc = excitatory[i];
    const inh = inhibitory[i];
    let potential = v[i];
    let dead = refractory[i];
    let inward = exc;
    let outward = inh;
    let exact = true;
    if (conductance) {
      const towardExcitatory = reversalExcitatory[i] - potential;
      const towardInhibitory = reversalInhibitory[i] - potential;
      inward = Math.floor((exc >> CONDUCTANCE_SHIFT) * towardExcitatory * LSB);
      outward = Math.floor(-(inh >> CONDUCTANCE_SHIFT) * towardInhibitory * LSB);
      exact = fits(towardExcitatory) && fits(towardInhibitory) && fits(inward) && fits(outward);
    } else if (delta) {
      inward = Math.floor(exc * deltaScale * LSB);
      outward = Math.floor(inh * deltaScale * LSB);
      exact = fits(inward) && fits(outward);
    }
    if (dead <= 0) {
      const current = inward - outward + iOffset[i];
      const driven = Math.floor(current * resistance[i] * LSB);
      const alpha = driven + vRest[i];
      const distance = alpha - potential;
      exact = exact && fits(current) && fits(driven) && fits(alpha) && fits(distance);
      // 0 ≤ expTC ≤ 1: the product fits where the distance does, and V ends between its old value and alpha.
      potential = alpha - Math.floor(expTC[i] * distance * LSB);
    } else dead--;
    if (!exact) {
      if (updateAtom(state, i, arithmetic) > 0) fired[spikes++] = i;
      continue;
    }
    if (potential >= vThreshold[i]) {
      potential = vReset[i];
      dead = refractoryPeriod[i];
      fired[spikes++] = i;
    }
    v[i] = potential;
    refractory[i] = dead;
    excitatory[i] = delta ? 0 : decayFloor(exc, decayExcitatory[i]);
    inhibitory[i] = delta ? 0 : decayFloor(inh, decayInhibitory[i]);
  }
  return spikes;
}
