/** Mean-field models of published networks, for tests. */
import type { MeanFieldInput, MeanFieldModel, MeanFieldPopulation } from "./mean-field-model.js";

export function populationOf(name: string, more: Partial<MeanFieldPopulation> = {}): MeanFieldPopulation {
  return {
    name,
    size: 4000,
    synapse: "current",
    tau_m: 20,
    C_m: 250,
    E_L: 0,
    V_th: 15,
    V_reset: 0,
    t_ref: 2,
    tau_syn_ex: 5,
    tau_syn_in: 5,
    I_ext: 0,
    ...more,
  };
}

export function inputOf(
  pre: MeanFieldInput["pre"],
  post: number,
  indegree: number,
  weight: number,
  delay = 1,
): MeanFieldInput {
  const from = typeof pre === "number" ? `${pre}` : "external";
  return {
    name: `${from}→${post}`,
    pre,
    post,
    indegree,
    indegreeVariance: 0,
    weightMean: weight,
    weightMeanSquare: weight ** 2,
    delay,
  };
}

/** Two populations in 1/√K scaling: W = w·12 mV/√K per synapse, external drive √K·12 mV·m₀·x as a current, m₀ = 10 Hz. */
export function balancedModel(
  K: number,
  w = [
    [1, -2],
    [1, -1.8],
  ],
  x = [1, 0.8],
): MeanFieldModel {
  const perSynapse = ((12 / Math.sqrt(K)) * 250) / 5;
  const current = (value: number) => Math.sqrt(K) * 12 * 0.01 * value * 250;
  return {
    name: "balanced",
    dt: 0.5,
    populations: [populationOf("E", { I_ext: current(x[0]) }), populationOf("I", { size: 1000, I_ext: current(x[1]) })],
    inputs: [0, 1].flatMap((a) => [0, 1].map((b) => inputOf(b, a, K, w[a][b] * perSynapse))),
  };
}

/** Brunel (2000), model A: C_E = 1000, C_I = 250, J = 0.1 mV, D = 1.5 ms, external rate η·θ/(J C_E τ). */
export function brunelModel(g: number, eta: number, dt = 0.1): MeanFieldModel {
  const J = 0.1;
  const rate = (1000 * eta * 20) / (J * 1000 * 20);
  const delta = (name: string) => populationOf(name, { synapse: "delta", V_th: 20, V_reset: 10 });
  return {
    name: "brunel",
    dt,
    populations: [delta("E"), delta("I")],
    inputs: [0, 1].flatMap((a) => [
      inputOf({ rate }, a, 1000, J),
      inputOf(0, a, 1000, J, 1.5),
      inputOf(1, a, 250, -g * J, 1.5),
    ]),
  };
}
