/**
 * Parameters to shifts, weights to 8 bits:
 *
 *   k = round(-log2(1 - e^(-dt/τ))), threshold = 2^bits - 1 LSB, w·(τ_m/C_m)/(1 - e^(-dt/τ_s))·2^-(k_u + k_v) LSB: the DC response stays
 */
import { requireLowerable, type ModelLowerings } from "../../compiler/common/lowerable.js";
import { programHeader, enterDrawingLosses } from "../../compiler/common/program-header.js";
import { fail } from "../../src/diagnostics/diagnostic.js";
import { ExitCode } from "../../src/diagnostics/exit-codes.js";
import { LossLedger } from "../../src/diagnostics/loss-ledger.js";
import type { Network, PerNeuron, Population, Projection } from "../../src/network/types.js";
import { roundHalfEven } from "../../src/numerics/round-half-even.js";
import type { ShiftOptions } from "./options.js";
import type { ShiftCore, ShiftProgram } from "./program.js";
import type { ShiftTarget } from "./target.js";

/** A population as the chip has it. */
interface OnChip {
  readonly uShift: number;
  readonly vShift: number;
  readonly threshold: number;
  readonly bias: number;
  readonly refractory: number;
  /** LSB per mV above reset, and LSB of u per pA. */
  readonly scale: number;
  readonly perPicoampere: number;
}

export interface ShiftResult {
  readonly program: ShiftProgram;
  readonly onChip: Network;
}

const leak = (dt: number, tau: number) => 1 - Math.exp(-dt / tau);
const shiftOf = (dt: number, tau: number) => Math.max(1, Math.round(-Math.log2(leak(dt, tau))));
const tauOf = (dt: number, shift: number) => -dt / Math.log1p(-(2 ** -shift));

/** Neurons of a population are alike here. */
function shared(values: PerNeuron, what: string): number {
  return typeof values === "number"
    ? values
    : fail("not-supported", `${what} differs between neurons`, { hint: "give one value" });
}

/** pA, from the first step to the last. */
function currentOnto({ index, parameters, name }: Population, { currents }: Network): number {
  let sum = shared(parameters.I_e, `I_e of ${name}`);
  for (const { post, steps, amplitude } of currents) {
    if (post !== index) continue;
    if (steps.length !== 1 || steps[0] !== 0)
      fail("not-supported", `the current onto ${name} changes`, { hint: "give a constant one" });
    sum += shared(amplitude[0], `the current onto ${name}`);
  }
  return sum;
}

function populationOnChip(population: Population, network: Network, bits: number): OnChip {
  const { parameters: p, name } = population;
  const { dt } = network;
  const of = (values: PerNeuron) => shared(values, `a parameter of ${name}`);
  const [uShift, vShift] = [shiftOf(dt, of(p.tau_syn_ex)), shiftOf(dt, of(p.tau_m))];
  const threshold = 2 ** bits - 1;
  const scale = threshold / (of(p.V_th) - of(p.V_reset));
  const resistance = resistanceOf(p);
  const bias = (of(p.E_L) - of(p.V_reset) + resistance * currentOnto(population, network)) * scale * 2 ** -vShift;
  return {
    uShift,
    vShift,
    threshold,
    bias: roundHalfEven(bias),
    refractory: Math.round(of(p.t_ref) / dt),
    scale,
    perPicoampere: (scale * resistance * 2 ** -(uShift + vShift)) / leak(dt, of(p.tau_syn_ex)),
  };
}

/** mV per pA. */
function resistanceOf({ tau_m, C_m }: Population["parameters"]): number {
  return shared(tau_m, "tau_m") / shared(C_m, "C_m");
}

/** Weights in LSB of u, each a whole number of 2^e below 2^(bits - 1): e is the least that holds the largest. */
function weightsOf({ weight, source, name }: Projection, unit: number, bits: number, ledger: LossLedger): Int32Array {
  const ideal = Float64Array.from(source, (_, k) => (typeof weight === "number" ? weight : weight[k]) * unit);
  const largest = ideal.reduce((most, w) => Math.max(most, Math.abs(w)), 0);
  let step = 1;
  while (largest / step > 2 ** (bits - 1) - 1) step *= 2;
  const words = Int32Array.from(ideal, (w) => roundHalfEven(w / step) * step);
  ledger.add({
    kind: "weight-rounded",
    where: `projection ${name}`,
    count: words.filter((w, k) => w !== ideal[k]).length,
    of: words.length,
    worst: words.reduce((most, w, k) => Math.max(most, Math.abs(w - ideal[k])), 0) / unit,
    unit: "pA",
  });
  return words;
}

/** Models that the chip has equations for. */
export const SHIFT_MODELS: ModelLowerings = {
  neuron: "a neuron has a current and a voltage",
  models: { iaf_psc_exp: { how: "as it is, with its decays as shifts" } },
};

