/**
 * A balanced network that stays asynchronous while K grows, for experiments about the stationary state itself.
 *
 * W = [[0.5, −2], [0.75, −2]] and X = [1.5, 1.25] have the solution r = −W⁻¹X = 1 (times 10 Hz) for both populations, and van Vreeswijk &
 * Sompolinsky's chain X_E/X_I = 1.2 > W_EI/W_II = 1 > W_EE/W_IE = 2/3 holds. Weak recurrent excitation keeps W well away from singular, so that
 * the finite-K rates approach the limit from below as 1/√K (Siegert: 8.5, 9.1, 9.4, 9.7, 9.8 Hz for E and 7.7, 8.4, 8.9, 9.2, 9.5 Hz for I at
 * K = 100, 200, 400, 800, 1600), and a delay of one step keeps the loop clear of the fast oscillation (Brunel & Hakim 1999): the loop gain
 * grows as √K, and with a delay of 1 ms the margin of src/theory/oscillation.ts is used up earlier.
 */
import { CURRENT_CELL } from "./current-based.js";

/** −W⁻¹X of this network for both populations, Hz. */
export const BALANCED_RATE = 10;

export interface AsynchronousNetwork {
  readonly name: string;
  readonly K: number;
  /** Cells of E, and as many of I. */
  readonly cells: number;
  /** ms, the burn-in included. */
  readonly duration: number;
  readonly burnIn: number;
  /** Cells of each population whose currents are analysed. */
  readonly sample: number;
  /** Initial V_m, in YAML; default: between rest and threshold. */
  readonly initial?: string;
  /** SD over cells of a constant current beside the drive, pA; default 0: all cells alike. */
  readonly spread?: number;
  /** May a cell have several synapses on another one? Default true. */
  readonly multapses?: boolean;
  /** Lines under `stimuli:`. */
  readonly stimuli?: string;
}

/** In `stimuli` the constants J (jump times √K), K, r (rate of the drive) and C_m may be used. */
export function asynchronousNetwork(of: AsynchronousNetwork): string {
  const initial = of.initial ?? "{ uniform: [0 mV, 15 mV] }";
  const cell =
    of.spread === undefined
      ? CURRENT_CELL
      : CURRENT_CELL.replace(" }", `, I_e: { normal: { mean: 0 pA, sd: ${of.spread} pA } } }`);
  return `name: ${of.name}
timestep: 0.5 ms
duration: ${of.duration} ms
burn_in: ${of.burnIn} ms
constants: { J: 12 mV, K: ${of.K}, r: ${BALANCED_RATE} Hz, C_m: 250 pF }
populations:
  E:
    size: ${of.cells}
    neuron: &cell ${cell}
    initial: { V_m: ${initial} }
  I:
    size: ${of.cells}
    neuron: *cell
    initial: { V_m: ${initial} }
balanced:
  K: K
  J: J
  weights: # row: post, column: pre
    E: { E: 0.5, I: -2 }
    I: { E: 0.75, I: -2 }
  drive: { E: 1.5, I: 1.25, rate: r }
  delay: 0.5 ms${of.multapses === false ? "\n  multapses: false" : ""}
probes:
  currents: { sample: ${of.sample} }
${of.stimuli === undefined ? "" : `stimuli:\n${of.stimuli}`}`;
}
