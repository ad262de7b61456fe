/**
 * The probes of a run: what is read while it goes on, in units of the description; the input currents, which are rebuilt at its end from the
 * spikes and, for conductance neurons, the voltages that were kept for it; and what of all that could not be had.
 */
import { hasConductances, type NeuronSample, type SampledInputs } from "../analysis/sampled-inputs.js";
import { fail, type DiagnosticSink } from "../diagnostics/diagnostic.js";
import { modelOf, type Network } from "../network/types.js";
import type { RunHead, RunListener } from "../recording/follow.js";
import {
  isCurrentProbe,
  isStateProbe,
  MOST_PROBES,
  probesOfIds,
  type CurrentVariable,
  type PopulationRange,
  type Probe,
  type ProbedStateVariable,
} from "../description/probe.js";
import { firstReadStep, type RecordedProbe } from "../recording/recorded-probe.js";
import { SpikeLog, type Recording } from "../recording/recording.js";
import type { WrittenProbe } from "../recording/recording-stream.js";
import type { Readout, StateProbe } from "../recording/state-probe.js";

/** Bytes of rebuilt currents in memory: both, in float64, of each neuron and step. */
const LARGEST_CURRENTS = 2 ** 31;

export interface ProbedRun {
  readonly probes: readonly Probe[];
  /** Whose spikes the files keep: those of all (undefined), or of the probes of spikes. */
  readonly spikesKept?: "probed";
  readonly populations: readonly PopulationRange[];
  /** null: whatever runs has no such variable. */
  readonly readoutOf: (probe: Probe<ProbedStateVariable>) => Readout | null;
  /** Rebuilds input currents; null where only a program is known, which has no currents. */
  readonly inputs: RunInputs | null;
}

export interface RunInputs {
  /** As described. */
  readonly network: Network;
  of(recording: Recording, sample: NeuronSample): SampledInputs;
}

interface Kept {
  readonly probe: StateProbe;
  readonly rows: Float64Array[];
}

export class RunProbes {
  /** What the files have, in this order. */
  readonly written: readonly WrittenProbe[];
  /** What the run reads: those of `written` that are state, then voltages that are kept for the currents. */
  readonly followed: readonly StateProbe[];
  /** Ids, ascending; undefined: of all. */
  readonly spikesOf: Uint32Array | undefined;
  private readonly states: number;
  private readonly currents: readonly Probe<CurrentVariable>[];
  private readonly inputs: RunInputs | null;
  private readonly hidden: readonly Kept[];
  private readonly spikes = new SpikeLog();

  /**
   * @param startStep the next step to be executed
   * @param steps that will be
   * @throws EquipoiseError `bad-option`, `probes-too-large`
   */
  constructor(
    private readonly run: ProbedRun,
    source: string,
    private readonly startStep: number,
    private readonly steps: number,
    private readonly report: DiagnosticSink,
  ) {
    const { probes, populations } = run;
    if (probes.length > MOST_PROBES)
      fail("bad-option", `${probes.length} variables of populations are probed, at most ${MOST_PROBES} can be`, {
        hint: "probe several neurons of a population at once",
      });
    const states = probes.filter(isStateProbe).flatMap((probe): (StateProbe & WrittenProbe)[] => {
      const readout = run.readoutOf(probe);
      if (readout === null) this.leaveOut(probe, `${source} has no ${probe.variable} there`);
      return readout === null ? [] : [{ ...probe, readout, unit: readout.unit }];
    });
    this.inputs = run.inputs;
    this.currents = this.possibleCurrents(probes.filter(isCurrentProbe));
    this.states = states.length;
    this.hidden = this.voltagesForCurrents().map((probe) => ({ probe, rows: [] }));
    this.written = [...states, ...this.currents.map((probe) => ({ ...probe, unit: this.unitOf(probe) }))];
    this.followed = [...states, ...this.hidden.map(({ probe }) => probe)];
    this.spikesOf = run.spikesKept === undefined ? undefined : idsOfSpikes(probes, populations);
  }

  /** What the run tells, and to whom: the files' share, and what is kept here for the currents. */
  listeners(files: readonly RunListener[]): RunListener[] {
    const limited = files.map((file): RunListener => ({
      spikes: file.spikes,
      probed: (probe, step, values) => {
        if (probe < this.states) file.probed?.(probe, step, values);
      },
    }));
    if (this.currents.length === 0) return limited;
    const own: RunListener = {
      spikes: (step, ids, count) => {
        for (let k = 0; k < count; k++) this.spikes.push(step, ids[k]);
      },
      probed: (probe, _step, values) => {
        if (probe >= this.states) this.hidden[probe - this.states].rows.push(values);
      },
    };
    return [...limited, own];
  }