export function compileShift(network: Network, target: ShiftTarget, options: ShiftOptions): ShiftResult {
  requireLowerable(network, target.title, SHIFT_MODELS);
  const { limits, widths } = target;
  const ledger = new LossLedger();
  enterDrawingLosses(network, ledger);
  const populations = network.populations.map((p) => populationOnChip(p, network, options.thresholdBits));
  const words = network.projections.map((p) =>
    weightsOf(p, populations[p.post].perPicoampere, options.weightBits, ledger),
  );
  const perCore = limits.neuronsPerCore.value ?? network.size;
  const cores = network.populations.flatMap((population) =>
    Array.from({ length: Math.ceil(population.size / perCore) }, (_, c): ShiftCore => {
      const [from, to] = [c * perCore, Math.min(population.size, (c + 1) * perCore)];
      const { uShift, vShift, threshold, bias, refractory, scale } = populations[population.index];
      const reset = shared(population.parameters.V_reset, "V_reset");
      const largest = 2 ** (widths.state - 1) - 1;
      return {
        neurons: Uint32Array.from({ length: to - from }, (_, i) => population.first + from + i),
        uShift,
        vShift,
        threshold,
        bias,
        refractory,
        v0: Array.from(population.initialV.subarray(from, to), (v) =>
          Math.max(-largest, Math.min(largest, Math.round((v - reset) * scale))),
        ),
        synapses: network.projections.flatMap((p, k) =>
          p.post === population.index ? synapsesOf(p, words[k], from, to, limits.maxDelay.value ?? Infinity) : [],
        ),
      };
    }),
  );
  const board = target.boards.find(({ id }) => id === options.board)!;
  const max = board.chips * (limits.coresPerChip.value ?? Infinity);
  if (cores.length > max && !options.oversize)
    fail("network-exceeds-board", `The network needs ${cores.length} cores.`, {
      exitCode: ExitCode.doesNotFit,
      limit: { what: "cores", used: cores.length, max },
    });
  const program: ShiftProgram = {
    ...programHeader(network, {
      target,
      board,
      oversize: cores.length > max,
      sources: network.sources,
      options,
      ledger,
    }),
    family: "shift",
    profile: "shift",
    stateBits: widths.state,
    cores,
    sourceMap: network.projections.map((p) => ({
      object: `projection ${p.name}`,
      groups: [],
      synapses: p.source.length,
    })),
  };
  return { program, onChip: networkOnChip(network, populations, words, target.id) };
}

function synapsesOf(
  p: Projection,
  words: Int32Array,
  from: number,
  to: number,
  longest: number,
): ShiftCore["synapses"][number][] {
  const synapses: ShiftCore["synapses"][number][] = [];
  for (let i = from; i < to; i++) {
    for (let k = p.rowStart[i]; k < p.rowStart[i + 1]; k++) {
      const delay = typeof p.delay === "number" ? p.delay : p.delay[k];
      if (delay > longest)
        fail("delay-too-long", `a delay of projection ${p.name} is ${delay} steps`, {
          limit: { what: "steps", used: delay, max: longest },
        });
      synapses.push([p.preFirst + p.source[k], i - from, words[k], delay]);
    }
  }
  return synapses;
}

/** The network as the chip has it, in units of the description. */
function networkOnChip(
  network: Network,
  populations: readonly OnChip[],
  words: readonly Int32Array[],
  id: string,
): Network {
  const { dt } = network;
  return {
    ...network,
    name: `${network.name} on ${id}`,
    populations: network.populations.map((population): Population => {
      const { uShift, vShift } = populations[population.index];
      const { parameters: p } = population;
      const resistance = resistanceOf(p);
      const [tauM, tauSyn] = [tauOf(dt, vShift), tauOf(dt, uShift)];
      return {
        ...population,
        parameters: {
          ...p,
          tau_m: tauM,
          C_m: tauM / resistance,
          tau_syn_ex: tauSyn,
          tau_syn_in: tauSyn,
        },
      };
    }),
    // The bias register holds what leak and currents together bring.
    currents: network.populations.map(({ index, name, parameters: p }) => {
      const { vShift, bias, scale } = populations[index];
      const rest = shared(p.E_L, "E_L") - shared(p.V_reset, "V_reset");
      const total = ((bias * 2 ** vShift) / scale - rest) / resistanceOf(p);
      return {
        name: `bias of ${name}`,
        post: index,
        steps: Uint32Array.of(0),
        amplitude: [total - shared(p.I_e, "I_e")],
      };
    }),
    projections: network.projections.map((p, k) => {
      const { uShift, vShift, scale } = populations[p.post];
      const { parameters } = network.populations[p.post];
      const resistance = resistanceOf(parameters);
      const unit = (scale * resistance * 2 ** -(uShift + vShift)) / leak(dt, tauOf(dt, uShift));
      return { ...p, weight: Float32Array.from(words[k], (w) => w / unit) };
    }),
  };
}
