/** Refractory periods that are drawn: each is rounded up to whole time steps, and a coarse step lengthens all of them. */
import { formatTime, refractorySteps } from "../numerics/time-grid.js";
import { formatPath } from "./problems.js";
import type { DocumentPath, Problems } from "./problems.js";
import type { Spread } from "./types.js";

/** Share of the mean period beyond which the mean move is told. */
const LARGEST_SHARE = 0.05;
/** Points that a distribution is looked at in; the mean of its rounding is told to two digits. */
const POINTS = 4000;
/** Standard deviations to each side. */
const TAILS = 5;

type Random = Exclude<Spread, { kind: "constant" | "list" }>;

/** Values of a distribution with their probabilities, which need not sum to 1. */
function* pointsOf(spread: Random): Iterable<readonly [value: number, probability: number]> {
  if (spread.kind === "uniform") {
    for (let k = 0; k < POINTS; k++) yield [spread.low + ((spread.high - spread.low) * (k + 0.5)) / POINTS, 1];
    return;
  }
  const { kind, mean, sd, min = -Infinity, max = Infinity } = spread;
  const ofLog = Math.log1p((sd / mean) ** 2);
  for (let k = 0; k < POINTS; k++) {
    const z = TAILS * ((2 * (k + 0.5)) / POINTS - 1);
    const value = kind === "normal" ? mean + sd * z : mean * Math.exp(Math.sqrt(ofLog) * z - ofLog / 2);
    yield [Math.min(max, Math.max(min, value)), Math.exp((-z * z) / 2)];
  }
}

/**
 * Warns where rounding up lengthens the periods of a distribution by more than a twentieth on average. Values that stand in the text have
 * warnings of their own (off-grid-times.ts).
 * @param timestep ms
 */
export function warnOfRoundedPeriods(problems: Problems, path: DocumentPath, spread: Spread, timestep: number): void {
  if (spread.kind === "constant" || spread.kind === "list" || !(timestep > 0)) return;
  let [total, asked, moved] = [0, 0, 0];
  for (const [value, probability] of pointsOf(spread)) {
    total += probability;
    asked += probability * value;
    moved += probability * refractorySteps(value, timestep).roundedBy;
  }
  if (!(moved > LARGEST_SHARE * asked)) return;
  const [mean, move] = [asked / total, moved / total].map((ms) => Number(ms.toPrecision(2)));
  const percent = Math.round((100 * moved) / asked);
  problems.warn(
    "refractory-lengthened",
    path,
    `${formatPath(path)}: rounded up to whole steps of ${formatTime(timestep)}, refractory periods of ${formatTime(mean)} on average become ${formatTime(move)} longer (${percent} %)`,
    `use a shorter time step, or a distribution that is ${formatTime(move)} shorter`,
  );
}
