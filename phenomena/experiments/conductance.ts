/**
 * Conductance: what ratio g_E/g_I holds the membrane at V*.
 *
 * The mean of C dV/dt = −g_L(V − E_L) − g_E(V − E_E) − g_I(V − E_I) over a long stationary time is 0, so with ⟨gV⟩ = ⟨g⟩V* + cov(g, V)
 *
 *   g_E/g_I = (V* − E_I)/(E_E − V*) + [g_L(V* − E_L) − I_e + C·r·(V_th − V_reset) + cov(g_E, V) + cov(g_I, V)] / (g_I(E_E − V*)),
 *
 * the mean taken over the time in which the membrane is not refractory, and r spikes in it. At −65 mV between 0 and −75 mV the first term
 * is 10/65 = 0.1538. The leak's term falls as g_L/g_I, with the slope (V* − E_L)/(E_E − V*) = 5/65: the approach to the limit is predicted.
 *
 * (a) Titration. Cells that cannot spike get Poisson conductances, each cell with a ratio of its own. With y = (V − E_I)/(E_E − V), the
 * identity without spikes is g_E/g_I = y + (g_L/g_I)(V − E_L)/(E_E − V), where the last factor is linear in y: y is a straight line over
 * the ratio, and where it crosses 10/65 is the ratio that holds −65 mV, measured and not put in. With equal weights w and times τ_s,
 * cov(g_E, V) ∝ +w g_E(E_E − V*) and cov(g_I, V) ∝ −w g_I(V* − E_I) cancel as the mean currents do.
 *
 * (b) Network. Nobody sets the inhibition: an E and an I population with recurrent inhibition get growing excitation, and answer it. Spikes
 * pin V* between reset and threshold, so g_I must follow g_E (slope 1), and the ratio is that of V*, with all terms of the identity: what
 * resets take away is not small at finite K (it falls as 1/√K only with K), and is measured from spikes; so is the drift of V between the
 * ends of the record.
 */
import { fitLine, logLogSlope } from "../../src/numerics/least-squares.js";
import { valueAt, type Network } from "../../src/network/types.js";
import { meanOf } from "../../src/numerics/sample-moments.js";
import { conductanceRatio } from "../../src/theory/conductance-ratio.js";
import { CELL, conductanceCell, LIMIT_RATIO, rateOfConductance, V_STAR } from "../networks/conductance-cell.js";
import { conductanceWindow, meanWindow, ratioWithAllCurrents } from "../measures/conductance-window.js";
import { REFERENCE, type Experiment, type Measured, type Run, type SeedPoints, type Size } from "../experiment.js";
import {
  atLevel,
  largestDeviation,
  levelPoints,
  levelSteps,
  levelsInTime,
  levelValues,
} from "../measures/input-levels.js";
import { loweredToCurrents, noConductances } from "../lowered-to-currents.js";
import { atMost, within, withinShare } from "../tolerance.js";

const TITRATION = "titration";
const NETWORK = "network";
const TAU_SYN = 5;
const TITRATION_TIMING = { quick: { cells: 100, hold: 300 }, full: { cells: 200, hold: 1000 } } as const;
const NETWORK_TIMING = { quick: { hold: 250, sample: 30 }, full: { hold: 1000, sample: 60 } } as const;
/** ms of a level before it is measured: many time constants, and the network's transient. */
const SETTLE = 100;

/** g_I/g_L of the titration, and the ratios g_E/g_I among which the cells lie. */
const INHIBITION = [3, 6, 12, 24];
const RATIOS = [0.13, 0.21] as const;
const TITRATION_WEIGHT = 1;

/** External excitation of the network in units of the first. */
const DRIVES = [1, 2, 4, 8];

const excitation = (x: number) => `excitation at ${x} g_L`;

