/**
 * honesty: does the verdict say what is true where the truth is known beforehand?
 *
 *   balanced by construction   state `balanced` in at least 95 % of the seeds, and on a chip at full precision never `breaks`
 *   broken by construction     never `survives`: neither where the description is broken (and even a perfect chip repeats it), nor where a
 *                              healthy reference is held against a sabotaged program
 *   nothing differs            the reference against itself with other chance: `drifts` and `breaks` are false alarms, at most α of the verdicts
 *   a planted change           how often it is found, by size; `survives` where the true change is beyond the margin has at most probability α
 *                              (two one-sided tests, Schuirmann 1987; intersection-union, Berger 1982)
 */
import { meanOf } from "../src/numerics/sample-moments.js";
import { runTasks } from "../src/jobs/pool.js";
import { REFERENCE, type Figure, type Size } from "../phenomena/experiment.js";
import type { Finding, Study, StudyRequest, StudyResult, StudyTable } from "./study.js";
import { balanced, broken, planted, type Planted } from "./honesty-cases.js";
import { trialJob } from "./jobs.js";
import { binomialInterval, shareText, tally, tallyText } from "./tally.js";
import { inGroups, type Redraw, type TrialResult, type TrialTask, type TrialVerdict } from "./trial.js";

/** Of decide. */
const ALPHA = 0.05;
const BALANCED_SHARE = 0.95;
/** Relative weakening of the weights. That from I to E moves the rates most: the balance equations amplify it. */
const CHANGES = { all: [0.02, 0.05, 0.07, 0.1], "I→E": [0.01, 0.02, 0.05, 0.1] } as const;

interface Plan {
  /** Seeds of each construction of a kind. */
  readonly balanced: number;
  readonly onChip: number;
  readonly broken: number;
  readonly sabotaged: number;
  readonly nothing: number;
  readonly planted: number;
  /** Balanced networks that the null is tested on. */
  readonly nullNetworks: readonly number[];
}

const PLANS: Readonly<Record<Size, Plan>> = {
  quick: { balanced: 10, onChip: 5, broken: 2, sabotaged: 2, nothing: 30, planted: 10, nullNetworks: [0] },
  full: { balanced: 40, onChip: 20, broken: 20, sabotaged: 6, nothing: 90, planted: 30, nullNetworks: [0, 3] },
};

/** Seeds of a task; a multiple of every number of seeds a verdict. */
const CHUNK = 30;

const NULLS: readonly { readonly redraw: Redraw; readonly title: string }[] = [
  { redraw: "other dynamics", title: "same synapses, other initial state and input" },
  { redraw: "other network", title: "another drawn network" },
];

interface Asked {
  readonly reference: string;
  readonly target: TrialTask["target"];
  readonly seeds: number;
  readonly group: readonly number[];
}

export function mergeTrials(parts: readonly TrialResult[]): TrialResult {
  const [first] = parts;
  return {
    referenceStates: parts.flatMap((p) => p.referenceStates),
    targetStates: parts.flatMap((p) => p.targetStates),
    rates: Object.fromEntries(
      Object.keys(first.rates).map((name) => [
        name,
        {
          reference: parts.flatMap((p) => p.rates[name].reference),
          target: parts.flatMap((p) => p.rates[name].target),
        },
      ]),
    ),
    verdicts: first.verdicts.map((_, g) => parts.flatMap((p) => p.verdicts[g])),
    cancellationChecked: parts.every((p) => p.cancellationChecked),
  };
}

