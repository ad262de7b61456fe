/**
 * Self-consistent rates at finite K: r_a = φ(μ_a(r), σ_a(r)) (Amit & Brunel 1997; Brunel 2000), for any number of populations.
 *
 * Solver: pseudo-transient continuation (Kelley & Keyes 1998), (1/δ - Φ' + 1)·Δr = φ(r) - r with δ growing as the residual falls:
 * relaxation of dr/dt = φ - r at first (as Hahne et al. 2017), Newton at the end. Several starts; every distinct solution is reported,
 * and the first stable one in the order of `starts` is predicted.
 *
 * Quenched variability (van Vreeswijk & Sompolinsky 1998): neurons differ in summed weight and in the rates of their inputs; μ is then
 * Gaussian over neurons and φ is averaged over it, self-consistently with ⟨r²⟩.
 */
import { eigenvalues, solve, type Complex } from "../numerics/linear-algebra.js";
import { balanceState, MOST_POPULATIONS } from "./balance.js";
import { oscillationCriterion, type OscillationCriterion } from "./oscillation.js";
import type { MeanFieldModel } from "./mean-field-model.js";
import { SILENT_RATE, SYNCHRONOUS_CORRELATION } from "./state-limits.js";
import { populationCv, populationRate, workingPoint, type WorkingPoint } from "./working-point.js";

export interface PredictionOptions {
  /** Average over the spread of in-degrees, weights and rates of the inputs. Default true. */
  readonly quenched?: boolean;
  /** Threshold correction for spikes on the grid of delta-synapse models. Default true (uses model.dt). */
  readonly gridCorrection?: boolean;
  /** Search for oscillations (costs a few hundred ms). Default true. */
  readonly oscillations?: boolean;
}

export interface PopulationPrediction {
  readonly name: string;
  /** Hz, mean over neurons; and the SD over neurons (0 without quenched variability). */
  readonly rate: number;
  readonly rateSd: number;
  /** mV absolute, and mV (free membrane SD is sigma/√2 for delta synapses). */
  readonly mu: number;
  readonly sigma: number;
  /** SD of μ over neurons, mV. */
  readonly muSd: number;
  /** Membrane time constant at the working point, ms. */
  readonly tau: number;
  /** Of a neuron with the mean input. */
  readonly cv: number;
  /** pA */
  readonly excitation: number;
  readonly inhibition: number;
  /** |E + I| / E; 1 when nothing cancels, NaN without excitation. */
  readonly residual: number;
  /** Whether the assumptions of the theory hold here; if not, why. */
  readonly applies: boolean;
  readonly reasons: readonly string[];
}

export interface FixedPoint {
  readonly rates: readonly number[];
  /** Of the linearised rate dynamics τ_a dr_a/dt = φ_a - r_a, 1/ms. */
  readonly eigenvalues: readonly Complex[];
  readonly stable: boolean;
}

export interface Prediction {
  readonly populations: readonly PopulationPrediction[];
  /** False: the solver found no fixed point; the rates are the best approach to one. */
  readonly converged: boolean;
  readonly stable: boolean;
  /** All solutions found, the predicted one first. */
  readonly fixedPoints: readonly FixedPoint[];
  /** Asynchronous state against oscillations; undefined when not asked for, or for a silent or unconverged network. */
  readonly oscillation?: OscillationCriterion;
  /** Sentences for humans. */
  readonly warnings: readonly string[];
}

/** Diffusion: a postsynaptic potential must be small against the distance from reset to threshold. Brunel 2000 has 0.01; at 0.2 errors reach tens of per cent. */
const LARGEST_JUMP = 0.2;
/** Diffusion: mean number of input spikes within one membrane time constant. */
const FEWEST_SPIKES = 20;
/** The expansion in √(τ_s/τ_m) of Fourcaud & Brunel 2002 is first order; beyond 0.5 it is only a trend. */
const LARGEST_ROOT_SYNAPSE = 0.5;
/** By so much a chip's rounded decays may lie beyond a limit at which the ideal network lies. */
const ROUNDED_DECAY = 0.01;
/** |det(1 - M)| below which fluctuations of a finite network are amplified at least fourfold. */
const NARROW_MARGIN = 0.25;
/** Predicted modulation of a population's rate that warns: a sine that swings down to zero; linear response presumes less. */
const LARGEST_MODULATION = Math.SQRT1_2;
/**
 * The same with filtered synapses, of which the response leaves out how the noise amplitude is modulated: runs swing about twice as much as predicted
 * (docs/theory.md: 0.26 and 0.47, 0.48 and 0.84, 0.6 and 1.2), so that from here on a network may be synchronous that theory calls asynchronous.
 */