function titration(size: Size): string {
  const { cells, hold } = TITRATION_TIMING[size];
  const input = levelsInTime(INHIBITION, hold).map(({ x, start, stop }) => {
    const rate = (ratio: number) => `${rateOfConductance(ratio * x * CELL.g_L, TITRATION_WEIGHT, TAU_SYN)} Hz`;
    const window = `start: ${start} ms, stop: ${stop} ms`;
    return `  ${excitation(x)}: { type: poisson, target: P, rate: { uniform: [${rate(RATIOS[0])}, ${rate(RATIOS[1])}] }, weight: ${TITRATION_WEIGHT} nS, ${window} }
  inhibition at ${x} g_L: { type: poisson, target: P, rate: ${rate(1)}, weight: -${TITRATION_WEIGHT} nS, ${window} }`;
  });
  return `# Cells that cannot spike. g_I is ${INHIBITION.join(", ")} g_L for ${hold} ms each, g_E/g_I of each cell between ${RATIOS.join(" and ")}.
name: conductance-titration
timestep: 0.1 ms
duration: ${hold * INHIBITION.length} ms
burn_in: ${SETTLE} ms
populations:
  P:
    size: ${cells}
    neuron: ${conductanceCell({ tauSyn: TAU_SYN })}
    initial: { V_m: ${V_STAR} mV }
stimuli:
${input.join("\n")}
probes:
  currents: { sample: ${cells} }
`;
}

function network(size: Size): string {
  const { hold, sample } = NETWORK_TIMING[size];
  const input = levelsInTime(DRIVES, hold).map(
    ({ x, start, stop }) =>
      `  drive ${x}: { type: poisson, target: [E, I], rate: ${1200 * x} Hz, weight: 0.5 nS, start: ${start} ms, stop: ${stop} ms } # g_E = ${3 * x} nS`,
  );
  return `# Excitation from outside grows ${DRIVES.at(-1)!}-fold, ${hold} ms a level; inhibition is the network's own answer.
name: conductance-network
timestep: 0.1 ms
duration: ${hold * DRIVES.length} ms
burn_in: ${SETTLE} ms
populations:
  E:
    size: 200
    neuron: &cell ${conductanceCell({ tauSyn: TAU_SYN, V_th: -60, V_reset: -67 })}
    initial: { V_m: { uniform: [-67 mV, -60 mV] } }
  I:
    size: 200
    neuron: *cell
    initial: { V_m: { uniform: [-67 mV, -60 mV] } }
projections:
  E→E: { pre: E, post: E, connect: { rule: fixed_indegree, K: 100 }, weight: 0.2 nS, delay: 1 ms }
  E→I: { pre: E, post: I, connect: { rule: fixed_indegree, K: 100 }, weight: 0.2 nS, delay: 1 ms }
  I→E: { pre: I, post: E, connect: { rule: fixed_indegree, K: 100 }, weight: -8 nS, delay: 1 ms }
  I→I: { pre: I, post: I, connect: { rule: fixed_indegree, K: 100 }, weight: -8 nS, delay: 1 ms }
stimuli:
${input.join("\n")}
probes:
  currents: { sample: ${sample} }
`;
}

/** y of the docstring: the ratio that holds v without leak. */
const leaklessRatio = (v: number) => (v - CELL.E_in) / (CELL.E_ex - v);

/** mV: mean over the cells of the steady state at g_I = x·g_L and the ratios that were drawn. */
function predictedVoltage({ sources }: Network, x: number): number {
  const { rate, size } = sources.find(({ name }) => name === `${excitation(x)}.P`)!;
  const unit = rateOfConductance(CELL.g_L, TITRATION_WEIGHT, TAU_SYN);
  const steady = (gE: number) => (CELL.E_L + gE * CELL.E_ex + x * CELL.E_in) / (1 + gE + x);
  return meanOf(Array.from({ length: size }, (_, i) => steady(valueAt(rate, i) / unit)));
}

/** The ratio that holds V_STAR at g_I = x·g_L. */
const predictedRatio = (x: number) => conductanceRatio({ vStar: V_STAR, ...CELL, g_I: x * CELL.g_L });

