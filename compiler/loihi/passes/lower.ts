/**
 * Lower: units to steps. Neuron models become the chip's form, u ← P11·u + P21·w, v ← P22·v + u + bias, reset at 0,
 * which for iaf_psc_exp equals exact integration with the delay field d = D (d = D - 1 for delta synapses).
 * What the chip does not have is approximated, warned of and entered in the ledger: two synaptic time constants,
 * conductances, refractory periods (lava profile), delays beyond the register, Poisson input as noise.
 */
import { counted } from "../../../src/diagnostics/counted.js";
import { fail } from "../../../src/diagnostics/diagnostic.js";
import { describeHostSpikes, hostSpikes } from "../../../src/network/host-spikes.js";
import { busiestMeanRate } from "../../../src/network/source-rates.js";
import type { Network, Projection } from "../../../src/network/types.js";
import { ExitCode } from "../../../src/diagnostics/exit-codes.js";
import { checkLowered } from "../checks/check-lowered.js";
import { commonSynapticTime, type CommonSynapticTime, type ProjectionRates } from "../lowering/common-synaptic-time.js";
import { operatingPoints, populationMean, type OperatingPoint } from "../../common/input/conductance.js";
import { lowerBiasChanges } from "../lowering/lower-bias-changes.js";
import { loihiModel } from "../lowering/models.js";
import { lowerNeuron } from "../lowering/lower-neurons.js";
import { becomesNoise, poissonToNoise } from "../lowering/poisson-to-noise.js";
import { profileThat, targetThat } from "../lowering/ways-by-profile.js";
import { rowMoments } from "../../common/input/row-moments.js";
import { longestDelayField, type LoihiProfileSpec } from "../../../src/targets/loihi/target.js";
import type { Lowered, LoweredNeurons, LoweredProjection, Pass, PassContext } from "../stages.js";

function emptyNeurons(size: number): LoweredNeurons {
  const column = (): Float64Array => new Float64Array(size);
  return {
    decayU: column(),
    decayV: column(),
    unitWeight: column(),
    bias: column(),
    unitCurrent: column(),
    threshold: column(),
    reset: column(),
    rest: column(),
    refractorySteps: new Uint32Array(size),
    initialV: column(),
  };
}

function reportConductances(network: Network, points: readonly (OperatingPoint | null)[], context: PassContext): void {
  for (const p of network.populations) {
    const point = points[p.index];
    if (point === null) continue;
    if (context.options.conductance === "refuse") {
      fail(
        "conductance-unsupported",
        `Population ${p.name} has conductance synapses (${p.model}), but ${context.target.title} integrates currents only.`,
        {
          place: { object: `population ${p.name}` },
          exitCode: ExitCode.doesNotFit,
          hint: "allow the effective-time-constant approximation (--conductance lower) or describe the network with iaf_psc_exp",
        },
      );
    }
    const gL = populationMean(p, "g_L");
    const note =
      `g_tot/g_L = ${(point.total / gL).toFixed(2)}, tau_eff = ${point.tauEff.toFixed(2)} ms (tau_m ${(populationMean(p, "C_m") / gL).toFixed(2)} ms), ` +
      `V* = ${point.vStar.toFixed(2)} mV, the mean of V at ${point.rate.toFixed(2)} Hz (${point.vFree.toFixed(2)} mV without threshold and resets)`;
    context.report({
      code: "conductance-lowered",
      severity: "warning",
      message: `Conductance synapses of population ${p.name} were lowered to currents at one operating point: ${note}; away from it driving forces and tau_eff stay constant.`,
      place: { object: `population ${p.name}` },
      hint: "compare with the reference by `verify`; --conductance refuse refuses it",
    });
    context.ledger.add({
      kind: "model-approximated",
      where: `population ${p.name}`,
      count: p.size,
      unit: "neuron",
      note,
    });
  }
}

/** Relative changes of an SD, and a share of the longer time constant, below which nothing is worth a word. */
const LEAST_CHANGE = 0.0005;
const LEAST_LAG = 0.05;

