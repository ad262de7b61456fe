/** Enters in the ledger what may arrive at a population beyond what a register holds, and warns of what is likely to. */
import { counted } from "../../../src/diagnostics/counted.js";
import type { Population } from "../../../src/network/types.js";
import { exceeds, type Exceeded, type WorstArrivals } from "../../common/input/worst-arrivals.js";
import type { PassContext } from "../stages.js";

/** What holds the sums of one step, and how it is spoken of. */
export interface ArrivalRoom {
  /** The largest sum of each sign that fits, in the unit of the arrivals. */
  readonly positive: number;
  readonly negative: number;
  /** "the synaptic accumulator holds 3 mV a step" */
  readonly holds: string;
  /** "of one delay at once pass it", after a number of inputs */
  readonly together: string;
  /** "the synaptic accumulator is likely to wrap" */
  readonly likely: string;
  /** The way out. @param fitting the scale that holds everything, LSB per mV; null: none does */
  readonly hint: (fitting: number | null) => string;
}

/** What may arrive at a population beyond the room that there is. */
export interface ForeseenArrivals {
  readonly population: Pick<Population, "name" | "size">;
  readonly room: ArrivalRoom;
  readonly exceeded: readonly { readonly sign: "excitatory" | "inhibitory"; readonly found: Exceeded }[];
  /** How many times as much as fits is likely to arrive; 1 where it fits. */
  readonly times: number;
  /** Why that is likely; empty where it fits. */
  readonly sentence: string;
}

export function arrivalsBeyond(
  population: Pick<Population, "name" | "size">,
  arrivals: WorstArrivals,
  room: ArrivalRoom,
): ForeseenArrivals {
  const exceeded: ForeseenArrivals["exceeded"][number][] = [];
  let [times, sentence] = [1, ""];
  for (const [sign, of, limit] of [
    ["excitatory", arrivals.positive, room.positive],
    ["inhibitory", arrivals.negative, room.negative],
  ] as const) {
    const found = exceeds(of, () => limit);
    if (found === null) continue;
    exceeded.push({ sign, found });
    const likely = Math.max(found.single, found.likely);
    if (likely > times) [times, sentence] = [likely, why(found, sign, arrivals.because)];
  }
  return { population, room, exceeded, times, sentence };
}

/** @param fitting entered beside what is likely, and named as the way out; undefined: a scale has no say */
export function enterArrivals(
  { population: { name, size }, room, exceeded, sentence }: ForeseenArrivals,
  fitting: number | null | undefined,
  { ledger, report }: Pick<PassContext, "ledger" | "report">,
): void {
  for (const { sign, found } of exceeded)
    ledger.add({
      kind: "overflow-possible",
      where: `population ${name}`,
      count: Math.max(1, found.neurons),
      of: size,
      worst: Math.max(found.worst, found.likely),
      unit: `times the range, ${sign}`,
      note: `${room.holds}: ${found.needed.toLocaleString("en")} of ${counted(found.inputs, `${sign} input`)} ${room.together}`,
      ...(sentence !== "" && typeof fitting === "number" ? { fittingScale: fitting } : {}),
    });
  if (sentence === "") return;
  report({
    code: "overflow-likely",
    severity: "warning",
    place: { object: `population ${name}` },
    message: `Population ${name}: ${room.likely}: ${sentence}, and ${room.holds}.`,
    hint: room.hint(fitting ?? null),
  });
}

function why({ single, likely, needed, inputs }: Exceeded, name: string, because: readonly string[]): string {
  if (single > 1) return `one ${name} weight alone is ${Number(single.toPrecision(3))} times what it holds`;
  return `${because.join(", ")} may send ${Number(likely.toPrecision(3))} times what it holds in one step (${needed.toLocaleString("en")} of ${counted(inputs, `${name} input`)} are enough)`;
}
