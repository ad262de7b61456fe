/**
 * summariseAttribution: which quantization moved what decided. Each item is a set of runs with one thing quantized; its contribution to a metric is the
 * paired difference from the unquantized runs of the same seeds, with its confidence interval. For distributions it is their distance.
 *
 * What decided comes first: a balance that was lost, and the rows of the verdict that were outside their margins (where none was: those undecided). The
 * other metrics follow. Currents and conductances are measured in the full runs only: where they decided, the summary says so and what is known of them.
 * An effect is *seen* if its interval lies wholly outside its margin, or if it stands out from all that were looked at with it (discoveries, false
 * discovery rate 10 %; those that decided are a family of their own, so that two hundred others do not hide them).
 *
 * Contributions are ranked in margins (|difference|/margin), so that hertz and correlations compare. They need not add up: a network is
 * not linear in its errors. The part that they leave of the fully quantized runs is reported as the interaction.
 */
import {
  compareItem,
  statesLost,
  type AttributionItem,
  type StatesLost,
  type TestedContribution,
} from "./compare-item.js";
import { discoveries } from "./false-discovery-rate.js";
import type { Remedies } from "./remedies.js";
import type { RowRef, Verdict, VerdictRow } from "./verdict.js";
import { rowOf } from "./decide.js";
import { scalarMetrics } from "./verdict-metrics.js";

export type { AttributionItem } from "./compare-item.js";

export interface Contribution extends TestedContribution {
  /** True for a metric and population that were outside their margin in the verdict; where none was, for those undecided. */
  readonly decided: boolean;
  /** True where the interval lies wholly outside its margin, or the effect stands out among all that were looked at with it. */
  readonly seen: boolean;
}

/** How much an item has to do with the verdict, the most first. */
export type CauseRank = "loses the balance" | "moves what decided" | "outside elsewhere" | "seen" | "not seen";

export interface RankedCause {
  readonly item: string;
  /** The contribution that its rank stands on: of those that decided where it moves one, else the heaviest that was seen, else the heaviest. */
  readonly worst: Contribution | null;
  /** Of `worst` in margins; 0 where nothing was seen. */
  readonly weight: number;
  readonly rank: CauseRank;
  /** Where this alone takes a balanced network out of balance. */
  readonly lost: StatesLost | null;
  /** One sentence: what it does, and what to change if it matters. */
  readonly sentence: string;
}

/** Something known of the runs beyond their metrics, such as input that a register lost; it is told before the ranking. */
export interface AttributionFinding {
  /** e.g. `saturation`; named as the items are. */
  readonly item: string;
  /** One whole sentence. */
  readonly sentence: string;
}

/** e.g. conductance synapses that became currents. */
export interface KnownLowering {
  readonly population: string;
  /** One whole sentence. */
  readonly sentence: string;
}

export interface AttributionContext {
  /** One-sided level of every interval; 0.05 unless told. */
  readonly alpha?: number;
  /** What is to be explained; without it all metrics count alike. */
  readonly verdict?: Pick<Verdict, "verdict" | "deciding" | "rows">;
  readonly remedies?: Remedies;
  /** What the compiler is known to have approximated before anything was quantized, population by population. */
  readonly lowerings?: readonly KnownLowering[];
  /** Asked once the causes are ranked. */
  readonly findings?: (ranking: readonly RankedCause[]) => readonly AttributionFinding[];
}

export interface Interaction {
  readonly metric: string;
  readonly population: string;
  readonly unit: string;
  readonly everything: number;
  readonly sumOfParts: number;
}

export interface AttributionSummary {
  readonly contributions: readonly Contribution[];
  /** Parts only: by rank, then the heaviest first. */
  readonly ranking: readonly RankedCause[];
  /** Empty without an `everything` item. */
  readonly interactions: readonly Interaction[];
  /** Rows that decided (see `Contribution.decided`) and that single quantizations cannot be tested for, such as currents, which only the full runs have. */
  readonly untested: readonly RowRef[];
  readonly findings: readonly AttributionFinding[];
  /** One to three sentences on the whole. */
  readonly summary: string;
}

/** False discovery rate of effects that were seen. */
const FALSE_DISCOVERIES = 0.1;
const RANKS: readonly CauseRank[] = [
  "loses the balance",
  "moves what decided",
  "outside elsewhere",
  "seen",
  "not seen",
];

