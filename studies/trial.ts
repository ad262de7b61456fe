/**
 * One trial of the verdict: two networks whose relation is known by construction are run over many seeds, one as the reference and one as the
 * target, and the verdict is asked again and again, each time over the next few seeds. Every seed enters one verdict only, so that the verdicts
 * are independent and their frequencies mean something.
 *
 * The target may be the float64 reference of another description (a planted change), the emulator of a chip (a program compiled from a healthy
 * or from a sabotaged network), or the same description a second time (a true null: nothing differs but chance).
 */
import { classifyState, type NetworkState } from "../src/analysis/classify-state.js";
import { parseDescription } from "../src/description/load-description.js";
import { fail, type ProgressSink } from "../src/diagnostics/diagnostic.js";
import { drawNetwork } from "../src/network/draw-network.js";
import type { Network } from "../src/network/types.js";
import { largestBoard, targetById } from "../src/targets/registry.js";
import { decide } from "../src/verdict/decide.js";
import type { RunPair, VerdictWord } from "../src/verdict/verdict.js";
import { expectedRatesOf } from "../src/measure/build.js";
import { familyOf } from "../src/families/registry.js";
import { measureOnChip, measureReference, type MeasuredSide } from "../src/measure/both-sides.js";
import { REFERENCE, type Side } from "../phenomena/experiment.js";
import { optionsWith } from "../src/options/check-options.js";

/**
 * How the target's network of a seed is drawn: `same seed`, as `verify` does it; `other dynamics`, the synapses of that seed with the initial
 * voltages and the input spikes of another one; `other network`, all of another seed.
 */
export type Redraw = "same seed" | "other dynamics" | "other network";

/** Serializable: it goes to a worker thread. */
export interface TrialTask {
  /** Description in YAML. */
  readonly reference: string;
  readonly target: {
    readonly description: string;
    /** `reference` for the float64 reference, else the id of a chip. */
    readonly on: Side;
    readonly redraw: Redraw;
  };
  readonly seeds: readonly number[];
  /** Seeds a verdict; the same runs are judged once for each entry. 1: over parts of its record, as `verify --seeds 1` does. */
  readonly group: readonly number[];
}

export interface TrialVerdict {
  readonly word: VerdictWord;
  readonly reason: string;
  /** Of the rows that decide: how many, and how many were found equivalent and different. */
  readonly rows: { readonly deciding: number; readonly equivalent: number; readonly different: number };
  /** Deciding rows found different, as `metric of population`. */
  readonly different: readonly string[];
  /** The rates' margins over the reference's mean rate, by population. */
  readonly rateMargins: Readonly<Record<string, number>>;
}

export interface TrialResult {
  /** One entry a seed. */
  readonly referenceStates: readonly NetworkState[];
  readonly targetStates: readonly NetworkState[];
  /** Hz, by population, one entry a seed. */
  readonly rates: Readonly<
    Record<string, { readonly reference: readonly number[]; readonly target: readonly number[] }>
  >;
  /** By seeds a verdict, in the order of `group`. */
  readonly verdicts: readonly (readonly TrialVerdict[])[];
  /** All runs had their input currents analysed. */
  readonly cancellationChecked: boolean;
}

/** As `verify` divides the record of a single seed. */
const BLOCKS = 5;
/** Far from any seed that a trial counts up to. */
const OTHER_SEEDS = 1_000_000;

/** Consecutive groups of `size`; a rest that fills no group is left out. */
export function inGroups<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.floor(items.length / size) }, (_, k) => items.slice(k * size, (k + 1) * size));
}

/** The synapses and parameters of `network`, started and driven as `other` is. */
function withDynamicsOf(network: Network, other: Network): Network {
  return {
    ...network,
    seed: other.seed,
    populations: network.populations.map((p, k) => ({ ...p, initialV: other.populations[k].initialV })),
  };
}

export async function runTrial(task: TrialTask, progress: ProgressSink = () => {}): Promise<TrialResult> {
  const { target, seeds, group } = task;
  const [healthy, other] = [descriptionOf(task.reference), descriptionOf(target.description)];
  const blocks = group.includes(1) ? BLOCKS : 0;
  const runs: RunPair[] = [];
  for (const [k, seed] of seeds.entries()) {
    const network = drawNetwork(healthy, { seed });
    const drawn = drawNetwork(other, { seed: target.redraw === "other network" ? seed + OTHER_SEEDS : seed });
    const judged =
      target.redraw === "other dynamics"
        ? withDynamicsOf(drawn, drawNetwork({ ...other, projections: [] }, { seed: seed + OTHER_SEEDS }))
        : drawn;
    const same = target.on === REFERENCE && target.redraw === "same seed" && target.description === task.reference;
    const reference = await measureReference(network, { blocks });
    const onTarget = same
      ? reference
      : target.on === REFERENCE
        ? await measureReference(judged, { blocks })
        : await measureOnTarget(judged, target.on, blocks);
    runs.push({
      seed,
      reference: reference.metrics,
      target: onTarget.metrics,
      referenceBlocks: reference.blocks,
      targetBlocks: onTarget.blocks,
    });
    progress("running networks", k + 1, seeds.length);
  }
  const states = runs.map((run) => ({
    reference: classifyState(run.reference),
    target: classifyState(run.target, run.reference),
  }));
  return {
    referenceStates: states.map((s) => s.reference.state),
    targetStates: states.map((s) => s.target.state),
    cancellationChecked: states.every((s) => s.reference.cancellationChecked && s.target.cancellationChecked),
    rates: Object.fromEntries(
      runs[0].reference.populations.map((p, k) => [
        p.name,
        {
          reference: runs.map((r) => r.reference.populations[k].rate),
          target: runs.map((r) => r.target.populations[k].rate),
        },
      ]),
    ),
    verdicts: group.map((size) =>
      inGroups(runs, size).map((some): TrialVerdict => {
        const { verdict, reason, rows } = decide({
          runs: size === 1 ? some : some.map(({ seed, reference, target }) => ({ seed, reference, target })),
        });
        const deciding = rows.filter((row) => row.role === "decides");
        const different = deciding.filter((row) => row.equivalent === "no");
        return {
          word: verdict,
          reason,
          rows: {
            deciding: deciding.length,
            equivalent: deciding.filter((row) => row.equivalent === "yes").length,
            different: different.length,
          },
          different: different.map((row) => `${row.metric} of ${row.population}`),
          rateMargins: Object.fromEntries(
            rows.filter((row) => row.id === "rate").map((row) => [row.population, row.margin / row.reference.mean]),
          ),
        };
      }),
    ),
  };
}

function descriptionOf(text: string) {
  return parseDescription(text, "trial.yaml", () => fail("bad-experiment", "the description of a study reads no files"))
    .description;
}

async function measureOnTarget(network: Network, id: string, blocks: number): Promise<MeasuredSide> {
  const target = targetById(id);
  const options = optionsWith(target, {
    board: largestBoard(target).id,
    oversize: true,
    expectedRates: expectedRatesOf(network),
  });
  const compiled = familyOf(target).compile(network, target, options, { check: false });
  return measureOnChip(network, compiled, { blocks });
}