/** All trials at once, so that no thread waits at the end of a kind. */
async function runTrials(asked: readonly Asked[], request: StudyRequest): Promise<TrialResult[]> {
  const tasks: TrialTask[] = [];
  const owner: number[] = [];
  asked.forEach(({ reference, target, seeds, group }, k) => {
    const all = Array.from({ length: seeds }, (_, s) => s + 1);
    const chunks =
      seeds <= CHUNK
        ? [all]
        : [...inGroups(all, CHUNK), ...(seeds % CHUNK > 0 ? [all.slice(seeds - (seeds % CHUNK))] : [])];
    for (const chunk of chunks) {
      tasks.push({ reference, target, seeds: chunk, group });
      owner.push(k);
    }
  });
  const phase = `${tasks.length} trials of the verdict`;
  const results = await runTasks(trialJob, tasks, request.jobs, phase, request.progress);
  return asked.map((_, k) => mergeTrials(results.filter((_result, t) => owner[t] === k)));
}

const words = (verdicts: readonly TrialVerdict[]) => verdicts.map((v) => v.word);
const countOf = (verdicts: readonly TrialVerdict[], ...which: readonly string[]) =>
  verdicts.filter((v) => which.includes(v.word)).length;

/** Mean relative change of a rate over all seeds: as close to the truth as they give it. */
export function trueShift(rates: TrialResult["rates"][string]): number {
  return meanOf(rates.target) / meanOf(rates.reference) - 1;
}

/** Is the change of some rate beyond the margin that this verdict gave it? Then `survives` is false. */
export function beyondMargin(verdict: TrialVerdict, shifts: Readonly<Record<string, number>>): boolean {
  return Object.entries(shifts).some(([name, shift]) => Math.abs(shift) > verdict.rateMargins[name]);
}

const percent = (x: number, digits = 2) => `${Number((100 * x).toPrecision(digits))} %`;

async function run(request: StudyRequest): Promise<StudyResult> {
  const plan = PLANS[request.size];
  const seeds = (own: number) => request.seeds ?? own;
  const chips = request.targets;
  const again = (description: string): TrialTask["target"] => ({ description, on: REFERENCE, redraw: "same seed" });
  const on = (description: string, chip: string): TrialTask["target"] => ({
    description,
    on: chip,
    redraw: "same seed",
  });
  const small = request.size === "quick" ? [2] : [3];

  const plants: readonly Planted[] = (["all", "I→E"] as const).flatMap((which) =>
    CHANGES[which].map((change) => planted(which, -change)),
  );
  const healthy = balanced[0].description;
  const kinds = {
    balanced: balanced.map(({ description }): Asked => ({
      reference: description,
      target: again(description),
      seeds: seeds(plan.balanced),
      group: [],
    })),
    onChip: chips.flatMap((chip) =>
      balanced.map(({ description }): Asked => ({
        reference: description,
        target: on(description, chip),
        seeds: seeds(plan.onChip),
        group: [5],
      })),
    ),
    broken: broken.map(({ description }): Asked => ({
      reference: description,
      target: again(description),
      seeds: seeds(plan.broken),
      group: [1, ...small],
    })),
    sabotaged: chips.flatMap((chip) =>
      broken.map(({ description, healthy }): Asked => ({
        reference: healthy,
        target: on(description, chip),
        seeds: seeds(plan.sabotaged),
        group: [1, ...small],
      })),
    ),
    nulls: plan.nullNetworks.flatMap((k) =>
      NULLS.map(({ redraw }): Asked => ({
        reference: balanced[k].description,
        target: { description: balanced[k].description, on: REFERENCE, redraw },
        seeds: seeds(plan.nothing),
        group: [1, 3, 5, 10],
      })),
    ),
    planted: plants.map(({ description }): Asked => ({
      reference: healthy,
      target: again(description),
      seeds: seeds(plan.planted),
      group: [3, 5, 10],
    })),
  };
  const names = Object.keys(kinds) as (keyof typeof kinds)[];
  const results = await runTrials(
    names.flatMap((name) => kinds[name]),
    request,
  );
  const of = Object.fromEntries(names.map((name) => [name, results.splice(0, kinds[name].length)])) as Record<
    keyof typeof kinds,
    TrialResult[]
  >;

  const parts = [
    saysBalanced(of.balanced, of.onChip, chips),
    neverSurvives(of.broken, of.sabotaged, chips),
    falseAlarms(of.nulls, plan.nullNetworks),
    power(plants, of.planted),
  ];
  return {
    id: honesty.id,
    title: honesty.title,
    question: honesty.question,
    theory:
      "Two one-sided tests call a difference that is really at its margin equivalent with probability α = 5 % at most (Schuirmann 1987), and a verdict that needs all of them is no worse (Berger 1982). " +
      "A difference is called real where its 90 % interval lies wholly beyond the margin: with nothing to find that is rarer than α for each metric, but the verdict looks at some forty. States do not depend on the margins.",
    findings: parts.flatMap((part) => part.findings),
    tables: parts.map((part) => part.table),
    maps: [],
    figures: parts.flatMap((part) => part.figure ?? []),
    data: {
      plan,
      balanced: named(balanced, of.balanced),
      onChip: of.onChip,
      broken: named(broken, of.broken),
      sabotaged: of.sabotaged,
      nulls: of.nulls,
      planted: named(plants, of.planted),
    },
  };
}

