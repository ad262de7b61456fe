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
  /** @param times how many times as much as fits is likely to arrive */
  readonly hint: (times: number) => string;
}

export function enterArrivals(
  { name: population, size }: Pick<Population, "name" | "size">,
  arrivals: WorstArrivals,
  room: ArrivalRoom,
  { ledger, report }: Pick<PassContext, "ledger" | "report">,
): void {
  let [heaviest, sentence] = [1, ""];
  for (const [name, sign, limit] of [
    ["excitatory", arrivals.positive, room.positive],
    ["inhibitory", arrivals.negative, room.negative],
  ] as const) {
    const found = exceeds(sign, () => limit);
    if (found === null) continue;
    ledger.add({
      kind: "overflow-possible",
      where: `population ${population}`,
      count: Math.max(1, found.neurons),
      of: size,
      worst: Math.max(found.worst, found.likely),
      unit: `times the range, ${name}`,
      note: `${room.holds}: ${found.needed.toLocaleString("en")} of ${counted(found.inputs, `${name} input`)} ${room.together}`,
    });
    if (Math.max(found.single, found.likely) > heaviest)
      [heaviest, sentence] = [Math.max(found.single, found.likely), why(found, name, arrivals.because)];
  }
  if (sentence === "") return;
  report({
    code: "overflow-likely",
    severity: "warning",
    place: { object: `population ${population}` },
    message: `Population ${population}: ${room.likely}: ${sentence}, and ${room.holds}.`,
    hint: room.hint(heaviest),
  });
}

function why({ single, likely, needed, inputs }: Exceeded, name: string, because: readonly string[]): string {
  if (single > 1) return `one ${name} weight alone is ${Number(single.toPrecision(3))} times what it holds`;
  return `${because.join(", ")} may send ${Number(likely.toPrecision(3))} times what it holds in one step (${needed.toLocaleString("en")} of ${counted(inputs, `${name} input`)} are enough)`;
}
