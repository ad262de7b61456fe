/** Gathers what a plan has found so far: of every point its verdict over the seeds that are done, and of every task what became of it. */
import { decidingRow } from "../../verdict/deciding-row.js";
import { seedPlan } from "../../verdict/seed-plan.js";
import { scalarMetrics } from "../../verdict/verdict-metrics.js";
import type { Verdict } from "../../verdict/verdict.js";
import { judgeSeeds } from "../../verify/verify.js";
import type { PredictedRate } from "../../verify/verification.js";
import type { ProgramUse } from "../drawn-once.js";
import type { Plan, PlanTask, SweptValue } from "./plan.js";
import { readFailure, readResult, stateOf, type TaskState } from "./results.js";
import type { TaskResult } from "./task-result.js";

/** One metric of one population in one run. */
export interface RunMetric {
  readonly population: string;
  readonly metric: string;
  readonly unit: string;
  readonly reference: number;
  readonly onTarget: number;
}

export interface GatheredRun {
  readonly task: PlanTask;
  readonly metrics: readonly RunMetric[];
}

export interface GatheredPoint {
  readonly point: number;
  readonly values: Readonly<Record<string, SweptValue>>;
  readonly target: string;
  readonly runs: readonly GatheredRun[];
  /** Of the runs that are done; null without any. */
  readonly verdict: Verdict | null;
  readonly deciding: ReturnType<typeof decidingRow>;
  /** What the first run that is done takes on the chip, and what theory says of its rates. */
  readonly use: ProgramUse | null;
  readonly predicted: readonly PredictedRate[];
}

export interface GatheredTask {
  readonly task: PlanTask;
  readonly state: TaskState;
  /** Why it failed, or its result cannot be read; empty otherwise. */
  readonly code: string;
  readonly message: string;
}

export interface GatheredSweep {
  readonly plan: Plan;
  readonly points: readonly GatheredPoint[];
  /** In the order of the plan. */
  readonly tasks: readonly GatheredTask[];
}

/** @param results folder of the plan's results. @throws EquipoiseError `result-corrupt` */
export function gatherPlan(plan: Plan, results: string): GatheredSweep {
  const states = stateOf(plan, results);
  const tasks = plan.tasks.map((task, k): GatheredTask => {
    const failure = states[k] === "failed" ? readFailure(results, task.task) : null;
    return { task, state: states[k], code: failure?.code ?? "", message: failure?.message ?? "" };
  });
  const byPoint = Array.from({ length: plan.header.points }, (): GatheredTask[] => []);
  for (const task of tasks) byPoint[task.task.point].push(task);
  return { plan, points: byPoint.map((of, point) => gatherPoint(point, of, results)), tasks };
}

function gatherPoint(point: number, tasks: readonly GatheredTask[], results: string): GatheredPoint {
  const done = tasks.filter(({ state }) => state === "done");
  const found = done.map(({ task }) => readResult(results, task.task));
  const verdict = found.length === 0 ? null : verdictOf(found);
  return {
    point,
    values: tasks[0].task.values,
    target: tasks[0].task.target,
    runs: found.map((result, k) => ({ task: done[k].task, metrics: metricsOf(result) })),
    verdict,
    deciding: verdict === null ? null : decidingRow(verdict),
    use: found[0]?.use ?? null,
    predicted: found[0]?.predicted ?? [],
  };
}

/** A plan has its seeds beforehand, so the verdict is looked at once. */
function verdictOf(results: readonly TaskResult[]): Verdict {
  return judgeSeeds(
    results.map(({ run }) => run),
    seedPlan(results.length, results.length),
    () => {},
  ).verdict;
}

function metricsOf({ run }: TaskResult): RunMetric[] {
  return run.reference.populations.flatMap((reference, k) => {
    const onTarget = run.target.populations[k];
    return scalarMetrics.map(({ id, read, unit }) => ({
      population: reference.name,
      metric: id,
      unit: unit(reference),
      reference: read(reference),
      onTarget: read(onTarget),
    }));
  });
}
