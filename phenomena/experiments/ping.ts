/**
 * ping: the loop of E and I makes gamma rhythms. E fires, brings I to threshold, I shuts E down, inhibition fades, E fires again.
 *
 * Theory: src/theory/ping-period.ts derives period and lag of identical noise-free cells from drive, charges, delay and the time constants
 * of membranes and synapses; nothing in it is fitted. The network here has noise (independent Poisson input, intervals of E with CV 0.2 to 0.3)
 * and random connections; a noisy volley is a few ms wide, and its earliest cells start I, while its late ones are cut off, so that the period
 * may differ by a part of that width: some 10 % of a period.
 *
 * I → E has a fixed amplitude (pA), as when a drug prolongs the decay of inhibition: its charge grows with τ_I, and so does the period, by
 * both. I has no input but from E, and E none from E: the loop is E → I → E alone ("pyramidal-interneuron network gamma").
 *
 * Chips with one synaptic time constant a cell lose nothing here: E cells receive inhibition and their noise with τ_I, I cells receive
 * excitation only, with τ_E; the time constant belongs to the receiving cell.
 */
import { fitLine, logLogSlope } from "../../src/numerics/least-squares.js";
import { meanOf } from "../../src/numerics/sample-moments.js";
import type { Condition, Experiment, Measured, Run, SeedPoints, Size } from "../experiment.js";
import { fundamentalFrequency } from "../measures/fundamental-frequency.js";
import { pingCycle, type PingLoop } from "../../src/theory/ping-period.js";
import { rateLag } from "../measures/rate-lag.js";
import { atMost, between, within, withinShare } from "../tolerance.js";

const TAU_I = "decay of inhibition";
const TAU_M = "membrane of E";
const STRENGTH = "strength of inhibition";
const OPEN = "without E→I";

interface Parameters {
  /** ms */
  readonly tauI: number;
  readonly tauM: number;
  /** pA a spike. */
  readonly weight: number;
}

const base: Parameters = { tauI: 5, tauM: 10, weight: 60 };
const [K_FROM_E, K_FROM_I, C_M] = [100, 50, 250];

const loopOf = ({ tauI, tauM, weight }: Parameters): PingLoop => ({
  tauM,
  tauI,
  tauMI: 10,
  tauE: 2,
  delay: 1,
  refractory: 2,
  dt: 0.5,
  threshold: 15,
  mu: 40,
  P: 40,
  Q: (weight * K_FROM_I * tauI) / C_M,
});

/** Mean drive 40 mV whatever tau_m is: 10 mV constant, 30 mV in 2 Poisson spikes a ms. */
function describe(name: string, { tauI, tauM, weight }: Parameters, duration: number, closed = true): string {
  return `name: ${name}
timestep: 0.5 ms
duration: ${duration} ms
burn_in: 300 ms
constants: { C_m: ${C_M} pF, tau_m: ${tauM} ms, tau_I: ${tauI} ms, tau_E: 2 ms, rate: 2 kHz }
populations:
  E:
    size: 400
    neuron: { model: iaf_psc_exp, C_m: C_m, tau_m: tau_m, tau_syn: tau_I, E_L: 0 mV, V_reset: 0 mV, V_th: 15 mV, t_ref: 2 ms, I_e: 10 mV * C_m / tau_m }
    initial: { V_m: { uniform: [0 mV, 15 mV] } }
  I:
    size: 100
    neuron: { model: iaf_psc_exp, C_m: C_m, tau_m: 10 ms, tau_syn: tau_E, E_L: 0 mV, V_reset: 0 mV, V_th: 15 mV, t_ref: 2 ms }
projections:
${closed ? `  E→I: { pre: E, post: I, connect: { rule: fixed_indegree, K: ${K_FROM_E} }, weight: { jump: 40 mV / K }, delay: 1 ms }\n` : ""}  I→E: { pre: I, post: E, connect: { rule: fixed_indegree, K: ${K_FROM_I} }, weight: "-${weight} pA", delay: 1 ms }
stimuli:
  noise: { type: poisson, target: E, rate: rate, weight: { jump: 30 mV / (rate * tau_m) } }
probes:
  currents: { sample: 10 }
`;
}

