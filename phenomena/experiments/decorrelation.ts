/**
 * decorrelation: cells of a sparse balanced network are nearly independent, because two cells share few inputs by chance.
 *
 * (a) Theory of shared input. Two cells draw K of N independent sources each, every source at most once (`multapses: false`). They share
 * K²/N of them in the mean (hypergeometric), exactly, for any N. With equal weights and source rates each cell's input is the sum of K
 * independent shot noises, so its variance is K·v and the covariance (shared)·v: the correlation is (K²/N)/K = K/N. A linear filter that is
 * the same for both (synapse, membrane below threshold, steps of time) leaves it as it is, so that the membranes have it too. With multapses
 * the variance would be K·(1 + (K−1)/N)·v and the correlation (K/N)/(1 + (K−1)/N). The cells of (a) stay below threshold and unconnected.
 *
 * (b) In a recurrent network K/N is what sharing alone would give the input of two cells. Spikes are far less correlated: threshold
 * crossing passes on only a part of an input correlation (de la Rocha et al., Nature 448 (2007) 802), and the loop of E and I cancels common
 * fluctuations (Renart et al., Science 327 (2010) 587). With S(ω) the population's spectrum over that of independent cells, which linear
 * response gives from W, delays and time constants alone, the mean pairwise correlation is c = (F_population/F_cell − 1)/(N − 1) with F the
 * variance of counts over their mean: at fixed K it falls as 1/N (van Vreeswijk & Sompolinsky 1998: sparse limit; Ginzburg & Sompolinsky,
 * Phys. Rev. E 50 (1994) 3171). Counts are in bins of 5 ms: in bins as long as a period of the loop's resonance (60 to 100 Hz) its two half
 * waves cancel and little but sampling error is left. All cells of E and I enter, so that SE(c·N) = √(2/bins)·(c·N + 1/2).
 */
import { fitLine, logLogSlope } from "../../src/numerics/least-squares.js";
import { meanOf } from "../../src/numerics/sample-moments.js";
import { columnOf } from "../../src/recording/recorded-probe.js";
import { asynchronousNetwork } from "../networks/asynchronous.js";
import type { Condition, Experiment, Measured, Results, Run, SeedPoints, Size } from "../experiment.js";
import { meanPairCorrelation, spikeCounts } from "../measures/pair-correlation.js";
import { belowTheory, within } from "../tolerance.js";

const POOL = "pool";
const RECURRENT = "recurrent";
/** Cells of (a), and cells whose currents are analysed in (b). */
const SAMPLE = 80;
const COUNT_BIN_MS = 5;
const RECURRENT_K = 64;

const pools: Readonly<Record<Size, readonly (readonly [K: number, N: number])[]>> = {
  quick: [
    [100, 200],
    [100, 500],
    [100, 1600],
  ],
  full: [
    [100, 200],
    [100, 400],
    [100, 800],
    [100, 1600],
    [50, 800],
    [200, 600],
  ],
};
/** From K/N = 0.16 on, so that terms of the order K/N stay small. */
const networks: Readonly<Record<Size, readonly number[]>> = { quick: [400, 1000, 2400], full: [400, 800, 1600, 3200] };

/** Mean membrane 5 mV for every K, at least 8 standard deviations below the threshold. */
function poolDescription(K: number, N: number, duration: number): string {
  return `name: shared-input-${K}-of-${N}
timestep: 1 ms
duration: ${duration} ms
burn_in: 100 ms
populations:
  cells:
    size: ${SAMPLE}
    neuron: { model: iaf_psc_exp, C_m: 250 pF, tau_m: 5 ms, tau_syn: 2 ms, E_L: 0 mV, V_reset: 0 mV, V_th: 20 mV, t_ref: 2 ms }
    initial: { V_m: 5 mV }
stimuli:
  pool of ${N}: # its own name, so that pools of different size have independent trains
    type: poisson_pool
    size: ${N}
    rate: 10 Hz
    target: cells
    connect: { rule: fixed_indegree, K: ${K} }
    multapses: false
    weight: { jump: "100 mV/K" }
probes:
  currents: { sample: ${SAMPLE} }
`;
}

function conditions(size: Size): Condition[] {
  const poolMs = size === "quick" ? 6100 : 20_100;
  // Small networks are cheap to run for longer.
  const networkMs = (N: number) => (size === "full" ? 12_300 : N > 2000 ? 6300 : 10_300);
  return [
    ...pools[size].map(([K, N]) => ({
      key: `${K} of a pool of ${N}`,
      series: POOL,
      x: K / N,
      description: poolDescription(K, N, poolMs),
      trace: { cells: SAMPLE },
    })),
    ...networks[size].map((N) => ({
      key: `recurrent, N = ${N}`,
      series: RECURRENT,
      x: RECURRENT_K / N,
      description: asynchronousNetwork({
        name: `recurrent-${N}`,
        K: RECURRENT_K,
        cells: N,
        duration: networkMs(N),
        burnIn: 300,
        sample: SAMPLE,
        multapses: false,
      }),
    })),
  ];
}

function measurePool({ inputs, recording, network }: Run): Measured {
  const from = network.burnInSteps - recording.startStep;
  const voltages = recording.probes!.flatMap((probe) =>
    Array.from(probe.neurons, (_, column) => columnOf(probe, column).subarray(from)),
  );
  return {
    values: {
      current: meanPairCorrelation(inputs.currents.get("cells")!.map(({ E }) => E.subarray(from))),
      voltage: meanPairCorrelation(voltages),
    },
  };
}

