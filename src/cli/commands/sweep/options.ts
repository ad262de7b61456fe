/** What the commands on a plan share. */
import type { Argv } from "yargs";
import { resultsFolderOf } from "../../../sweep/plan/results.js";

export interface PlanArguments {
  plan: string;
  results?: string;
  json: boolean;
  quiet: boolean;
}

export function withPlan<T>(argv: Argv<T>) {
  return argv.positional("plan", { type: "string", describe: "plan of `equipoise sweep plan`" }).option("results", {
    type: "string",
    defaultDescription: "PLAN.results beside the plan",
    describe: "folder of the results",
  });
}

export function resultsOf({ plan, results }: PlanArguments): string {
  return results ?? resultsFolderOf(plan);
}
