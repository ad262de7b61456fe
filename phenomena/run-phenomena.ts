/** runPhenomena: plans the runs of some experiments, shares those that are alike, runs them in worker threads, and concludes. */
import { counted } from "../src/diagnostics/counted.js";
import { fail, type ProgressSink } from "../src/diagnostics/diagnostic.js";
import { version } from "../src/program/version.js";
import { runTasks } from "../src/jobs/pool.js";
import { conclude, type Conclusion, type Overflow, type Row } from "./conclude.js";
import {
  REFERENCE,
  type Condition,
  type Experiment,
  type Figure,
  type Measured,
  type Side,
  type Size,
} from "./experiment.js";
import { conditionJob } from "./jobs.js";
import type { ConditionResult, ConditionTask } from "./run-condition.js";
import { resultsOf } from "./results.js";

export interface PhenomenaRequest {
  readonly experiments: readonly Experiment[];
  /** Ids beside the reference. */
  readonly targets: readonly string[];
  readonly seeds: readonly number[];
  readonly size: Size;
  /** Worker threads. */
  readonly jobs: number;
  /** The command that asks; for the report. */
  readonly command: string;
  readonly progress?: ProgressSink;
}

export interface Phenomenon {
  readonly id: string;
  readonly title: string;
  readonly claim: string;
  readonly theory: string;
  readonly rows: readonly Row[];
  readonly conclusions: readonly Conclusion[];
  readonly figures: readonly Figure[];
  /** What the compilers said, by target; each once. */
  readonly notes: readonly { readonly side: Side; readonly text: string }[];
  /** Registers that overflowed, by target and counter. */
  readonly overflows: readonly Overflow[];
  /** Most cores that a condition takes, by target. */
  readonly cores: readonly { readonly side: Side; readonly cores: number }[];
  readonly runs: number;
}

export interface Phenomena {
  /** `equipoise 0.1.0` */
  readonly version: string;
  readonly command: string;
  readonly size: Size;
  readonly sides: readonly Side[];
  readonly seeds: readonly number[];
  readonly phenomena: readonly Phenomenon[];
}

/** Conditions of all experiments, alike ones once. */
function planTasks({ experiments, targets, seeds, size }: PhenomenaRequest): ConditionTask[] {
  const shared = new Map<string, { condition: Condition; experiments: ConditionTask["experiments"][number][] }>();
  for (const experiment of experiments) {
    const keys = new Set<string>();
    for (const condition of experiment.conditions(size)) {
      const { key, series, x, description, trace, options } = condition;
      if (keys.has(key)) fail("bad-experiment", `experiment ${experiment.id} has two conditions ${key}`);
      keys.add(key);
      // Two conditions of one experiment are never merged, so that each experiment measures a run once.
      const content = JSON.stringify([description, trace ?? null, options ?? null]);
      let slot = content;
      while (shared.get(slot)?.experiments.some((e) => e.id === experiment.id)) slot += " ";
      const entry = shared.get(slot) ?? { condition, experiments: [] };
      entry.experiments.push({ id: experiment.id, key, series, x });
      shared.set(slot, entry);
    }
  }
  // Seeds outermost: a first, coarse answer exists early, and the long runs are spread over the threads.
  return seeds.flatMap((seed) => [...shared.values()].map((entry): ConditionTask => ({ ...entry, seed, targets })));
}

export async function runPhenomena(request: PhenomenaRequest): Promise<Phenomena> {
  const { experiments, targets, seeds, size, jobs, command } = request;
  const tasks = planTasks(request);
  const phase = `${counted(experiments.length, "experiment")}, ${counted(seeds.length, "seed")}`;
  const results = await runTasks(conditionJob, tasks, jobs, phase, request.progress);
  return {
    version: `equipoise ${version}`,
    command,
    size,
    sides: [REFERENCE, ...targets],
    seeds,
    phenomena: experiments.map((experiment) => phenomenonOf(experiment, request, tasks, results)),
  };
}

function phenomenonOf(
  experiment: Experiment,
  { targets, seeds, size }: PhenomenaRequest,
  tasks: readonly ConditionTask[],
  results: readonly ConditionResult[],
): Phenomenon {
  const measured = new Map<string, Map<string, Measured>>();
  const slotOf = (side: Side, seed: number) => `${seed} ${side}`;
  const refused = new Map<Side, string>();
  const notes = new Map<string, { side: Side; text: string }>();
  const cores = new Map<Side, number>();
  const overflows = new Map<string, Overflow>();
  let runs = 0;
  tasks.forEach(({ experiments }, k) => {
    const own = experiments.find((e) => e.id === experiment.id);
    if (own === undefined) return;
    for (const side of results[k].sides) {
      if ("refused" in side) {
        refused.set(side.side, side.refused);
        continue;
      }
      runs++;
      const slot = slotOf(side.side, results[k].seed);
      const points = measured.get(slot) ?? new Map<string, Measured>();
      measured.set(slot, points.set(own.key, side.measured[experiment.id]));
      side.notes.forEach(({ code, message }) => notes.set(`${side.side} ${code}`, { side: side.side, text: message }));
      for (const [counter, count] of Object.entries(side.overflows)) {
        const slot = `${side.side} ${counter}`;
        if (count > (overflows.get(slot)?.count ?? 0))
          overflows.set(slot, { side: side.side, counter, count, condition: own.key });
      }
      if (side.side !== REFERENCE) cores.set(side.side, Math.max(cores.get(side.side) ?? 0, side.cores));
    }
  });

  const all = resultsOf(
    [REFERENCE, ...targets],
    seeds,
    experiment.conditions(size),
    (side, seed) => measured.get(slotOf(side, seed)) ?? new Map(),
  );
  const { id, title, claim, theory } = experiment;
  return {
    id,
    title,
    claim,
    theory,
    ...conclude(experiment, all, refused, [...overflows.values()]),
    figures: experiment.figures(all),
    notes: [...notes.values()],
    overflows: [...overflows.values()],
    cores: [...cores].map(([side, count]) => ({ side, cores: count })),
    runs,
  };
}
