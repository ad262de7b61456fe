/** `--probe POPULATION:VARIABLES:NEURONS[:EVERY]`, and its shorthand `--trace ID`. */
import { evaluate, ExpressionError } from "../description/expression.js";
import { selectNeurons, SelectionError } from "../description/neuron-selection.js";
import { suggest } from "../description/suggest.js";
import { KINDS, sameDimension, toCanonical } from "../description/units.js";
import { fail } from "../diagnostics/diagnostic.js";
import { stepsOf } from "../numerics/time-grid.js";
import {
  PROBE_VARIABLES,
  probesOfIds,
  type PopulationRange,
  type Probe,
  type ProbeVariable,
} from "../description/probe.js";
import { stepsOfOption } from "./steps-of-option.js";
import type { Terminal } from "./terminal.js";

const NO_CONSTANTS = { lookup: () => undefined, names: () => [] };
const FORM = "write POPULATION:VARIABLES:NEURONS[:EVERY], such as E:v:5, E:v,u:0,3,17 or E:v:first 10:1ms";

/**
 * @param dt ms
 * @throws EquipoiseError `bad-option`
 */
export function probesOfOption(
  options: readonly string[],
  populations: readonly PopulationRange[],
  dt: number,
  terminal: Terminal,
): Probe[] {
  return options.flatMap((text) => {
    // Names may have colons of their own: the longest that fits is meant.
    const population = populations
      .filter(({ name }) => text.startsWith(`${name}:`))
      .reduce<PopulationRange | undefined>(
        (a, b) => (a === undefined || b.name.length > a.name.length ? b : a),
        undefined,
      );
    if (population === undefined) {
      const names = populations.map(({ name }) => name);
      return fail("bad-option", `--probe ${text} begins with no population`, {
        hint: `${FORM}; ${suggest(text.split(":")[0], names) ?? "there are none"}`,
      });
    }
    const parts = text.slice(population.name.length + 1).split(":");
    if (parts.length < 2 || parts.length > 3)
      return fail("bad-option", `--probe ${text} is incomplete`, { hint: FORM });
    const [variables, neurons, every] = parts;
    const period = every === undefined ? 1 : periodOf(text, every, dt, terminal);
    const selected = selectionOf(text, neurons, population.size);
    return variablesOf(text, variables).map((variable) => ({
      population: population.name,
      neurons: selected,
      variable,
      period,
    }));
  });
}

/**
 * v and u after every step of neurons by their ids in the network.
 * @throws EquipoiseError `bad-option`
 */
export function probesOfTrace(ids: readonly number[], populations: readonly PopulationRange[]): Probe[] {
  const size = populations.reduce((sum, population) => sum + population.size, 0);
  const wrong = ids.find((n) => !Number.isInteger(n) || n < 0 || n >= size);
  if (wrong !== undefined) fail("bad-option", `--trace ${wrong}: neuron ids go from 0 to ${size - 1}`);
  return probesOfIds(populations, ids, ["v", "u"]);
}

function variablesOf(option: string, text: string): ProbeVariable[] {
  const asked = new Set(text.split(",").map((word) => word.trim()));
  const unknown = [...asked].find((word) => !(PROBE_VARIABLES as readonly string[]).includes(word));
  if (unknown !== undefined)
    fail(
      "bad-option",
      `--probe ${option}: ${unknown === "" ? "a variable is missing" : `there is no variable ${unknown}`}`,
      {
        hint: `variables are ${PROBE_VARIABLES.join(", ")}`,
      },
    );
  return PROBE_VARIABLES.filter((variable) => asked.has(variable));
}

function selectionOf(option: string, text: string, size: number): Uint32Array {
  try {
    return selectNeurons(text, size);
  } catch (error) {
    if (!(error instanceof SelectionError)) throw error;
    return fail("bad-option", `--probe ${option}: ${error.message}`, { hint: FORM });
  }
}

function periodOf(option: string, text: string, dt: number, terminal: Terminal): number {
  const ms = timeOf(text);
  if (!(ms > 0)) fail("bad-option", `--probe ${option}: ${text} is no time such as 1 ms`, { hint: FORM });
  if (stepsOf(ms, dt).steps < 1)
    fail("bad-option", `--probe ${option}: ${text} is shorter than the time step of ${dt} ms`, {
      hint: "give at least one time step",
    });
  return stepsOfOption(terminal, "--probe … every", ms, dt);
}

/** ms; NaN where it is no time. */
function timeOf(text: string): number {
  try {
    const quantity = evaluate(text, NO_CONSTANTS);
    return sameDimension(quantity.dimension, KINDS.time.dimension) ? toCanonical(quantity, KINDS.time) : NaN;
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    return NaN;
  }
}
