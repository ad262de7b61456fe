/** What a run of a compiled program takes, of whose network only the header is left: synapses are counted by object, all with one weight. */
import type { Program } from "../../program/program.js";
import { areDense, runnerOf, type RunWork } from "./run-work.js";

/** Hz, where the program does not say what rates were expected. */
const USUAL_RATE = 10;

function expectedRates(options: string): Readonly<Record<string, number>> {
  const { expectedRates: rates } = JSON.parse(options) as { readonly expectedRates?: Readonly<Record<string, number>> };
  return rates ?? {};
}

/** null for a family whose kernels are not known here. */
export function programWork({
  family,
  steps,
  dt,
  size,
  populations,
  inputs,
  sourceMap,
  options,
}: Program): RunWork | null {
  const runner = runnerOf(family);
  if (runner === null) return null;
  const rates = expectedRates(options);
  const spikes = populations.reduce((sum, { name, size: n }) => sum + (n * (rates[name] ?? USUAL_RATE) * dt) / 1000, 0);
  const draws = inputs.reduce((sum, port) => sum + (port.kind === "poisson" ? port.size : 0), 0);
  const synapses = Math.max(0, sourceMap.reduce((sum, entry) => sum + entry.synapses, 0) - draws);
  const events = (spikes * synapses) / Math.max(1, size);
  const dense = areDense(synapses, size, size, runner);
  return {
    runner,
    steps,
    updates: size,
    draws,
    rows: spikes,
    constant: dense ? 0 : events,
    weighted: 0,
    delayed: 0,
    far: 0,
    bits: dense ? spikes * size : 0,
    events: events + draws,
    synapses: { constant: synapses, weighted: 0, delayed: 0 },
  };
}