const LARGEST_FILTERED_MODULATION = 0.5;

/** How the reason of a silent population begins. */
export const PRACTICALLY_SILENT = "practically silent";

type RateMap = (rates: readonly number[]) => number[];

const worst = (values: readonly number[]) => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

/** ∂F_a/∂r_b by forward differences. */
function jacobian(map: RateMap, rates: readonly number[], at: readonly number[]): number[][] {
  const columns = rates.map((rate, b) => {
    const step = 1e-5 * (1 + rate);
    const moved = map(rates.map((value, i) => (i === b ? value + step : value)));
    return moved.map((value, a) => (value - at[a]) / step);
  });
  return rates.map((_, a) => columns.map((column) => column[a]));
}

/** Follows dr/dt = φ(r) - r from `start` to a fixed point. `limit`: highest possible rates, Hz. */
function relax(
  map: RateMap,
  start: readonly number[],
  limit: readonly number[],
): { rates: number[]; converged: boolean } {
  let rates = start.map((rate, a) => Math.min(Math.max(rate, 0), limit[a]));
  let image = map(rates);
  let residual = image.map((value, a) => value - rates[a]);
  let delta = 0.05;
  for (let iteration = 0; iteration < 300; iteration++) {
    if (residual.every((value, a) => Math.abs(value) <= 1e-9 * (1e-3 + rates[a]))) return { rates, converged: true };
    const slope = jacobian(map, rates, image);
    const system = slope.map((row, a) => row.map((value, b) => (a === b ? 1 / delta + 1 : 0) - value));
    const step = solve(system, residual);
    const next = rates.map((rate, a) => Math.min(Math.max(rate + step[a], 0), limit[a]));
    const nextImage = map(next);
    const nextResidual = nextImage.map((value, a) => value - next[a]);
    const ratio = worst(residual) / worst(nextResidual);
    if (!Number.isFinite(worst(nextResidual)) || (ratio < 0.5 && delta > 1e-3)) {
      delta /= 4; // too bold: the same step again, shorter
      continue;
    }
    [rates, image, residual] = [next, nextImage, nextResidual];
    delta = Math.min(1e12, delta * Math.min(4, Math.max(0.5, 2 * ratio)));
  }
  return { rates, converged: worst(residual) <= 1e-6 * (1 + worst(rates)) };
}

const SLOW_ROUNDS = 400;

/** The same without a Jacobian, for networks of many populations: each round costs what evaluating φ costs. */
function relaxSlowly(
  map: RateMap,
  start: readonly number[],
  limit: readonly number[],
): { rates: number[]; converged: boolean } {
  let rates = start.map((rate, a) => Math.min(Math.max(rate, 0), limit[a]));
  let [share, before] = [0.5, Infinity];
  for (let round = 0; round < SLOW_ROUNDS; round++) {
    const residual = map(rates).map((value, a) => value - rates[a]);
    const size = worst(residual);
    if (size <= 1e-6 * (1 + worst(rates))) return { rates, converged: true };
    share = size > before ? Math.max(0.01, share / 2) : Math.min(0.5, share * 1.1);
    before = size;
    rates = rates.map((rate, a) => Math.min(Math.max(rate + share * residual[a], 0), limit[a]));
  }
  return { rates, converged: false };
}

/** Rates to start from: the balance solution first, then from silent to fast. */
function starts(model: MeanFieldModel, limit: readonly number[]): number[][] {
  const balance = balanceState(model);
  const uniform = [0, 1, 10, 50].map((rate) => model.populations.map(() => rate));
  return [...(balance.exists ? [[...balance.rates]] : []), ...uniform, limit.map((rate) => 0.5 * rate)];
}

