/** How long a run will take on this machine, and how much memory: before anything runs. An estimate, within a quarter on an idle machine. */
import { environment } from "../../environment/environment.js";
import { machineFactor } from "./machine-speed.js";
import { MEMORY_COSTS, RUN_COSTS, SERIAL_SHARE, THREAD_START_SECONDS } from "./run-costs.js";
import type { RunWork } from "./run-work.js";

export interface RunForecast {
  /** Wall-clock seconds of the simulation with one worker, without drawing, compiling and loading. */
  readonly seconds: number;
  /** Threads that would shorten it here most, and the seconds with them. */
  readonly workers: number;
  readonly secondsWithWorkers: number;
  /** Peak bytes of a process that draws, compiles, loads and runs it, with one worker. */
  readonly bytes: number;
  /** Synaptic events in all. */
  readonly events: number;
}

const BITS_OF_VECTOR = 128;

/** ns of a mean step, one thread. @param factor how many times the written costs things cost here */
function stepCost(work: RunWork, factor: number): number {
  const c = RUN_COSTS[work.runner];
  const usual =
    work.updates * c.update +
    work.draws * c.draw +
    work.rows * c.row +
    work.constant * c.constant +
    work.weighted * c.weighted +
    work.delayed * c.delayed +
    work.far * c.far +
    (work.bits / BITS_OF_VECTOR) * c.vector;
  return usual * factor;
}

/** Seconds with so many threads (Amdahl's law, and the start of each). */
export function secondsWith(workers: number, seconds: number): number {
  if (workers === 1) return seconds;
  return seconds * (SERIAL_SHARE + (1 - SERIAL_SHARE) / workers) + workers * THREAD_START_SECONDS;
}

/** The number of threads with which a run of so many seconds is shortest here. */
export function bestWorkers(seconds: number, cores = environment().cores?.() ?? 1): number {
  let best = 1;
  for (let workers = 2; workers <= cores; workers++)
    if (secondsWith(workers, seconds) < secondsWith(best, seconds)) best = workers;
  return best;
}

/** @param factor how many times the written costs things cost here */
export function forecastRun(work: RunWork, factor = machineFactor()): RunForecast {
  const seconds = (work.steps * stepCost(work, factor)) / 1e9;
  const workers = bestWorkers(seconds);
  const secondsWithWorkers = secondsWith(workers, seconds);
  return { seconds, workers, secondsWithWorkers, bytes: bytesOf(work), events: work.steps * work.events };
}

function bytesOf({ runner, updates, synapses }: RunWork): number {
  const { base, neuron, constant, weighted, delayed } = MEMORY_COSTS[runner];
  return (
    base + updates * neuron + synapses.constant * constant + synapses.weighted * weighted + synapses.delayed * delayed
  );
}

const digits = (x: number): string =>
  x >= 100 ? Math.round(x).toLocaleString("en") : String(Number(x.toPrecision(2)));

/** One sentence, without a full stop. @param dt ms */
export function describeForecast(
  { seconds, workers, secondsWithWorkers, bytes, events }: RunForecast,
  biologyMs: number,
): string {
  const more = workers > 1 ? `, ${digits(secondsWithWorkers)} s with ${workers} workers` : "";
  return `emulation here: about ${digits(seconds)} s for ${biologyMs.toLocaleString("en")} ms${more}, about ${digits(bytes / 1e9)} GB (estimate: ${digits(events / 1e6)} million synaptic events at the predicted rates)`;
}
