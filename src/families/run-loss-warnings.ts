/**
 * What is said at the end of a run in which registers wrapped, saturated or clipped: one warning for each population, with where, how often,
 * which neurons, what it took, and the option of that target which gives more room.
 */
import { counted } from "../diagnostics/counted.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { LossEntry, RunLoss } from "../diagnostics/loss-ledger.js";
import { LOSS_COUNTERS, type CounterMeaning } from "../diagnostics/run-counters.js";
import { atMost } from "../numerics/two-digits.js";
import { runScaleHint } from "../options/fitting-scale.js";
import { sumRunLosses } from "../program/run-losses.js";

export const RUN_OVERFLOWED = "run-overflowed";

export interface RunLossContext {
  /** Compiler options that made the program, of whichever family; of an imported job, none. */
  readonly options: object;
  /** True where the integers were given, so that no compiler option chose them. */
  readonly ofIntegers?: boolean;
  /** The smallest scale of each population on a Loihi-style chip, LSB per mV, where the compiler chose it and it is known. */
  readonly scales?: ReadonlyMap<string, number>;
  /** What the compiler entered, which foresees overflows; of a verification, what its runs lost stands in it too. */
  readonly ledger?: readonly LossEntry[];
  /** True where the ring buffers of a population have the largest left shift already; unknown without it. */
  readonly fullShift?: (population: string, type: "excitatory" | "inhibitory") => boolean;
}

/** Largest-first, one a population. @param runs those of all seeds */
export function runLossWarnings(runs: readonly (readonly RunLoss[])[], context: RunLossContext): Diagnostic[] {
  const losses = sumRunLosses(runs);
  return [...new Set(losses.map(({ where }) => where))].map((where) => {
    const here = losses.filter((loss) => loss.where === where).sort((a, b) => b.count / b.of - a.count / a.of);
    const over = runs.length > 1 ? ` over ${counted(runs.length, "seed")}` : "";
    const owner = here[0].population === null ? "Registers" : `Registers of population ${here[0].population}`;
    return {
      code: RUN_OVERFLOWED,
      severity: "warning",
      place: { object: where },
      message: `${owner} overflowed while running${over}: ${here.map(describe).join("; ")}.`,
      hint: [...new Set(here.map((loss) => cureOf(loss, context, losses)))].join("; "),
    };
  });
}

const significant = (x: number, digits: number) => String(Number(x.toPrecision(digits)));

function percent(share: number): string {
  return `${significant(100 * share, 2)} %`;
}

function describe({ counter, register, count, atLeast, of, neurons, demand, inputShare }: RunLoss): string {
  const what = `${register} ${LOSS_COUNTERS[counter].cannot} ${atLeast === true ? "at least " : ""}${counted(count, "time")}`;
  const share = Number.isFinite(inputShare)
    ? ` and lost ${percent(inputShare)} of its input`
    : ` (${percent(count / of)} of its updates)`;
  const peak = Number.isFinite(demand) ? `, given up to ${atMost(demand)} times what it holds` : "";
  return `${what}${share}${whichNeurons(neurons)}${peak}`;
}

function whichNeurons(neurons: RunLoss["neurons"]): string {
  if (neurons === null) return "; this target keeps totals only, not which neurons";
  const list = neurons.worst.map(({ neuron, count }) => `${neuron} (${count.toLocaleString("en")})`);
  const named = list.length < 2 ? list.join("") : `${list.slice(0, -1).join(", ")} and ${list[list.length - 1]}`;
  const most = neurons.count > neurons.worst.length ? "most in" : neurons.count === 1 ? "neuron" : "neurons";
  return `, in ${neurons.count.toLocaleString("en")} of ${counted(neurons.of, "neuron")}, ${most} ${named}`;
}

/** Steps of the largest left shift, and the rule that chooses one by the input expected. */
const OWN_RULE = "bounded-saturation";

/** What gives a register more room where no compiler option does. */
interface Room {
  readonly scale: string;
  readonly shift: string;
  readonly carry: string;
}

const STATED =
  "give the population larger left_shifts in network.json with weights to match, or make its weights smaller";
const ROOM_IN_INTEGERS: Room = {
  scale: "make weights, bias and threshold of the population smaller in network.json, by one factor",
  shift: STATED,
  carry: `${STATED}; or compile with --synapse-cores 1, whose sums saturate instead`,
};

/** sPyNNaker chooses the shift of a population by what its script says of the input. */
const IN_SCRIPT =
  "give the population a larger max_expected_summed_weight in the script that made the job, or make these weights smaller there";
const ROOM_IN_JOB: Room = { scale: IN_SCRIPT, shift: IN_SCRIPT, carry: IN_SCRIPT };

/**
 * Only options that the target has, and only where options chose the integers.
 * @param losses all of the run, of which this is one
 */
export function cureOf(
  loss: RunLoss,
  { options, ofIntegers = false, scales, ledger = [], fullShift }: RunLossContext,
  losses: readonly RunLoss[] = [loss],
): string {
  const given = options as { scale?: unknown; shiftRule?: unknown; inputPeak?: unknown; synapseCores?: unknown };
  const { cure, synapses }: CounterMeaning = LOSS_COUNTERS[loss.counter];
  const room = ofIntegers ? ROOM_IN_INTEGERS : "shiftRule" in given || "scale" in given ? null : ROOM_IN_JOB;
  switch (cure) {
    case "scale":
      return (
        room?.scale ??
        runScaleHint(
          loss,
          losses.filter(({ counter }) => LOSS_COUNTERS[counter].cure === "scale"),
          ledger,
          { pinned: typeof given.scale === "number" ? given.scale : null, chosen: scales },
        )
      );
    case "shift":
      if (loss.population !== null && synapses !== undefined && fullShift?.(loss.population, synapses) === true)
        return "make these weights smaller: the left shift is the largest already, and no option gives a slot more room";
      return room?.shift ?? largerShift(given);
    case "carry":
      return room?.carry ?? `compile with --synapse-cores 1, whose sums saturate instead, or ${largerShift(given)}`;
    case "range":
      return "S16.15 ends at ±65,536 mV, nA or MOhm and no option changes that: make these weights or the resistance of the membrane (tau_m / C_m) smaller";
    default:
      return "run the machine slower (--time-scale-factor), so that spikes arrive in their own tick";
  }
}

function largerShift({ shiftRule, inputPeak }: { readonly shiftRule?: unknown; readonly inputPeak?: unknown }): string {
  if (shiftRule !== undefined && shiftRule !== OWN_RULE)
    return `compile with --shift-rule ${OWN_RULE}, which bounds how often this happens`;
  return `compile with a larger --input-peak${typeof inputPeak === "number" ? ` than ${inputPeak}` : ""} or a smaller --accepted-saturation: either makes the left shift larger; or make these weights smaller`;
}