function reasonsAgainst(point: WorkingPoint, rate: number): string[] {
  const reasons: string[] = [];
  const { lif } = point;
  if (rate < SILENT_RATE)
    reasons.push(
      `${PRACTICALLY_SILENT} (${rate.toPrecision(2)} Hz): rare spikes depend on the tail of the voltage distribution`,
    );
  if (point.largestJump > LARGEST_JUMP) {
    reasons.push(
      `one spike moves the membrane by ${(100 * point.largestJump).toFixed(0)} % of the distance from reset to threshold: the diffusion approximation needs less than ${100 * LARGEST_JUMP} %`,
    );
  }
  if (point.sigma > 0 && point.spikesPerTau < FEWEST_SPIKES) {
    reasons.push(
      `only ${point.spikesPerTau.toFixed(1)} input spikes per membrane time constant: too few for Gaussian noise`,
    );
  }
  if (point.sigma > 0 && Math.sqrt(point.tauSyn / lif.tau) > LARGEST_ROOT_SYNAPSE * (1 + ROUNDED_DECAY)) {
    reasons.push(
      `synapses of ${point.tauSyn.toFixed(2)} ms on a membrane of ${lif.tau.toFixed(2)} ms: the expansion in √(τ_syn/τ) no longer converges`,
    );
  }
  if (point.mu - lif.threshold > 2 * point.sigma && rate > 0) {
    reasons.push(
      "the mean input alone exceeds the threshold by more than 2σ: clock-like neurons tend to synchronise, the asynchronous theory may not hold",
    );
  }
  return reasons;
}

function collectiveFluctuations(
  populations: MeanFieldModel["populations"],
  { modulation, correlation }: OscillationCriterion,
): string[] {
  const worstOf = (values: readonly number[]) =>
    values.reduce((most, value, a) => (value > values[most] ? a : most), 0);
  const [m, c] = [worstOf(modulation), worstOf(correlation)];
  const filtered = populations[m].synapse !== "delta";
  const swing = `the network's own spike noise is predicted to modulate the rate of ${populations[m].name} by ${modulation[m].toFixed(2)} of its mean`;
  return [
    ...(modulation[m] > LARGEST_MODULATION
      ? [`${swing}: linear theory is at its limit, expect collective fluctuations or synchrony`]
      : filtered && modulation[m] > LARGEST_FILTERED_MODULATION
        ? [`${swing}: with exponential synapses runs swing about twice as much, so the network may be synchronous`]
        : []),
    ...(correlation[c] > SYNCHRONOUS_CORRELATION
      ? [
          `the network's own spike noise is predicted to correlate pairs of ${populations[c].name} by ${correlation[c].toFixed(2)}: expect synchrony`,
        ]
      : []),
  ];
}