  /** Rebuilds the currents, and tells the files. */
  finish(head: RunHead, files: readonly RunListener[]): void {
    if (this.inputs === null || this.currents.length === 0) return;
    const recording: Recording = {
      ...head,
      spikeSteps: this.spikes.steps(),
      spikeIds: this.spikes.ids(),
      probes: this.hidden.map(recorded),
    };
    const idsOf = (name: string) => this.idsOfCurrents(name);
    const { currents } = this.inputs.of(recording, ({ name }) => idsOf(name));
    this.currents.forEach((probe, k) => {
      const { population, variable, period, neurons } = probe;
      const list = currents.get(population);
      if (list === undefined || list.length === 0)
        return this.leaveOut(probe, "what arrived cannot be told from the leak there (--poisson noise)");
      const byId = new Map(list.map((one) => [one.neuron, one]));
      const first = this.firstOf(population);
      const series = Array.from(neurons, (neuron) => byId.get(first + neuron)?.[variable === "I_E" ? "E" : "I"]);
      const from = firstReadStep(period, head.startStep);
      for (let step = from; step < head.startStep + head.steps; step += period) {
        const values = Float64Array.from(series, (one) => one?.[step - head.startStep] ?? NaN);
        for (const file of files) file.probed?.(this.states + k, step, values);
      }
    });
  }

  private possibleCurrents(asked: readonly Probe<CurrentVariable>[]): Probe<CurrentVariable>[] {
    if (asked.length === 0) return [];
    const why =
      this.inputs === null
        ? "a program alone does not know the weights in pA; give the description"
        : this.startStep > 0
          ? "the spikes before the checkpoint are not known"
          : undefined;
    if (why !== undefined) {
      for (const probe of asked) this.leaveOut(probe, why);
      return [];
    }
    const neurons = asked.reduce((sum, probe) => sum + probe.neurons.length, 0);
    const bytes = 16 * neurons * this.steps;
    if (bytes > LARGEST_CURRENTS)
      fail("probes-too-large", `the input currents of ${neurons} neurons over ${this.steps} steps do not fit`, {
        limit: { what: "bytes of input currents", used: bytes, max: LARGEST_CURRENTS },
        hint: "probe I_E and I_I of fewer neurons, or give a shorter --duration",
      });
    return [...asked];
  }

  /** Conductance neurons: their currents depend on V in every step. */
  private voltagesForCurrents(): StateProbe[] {
    if (this.inputs === null) return [];
    const { network } = this.inputs;
    const names = new Set(this.currents.map(({ population }) => population));
    const ids = network.populations
      .filter((p) => names.has(p.name) && hasConductances(network)(p))
      .flatMap(({ name }) => [...this.idsOfCurrents(name)]);
    return probesOfIds(this.run.populations, ids, ["v"]).map((probe) => ({
      ...probe,
      readout: this.run.readoutOf(probe) ?? undefined,
    }));
  }

  /** Of all neurons of a population whose currents are wanted, ascending. */
  private idsOfCurrents(name: string): Uint32Array {
    const first = this.firstOf(name);
    const neurons = this.currents
      .filter(({ population }) => population === name)
      .flatMap((probe) => [...probe.neurons]);
    return Uint32Array.from(new Set(neurons.map((neuron) => first + neuron))).sort();
  }

  private unitOf({ population }: Probe): string {
    const network = this.inputs?.network;
    const found = network?.populations.find(({ name }) => name === population);
    return network && found && modelOf(network, found).synapse === "delta" ? "mV per step" : "pA";
  }

  private firstOf(name: string): number {
    return this.run.populations.find((population) => population.name === name)?.first ?? 0;
  }

  private leaveOut({ population, variable }: Probe, why: string): void {
    this.report({
      code: "probe-left-out",
      severity: "warning",
      message: `${variable} of ${population} is not recorded: ${why}`,
    });
  }
}

function idsOfSpikes(probes: readonly Probe[], populations: readonly PopulationRange[]): Uint32Array {
  const ids = probes
    .filter(({ variable }) => variable === "spikes")
    .flatMap(({ population, neurons }) => {
      const first = populations.find(({ name }) => name === population)?.first ?? 0;
      return Array.from(neurons, (neuron) => first + neuron);
    });
  if (ids.length === 0)
    fail("bad-option", "no probe records spikes, so that none would be kept", {
      hint: "add --probe POPULATION:spikes:NEURONS, or leave out --spikes probed",
    });
  return Uint32Array.from(new Set(ids)).sort();
}

/** Voltages in mV after every step. */
function recorded({ probe, rows }: Kept): RecordedProbe {
  const { population, neurons, variable, period, readout } = probe;
  const values = new Float64Array(rows.length * neurons.length);
  rows.forEach((row, k) => values.set(row, k * neurons.length));
  return { population, neurons, variable, period, unit: readout?.unit ?? "", fromStep: 0, rows: rows.length, values };
}