export function summariseAttribution(
  items: readonly AttributionItem[],
  context: AttributionContext = {},
): AttributionSummary {
  const { alpha = 0.05, verdict, remedies = () => null, lowerings = [] } = context;
  const deciding = decisiveOf(verdict?.deciding ?? []);
  const isDeciding = (c: TestedContribution) =>
    deciding.some((ref) => ref.id === c.metric && ref.population === c.population);
  const tested = items
    .flatMap((item) => compareItem(item, deciding, alpha))
    .map((c) => ({ ...c, decided: isDeciding(c) }));
  const contributions = [...withSeen(tested.filter((c) => c.decided)), ...withSeen(tested.filter((c) => !c.decided))];
  const parts = items.filter((item) => !item.everything);
  const whole = items.find((item) => item.everything);
  // Only a verdict that rests on a lost balance asks who loses it.
  const asksForStates = verdict === undefined || verdict.verdict === "breaks" || verdict.verdict === "not-balanced";
  const ranking = parts
    .map((item) =>
      rankItem(
        item.name,
        contributions.filter((c) => c.item === item.name),
        asksForStates ? statesLost(item, whole) : null,
        remedies,
        deciding.length > 0,
      ),
    )
    .sort(
      (a, b) =>
        RANKS.indexOf(a.rank) - RANKS.indexOf(b.rank) ||
        sureness(b) - sureness(a) ||
        b.weight - a.weight ||
        (a.item < b.item ? -1 : 1),
    );
  const findings = context.findings?.(ranking) ?? [];
  const names = new Set(parts.map((item) => item.name));
  const untested = deciding.filter(
    (ref) => !contributions.some((c) => names.has(c.item) && c.metric === ref.id && c.population === ref.population),
  );
  return {
    contributions,
    ranking,
    interactions: interactionsOf(items, contributions),
    untested,
    findings,
    summary: [
      ...findings.map((finding) => finding.sentence),
      summarise(
        ranking,
        contributions.filter((c) => names.has(c.item)),
        deciding,
        untested,
        verdict,
        remedies,
        lowerings,
      ),
    ].join(" "),
  };
}

/** Where something is outside its margin that decides; what is undecided beside it holds nothing up. */
function decisiveOf(deciding: readonly RowRef[]): readonly RowRef[] {
  const outside = deciding.filter((ref) => ref.equivalent === "no");
  return outside.length > 0 ? outside : deciding;
}

function withSeen(family: readonly (TestedContribution & { readonly decided: boolean })[]): Contribution[] {
  // What never differed in any run, such as delays that the chip keeps exactly, is known and not tested: it does not count among the tests.
  const found = discoveries(
    family.map((c) => (c.interval[0] === 0 && c.interval[1] === 0 ? NaN : c.p)),
    FALSE_DISCOVERIES,
  );
  return family.map((c, k) => ({ ...c, seen: found[k] || c.equivalent === "no" }));
}

/** Effects that were seen outrank those that may be chance, however large; what decided outranks what did not. */
function rankItem(
  item: string,
  contributions: readonly Contribution[],
  lost: StatesLost | null,
  remedies: Remedies,
  somethingDecided: boolean,
): RankedCause {
  const matters = (c: Contribution) => c.seen && c.equivalent !== "yes";
  const groups: readonly (readonly [CauseRank, (c: Contribution) => boolean])[] = [
    ["moves what decided", (c) => c.decided && matters(c)],
    ["outside elsewhere", (c) => c.equivalent === "no"],
    ["seen", (c) => c.seen],
    ["not seen", () => true],
  ];
  const found = groups
    .map(([rank, belongs]) => ({ rank, worst: heaviest(contributions.filter(belongs)) }))
    .find(({ worst }) => worst !== null);
  const { rank, worst } = found ?? { rank: "not seen" as const, worst: null };
  const weight = worst !== null && worst.seen ? worst.weight : 0;
  const cause = { item, worst, weight, rank: lost === null ? rank : ("loses the balance" as const), lost };
  return { ...cause, sentence: describeCause(cause, remedies, somethingDecided) };
}

/** An interval that lies outside its margin is surer than a larger effect whose interval does not. */
const sureness = ({ worst }: Pick<RankedCause, "worst">) => Number(worst?.equivalent === "no");

function heaviest(contributions: readonly Contribution[]): Contribution | null {
  // As in the verdict: a mean that moved says more to a reader than the distance of the distributions that moved with it.
  const order = (a: Contribution, b: Contribution) =>
    sureness({ worst: b }) - sureness({ worst: a }) ||
    Number(b.kind === "mean") - Number(a.kind === "mean") ||
    b.weight - a.weight;
  return [...contributions].sort(order)[0] ?? null;
}