function measureTitration(run: Run): Measured {
  const { dt, steps } = run.network;
  const values: Record<string, number> = {};
  for (const level of levelsInTime(INHIBITION, (steps * dt) / INHIBITION.length)) {
    const { from, to } = levelSteps(level, SETTLE, dt);
    const cells = conductanceWindow(run, "P", from, to);
    const line = fitLine(
      cells.map(({ gE, gI }) => gE / gI),
      cells.map(({ v }) => leaklessRatio(v)),
    );
    values[atLevel("v error", level.x)] = meanOf(cells.map(({ v }) => v)) - predictedVoltage(run.network, level.x);
    values[atLevel("ratio", level.x)] = (LIMIT_RATIO - line.intercept) / line.slope;
    values[atLevel("leak", level.x)] = CELL.g_L / meanWindow(cells).gI;
  }
  return { values };
}

function measureNetwork(run: Run): Measured {
  const { dt, steps } = run.network;
  const values: Record<string, number> = {};
  for (const level of levelsInTime(DRIVES, (steps * dt) / DRIVES.length)) {
    const { from, to } = levelSteps(level, SETTLE, dt);
    const state = meanWindow(conductanceWindow(run, "E", from, to));
    const note = (name: string, value: number) => (values[atLevel(name, level.x)] = value);
    note("v", state.v);
    note("gE", state.gE);
    note("gI", state.gI);
    note("ratio", state.gE / state.gI);
    note("limit", leaklessRatio(state.v));
    note("with leak", conductanceRatio({ vStar: state.v, ...CELL, g_I: state.gI }));
    note("identity", ratioWithAllCurrents(state, CELL));
  }
  return { values };
}

/** Line through the titrated ratios over g_L/g_I. */
function approach(points: SeedPoints) {
  return fitLine(
    levelValues(points, TITRATION, "leak", INHIBITION),
    levelValues(points, TITRATION, "ratio", INHIBITION),
  );
}

/** mV: V* at all drives of the network. */
function voltageRange(points: SeedPoints): number {
  const v = levelValues(points, NETWORK, "v", DRIVES);
  return v.some(Number.isNaN) ? NaN : Math.max(...v) - Math.min(...v);
}