const named = (cases: readonly { readonly id: string }[], results: readonly TrialResult[]) =>
  cases.map(({ id }, k) => ({ id, ...results[k] }));

interface Part {
  readonly table: StudyTable;
  readonly findings: readonly Finding[];
  readonly figure?: Figure;
}

function saysBalanced(
  reference: readonly TrialResult[],
  onChip: readonly TrialResult[],
  chips: readonly string[],
): Part {
  const isBalanced = (states: readonly string[]) => states.filter((s) => s === "balanced").length;
  const ofChip = (c: number, k: number) => onChip[c * balanced.length + k];
  const findings: Finding[] = balanced.map(({ id }, k) => {
    const { referenceStates: states, cancellationChecked } = reference[k];
    const count = isBalanced(states);
    return {
      text: `${id}: called balanced on the reference in ${shareText(count, states.length)} seeds${cancellationChecked ? ", cancellation of the currents checked" : ""}.`,
      agrees: count >= BALANCED_SHARE * states.length && cancellationChecked,
    };
  });
  chips.forEach((chip, c) => {
    const all = balanced.flatMap((_, k) => ofChip(c, k).verdicts[0]);
    findings.push({
      text: `${chip} at its default precision, 5 seeds a verdict: ${tallyText(words(all))} of ${all.length} verdicts.`,
      agrees: countOf(all, "breaks") === 0,
    });
  });
  return {
    findings,
    table: {
      caption:
        "Balanced by construction: what the states and the verdicts say. A chip at its default precision may drift; it must not break.",
      header: [
        "network",
        "why balanced",
        "states, reference",
        ...chips.flatMap((chip) => [`states, ${chip}`, `verdicts, ${chip}`]),
      ],
      rows: balanced.map(({ id, why }, k) => [
        id,
        why,
        tallyText(reference[k].referenceStates),
        ...chips.flatMap((_, c) => [tallyText(ofChip(c, k).targetStates), tallyText(words(ofChip(c, k).verdicts[0]))]),
      ]),
    },
  };
}

