/**
 * NIR has no units. Times are seconds in what nir's own examples and the large frameworks write, milliseconds in some files: the time
 * constants tell, or the user says. A potential of 1 is taken as 1 mV and a current of 1 as 1 pA: the spikes do not depend on that.
 */
import type { Findings } from "./findings.js";
import type { FlatNode } from "./flat-graph.js";
import { NODE_TYPES, SPIKING, valuesOf } from "./nir-graph.js";

export type TimeUnit = "s" | "ms";

export interface NirUnits {
  /** ms of the file's unit of time. */
  readonly time: number;
  readonly unit: TimeUnit;
  /** ms */
  readonly timestep: number;
}

/** ms; a membrane or a synapse outside of them is not one that is met. */
const SHORTEST = 0.01;
const LONGEST = 2000;
const MS: Readonly<Record<TimeUnit, number>> = { s: 1000, ms: 1 };
/** A time step that the ratio of r and tau gives is told by this many digits: files hold float32. */
const DIGITS = 6;
const SAME = 1e-4;

/** Asks the file for its unit of time and its time step, where the user does not say; what was taken is found. */
export function unitsOf(
  flat: ReadonlyMap<string, FlatNode>,
  asked: { readonly unit?: TimeUnit; readonly timestep?: number },
  findings: Findings,
): NirUnits {
  const times = timesOf(flat);
  const unit = asked.unit ?? inferUnit(times, findings);
  const time = MS[unit];
  if (asked.unit !== undefined && times.some((t) => !isTime(t * time)))
    findings.note("graph", `in ${unit}, as asked, its time constants are ${range(times, time)} ms`);
  return { unit, time, timestep: asked.timestep ?? inferTimestep(flat, times, time, findings) };
}

function timesOf(flat: ReadonlyMap<string, FlatNode>): number[] {
  return [...flat.values()].flatMap(({ node }) =>
    (NODE_TYPES[node.type].positive ?? []).flatMap((key) => Array.from(valuesOf(node, key) ?? [])),
  );
}

function inferUnit(times: readonly number[], findings: Findings): TimeUnit {
  const fits = (unit: TimeUnit) => times.every((t) => isTime(t * MS[unit]));
  if (times.length === 0) {
    findings.note("graph", "it has no time constants: its times are taken as seconds");
    return "s";
  }
  const constants = `time constants of ${range(times, 1)}`;
  if (fits("s")) {
    findings.note(
      "graph",
      `${constants} are taken as seconds${fits("ms") ? ", although they may be milliseconds: --time-unit says which" : ""}`,
    );
    return "s";
  }
  if (fits("ms")) {
    findings.repair(
      "graph",
      `${constants} would be ${range(times, 1000)} ms as seconds: they are taken as milliseconds`,
    );
    return "ms";
  }
  findings.error(
    "graph",
    `${constants} are neither all seconds nor all milliseconds of neurons: say --time-unit s or ms`,
  );
  return "s";
}

/**
 * Frameworks that step in discrete time write r = tau/dt (and w_in = tau_syn/dt), so that a weight is what a spike adds.
 * @returns ms
 */
function inferTimestep(
  flat: ReadonlyMap<string, FlatNode>,
  times: readonly number[],
  time: number,
  findings: Findings,
): number {
  const ratios = [...flat.values()]
    .filter(({ node }) => SPIKING.has(node.type) && node.type !== "IF")
    .flatMap(({ node }) => {
      const tau = valuesOf(node, "tau") ?? valuesOf(node, "tau_mem") ?? new Float64Array();
      const r = valuesOf(node, "r") ?? new Float64Array();
      return Array.from(tau, (t, k) => Number((t / r[r.length === 1 ? 0 : k]).toPrecision(DIGITS)));
    });
  const step = roundStep(ratios[0] * time);
  const shortest = Math.min(...times.map((t) => t * time));
  if (
    ratios.length > 0 &&
    step !== null &&
    step < shortest &&
    ratios.every((one) => Math.abs(one / ratios[0] - 1) < SAME)
  ) {
    findings.note("graph", `r is tau/dt with dt = ${step} ms in every neuron: that is taken as the time step`);
    return step;
  }
  const chosen = times.length > 0 && shortest < 5 ? 0.1 : 1;
  findings.note("graph", `the file has no time step: ${chosen} ms is taken, and --timestep says otherwise`);
  return chosen;
}

/** Time steps have one or two digits: another ratio is not one. */
function roundStep(ms: number): number | null {
  const step = Number(ms.toPrecision(2));
  return step > 0 && Math.abs(ms / step - 1) < SAME ? step : null;
}

function isTime(ms: number): boolean {
  return ms >= SHORTEST && ms <= LONGEST;
}

function range(times: readonly number[], factor: number): string {
  const shown = (t: number) => String(Number((t * factor).toPrecision(4)));
  const [low, high] = [shown(times.reduce((a, b) => Math.min(a, b))), shown(times.reduce((a, b) => Math.max(a, b)))];
  return low === high ? low : `${low} to ${high}`;
}