function conditions(size: Size): Condition[] {
  const full = size === "full";
  const duration = full ? 5300 : 1800;
  const one = (series: string, x: number, parameters: Partial<Parameters>, closed = true): Condition => ({
    key: `${series}: ${x}`,
    series,
    x,
    description: describe(`ping-${series.replaceAll(" ", "-")}-${x}`, { ...base, ...parameters }, duration, closed),
  });
  return [
    ...(full ? [3, 4, 5, 6, 8] : [3, 5, 8]).map((tauI) => one(TAU_I, tauI, { tauI })),
    ...(full ? [8, 10, 12, 14] : [8, 14]).map((tauM) => one(TAU_M, tauM, { tauM })),
    ...(full ? [40, 60, 80, 100] : [40, 100]).map((weight) => one(STRENGTH, weight, { weight })),
    one(OPEN, 0, {}, false),
  ];
}

function parametersOf({ series, x }: Condition): Parameters {
  return {
    ...base,
    ...(series === TAU_I ? { tauI: x } : series === TAU_M ? { tauM: x } : series === STRENGTH ? { weight: x } : {}),
  };
}

const frequencyOf = (parameters: Parameters) => 1000 / pingCycle(loopOf(parameters)).period;

function measure({ metrics, condition }: Run): Measured {
  const [E, I] = ["E", "I"].map((name) => metrics.populations.find((p) => p.name === name)!);
  return {
    values: {
      frequency: fundamentalFrequency(E.rhythm),
      theory: frequencyOf(parametersOf(condition)),
      theoryLag: pingCycle(loopOf(parametersOf(condition))).lag,
      lag: rateLag(E.rateSeries.values, I.rateSeries.values, E.rateSeries.binMs, 15),
      rateI: I.rate,
      modulation: E.modulation,
    },
    curves: { spectrum: { xs: [...E.rhythm.frequencies], ys: [...E.rhythm.power] } },
  };
}

const CLOSED = [TAU_I, TAU_M, STRENGTH];
const everywhere = (points: SeedPoints, name: string) => CLOSED.flatMap((series) => points.series(series, name).ys);

/** The same statistic of the measured frequencies and of the predicted ones, over one series. */
function compared(points: SeedPoints, series: string, statistic: (xs: number[], frequencies: number[]) => number) {
  const { xs, ys } = points.series(series, "frequency");
  return { value: statistic(xs, ys), theory: statistic(xs, points.series(series, "theory").ys) };
}

const WIDTH =
  "the volley of noisy cells is some 2 ms wide on either side, a tenth of a period; the theory's volley has no width";