function neverSurvives(
  described: readonly TrialResult[],
  sabotaged: readonly TrialResult[],
  chips: readonly string[],
): Part {
  const ofChip = (c: number, k: number) => sabotaged[c * broken.length + k];
  const all = (results: readonly TrialResult[]) => results.flatMap((r) => r.verdicts.flat());
  const finding = (what: string, results: readonly TrialResult[]): Finding => {
    const verdicts = all(results);
    const survivors = countOf(verdicts, "survives");
    return {
      text: `${what}: ${shareText(survivors, verdicts.length)} verdicts say survives (${tallyText(words(verdicts))}).`,
      agrees: survivors === 0,
    };
  };
  const states = described.flatMap((r) => r.referenceStates);
  const missed = states.filter((s) => s === "balanced").length;
  return {
    findings: [
      finding(
        `Broken descriptions, ${broken.length} of them, on a perfect chip that repeats the reference exactly`,
        described,
      ),
      ...chips.map((chip, c) =>
        finding(
          `Healthy reference against a sabotaged program on ${chip}, ${broken.length} sabotages`,
          broken.map((_, k) => ofChip(c, k)),
        ),
      ),
      {
        text: `Single runs of broken descriptions called balanced: ${shareText(missed, states.length)}.`,
        agrees: missed === 0,
      },
    ],
    table: {
      caption:
        "Broken by construction: states and verdicts (one seed and several seeds a verdict together). The description is broken and the chip perfect; or only the chip's program is broken.",
      header: [
        "network",
        "why broken",
        "states",
        "verdicts, perfect chip",
        ...chips.flatMap((chip) => [`states of the sabotaged ${chip}`, `verdicts, ${chip}`]),
      ],
      rows: broken.map(({ id, why }, k) => [
        id,
        why,
        tallyText(described[k].referenceStates),
        tallyText(words(described[k].verdicts.flat())),
        ...chips.flatMap((_, c) => [
          tallyText(ofChip(c, k).targetStates),
          tallyText(words(ofChip(c, k).verdicts.flat())),
        ]),
      ]),
    },
  };
}

function falseAlarms(nulls: readonly TrialResult[], networks: readonly number[]): Part {
  const rows: string[][] = [];
  const perGroup = new Map<number, TrialVerdict[]>();
  nulls.forEach((result, k) => {
    [1, 3, 5, 10].forEach((size, g) => {
      const verdicts = result.verdicts[g];
      if (verdicts.length === 0) return;
      perGroup.set(size, [...(perGroup.get(size) ?? []), ...verdicts]);
      const [deciding, different] = [sum(verdicts, (v) => v.rows.deciding), sum(verdicts, (v) => v.rows.different)];
      rows.push([
        balanced[networks[Math.floor(k / NULLS.length)]].id,
        NULLS[k % NULLS.length].title,
        String(size),
        String(verdicts.length),
        ...(["survives", "inconclusive", "drifts", "breaks", "not-balanced"] as const).map((word) =>
          String(countOf(verdicts, word)),
        ),
        `${different} of ${deciding}`,
      ]);
    });
  });
  const findings = [...perGroup].map(([size, verdicts]): Finding => {
    const alarms = countOf(verdicts, "drifts", "breaks");
    const [deciding, different] = [sum(verdicts, (v) => v.rows.deciding), sum(verdicts, (v) => v.rows.different)];
    const which = [...tally(verdicts.flatMap((v) => v.different))]
      .sort((a, b) => b[1] - a[1])
      .slice(0, 3)
      .map(([name, count]) => `${name} ${count}×`);
    return {
      text: `Nothing differs, ${size === 1 ? "one seed" : `${size} seeds`} a verdict: false alarms in ${shareText(alarms, verdicts.length)} verdicts, ${shareText(different, deciding)} single tests${which.length > 0 ? ` (${which.join(", ")})` : ""}; ${shareText(countOf(verdicts, "survives"), verdicts.length)} say survives.`,
      // Disagrees where α lies below the whole interval.
      agrees: binomialInterval(alarms, verdicts.length)[0] <= ALPHA && different <= ALPHA * deciding,
    };
  });
  return {
    findings,
    table: {
      caption:
        "Nothing differs: the reference against itself with other chance. drifts and breaks are false alarms; the last column counts single metrics found beyond their margins.",
      header: [
        "network",
        "what was drawn anew",
        "seeds a verdict",
        "verdicts",
        "survives",
        "inconclusive",
        "drifts",
        "breaks",
        "not balanced",
        "tests beyond margin",
      ],
      rows,
    },
  };
}