function measureNetwork({ inputs, recording, network }: Run): Measured {
  const from = network.burnInSteps - recording.startStep;
  // Pairs within each population: the weights of their inputs are alike.
  const overPopulations = (of: (currents: { E: Float64Array; I: Float64Array }) => Float64Array) =>
    meanOf([...inputs.currents.values()].map((list) => meanPairCorrelation(list.map(of))));
  return {
    values: {
      spikes: meanPairCorrelation(spikeCounts(recording, 0, network.size, network.burnInSteps, COUNT_BIN_MS)),
      excitation: overPopulations(({ E }) => E.subarray(from)),
      net: overPopulations(({ E, I }) => E.subarray(from).map((e, n) => e + I[from + n])),
    },
  };
}

/** Mean over a series of c/(K/N). */
function meanShare(points: SeedPoints, series: string, name: string): number {
  const { xs, ys } = points.series(series, name);
  return meanOf(ys.map((y, k) => y / xs[k]));
}

function theoryLine({ conditions }: Results, series: string) {
  const xs = conditions
    .filter((c) => c.series === series)
    .map((c) => c.x)
    .sort((a, b) => a - b);
  return { label: "K/N", xs, ys: xs };
}

const SAMPLED =
  "the quick run's record holds some 1,000 independent samples of a membrane, √(2/1,000) = 4 % in each condition; 0.1 is 2.5 times that";

export const decorrelation: Experiment = {
  id: "decorrelation",
  title: "Correlations are as small as the share of common inputs",
  claim:
    "The correlation of two cells without direct connection is largely determined by the inputs that they share by chance: K/N, vanishingly small in a sparse network.",
  theory:
    "K of N sources each: K²/N are shared, so the input correlation is K/N. In the recurrent network E and I cancel common fluctuations: net input at most K/N, spike counts far below it and ∝ 1/N at fixed K (van Vreeswijk & Sompolinsky 1998; Renart et al. 2010).",
  example: "recurrent, N = 1600",

  conditions,
  measure: (run) => (run.condition.series === POOL ? measurePool(run) : measureNetwork(run)),

  quantities: [
    {
      id: "pool-current",
      label: "correlation of the input currents from one pool, over K/N",
      unit: "",
      tolerance: within(
        0.1,
        "known to √(2·2 ms/6 s) = 3 % in each condition; what is left is the chance of the drawn connections, which is smaller",
      ),
      estimate: (points) => ({ value: meanShare(points, POOL, "current"), theory: 1 }),
    },
    {
      id: "pool-voltage",
      label: "correlation of the membranes below threshold, over K/N",
      unit: "",
      tolerance: within(0.1, SAMPLED),
      estimate: (points) => ({ value: meanShare(points, POOL, "voltage"), theory: 1 }),
    },
    {
      id: "pool-slope",
      label: "slope of log membrane correlation over log K/N",
      unit: "",
      tolerance: within(0.1, "4 % in each condition over a factor of eight in K/N: 0.03 in the slope of one seed"),
      estimate(points) {
        const { xs, ys } = points.series(POOL, "voltage");
        return { value: logLogSlope(xs, ys), theory: 1 };
      },
    },
    {
      id: "network-slope",
      label: "recurrent network, K fixed: slope of log spike-count correlation over log N",
      unit: "",
      tolerance: within(
        0.2,
        "linear response errs in the order of K/N, 0.16 at the smallest N, some 0.05 in the slope; the quick run gives the slope of one seed to some 0.06. 1/√N, or a rhythm that does not shrink with N, are 0.5 and 1 away",
      ),
      estimate(points) {
        const { xs, ys } = points.series(RECURRENT, "spikes");
        const line = ys.every((y) => y > 0)
          ? fitLine(
              xs.map((x) => Math.log(RECURRENT_K / x)),
              ys.map(Math.log),
            )
          : { slope: NaN };
        return { value: line.slope, theory: -1 };
      },
    },
    {
      id: "network-spikes",
      label: "recurrent network: largest spike-count correlation over K/N",
      unit: "",
      tolerance: belowTheory(
        "K/N is what sharing alone gives the input, and spikes can only be less correlated than input",
      ),
      estimate(points) {
        const { xs, ys } = points.series(RECURRENT, "spikes");
        return { value: Math.max(...ys.map((y, k) => y / xs[k])), theory: 1 };
      },
    },
    {
      id: "network-input",
      label: "recurrent network: correlation of the net input, over K/N",
      unit: "",
      tolerance: belowTheory(
        "independent spikes would give K/N; the loop takes away from it, although the excitation in it is correlated more than that",
      ),
      estimate: (points) => ({ value: meanShare(points, RECURRENT, "net"), theory: 1 }),
    },
  ],

  figures: (results) => [
    {
      title: "Two cells on one pool",
      caption:
        "Unconnected cells that draw K of N Poisson sources: correlation of their membranes, mean over all pairs.",
      x: { label: "K/N", log: true },
      y: { label: "correlation", log: true },
      curves: [theoryLine(results, POOL)],
      points: results.sides.map((side) => results.figurePoints(side, POOL, "voltage", "membranes")),
    },
    {
      title: "Recurrent balanced network",
      caption: `K = ${RECURRENT_K} fixed, N growing to the left: the net input stays at or below K/N, spike counts (5 ms bins) far below; both fall as 1/N.`,
      x: { label: "K/N", log: true },
      y: { label: "correlation", log: true },
      curves: [theoryLine(results, RECURRENT)],
      points: results.sides.flatMap((side) => [
        results.figurePoints(side, RECURRENT, "net", "net input"),
        results.figurePoints(side, RECURRENT, "spikes", "spike counts"),
      ]),
    },
  ],
};