function reportCommonTime(name: string, size: number, common: CommonSynapticTime, context: PassContext): void {
  const { tau, tauEx, tauIn, factorEx, factorIn, sigmaChange, inputSigmaChange } = common;
  const ms = (x: number, digits = 4) => `${Number(x.toPrecision(digits))} ms`;
  const note =
    `tau_syn_ex ${ms(tauEx)} and tau_syn_in ${ms(tauIn)} became ${ms(tau)}, ` +
    `weights × ${factorEx.toFixed(4)} (exc) and × ${factorIn.toFixed(4)} (inh) to keep the charge of a spike`;
  const lag = tauIn - tauEx;
  const percent = (change: number) => `${change > 0 ? "+" : ""}${(100 * change).toFixed(1)} %`;
  // What does not move by a digit that is shown is not told.
  const shown = (change: number) => Number.isFinite(change) && Math.abs(change) >= LEAST_CHANGE;
  const sd = [
    ...(shown(inputSigmaChange) ? [["of the net input", inputSigmaChange] as const] : []),
    ...(shown(sigmaChange) ? [["of the free V", sigmaChange] as const] : []),
  ].map(
    ([whose, change], k) => `${k === 0 ? "the SD" : "that"} ${whose} ${k === 0 ? "moves " : ""}by ${percent(change)}`,
  );
  const moves = [
    ...(sd.length > 0 ? [sd.join(", ")] : []),
    ...(Math.abs(lag) >= LEAST_LAG * Math.max(tauEx, tauIn)
      ? [
          `inhibition no longer ${lag > 0 ? "lags behind excitation" : "leads excitation"} by the ${ms(Math.abs(lag), 3)} between their synapses`,
        ]
      : []),
  ];
  const told = [note, ...moves].join("; ");
  context.report({
    code: "synaptic-times-merged",
    severity: "warning",
    message: `Population ${name}: a compartment has one synaptic time constant; ${told}.`,
    place: { object: `population ${name}` },
    hint: `use equal synaptic time constants to lose nothing, or a target that has two (spinnaker1, rp2040, stm32f405, nucleo-f446)${keepingBoth(size, context)}`,
  });
  context.ledger.add({
    kind: "model-approximated",
    where: `population ${name}`,
    count: size,
    worst: Math.max(Math.abs(tau - tauEx), Math.abs(tau - tauIn)),
    unit: "ms",
    note: told,
  });
}

/** What the lowering would cost that the chip allows and this compiler has not: a compartment for each kind of synapse, joined. */
function keepingBoth(size: number, { target }: PassContext): string {
  const perCore = target.limits.compartmentsPerCore.value;
  if (target.image !== undefined || perCore === null) return "";
  const text = (x: number) => x.toLocaleString("en");
  return (
    `; on ${target.title} a second compartment a neuron would keep both, ${text(2 * size)} compartments instead of ${text(size)}, so at most ${text(Math.floor(perCore / 2))} of its neurons ` +
    `on a core instead of ${text(perCore)} with as many synapses, but this compiler does not do it: how joined compartments round is not public`
  );
}

/** Delays the register cannot hold are clipped by the quantize pass; here they are counted for the user. */
function reportDelays(projection: Projection, shift: number, context: PassContext): void {
  const max = longestDelayField(context.target);
  const { delay } = projection;
  const size = projection.source.length;
  let count = 0;
  let worst = 0;
  if (typeof delay === "number") {
    if (delay - shift > max) [count, worst] = [size, delay - shift - max];
  } else {
    for (let k = 0; k < size; k++) {
      if (delay[k] - shift <= max) continue;
      count++;
      worst = Math.max(worst, delay[k] - shift - max);
    }
  }
  if (count === 0) return;
  context.ledger.add({
    kind: "delay-clipped",
    where: `projection ${projection.name}`,
    count,
    of: size,
    worst,
    unit: "steps",
    note: `delays beyond ${max} steps were set to ${max}`,
  });
  context.report({
    code: "delay-clipped",
    severity: "warning",
    place: { object: `projection ${projection.name}` },
    message: `${count.toLocaleString("en")} of ${counted(size, "delay")} of projection ${projection.name} exceed the delay register and were clipped.`,
    limit: { what: "steps", used: worst + max, max },
    hint: "use a coarser time step or shorter delays",
  });
}

const hasRefractory = ({ refractory }: LoihiProfileSpec) => refractory;

/** Noise in place of spikes, where the destination and a profile of this target make noise and a source can be replaced by it. */
function wayWithoutSpikes(
  network: Network,
  kept: readonly number[],
  { target, profile, options, destination }: PassContext,
): string | undefined {
  if (destination?.lacks.includes("noise") === true) return undefined;
  if (options.poisson === "noise" || !kept.some((s) => becomesNoise(network.sources[s]))) return undefined;
  const other = profile.noise ? "" : profileThat(target, ({ noise }) => noise);
  if (other === undefined) return undefined;
  return `${other === "" ? "" : `${other} `}--poisson noise replaces Poisson sources by bias and on-chip noise`;
}

function reportRefractory(network: Network, neurons: LoweredNeurons, context: PassContext): void {
  const max = (context.target.limits.maxRefractory.value ?? Infinity) - 1; // register k: k - 1 dead steps
  for (const p of network.populations) {
    let dead = 0;
    let long = 0;
    let worst = 0;
    for (let i = p.first; i < p.first + p.size; i++) {
      if (neurons.refractorySteps[i] > 0) dead++;
      if (neurons.refractorySteps[i] > max) long++;
      worst = Math.max(worst, neurons.refractorySteps[i]);
    }
    const where = `population ${p.name}`;
    if (!context.profile.refractory) {
      context.ledger.add({
        kind: "refractory-dropped",
        where,
        count: dead,
        of: p.size,
        worst,
        unit: "steps",
        note: "this arithmetic profile has no refractory period",
      });
      if (dead > 0) {
        context.report({
          code: "refractory-dropped",
          severity: "warning",
          place: { object: where },
          message: `Population ${p.name} loses its refractory period of up to ${counted(worst, "step")}: the ${context.profile.id} profile has none.`,
          hint: `compile with ${profileThat(context.target, hasRefractory) ?? targetThat(hasRefractory) ?? "another target"}, or set t_ref to 0`,
        });
      }
    } else if (long > 0) {
      context.ledger.add({
        kind: "refractory-clipped",
        where,
        count: long,
        of: p.size,
        worst: worst - max,
        unit: "steps",
      });
      context.report({
        code: "refractory-clipped",
        severity: "warning",
        place: { object: where },
        message: `Population ${p.name}: ${counted(long, "refractory period")} exceeded the register and ${long === 1 ? "was" : "were"} clipped.`,
        limit: { what: "steps", used: worst, max },
        hint: "use a coarser time step or a shorter t_ref",
      });
    }
  }
}

