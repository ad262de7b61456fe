/**
 * Vectors of SpiNNaker networks (`spinnaker1-golden-v1`): one core with its synaptic rows, external events and overwritten ring
 * slots. Every spike, every hash, every traced word and the summary of counters must be the same.
 */
import type { MachineImage, SpinnakerCore, NeuronModel, NeuronParameters } from "../../../src/program/spinnaker/machine-image.js";
import type { CoreState } from "../../../emulator/spinnaker/kernel/core-state.js";
import { SpinnakerMachine } from "../../../emulator/spinnaker/machine.js";
import { S1615_ONE } from "../../../src/numerics/s1615.js";
import { fail } from "../../../src/diagnostics/diagnostic.js";
import type { Comparison } from "./difference.js";
import { compareSpikeRow } from "./spike-row.js";
import { matrixOf, numberOf, numbersOf, objectOf, onlyFields, perItemOf, stringOf, type JsonObject } from "./vector.js";

const DESCRIPTIVE = [
  "format",
  "name",
  "description",
  "provenance",
  "semantics",
  "fixed_point",
  "n_excitatory",
  "weights_quantised_as",
  "crosscheck_independent_reference_matches",
];
const FIELDS = [
  "model",
  "dt_raw",
  "n_steps_per_timestep",
  "n_neurons",
  "log_n_neurons",
  "log_n_synapse_types",
  "log_max_delay",
  "ring_buffer_left_shifts",
  "cells",
  "synaptic_rows",
  "external_events",
  "ring_inject",
  "trace_neurons",
  "trace_columns",
  "n_steps",
  "expected",
];

/** Field of `cells` → parameter of the core. */
const MEMBRANE: Readonly<Record<string, keyof NeuronParameters>> = {
  v_init: "vInit",
  v_rest: "vRest",
  v_reset: "vReset",
  v_thresh: "vThreshold",
  tau_m: "tauM",
  c_m: "cM",
  i_offset: "iOffset",
  t_refrac: "tRefractory",
  refrac_init: "refractoryInit",
  isyn_exc_init: "excitatoryInit",
  isyn_inh_init: "inhibitoryInit",
};
const EXPONENTIAL: typeof MEMBRANE = { tau_syn_E: "tauExcitatory", tau_syn_I: "tauInhibitory" };
const REVERSAL: typeof MEMBRANE = { e_rev_E: "reversalExcitatory", e_rev_I: "reversalInhibitory" };
const CELLS: Readonly<Record<NeuronModel, typeof MEMBRANE>> = {
  IF_curr_delta: MEMBRANE,
  IF_curr_exp: { ...MEMBRANE, ...EXPONENTIAL },
  IF_cond_exp: { ...MEMBRANE, ...EXPONENTIAL, ...REVERSAL },
};
/** Absent means 0. */
const OPTIONAL = ["refrac_init", "isyn_exc_init", "isyn_inh_init"];

export function replaySpinnakerNetwork(vector: JsonObject, comparison: Comparison): void {
  onlyFields(vector, [...DESCRIPTIVE, ...FIELDS], "the vector");
  const machine = new SpinnakerMachine(goldenMachine(vector));
  machine.inject(
    matrixOf(vector, "external_events").map(([step, id]) => ({ step, id: knownRow(id, machine), count: 1 })),
  );
  new Replay(vector, machine, comparison).run(numberOf(vector, "n_steps"));
}

/** The machine of a vector: one core. */
export function goldenMachine(vector: JsonObject): MachineImage {
  const core = coreOf(vector);
  const dtRaw = numberOf(vector, "dt_raw");
  return {
    size: core.neurons.length,
    dt: dtRaw / S1615_ONE,
    dtRaw,
    rounding: "floor",
    seed: 0,
    populations: [],
    cores: [core],
    poissonCores: [],
    hostSources: [],
    offsetChanges: [],
  };
}

function knownRow(row: number, { sources }: SpinnakerMachine): number {
  if (!(row >= 0 && row < sources)) fail("golden-format", `an external event names row ${row} of ${sources}`);
  return row;
}

function coreOf(vector: JsonObject): SpinnakerCore {
  const model = stringOf(vector, "model") as NeuronModel;
  const names = CELLS[model];
  if (names === undefined)
    fail("golden-format", `the vector has the model ${model}, which is none of ${Object.keys(CELLS).join(", ")}`);
  const n = numberOf(vector, "n_neurons");
  const cells = objectOf(vector, "cells");
  onlyFields(cells, Object.keys(names), "cells");
  const parameters = Object.fromEntries(
    Object.entries(names).map(([field, name]) => [
      name,
      Int32Array.from(perItemOf(cells, field, n, OPTIONAL.includes(field) ? 0 : undefined)),
    ]),
  ) as unknown as NeuronParameters;
  const rows = matrixOf(vector, "synaptic_rows");
  const rowStart = new Uint32Array(rows.length + 1);
  rows.forEach((row, r) => (rowStart[r + 1] = rowStart[r] + row.length));
  const [excitatory, inhibitory] = numbersOf(vector, "ring_buffer_left_shifts");
  return {
    model,
    parameters,
    rowStart,
    neurons: Uint32Array.from({ length: n }, (_, i) => i),
    stepsPerTick: numberOf(vector, "n_steps_per_timestep"),
    layout: {
      indexBits: numberOf(vector, "log_n_neurons"),
      typeBits: numberOf(vector, "log_n_synapse_types"),
      delayBits: numberOf(vector, "log_max_delay"),
    },
    leftShifts: [excitatory, inhibitory],
    synapseCores: 1,
    blocks: [{ firstSource: 0, sources: rows.length, firstRow: 0, extraDelay: 0, synapseCore: 0, plasticity: null }],
    words: Uint32Array.from(rows.flat()),
  };
}