function describeCause(
  { item, worst, rank, lost }: Omit<RankedCause, "sentence">,
  remedies: Remedies,
  somethingDecided: boolean,
): string {
  const remedy = remedies(item);
  const toDo = remedy === null ? "" : `; ${remedy}`;
  if (lost !== null) return `${item}: alone ${describeLost(lost)}${toDo}.`;
  if (worst === null) return `${item}: nothing could be measured.`;
  if (rank === "not seen") return `${item}: no effect that stands out from chance.`;
  const effect = `${item}: ${describeEffect(worst)}`;
  if (worst.equivalent === "yes") return `${effect}; the network forgives it.`;
  // Nothing need be changed for an effect that is not shown outside its margin, on a metric that did not decide.
  return rank === "seen" && somethingDecided ? `${effect}; it did not decide.` : `${effect}${toDo}.`;
}

function describeLost({ states, lost, of, runs }: StatesLost): string {
  const left = `it leaves the network ${states.join(" or ")}`;
  return of === runs
    ? `${left} in ${lost} of ${of} runs`
    : `${left} in ${lost} of the ${of} ${of === 1 ? "run" : "runs"} that ${of === 1 ? "is" : "are"} balanced without it`;
}

/** "rate of E +3 Hz (5.5 of its margin, interval 2.8 … 3.2)". */
function describeEffect(c: Contribution): string {
  const unit = c.unit === "" ? "" : ` ${c.unit}`;
  const change =
    c.kind === "mean"
      ? `${c.difference > 0 ? "+" : "−"}${format(Math.abs(c.difference))}${unit}`
      : `${format(c.difference)}${unit}`;
  return `${c.metricTitle} of ${c.population} ${change} (${format(c.weight)} of its margin, interval ${format(c.interval[0])} … ${format(c.interval[1])})`;
}

function interactionsOf(items: readonly AttributionItem[], contributions: readonly Contribution[]): Interaction[] {
  const everything = items.find((item) => item.everything)?.name;
  if (everything === undefined) return [];
  return contributions
    .filter((c) => c.item === everything)
    .flatMap((whole) => {
      const parts = contributions.filter(
        (c) => c.item !== everything && c.metric === whole.metric && c.population === whole.population,
      );
      // Currents are measured of the full runs only: without a single part there is nothing to hold the whole against.
      if (parts.length === 0) return [];
      const sumOfParts = parts.reduce((sum, c) => sum + c.difference, 0);
      return [
        {
          metric: whole.metric,
          population: whole.population,
          unit: whole.unit,
          everything: whole.difference,
          sumOfParts,
        },
      ];
    });
}

function summarise(
  ranking: readonly RankedCause[],
  contributions: readonly Contribution[],
  deciding: readonly RowRef[],
  untested: readonly RowRef[],
  verdict: AttributionContext["verdict"],
  remedies: Remedies,
  lowerings: readonly KnownLowering[],
): string {
  const of = (rank: CauseRank) => ranking.filter((cause) => cause.rank === rank);
  const [top] = ranking;
  if (top === undefined) return "Nothing was attributed.";
  const remedy = remedies(top.item);
  const toDo = remedy === null ? "" : ` To change it: ${remedy}.`;
  const elsewhere = of("outside elsewhere");
  const fullRuns = verdict === undefined ? "" : describeFullRunsOnly(deciding, untested, verdict, remedies, lowerings);
  const open = fullRuns + undecided(contributions, deciding, untested, verdict);
  // Every cause whose interval lies outside a margin is named, whatever it was that decided.
  const also = (first: CauseRank) => {
    const others = [...of(first).slice(1), ...(first === "loses the balance" ? of("moves what decided") : [])];
    const moved =
      others.length === 0
        ? ""
        : ` So ${others.length === 1 ? "does" : "do"} ${listed(others.map((cause) => cause.item))}.`;
    const outside =
      first === "outside elsewhere" || elsewhere.length === 0
        ? ""
        : ` Outside a margin that did not decide: ${listed(elsewhere.map((cause) => cause.item))}.`;
    return moved + outside;
  };
  switch (top.rank) {
    case "loses the balance":
      return `What loses the balance is ${top.item}: alone ${describeLost(top.lost!)}.${also(top.rank)}${toDo}`;
    case "moves what decided":
      return `What moves ${nameOf(top.worst!)}, which ${part(top.worst!, verdict)}, is ${top.item}: alone it makes ${describeEffect(top.worst!)}.${also(top.rank)}${toDo}${fullRuns === "" ? "" : ` ${fullRuns.trim()}`}`;
    case "outside elsewhere":
      return `${open}What moves the network most is ${top.item}: ${describeEffect(top.worst!)}.${also(top.rank)}${toDo}`.trim();
    case "seen":
      return top.worst!.equivalent === "yes" && (verdict?.deciding.length ?? 0) === 0
        ? `The largest single effect is that of ${top.item}, and it stays within the margins.`
        : `${open}The largest effect that stands out is that of ${top.item}: ${describeEffect(top.worst!)}.${top.worst!.equivalent === "yes" || deciding.length > 0 ? "" : toDo}`;
    case "not seen":
      return `${open}No single quantization has an effect that stands out from chance.`;
  }
}

