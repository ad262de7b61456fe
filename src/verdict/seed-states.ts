/**
 * In which state each seed ended, side by side, and how that is said. Seeds of one side may end in different states; no sentence claims the state
 * of one seed for all.
 */
import type { NetworkState, StateReport } from "../analysis/classify-state.js";
import type { RunState, SeedsInState, SideStates } from "./verdict.js";

export type Side = "reference" | "target";

export const isKnown = (report: StateReport): boolean => report.state !== "undetermined";
/** Known, and not balanced. */
export const isUnbalanced = (report: StateReport): boolean => isKnown(report) && report.state !== "balanced";

/** The seeds of one side by their states. @param atLimit asked where they are several: are they the two sides of a limit that the runs lie at? */
export function sideStates(runs: readonly RunState[], side: Side, atLimit: () => boolean): SideStates {
  const seeds = new Map<NetworkState, { seeds: number[]; reasons: readonly string[] }>();
  for (const run of runs) {
    const { state, reasons } = run[side];
    const known = seeds.get(state);
    if (known === undefined) seeds.set(state, { seeds: [run.seed], reasons });
    else known.seeds.push(run.seed);
  }
  const states: SeedsInState[] = [...seeds].map(([state, of]) => ({ state, ...of }));
  const differ = states.filter(({ state }) => state !== "undetermined").length > 1;
  const near = differ && atLimit();
  return { states, bistable: differ && !near, atLimit: near };
}

/** "bistable", "at the limit between balanced and synchronous"; empty where all seeds that could be judged end in one state. */
export function describeSplit({ states, bistable, atLimit }: SideStates): string {
  const known = states.map(({ state }) => state).filter((state) => state !== "undetermined");
  if (bistable) return "bistable";
  return atLimit ? `at the limit between ${known.slice(0, -1).join(", ")} and ${known[known.length - 1]}` : "";
}

/** "synchronous in all 3 seeds", "balanced on seeds 1, 3; silent on seed 2". */
export function describeStates({ states }: SideStates): string {
  if (states.length === 1) {
    const [{ state, seeds }] = states;
    return seeds.length === 1 ? state : `${state} in all ${seeds.length} seeds`;
  }
  return states.map(({ state, seeds }) => `${state} on ${seedsText(seeds)}`).join("; ");
}

export function seedsText(seeds: readonly number[]): string {
  return `${seeds.length === 1 ? "seed" : "seeds"} ${seeds.join(", ")}`;
}

/** Why each state but the balanced one was found: its first seed's findings, with that seed named where there are several states. */
export function describeReasons({ states }: SideStates): string {
  const failing = states.filter(({ state }) => state !== "balanced");
  return failing
    .map(({ state, seeds, reasons }) =>
      states.length === 1 ? reasons.join("; ") : `${state}, seed ${seeds[0]}: ${reasons.join("; ")}`,
    )
    .join(". ");
}