/** Predicts the stationary state of a network. Never throws for a valid model; whatever is doubtful is in `warnings` and `reasons`. */
export function predictRates(model: MeanFieldModel, options: PredictionOptions = {}): Prediction {
  const quenched = options.quenched ?? true;
  const dt = (options.gridCorrection ?? true) ? model.dt : 0;
  const indices = model.populations.map((_, a) => a);
  const limit = model.populations.map((p) => 1000 / Math.max(p.t_ref, model.dt, 1e-3));
  const mapFor =
    (meanSquares?: readonly number[]): RateMap =>
    (rates) =>
      indices.map(
        (a) => populationRate(workingPoint(model, a, rates, meanSquares), dt, meanSquares !== undefined).rate,
      );

  const found: FixedPoint[] = [];
  let fallback = limit.map(() => 0);
  const tau = (a: number, rates: readonly number[]) => workingPoint(model, a, rates).lif.tau;
  const describe = (map: RateMap, rates: number[]): FixedPoint => {
    const slope = jacobian(map, rates, map(rates));
    const spectrum = eigenvalues(
      slope.map((row, a) => row.map((value, b) => (value - (a === b ? 1 : 0)) / tau(a, rates))),
    );
    return { rates, eigenvalues: spectrum, stable: spectrum.every((value) => value.re < 0) };
  };
  const many = model.populations.length > MOST_POPULATIONS;
  if (many) {
    const { rates: slow, converged: settled } = relaxSlowly(
      mapFor(),
      limit.map(() => 1),
      limit,
    );
    fallback = slow;
    if (settled) found.push({ rates: slow, eigenvalues: [], stable: true });
  }
  (many ? [] : starts(model, limit)).forEach((start, attempt) => {
    const { rates, converged } = relax(mapFor(), start, limit);
    if (attempt === 0) fallback = rates;
    if (
      !converged ||
      found.some((other) => other.rates.every((rate, a) => Math.abs(rate - rates[a]) < 1e-3 * (1 + rate)))
    )
      return;
    found.push(describe(mapFor(), rates));
  });
  const converged = found.length > 0;
  found.sort((x, y) => Number(y.stable) - Number(x.stable));
  let rates = converged ? [...found[0].rates] : fallback;
  let meanSquares: number[] | undefined;
  if (quenched && !many) {
    // ⟨r²⟩ and r by turns: the spread of rates feeds back weakly, so that few rounds are enough.
    meanSquares = rates.map((rate) => rate * rate);
    for (let round = 0; round < 40; round++) {
      const squares: readonly number[] = meanSquares;
      const solution = relax(mapFor(squares), rates, limit);
      if (!solution.converged) break;
      const next: number[] = indices.map(
        (a) => populationRate(workingPoint(model, a, solution.rates, squares), dt, true).meanSquare,
      );
      const change = worst(next.map((value, a) => (value - squares[a]) / (1e-6 + squares[a])));
      rates = solution.rates;
      meanSquares = next;
      if (change < 1e-6) break;
    }
    if (converged) found[0] = describe(mapFor(meanSquares), rates);
  }
  const points = indices.map((a) => workingPoint(model, a, rates, meanSquares));
  const populations = points.map((point, a): PopulationPrediction => {
    const reasons = reasonsAgainst(point, rates[a]);
    const { beyondTheory } = model.populations[a];
    if (beyondTheory !== undefined)
      reasons.push(`the theory is that of leaky integrators, and says nothing because ${beyondTheory}`);
    if (!converged) reasons.push("no fixed point was found");
    return {
      name: model.populations[a].name,
      rate: rates[a],
      rateSd: meanSquares ? Math.sqrt(Math.max(0, meanSquares[a] - rates[a] ** 2)) : 0,
      mu: point.mu,
      sigma: point.sigma,
      muSd: quenched ? Math.sqrt(point.quenchedVariance) : 0,
      tau: point.lif.tau,
      cv: populationCv(point, dt),
      excitation: point.excitation,
      inhibition: point.inhibition,
      residual: Math.abs(point.excitation + point.inhibition) / point.excitation,
      applies: reasons.length === 0,
      reasons,
    };
  });
  const warnings: string[] = [];
  if (many) {
    warnings.push(
      `${indices.length} populations are more than the ${MOST_POPULATIONS} for which equations are solved: the rates are those of one relaxation without differences between neurons, and stability, oscillations and the balance equations were not looked at`,
    );
  }
  const others = found.slice(1).filter((point) => point.stable).length;
  if (others > 0)
    warnings.push(`${others + 1} stable states were found; which one is reached depends on the initial state`);
  if (converged && !found[0].stable)
    warnings.push("the fixed point is unstable: the network will not stay at these rates");
  const active = !many && converged && rates.some((rate) => rate >= SILENT_RATE);
  const oscillation = active && (options.oscillations ?? true) ? oscillationCriterion(model, points, rates) : undefined;
  if (oscillation?.unstable) {
    warnings.push(
      `the asynchronous state is unstable against an oscillation near ${oscillation.frequency.toFixed(0)} Hz: expect synchrony`,
    );
  } else if (oscillation && oscillation.margin < NARROW_MARGIN) {
    warnings.push(
      `the asynchronous state is close to an oscillation near ${oscillation.frequency.toFixed(0)} Hz: expect a visible rhythm in the population rate`,
    );
  }
  if (oscillation && !oscillation.unstable) warnings.push(...collectiveFluctuations(model.populations, oscillation));
  return { populations, converged, stable: converged && found[0].stable, fixedPoints: found, oscillation, warnings };
}