const HASHES = ["rb", "v_pre", "exc", "inh", "v_post"];
const TRACE = ["v_pre", "exc_in", "inh_in", "v_post", "refract_timer_post"];

/** Executes tick by tick, looking at the machine where the vector did. */
class Replay {
  private readonly core: CoreState;
  private readonly spikes: ReadonlyMap<number, readonly number[]>;
  private readonly hashes: readonly (readonly number[])[];
  private readonly trace: readonly (readonly (readonly number[])[])[];
  private readonly traced: readonly number[];
  private readonly columns: readonly string[];
  private readonly hashColumns: readonly string[];
  private readonly summary: JsonObject;
  private readonly overwrites: readonly (readonly number[])[];

  constructor(
    vector: JsonObject,
    private readonly machine: SpinnakerMachine,
    private readonly comparison: Comparison,
  ) {
    this.core = machine.cores[0];
    const expected = objectOf(vector, "expected");
    onlyFields(expected, ["summary", "spikes", "step_hash_columns", "step_hashes", "trace"], "expected");
    this.spikes = new Map(
      (matrixOf(expected, "spikes") as unknown as [number, number[]][]).map(([tick, ids]) => [tick, ids]),
    );
    this.hashes = matrixOf(expected, "step_hashes");
    this.hashColumns = columnsOf(expected, "step_hash_columns", HASHES);
    this.trace = matrixOf(expected, "trace") as unknown as Replay["trace"];
    this.traced = numbersOf(vector, "trace_neurons");
    this.columns = columnsOf(vector, "trace_columns", TRACE);
    this.summary = objectOf(expected, "summary");
    onlyFields(this.summary, ["saturations", "presyn_events", "total_spikes"], "expected.summary");
    this.overwrites = matrixOf(vector, "ring_inject");
  }

  run(ticks: number): void {
    const { machine, core, comparison } = this;
    for (let tick = 0; tick < ticks; tick++) {
      this.overwriteSlot(tick);
      const words: Record<string, ArrayLike<number>> = {};
      const ring = machine.rings.slot(0, tick).slice();
      machine.drain();
      const shift = core.model === "IF_cond_exp" ? 10 : 0;
      words["v_pre"] = core.v.slice();
      words["exc_in"] = core.excitatory.map((g) => g >> shift);
      words["inh_in"] = core.inhibitory.map((g) => g >> shift);
      machine.update();
      words["v_post"] = core.v;
      words["refract_timer_post"] = core.refractory;
      compareSpikeRow(
        this.spikes.get(tick) ?? [],
        [...machine.fired.subarray(0, machine.firedCount)],
        "neurons",
        tick,
        comparison,
      );
      this.compareTrace(tick, words);
      this.compareHashes(tick, {
        rb: fnv1a(ring, 2),
        v_pre: fnv1a(words["v_pre"], 4),
        exc: fnv1a(words["exc_in"], 4),
        inh: fnv1a(words["inh_in"], 4),
        v_post: fnv1a(core.v, 4),
      });
      machine.deliver();
    }
    const { saturations, events, spikes } = machine.totals;
    const found: Readonly<Record<string, number>> = { saturations, presyn_events: events, total_spikes: spikes };
    for (const name of Object.keys(this.summary))
      comparison.equal(numberOf(this.summary, name), found[name], name.replaceAll("_", " "), "summary");
    const perAtom = machine.rings.saturations.reduce((sum, count) => sum + count, 0);
    comparison.equal(saturations, perAtom, "sum of saturations over atoms and types", "summary");
  }

  /** [tick, synapse type, neuron, value]: the slot of that tick holds this value just before it is drained. */
  private overwriteSlot(tick: number): void {
    const { core } = this;
    for (const [at, type, neuron, value] of this.overwrites) {
      if (at !== tick) continue;
      if (neuron >= core.n) fail("golden-format", `ring_inject names neuron ${neuron} of ${core.n}`);
      this.machine.rings.slot(0, tick)[(type << core.indexBits) + neuron] = value;
    }
  }

  private compareTrace(tick: number, words: Readonly<Record<string, ArrayLike<number>>>): void {
    this.trace[tick]?.forEach((row, k) =>
      row.forEach((expected, column) =>
        this.comparison.equal(
          expected,
          words[this.columns[column]][this.traced[k]],
          this.columns[column],
          `neurons[${this.traced[k]}]`,
          tick,
        ),
      ),
    );
  }

  private compareHashes(tick: number, found: Readonly<Record<string, number>>): void {
    this.hashes[tick]?.forEach((expected, column) =>
      this.comparison.equal(
        expected,
        found[this.hashColumns[column]],
        `hash of ${this.hashColumns[column]}`,
        `neurons[0..${this.core.n - 1}]`,
        tick,
      ),
    );
  }
}

/** The columns of a recording, in its own order. */
export function columnsOf(object: JsonObject, key: string, known: readonly string[]): readonly string[] {
  const names = object[key];
  if (!Array.isArray(names) || !names.every((name) => known.includes(name as string)))
    fail("golden-format", `${key} is ${JSON.stringify(names)}; this version knows ${known.join(", ")}`);
  return names as readonly string[];
}

/** FNV-1a-32 over little-endian words of `bytes` bytes. */
export function fnv1a(values: ArrayLike<number>, bytes: number): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < values.length; i++) {
    for (let shift = 0; shift < 8 * bytes; shift += 8)
      hash = Math.imul(hash ^ ((values[i] >> shift) & 255), 0x01000193);
  }
  return hash >>> 0;
}
