/** The state and the constants of one core: arrays with one entry an atom. */
import { fail } from "../../../src/diagnostics/diagnostic.js";
import { S1615_ONE } from "../../../src/numerics/s1615.js";
import { kdivui } from "../../../src/numerics/s1615-division.js";
import { checkSpinnakerCore } from "../../../src/program/spinnaker/check-core.js";
import type { SpinnakerCore, NeuronModel, NeuronParameters } from "../../../src/program/spinnaker/machine-image.js";
import { deltaScale, membraneConstants, synapseConstants } from "../../../src/program/spinnaker/neuron-constants.js";

export interface CoreState {
  readonly n: number;
  readonly model: NeuronModel;
  readonly stepsPerTick: number;

  readonly v: Int32Array;
  readonly excitatory: Int32Array;
  readonly inhibitory: Int32Array;
  /** Dead steps left. */
  readonly refractory: Int32Array;

  readonly vRest: Int32Array;
  readonly vReset: Int32Array;
  readonly vThreshold: Int32Array;
  readonly iOffset: Int32Array;
  readonly resistance: Int32Array;
  readonly expTC: Int32Array;
  readonly refractoryPeriod: Int32Array;
  /** U0.32; empty for delta synapses. */
  readonly decayExcitatory: Uint32Array;
  readonly decayInhibitory: Uint32Array;
  readonly initExcitatory: Uint32Array;
  readonly initInhibitory: Uint32Array;
  /** mV; empty but for IF_cond_exp. */
  readonly reversalExcitatory: Int32Array;
  readonly reversalInhibitory: Int32Array;
  /** 1/step, for IF_curr_delta. */
  readonly deltaScale: number;

  readonly leftShifts: readonly [number, number];
  readonly indexBits: number;
  /** S16.15 results that did not fit, by atom. */
  readonly overflows: Uint32Array;
}

/** @throws EquipoiseError where the image contradicts itself */
export function loadCore(image: SpinnakerCore, index: number, dtRaw: number): CoreState {
  const place = { object: `core ${index}` };
  const { model, layout, parameters, leftShifts, stepsPerTick } = image;
  const n = image.neurons.length;
  const { indexBits } = layout;
  checkSpinnakerCore(image, place);
  const step = kdivui(dtRaw, stepsPerTick);
  if (!(step > 0))
    fail("core-layout", `a tick of ${dtRaw}/32768 ms in ${stepsPerTick} steps leaves no time`, { place });

  const perAtom = (name: keyof NeuronParameters) => spread(parameters[name], n, name, place);
  const exponential = model !== "IF_curr_delta";
  const tauM = perAtom("tauM");
  const cM = perAtom("cM");
  const tRefractory = perAtom("tRefractory");
  if (tauM.some((tau) => tau <= 0) || cM.some((c) => c <= 0))
    fail("core-parameters", "tau_m and c_m must be above 0", { place });
  const membrane = Array.from(tauM, (tau, i) => membraneConstants(tau, cM[i], tRefractory[i], step));
  if (membrane.some(({ expTC }) => expTC < 0 || expTC > S1615_ONE))
    fail("core-parameters", "a step is so much longer than tau_m that their ratio does not fit S16.15", { place });
  const synapse = (name: "tauExcitatory" | "tauInhibitory") => {
    const taus = exponential ? perAtom(name) : new Int32Array(0);
    if (taus.some((tau) => tau <= 0)) fail("core-parameters", `${name} must be above 0`, { place });
    const known = new Map([...new Set(taus)].map((tau) => [tau, synapseConstants(tau, step)]));
    return {
      decay: Uint32Array.from(taus, (tau) => known.get(tau)!.decay),
      init: Uint32Array.from(taus, (tau) => known.get(tau)!.init),
    };
  };
  const excitatory = synapse("tauExcitatory");
  const inhibitory = synapse("tauInhibitory");
  const reversal = (name: "reversalExcitatory" | "reversalInhibitory") =>
    model === "IF_cond_exp" ? perAtom(name) : new Int32Array(0);
  return {
    n,
    model,
    stepsPerTick,
    v: perAtom("vInit"),
    excitatory: perAtom("excitatoryInit"),
    inhibitory: perAtom("inhibitoryInit"),
    refractory: perAtom("refractoryInit"),
    vRest: perAtom("vRest"),
    vReset: perAtom("vReset"),
    vThreshold: perAtom("vThreshold"),
    iOffset: perAtom("iOffset"),
    resistance: Int32Array.from(membrane, (m) => m.resistance),
    expTC: Int32Array.from(membrane, (m) => m.expTC),
    refractoryPeriod: Int32Array.from(membrane, (m) => m.refractoryPeriod),
    decayExcitatory: excitatory.decay,
    decayInhibitory: inhibitory.decay,
    initExcitatory: excitatory.init,
    initInhibitory: inhibitory.init,
    reversalExcitatory: reversal("reversalExcitatory"),
    reversalInhibitory: reversal("reversalInhibitory"),
    deltaScale: exponential ? 0 : deltaScale(step),
    leftShifts,
    indexBits,
    overflows: new Uint32Array(n),
  };
}

/** One value for all atoms, or one each. */
function spread(values: Int32Array | undefined, n: number, name: string, place: { object: string }): Int32Array {
  if (values !== undefined && values.length === n) return values.slice();
  if (values?.length === 1) return new Int32Array(n).fill(values[0]);
  return fail("core-parameters", `the parameter ${name} has ${values?.length ?? "no"} values for ${n} atoms`, {
    place,
  });
}
