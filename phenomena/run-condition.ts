/**
 * One condition with one seed on every side: the network is drawn once, the reference and the emulators of all targets run it with the same
 * connectivity, initial state and input spikes, and the experiments measure.
 */
import { parseDescription } from "../src/description/load-description.js";
import { EquipoiseError, fail, type Diagnostic, type ProgressSink } from "../src/diagnostics/diagnostic.js";
import { drawNetwork } from "../src/network/draw-network.js";
import type { Network } from "../src/network/types.js";
import { isOverflowTotal } from "../src/program/overflow-counters.js";
import type { Recording } from "../src/recording/recording.js";
import { largestBoard, targetById } from "../src/targets/registry.js";
import { expectedRatesOf } from "../src/measure/build.js";
import { familyOf } from "../src/families/registry.js";
import type { FamilyOptions } from "../src/options/option-tables.js";
import { measureOnChip, measureReference, type MeasuredSide } from "../src/measure/both-sides.js";
import { REFERENCE, type Condition, type Experiment, type Measured, type Run, type Side } from "./experiment.js";
import { experimentById } from "./registry.js";
import { optionsWith } from "../src/options/check-options.js";

/** Serializable: it goes to a worker thread. */
export interface ConditionTask {
  readonly condition: Condition;
  /** Experiments that measure this run, each under its own key of the condition. */
  readonly experiments: readonly {
    readonly id: string;
    readonly key: string;
    readonly series: string;
    readonly x: number;
  }[];
  readonly seed: number;
  /** Ids of targets beside the reference. */
  readonly targets: readonly string[];
}

export interface SideResult {
  readonly side: Side;
  /** By experiment. */
  readonly measured: Readonly<Record<string, Measured>>;
  /** What the compiler said; empty for the reference. */
  readonly notes: readonly Diagnostic[];
  /** Cores that the program takes; 0 for the reference. */
  readonly cores: number;
  /** How often registers overflowed, by counter; only those that did. */
  readonly overflows: Readonly<Record<string, number>>;
}

export interface SideFailure {
  readonly side: Side;
  /** Why the target cannot run it, as a sentence. */
  readonly refused: string;
}

export interface ConditionResult {
  readonly key: string;
  readonly seed: number;
  readonly sides: readonly (SideResult | SideFailure)[];
}

/** The largest board, and the arithmetic even beyond it: an experiment asks what the numbers do, the cores are reported beside. */
function optionsFor(condition: Condition, id: string): FamilyOptions {
  const target = targetById(id);
  return optionsWith(target, {
    board: largestBoard(target).id,
    oversize: true,
    ...condition.options?.[target.family],
  });
}

function tracedNeurons(network: Network, condition: Condition): Uint32Array {
  const asked = Object.entries(condition.trace ?? {}).flatMap(([name, count]) => {
    const population =
      network.populations.find((p) => p.name === name) ??
      fail("bad-experiment", `condition ${condition.key} traces the population ${name}, which its network lacks`);
    return Array.from({ length: Math.min(count, population.size) }, (_, i) => population.first + i);
  });
  return Uint32Array.from(asked);
}

/** Totals; the same counters by population are parts of them. */
function overflowsOf({ counters }: Recording): Record<string, number> {
  return Object.fromEntries(Object.entries(counters).filter(([name, count]) => count > 0 && isOverflowTotal(name)));
}

/** @param find the experiment of an id; the registry unless told */
export async function runCondition(
  task: ConditionTask,
  progress: ProgressSink = () => {},
  find: (id: string) => Experiment = experimentById,
): Promise<ConditionResult> {
  const { condition, seed } = task;
  const { description } = parseDescription(condition.description, `${condition.key}.yaml`, () =>
    fail("bad-experiment", "the description of an experiment reads no files"),
  );
  const sides: (SideResult | SideFailure)[] = [];

  const measure = (side: Side, network: Network, onSide: Network, of: MeasuredSide): Record<string, Measured> => {
    const { recording, metrics, inputs } = of;
    return Object.fromEntries(
      task.experiments.map(({ id, key, series, x }) => {
        const view: Run = {
          side,
          seed,
          condition: { ...condition, key, series, x },
          network,
          onSide,
          recording,
          metrics,
          inputs,
        };
        return [id, find(id).measure(view)];
      }),
    );
  };

  const network = drawNetwork(description, { seed, progress });
  const measuring = { traced: tracedNeurons(network, condition), progress };
  sides.push({
    side: REFERENCE,
    measured: measure(REFERENCE, network, network, await measureReference(network, measuring)),
    notes: [],
    cores: 0,
    overflows: {},
  });
  const expectedRates = task.targets.length > 0 ? expectedRatesOf(network) : {};
  for (const id of task.targets) {
    const target = targetById(id);
    const notes: Diagnostic[] = [];
    try {
      const compiled = familyOf(target).compile(
        network,
        target,
        { ...optionsFor(condition, id), expectedRates },
        { progress, report: (d) => notes.push(d), check: false },
      );
      const onChip = await measureOnChip(network, compiled, measuring);
      const inMillivolts = { ...onChip, recording: compiled.inMillivolts(onChip.recording) };
      const measured = measure(id, network, compiled.onChip, inMillivolts);
      sides.push({
        side: id,
        measured,
        notes,
        cores: compiled.utilisation().cores.length,
        overflows: overflowsOf(onChip.recording),
      });
    } catch (error) {
      if (!(error instanceof EquipoiseError)) throw error;
      sides.push({ side: id, refused: error.diagnostics.map((d) => d.message).join("; ") });
    }
  }
  return { key: condition.key, seed, sides };
}