export const ping: Experiment = {
  id: "ping",
  title: "The loop of E and I makes a gamma rhythm",
  claim:
    "E fires and drives I, which shuts E down; as inhibition fades E recovers and the cycle begins anew. The time constants of the loop put it into the gamma band, 30 to 80 Hz.",
  theory:
    "E waits until inhibition has decayed as far as its drive allows: V_E(T) = θ gives the period from delay, rise and decay of inhibition and the membrane, logarithmic in its strength (Whittington et al. 2000; Börgers & Kopell 2003).",
  example: `${TAU_I}: 5`,

  conditions,
  measure,

  quantities: [
    {
      id: "lowest",
      label: "lowest frequency of all loops",
      unit: "Hz",
      tolerance: between(30, 80, "the gamma band as the claim has it"),
      estimate: (points) => ({
        value: Math.min(...everywhere(points, "frequency")),
        theory: Math.min(...everywhere(points, "theory")),
      }),
    },
    {
      id: "highest",
      label: "highest frequency of all loops",
      unit: "Hz",
      tolerance: between(30, 80, "the gamma band as the claim has it"),
      estimate: (points) => ({
        value: Math.max(...everywhere(points, "frequency")),
        theory: Math.max(...everywhere(points, "theory")),
      }),
    },
    {
      id: "error",
      label: "largest relative error of the predicted frequency",
      unit: "",
      tolerance: atMost(0.1, WIDTH),
      estimate(points) {
        const theory = everywhere(points, "theory");
        return {
          value: Math.max(...everywhere(points, "frequency").map((f, k) => Math.abs(f / theory[k] - 1))),
          theory: NaN,
        };
      },
    },
    {
      id: "tau-inhibition",
      label: "slope of log frequency over log τ_I",
      unit: "",
      tolerance: within(0.1, `${WIDTH}; an error of a tenth at one end only is 0.1 in the slope over a factor of 8/3`),
      estimate: (points) => compared(points, TAU_I, logLogSlope),
    },
    {
      id: "tau-membrane",
      label: "slope of log frequency over log τ_m of E",
      unit: "",
      tolerance: within(
        0.15,
        `${WIDTH}; an error of a tenth at one end only is 0.17 in the slope over a factor of 14/8`,
      ),
      estimate: (points) => compared(points, TAU_M, logLogSlope),
    },
    {
      id: "strength",
      label: "period gained where inhibition is e times as strong",
      unit: "ms",
      tolerance: withinShare(0.2, `${WIDTH}, which is a fifth of the difference between the ends`),
      estimate: (points) =>
        compared(
          points,
          STRENGTH,
          (xs, frequencies) =>
            fitLine(
              xs.map(Math.log),
              frequencies.map((f) => 1000 / f),
            ).slope,
        ),
    },
    {
      id: "lag",
      label: "lag of I behind E, mean of all loops",
      unit: "ms",
      tolerance: within(1, "one bin of the rates, which is all that their cross-correlation resolves"),
      estimate: (points) => ({
        value: meanOf(everywhere(points, "lag")),
        theory: meanOf(everywhere(points, "theoryLag")),
      }),
    },
    {
      id: "silent-without",
      label: "rate of I without E→I",
      unit: "Hz",
      tolerance: atMost(0.1, "I has no other input: E must drive it"),
      estimate: (points) => ({ value: points.value(`${OPEN}: 0`, "rateI"), theory: 0 }),
    },
    {
      id: "rhythm-without",
      label: "modulation of the rate of E without E→I, over that with it",
      unit: "",
      tolerance: atMost(0.5, "noise makes uncoupled cells lose any common phase; 0.5 leaves a quarter of the power"),
      estimate: (points) => ({
        value: points.value(`${OPEN}: 0`, "modulation") / points.value(`${TAU_I}: ${base.tauI}`, "modulation"),
        theory: NaN,
      }),
    },
  ],

  figures(results) {
    const predicted = (of: (x: number) => Partial<Parameters>, from: number, to: number) => {
      const xs = Array.from({ length: 17 }, (_, k) => from + ((to - from) * k) / 16);
      return [{ label: "V_E(T) = θ", xs, ys: xs.map((x) => frequencyOf({ ...base, ...of(x) })) }];
    };
    const against = (series: string, label: string, caption: string, curves: ReturnType<typeof predicted>) => ({
      title: `Frequency against ${label.split(",")[0]}`,
      caption,
      x: { label },
      y: { label: "frequency, Hz" },
      curves,
      points: results.sides.map((side) =>
        results.figurePoints(side, series, "frequency", "peak of the rate's spectrum"),
      ),
    });
    return [
      against(
        TAU_I,
        "decay of inhibition, ms",
        "Fundamental frequency of the rate of E; amplitude of an inhibitory current fixed. Theory without a fitted number.",
        predicted((tauI) => ({ tauI }), 2.5, 9),
      ),
      against(
        TAU_M,
        "membrane time constant of E, ms",
        "The same drive in mV for every membrane.",
        predicted((tauM) => ({ tauM }), 7, 15),
      ),
      against(
        STRENGTH,
        "inhibition, pA a spike",
        "The period grows with the logarithm of the strength.",
        predicted((weight) => ({ weight }), 35, 110),
      ),
      {
        title: "Spectrum of the rate of E",
        caption: `τ_I = ${base.tauI} ms, first seed: the fundamental and its harmonics.`,
        x: { label: "frequency, Hz" },
        y: { label: "power, Hz² per Hz", log: true },
        curves: results.sides.flatMap((side) => {
          const curve = results.curve(side, `${TAU_I}: ${base.tauI}`, "spectrum");
          return curve === undefined ? [] : [{ label: side, side, xs: curve.xs, ys: curve.ys }];
        }),
        points: [],
      },
    ];
  },
};