function run(network: Network, context: PassContext): Lowered {
  const rows = network.projections.map((p, i) => {
    context.progress("lower", i, network.projections.length);
    return rowMoments(p);
  });
  const conductance = network.populations.some((p) => loihiModel(p).atOperatingPoint);
  const points = conductance
    ? operatingPoints(network, rows, context.options.expectedRates)
    : network.populations.map(() => null);
  if (conductance) reportConductances(network, points, context);
  const neurons = emptyNeurons(network.size);
  const rateOf: ProjectionRates = ({ preKind, pre }) =>
    preKind === "source"
      ? busiestMeanRate(network, pre)
      : (context.options.expectedRates[network.populations[pre].name] ?? 0);
  const common = network.populations.map((p) => {
    const point = points[p.index];
    const merged = commonSynapticTime(
      network,
      p,
      rows,
      point?.tauEff ?? populationMean(p, "tau_m"),
      rateOf,
      point === null
        ? undefined
        : { excitatory: populationMean(p, "E_ex") - point.vStar, inhibitory: point.vStar - populationMean(p, "E_in") },
    );
    if (merged?.approximate === true) reportCommonTime(p.name, p.size, merged, context);
    for (let i = 0; i < p.size; i++) {
      const lowered = lowerNeuron(p, i, network.dt, { commonTauSyn: merged?.tau ?? null, operatingPoint: point });
      const id = p.first + i;
      for (const key of [
        "decayU",
        "decayV",
        "unitWeight",
        "unitCurrent",
        "bias",
        "threshold",
        "reset",
        "rest",
        "refractorySteps",
      ] as const) {
        neurons[key][id] = lowered[key];
      }
      neurons.initialV[id] = p.initialV[i] - lowered.reset;
    }
    return merged;
  });
  reportRefractory(network, neurons, context);
  const exact = context.options.synapticLatency !== "next-step";
  const all = network.projections.map((projection): LoweredProjection => {
    const post = network.populations[projection.post];
    const delta = loihiModel(post).synapse === "delta";
    const delayShift = delta || !exact ? 1 : 0;
    let positive = common[post.index]?.factorEx ?? 1;
    let negative = common[post.index]?.factorIn ?? 1;
    const point = points[post.index];
    if (point !== null) {
      const { vStar } = point;
      positive *= populationMean(post, "E_ex") - vStar;
      negative *= vStar - populationMean(post, "E_in");
      if (positive <= 0 || negative <= 0) {
        fail(
          "conductance-reversed",
          `Population ${post.name}: the mean voltage V* = ${vStar.toFixed(2)} mV lies outside its reversal potentials, so conductances cannot be lowered to currents.`,
          {
            place: { object: `population ${post.name}` },
            hint: "check E_ex, E_in and I_e",
          },
        );
      }
    }
    reportDelays(projection, delayShift, context);
    if (!exact && !delta) {
      context.ledger.add({
        kind: "model-approximated",
        where: `projection ${projection.name}`,
        count: projection.source.length,
        worst: 1,
        unit: "steps",
        note: "synaptic latency `next-step`: spikes act one step earlier than in exact integration",
      });
    }
    return positive === negative
      ? { projection, delayShift, weightFactor: positive }
      : { projection, delayShift, weightFactor: positive, negativeWeightFactor: negative };
  });
  const replaced =
    context.options.poisson === "noise"
      ? poissonToNoise(network, rows, all, neurons, context)
      : { sources: new Set<number>(), noise: [] };
  const keptSources = network.sources.map((s) => s.index).filter((s) => !replaced.sources.has(s));
  const projections = all.filter(({ projection: p }) => p.preKind === "population" || !replaced.sources.has(p.pre));
  const injected = hostSpikes(network, keptSources);
  if (keptSources.length > 0) {
    context.report({
      code: "host-input",
      severity: "note",
      message: `The host injects ${describeHostSpikes(injected, network.dt)} from ${keptSources.map((s) => network.sources[s].name).join(", ")}; nothing is lost in fidelity, the link must carry it.`,
      hint: wayWithoutSpikes(network, keptSources, context),
    });
  }
  return {
    network,
    neurons,
    projections,
    biasChanges: lowerBiasChanges(network, neurons),
    noise: replaced.noise,
    keptSources,
    hostSpikesPerSecond: injected.perSecond,
  };
}

export const lowerPass: Pass<Network, Lowered> = {
  name: "lower",
  summary: "Turn units into steps and neuron models into the chip's form; approximate what the chip does not have.",
  run,
  check: checkLowered,
};