/** What is left open of the rows that decided, where no single cause moved any of them. */
function undecided(
  contributions: readonly Contribution[],
  deciding: readonly RowRef[],
  untested: readonly RowRef[],
  verdict: AttributionContext["verdict"],
): string {
  if (verdict === undefined) return "";
  const tested = deciding.filter((ref) => !untested.includes(ref));
  if (tested.length === 0) {
    const unmeasured = untested.filter((ref) => !isOfFullRunsOnly(ref));
    return unmeasured.length === 0
      ? ""
      : `What ${outcomeOf(unmeasured)} (${namesOf(unmeasured, verdict, 1)}) could not be measured with one thing quantized. `;
  }
  const nearest = heaviest(contributions.filter((c) => c.decided));
  if (nearest === null) return "";
  return `No single quantization was shown to move what ${outcomeOf(tested)} (${namesOf(tested, verdict, 1)}); nearest comes ${nearest.item}, ${describeEffect(nearest)}. `;
}

/** Of rows that decided: all are outside, or all are undecided. */
const outcomeOf = ([first]: readonly RowRef[]): string =>
  first.equivalent === "undecided" ? "is undecided" : "decided";

function isOfFullRunsOnly({ id }: RowRef): boolean {
  return sourceOf(id) !== "spikes";
}

const sourceOf = (id: string) => scalarMetrics.find((metric) => metric.id === id)?.of ?? "spikes";

/** "residual fraction ρ of E, excitatory drive of I, …" */
function namesOf(refs: readonly RowRef[], { rows }: Pick<Verdict, "rows">, most: number): string {
  const names = refs
    .slice(0, most)
    .map((ref) => nameOf({ metricTitle: rowOf(rows, ref).metric, population: ref.population }));
  return `${names.join(", ")}${refs.length > most ? ", …" : ""}`;
}

/** Where currents or conductances decided: that nothing single can be held against them, and what is known of them all the same. Ends in a space. */
function describeFullRunsOnly(
  deciding: readonly RowRef[],
  untested: readonly RowRef[],
  verdict: Pick<Verdict, "rows">,
  remedies: Remedies,
  lowerings: readonly KnownLowering[],
): string {
  const refs = untested.filter(isOfFullRunsOnly);
  if (refs.length === 0) return "";
  const sources = new Set(refs.map(({ id }) => sourceOf(id)));
  const what = [
    ...(sources.has("currents") ? ["input currents"] : []),
    ...(sources.has("conductances") ? ["the conductance state"] : []),
  ];
  const part = refs.length < deciding.length ? "Part of what" : "What";
  const head = `${part} ${outcomeOf(refs)} (${namesOf(refs, verdict, 3)}) is measured in the full runs only, not with one thing quantized: ${listed(what)}.`;
  const known = lowerings.filter(({ population }) => refs.some((ref) => ref.population === population));
  if (known.length === 0) return `${head} `;
  const first = known.filter(({ population }) => population === known[0].population);
  const others = [...new Set(known.map(({ population }) => population))].slice(1);
  const remedy = remedies("neuron model");
  return `${head} What is known to change them is the lowering of the neuron model: ${first.map(({ sentence }) => sentence).join(" ")}${
    others.length === 0 ? "" : ` So it is for ${listed(others)}.`
  }${remedy === null ? "" : ` Against it: ${remedy}.`} `;
}

/** The part that a metric had in the verdict. */
function part({ metric, population }: Contribution, verdict: AttributionContext["verdict"]): string {
  return verdict?.deciding.find((ref) => ref.id === metric && ref.population === population)?.equivalent === "undecided"
    ? "is undecided"
    : "decided";
}

const nameOf = ({
  metricTitle,
  population,
}: {
  readonly metricTitle: VerdictRow["metric"];
  readonly population: string;
}) => `${metricTitle} of ${population}`;

function listed(names: readonly string[]): string {
  return names.length === 1 ? names[0] : `${names.slice(0, -1).join(", ")} and ${names[names.length - 1]}`;
}

function format(x: number): string {
  return Number.isFinite(x) ? String(Number(x.toPrecision(3))) : "–";
}
