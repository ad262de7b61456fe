/**
 * The conductance state of sample neurons in a window of a run, over the steps in which the membrane moves (the refractory ones, in which
 * V is clamped, are left out). Means of the membrane equation over such steps, T ms of them with n spikes, V* = ⟨V⟩:
 *
 *   ⟨g_E⟩(E_E − V*) − ⟨g_I⟩(V* − E_I) = g_L(V* − E_L) + cov(g_E, V) + cov(g_I, V) + C·[n(V_th − V_reset) + V(end) − V(start)]/T.
 *
 * Divided by ⟨g_I⟩(E_E − V*) this is the identity of src/theory/conductance-ratio.ts with the currents that correlations and spikes add to
 * the leak's. Injected current is not allowed for.
 */
import { modelOf, valueAt } from "../../src/network/types.js";
import { meanOf } from "../../src/numerics/sample-moments.js";
import { refractorySteps } from "../../src/numerics/time-grid.js";
import { conductanceRatio } from "../../src/theory/conductance-ratio.js";
import type { Run } from "../experiment.js";

export interface ConductanceWindow {
  /** mV */
  readonly v: number;
  /** nS, both ≥ 0. */
  readonly gE: number;
  readonly gI: number;
  /** pA: cov(g_E, V) + cov(g_I, V). */
  readonly covariance: number;
  /** pA: what charges the capacitance again after resets, and the drift between the ends. */
  readonly charging: number;
}

/** By neuron of the sample; the voltages alone (`gE` … NaN) where the side has no conductances. */
export function conductanceWindow(run: Run, population: string, from: number, to: number): ConductanceWindow[] {
  const { recording, onSide, network, inputs } = run;
  const { neurons, v: trace } = recording.traces!;
  const width = neurons.length;
  const { dt } = network;
  const side = onSide.populations.find((p) => p.name === population)!;
  const described = network.populations[side.index];
  const hasConductances = modelOf(onSide, side).synapse === "conductance";
  const spikes = spikesByNeuron(run, side.first, side.size);
  return (inputs.currents.get(population) ?? []).map(({ neuron, E, I }) => {
    const i = neuron - side.first;
    const of = (name: "E_ex" | "E_in" | "C_m" | "V_th" | "V_reset" | "t_ref") =>
      valueAt((hasConductances ? side : described).parameters[name], i);
    const dead = refractorySteps(of("t_ref"), dt).steps;
    const column = neurons.indexOf(neuron);
    const sums = { v: 0, gE: 0, gI: 0, gv: 0 };
    let [live, resets, clampedUntil] = [0, 0, -1];
    for (let n = Math.max(1, from - dead); n < to; n++) {
      if (n > clampedUntil && n >= from) {
        const before = trace[(n - 1) * width + column];
        const [gE, gI] = [E[n] / (of("E_ex") - before), I[n] / (of("E_in") - before)];
        sums.v += before;
        sums.gE += gE;
        sums.gI += gI;
        sums.gv += (gE + gI) * before;
        live++;
      }
      if (!spikes[i].has(n)) continue;
      clampedUntil = n + dead;
      if (n >= from) resets++;
    }
    const [v, gE, gI] = [sums.v / live, sums.gE / live, sums.gI / live];
    if (!hasConductances) return { v, gE: NaN, gI: NaN, covariance: NaN, charging: NaN };
    const rise =
      resets * (of("V_th") - of("V_reset")) +
      trace[(to - 1) * width + column] -
      trace[(Math.max(1, from) - 1) * width + column];
    return { v, gE, gI, covariance: sums.gv / live - (gE + gI) * v, charging: (of("C_m") * rise) / (live * dt) };
  });
}

/** Steps in which each neuron of a population spiked. */
function spikesByNeuron({ recording }: Run, first: number, size: number): Set<number>[] {
  const spikes = Array.from({ length: size }, () => new Set<number>());
  recording.spikeIds.forEach((id, k) => {
    if (id >= first && id < first + size) spikes[id - first].add(recording.spikeSteps[k]);
  });
  return spikes;
}

/** Means over neurons. */
export function meanWindow(windows: readonly ConductanceWindow[]): ConductanceWindow {
  const mean = (pick: (one: ConductanceWindow) => number) => meanOf(windows.map(pick));
  return {
    v: mean((w) => w.v),
    gE: mean((w) => w.gE),
    gI: mean((w) => w.gI),
    covariance: mean((w) => w.covariance),
    charging: mean((w) => w.charging),
  };
}

/** The ratio that holds V*, with leak, covariances and charging. */
export function ratioWithAllCurrents(
  { v, gI, covariance, charging }: ConductanceWindow,
  cell: { readonly E_ex: number; readonly E_in: number; readonly E_L: number; readonly g_L: number },
): number {
  return conductanceRatio({ ...cell, vStar: v, g_I: gI, current: -(covariance + charging) });
}