export const conductance: Experiment = {
  id: "conductance",
  title: "The ratio of conductances that holds the membrane",
  claim:
    "To hold the membrane at V* = −65 mV the ratio of excitatory to inhibitory conductance must be (V* − E_I)/(E_E − V*) = 10/65 = 0.1538 in the high-conductance limit, and the network adjusts its activity to maintain it.",
  theory:
    "The time average of the membrane equation (Kirchhoff's law) gives the ratio exactly, with terms of leak, resets and covariances; the leak's falls as g_L/g_I, from which 10/65 is approached along a known line.",
  example: NETWORK,

  conditions: (size) => [
    { key: TITRATION, series: TITRATION, x: Math.max(...INHIBITION), description: titration(size) },
    { key: NETWORK, series: NETWORK, x: Math.max(...DRIVES), description: network(size) },
  ],

  measure: (run) => (run.condition.key === TITRATION ? measureTitration(run) : measureNetwork(run)),

  quantities: [
    {
      id: "limit",
      label: "titrated g_E/g_I at −65 mV without leak",
      unit: "",
      tolerance: withinShare(
        0.02,
        "a mean voltage known to 0.1 mV knows the ratio to 0.1 mV · 75/65² = 1.2 %, four inputs together better",
      ),
      estimate: (points) => ({ value: approach(points).intercept, theory: LIMIT_RATIO }),
      notExpressible: noConductances,
    },
    {
      id: "approach",
      label: "its slope over g_L/g_I",
      unit: "",
      tolerance: withinShare(0.1, "2 % of the ratio at g_L/g_I = 1/3, where the leak's term is 17 % of it"),
      estimate: (points) => ({ value: approach(points).slope, theory: (V_STAR - CELL.E_L) / (CELL.E_ex - V_STAR) }),
      notExpressible: noConductances,
    },
    {
      id: "identity",
      label: "worst misfit of the identity with leak at −65 mV",
      unit: "",
      tolerance: atMost(
        0.02,
        "a mean voltage known to 0.1 mV knows the ratio to 1.2 %, and this is the worst of four inputs",
      ),
      estimate: (points) => ({
        value: largestDeviation(levelValues(points, TITRATION, "ratio", INHIBITION), INHIBITION.map(predictedRatio)),
        theory: 0,
      }),
      notExpressible: noConductances,
    },
    {
      id: "voltage",
      label: "worst error of the mean voltage",
      unit: "mV",
      tolerance: atMost(
        0.3,
        "three standard errors of the mean of 100 cells, 0.1 mV; 0.3 mV is worth 3.5 % of the ratio",
      ),
      estimate: (points) => ({
        value: Math.max(...levelValues(points, TITRATION, "v error", INHIBITION).map(Math.abs)),
        theory: 0,
      }),
    },
    {
      id: "network-identity",
      label: "network: worst misfit of the identity with all terms",
      unit: "",
      tolerance: atMost(
        0.01,
        "exact but for the overshoot over threshold, some 0.1 mV of the 7 mV of a reset, whose term is 5 % of the ratio, and a step of time",
      ),
      estimate: (points) => ({
        value: largestDeviation(
          levelValues(points, NETWORK, "ratio", DRIVES),
          levelValues(points, NETWORK, "identity", DRIVES),
        ),
        theory: 0,
      }),
      notExpressible: noConductances,
    },
    {
      id: "network-tracking",
      label: "network: exponent of g_I over g_E",
      unit: "",
      tolerance: within(0.1, "V* may move by its own fluctuation, 2 mV or 25 % of the ratio, over ln 8 of input"),
      estimate: (points) => ({
        value: logLogSlope(levelValues(points, NETWORK, "gE", DRIVES), levelValues(points, NETWORK, "gI", DRIVES)),
        theory: 1,
      }),
      notExpressible: noConductances,
    },
    {
      id: "network-voltage",
      label: "network: range of V* over an eightfold input",
      unit: "mV",
      tolerance: atMost(
        3.3,
        "a tenth of the 33 mV by which the same excitation moves the membrane where no inhibition answers",
      ),
      estimate: (points) => ({ value: voltageRange(points), theory: NaN }),
    },
  ],

  figures: (results) => [
    {
      title: "The ratio that holds −65 mV",
      caption: "Titrated ratio over the leak's share, and the exact line to 10/65 = 0.1538 at no leak.",
      x: { label: "g_L/g_I" },
      y: { label: "g_E/g_I at −65 mV" },
      curves: [
        { label: "identity with leak", xs: [0, 1 / INHIBITION[0]], ys: [LIMIT_RATIO, predictedRatio(INHIBITION[0])] },
      ],
      points: results.sides.map((side) => {
        const { xs, ...rest } = levelPoints(results, side, TITRATION, "ratio", INHIBITION, "titration");
        return { ...rest, xs: xs.map((x) => 1 / x) };
      }),
    },
    {
      title: "The ratio that the network finds",
      caption:
        "g_E/g_I of E cells while the excitation from outside grows; below it what V* alone, V* and leak, and all terms of the identity ask for (of the reference).",
      x: { label: "excitation from outside", log: true },
      y: { label: "g_E/g_I" },
      curves: (["limit", "with leak", "identity"] as const).map((name) => ({
        label: { limit: "(V* − E_I)/(E_E − V*)", "with leak": "with leak", identity: "with leak, resets, covariances" }[
          name
        ],
        xs: DRIVES,
        ys: levelPoints(results, REFERENCE, NETWORK, name, DRIVES, name).ys,
      })),
      points: results.sides.map((side) => levelPoints(results, side, NETWORK, "ratio", DRIVES, "network")),
    },
    {
      title: "The voltage that the network holds",
      caption: "Mean voltage of E cells, refractory time left out.",
      x: { label: "excitation from outside", log: true },
      y: { label: "V*, mV" },
      curves: [],
      points: results.sides.map((side) => levelPoints(results, side, NETWORK, "v", DRIVES, "V*")),
    },
  ],

  lowered: loweredToCurrents("no conductances whose ratio could be told, only V* at fixed driving forces"),
};
