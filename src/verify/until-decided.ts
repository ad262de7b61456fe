/** Runs seeds in the groups of a plan until what they show is decided, or the plan ends. No seed is run twice. */
import { counted } from "../diagnostics/counted.js";
import type { SeedPlan } from "../verdict/seed-plan.js";
import type { Verdict } from "../verdict/verdict.js";
import { rowOf } from "../verdict/decide.js";

/** What a plan of several looks tells while it goes on; times in seconds of wall clock. */
export type SeedNote =
  | {
      readonly kind: "more";
      readonly nextSeed: number;
      readonly most: number;
      readonly open: string;
      readonly secondsEach: number;
    }
  | {
      readonly kind: "end";
      readonly seeds: number;
      readonly open: string | null;
      readonly decided: boolean;
      readonly seconds: number;
    };

export interface SeedGroups<Result, Judged> {
  /** All seeds of the plan; the first ones run first. */
  readonly seeds: readonly number[];
  readonly plan: SeedPlan;
  /** Runs some seeds. @param from place of the first of them in `seeds` */
  run(seeds: readonly number[], from: number): Promise<readonly Result[]>;
  /** Judges all results so far. */
  judge(results: readonly Result[]): Judged;
  /** What is still undecided and more seeds may decide, e.g. "rate of E"; null where they would change nothing. */
  open(judged: Judged): string | null;
  /** Is there a verdict? Where nothing is open it may be inconclusive all the same. */
  decided(judged: Judged): boolean;
  /** Told what goes on and what it costs, before more seeds run and at the end; only for plans of several looks. */
  note?(note: SeedNote): void;
}

export async function untilDecided<Result, Judged>(
  groups: SeedGroups<Result, Judged>,
): Promise<{ readonly results: readonly Result[]; readonly judged: Judged }> {
  const { seeds, plan, note } = groups;
  const started = performance.now();
  const results: Result[] = [];
  for (const [k, look] of plan.looks.entries()) {
    const from = results.length;
    const groupStarted = performance.now();
    results.push(...(await groups.run(seeds.slice(from, look), from)));
    const secondsEach = (performance.now() - groupStarted) / 1000 / (look - from);
    const judged = groups.judge(results);
    const open = groups.open(judged);
    const last = k === plan.looks.length - 1;
    if (!last && open !== null) {
      note?.({ kind: "more", nextSeed: look + 1, most: seeds.length, open, secondsEach });
      continue;
    }
    if (plan.looks.length > 1)
      note?.({
        kind: "end",
        seeds: look,
        open,
        decided: groups.decided(judged),
        seconds: (performance.now() - started) / 1000,
      });
    return { results, judged };
  }
  throw new RangeError("a seed plan has at least one look");
}

/** What holds up a verdict and more seeds may decide; null where it is decided, or where more seeds would not help. */
export function openIn(verdict: Verdict): string | null {
  if (verdict.verdict !== "inconclusive" || verdict.basis !== "seeds" || verdict.deciding.length === 0) return null;
  // States come before metrics: a state that no seed could tell asks for longer runs.
  if (verdict.runs.some((run) => run.reference.state === "undetermined" || run.target.state === "undetermined"))
    return null;
  // A metric without a value in some run has none over more seeds either; they may show another one to be outside its margin.
  const [first, ...more] = verdict.deciding.map((ref) => rowOf(verdict.rows, ref)).filter(({ note }) => note === "");
  if (first === undefined) return null;
  return `${first.metric} of ${first.population}${more.length === 0 ? "" : ` and ${counted(more.length, "metric")} more`}`;
}

export const isDecided = (verdict: Verdict): boolean => verdict.verdict !== "inconclusive";

/** The first of several verdicts that more seeds may decide. @param name said before what is undecided; may be empty */
export function openInAny(verdicts: readonly { readonly name: string; readonly verdict: Verdict }[]): string | null {
  for (const { name, verdict } of verdicts) {
    const open = openIn(verdict);
    if (open !== null) return name === "" ? open : `${name}: ${open}`;
  }
  return null;
}