function power(plants: readonly Planted[], results: readonly TrialResult[]): Part {
  const shiftsOf = (result: TrialResult) =>
    Object.fromEntries(Object.entries(result.rates).map(([name, rates]) => [name, trueShift(rates)]));
  const rows: string[][] = [];
  let wrong = 0;
  let outside = 0;
  plants.forEach(({ id }, k) => {
    const shifts = shiftsOf(results[k]);
    [3, 5, 10].forEach((size, g) => {
      const verdicts = results[k].verdicts[g];
      if (verdicts.length === 0) return;
      const beyond = verdicts.filter((v) => beyondMargin(v, shifts));
      outside += beyond.length;
      wrong += countOf(beyond, "survives");
      rows.push([
        id,
        Object.entries(shifts)
          .map(([name, shift]) => `${name} ${percent(shift)}`)
          .join(", "),
        String(size),
        String(verdicts.length),
        ...(["survives", "inconclusive", "drifts", "breaks", "not-balanced"] as const).map((word) =>
          String(countOf(verdicts, word)),
        ),
        `${countOf(beyond, "survives")} of ${beyond.length}`,
      ]);
    });
  });
  const found = (g: number) =>
    results.map((r) => countOf(r.verdicts[g], "drifts", "breaks") / Math.max(1, r.verdicts[g].length));
  const worst = results.map((r) => 100 * Math.max(...Object.values(shiftsOf(r)).map(Math.abs)));
  const order = worst.map((_, k) => k).sort((a, b) => worst[a] - worst[b]);
  return {
    findings: [
      {
        text: `Planted changes whose true rate shift is beyond the verdict's own margin: ${shareText(wrong, outside)} verdicts say survives (α = 5 %).`,
        agrees: binomialInterval(wrong, outside)[0] <= ALPHA,
      },
      ...(
        [
          [0, 3],
          [1, 5],
          [2, 10],
        ] as const
      )
        .filter(([g]) => results.every((r) => r.verdicts[g].length > 0))
        .map(([g, size]): Finding => ({
          text: `Power with ${size} seeds a verdict: ${order.map((k) => `true shift ${worst[k].toPrecision(2)} % found in ${percent(found(g)[k])}`).join("; ")}.`,
          agrees: null,
        })),
    ],
    table: {
      caption:
        "Planted changes of the 1/√K network at K = 100: the true shift of the rates (mean over all seeds), the verdicts, and how many of those whose margin the true shift exceeds say survives nevertheless.",
      header: [
        "change",
        "true shift",
        "seeds a verdict",
        "verdicts",
        "survives",
        "inconclusive",
        "drifts",
        "breaks",
        "not balanced",
        "false survives",
      ],
      rows,
    },
    figure: {
      title: "Power of the verdict",
      caption:
        "How often a planted change is called drifts or breaks, by the largest true relative shift of a rate. The floor of the rate's margin is 5 %, its cap 15 %.",
      x: { label: "true rate shift, %", log: true },
      y: { label: "share found" },
      curves: [{ label: "α", xs: [worst[order[0]], worst[order[order.length - 1]]], ys: [ALPHA, ALPHA] }],
      points: (
        [
          [0, 3],
          [1, 5],
          [2, 10],
        ] as const
      )
        .filter(([g]) => results.every((r) => r.verdicts[g].length > 0))
        .map(([g, size]) => {
          const intervals = order.map((k) =>
            binomialInterval(countOf(results[k].verdicts[g], "drifts", "breaks"), results[k].verdicts[g].length),
          );
          return {
            label: `${size} seeds a verdict`,
            side: REFERENCE,
            xs: order.map((k) => worst[k]),
            ys: order.map((k) => found(g)[k]),
            lows: intervals.map((i) => i[0]),
            highs: intervals.map((i) => i[1]),
          };
        }),
    },
  };
}

function sum<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}

export const honesty: Study = {
  id: "honesty",
  title: "Is the verdict honest?",
  question:
    "Does the verdict say balanced where balance was built in, never survives where it was broken, and how often does it raise a false alarm or miss a change of known size?",
  run,
};
