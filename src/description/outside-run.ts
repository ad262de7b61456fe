/**
 * Stimuli and probes that a run of this length never meets. A description says what is played, whatever the length of a run, and programs do not
 * depend on it: only who knows the length can warn. A stimulus without `stop` has no end, and one that goes on after the run is no mistake.
 */
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { largestOf } from "../numerics/extrema.js";
import { delaySteps, formatTime, stepsOf } from "../numerics/time-grid.js";
import { probeObject, type ObjectPlaces } from "./object-places.js";
import { spreadBounds } from "./quantity.js";
import type { CurrentDescription, NetworkDescription, SpikeSourceDescription, Spread } from "./types.js";

/** What is said of one stimulus, after its name. */
interface Finding {
  readonly code: "stimulus-outside" | "stimulus-unjudged" | "probe-outside";
  readonly text: string;
  readonly hint: string;
}

interface Run {
  /** ms */
  readonly dt: number;
  readonly duration: number;
  readonly burnIn: number;
  /** Time steps. */
  readonly steps: number;
  readonly burnInSteps: number;
}

const LONGER = "give a longer duration";

const outside = (text: string, hint: string): Finding => ({ code: "stimulus-outside", text, hint });

const startsLate = (start: number, { duration }: Run): Finding =>
  outside(
    `starts at ${formatTime(start)}, ${start < duration ? "in no step before" : start === duration ? "at" : "after"} the run's end at ${formatTime(duration)}: it never acts`,
    `${LONGER}, or an earlier start`,
  );

/** A note only where something is left out of what is judged. */
const endsEarly = (end: number, { burnIn }: Run): Finding => ({
  code: "stimulus-unjudged",
  text: `ends at ${formatTime(end)}, before the burn-in ends at ${formatTime(burnIn)}: it acts only on what is not judged`,
  hint: "give a shorter burn-in, or a later stop, if it is to be judged",
});

/** What holds in steps first ≤ n < last. */
function ofWindow(start: number, stop: number, run: Run): Finding | undefined {
  const [first, last] = [stepsOf(start, run.dt).steps, stepsOf(stop, run.dt).steps];
  if (first >= run.steps) return startsLate(start, run);
  if (last <= first)
    return outside(
      `starts at ${formatTime(start)} and stops at ${formatTime(stop)}, in the same time step of ${formatTime(run.dt)}: it never acts`,
      "give a later stop",
    );
  return last <= run.burnInSteps ? endsEarly(stop, run) : undefined;
}

const isZero = (spread: Spread): boolean => {
  const { low, high } = spreadBounds(spread);
  return low === 0 && high === 0;
};

function ofCurrent({ times, amplitude }: CurrentDescription, run: Run): Finding | undefined {
  const last = times.length - 1;
  const ends = last > 0 && isZero(amplitude[last]);
  // Changes without a last one to zero, which is how a stop is written.
  const changes = ends ? times.slice(0, last) : times;
  const stop = ends ? times[last] : Infinity;
  const whole = ofWindow(times[0], stop, run);
  if (whole !== undefined) return whole;
  const late = changes.filter((time) => stepsOf(time, run.dt).steps >= run.steps);
  return late.length === 0
    ? undefined
    : outside(
        `${late.length} of its ${times.length} steps ${late.length === 1 ? "is" : "are"} at or after the run's end at ${formatTime(run.duration)}, from ${formatTime(late[0])} on: ${late.length === 1 ? "it never acts" : "they never act"}`,
        `${LONGER}, or leave ${late.length === 1 ? "it" : "them"} out`,
      );
}

/** @param delay steps of the shortest delay from these sources; 0 where nothing hears them */
function ofSpikes({ times = [] }: SpikeSourceDescription, delay: number, run: Run): Finding | undefined {
  const all = times.flat();
  if (all.length === 0) return undefined;
  // A spike is emitted in the step that ends at its time, the first at the earliest, and arrives `delay` steps later.
  const arrival = (time: number) => Math.max(1, stepsOf(time, run.dt).steps) - 1 + delay;
  const late = all.filter((time) => arrival(time) >= run.steps);
  if (late.length === 0) {
    const latest = largestOf(all, 0);
    return arrival(latest) < run.burnInSteps ? endsEarly(latest, run) : undefined;
  }
  const first = late.reduce((a, b) => Math.min(a, b));
  const behind = delay === 0 ? "" : ` with a delay of ${formatTime(delay * run.dt)}`;
  const which =
    late.length === all.length
      ? all.length === 1
        ? "its one spike"
        : `all of its ${all.length} spikes`
      : `${late.length} of its ${all.length} spikes`;
  const many = late.length > 1;
  return outside(
    `${which}, at ${formatTime(first)}${many ? " or later" : ""}, ${many ? "reach" : "reaches"} nothing${behind} before the run's end at ${formatTime(run.duration)}: ${many ? "they never act" : "it never acts"}`,
    `${LONGER}, or leave ${many ? "them" : "it"} out`,
  );
}

/** Steps of the shortest delay by source. */
function shortestDelays({ projections }: NetworkDescription, dt: number): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const { pre, connect, delay } of projections) {
    const listed = connect.rule === "explicit" ? connect.delay : undefined;
    const shortest = listed === undefined ? spreadBounds(delay).low : listed.reduce((a, b) => Math.min(a, b), Infinity);
    const steps = Number.isFinite(shortest) ? delaySteps(shortest, dt).steps : 1;
    found.set(pre, Math.min(found.get(pre) ?? Infinity, steps));
  }
  return found;
}

/** As they stand in the file; those without a place keep their order. */
function byPlace({ place: a }: Diagnostic, { place: b }: Diagnostic): number {
  if (a === undefined || b === undefined || !("file" in a && "file" in b)) return 0;
  return a.line - b.line || a.col - b.col;
}

/**
 * Warns of what never acts or is never read in a run of this description's duration, and notes what acts during the burn-in alone; each stimulus
 * once, at its place.
 * @param places of the description's objects (`LoadedDescription`)
 */
export function outsideRun(description: NetworkDescription, places: ObjectPlaces): Diagnostic[] {
  const { timestep: dt, duration, burnIn } = description;
  const run: Run = { dt, duration, burnIn, steps: stepsOf(duration, dt).steps, burnInSteps: stepsOf(burnIn, dt).steps };
  const delays = shortestDelays(description, dt);
  const found = new Map<string, Diagnostic>();
  const tell = (object: string, finding: Finding | undefined) => {
    if (finding === undefined) return;
    const { code, text, hint } = finding;
    const at = places.get(object);
    const message = `${at?.path ?? object}: ${text}`;
    const severity = code === "stimulus-unjudged" ? "note" : "warning";
    found.set(message, { code, severity, message, ...(at && { place: at.place }), hint });
  };
  for (const source of description.sources)
    tell(
      `spike source ${source.name}`,
      source.kind === "spike_times"
        ? ofSpikes(source, delays.get(source.name) ?? 0, run)
        : source.kind === "poisson"
          ? ofWindow(source.start, source.stop, run)
          : undefined,
    );
  for (const current of description.currents) tell(`current ${current.name}`, ofCurrent(current, run));
  description.probes?.forEach(({ population, every }, k) => {
    if (every === undefined || stepsOf(every, dt).steps <= run.steps) return;
    tell(probeObject(k), {
      code: "probe-outside",
      text: `the probe of ${population} is read every ${formatTime(every)}, and the run ends at ${formatTime(duration)}: it records nothing`,
      hint: `${LONGER}, or a shorter period`,
    });
  });
  return [...found.values()].sort(byPlace);
}
